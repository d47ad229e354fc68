// The falling exponential in fixed point, by a Taylor series of fixed length. Nothing that
// decides the validity of a header uses it.
// Spec: spec/num.md, where its error bound is stated.
#pragma once

#include <bloomcoin/base/assume.hpp>

#include <cstdint>

namespace bloomcoin::num {

/// The number that one stands for in units of 2^-30.
inline constexpr std::uint32_t one_q30 = std::uint32_t{1} << 30;

/// e^-x for x in units of 2^-30, in units of 2^-30. [NUM-13]
/// Every u32 is in the domain: x < 4.
constexpr std::uint32_t exp_neg(std::uint32_t x) {
    constexpr std::uint64_t one = std::uint64_t{1} << 31;
    // x/4 in units of 2^-31, below 1; the series runs on it and is squared twice.
    const std::uint64_t quarter = x >> 1;
    std::uint64_t e = one;
    for (std::uint64_t n = 13; n >= 1; --n) {
        // quarter < 2^31 and e <= 2^31, so the product stays below 2^62
        e = one - quarter * e / (n * one);
    }
    e = (e * e) >> 31;
    e = (e * e) >> 31;
    return static_cast<std::uint32_t>((e + 1) >> 1);
}

static_assert(exp_neg(0) == one_q30);

}  // namespace bloomcoin::num
