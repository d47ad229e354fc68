#include <bloomcoin/kuramoto/order.hpp>

#include <bloomcoin/kuramoto/seed.hpp>
#include <bloomcoin/param/networks.hpp>

#include "../support/generators.hpp"
#include "../support/property.hpp"

#include <algorithm>
#include <cmath>
#include <complex>

using namespace bloomcoin;
using param::Mainnet;
using param::Tiny;
using test::property;

namespace {

constexpr long double turn_to_radians = 2 * 3.14159265358979323846264338327950288L / 4294967296.0L;

template <param::Profile P>
kuramoto::Phases<P> any_phases() {
    return *test::array_of<P::oscillator_count>(test::any_integer<num::Turn>());
}

/// r of phases in long double, at the centres of their bins.
template <param::Profile P>
long double true_order(const kuramoto::Phases<P>& phases) {
    long double x = 0;
    long double y = 0;
    for (const num::Turn phase : phases) {
        const long double angle = ((phase & 0xffff0000) + 32768.0L) * turn_to_radians;
        x += std::cos(angle);
        y += std::sin(angle);
    }
    return std::sqrt(x * x + y * y) / P::oscillator_count;
}

}  // namespace

TEST_CASE("[KUR-6] the order of oscillators does not matter to the mean field") {
    property("sorted, reversed", [] {
        kuramoto::Phases<Mainnet> phases = any_phases<Mainnet>();
        const kuramoto::MeanField field = kuramoto::mean_field_of<Mainnet>(phases);
        std::sort(phases.begin(), phases.end());
        RC_ASSERT(kuramoto::mean_field_of<Mainnet>(phases) == field);
        std::reverse(phases.begin(), phases.end());
        RC_ASSERT(kuramoto::mean_field_of<Mainnet>(phases) == field);
    });
}

TEST_CASE("[KUR-6] a quarter turn for all turns the mean field by a quarter, exactly") {
    property("C becomes -S and S becomes C", [] {
        kuramoto::Phases<Mainnet> phases = any_phases<Mainnet>();
        const kuramoto::MeanField field = kuramoto::mean_field_of<Mainnet>(phases);
        for (num::Turn& phase : phases) phase += 0x4000'0000;
        const kuramoto::MeanField turned = kuramoto::mean_field_of<Mainnet>(phases);
        RC_ASSERT(turned.sines == field.cosines);
        RC_ASSERT(turned.cosines == -field.sines);
    });
}

TEST_CASE("[KUR-6] a common turn by whole bins turns the mean field by as much, to the error of its sines") {
    property("N * 1.51 * √2 units before and after", [] {
        kuramoto::Phases<Mainnet> phases = any_phases<Mainnet>();
        const kuramoto::MeanField before = kuramoto::mean_field_of<Mainnet>(phases);
        const auto turn = num::Turn{*test::any_integer<std::uint16_t>()} << 16;
        for (num::Turn& phase : phases) phase += turn;
        const kuramoto::MeanField after = kuramoto::mean_field_of<Mainnet>(phases);
        const std::complex<long double> expected =
            std::complex<long double>(before.cosines, before.sines) * std::polar(1.0L, turn * turn_to_radians);
        const std::complex<long double> error = std::complex<long double>(after.cosines, after.sines) - expected;
        RC_ASSERT(std::abs(error) <= 2 * Mainnet::oscillator_count * 1.51L * std::sqrt(2.0L));
    });
}

TEST_CASE("[KUR-7] four times a sum of two squares is never three times a square but for zero") {
    std::vector<bool> is_threefold(4 * 2 * 400 * 400 + 1);
    for (std::size_t m = 1; 3 * m * m < is_threefold.size(); ++m) is_threefold[3 * m * m] = true;
    for (std::size_t a = 0; a <= 400; ++a) {
        for (std::size_t b = 0; b <= 400; ++b) REQUIRE(!is_threefold[4 * (a * a + b * b)]);
    }
}

TEST_CASE("[KUR-7] [KUR-8] on either side of the circle r = √3/2 rule and coherence are right, for every C") {
    // Two neighbours of the circle differ in 4(S^2 + C^2) by 1 in 2 * 10^10 at least; long double tells them apart.
    const long double radius = std::sqrt(3.0L) / 2 * Tiny::oscillator_count * num::sine_one;
    for (std::int32_t c = 0; c < radius; ++c) {
        const auto inside = static_cast<std::int32_t>(std::sqrt(radius * radius - static_cast<long double>(c) * c));
        for (const std::int32_t s : {inside, inside + 1}) {
            const bool expected = std::hypot(static_cast<long double>(c), static_cast<long double>(s)) > radius;
            for (const kuramoto::MeanField field : {kuramoto::MeanField{c, s}, {-s, c}, {s, -c}}) {
                REQUIRE(kuramoto::is_coherent<Tiny>(field) == expected);
                const std::uint32_t coherence = kuramoto::coherence_of<Tiny>(field);
                REQUIRE((expected ? coherence >= kuramoto::coherence_min : coherence <= kuramoto::coherence_min));
            }
        }
    }
}

TEST_CASE("[KUR-7] [KUR-8] coherent means at least the least coherence, and not coherent at most that") {
    property("for two clusters near a sixth of a turn apart", [] {
        kuramoto::Phases<Tiny> phases{};
        const num::Turn apart = *rc::gen::inRange<num::Turn>(0x2000'0000, 0x4000'0000);
        const auto count = *rc::gen::inRange<std::size_t>(1, 5);
        for (std::size_t i = 0; i < count; ++i) phases[i] = apart;
        const kuramoto::MeanField field = kuramoto::mean_field_of<Tiny>(phases);
        const std::uint32_t coherence = kuramoto::coherence_of<Tiny>(field);
        if (kuramoto::is_coherent<Tiny>(field)) RC_ASSERT(coherence >= kuramoto::coherence_min);
        if (!kuramoto::is_coherent<Tiny>(field)) RC_ASSERT(coherence <= kuramoto::coherence_min);
    });
}

TEST_CASE("[KUR-8] coherence is r to within the sines' error, and at most one") {
    property("against long double", [] {
        const auto phases = any_phases<Mainnet>();
        const std::uint32_t coherence = kuramoto::coherence_of<Mainnet>(kuramoto::mean_field_of<Mainnet>(phases));
        RC_ASSERT(coherence <= num::one_q30);
        // Each component of each oscillator is within 1.51 units of 2^-14.
        const long double bound = 1.51L * std::sqrt(2.0L) / 16384 + 1e-9L;
        RC_ASSERT(std::fabs(coherence / 1073741824.0L - true_order<Mainnet>(phases)) < bound);
    });
    kuramoto::Phases<Mainnet> together{};
    for (std::uint32_t bin = 0; bin < 65536; ++bin) {
        together.fill(bin << 16);
        const std::uint32_t coherence = kuramoto::coherence_of<Mainnet>(kuramoto::mean_field_of<Mainnet>(together));
        REQUIRE(coherence <= num::one_q30);
        REQUIRE(coherence > num::one_q30 - 200'000);
    }
}

TEST_CASE("[KUR-8] coherence is the exact root of its definition") {
    property("against 128 bits", [] {
        const kuramoto::MeanField field = kuramoto::mean_field_of<param::Secure>(any_phases<param::Secure>());
        __extension__ using Wide = unsigned __int128;
        const Wide quotient = (Wide(kuramoto::square_of(field)) << 32) / (127 * 127);
        const Wide root = kuramoto::coherence_of<param::Secure>(field);
        RC_PRE(root < num::one_q30);
        RC_ASSERT(root * root <= quotient);
        RC_ASSERT((root + 1) * (root + 1) > quotient);
    });
}

TEST_CASE("[KUR-9] the mean phase of phases that agree is theirs") {
    property("to within the centre of a bin and the sines' error", [] {
        kuramoto::Phases<Mainnet> phases{};
        const num::Turn phase = *test::any_integer<num::Turn>();
        phases.fill(phase);
        const num::Turn mean = kuramoto::mean_phase_of(kuramoto::mean_field_of<Mainnet>(phases));
        const auto apart = static_cast<std::int32_t>(mean - ((phase & 0xffff0000) + 32768));
        RC_ASSERT(std::abs(apart) < 100'000);
    });
}

TEST_CASE("[KUR-8] [CL-04] random phases of 63 oscillators have a mean r of 0.112, not 0") {
    crypto::WordStream words{crypto::sha256({})};
    constexpr int count = 4000;
    long double sum = 0;
    for (int i = 0; i < count; ++i) {
        kuramoto::Phases<Mainnet> phases{};
        for (num::Turn& phase : phases) phase = words.next();
        sum += kuramoto::coherence_of<Mainnet>(kuramoto::mean_field_of<Mainnet>(phases)) / 1073741824.0L;
    }
    CHECK(static_cast<double>(sum / count) == doctest::Approx(0.112).epsilon(0.03));
}

TEST_CASE(
    "[KUR-7] [CL-35] the lens is no phase transition: infinitely many oscillators reach it at 4 Kc, and leave 0 at "
    "Kc") {
    // Frequencies after Lorentz, of half width 1: Kc = 2. A stationary r solves
    // 1 = K * integral of cos^2 θ g(K r sin θ) over the half circle (Strogatz 2000, eq. (4.5)).
    const auto right_side = [](double coupling, double r) {
        constexpr int cells = 20'000;
        const double pi = std::acos(-1.0);
        double sum = 0;
        for (int i = 0; i < cells; ++i) {
            const double angle = pi * ((i + 0.5) / cells - 0.5);
            const double frequency = coupling * r * std::sin(angle);
            sum += std::cos(angle) * std::cos(angle) / (pi * (1 + frequency * frequency));
        }
        return coupling * sum * pi / cells;
    };
    for (const double ratio : {1.001, 1.5, 2.0, 4.0, 10.0}) {
        CHECK(right_side(2 * ratio, std::sqrt(1 - 1 / ratio)) == doctest::Approx(1).epsilon(1e-6));
    }
    CHECK(std::sqrt(1 - 1 / 4.0) == doctest::Approx(kuramoto::coherence_min / 1073741824.0).epsilon(1e-8));
    CHECK(right_side(2, 1e-6) == doctest::Approx(1).epsilon(1e-6));
    CHECK(right_side(1.99, 0.1) < 1);
}
