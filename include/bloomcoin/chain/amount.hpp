// Amounts: what a height pays, how much there can ever be, and how amounts are added up. The coins of a
// ledger that somebody gives us can be worth more together than there can ever be.
// Spec: spec/chain.md.
#pragma once

#include <bloomcoin/num/turn.hpp>
#include <bloomcoin/param/profile.hpp>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>

namespace bloomcoin::chain {

using Amount = std::uint64_t;  // units of 10^-8 of a coin [AMT-1]
using Height = std::uint32_t;  // blocks before this one in its chain [HDR-13]

/// floor(φ^4 * 10^8): what the first height pays. [AMT-2]
inline constexpr Amount reward_initial = 685'410'196;

// φ^4 = 3φ + 2
static_assert(num::multiply(num::U256{num::phi_q60}, 300'000'000).low + (num::U256{200'000'000} << 60) >=
              num::U256{reward_initial} << 60);
static_assert(num::multiply(num::U256{num::phi_q60 + 1}, 300'000'000).low + (num::U256{200'000'000} << 60) <
              num::U256{reward_initial + 1} << 60);

/// What the coinbase of a height may create beside the fees. [AMT-2]
template <param::Profile P>
constexpr Amount reward_of(Height height) {
    const Height halving_count = height / P::halving_interval;
    return halving_count < 64 ? reward_initial >> halving_count : 0;
}

/// The sum of the rewards of all heights: the halvings of n, rounded down, add up to 2n less the
/// number of its bits. [AMT-3]
template <param::Profile P>
inline constexpr Amount supply = (2 * reward_initial - std::popcount(reward_initial)) * P::halving_interval;

/// The sum, or the greatest amount if the sum is above that. What sums are compared with is at most the supply, so that
/// capped sums compare as exact ones do.
constexpr Amount capped_sum(Amount a, Amount b) { return a + std::min(b, std::numeric_limits<Amount>::max() - a); }

}  // namespace bloomcoin::chain
