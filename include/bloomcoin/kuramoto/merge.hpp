// The circular merge of phase states: what a node may do with phases that peers gossip.
// Advisory: nothing that decides the validity of a block calls it.
// Spec: spec/kuramoto.md.
#pragma once

#include <bloomcoin/base/result.hpp>
#include <bloomcoin/num/turn.hpp>

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bloomcoin::kuramoto {

inline constexpr std::size_t merge_states_max = 1024;

/// A set of phases, of any number, and what it weighs against others.
struct WeightedPhases {
    std::uint16_t weight = 0;
    std::vector<num::Turn> phases;
};

/// The index among `available` phases from which oscillator i of `count` is read: both
/// ends meet, and what is between is rounded down. [KUR-14]
constexpr std::size_t resampled_index(std::size_t i, std::size_t count, std::size_t available) {
    assert(i < count && 1 <= available);
    return count == 1 ? 0 : static_cast<std::size_t>(std::uint64_t{i} * (available - 1) / (count - 1));
}

static_assert(resampled_index(65536, 65537, 65537) == 65536, "the product needs more than 32 bits on every machine");

/// For each of `count` oscillators the direction of the weighted sum of the states' unit
/// vectors, 0 where they cancel. The order of the states does not matter. [KUR-14]
/// Refuses MRG-1, MRG-2, MRG-3.
constexpr base::Result<std::vector<num::Turn>> merge(std::span<const WeightedPhases> states, std::size_t count) {
    if (states.empty() || states.size() > merge_states_max) return base::Rule("MRG-1");
    std::uint32_t weight_sum = 0;
    for (const WeightedPhases& state : states) {
        if (state.phases.empty()) return base::Rule("MRG-2");
        weight_sum += state.weight;
    }
    if (weight_sum == 0) return base::Rule("MRG-3");

    std::vector<num::Turn> merged;
    for (std::size_t i = 0; i < count; ++i) {
        // 1024 states * weight < 2^16 * sine <= 2^14 + 2: below 2^41
        std::int64_t x = 0;
        std::int64_t y = 0;
        for (const WeightedPhases& state : states) {
            const std::uint16_t bin = num::bin_of(state.phases[resampled_index(i, count, state.phases.size())]);
            x += std::int64_t{state.weight} * num::cosine(bin);
            y += std::int64_t{state.weight} * num::sine(bin);
        }
        merged.push_back(num::angle_of(x, y));
    }
    return merged;
}

}  // namespace bloomcoin::kuramoto
