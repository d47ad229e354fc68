#include <bloomcoin/num/lucas.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

using namespace bloomcoin;

TEST_CASE("[NUM-8] [CL-18] L(n) is φ^n + (-φ)^-n; with φ^-n in its place odd n come out wrong") {
    const long double phi = (1 + std::sqrt(5.0L)) / 2;
    for (unsigned n = 0; n <= 60; ++n) {
        const long double right = std::pow(phi, n) + std::pow(-phi, -static_cast<long double>(n));
        CHECK(static_cast<long double>(num::lucas(n)) == doctest::Approx(static_cast<double>(right)).epsilon(1e-12));
    }
    CHECK(static_cast<double>(phi + 1 / phi) == doctest::Approx(2.236).epsilon(1e-3));
    CHECK(num::lucas(1) == 1);
}

TEST_CASE("[NUM-8] [CL-19] L(10) = 123 and L(20) = 15127") {
    CHECK(num::lucas(10) == 123);
    CHECK(num::lucas(20) == 15127);
    CHECK(num::lucas(90) == num::lucas(89) + num::lucas(88));
}

TEST_CASE("[PAR-2] [CL-03] the eighth triangular number less one is 35, not 63") {
    int triangle = 0;
    for (int n = 1; n <= 8; ++n) triangle += n;
    CHECK(triangle - 1 == 35);
}

TEST_CASE("[NUM-9] √5 and φ solve their equations to the last bit") {
    const num::U256 root{num::sqrt5_q60};
    const num::U256 five = num::U256{5} << 120;
    CHECK(num::multiply(root, num::sqrt5_q60).low <= five);
    CHECK(num::multiply(root + num::U256{1}, num::sqrt5_q60 + 1).low > five);
    CHECK(num::phi_q60 == ((std::uint64_t{1} << 60) + num::sqrt5_q60) / 2);
}
