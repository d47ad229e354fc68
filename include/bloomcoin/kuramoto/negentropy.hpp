// Negentropy η: a bell over coherence that peaks at the lens √3/2. It attracts nothing;
// it is a measure of how close to the threshold a bloom was.
// Spec: spec/kuramoto.md.
#pragma once

#include <bloomcoin/kuramoto/order.hpp>
#include <bloomcoin/num/expo.hpp>

#include <cassert>
#include <cstdint>

namespace bloomcoin::kuramoto {

/// √3/2 in units of 2^-30, rounded to the nearest. [KUR-13]
inline constexpr std::uint32_t lens = 929'887'697;
static_assert(4 * std::uint64_t{lens} * lens > (std::uint64_t{3} << 60) && lens == coherence_min + 1,
              "the fraction .69 is rounded up");

/// σ = 8/√5 in units of 2^-30, rounded to the nearest. [KUR-13]
inline constexpr std::uint64_t sharpness = divide_round(num::U256{8} << 90, num::U256{num::sqrt5_q60}).low64();
static_assert(sharpness == 3'841'535'534);

/// η(r) = exp(-σ(r - √3/2)^2), both in units of 2^-30. [KUR-13]
/// Shape: coherence <= 2^30.
constexpr std::uint32_t negentropy_of(std::uint32_t coherence) {
    assert(coherence <= num::one_q30);
    const std::uint64_t distance = coherence > lens ? coherence - lens : lens - coherence;
    // distance < 2^30; its square in units of 2^-30 is below 0.76, times σ below 2.7 < 4
    const std::uint64_t square = (distance * distance) >> 30;
    return num::exp_neg(static_cast<std::uint32_t>((square * sharpness) >> 30));
}

static_assert(negentropy_of(lens) == num::one_q30);

}  // namespace bloomcoin::kuramoto
