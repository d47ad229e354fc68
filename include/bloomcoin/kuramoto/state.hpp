// The state of the coupled oscillators: N natural frequencies, which stay, and N phases,
// which move.
// Spec: spec/kuramoto.md.
#pragma once

#include <bloomcoin/num/turn.hpp>
#include <bloomcoin/param/profile.hpp>

#include <array>
#include <cstdint>

namespace bloomcoin::kuramoto {

/// One phase for each oscillator, in units of 2^-32 of a turn. [KUR-1]
template <param::Profile P>
using Phases = std::array<num::Turn, P::oscillator_count>;

/// What each oscillator would turn by in one step if it were alone, in units of 2^-32 of
/// a turn. [KUR-2]
template <param::Profile P>
using Frequencies = std::array<std::int32_t, P::oscillator_count>;

template <param::Profile P>
struct State {
    static_assert(param::relations_hold<P>());

    Frequencies<P> frequencies{};
    Phases<P> phases{};

    friend constexpr bool operator==(const State&, const State&) = default;
};

}  // namespace bloomcoin::kuramoto
