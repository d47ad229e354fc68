#include <bloomcoin/num/root.hpp>

#include <bloomcoin/num/wide.hpp>

#include "../support/generators.hpp"
#include "../support/property.hpp"

using namespace bloomcoin;
using test::property;

TEST_CASE("[NUM-5] the root of every number below 2^17 is the greatest whose square is not above it") {
    std::uint64_t root = 0;
    for (std::uint64_t n = 0; n < (1 << 17); ++n) {
        if ((root + 1) * (root + 1) <= n) ++root;
        REQUIRE(num::isqrt(n) == root);
    }
}

TEST_CASE("[NUM-5] a square has its root, and the number before it the root before") {
    property("isqrt(k^2) = k, isqrt(k^2 - 1) = k - 1, isqrt(k^2 + 2k) = k", [] {
        const std::uint64_t k = std::uint64_t{*test::any_integer<std::uint32_t>()} | 1;
        RC_ASSERT(num::isqrt(k * k) == k);
        RC_ASSERT(num::isqrt(k * k - 1) == k - 1);
        RC_ASSERT(num::isqrt(k * k + 2 * k) == k);
    });
}

TEST_CASE("[NUM-5] wide numbers have roots by the same definition") {
    property("the root of k^2 * 2^128 is k * 2^64", [] {
        const std::uint64_t k = *test::any_integer<std::uint64_t>();
        const num::U256 square = num::multiply(num::U256{k}, k).low;
        RC_ASSERT(num::isqrt(square << 128, 256) == num::U256{k} << 64);
    });
}
