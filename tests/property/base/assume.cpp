#include <bloomcoin/base/assume.hpp>

#include <doctest/doctest.h>

TEST_CASE("[NUM-1] a right shift at run time rounds toward minus infinity") {
    volatile int minus_three = -3;
    volatile std::int64_t least = INT64_MIN;
    CHECK((minus_three >> 1) == -2);
    CHECK((least >> 62) == -2);
}
