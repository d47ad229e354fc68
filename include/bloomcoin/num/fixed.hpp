// Fixed-point products and shifts with one named rounding each: to the nearest, ties
// upward.
// Spec: spec/num.md.
#pragma once

#include <bloomcoin/base/assume.hpp>

#include <cassert>
#include <cstdint>

namespace bloomcoin::num {

/// The product of two 16-bit fractions in units of 2^-15, rounded to the nearest
/// unit, ties upward. [NUM-3]
/// Both factors lie in -32768 … 32767; the one product that would not fit into 16
/// bits again, (-32768)^2, is exact here as 32768.
constexpr std::int32_t mulr(std::int32_t a, std::int32_t b) {
    assert(-32768 <= a && a <= 32767);
    assert(-32768 <= b && b <= 32767);
    // |a*b| <= 2^30, and 2^30 + 2^14 < 2^31
    return (a * b + (1 << 14)) >> 15;
}

/// x / 2^bits, rounded to the nearest integer, ties upward. [NUM-4]
/// Shapes: 1 <= bits <= 62 and x + 2^(bits-1) < 2^63.
constexpr std::int64_t shift_round(std::int64_t x, unsigned bits) {
    assert(1 <= bits && bits <= 62);
    const std::int64_t half = std::int64_t{1} << (bits - 1);
    assert(x <= INT64_MAX - half);
    return (x + half) >> bits;
}

static_assert(mulr(16384, 1) == 1, "a half is rounded up");
static_assert(mulr(-16384, 1) == 0, "also below zero");
static_assert(mulr(-32768, -32768) == 32768);
static_assert(shift_round(3, 1) == 2 && shift_round(-3, 1) == -1);

}  // namespace bloomcoin::num
