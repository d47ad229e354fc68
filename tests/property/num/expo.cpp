#include <bloomcoin/num/expo.hpp>

#include "../support/generators.hpp"
#include "../support/property.hpp"

#include <cmath>

using namespace bloomcoin;
using test::property;

namespace {

/// In units of 2^-30; above 0 where the answer is too large.
long double error_at(std::uint32_t x) {
    const long double one = num::one_q30;
    return num::exp_neg(x) - std::exp(-static_cast<long double>(x) / one) * one;
}

}  // namespace

TEST_CASE("[NUM-13] the exponential is within four units of 2^-30 everywhere") {
    long double sum = 0;
    int count = 0;
    for (std::uint64_t x = 0; x < (std::uint64_t{1} << 32); x += 65'521) {
        const long double error = error_at(static_cast<std::uint32_t>(x));
        REQUIRE(std::fabs(error) < 4);
        sum += error;
        ++count;
    }
    // what is rounded down where it should be rounded leans by half a unit
    CHECK(std::fabs(sum / count) < 0.25L);
    CHECK(std::fabs(error_at(UINT32_MAX)) < 4);
    CHECK(error_at(0) == 0);
    property("at drawn arguments, too",
             [] { RC_ASSERT(std::fabs(error_at(*test::any_integer<std::uint32_t>())) < 4); });
}

TEST_CASE("[NUM-13] the exponential never rises by more than its rounding") {
    property("exp_neg(x + d) <= exp_neg(x) + 4", [] {
        const std::uint32_t x = *test::any_integer<std::uint32_t>() / 2;
        const std::uint32_t d = *test::any_integer<std::uint32_t>() / 2;
        RC_ASSERT(num::exp_neg(x + d) <= num::exp_neg(x) + 4);
    });
}
