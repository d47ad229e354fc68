// The words of kernels.inc in plain C++, for machines that have no better ones, and as the
// definition of the words that every instruction set has.
// Spec: spec/kuramoto.md.
#pragma once

#include <bloomcoin/kuramoto/lane_block.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace bloomcoin::kuramoto::detail {

// What the namespace of each instruction set says of a Vec, sixteen lanes of 32 bits, in which a
// pair is two halves of 16 bits:
//   bundle_size  how many Vecs at once keep the processor busy without running out of registers
//   load, store  sixteen numbers in memory
//   all          the same number in all lanes
//   add, both    sum modulo 2^32, bitwise and
//   add_halves, subtract_halves
//                sum and difference modulo 2^16 of each half
//   mulr         of each half, not both of them -32768 [NUM-3]
//   dot          acc + a.low * b.low + a.high * b.high of each lane
//   torque_of    a lane / 64, rounded toward minus infinity
//   fold_of      the pair of 2 * fold + 1 for the sine of a phase and for its cosine [NUM-2] [NUM-10] [NUM-11]: twice
//                the bin, all its bits turned over where the sine falls, is 2 * fold or 2 * fold + 1
//   any_above    whether a lane is above a number
//   sum          of all lanes
//   pair         the lower half of a lane and, above it, the lower half of another
//   scaled       num::shift_round(lane * coupling_gain, 36) [PAR-5]

namespace portable {

inline constexpr std::size_t bundle_size = 1;

struct Vec {
    Row lanes;
};

inline Vec load(const Row& row) { return {row}; }
inline void store(Row& row, const Vec& a) { row = a.lanes; }

inline Vec all(std::int32_t number) {
    Vec result;
    result.lanes.fill(number);
    return result;
}

template <class Function, class... Vecs>
Vec each(const Function& function, const Vecs&... vecs) {
    Vec result;
    for (std::size_t i = 0; i < lane_count; ++i) {
        result.lanes[i] = static_cast<std::int32_t>(function(static_cast<std::uint32_t>(vecs.lanes[i])...));
    }
    return result;
}

constexpr std::int32_t low_of(std::uint32_t pair) { return static_cast<std::int16_t>(pair); }
constexpr std::int32_t high_of(std::uint32_t pair) { return static_cast<std::int32_t>(pair) >> 16; }

inline Vec add(const Vec& a, const Vec& b) {
    return each([](std::uint32_t x, std::uint32_t y) { return x + y; }, a, b);
}
inline Vec both(const Vec& a, const Vec& b) {
    return each([](std::uint32_t x, std::uint32_t y) { return x & y; }, a, b);
}
inline Vec add_halves(const Vec& a, const Vec& b) {
    return each(
        [](std::uint32_t x, std::uint32_t y) { return pair_of(low_of(x) + low_of(y), high_of(x) + high_of(y)); }, a, b);
}
inline Vec subtract_halves(const Vec& a, const Vec& b) {
    return each(
        [](std::uint32_t x, std::uint32_t y) { return pair_of(low_of(x) - low_of(y), high_of(x) - high_of(y)); }, a, b);
}
inline Vec mulr(const Vec& a, const Vec& b) {
    constexpr std::int32_t half = 1 << 14;
    return each(
        [](std::uint32_t x, std::uint32_t y) {
            return pair_of((low_of(x) * low_of(y) + half) >> 15, (high_of(x) * high_of(y) + half) >> 15);
        },
        a, b);
}
inline Vec dot(const Vec& acc, const Vec& a, const Vec& b) {
    return add(
        acc,
        each([](std::uint32_t x, std::uint32_t y) { return low_of(x) * low_of(y) + high_of(x) * high_of(y); }, a, b));
}
inline Vec torque_of(const Vec& a) {
    return each([](std::uint32_t x) { return static_cast<std::int32_t>(x) >> 6; }, a);
}
inline Vec fold_of(const Vec& phases) {
    return each(
        [](std::uint32_t x) {
            const std::uint32_t bins = (x >> 16) | ((x + 0x4000'0000) & 0xffff'0000);
            const std::uint32_t twice = (bins << 1) & 0xfffe'fffe;
            // the upper bit of each half, spread over the half
            const std::uint32_t falls = (((bins ^ twice) >> 15) & 0x0001'0001) * 0xffff;
            return (twice ^ falls) | 0x0001'0001;
        },
        phases);
}
inline bool any_above(const Vec& a, std::int32_t number) {
    bool result = false;
    for (const std::int32_t lane : a.lanes) result |= lane > number;
    return result;
}
inline std::int32_t sum(const Vec& a) {
    std::int32_t result = 0;
    for (const std::int32_t lane : a.lanes) result += lane;
    return result;
}
inline Vec pair(const Vec& low, const Vec& high) {
    return each([](std::uint32_t x, std::uint32_t y) { return pair_of(x, y); }, low, high);
}
template <param::Profile P>
[[gnu::always_inline]] inline Vec scaled(const Vec& sums) {
    return {detail::scaled<P>(sums.lanes)};
}

#include <bloomcoin/kuramoto/kernels.inc>

}  // namespace portable

}  // namespace bloomcoin::kuramoto::detail
