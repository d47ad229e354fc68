#include <bloomcoin/codec/fields.hpp>

#include "../support/generators.hpp"
#include "../support/wire_laws.hpp"

using namespace bloomcoin;

namespace {

struct Sample {
    std::uint8_t small = 0;
    std::uint16_t middle = 0;
    std::array<base::Byte, 3> bytes{};
    std::uint64_t large = 0;

    static constexpr std::tuple fields{
        codec::Field{"small", &Sample::small},
        codec::Field{"middle", &Sample::middle},
        codec::Field{"bytes", &Sample::bytes},
        codec::Field{"large", &Sample::large},
    };
    friend bool operator==(const Sample&, const Sample&) = default;
};

rc::Gen<Sample> any_sample() {
    return rc::gen::build<Sample>(rc::gen::set(&Sample::small), rc::gen::set(&Sample::middle),
                                  rc::gen::set(&Sample::bytes, test::array_of<3>(rc::gen::arbitrary<base::Byte>())),
                                  rc::gen::set(&Sample::large, test::any_integer<std::uint64_t>()));
}

}  // namespace

TEST_CASE("[COD-7] a record obeys the laws of wire types") { test::wire_laws<Sample>(any_sample()); }

TEST_CASE("[COD-7] fields are written in order with nothing between them") {
    const Sample sample{1, 0x0302, {4, 5, 6}, 0x0e0d0c0b0a090807};
    const base::Bytes bytes = codec::encode(sample);
    REQUIRE(bytes.size() == 14);
    for (std::size_t i = 0; i < bytes.size(); ++i) CHECK(bytes[i] == i + 1);
}
