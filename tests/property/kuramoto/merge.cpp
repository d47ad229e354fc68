#include <bloomcoin/kuramoto/merge.hpp>

#include "../support/generators.hpp"
#include "../support/property.hpp"

#include <algorithm>
#include <cmath>
#include <complex>

using namespace bloomcoin;
using kuramoto::WeightedPhases;
using test::property;

namespace {

std::vector<num::Turn> any_phases(std::size_t count) {
    return *rc::gen::container<std::vector<num::Turn>>(count, test::any_integer<num::Turn>());
}

/// One to five states with weights, all valid.
std::vector<WeightedPhases> any_states() {
    std::vector<WeightedPhases> states;
    for (auto left = *rc::gen::inRange(1, 6); left > 0; --left) {
        states.push_back({*rc::gen::inRange<std::uint16_t>(1, 1000), any_phases(*rc::gen::inRange<std::size_t>(1, 9))});
    }
    return states;
}

std::size_t any_count() { return *rc::gen::inRange<std::size_t>(1, 9); }

/// The seeds' way: each state is averaged into what there is so far.
double merged_in_turn(const std::vector<double>& angles) {
    double merged = angles[0];
    double total = 1;
    for (std::size_t i = 1; i < angles.size(); ++i) {
        const double weight = 1 / (total + 1);
        merged = std::arg((1 - weight) * std::polar(1.0, merged) + weight * std::polar(1.0, angles[i]));
        total += 1;
    }
    return merged;
}

/// The weighted sum of unit vectors for oscillator i of `count`, at the centres of bins, in long double.
std::complex<long double> true_sum(const std::vector<WeightedPhases>& states, std::size_t i, std::size_t count) {
    std::complex<long double> sum;
    for (const WeightedPhases& state : states) {
        const num::Turn phase = state.phases[kuramoto::resampled_index(i, count, state.phases.size())];
        const long double angle = ((phase & 0xffff0000) + 32768.0L) * 2 * std::acos(-1.0L) / 4294967296.0L;
        sum += std::polar(static_cast<long double>(state.weight), angle);
    }
    return sum;
}

double order_of(const std::vector<num::Turn>& phases) {
    std::complex<double> sum;
    for (const num::Turn phase : phases) sum += std::polar(1.0, phase * (2 * std::acos(-1.0) / 4294967296.0));
    return std::abs(sum) / static_cast<double>(phases.size());
}

}  // namespace

TEST_CASE(
    "[KUR-14] [CL-16] the order of states does not matter; merging in turn gives three answers for three orders") {
    property("shuffled", [] {
        auto states = any_states();
        const std::size_t count = any_count();
        const auto merged = kuramoto::merge(states, count).value();
        std::rotate(states.begin(),
                    states.begin() + static_cast<std::ptrdiff_t>(*rc::gen::inRange<std::size_t>(0, states.size())),
                    states.end());
        RC_ASSERT(kuramoto::merge(states, count).value() == merged);
    });
    const double a = merged_in_turn({0, 2, 4});
    const double b = merged_in_turn({2, 4, 0});
    const double c = merged_in_turn({4, 0, 2});
    CHECK(std::fabs(a - b) > 0.5);
    CHECK(std::fabs(b - c) > 0.5);
    CHECK(std::fabs(a - c) > 0.5);
}

TEST_CASE("[KUR-14] all weights twice as great give the same merge") {
    property("doubled", [] {
        auto states = any_states();
        const std::size_t count = any_count();
        const auto merged = kuramoto::merge(states, count).value();
        for (WeightedPhases& state : states) state.weight = static_cast<std::uint16_t>(2 * state.weight);
        RC_ASSERT(kuramoto::merge(states, count).value() == merged);
    });
}

TEST_CASE("[KUR-14] a merge points along the weighted sum, as nearly as its sines") {
    property("what lies across the merged direction is at most 1.51 √2 units of 2^-14 of all weights", [] {
        const auto states = any_states();
        const std::size_t count = any_count();
        const auto merged = kuramoto::merge(states, count).value();
        RC_ASSERT(merged.size() == count);
        long double weights = 0;
        for (const WeightedPhases& state : states) weights += state.weight;
        for (std::size_t i = 0; i < count; ++i) {
            const long double angle = merged[i] * (2 * std::acos(-1.0L) / 4294967296.0L);
            const auto along = true_sum(states, i, count) * std::polar(1.0L, -angle);
            const long double bound = 1.51L * std::sqrt(2.0L) / 16384 * weights;
            RC_ASSERT(std::fabs(along.imag()) <= bound + 1e-8L * weights);
            RC_ASSERT(along.real() >= -bound);
        }
    });
}

TEST_CASE("[KUR-14] opposite states of equal weight cancel to 0, and of unequal weight the heavier is the answer") {
    property("half a turn apart", [] {
        const num::Turn phase = *test::any_integer<num::Turn>();
        const auto light = *rc::gen::inRange<std::uint16_t>(1, 1000);
        const auto heavy = static_cast<std::uint16_t>(light + *rc::gen::inRange<int>(1, 1000));
        const WeightedPhases one{light, {phase}};
        const WeightedPhases other{light, {phase + 0x8000'0000}};
        RC_ASSERT(kuramoto::merge(std::vector{one, other}, 1).value() == std::vector<num::Turn>{0});
        const WeightedPhases heavier{heavy, {phase + 0x8000'0000}};
        const num::Turn merged = kuramoto::merge(std::vector{one, heavier}, 1).value()[0];
        const num::Turn alone = kuramoto::merge(std::vector{heavier}, 1).value()[0];
        RC_ASSERT(std::abs(static_cast<std::int32_t>(merged - alone)) < 2);
    });
}

TEST_CASE("[KUR-14] one state alone comes back to within the resolution of sines") {
    property("bins of 2^16 and sines of 1.51 units", [] {
        const auto phases = any_phases(any_count());
        const std::vector<WeightedPhases> states{{7, phases}};
        const auto merged = kuramoto::merge(states, phases.size()).value();
        for (std::size_t i = 0; i < phases.size(); ++i) {
            RC_ASSERT(std::abs(static_cast<std::int32_t>(merged[i] - phases[i])) < 150'000);
        }
    });
}

TEST_CASE("[KUR-14] both ends of a resampled state meet") {
    property("first and last", [] {
        const auto count = *rc::gen::inRange<std::size_t>(2, 100);
        const auto available = *rc::gen::inRange<std::size_t>(1, 100);
        RC_ASSERT(kuramoto::resampled_index(0, count, available) == 0);
        RC_ASSERT(kuramoto::resampled_index(count - 1, count, available) == available - 1);
    });
}

TEST_CASE("[KUR-14] between the ends the index is the proportional one, rounded down; one oscillator reads the first") {
    for (std::size_t available = 1; available <= 30; ++available) {
        CHECK(kuramoto::resampled_index(0, 1, available) == 0);
        for (std::size_t count = 2; count <= 30; ++count) {
            for (std::size_t i = 0; i < count; ++i) {
                const std::size_t index = kuramoto::resampled_index(i, count, available);
                REQUIRE(index * (count - 1) <= i * (available - 1));
                REQUIRE((index + 1) * (count - 1) > i * (available - 1));
            }
        }
    }
}

TEST_CASE("[MRG-1] no states, or one too many, are refused") {
    CHECK(kuramoto::merge({}, 1).rule() == base::Rule("MRG-1"));
    std::vector<WeightedPhases> states(kuramoto::merge_states_max, {1, {0}});
    CHECK(kuramoto::merge(states, 1));
    states.push_back({1, {0}});
    CHECK(kuramoto::merge(states, 1).rule() == base::Rule("MRG-1"));
}

TEST_CASE("[MRG-2] a state without phases is refused, whichever it is") {
    property("one state emptied", [] {
        auto states = any_states();
        states[*rc::gen::inRange<std::size_t>(0, states.size())].phases.clear();
        RC_ASSERT(kuramoto::merge(states, any_count()).rule() == base::Rule("MRG-2"));
    });
}

TEST_CASE("[MRG-3] weights that are all zero are refused") {
    property("all weights taken away", [] {
        auto states = any_states();
        for (WeightedPhases& state : states) state.weight = 0;
        RC_ASSERT(kuramoto::merge(states, any_count()).rule() == base::Rule("MRG-3"));
    });
}

TEST_CASE("[MRG-1] [MRG-2] [MRG-3] of several broken rules the first in order is the answer") {
    const WeightedPhases nothing;
    const WeightedPhases weightless{0, {0}};
    CHECK(kuramoto::merge(std::vector(1025, nothing), 1).rule() == base::Rule("MRG-1"));
    CHECK(kuramoto::merge(std::vector{weightless, nothing}, 1).rule() == base::Rule("MRG-2"));
}

TEST_CASE("[MRG-3] weights whose sum is 2^16 are not zero") {
    CHECK(kuramoto::merge(std::vector(2, WeightedPhases{0x8000, {0}}), 1));
}

TEST_CASE("[KUR-14] [CL-17] a merge can be more coherent than each of its inputs") {
    bool found = false;
    test::property("a pair of states whose merge is more coherent than both is found", [&] {
        const std::vector<WeightedPhases> pair{{1, any_phases(3)}, {1, any_phases(3)}};
        const double before = std::max(order_of(pair[0].phases), order_of(pair[1].phases));
        found = found || order_of(kuramoto::merge(pair, 3).value()) > before + 0.1;
    });
    CHECK(found);
}
