// Sixteen attempts as the vector instructions see them, one attempt with its oscillators side by
// side, and why nothing overflows on the way. Not here: what is computed, which is in kernels.inc.
// Spec: spec/kuramoto.md.
#pragma once

#include <bloomcoin/kuramoto/step.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace bloomcoin::kuramoto::detail {

inline constexpr std::size_t lane_count = 16;

/// One number of each lane.
struct alignas(64) Row : std::array<std::int32_t, lane_count> {};

/// Sine and cosine of a phase share 32 bits: the sine is the lower half.
using Pair = std::int32_t;

/// Two halves of 16 bits, each modulo 2^16.
constexpr Pair pair_of(std::int64_t low, std::int64_t high) {
    return static_cast<Pair>((static_cast<std::uint32_t>(high) << 16) | (static_cast<std::uint32_t>(low) & 0xffff));
}

/// One oscillator of sixteen attempts: lane l belongs to attempt l.
struct Oscillators {
    Row phases{};
    Row frequencies{};  // times 64, as the torque is before it is shifted
    Row pairs{};        // of the phases
};

/// The sum of a group of oscillators changes by less than 2^15 in a step, so that the change is
/// known from sums modulo 2^16, which are cheap. No oscillator turns by more than its frequency
/// and the strongest pull; a 2^-32 of a turn changes a sine by at most 2π 2^14 / 2^32 < 22/7 2^-17,
/// and the sine of the bin is off by less than 4 before and after [NUM-10].
inline constexpr std::size_t group_size = 63;

template <param::Profile P>
inline constexpr std::size_t group_count = (P::oscillator_count + group_size - 1) / group_size;

template <param::Profile P>
consteval bool changes_fit() {
    constexpr std::int64_t turn_max = param::frequency_scale + param::torque_max<P> / 64 + 1;
    constexpr std::int64_t change_max = turn_max * 22 / (7 << 17) + 1 + 2 * 4;
    return group_size * change_max < (1 << 15);
}

/// Sixteen attempts side by side. What was left in an empty lane is stepped too; nobody looks at it.
template <param::Profile P>
struct LaneBlock {
    static_assert(changes_fit<P>());

    std::array<Oscillators, P::oscillator_count> oscillators{};
    std::array<Row, group_count<P>> sums{};         // of the pairs of a group, each half modulo 2^16
    Row sines{};                                    // S
    Row cosines{};                                  // C
    std::array<std::uint32_t, lane_count> runs{};   // how many states up to this one were coherent
    std::array<std::uint32_t, lane_count> goals{};  // a lane stops when its run is as long
    bool is_empty = true;                           // no lane has an attempt: the block is not stepped
};

/// Blocks that are stepped in turn, so that the oscillators of one move while the mean field of the other is made.
template <param::Profile P>
struct LaneBlocks {
    static constexpr std::size_t block_count = 2;

    std::array<LaneBlock<P>, block_count> each{};
    std::uint64_t clock = 0;                // steps that the blocks have done
    std::uint64_t next_limit = UINT64_MAX;  // what the clock says when the next lane is at its limit
};

/// Of the rows of sixteen that hold the oscillators of one attempt, so many are computed together.
template <param::Profile P>
inline constexpr std::size_t rows_together = std::min<std::size_t>(4,
                                                                   (P::oscillator_count + lane_count - 1) / lane_count);

/// How many rows these are, filled up to a multiple of rows_together.
template <param::Profile P>
inline constexpr std::size_t row_count = [] {
    constexpr std::size_t oscillators_together = lane_count * rows_together<P>;
    return (P::oscillator_count + oscillators_together - 1) / oscillators_together * rows_together<P>;
}();

/// The oscillators of one attempt; what fills the rows up has frequency and phase 0.
template <param::Profile P>
struct PaddedState {
    std::array<Row, row_count<P>> phases{};
    std::array<Row, row_count<P>> frequencies{};  // times 64
};

/// The coupling that a sum of sines or cosines comes to. [PAR-5]
template <param::Profile P>
constexpr std::int32_t scaled(std::int32_t sum) {
    return static_cast<std::int32_t>(num::shift_round(sum * param::coupling_gain<P>, 36));
}

/// The same of each lane.
template <param::Profile P>
constexpr Row scaled(const Row& sums) {
    Row result;
    for (std::size_t lane = 0; lane < lane_count; ++lane) result[lane] = scaled<P>(sums[lane]);
    return result;
}

/// The pair of factors that a pair of sine and cosine is multiplied with to become a
/// torque: (-a_c, a_s). Each fits in 16 bits. [PAR-5]
template <param::Profile P>
constexpr Pair coupling_of(std::int32_t sines, std::int32_t cosines) {
    return pair_of(-scaled<P>(cosines), scaled<P>(sines));
}

/// A frequency as the kernels keep it. Torque and 64 times a frequency are added before
/// they are shifted, and (t + 64 w) >> 6 = w + (t >> 6) as long as the sum fits, which it does
/// for frequencies that a word can stand for [KUR-4].
template <param::Profile P>
constexpr std::int32_t raised(std::int32_t frequency) {
    static_assert(param::torque_max<P> + 64 * param::frequency_scale < (std::int64_t{1} << 31));
    assert(-param::frequency_scale <= frequency && frequency < param::frequency_scale);
    return frequency * 64;
}

/// The phases of one attempt in rows, which are filled up with 0.
template <param::Profile P>
std::array<Row, row_count<P>> padded(const Phases<P>& phases) {
    std::array<Row, row_count<P>> rows;
    std::fill(rows.begin() + P::oscillator_count / lane_count, rows.end(), Row{});
    std::memcpy(rows.data(), phases.data(), sizeof(phases));
    return rows;
}

template <param::Profile P>
PaddedState<P> padded(const State<P>& state) {
    PaddedState<P> padded{.phases = detail::padded<P>(state.phases)};
    for (std::size_t i = 0; i < P::oscillator_count; ++i) {
        padded.frequencies[i / lane_count][i % lane_count] = raised<P>(state.frequencies[i]);
    }
    return padded;
}

/// The phases without what fills the rows up.
template <param::Profile P>
Phases<P> phases_of(const PaddedState<P>& padded) {
    Phases<P> phases;
    for (std::size_t i = 0; i < phases.size(); ++i) {
        phases[i] = static_cast<num::Turn>(padded.phases[i / lane_count][i % lane_count]);
    }
    return phases;
}

/// So many bits of a sum are left out that the rest fits in 16 bits.
template <param::Profile P>
inline constexpr int coarse_shift = [] {
    int shift = 0;
    while ((P::oscillator_count * param::sine_max) >> shift >= (1 << 15)) ++shift;
    return shift;
}();

template <param::Profile P>
constexpr Pair coarse_pair(std::int32_t sines, std::int32_t cosines) {
    return pair_of(sines >> coarse_shift<P>, cosines >> coarse_shift<P>);
}

/// No coherent state has a coarse square as small as this. Leaving bits out moves the mean field by less
/// than √2 units, so that its length is above √3/2 N 2^(14 - shift) - √2 [KUR-7]; 0.866 < √3/2, and rounding takes less
/// than 1.
template <param::Profile P>
inline constexpr std::int32_t coarse_square_min = [] {
    const int shift = coarse_shift<P>;
    const std::int64_t all = std::int64_t{P::oscillator_count} * num::sine_one;
    const std::int64_t length = ((866 * all / 1000) >> shift) - 3;
    return static_cast<std::int32_t>(length > 0 ? length * length - 1 : -1);
}();

/// Halves do not carry into each other.
constexpr Pair sum_of_halves(Pair a, Pair b) {
    const auto x = static_cast<std::uint32_t>(a);
    const auto y = static_cast<std::uint32_t>(b);
    return static_cast<Pair>(((x & 0xffff'0000) + (y & 0xffff'0000)) | ((x + y) & 0xffff));
}

/// A number of 16 bits in both halves of a lane.
constexpr Pair in_both_halves(std::int32_t number) { return pair_of(number, number); }

/// All bits set where a padded state has an oscillator.
template <param::Profile P>
inline constexpr std::array<Row, row_count<P>> used = [] {
    std::array<Row, row_count<P>> rows{};
    for (std::size_t i = 0; i < P::oscillator_count; ++i) rows[i / lane_count][i % lane_count] = -1;
    return rows;
}();

}  // namespace bloomcoin::kuramoto::detail
