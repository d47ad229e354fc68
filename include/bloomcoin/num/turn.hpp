// Angles as fractions of a turn: sine and cosine of a 16-bit turn, the angle of
// a vector as a 32-bit turn, and π for the constants that are derived from it.
// Spec: spec/num.md, where the error bounds of both functions are stated.
#pragma once

#include <bloomcoin/num/fixed.hpp>

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>

namespace bloomcoin::num {

/// An angle in units of 2^-32 of a turn. Wrap-around is the type's own. [NUM-2]
using Turn = std::uint32_t;

/// π in units of 2^-60, rounded down. [NUM-9]
inline constexpr std::uint64_t pi_q60 = 0x3243'f6a8'885a'308d;

/// The number that one stands for in the results of sine and cosine.
inline constexpr std::int32_t sine_one = 1 << 14;

/// The sine at the centre of the bin of a 16-bit turn, in units of 2^-14. [NUM-10]
constexpr std::int32_t sine(std::uint16_t turn) {
    const bool is_falling = ((turn >> 15) & 1) != ((turn >> 14) & 1);
    const auto folded = static_cast<std::int16_t>(turn ^ (is_falling ? 0x7fff : 0));
    // The fold leaves -16384 … 16383, so y is odd and |y| <= 32767.
    const std::int32_t y = 2 * folded + 1;
    const std::int32_t z = mulr(y, y);
    // 0 <= z <= 32766, so every p below lies between -10583 and 25736: 16 bits hold it.
    std::int32_t p = -72;
    p = mulr(p, z) + 1303;
    p = mulr(p, z) - 10583;
    p = mulr(p, z) + 25736;
    return mulr(y, p);
}

/// The cosine at the centre of the bin of a 16-bit turn, in units of 2^-14. [NUM-11]
constexpr std::int32_t cosine(std::uint16_t turn) { return sine(static_cast<std::uint16_t>(turn + 0x4000)); }

/// The 16-bit turn whose bin a phase lies in: its upper half. [NUM-2]
constexpr std::uint16_t bin_of(Turn phase) { return static_cast<std::uint16_t>(phase >> 16); }

/// The phase at the centre of a bin. [NUM-14]
constexpr Turn centre_of(std::uint16_t bin) { return (Turn{bin} << 16) + 0x8000; }

namespace detail {

/// round(atan(2^-i) / 2π * 2^40) for i = 0 … 31. [NUM-12]
inline constexpr std::array<std::int64_t, 32> arctangents{
    137438953472, 81134951838, 42869480287, 21761217566, 10922836750, 5466743129, 2734038620, 1367102738,
    683561799,    341782203,   170891265,   85445653,    42722829,    21361415,   10680707,   5340354,
    2670177,      1335088,     667544,      333772,      166886,      83443,      41722,      20861,
    10430,        5215,        2608,        1304,        652,         326,        163,        81,
};

}  // namespace detail

/// The angle of the vector (x, y), counted from the x axis towards the y axis, by
/// 32 CORDIC rotations; 0 for the null vector. [NUM-12]
/// Shape: |x| < 2^60 and |y| < 2^60.
constexpr Turn angle_of(std::int64_t x, std::int64_t y) {
    constexpr std::int64_t limit = std::int64_t{1} << 60;
    assert(-limit < x && x < limit);
    assert(-limit < y && y < limit);
    if (x == 0 && y == 0) return 0;

    Turn start = 0;
    if (x < 0) {
        x = -x;
        y = -y;
        start = Turn{1} << 31;
    }
    while (2 * x < limit && -limit < 2 * y && 2 * y < limit) {
        x = 2 * x;
        y = 2 * y;
    }
    // A rotation lengthens the vector by less than 1.65 in all, and
    // 1.65 * √2 * 2^60 < 2^62: nothing below overflows.
    std::int64_t angle = 0;
    for (std::size_t i = 0; i < detail::arctangents.size(); ++i) {
        const std::int64_t turned_x = x >> i;
        const std::int64_t turned_y = y >> i;
        if (y > 0) {
            x += turned_y;
            y -= turned_x;
            angle += detail::arctangents[i];
        } else {
            x -= turned_y;
            y += turned_x;
            angle -= detail::arctangents[i];
        }
    }
    return start + static_cast<Turn>(shift_round(angle, 8));
}

static_assert(sine(0) == 1 && sine(0xffff) == -1, "bins have centres: no input has the sine 0");
static_assert(cosine(0) == sine(0x4000) && sine(0x8000) == -sine(0x7fff));
static_assert(bin_of(centre_of(0xffff)) == 0xffff);
static_assert(angle_of(1, 0) == 0 && angle_of(0, 1) == 0x4000'0000);
static_assert(angle_of(-1, 0) == 0x8000'0000 && angle_of(0, -1) == 0xc000'0000);
static_assert(angle_of(1, 1) == 0x2000'0000 && angle_of(0, 0) == 0);

}  // namespace bloomcoin::num
