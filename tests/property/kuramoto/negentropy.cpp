#include <bloomcoin/kuramoto/negentropy.hpp>

#include "../support/property.hpp"

#include <cmath>

using namespace bloomcoin;
using test::property;

namespace {

long double true_negentropy(std::uint32_t coherence) {
    const long double distance = coherence / 1073741824.0L - std::sqrt(3.0L) / 2;
    return std::exp(-8 / std::sqrt(5.0L) * distance * distance) * 1073741824.0L;
}

}  // namespace

TEST_CASE("[KUR-13] negentropy is within eight units of 2^-30") {
    for (std::uint32_t r = 0; r < num::one_q30; r += 30'011) {
        REQUIRE(std::fabs(true_negentropy(r) - kuramoto::negentropy_of(r)) < 8);
    }
    CHECK(std::fabs(true_negentropy(num::one_q30) - kuramoto::negentropy_of(num::one_q30)) < 8);
}

TEST_CASE("[KUR-13] [CL-02] σ is 3.5777087640") {
    CHECK(static_cast<double>(kuramoto::sharpness) / 1073741824.0 == doctest::Approx(3.5777087640).epsilon(1e-9));
}

TEST_CASE("[KUR-13] [CL-05] negentropy is greatest at the lens") {
    property("nowhere greater, and one there", [] {
        const auto r = *rc::gen::inRange<std::uint32_t>(0, num::one_q30 + 1);
        RC_ASSERT(kuramoto::negentropy_of(r) <= kuramoto::negentropy_of(kuramoto::lens));
    });
    CHECK(kuramoto::negentropy_of(kuramoto::lens) == num::one_q30);
}

TEST_CASE("[KUR-13] negentropy is the same at equal distances above and below the lens") {
    for (std::uint32_t distance = 0; distance <= num::one_q30 - kuramoto::lens; distance += 1009) {
        REQUIRE(kuramoto::negentropy_of(kuramoto::lens + distance) ==
                kuramoto::negentropy_of(kuramoto::lens - distance));
    }
}

TEST_CASE("[KUR-13] [CL-09] above the lens more coherence is less negentropy: 1.100 at the lens, 1.094 at one") {
    const auto factor = [](std::uint32_t r) { return 1 + 0.1 * kuramoto::negentropy_of(r) / 1073741824.0; };
    CHECK(factor(kuramoto::lens) == doctest::Approx(1.100).epsilon(1e-4));
    CHECK(factor(num::one_q30) == doctest::Approx(1.094).epsilon(1e-3));
}
