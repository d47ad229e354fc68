#include <bloomcoin/param/profile.hpp>

#include <bloomcoin/param/networks.hpp>

#include <doctest/doctest.h>

#include <cmath>

using namespace bloomcoin;

namespace bloomcoin::test {

// Not in the nameless namespace: there Clang calls constants that only a concept looks at unused.
struct NoMagic {
    static constexpr std::string_view name = "no magic";
    static constexpr std::uint32_t oscillator_count = 1;
    static constexpr std::uint32_t step_count = 7;
    static constexpr std::uint32_t bloom_run = 7;
    static constexpr std::uint64_t difficulty_initial = 1;
};

/// A profile in all but its port, which is none; and in all but the size of a payload.
struct PortOfAnotherType : param::Mainnet {
    static constexpr std::string_view port = "7618";
};
struct SizeOfAnotherType : param::Mainnet {
    static constexpr std::string_view payload_size_max = "1 MiB";
};

/// Blocks that are just payloads, and payloads as long as they may be.
struct Tight : param::Mainnet {
    static constexpr std::uint32_t block_size_max = 1 << 24;
    static constexpr std::uint32_t payload_size_max = 1 << 24;
};

}  // namespace bloomcoin::test

namespace {

static_assert(!param::Profile<test::NoMagic>, "[PAR-1] a profile without a magic is no profile");
static_assert(!param::Profile<test::PortOfAnotherType> && !param::Profile<test::SizeOfAnotherType>,
              "[PAR-7] a port and the size of a payload are numbers");
static_assert(param::Profile<param::Mainnet>);
static_assert(param::Profile<test::Tight>);

/// A network of one's own: the headers take it as they take ours.
struct Single : param::Mainnet {
    static constexpr std::uint32_t oscillator_count = 1;
};

}  // namespace

TEST_CASE("[PAR-3] [CL-01] the scales are what their formulas give in long double") {
    const long double pi = std::acos(-1.0L);
    const long double phi = (1 + std::sqrt(5.0L)) / 2;
    const long double coupling = 2 * phi / 3;
    CHECK(static_cast<double>(coupling) == doctest::Approx(1.0786893258).epsilon(1e-10));
    CHECK(param::frequency_scale == std::llround((1 - std::pow(phi, -4.0L)) / 100 / (2 * pi) * std::pow(2.0L, 32)));
    const auto gain = [&](long double n) {
        return std::llround(coupling / 100 / (2 * pi) * std::pow(2.0L, 32 + 6 - 14 + 36) / (n * 16384));
    };
    CHECK(param::coupling_gain<param::Mainnet> == gain(63));
    CHECK(param::coupling_gain<param::Fast> == gain(31));
    CHECK(param::coupling_gain<param::Secure> == gain(127));
    CHECK(param::coupling_gain<param::Tiny> == gain(5));
    CHECK(param::coupling_gain<Single> == gain(1));
}

TEST_CASE("[PAR-5] the relations hold for the profiles and for one oscillator") {
    CHECK(param::relations_hold<param::Mainnet>());
    CHECK(param::relations_hold<param::Secure>());
    CHECK(param::relations_hold<Single>());
}

TEST_CASE("[PAR-7] a block may be as long as a payload, and that 2^24 bytes") {
    CHECK(param::relations_hold<test::Tight>());
}

TEST_CASE("[CL-20] [CL-21] the seeds' arithmetic on periods") {
    CHECK(123 * 420 / 3600.0 == doctest::Approx(14.35));
    CHECK(15127 * 420 / 86400.0 == doctest::Approx(73.5).epsilon(1e-3));
    CHECK(10 / 0.618 == doctest::Approx(16.18).epsilon(1e-3));
}
