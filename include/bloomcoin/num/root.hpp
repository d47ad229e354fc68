// The exact integer square root, digit by digit, for any unsigned integer type
// that can shift, add, subtract and compare.
// Spec: spec/num.md.
#pragma once

#include <bloomcoin/base/assume.hpp>

#include <cstdint>

namespace bloomcoin::num {

/// The greatest root with root^2 <= n. [NUM-5]
/// `width` is the number of bits of U, an even number; the loop runs width/2 times.
template <class U>
constexpr U isqrt(U n, unsigned width) {
    U root{0};
    U rest = n;
    // Invariant: n = (root/bit)^2 + rest in the scale of the digits found so far,
    // with rest below what the next larger digit would take away.
    for (unsigned i = width / 2; i-- > 0;) {
        const U bit = U{1} << (2 * i);
        const U trial = root + bit;
        root = root >> 1;
        if (rest >= trial) {
            rest = rest - trial;
            root = root + bit;
        }
    }
    return root;
}

/// The greatest root with root^2 <= n. [NUM-5]
constexpr std::uint32_t isqrt(std::uint64_t n) {
    // n < 2^64, so the root is below 2^32
    return static_cast<std::uint32_t>(isqrt<std::uint64_t>(n, 64));
}

static_assert(isqrt(0) == 0 && isqrt(1) == 1 && isqrt(3) == 1 && isqrt(4) == 2);
static_assert(isqrt(UINT64_MAX) == UINT32_MAX);
static_assert(isqrt(std::uint64_t{UINT32_MAX} * UINT32_MAX - 1) == UINT32_MAX - 1);

}  // namespace bloomcoin::num
