// Cases of the room codec.
#include "book.hpp"
#include "inputs.hpp"

namespace bloomcoin::vectors {

namespace {

void write_hex(Group& group) {
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

/// Numbers in binary32 whose bits, or the bits next to them, decide something.
std::set<std::uint32_t> telling_bits() {
    std::set<std::uint32_t> bits;
    for (std::uint32_t exponent = 0; exponent < 256; ++exponent) {
        for (const std::uint32_t fraction : {0U, 1U, 0x40'0000U, 0x7f'ffffU}) {
            for (const std::uint32_t sign : {0U, 1U}) bits.insert(sign << 31 | exponent << 23 | fraction);
        }
    }
    return bits;
}

void write_reading(Group& group) {
    const Kind fixed{"cod.fixed", "any", Source::spec, {"COD-11", "COD-13", "NUM-4"}};
    const Kind turn{"cod.turn", "any", Source::spec, {"COD-11", "COD-15", "NUM-4"}};
    const std::string sibling = "cod.turn.00000000";
    for (const std::uint32_t bits : telling_bits()) {
        const std::string slug = codec::to_hex(codec::encode(wire::GetPhase{bits}));
        const std::uint32_t exponent = bits >> 23 & 0xff;
        if (exponent < 130 && (exponent < 4 || exponent > 90)) {
            group.accept(fixed, slug + "-30", {{"x", bits}, {"bits", 30}},
                         "every exponent with the ends and the middle of its fractions, both signs");
        }
        const bool is_small = exponent > 3 && exponent < 90;
        const bool is_large = exponent > 132 && exponent < 253;
        if (is_small || is_large) continue;
        group.either(turn, slug, {{"x", bits}}, "every exponent that counts, to infinity and what is not a number",
                     sibling);
    }
    Draw draw{"codec.binary32"};
    for (int i = 0; i < 40; ++i) {
        const std::uint32_t bits = (draw.word() & 0x807f'ffff) | ((100 + draw.below(30)) << 23);
        const std::string slug = codec::to_hex(codec::encode(wire::GetPhase{bits}));
        const auto places = draw.below(33);
        group.accept(fixed, slug + "-" + padded(places, 2), {{"x", bits}, {"bits", places}}, "any number, any unit");
        group.accept(turn, slug, {{"x", bits}}, "any angle at all");
    }
    const auto hand = [&](std::string_view slug, std::uint32_t bits, unsigned places, std::string_view value,
                          std::string_view why) {
        group.accept({"cod.fixed", "any", Source::hand, {"COD-13"}}, slug, {{"x", bits}, {"bits", places}}, why,
                     {{"value", value}});
    };
    hand("half", 0x3f00'0000, 0, "1", "1/2 is rounded upward");
    hand("minus-half", 0xbf00'0000, 0, "0", "-1/2 is rounded upward, to 0");
    hand("three-halves", 0x3fc0'0000, 0, "2", "3/2 is rounded upward, not to the even number: that would be 2 too");
    hand("five-halves", 0x4020'0000, 0, "3", "5/2 is rounded upward, not to the even number");
    hand("minus-three-halves", 0xbfc0'0000, 0, "-1", "-3/2 is rounded upward");
    hand("below-half", 0x3eff'ffff, 0, "0", "just below 1/2");
    hand("one", 0x3f80'0000, 32, "4294967296", "1 in the smallest unit");
    hand("seven", 0x40e0'0000, 0, "7", "a whole number");
}

void write_writing(Group& group) {
    const auto hand = [&](std::string_view slug, std::uint64_t value, unsigned bits, std::uint32_t x,
                          std::string_view why) {
        group.accept({"cod.binary32", "any", Source::hand, {"COD-11", "COD-14"}}, slug,
                     {{"value", std::to_string(value)}, {"bits", bits}}, why, {{"x", x}});
    };
    hand("zero", 0, 60, 0, "0 is 0 in every unit");
    hand("one", 1, 0, 0x3f80'0000, "1, whose fraction is 0");
    hand("two", 1U << 31, 30, 0x4000'0000, "2, from another unit");
    hand("least", 1, 60, 0x2180'0000, "2^-60, the least that is written");
    hand("tie-down", (1U << 24) + 1, 0, 0x4b80'0000, "2^24 + 1 lies between two numbers: the even one is below");
    hand("tie-up", (1U << 24) + 3, 0, 0x4b80'0002, "2^24 + 3 lies between two numbers: the even one is above");
    hand("above-tie", (std::uint64_t{1} << 33) + (1U << 9) + 1, 0, 0x5000'0001, "just above the middle is rounded up");
    hand("below-tie", (std::uint64_t{1} << 33) + (1U << 9) - 1, 0, 0x5000'0000,
         "just below the middle is rounded down");
    hand("carry", (1U << 25) - 1, 0, 0x4c00'0000, "rounding up can give the next power of two");
    hand("greatest", (std::uint64_t{1} << 63) - 1, 0, 0x5f00'0000, "the greatest value rounds up to 2^63");
    Draw draw{"codec.writing"};
    const Kind kind{"cod.binary32", "any", Source::spec, {"COD-14"}};
    for (int i = 0; i < 60; ++i) {
        const std::uint32_t shift = 1 + draw.below(62);
        const std::uint64_t value = draw.word64() >> shift;
        const std::uint32_t bits = draw.below(61);
        group.accept(kind, padded(static_cast<std::uint64_t>(i), 2), {{"value", std::to_string(value)}, {"bits", bits}},
                     "any value, any unit");
    }
}

void write_angles(Group& group) {
    const Kind radians{"cod.radians", "any", Source::spec, {"COD-17", "COD-14"}};
    std::set<std::uint32_t> turns;
    for (unsigned bit = 0; bit < 32; ++bit) {
        for (const std::uint32_t off : {0U, 1U, UINT32_MAX}) turns.insert((std::uint32_t{1} << bit) + off);
    }
    for (const std::uint32_t bin : {0U, 1U, 0x3fffU, 0x4000U, 0x7fffU, 0x8000U, 0xc000U, 0xfffeU, 0xffffU})
        turns.insert(num::centre_of(static_cast<std::uint16_t>(bin)));
    turns.insert(UINT32_MAX);
    for (const std::uint32_t turn : turns) {
        group.accept(radians, padded(turn, 10), {{"turn", turn}},
                     "powers of two, what is next to them, and centres of bins");
    }
    const Kind digest{"cod.angles", "any", Source::spec, {"COD-15", "COD-17", "NUM-14"}};
    const auto add = [&](std::string_view slug, std::uint32_t start, std::uint32_t step, std::uint32_t count,
                         std::string_view why) {
        group.accept(digest, slug, {{"start", start}, {"step", step}, {"count", count}}, why);
    };
    add("bins", 0x8000, 0x1'0000, 65536, "the centre of every bin, there and back");
    add("first", 0, 1, 4096, "the smallest turns, where binary32 is finer than a turn is");
    add("last", UINT32_MAX - 4095, 1, 4096, "the greatest turns, where the number next to 2π is above it");
    for (std::uint32_t part = 0; part < 8; ++part) {
        add("spread-" + std::to_string(part), part << 29, 65537, 8192, "an eighth of the turn, in odd steps");
    }
}

}  // namespace

void write_codec(Book& book) {
    write_hex(book.group("codec", "hex"));
    Group& binary32 = book.group("codec", "binary32");
    write_reading(binary32);
    write_writing(binary32);
    write_angles(binary32);
}

}  // namespace bloomcoin::vectors
