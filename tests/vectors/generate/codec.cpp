// Cases of the room codec.
#include "book.hpp"
#include "inputs.hpp"

namespace bloomcoin::vectors {

void write_codec(Book& book) {
    Group& group = book.group("codec", "hex");
    const Kind decode{"cod.from_hex", "any", Source::hand, {"COD-8"}};
    const Kind encode{"cod.to_hex", "any", Source::hand, {"BAS-1", "COD-8"}};
    const auto pair = [&](std::string_view slug, const std::string& text, const base::Bytes& bytes,
                          std::string_view why) {
        group.accept(encode, slug, {{"bytes", bytes}}, why, {{"text", text}});
        return group.accept(decode, slug, {{"text", text}}, why, {{"bytes", bytes}});
    };
    pair("empty", "", {}, "no bytes are the empty text, not an error");
    const std::string sibling = pair("one", "0a", {10}, "the high digit comes first and a leading zero stays");
    pair("ff", "ff", {255}, "the greatest byte");
    pair("ascending", "000102030405060708090a0b0c0d0e0f", {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
         "every digit as a low digit");
    pair("high", "00102030405060708090a0b0c0d0e0f0",
         {0, 16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240}, "every digit as a high digit");

    const auto refuse = [&](std::string_view slug, std::string_view text, std::string_view rule, std::string_view why) {
        Kind kind = decode;
        kind.clauses.push_back("BAS-2");
        group.refuse(kind, slug, {{"text", text}}, why, rule, sibling);
    };
    refuse("odd-1", "0", "COD-3", "one digit is half a byte");
    refuse("odd-3", "0a0", "COD-3", "a last digit that stands alone must not be dropped or read as a low digit");
    refuse("upper", "0A", "COD-4", "upper case would make a second text for the same byte");
    refuse("prefix", "0x0a", "COD-4", "a prefix is not part of the text");
    refuse("space", "0a 0", "COD-4", "spaces are not skipped");
    refuse("newline", "0a0\n", "COD-4", "a line end is a character like any other");
    refuse("minus", "-a", "COD-4", "a number parser takes a sign");
    refuse("plus", "+a", "COD-4", "a number parser takes a sign");
    refuse("g", "0g", "COD-4", "the letter after the last digit");
    refuse("slash", "0/", "COD-4", "the character before the digit 0");
    refuse("colon", "0:", "COD-4", "the character after the digit 9");
    refuse("backquote", "0`", "COD-4", "the character before the digit a");
    refuse("zero-byte", std::string_view{"0\0", 2}, "COD-4", "a terminator inside the text does not end it");
    refuse("wide-digit", "１", "COD-3", "a full-width digit is three bytes of text: the length is judged first");
    refuse("two-bytes", "é", "COD-4", "a letter of two bytes makes an even length, and is no digit");
    refuse("odd-and-bad", "0gg", "COD-3", "both rules are broken: the length is judged before the digits");
}

}  // namespace bloomcoin::vectors
