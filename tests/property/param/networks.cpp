#include <bloomcoin/param/networks.hpp>

#include <doctest/doctest.h>

#include <set>

using namespace bloomcoin;

namespace {

template <class... P>
struct Profiles {
    static std::set<std::string_view> names() { return {P::name...}; }
    static std::set<std::array<base::Byte, 4>> magics() { return {P::magic...}; }
};

using All = Profiles<param::Mainnet, param::Testnet, param::Fast, param::Secure, param::Tiny>;

}  // namespace

TEST_CASE("[PAR-2] names and magics tell networks apart") {
    CHECK(All::names().size() == 5);
    CHECK(All::magics().size() == 5);
}

TEST_CASE("[PAR-2] the test network runs the oscillators of the main network") {
    CHECK(param::Testnet::oscillator_count == param::Mainnet::oscillator_count);
    CHECK(param::Testnet::step_count == param::Mainnet::step_count);
    CHECK(param::Mainnet::bloom_run == 7);
}
