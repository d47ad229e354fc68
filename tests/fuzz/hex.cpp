// Hexadecimal text. Every string of bytes has one text, which stands for it; and a text is refused
// for being odd, for a character that is no digit, or not at all.
#include "support/require.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

using namespace bloomcoin;
using namespace bloomcoin::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const base::Bytes bytes(data, data + size);
    const auto back = codec::from_hex(codec::to_hex(bytes));
    require(back && back.value() == bytes, "bytes come back from their text");

    const std::string text(data, data + size);
    const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    const auto read = codec::from_hex(text);
    if (size % 2 != 0) {
        require(!read && read.rule() == base::Rule("COD-3"), "an odd number of characters is COD-3");
    } else if (!std::all_of(text.begin(), text.end(), is_digit)) {
        require(!read && read.rule() == base::Rule("COD-4"), "a character that is no digit is COD-4");
    } else {
        require(read && codec::to_hex(read.value()) == text, "all else is the text of its bytes");
    }
    return 0;
}
