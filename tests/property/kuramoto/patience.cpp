#include <bloomcoin/kuramoto/patience.hpp>

#include <bloomcoin/kuramoto/seed.hpp>
#include <bloomcoin/param/networks.hpp>

#include "../support/instruction_sets.hpp"
#include "../support/property.hpp"

using namespace bloomcoin;
using kuramoto::GiveUp;
using kuramoto::Patience;
using param::Fast;
using param::Mainnet;
using param::Secure;
using param::Tiny;

namespace {

template <param::Profile P>
kuramoto::Frequencies<P> any_frequencies() {
    kuramoto::Frequencies<P> frequencies;
    for (auto& frequency : frequencies) frequency = kuramoto::frequency_of(*rc::gen::arbitrary<std::uint32_t>());
    return frequencies;
}

}  // namespace

TEST_CASE("the spread of frequencies is N times the sum of the squares of their distances from each other's mean") {
    kuramoto::Frequencies<Tiny> frequencies{-512, -256, 0, 256, 512};
    CHECK(kuramoto::spread_of<Tiny>(frequencies) == 5 * (4 + 1 + 0 + 1 + 4));
    frequencies.fill(-77);
    CHECK(kuramoto::spread_of<Tiny>(frequencies) == 0);
}

TEST_CASE("the spread is that of all pairs, and turning all oscillators alike does not change it") {
    test::property("any frequencies", [] {
        auto frequencies = any_frequencies<Tiny>();
        std::uint64_t pairs = 0;  // N Σv² - (Σv)² = Σ (v_i - v_j)² over pairs
        for (std::size_t i = 0; i < frequencies.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                const std::int64_t apart = (frequencies[i] >> 8) - (frequencies[j] >> 8);
                pairs += static_cast<std::uint64_t>(apart * apart);
            }
        }
        RC_ASSERT(kuramoto::spread_of<Tiny>(frequencies) == pairs);
        for (auto& frequency : frequencies) frequency = (frequency >> 1) + 256 * 1000;
        const std::uint64_t turned = kuramoto::spread_of<Tiny>(frequencies);
        for (auto& frequency : frequencies) frequency -= 256 * 1000;
        RC_ASSERT(kuramoto::spread_of<Tiny>(frequencies) == turned);
    });
}

TEST_CASE("the greatest spread that a profile can have does not overflow") {
    kuramoto::Frequencies<test::Most> frequencies;
    for (std::size_t i = 0; i < frequencies.size(); ++i) {
        frequencies[i] = kuramoto::frequency_of(i % 2 == 0 ? 0x8000'0000 : 0x7fff'ffff);
    }
    // v is -22807 and 22806: 1024 * 512 * (22807² + 22806²) - (512 * -1)²
    constexpr std::uint64_t expected = 1024ULL * 512 * (22807ULL * 22807 + 22806ULL * 22806) - 512ULL * 512;
    CHECK(kuramoto::spread_of<test::Most>(frequencies) == expected);
}

TEST_CASE("who never gives up begins every attempt and goes on with it") {
    const Patience<Mainnet> patience{GiveUp::never};
    test::property("any frequencies and mean field", [&] {
        const auto spread_class = patience.class_of(any_frequencies<Mainnet>());
        RC_ASSERT(patience.begins(spread_class));
        for (std::size_t check = 0; check < patience.check_count; ++check) {
            RC_ASSERT(patience.goes_on(spread_class, check, {}));
        }
    });
}

TEST_CASE("where nobody has measured, nothing is given up") {
    for (const GiveUp give_up : {GiveUp::seldom, GiveUp::often}) {
        const Patience<test::Seventeen> patience{give_up};
        test::property("any frequencies", [&] {
            const auto spread_class = patience.class_of(any_frequencies<test::Seventeen>());
            RC_ASSERT(patience.begins(spread_class));
            RC_ASSERT(patience.goes_on(spread_class, 0, {}));
        });
    }
}

TEST_CASE("the nearer frequencies lie together, the lower their class, and the lowest is begun") {
    for (const GiveUp give_up : {GiveUp::seldom, GiveUp::often}) {
        const Patience<Mainnet> patience{give_up};
        CHECK(patience.class_of({}) == 0);
        CHECK(patience.begins(0));
        test::property("any frequencies, and the same half as far apart", [&] {
            auto frequencies = any_frequencies<Mainnet>();
            const auto spread_class = patience.class_of(frequencies);
            for (auto& frequency : frequencies) frequency /= 2;
            RC_ASSERT(patience.class_of(frequencies) <= spread_class);
        });
    }
}

TEST_CASE("frequencies that are as far apart as they can be are not begun") {
    const auto check = []<param::Profile P>(P) {
        kuramoto::Frequencies<P> frequencies;
        for (std::size_t i = 0; i < frequencies.size(); ++i) {
            frequencies[i] = kuramoto::frequency_of(i % 2 == 0 ? 0x8000'0000 : 0x7fff'ffff);
        }
        for (const GiveUp give_up : {GiveUp::seldom, GiveUp::often}) {
            const Patience<P> patience{give_up};
            CHECK_FALSE(patience.begins(patience.class_of(frequencies)));
        }
    };
    check(Mainnet{});
    check(Fast{});
    check(Secure{});
}

TEST_CASE("checks stand at the eighths of the way") {
    CHECK(kuramoto::check_step<Mainnet>(0) == 125);
    CHECK(kuramoto::check_step<Mainnet>(6) == 875);
    CHECK(kuramoto::check_step<Tiny>(0) == 8);
    CHECK(Patience<Mainnet>{GiveUp::seldom}.next_stop(0) == 125);
    CHECK(Patience<Mainnet>{GiveUp::seldom}.next_stop(7) == 999);
    CHECK(Patience<Mainnet>{GiveUp::never}.next_stop(0) == 999);
}

TEST_CASE("full coherence is never given up") {
    for (const GiveUp give_up : {GiveUp::seldom, GiveUp::often}) {
        const Patience<Mainnet> patience{give_up};
        for (std::size_t check = 0; check < patience.check_count; ++check) {
            CHECK(patience.goes_on(0, check, {63 * num::sine_one, 0}));
        }
    }
}
