// The order parameter of a set of phases: how far the oscillators agree (coherence r),
// where they agree (mean phase ψ), and whether that is above the lens, r > √3/2.
// Spec: spec/kuramoto.md. Kuramoto 1984; Strogatz 2000, eq. (3.2).
#pragma once

#include <bloomcoin/kuramoto/state.hpp>
#include <bloomcoin/num/expo.hpp>
#include <bloomcoin/num/root.hpp>

#include <algorithm>
#include <cstdint>

namespace bloomcoin::kuramoto {

/// N * r * (cos ψ, sin ψ) in units of 2^-14: exact sums over the oscillators. [KUR-6]
struct MeanField {
    std::int32_t cosines = 0;  // C
    std::int32_t sines = 0;    // S

    friend constexpr bool operator==(const MeanField&, const MeanField&) = default;
};

/// [KUR-6]
template <param::Profile P>
constexpr MeanField mean_field_of(const Phases<P>& phases) {
    MeanField field;
    for (const num::Turn phase : phases) {
        field.cosines += num::cosine(num::bin_of(phase));
        field.sines += num::sine(num::bin_of(phase));
    }
    return field;
}

/// S^2 + C^2.
constexpr std::int64_t square_of(const MeanField& field) {
    return std::int64_t{field.cosines} * field.cosines + std::int64_t{field.sines} * field.sines;
}

/// Whether r > √3/2, that is 4(S^2 + C^2) > 3(N * 2^14)^2. [KUR-7]
/// The two sides are never equal: 3 divides a sum of two squares an even number of times
/// and three times a square an odd number of times. So > and >= are the same rule.
template <param::Profile P>
constexpr bool is_coherent(const MeanField& field) {
    constexpr std::int64_t all = std::int64_t{P::oscillator_count} * num::sine_one;
    return 4 * square_of(field) > 3 * all * all;
}

/// r in units of 2^-30: the integer square root of floor((S^2 + C^2) * 2^32 / N^2), and
/// 2^30 where the rounding of sines would make it greater. [KUR-8]
template <param::Profile P>
constexpr std::uint32_t coherence_of(const MeanField& field) {
    constexpr std::uint64_t n_squared = std::uint64_t{P::oscillator_count} * P::oscillator_count;
    const auto square = static_cast<std::uint64_t>(square_of(field));
    // floor(square * 2^32 / n²) without a 128-bit product. |S|, |C| <= N * (2^14 + 2), so
    // square / n² < 2^30 and the sum fits in 62 bits; the remainder is below n² < 2^32.
    const std::uint64_t quotient = ((square / n_squared) << 32) + ((square % n_squared) << 32) / n_squared;
    return std::min(num::isqrt(quotient), num::one_q30);
}

/// ψ, the direction of the mean field; 0 where it vanishes. [KUR-9]
constexpr num::Turn mean_phase_of(const MeanField& field) { return num::angle_of(field.cosines, field.sines); }

/// floor(√3/2 * 2^30). No coherent state has a smaller coherence: 4 * square > 3(N * 2^14)^2
/// gives square * 2^32 / N^2 > 3 * 2^58, an integer, whose root this is. [KUR-8]
inline constexpr std::uint32_t coherence_min = num::isqrt(std::uint64_t{3} << 58);

static_assert(coherence_min == 929'887'696);

}  // namespace bloomcoin::kuramoto
