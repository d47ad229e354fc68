// Difficulty: how it follows the time that blocks took, and how it depends on coherence.
// Integers only; never zero; no compounding, because the base is kept apart.
// Spec: spec/chain.md.
#pragma once

#include <bloomcoin/kuramoto/negentropy.hpp>
#include <bloomcoin/num/wide.hpp>
#include <bloomcoin/param/profile.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace bloomcoin::chain {

/// The greatest base difficulty: a tenth more fits in 64 bits. [DIF-1]
inline constexpr std::uint64_t base_difficulty_max = std::uint64_t{1} << 62;

/// How many headers the mean coherence is taken over. [DIF-2]
inline constexpr std::size_t coherence_window = 10;

/// The base difficulty after a window that took `span_s` seconds: at most twice, at least
/// half of what it was. [DIF-1]
template <param::Profile P>
constexpr std::uint64_t base_difficulty_after(std::uint64_t base, std::uint64_t span_s) {
    constexpr std::uint64_t target_s = P::retarget_window * P::interval_target_s;
    const std::uint64_t span = std::clamp(span_s, target_s / 2, 2 * target_s);
    // The quotient is at most 2 * 2^62 and a half.
    const std::uint64_t next = divide_round(num::multiply(num::U256{base}, target_s).low, num::U256{span}).low64();
    return std::clamp(next, std::uint64_t{1}, base_difficulty_max);
}

/// What a header must state: the base and up to a tenth of it, by the negentropy of the mean
/// coherence of the headers before. [DIF-2]
constexpr std::uint64_t difficulty_of(std::uint64_t base, std::uint32_t mean_coherence) {
    const std::uint64_t negentropy = kuramoto::negentropy_of(mean_coherence);
    const num::U256 product = num::multiply(num::U256{base}, negentropy).low;
    return base + ((product >> 30) / num::U256{10}).low64();
}

}  // namespace bloomcoin::chain
