#include <bloomcoin/num/fixed.hpp>

#include "../support/generators.hpp"
#include "../support/property.hpp"

using namespace bloomcoin;
using test::property;

namespace {

/// Whether 2 mulr * 2^15 lies in (2ab - 2^15, 2ab + 2^15].
bool is_rounded_product(std::int64_t a, std::int64_t b) {
    const std::int64_t twice = 65536 * std::int64_t{num::mulr(static_cast<int>(a), static_cast<int>(b))};
    return twice > 2 * a * b - 32768 && twice <= 2 * a * b + 32768;
}

}  // namespace

TEST_CASE("[NUM-3] a product is within half a unit of the exact one, and a tie goes upward") {
    property("for drawn factors", [] {
        RC_ASSERT(is_rounded_product(*test::any_integer<std::int16_t>(), *test::any_integer<std::int16_t>()));
    });
    // Drawn factors hardly ever make a tie; these make all there are with a power of two.
    for (int a = -32768; a <= 32767; ++a) {
        for (int b = 1; b <= 16384; b *= 2) {
            REQUIRE(is_rounded_product(a, b));
            REQUIRE(is_rounded_product(a, -b));
        }
    }
}

TEST_CASE("[NUM-3] products commute, and one factor of 2^14 halves") {
    property("mulr(a, b) = mulr(b, a)", [] {
        const int a = *test::any_integer<std::int16_t>();
        const int b = *test::any_integer<std::int16_t>();
        RC_ASSERT(num::mulr(a, b) == num::mulr(b, a));
        RC_ASSERT(num::mulr(2 * (a / 2), 16384) == a / 2);
    });
}

TEST_CASE("[NUM-4] a rounded shift is within half a unit, and a tie goes upward") {
    property("y * 2^n lies in (x - 2^(n-1), x + 2^(n-1)]", [] {
        const std::int64_t x = *test::any_integer<std::int64_t>() / 4;
        const unsigned bits = *rc::gen::inRange(1U, 61U);
        __extension__ using Wide = __int128;
        const Wide back = Wide{num::shift_round(x, bits)} * (Wide{1} << bits);
        const Wide half = Wide{1} << (bits - 1);
        RC_ASSERT(back > Wide{x} - half);
        RC_ASSERT(back <= Wide{x} + half);
        const std::int64_t k = x >> (bits + 1);
        const std::int64_t tie = (2 * k + 1) * (std::int64_t{1} << (bits - 1));
        RC_ASSERT(num::shift_round(tie, bits) == k + 1);
        RC_ASSERT(num::shift_round(tie - 1, bits) == k);
    });
}
