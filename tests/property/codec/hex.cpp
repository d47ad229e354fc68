#include <bloomcoin/codec/hex.hpp>

#include "../support/property.hpp"

using namespace bloomcoin;
using test::property;

TEST_CASE("[COD-8] text and bytes turn into each other") {
    property("both ways", [] {
        const auto bytes = *rc::gen::arbitrary<base::Bytes>();
        const std::string text = codec::to_hex(bytes);
        RC_ASSERT(text.size() == 2 * bytes.size());
        RC_ASSERT(codec::from_hex(text).value() == bytes);
    });
}

TEST_CASE("[COD-3] a text of odd length is refused") {
    property("one digit taken away", [] {
        const auto bytes = *rc::gen::nonEmpty<base::Bytes>();
        std::string text = codec::to_hex(bytes);
        text.pop_back();
        RC_ASSERT(codec::from_hex(text).rule() == base::Rule("COD-3"));
    });
}

TEST_CASE("[COD-4] a text with one other character is refused") {
    property("any of the 240 others, anywhere", [] {
        std::string text = codec::to_hex(*rc::gen::nonEmpty<base::Bytes>());
        const auto place = *rc::gen::inRange<std::size_t>(0, text.size());
        for (int other = 0; other < 256; ++other) {
            text[place] = static_cast<char>(other);
            if (std::string_view{"0123456789abcdef"}.find(text[place]) != std::string_view::npos) continue;
            RC_ASSERT(!codec::from_hex(text));
            RC_ASSERT(codec::from_hex(text).rule() == base::Rule("COD-4"));
        }
    });
}

TEST_CASE("[COD-3] [COD-4] of an odd length and another character the length is the answer") {
    CHECK(codec::from_hex("0g0").rule() == base::Rule("COD-3"));
    CHECK(codec::from_hex("G").rule() == base::Rule("COD-3"));
}
