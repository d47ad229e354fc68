// One step of the oscillators: explicit Euler on the mean-field form of Kuramoto's
// equation, dθ_i/dt = ω_i + K r sin(ψ - θ_i), where N r e^(iψ) = C + iS.
// Spec: spec/kuramoto.md. Kuramoto 1984; Strogatz 2000, eq. (3.3).
#pragma once

#include <bloomcoin/kuramoto/order.hpp>
#include <bloomcoin/num/fixed.hpp>

#include <cstddef>
#include <cstdint>

namespace bloomcoin::kuramoto {

/// Moves all phases by one time step under a mean field that was taken before the first
/// of them moved. [KUR-10]
template <param::Profile P>
constexpr void step(State<P>& state, const MeanField& field) {
    const std::int64_t coupling_s = num::shift_round(field.sines * param::coupling_gain<P>, 36);
    const std::int64_t coupling_c = num::shift_round(field.cosines * param::coupling_gain<P>, 36);
    for (std::size_t i = 0; i < state.phases.size(); ++i) {
        const std::uint16_t bin = num::bin_of(state.phases[i]);
        // S cos θ - C sin θ = N r sin(ψ - θ)
        const std::int64_t torque = coupling_s * num::cosine(bin) - coupling_c * num::sine(bin);
        state.phases[i] += static_cast<num::Turn>(state.frequencies[i] + (torque >> 6));
    }
}

/// Moves all phases by one time step. [KUR-10]
template <param::Profile P>
constexpr void step(State<P>& state) {
    step(state, mean_field_of<P>(state.phases));
}

}  // namespace bloomcoin::kuramoto
