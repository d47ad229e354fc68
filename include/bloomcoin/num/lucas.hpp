// The Lucas numbers and the golden ratio, from which the seeds of BloomCoin take
// most of their parameters.
// Spec: spec/num.md.
#pragma once

#include <bloomcoin/num/root.hpp>
#include <bloomcoin/num/wide.hpp>

#include <cassert>
#include <cstdint>

namespace bloomcoin::num {

/// L(n): L(0) = 2, L(1) = 1, L(n) = L(n-1) + L(n-2). [NUM-8]
/// Shape: n <= 90, the last whose value stays below 2^63.
constexpr std::uint64_t lucas(unsigned n) {
    assert(n <= 90);
    std::uint64_t current = 2;
    std::uint64_t next = 1;
    for (unsigned i = 0; i < n; ++i) {
        const std::uint64_t sum = current + next;
        current = next;
        next = sum;
    }
    return current;
}

/// √5 in units of 2^-60, rounded down. [NUM-9]
inline constexpr std::uint64_t sqrt5_q60 = isqrt(U256{5} << 120, 256).low64();

/// The golden ratio φ = (1 + √5)/2 in units of 2^-60, rounded down. [NUM-9]
inline constexpr std::uint64_t phi_q60 = ((std::uint64_t{1} << 60) + sqrt5_q60) >> 1;

static_assert(phi_q60 == 0x19e3'779b'97f4'a7c1, "the hexadecimal digits of φ");
static_assert(lucas(0) == 2 && lucas(4) == 7 && lucas(10) == 123 && lucas(20) == 15127);

}  // namespace bloomcoin::num
