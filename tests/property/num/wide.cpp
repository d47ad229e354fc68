#include <bloomcoin/num/wide.hpp>

#include "../support/generators.hpp"
#include "../support/property.hpp"

#include <cryptopp/integer.h>

using namespace bloomcoin;
using CryptoPP::Integer;
using test::property;

namespace {

const Integer two_to_256 = Integer::Power2(256);

/// The same number in the library that knows how to calculate.
Integer known(const num::U256& value) {
    Integer result;
    for (unsigned shift = 256; shift > 0; shift -= 64) {
        result = result * Integer::Power2(64) + Integer{Integer::POSITIVE, (value >> (shift - 64)).low64()};
    }
    return result;
}

num::U256 any_wide() { return num::U256::from_big_endian(*test::any_hash()) >> *rc::gen::inRange(0U, 256U); }

}  // namespace

TEST_CASE("[NUM-6] the first byte of a hash is its most significant") {
    property("reading agrees with Crypto++", [] {
        const base::Hash bytes = *test::any_hash();
        RC_ASSERT(known(num::U256::from_big_endian(bytes)) == Integer(bytes.data(), bytes.size()));
    });
}

TEST_CASE("[NUM-6] sums, differences, shifts and comparisons agree with Crypto++") {
    property("modulo 2^256", [] {
        const num::U256 a = any_wide();
        const num::U256 b = any_wide();
        const unsigned bits = *rc::gen::inRange(0U, 256U);
        RC_ASSERT(known(a + b) == (known(a) + known(b)) % two_to_256);
        RC_ASSERT(known(a - b) == (known(a) - known(b) + two_to_256) % two_to_256);
        RC_ASSERT(known(a << bits) == (known(a) << bits) % two_to_256);
        RC_ASSERT(known(a >> bits) == known(a) >> bits);
        RC_ASSERT((a < b) == (known(a) < known(b)));
        RC_ASSERT((a == b) == (known(a) == known(b)));
    });
}

TEST_CASE("[NUM-6] a product with 64 bits is exact") {
    property("low + high * 2^256", [] {
        const num::U256 a = any_wide();
        const std::uint64_t factor = *test::any_integer<std::uint64_t>();
        const auto product = num::multiply(a, factor);
        const Integer high(Integer::POSITIVE, product.high);
        RC_ASSERT(known(product.low) + high * two_to_256 == known(a) * Integer(Integer::POSITIVE, factor));
    });
}

TEST_CASE("[NUM-7] quotients are rounded as they say") {
    property("down, and to the nearest with ties upward", [] {
        const num::U256 a = any_wide() >> 2;
        const num::U256 b = any_wide() >> 2;
        RC_PRE(b != num::U256{0});
        RC_ASSERT(known(a / b) == known(a) / known(b));
        RC_ASSERT(known(divide_round(a, b)) == (known(a) * 2 + known(b)) / (known(b) * 2));
    });
}

TEST_CASE("[NUM-7] a quotient that lies halfway goes upward, and one just below it does not") {
    property("(2k + 1) b / 2b", [] {
        const std::uint64_t k = *test::any_integer<std::uint64_t>() >> 1;
        const std::uint64_t b = *test::any_integer<std::uint64_t>() | 1;
        const num::U256 dividend = multiply(num::U256{2 * k + 1}, b).low;
        const num::U256 divisor = num::U256{b} << 1;
        RC_ASSERT(divide_round(dividend, divisor) == num::U256{k} + num::U256{1});
        RC_ASSERT(divide_round(dividend - num::U256{1}, divisor) == num::U256{k});
    });
}
