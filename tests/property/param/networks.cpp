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

TEST_CASE("[PAR-7] the ports and the sizes of payloads are those of the table, and every block is a payload") {
    CHECK(param::Mainnet::port == 7618);
    CHECK(param::Fast::port == 7618);
    CHECK(param::Secure::port == 7618);
    CHECK(param::Tiny::port == 7618);
    CHECK(param::Testnet::port == 8333);
    CHECK(param::Mainnet::payload_size_max == 1048576);
    CHECK(param::Testnet::payload_size_max == 1048576);
    CHECK(param::Fast::payload_size_max == 1048576);
    CHECK(param::Secure::payload_size_max == 1048576);
    CHECK(param::Tiny::payload_size_max == 8192);
    CHECK(param::Mainnet::block_size_max <= param::Mainnet::payload_size_max);
    CHECK(param::Tiny::block_size_max <= param::Tiny::payload_size_max);
}
