#include <bloomcoin/base/result.hpp>

#include <doctest/doctest.h>

#include <memory>

using namespace bloomcoin;

namespace {

constexpr base::Result<int> half_of(int number) {
    if (number % 2 != 0) return base::Rule("COD-1");
    return number / 2;
}

constexpr base::Check check_even(int number) {
    if (number % 2 != 0) return base::Rule("COD-2");
    return {};
}

static_assert(half_of(4) && half_of(4).value() == 2);
static_assert(!half_of(3) && half_of(3).rule() == base::Rule("COD-1"));
static_assert(check_even(2));
static_assert(!check_even(3) && check_even(3).rule() == base::Rule("COD-2"));

}  // namespace

TEST_CASE("[BAS-2] a result is a value or one rule") {
    CHECK(half_of(10).value() == 5);
    CHECK(half_of(11).rule().id() == "COD-1");
    CHECK(!check_even(1));
}

TEST_CASE("[BAS-2] a value that can only be moved comes out of a result") {
    base::Result<std::unique_ptr<int>> result{std::make_unique<int>(7)};
    CHECK(*std::move(result).value() == 7);
}
