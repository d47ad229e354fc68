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

TEST_CASE("[COD-18] the most significant byte comes first where that is asked for") {
    const base::Bytes bytes{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    codec::Reader reader{bytes};
    std::uint8_t one = 0;
    std::uint16_t two = 0;
    std::uint32_t four = 0;
    std::uint64_t eight = 0;
    CHECK(reader.read(one, std::endian::big));
    CHECK(reader.read(two, std::endian::big));
    CHECK(reader.read(four, std::endian::big));
    CHECK(reader.read(eight, std::endian::big));
    CHECK(one == 1);
    CHECK(two == 0x0203);
    CHECK(four == 0x04050607);
    CHECK(eight == 0x08090a0b0c0d0e0f);
    CHECK(reader.finish());
}

TEST_CASE("[COD-1] bytes are taken where they are, as many as are asked for, or none") {
    const base::Bytes bytes{1, 2, 3, 4, 5};
    codec::Reader reader{bytes};
    CHECK(reader.left() == 5);
    const auto first = reader.take(2);
    REQUIRE(first);
    CHECK(first.value().data() == bytes.data());
    CHECK(first.value().size() == 2);
    CHECK(reader.left() == 3);
    CHECK(reader.take(0).value().empty());
    CHECK(reader.left() == 3);
    CHECK(reader.take(4).rule() == base::Rule("COD-1"));
    CHECK(reader.take(SIZE_MAX).rule() == base::Rule("COD-1"));
    CHECK(reader.left() == 3);
    CHECK(reader.take(3).value().data() == bytes.data() + 2);
    CHECK(reader.left() == 0);
    CHECK(reader.finish());
    CHECK(reader.take(0).value().empty());
    CHECK(reader.take(1).rule() == base::Rule("COD-1"));
}

TEST_CASE("[COD-1] how many bytes are left counts what has been read") {
    const base::Bytes bytes(10);
    codec::Reader reader{bytes};
    std::uint32_t value = 0;
    CHECK(reader.read(value));
    CHECK(reader.left() == 6);
    std::array<base::Byte, 5> five{};
    CHECK(reader.read(five));
    CHECK(reader.left() == 1);
    CHECK(!reader.read(value));
    CHECK(reader.left() == 1);
}
