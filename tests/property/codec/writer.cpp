#include <bloomcoin/codec/writer.hpp>

#include <bloomcoin/codec/reader.hpp>

#include "../support/generators.hpp"
#include "../support/property.hpp"

#include <algorithm>

using namespace bloomcoin;

TEST_CASE("[COD-5] integers are written least significant byte first") {
    codec::Writer writer;
    writer.write(std::uint8_t{1});
    writer.write(std::uint16_t{0x0302});
    writer.write(std::uint32_t{0x07060504});
    CHECK(std::move(writer).bytes() == base::Bytes{1, 2, 3, 4, 5, 6, 7});
}

TEST_CASE("[COD-18] integers are written most significant byte first where that is asked for") {
    codec::Writer writer;
    writer.write(std::uint8_t{1}, std::endian::big);
    writer.write(std::uint16_t{0x0203}, std::endian::big);
    writer.write(std::uint32_t{0x04050607}, std::endian::big);
    writer.write(std::uint64_t{0x08090a0b0c0d0e0f}, std::endian::big);
    CHECK(std::move(writer).bytes() == base::Bytes{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
}

TEST_CASE("[COD-6] a writer goes on after the bytes that are there already") {
    codec::Writer writer{base::Bytes{1, 2}};
    CHECK(std::ranges::equal(writer.bytes(), base::Bytes{1, 2}));
    writer.write(std::uint16_t{3});
    CHECK(std::move(writer).bytes() == base::Bytes{1, 2, 3, 0});
}

TEST_CASE("[COD-6] room that is made before changes nothing of what is written") {
    test::property("any pieces, with room made between them or not", [] {
        base::Bytes expected;
        codec::Writer writer;
        for (auto pieces = test::draw(0, 20); pieces > 0; --pieces) {
            const auto piece = *rc::gen::arbitrary<base::Bytes>();
            if (test::draw(0, 2) == 0) writer.reserve(test::draw<std::size_t>(0, 200));
            writer.write(piece);
            expected.insert(expected.end(), piece.begin(), piece.end());
            RC_ASSERT(std::ranges::equal(writer.bytes(), expected));
        }
        RC_ASSERT(std::move(writer).bytes() == expected);
    });
}

TEST_CASE("[COD-6] bytes are written as they stand") {
    codec::Writer writer;
    writer.write(base::Bytes{9, 8});
    writer.write(std::array<base::Byte, 2>{7, 6});
    CHECK(std::move(writer).bytes() == base::Bytes{9, 8, 7, 6});
}

TEST_CASE("[COD-5] [COD-18] what is written is read") {
    test::property("for every integer of 64 bits", [] {
        const std::uint64_t value = *test::any_integer<std::uint64_t>();
        for (const std::endian order : {std::endian::little, std::endian::big}) {
            codec::Writer writer;
            writer.write(value, order);
            codec::Reader reader{writer.bytes()};
            std::uint64_t back = 0;
            RC_ASSERT(static_cast<bool>(reader.read(back, order)));
            RC_ASSERT(back == value);
            RC_ASSERT(static_cast<bool>(reader.finish()));
        }
    });
}
