#include <bloomcoin/num/turn.hpp>

#include "../support/generators.hpp"
#include "../support/property.hpp"

#include <cryptopp/integer.h>

#include <algorithm>
#include <cmath>

using namespace bloomcoin;
using test::property;

namespace {

constexpr long double pi = 3.14159265358979323846264338327950288L;

/// How far two turns are apart, the short way, in units of 2^-32.
long double distance(num::Turn turn, long double true_turn) {
    const long double units = static_cast<long double>(turn) - true_turn * 4294967296.0L;
    return std::fabs(std::remainder(units, 4294967296.0L));
}

/// How far the angle of a vector is from the true one, in units of 2^-32 of a turn.
long double angle_error(std::int64_t x, std::int64_t y) {
    return distance(num::angle_of(x, y),
                    std::atan2(static_cast<long double>(y), static_cast<long double>(x)) / (2 * pi));
}

}  // namespace

TEST_CASE("[NUM-10] all 65,536 sines are within 1.51 units, 0.37 root mean square, and never above one") {
    long double worst = 0;
    long double squares = 0;
    for (std::uint32_t turn = 0; turn < 65536; ++turn) {
        const int sine = num::sine(static_cast<std::uint16_t>(turn));
        const long double error = sine - 16384 * std::sin(2 * pi * (turn + 0.5L) / 65536);
        worst = std::max(worst, std::fabs(error));
        squares += error * error;
        REQUIRE(std::abs(sine) <= num::sine_one);
    }
    CHECK(worst < 1.51L);
    CHECK(std::sqrt(squares / 65536) < 0.37L);
}

TEST_CASE("[NUM-10] the sine is odd about the full turn and even about the quarter turn") {
    for (std::uint32_t turn = 0; turn < 65536; ++turn) {
        const int sine = num::sine(static_cast<std::uint16_t>(turn));
        REQUIRE(num::sine(static_cast<std::uint16_t>(65535 - turn)) == -sine);
        REQUIRE(num::sine(static_cast<std::uint16_t>(32767 - turn)) == sine);
    }
}

TEST_CASE("[NUM-11] the cosine is the sine a quarter turn on, and both lie near the unit circle") {
    for (std::uint32_t turn = 0; turn < 65536; ++turn) {
        const int sine = num::sine(static_cast<std::uint16_t>(turn));
        const int cosine = num::cosine(static_cast<std::uint16_t>(turn));
        REQUIRE(cosine == num::sine(static_cast<std::uint16_t>(turn + 16384)));
        const int excess = sine * sine + cosine * cosine - (1 << 28);
        REQUIRE(std::abs(excess) < 50'000);
    }
}

TEST_CASE("[NUM-12] the table holds the arctangents of powers of one half") {
    for (std::size_t i = 0; i < num::detail::arctangents.size(); ++i) {
        const long double exact = std::atan(std::ldexp(1.0L, -static_cast<int>(i))) / (2 * pi) * std::ldexp(1.0L, 40);
        CHECK(num::detail::arctangents[i] == std::llround(exact));
    }
}

TEST_CASE("[NUM-12] the angle of a vector of any length is within one unit of 2^-32 of a turn") {
    property("against atan2 in long double", [] {
        const unsigned shift = *rc::gen::inRange(4U, 63U);
        const std::int64_t x = *test::any_integer<std::int64_t>() >> shift;
        const std::int64_t y = *test::any_integer<std::int64_t>() >> shift;
        RC_PRE(x != 0 || y != 0);
        RC_ASSERT(angle_error(x, y) < 1);
    });
}

TEST_CASE("[NUM-12] around the circle, short vectors and the longest, the angle is within one unit") {
    for (const long double length : {3.0L, 1000.0L, 0x1p31L + 7, 0x1p40L, 0x1p59L + 1, 0x1p60L - 1000}) {
        for (int i = 0; i < 10'000; ++i) {
            const long double direction = 2 * pi * (i + 0.37L) / 10'000;
            REQUIRE(angle_error(std::llround(length * std::cos(direction)),
                                std::llround(length * std::sin(direction))) < 1);
        }
    }
    constexpr std::int64_t longest = (std::int64_t{1} << 60) - 1;
    for (const std::int64_t x : {-longest, std::int64_t{0}, longest}) {
        for (const std::int64_t y : {-longest, std::int64_t{0}, longest}) {
            if (x != 0 || y != 0) REQUIRE(angle_error(x, y) < 1);
        }
    }
}

TEST_CASE("[NUM-12] a vector and its mirror images have angles that differ as they should, to two units") {
    property("in the x axis and in the diagonal", [] {
        const std::int64_t x = *test::any_integer<std::int32_t>();
        const std::int64_t y = *test::any_integer<std::int32_t>();
        RC_PRE(x != 0 || y != 0);
        const num::Turn angle = num::angle_of(x, y);
        RC_ASSERT(std::abs(static_cast<std::int32_t>(angle + num::angle_of(x, -y))) < 2);
        RC_ASSERT(std::abs(static_cast<std::int32_t>(angle + num::angle_of(y, x) - 0x4000'0000)) < 2);
    });
}

TEST_CASE("[NUM-12] twice the vector has the same angle, and its opposite half a turn more") {
    property("to the last bit", [] {
        const std::int64_t x = *test::any_integer<std::int32_t>();
        const std::int64_t y = *test::any_integer<std::int32_t>();
        RC_PRE(x != 0);
        RC_ASSERT(num::angle_of(2 * x, 2 * y) == num::angle_of(x, y));
        RC_ASSERT(num::angle_of(-x, -y) == num::angle_of(x, y) + 0x8000'0000);
    });
}

TEST_CASE("[NUM-14] the centre of each of the 65,536 bins is as far from its first phase as from the next bin") {
    for (std::uint32_t bin = 0; bin < 65536; ++bin) {
        const num::Turn centre = num::centre_of(static_cast<std::uint16_t>(bin));
        REQUIRE(num::bin_of(centre) == bin);
        REQUIRE(centre - bin * 65536 == 32768);
        REQUIRE((std::uint64_t{bin} + 1) * 65536 - centre == 32768);
    }
}

TEST_CASE("[NUM-9] π is what Machin's formula gives") {
    using CryptoPP::Integer;
    const auto arctangent_of_inverse = [](long n) {
        Integer sum;
        Integer power = Integer::Power2(100) / Integer{n};
        for (long k = 1; power.NotZero(); k += 2) {
            sum = k % 4 == 1 ? sum + power / Integer{k} : sum - power / Integer{k};
            power = power / Integer{n * n};
        }
        return sum;
    };
    const Integer machin = Integer{16L} * arctangent_of_inverse(5) - Integer{4L} * arctangent_of_inverse(239);
    CHECK(machin / Integer::Power2(40) == Integer(Integer::POSITIVE, num::pi_q60));
}
