// IEEE 754 binary32 read and written in integers: the compact dialect has phases as radians
// and a coherence as a fraction, and every machine must read the same from them.
// Spec: spec/codec.md. IEEE 754-2019, section 3.4.
#pragma once

#include <bloomcoin/codec/fields.hpp>
#include <bloomcoin/num/fixed.hpp>
#include <bloomcoin/num/turn.hpp>
#include <bloomcoin/num/wide.hpp>

#include <bit>
#include <cassert>
#include <cstdint>
#include <tuple>

namespace bloomcoin::codec {

/// The 32 bits of a number: sign, 8 bits of exponent, 23 bits of fraction. [COD-11]
struct Binary32 {
    std::uint32_t bits = 0;

    static constexpr std::tuple fields{Field{"bits", &Binary32::bits}};

    friend constexpr bool operator==(const Binary32&, const Binary32&) = default;
};

/// The bits without the sign. Among finite numbers their order is that of the magnitudes. [COD-11]
constexpr std::uint32_t magnitude_of(Binary32 x) { return x.bits & 0x7fff'ffff; }

/// Refuses COD-12.
constexpr base::Check check_finite(Binary32 x) {
    if (magnitude_of(x) >= 0x7f80'0000) return base::Rule("COD-12");
    return {};
}

namespace detail {

/// A finite number as significand * 2^exponent, |significand| < 2^24. [COD-11]
struct Scientific {
    std::int64_t significand = 0;
    int exponent = 0;
};

constexpr Scientific scientific_of(Binary32 x) {
    const auto fraction = static_cast<std::int64_t>(x.bits & 0x7f'ffff);
    const auto biased = static_cast<int>((x.bits >> 23) & 0xff);
    const std::int64_t magnitude = biased == 0 ? fraction : fraction | (1 << 23);
    return {x.bits >> 31 != 0 ? -magnitude : magnitude, (biased == 0 ? 1 : biased) - 150};
}

/// value * 2^exponent rounded to the nearest integer, ties upward. |value| < 2^62, and the result fits.
constexpr std::int64_t shifted(std::int64_t value, int exponent) {
    if (exponent >= 0) return value * (std::int64_t{1} << exponent);
    // |value| < 2^62: below 2^-62 every value is nearer to 0 than to any other integer
    return exponent < -62 ? 0 : num::shift_round(value, static_cast<unsigned>(-exponent));
}

/// round(2^40 / 2π). [COD-15]
inline constexpr std::int64_t turns_per_radian_q40 =
    static_cast<std::int64_t>(divide_round(num::U256{1} << 99, num::U256{num::pi_q60}).low64());

/// round(2π * 2^28). [COD-17]
inline constexpr std::uint64_t radians_per_turn_q28 = (num::pi_q60 + (std::uint64_t{1} << 30)) >> 31;

}  // namespace detail

/// x in units of 2^-bits, rounded to the nearest, ties upward. [COD-13]
/// Shapes: x is finite, |x| < 8, bits <= 32.
constexpr std::int64_t fixed_of(Binary32 x, unsigned bits) {
    assert(magnitude_of(x) < 0x4100'0000 && bits <= 32);
    const detail::Scientific parts = detail::scientific_of(x);
    return detail::shifted(parts.significand, parts.exponent + static_cast<int>(bits));
}

/// The number nearest to value * 2^-bits, the one with an even last bit if two are. [COD-14]
/// Shapes: value < 2^63, bits <= 60: the number is 0 or normal.
constexpr Binary32 binary32_of(std::uint64_t value, unsigned bits) {
    assert(value < std::uint64_t{1} << 63 && bits <= 60);
    if (value == 0) return {};
    // The leading one is moved to bit 63; below bit 40 is what 24 bits cannot hold.
    const int zeros = std::countl_zero(value);
    const std::uint64_t scaled = value << zeros;
    const std::uint64_t rest = scaled & ((std::uint64_t{1} << 40) - 1);
    const std::uint64_t significand = scaled >> 40;
    constexpr std::uint64_t half = std::uint64_t{1} << 39;
    const bool is_up = rest > half || (rest == half && significand % 2 == 1);
    const auto biased = static_cast<std::uint32_t>(127 + 63 - zeros - static_cast<int>(bits));
    // A significand of 2^24 carries into the exponent, which is what its bits mean.
    return {(biased << 23) + static_cast<std::uint32_t>(significand + (is_up ? 1 : 0) - (1 << 23))};
}

/// The turn of an angle in radians, rounded to the nearest, ties upward. [COD-15]
/// Refuses COD-12, COD-16.
constexpr base::Result<num::Turn> turn_of(Binary32 radians) {
    if (const auto check = check_finite(radians); !check) return check.rule();
    if (magnitude_of(radians) >= 0x4100'0000) return base::Rule("COD-16");
    const detail::Scientific parts = detail::scientific_of(radians);
    // below 2^24 * 2^38; and exponent <= -21, as |radians| < 8
    return static_cast<num::Turn>(
        detail::shifted(parts.significand * detail::turns_per_radian_q40, parts.exponent - 8));
}

/// The angle of a turn in radians, from 0 to the number next to 2π. [COD-17]
constexpr Binary32 radians_of(num::Turn turn) {
    // below 2^32 * 2^31, in units of 2^-60
    return binary32_of(turn * detail::radians_per_turn_q28, 60);
}

static_assert(detail::turns_per_radian_q40 == 174'992'710'548);
static_assert(detail::radians_per_turn_q28 == 1'686'629'713);
static_assert(binary32_of(1, 0) == Binary32{0x3f80'0000} && fixed_of({0x3f80'0000}, 30) == 1 << 30);
static_assert(fixed_of({0x8000'0000}, 30) == 0 && fixed_of({0x0000'0001}, 30) == 0, "-0 and subnormals are 0");
static_assert(turn_of({0x4049'0fdb}).value() == 0x8000'003c && radians_of(0x8000'0000) == Binary32{0x4049'0fdb},
              "the number nearest to π is above it");

}  // namespace bloomcoin::codec
