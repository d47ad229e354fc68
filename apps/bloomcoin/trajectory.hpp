// What oscillators did, step by step, without the profile's type: what the table, the
// chart and the figure are made from.
#pragma once

#include <bloomcoin/kuramoto/bloom.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bloomcoin::app {

/// The mean field of one state.
struct Moment {
    std::uint32_t coherence;  // r in units of 2^-30
    num::Turn mean_phase;
    bool is_coherent;
};

/// All phases of one state.
struct Snapshot {
    std::size_t step;
    std::vector<num::Turn> phases;
};

struct Trajectory {
    std::string profile;
    std::string source;  // where the oscillators come from: "nonce 4"
    std::uint32_t bloom_run;
    std::uint32_t step_count;               // states of an attempt: a bloom is among them
    std::optional<kuramoto::Bloom> bloom;   // the attempt's, even beyond the moments
    std::vector<std::int32_t> frequencies;  // of the oscillators, as in a State
    std::vector<Moment> moments;            // of the states 0, 1, …; at least one
    std::array<Snapshot, 3> snapshots;      // of the first, that of the bloom (or the middle one) and the last
};

/// Evolves a state through `moment_count` states, at least one.
template <param::Profile P>
Trajectory trajectory_of(kuramoto::State<P> state, std::string source, std::size_t moment_count) {
    kuramoto::State<P> attempt = state;
    Trajectory trajectory{std::string{P::name},
                          std::move(source),
                          P::bloom_run,
                          P::step_count,
                          kuramoto::evolve(attempt),
                          {state.frequencies.begin(), state.frequencies.end()},
                          {},
                          {}};
    const bool shows_bloom = trajectory.bloom && trajectory.bloom->step < moment_count;
    const std::size_t between = shows_bloom ? trajectory.bloom->step : (moment_count - 1) / 2;
    const std::array<std::size_t, 3> snapshot_steps{0, between, moment_count - 1};
    for (std::size_t at = 0; at < moment_count; ++at) {
        const kuramoto::MeanField field = kuramoto::mean_field_of<P>(state.phases);
        trajectory.moments.push_back(
            {kuramoto::coherence_of<P>(field), kuramoto::mean_phase_of(field), kuramoto::is_coherent<P>(field)});
        for (std::size_t i = 0; i < snapshot_steps.size(); ++i) {
            if (at == snapshot_steps[i]) trajectory.snapshots[i] = {at, {state.phases.begin(), state.phases.end()}};
        }
        kuramoto::step(state, field);
    }
    return trajectory;
}

/// The bloom, if it is among the moments.
inline std::optional<kuramoto::Bloom> bloom_shown(const Trajectory& trajectory) {
    if (!trajectory.bloom || trajectory.bloom->step >= trajectory.moments.size()) return {};
    return trajectory.bloom;
}

/// √3/2, above which a state is coherent.
inline constexpr double lens_ratio = 0.86602540378443865;

}  // namespace bloomcoin::app
