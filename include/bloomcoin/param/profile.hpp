// What a profile is: a struct of constants that fixes the consensus rules of one
// network. The concept checks that they are there; `relations_hold` checks, one
// line each, the relations that rule out overflow everywhere else.
// Spec: spec/param.md.
#pragma once

#include <bloomcoin/base/bytes.hpp>
#include <bloomcoin/num/lucas.hpp>
#include <bloomcoin/num/turn.hpp>
#include <bloomcoin/num/wide.hpp>

#include <array>
#include <concepts>
#include <cstdint>
#include <string_view>

namespace bloomcoin::param {

/// The constants that every profile states. [PAR-1] [PAR-6] [PAR-7]
template <class P>
concept Profile = requires {
    { P::name } -> std::convertible_to<std::string_view>;
    { P::magic } -> std::convertible_to<std::array<base::Byte, 4>>;
    { P::oscillator_count } -> std::convertible_to<std::uint32_t>;
    { P::step_count } -> std::convertible_to<std::uint32_t>;
    { P::bloom_run } -> std::convertible_to<std::uint32_t>;
    { P::difficulty_initial } -> std::convertible_to<std::uint64_t>;
    { P::interval_target_s } -> std::convertible_to<std::uint64_t>;
    { P::retarget_window } -> std::convertible_to<std::uint32_t>;
    { P::coinbase_maturity } -> std::convertible_to<std::uint32_t>;
    { P::halving_interval } -> std::convertible_to<std::uint32_t>;
    { P::block_size_max } -> std::convertible_to<std::uint32_t>;
    { P::pool_size_max } -> std::convertible_to<std::uint32_t>;
    { P::pool_age_max } -> std::convertible_to<std::uint32_t>;
    { P::kept_count_max } -> std::convertible_to<std::uint32_t>;
    { P::genesis_nonce } -> std::convertible_to<std::uint64_t>;
    { P::port } -> std::convertible_to<std::uint16_t>;
    { P::payload_size_max } -> std::convertible_to<std::uint32_t>;
};

/// The time steps of one unit of time: dt = 1/100. [PAR-3]
inline constexpr std::uint64_t steps_per_unit = 100;

/// A frequency of ±Δ in phase units per step, Δ = 1 - φ^-4 = (3√5 - 5)/2 radians per
/// unit of time: round(Δ dt / 2π * 2^32). [PAR-3]
inline constexpr std::int64_t frequency_scale = [] {
    using num::U256;
    const U256 spread_twice{3 * num::sqrt5_q60 - (std::uint64_t{5} << 60)};
    const U256 four_pi = num::multiply(U256{num::pi_q60}, 4 * steps_per_unit).low;
    return static_cast<std::int64_t>(divide_round(spread_twice << 32, four_pi).low64());
}();

/// What the sums S and C are multiplied by, in units of 2^-36, to become the coupling of
/// one step: round(K dt / 2π * 2^32 * 2^6 / 2^14 / (N * 2^14) * 2^36), K = 2φ/3. [PAR-4]
template <Profile P>
inline constexpr std::int64_t coupling_gain = [] {
    using num::U256;
    // K dt / 2π = φ / (3π * 100), and the powers of two come to 2^46.
    const U256 divisor = num::multiply(U256{num::pi_q60}, 3 * steps_per_unit * P::oscillator_count).low;
    return static_cast<std::int64_t>(divide_round(U256{num::phi_q60} << 46, divisor).low64());
}();

/// Sine and cosine never leave -sine_max … sine_max; tests/property/num/turn.cpp goes through all inputs.
inline constexpr std::int64_t sine_max = num::sine_one + 2;

/// Bounds of the coupling and of the torque of an oscillator in one step. [PAR-5]
template <Profile P>
inline constexpr std::int64_t coupling_max = num::shift_round(P::oscillator_count* sine_max* coupling_gain<P>, 36);
template <Profile P>
inline constexpr std::int64_t torque_max = 2 * coupling_max<P> * sine_max;

/// Whether the arithmetic of kuramoto/ stays inside its types for this profile. Each
/// line fails to compile on its own. [PAR-5]
template <Profile P>
consteval bool relations_hold() {
    constexpr std::int64_t n = P::oscillator_count;
    constexpr std::int64_t sum_max = n * sine_max;
    constexpr std::int64_t gain = coupling_gain<P>;

    static_assert(1 <= n && n <= 1024, "[PAR-5] there is an oscillator, and not too many");
    static_assert(sum_max < (std::int64_t{1} << 31), "[PAR-5] S and C fit in 32 bits");
    static_assert(gain < (INT64_MAX - (std::int64_t{1} << 35)) / sum_max, "[PAR-5] S*G + 2^35 fits in 63 bits");
    static_assert(coupling_max<P> < (1 << 15), "[PAR-5] a coupling fits in 16 bits");
    static_assert(torque_max<P> < (std::int64_t{1} << 31), "[PAR-5] the torque of an oscillator fits in 32 bits");
    static_assert(sum_max < (std::int64_t{1} << 30), "[PAR-5] 4(S^2 + C^2) <= 8 sum_max^2 fits in 63 bits");
    static_assert(n * n < (std::int64_t{1} << 32), "[PAR-5] a remainder modulo N^2, shifted by 32, fits in 64 bits");
    static_assert(frequency_scale < (std::int64_t{1} << 31), "[PAR-5] a frequency fits in 32 bits");
    static_assert(1 <= P::bloom_run && P::bloom_run <= P::step_count, "[PAR-5] a bloom is possible");
    static_assert(P::step_count <= (1U << 20), "[PAR-5] an attempt is bounded");
    static_assert(P::difficulty_initial >= 1, "[PAR-5] difficulty starts above zero");
    static_assert(P::retarget_window * P::interval_target_s % 2 == 0, "[DIF-1] half a window is whole seconds");
    static_assert(P::retarget_window * P::interval_target_s < (std::uint64_t{1} << 31),
                  "[DIF-1] a span fits in 32 bits");
    static_assert(P::halving_interval < (1U << 20), "[AMT-3] the supply fits in 2^51");
    static_assert(P::block_size_max <= P::payload_size_max, "[PAR-7] every block can be sent");
    static_assert(P::payload_size_max <= (1U << 24), "[PAR-7] a message is bounded");
    return true;
}

}  // namespace bloomcoin::param
