#include <bloomcoin/chain/work.hpp>

#include "../support/generators.hpp"
#include "../support/property.hpp"

#include <cryptopp/integer.h>

using namespace bloomcoin;
using CryptoPP::Integer;
using test::property;

namespace {

base::Hash big_endian(const Integer& value) {
    base::Hash hash{};
    value.Encode(hash.data(), hash.size());
    return hash;
}

Integer integer(std::uint64_t value) { return {Integer::POSITIVE, value}; }

}  // namespace

TEST_CASE("[WRK-2] work is judged as Crypto++'s integers judge it") {
    property("hash * difficulty < 2^256", [] {
        const base::Hash hash = *test::any_hash();
        // Difficulties that a hash with leading zeros may or may not be worth.
        const std::uint64_t difficulty = (*test::any_integer<std::uint64_t>() >> *rc::gen::inRange(0U, 64U)) | 1;
        const bool enough = Integer{hash.data(), hash.size()} * integer(difficulty) < Integer::Power2(256);
        RC_ASSERT(static_cast<bool>(chain::check_work(hash, difficulty)) == enough);
    });
}

TEST_CASE("[WRK-2] the boundary is floor((2^256 - 1) / d)") {
    property("there, and one above", [] {
        const std::uint64_t difficulty = *test::any_integer<std::uint64_t>() | 2;
        const Integer last = (Integer::Power2(256) - 1) / integer(difficulty);
        RC_ASSERT(static_cast<bool>(chain::check_work(big_endian(last), difficulty)));
        RC_ASSERT(chain::check_work(big_endian(last + 1), difficulty).rule() == base::Rule("WRK-2"));
    });
}

TEST_CASE("[WRK-2] difficulty 1 takes every hash, and 2^64 - 1 those up to 2^192 + 2^128 + 2^64 + 1") {
    base::Hash greatest{};
    greatest.fill(0xff);
    CHECK(chain::check_work(greatest, 1));
    CHECK(chain::check_work(greatest, 2).rule() == base::Rule("WRK-2"));
    const Integer last = Integer::Power2(192) + Integer::Power2(128) + Integer::Power2(64) + 1;
    CHECK(chain::check_work(big_endian(last), UINT64_MAX));
    CHECK(chain::check_work(big_endian(last + 1), UINT64_MAX).rule() == base::Rule("WRK-2"));
}

TEST_CASE("[WRK-1] difficulty zero is refused, whatever the hash") {
    property("before any product",
             [] { RC_ASSERT(chain::check_work(*test::any_hash(), 0).rule() == base::Rule("WRK-1")); });
}
