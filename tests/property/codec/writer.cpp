#include <bloomcoin/codec/writer.hpp>

#include <bloomcoin/codec/reader.hpp>

#include "../support/generators.hpp"
#include "../support/property.hpp"

using namespace bloomcoin;

TEST_CASE("[COD-5] integers are written least significant byte first") {
    codec::Writer writer;
    writer.write(std::uint8_t{1});
    writer.write(std::uint16_t{0x0302});
    writer.write(std::uint32_t{0x07060504});
    CHECK(writer.bytes() == base::Bytes{1, 2, 3, 4, 5, 6, 7});
}

TEST_CASE("[COD-6] bytes are written as they stand") {
    codec::Writer writer;
    writer.write(base::Bytes{9, 8});
    writer.write(std::array<base::Byte, 2>{7, 6});
    CHECK(std::move(writer).bytes() == base::Bytes{9, 8, 7, 6});
}

TEST_CASE("[COD-5] what is written is read") {
    test::property("for every integer of 64 bits", [] {
        const std::uint64_t value = *test::any_integer<std::uint64_t>();
        codec::Writer writer;
        writer.write(value);
        codec::Reader reader{writer.bytes()};
        std::uint64_t back = 0;
        RC_ASSERT(static_cast<bool>(reader.read(back)));
        RC_ASSERT(back == value);
        RC_ASSERT(static_cast<bool>(reader.finish()));
    });
}
