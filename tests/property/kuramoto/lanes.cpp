#include <bloomcoin/kuramoto/lanes.hpp>

#include <bloomcoin/kuramoto/seed.hpp>
#include <bloomcoin/param/networks.hpp>

#include "../support/instruction_sets.hpp"
#include "../support/property.hpp"

#include <optional>
#include <vector>

using namespace bloomcoin;
using kuramoto::Bloom;
using kuramoto::InstructionSet;
using param::Fast;
using param::Mainnet;
using param::Secure;
using param::Tiny;

namespace {

template <param::Profile P>
kuramoto::State<P> attempt(std::uint64_t nonce) {
    return kuramoto::state_of<P>(kuramoto::Seeder<P>{kuramoto::Prefix{}}.seed_of(nonce));
}

/// How attempts end by the specification, in their order.
template <param::Profile P>
std::vector<std::optional<Bloom>> specified(std::size_t count) {
    std::vector<std::optional<Bloom>> ends;
    for (std::size_t i = 0; i < count; ++i) {
        kuramoto::State<P> state = attempt<P>(i);
        ends.push_back(kuramoto::evolve(state));
    }
    return ends;
}

/// Evolves attempts with each instruction set, side by side and alone, and compares how they end.
template <param::Profile P>
void check_ends(std::size_t count) {
    const auto expected = specified<P>(count);
    test::for_each_instruction_set([&](InstructionSet set) {
        std::vector<std::optional<Bloom>> side_by_side(count);
        std::vector<kuramoto::Phases<P>> phases(count);
        std::vector<int> times_finished(count);
        std::size_t started = 0;
        kuramoto::evolve_each<P>(
            count,
            [&](std::size_t i) {
                CHECK(i == started++);
                return attempt<P>(i);
            },
            [&](std::size_t i, const kuramoto::Lanes<P>& lanes, std::size_t lane) {
                side_by_side[i] = lanes.bloom(lane);
                phases[i] = lanes.phases(lane);
                ++times_finished[i];
            },
            set);
        CHECK(side_by_side == expected);
        CHECK(times_finished == std::vector<int>(count, 1));

        bool are_equal = true;
        for (std::size_t i = 0; i < count; ++i) {
            kuramoto::State<P> by_definition = attempt<P>(i);
            kuramoto::State<P> state = by_definition;
            (void)kuramoto::evolve(by_definition);
            are_equal = are_equal && kuramoto::evolve(state, set) == expected[i] && state == by_definition &&
                        phases[i] == by_definition.phases;
        }
        CHECK(are_equal);
    });
}

}  // namespace

TEST_CASE("[KUR-12] attempts end side by side and alone as the specification says, for every profile") {
    check_ends<Mainnet>(120);
    check_ends<Fast>(120);
    check_ends<Secure>(20);
    check_ends<Tiny>(2000);
}

TEST_CASE("[KUR-12] and for one oscillator, a full row, one more than a row, one state and the most oscillators") {
    check_ends<test::One>(40);
    check_ends<test::Sixteen>(200);
    check_ends<test::Seventeen>(200);
    check_ends<test::OneState>(500);
    check_ends<test::SixtyFive>(40);
    check_ends<test::Most>(20);
}

TEST_CASE("[KUR-12] no attempts, one and any number that does not fill the lanes are all finished") {
    for (const std::size_t count : {0U, 1U, 15U, 16U, 17U, 31U, 32U, 33U}) check_ends<Tiny>(count);
}

TEST_CASE("a state that is not from a seed is evolved as well, wherever its phases lie") {
    test::for_each_instruction_set([](InstructionSet set) {
        test::property("any phases and frequencies", [set] {
            kuramoto::State<Tiny> state;
            for (auto& phase : state.phases) phase = *rc::gen::arbitrary<std::uint32_t>();
            for (auto& frequency : state.frequencies) {
                frequency = kuramoto::frequency_of(
                    *rc::gen::element(0U, 0x7fff'ffffU, 0x8000'0000U, *rc::gen::arbitrary<std::uint32_t>()));
            }
            kuramoto::State<Tiny> by_definition = state;
            const auto expected = kuramoto::evolve(by_definition);
            RC_ASSERT(kuramoto::evolve(state, set) == expected);
            RC_ASSERT(state == by_definition);
        });
    });
}

TEST_CASE("[KUR-10] the strongest couplings are those of the specification: all oscillators at one phase") {
    test::for_each_instruction_set([](InstructionSet set) {
        const auto check = [set]<param::Profile P>(P) {
            test::property("any phase and frequencies", [set] {
                kuramoto::State<P> state;
                state.phases.fill(*rc::gen::element(0U, 0x4000'0000U, 0x8000'0000U, 0xc000'0000U,
                                                    *rc::gen::arbitrary<std::uint32_t>()));
                for (auto& frequency : state.frequencies) {
                    frequency = kuramoto::frequency_of(*rc::gen::arbitrary<std::uint32_t>());
                }
                kuramoto::Lanes<P> lanes{set};
                const auto lane = *rc::gen::inRange<std::size_t>(0, lanes.count);
                lanes.load(lane, state, 3);
                lanes.advance();
                for (int at = 0; at < 3; ++at) kuramoto::step(state);
                RC_ASSERT(lanes.phases(lane) == state.phases);
            });
        };
        check(Mainnet{});
        check(Fast{});
        check(Secure{});
        check(Tiny{});
    });
}

TEST_CASE("[KUR-10] lanes hold at any step what the specification holds, whenever each of them began") {
    test::for_each_instruction_set([](InstructionSet set) {
        kuramoto::Lanes<Mainnet> lanes{set};
        std::vector<kuramoto::State<Mainnet>> expected(lanes.count);
        // lane l begins when the lane before it is at step 10 l
        for (std::size_t lane = 0; lane < lanes.count; ++lane) {
            expected[lane] = attempt<Mainnet>(lane);
            lanes.load(lane, expected[lane], 10);
            lanes.advance();
            for (std::size_t other = 0; other <= lane; ++other) {
                REQUIRE(lanes.has_stopped(other));
                for (std::uint32_t at = 0; at < 10; ++at) kuramoto::step(expected[other]);
                REQUIRE(lanes.phases(other) == expected[other].phases);
                REQUIRE(lanes.mean_field(other) == kuramoto::mean_field_of<Mainnet>(expected[other].phases));
                REQUIRE(lanes.step(other) == 10 * (lane - other + 1));
                lanes.set_limit(other, lanes.step(other) + 10);
            }
        }
    });
}

TEST_CASE("empty lanes stay empty, and where all are empty nothing moves") {
    test::for_each_instruction_set([](InstructionSet set) {
        kuramoto::Lanes<Tiny> lanes{set};
        lanes.advance();
        for (std::size_t lane = 0; lane < lanes.count; ++lane) CHECK_FALSE(lanes.is_loaded(lane));

        lanes.load(3, attempt<Tiny>(0), 20);
        lanes.advance();
        for (std::size_t lane = 0; lane < lanes.count; ++lane) {
            CHECK(lanes.is_loaded(lane) == (lane == 3));
            CHECK(lanes.has_stopped(lane) == (lane == 3));
        }
        lanes.clear(3);
        CHECK_FALSE(lanes.is_loaded(3));
        lanes.advance();
    });
}

TEST_CASE("an attempt that has stopped does not move on until it is told to") {
    kuramoto::Lanes<Tiny> lanes;
    lanes.load(0, attempt<Tiny>(0), 5);
    lanes.load(1, attempt<Tiny>(1), 9);
    lanes.advance();
    const auto phases = lanes.phases(0);
    lanes.advance();
    CHECK(lanes.step(0) == 5);
    CHECK(lanes.step(1) == 5);
    CHECK(lanes.phases(0) == phases);
    lanes.set_limit(0, 30);
    lanes.advance();
    CHECK(lanes.step(1) == 9);
}
