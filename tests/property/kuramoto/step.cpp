#include <bloomcoin/kuramoto/step.hpp>

#include <bloomcoin/kuramoto/seed.hpp>
#include <bloomcoin/param/networks.hpp>

#include "../support/generators.hpp"
#include "../support/property.hpp"

#include <algorithm>
#include <cmath>

using namespace bloomcoin;
using test::property;

namespace {

__extension__ using Wide = __int128;

Wide floor_shift(Wide x, unsigned bits) {
    const Wide unit = Wide{1} << bits;
    return x >= 0 ? x / unit : -((-x + unit - 1) / unit);
}

/// The step by its definition, with divisions in 128 bits and nothing shared.
template <param::Profile P>
kuramoto::State<P> stepped_by_definition(const kuramoto::State<P>& state) {
    Wide s = 0;
    Wide c = 0;
    for (const num::Turn phase : state.phases) {
        s += num::sine(static_cast<std::uint16_t>(phase / 65536));
        c += num::cosine(static_cast<std::uint16_t>(phase / 65536));
    }
    const Wide a_s = floor_shift(s * param::coupling_gain<P> + (Wide{1} << 35), 36);
    const Wide a_c = floor_shift(c * param::coupling_gain<P> + (Wide{1} << 35), 36);
    kuramoto::State<P> next = state;
    for (std::size_t i = 0; i < state.phases.size(); ++i) {
        const auto bin = static_cast<std::uint16_t>(state.phases[i] / 65536);
        const Wide torque = floor_shift(a_s * num::cosine(bin) - a_c * num::sine(bin), 6);
        const Wide moved = Wide{state.phases[i]} + state.frequencies[i] + torque;
        next.phases[i] = static_cast<num::Turn>(moved - floor_shift(moved, 32) * (Wide{1} << 32));
    }
    return next;
}

template <param::Profile P>
void check_definition() {
    property(std::string{"profile "} + std::string{P::name}, [] {
        const kuramoto::State<P> before = kuramoto::state_of<P>(*test::any_hash());
        kuramoto::State<P> after = before;
        kuramoto::step(after);
        RC_ASSERT(after == stepped_by_definition(before));
    });
}

}  // namespace

TEST_CASE("[KUR-10] a step is what its definition says, in every profile") {
    check_definition<param::Mainnet>();
    check_definition<param::Fast>();
    check_definition<param::Secure>();
    check_definition<param::Tiny>();
}

TEST_CASE("[KUR-10] what is exactly together and equally fast stays together") {
    property("after ten steps", [] {
        kuramoto::State<param::Mainnet> state;
        state.phases.fill(*test::any_integer<num::Turn>());
        state.frequencies.fill(*test::any_integer<std::int32_t>());
        for (int i = 0; i < 10; ++i) kuramoto::step(state);
        for (const num::Turn phase : state.phases) RC_ASSERT(phase == state.phases[0]);
    });
}

TEST_CASE("[KUR-10] a step is Euler's on the pairwise equation, to a few parts in 2^16 of the coupling") {
    property("against (K/N) sum of sin(θj - θi) in double", [] {
        using P = param::Fast;
        const kuramoto::State<P> before = kuramoto::state_of<P>(*test::any_hash());
        kuramoto::State<P> after = before;
        kuramoto::step(after);
        const double to_radians = 2 * std::acos(-1.0) / 4294967296.0;
        const double coupling = 2 * ((1 + std::sqrt(5.0)) / 2) / 3;
        for (std::size_t i = 0; i < before.phases.size(); ++i) {
            double pull = 0;
            for (const num::Turn other : before.phases) pull += std::sin((other - before.phases[i]) * to_radians);
            const double expected = before.frequencies[i] + 0.01 * coupling / P::oscillator_count * pull / to_radians;
            const auto moved = static_cast<std::int32_t>(after.phases[i] - before.phases[i]);
            // The whole coupling of a step is 7,373,498 units; bins and sines blur it by some 400.
            RC_ASSERT(std::fabs(moved - expected) < 2000);
        }
    });
}

TEST_CASE("[KUR-10] oscillators in another order take their places along, and nothing else changes") {
    property("rotated by any number of places", [] {
        using P = param::Fast;
        const kuramoto::State<P> before = kuramoto::state_of<P>(*test::any_hash());
        const auto places = static_cast<std::ptrdiff_t>(*rc::gen::inRange<std::size_t>(0, P::oscillator_count));
        const auto rotated = [places](kuramoto::State<P> state) {
            std::rotate(state.phases.begin(), state.phases.begin() + places, state.phases.end());
            std::rotate(state.frequencies.begin(), state.frequencies.begin() + places, state.frequencies.end());
            return state;
        };
        kuramoto::State<P> straight = before;
        kuramoto::State<P> turned = rotated(before);
        kuramoto::step(straight);
        kuramoto::step(turned);
        RC_ASSERT(turned == rotated(straight));
    });
}

TEST_CASE("[KUR-10] the mean field is taken before anything moves") {
    kuramoto::State<param::Tiny> state;
    state.phases = {0, 0x4000'0000, 0x6000'0000, 0x9000'0000, 0x2000'0000};
    kuramoto::State<param::Tiny> one_by_one = state;
    for (std::size_t i = 0; i < state.phases.size(); ++i) {
        kuramoto::State<param::Tiny> copy = one_by_one;
        kuramoto::step(copy);
        one_by_one.phases[i] = copy.phases[i];
    }
    kuramoto::step(state);
    CHECK(state.phases[0] == one_by_one.phases[0]);
    CHECK(state.phases[4] != one_by_one.phases[4]);
}

TEST_CASE("[KUR-10] oscillators pull each other equally: their torques cancel but for rounding") {
    property("the sum of what they move by, without frequencies", [] {
        kuramoto::State<param::Mainnet> state;
        state.phases = kuramoto::state_of<param::Mainnet>(*test::any_hash()).phases;
        const auto before = state.phases;
        kuramoto::step(state);
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < before.size(); ++i) sum += static_cast<std::int32_t>(state.phases[i] - before[i]);
        // a_s and a_c are rounded by half a unit, which N cosines of 2^14 carry over: 63 * 2^14 / 2^6, and each shift
        // rounds down by less than one.
        RC_ASSERT(std::abs(sum) < 2 * 63 * 256);
    });
}
