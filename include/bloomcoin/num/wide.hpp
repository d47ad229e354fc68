// U256: an unsigned integer of 256 bits, enough of it to compare work with its
// target and to derive constants. Eight 32-bit limbs, so that it means the same
// on machines without a 128-bit type. Slow and plain on purpose.
// Spec: spec/num.md.
#pragma once

#include <bloomcoin/base/bytes.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <compare>
#include <cstddef>
#include <cstdint>

namespace bloomcoin::num {

/// 0 … 2^256 - 1; sums, differences and shifts are taken modulo 2^256. [NUM-6]
class U256 {
public:
    constexpr U256() = default;
    constexpr explicit U256(std::uint64_t low)
        : limbs_{static_cast<std::uint32_t>(low), static_cast<std::uint32_t>(low >> 32)} {}

    /// The 32 bytes read as one number, most significant byte first.
    static constexpr U256 from_big_endian(const base::Hash& bytes) {
        U256 result;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            std::uint32_t& limb = result.limbs_[(bytes.size() - 1 - i) / 4];
            limb = (limb << 8) | bytes[i];
        }
        return result;
    }

    /// The value modulo 2^64.
    constexpr std::uint64_t low64() const { return limbs_[0] | (std::uint64_t{limbs_[1]} << 32); }

    friend constexpr bool operator==(const U256&, const U256&) = default;
    friend constexpr std::strong_ordering operator<=>(const U256& a, const U256& b) {
        for (std::size_t i = a.limbs_.size(); i-- > 0;) {
            if (a.limbs_[i] != b.limbs_[i]) return a.limbs_[i] <=> b.limbs_[i];
        }
        return std::strong_ordering::equal;
    }

    friend constexpr U256 operator+(const U256& a, const U256& b) {
        U256 sum;
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < a.limbs_.size(); ++i) {
            carry += std::uint64_t{a.limbs_[i]} + b.limbs_[i];
            sum.limbs_[i] = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
        return sum;
    }

    friend constexpr U256 operator-(const U256& a, const U256& b) {
        U256 difference;
        std::uint64_t borrow = 0;
        for (std::size_t i = 0; i < a.limbs_.size(); ++i) {
            const std::uint64_t limb = std::uint64_t{a.limbs_[i]} - b.limbs_[i] - borrow;
            difference.limbs_[i] = static_cast<std::uint32_t>(limb);
            borrow = limb >> 63;
        }
        return difference;
    }

    friend constexpr U256 operator<<(const U256& a, unsigned bits) {
        U256 result;
        const std::size_t skip = bits / 32;
        for (std::size_t i = skip; i < a.limbs_.size(); ++i) {
            const std::uint64_t high = a.limbs_[i - skip];
            const std::uint64_t low = i > skip ? a.limbs_[i - skip - 1] : 0;
            result.limbs_[i] = static_cast<std::uint32_t>(((high << 32) | low) >> (32 - bits % 32));
        }
        return result;
    }

    friend constexpr U256 operator>>(const U256& a, unsigned bits) {
        U256 result;
        const std::size_t skip = bits / 32;
        for (std::size_t i = skip; i < a.limbs_.size(); ++i) {
            const std::uint64_t low = a.limbs_[i];
            const std::uint64_t high = i + 1 < a.limbs_.size() ? a.limbs_[i + 1] : 0;
            result.limbs_[i - skip] = static_cast<std::uint32_t>(((high << 32) | low) >> (bits % 32));
        }
        return result;
    }

    struct Product;
    /// The exact 320-bit product with a 64-bit factor.
    friend constexpr Product multiply(const U256& a, std::uint64_t factor);

    /// The quotient, rounded down. The divisor is neither zero nor above 2^255.
    friend constexpr U256 operator/(const U256& dividend, const U256& divisor) {
        assert(divisor != U256{0} && divisor <= U256{1} << 255);
        U256 quotient;
        U256 rest;
        for (unsigned bit = 256; bit-- > 0;) {
            // rest < divisor <= 2^255, so that doubling it loses nothing
            rest = (rest << 1) + U256{(dividend >> bit).low64() & 1};
            quotient = quotient << 1;
            if (rest >= divisor) {
                rest = rest - divisor;
                quotient = quotient + U256{1};
            }
        }
        return quotient;
    }

    /// The quotient, rounded to the nearest integer, ties upward; 1 <= divisor <= 2^254, and
    /// twice the dividend plus the divisor stays below 2^256. [NUM-7]
    friend constexpr U256 divide_round(const U256& dividend, const U256& divisor) {
        return ((dividend << 1) + divisor) / (divisor << 1);
    }

private:
    std::array<std::uint32_t, 8> limbs_{};  // least significant first
};

struct U256::Product {
    U256 low;            // modulo 2^256
    std::uint64_t high;  // the rest, in units of 2^256
};

constexpr U256::Product multiply(const U256& a, std::uint64_t factor) {
    U256 low;
    std::uint64_t high = 0;
    // Horner in base 2^32 on the factor: two digits, each a pass over the limbs.
    for (const std::uint64_t digit : {factor >> 32, factor & 0xffffffff}) {
        high = (high << 32) | (low.limbs_.back());
        low = low << 32;
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < a.limbs_.size(); ++i) {
            // digit*limb + limb + carry <= (2^32-1)^2 + 2(2^32-1) = 2^64 - 1
            carry += digit * a.limbs_[i] + low.limbs_[i];
            low.limbs_[i] = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
        high += carry;
    }
    return {low, high};
}

static_assert(((U256{1} << 200) >> 199) == U256{2});
static_assert((U256{1} << 64) - U256{1} == U256{UINT64_MAX});
static_assert((U256{7} << 190) / (U256{2} << 100) == (U256{7} << 89));
static_assert(multiply(U256{} - U256{1}, UINT64_MAX).high == UINT64_MAX - 1);
static_assert(multiply(U256{} - U256{1}, UINT64_MAX).low == U256{} - U256{UINT64_MAX});

}  // namespace bloomcoin::num
