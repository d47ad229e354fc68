#include <bloomcoin/codec/reader.hpp>

#include <doctest/doctest.h>

using namespace bloomcoin;

TEST_CASE("[COD-5] the least significant byte comes first") {
    const base::Bytes bytes{0x01, 0x02, 0x03, 0x04, 0xff};
    codec::Reader reader{bytes};
    std::uint32_t value = 0;
    CHECK(reader.read(value));
    CHECK(value == 0x04030201);
    std::uint8_t last = 0;
    CHECK(reader.read(last));
    CHECK(last == 0xff);
    CHECK(reader.finish());
}

TEST_CASE("[COD-1] a value that is cut is refused, and nothing is taken") {
    const base::Bytes bytes{1, 2, 3};
    codec::Reader reader{bytes};
    std::uint32_t value = 0;
    CHECK(reader.read(value).rule() == base::Rule("COD-1"));
    std::array<base::Byte, 4> four{};
    CHECK(reader.read(four).rule() == base::Rule("COD-1"));
    std::array<base::Byte, 3> three{};
    CHECK(reader.read(three));
    CHECK(three == std::array<base::Byte, 3>{1, 2, 3});
}

TEST_CASE("[COD-2] what is left is refused") {
    const base::Bytes bytes{1};
    CHECK(codec::Reader{bytes}.finish().rule() == base::Rule("COD-2"));
    CHECK(codec::Reader{{}}.finish());
}
