#include <bloomcoin/kuramoto/state.hpp>

#include <bloomcoin/param/networks.hpp>

#include <doctest/doctest.h>

using namespace bloomcoin;

TEST_CASE("[KUR-1] [KUR-2] a state has one phase and one frequency for each oscillator of the profile") {
    CHECK(kuramoto::State<param::Mainnet>{}.phases.size() == 63);
    CHECK(kuramoto::State<param::Secure>{}.frequencies.size() == 127);
    CHECK(kuramoto::State<param::Tiny>{} == kuramoto::State<param::Tiny>{});
}

TEST_CASE("[KUR-1] states that differ in one phase or frequency are different") {
    kuramoto::State<param::Tiny> state;
    state.phases[4] = 1;
    CHECK(state != kuramoto::State<param::Tiny>{});
    state = {};
    state.frequencies[0] = -1;
    CHECK(state != kuramoto::State<param::Tiny>{});
}
