#include <bloomcoin/base/bytes.hpp>

#include <doctest/doctest.h>

#include <limits>

TEST_CASE("[BAS-1] a byte has the values 0 to 255, a hash 32 of them") {
    CHECK(std::numeric_limits<bloomcoin::base::Byte>::max() == 255);
    CHECK(sizeof(bloomcoin::base::Hash) == 32);
}

TEST_CASE("[BAS-1] a view sees the bytes of a hash in their order") {
    const bloomcoin::base::Hash hash{1, 2, 3};
    const bloomcoin::base::BytesView view{hash};
    CHECK(view.size() == 32);
    CHECK(view[2] == 3);
}
