// Cases of the room num.
#include "book.hpp"
#include "inputs.hpp"

#include <array>
#include <set>
#include <utility>

namespace bloomcoin::vectors {

namespace {

void write_products(Group& group) {
    const Kind kind{"num.mulr", "any", Source::hand, {"NUM-1", "NUM-3"}};
    // The rule again, on a path of its own: floor((2ab + 2^15) / 2^16) by division, not by shift.
    const auto rounded = [](std::int64_t a, std::int64_t b) {
        const std::int64_t twice = 2 * a * b + 32768;
        return twice / 65536 - (twice % 65536 < 0 ? 1 : 0);
    };
    std::set<std::pair<std::int32_t, std::int32_t>> added;
    const auto add = [&](std::int32_t a, std::int32_t b, std::string_view why) {
        if (!added.emplace(a, b).second) return;  // edges meet each other
        const std::string slug = std::to_string(a) + "x" + std::to_string(b);
        group.accept(kind, slug, {{"a", a}, {"b", b}}, why, {{"value", rounded(a, b)}});
    };
    add(0, 0, "a constant added before the shift must not leak into zero");
    for (const int edge : {-32768, -32767, -16385, -16384, -16383, -1, 1, 16383, 16384, 16385, 32766, 32767}) {
        add(edge, 1, "the smallest factor: rounding decides everything, and a tie goes upward");
        add(edge, -1, "the same below zero: rounding half away from zero gives another answer");
        add(edge, edge, "a square at the edge of 16 bits: the product needs 32 bits and no saturation");
        add(edge, -32768, "the factor that has no negative in 16 bits");
        add(edge, 12345, "an odd product: the rounding constant is 2^14, not 2^15");
    }
    Draw draw{"mulr"};
    for (int i = 0; i < 32; ++i) {
        const auto a = static_cast<std::int16_t>(draw.word());
        const auto b = static_cast<std::int16_t>(draw.word());
        add(a, b, "drawn factors: a wrong shift or a missing rounding constant shows in most of them");
    }
}

void write_shifts(Group& group) {
    const Kind kind{"num.shift_round", "any", Source::hand, {"NUM-1", "NUM-4"}};
    const auto add = [&](std::int64_t x, unsigned bits, std::string_view why) {
        group.accept(kind, std::to_string(x) + "-by-" + std::to_string(bits),
                     {{"x", std::to_string(x)}, {"bits", bits}}, why);
    };
    for (const unsigned bits : {2U, 8U, 36U, 62U}) {
        const std::int64_t half = std::int64_t{1} << (bits - 1);
        for (const std::int64_t x : {std::int64_t{0}, half - 1, half, half + 1, -half - 1, -half, -half + 1}) {
            add(x, bits, "around the tie: upward on both sides of zero");
        }
    }
    add(1, 1, "a half is rounded upward");
    add(-1, 1, "minus a half is rounded upward, to zero");
    add(INT64_MIN, 36, "the least value: the shift is arithmetic");
    add(INT64_MAX - (std::int64_t{1} << 35), 36, "the greatest value to which half a unit can be added");
}

void write_roots(Group& group) {
    const Kind kind{"num.isqrt", "any", Source::hand, {"NUM-5"}};
    const auto add = [&](std::uint64_t n, std::uint64_t root, std::string_view why) {
        group.accept(kind, std::to_string(n), {{"n", std::to_string(n)}}, why, {{"root", root}});
    };
    for (std::uint64_t n = 0; n <= 8; ++n) {
        add(n,
            n >= 4   ? 2
            : n >= 1 ? 1
                     : 0,
            "the smallest numbers: a Newton iteration that starts wrong divides by zero here");
    }
    add(UINT64_MAX, UINT32_MAX, "the greatest number: a root taken in double precision gives 2^32");
    Draw draw{"isqrt"};
    for (int i = 0; i < 40; ++i) {
        const std::uint64_t root = draw.word() >> (i % 4 * 6) | 4;
        add(root * root, root, "an exact square: not one less");
        add(root * root - 1, root - 1, "one below a square: a rounding root gives one too much");
        if (i % 4 == 0) add(root * root + 2 * root, root, "the last number before the next square");
    }
    add(std::uint64_t{3} << 58, 929'887'696, "√3/2 in units of 2^-30: the least coherence of a coherent state");
}

/// A wide number from 32-bit digits, the most significant first.
std::string wide_hex(const std::array<std::uint32_t, 8>& digits) {
    codec::Writer writer;
    for (const std::uint32_t digit : digits) writer.write(digit, std::endian::big);
    return hex(writer.bytes());
}

std::array<std::uint32_t, 8> drawn_wide(Draw& draw, unsigned digit_count) {
    std::array<std::uint32_t, 8> digits{};
    for (std::size_t i = digits.size() - digit_count; i < digits.size(); ++i) digits[i] = draw.word();
    return digits;
}

constexpr std::array<std::uint32_t, 8> every_bit{~0U, ~0U, ~0U, ~0U, ~0U, ~0U, ~0U, ~0U};

void write_wide_products(Group& group) {
    const Kind kind{"num.product", "any", Source::spec, {"NUM-6"}};
    const auto add = [&](std::string_view slug, const std::array<std::uint32_t, 8>& a, std::uint64_t factor,
                         std::string_view why) {
        group.accept(kind, slug, {{"a", wide_hex(a)}, {"factor", std::to_string(factor)}}, why);
    };
    add("zero-most", {}, UINT64_MAX, "nothing times anything: a carry that begins at one shows");
    add("most-zero", every_bit, 0, "anything times nothing");
    add("most-one", every_bit, 1, "one: the number itself, and nothing above it");
    add("most-most", every_bit, UINT64_MAX, "the greatest product: every carry runs through, and 320 bits are needed");
    add("most-digit", every_bit, std::uint64_t{1} << 32, "a factor whose lower half is nothing");
    add("most-low-digit", every_bit, UINT32_MAX, "a factor whose upper half is nothing");
    add("top-bit-2", {0x8000'0000}, 2, "the least product that does not fit in 256 bits");
    add("top-bit-1", {0x8000'0000}, 1, "the bit below it");
    Draw draw{"wide-product"};
    for (unsigned i = 0; i < 24; ++i) {
        const auto a = drawn_wide(draw, i % 8 + 1);
        const std::uint64_t factor = draw.word64() >> (i % 3 * 20);
        add("drawn-" + padded(i, 2), a, factor,
            "drawn factors of many lengths: a carry that is lost shows in the digit above");
    }
}

void write_wide_quotients(Group& group) {
    const Kind kind{"num.divide_round", "any", Source::spec, {"NUM-7"}};
    const auto add = [&](std::string_view slug, const std::array<std::uint32_t, 8>& a,
                         const std::array<std::uint32_t, 8>& b, std::string_view why) {
        group.accept(kind, slug, {{"a", wide_hex(a)}, {"b", wide_hex(b)}}, why);
    };
    constexpr std::array<std::uint32_t, 8> one{0, 0, 0, 0, 0, 0, 0, 1};
    constexpr std::array<std::uint32_t, 8> two{0, 0, 0, 0, 0, 0, 0, 2};
    constexpr std::array<std::uint32_t, 8> three{0, 0, 0, 0, 0, 0, 0, 3};
    constexpr std::array<std::uint32_t, 8> quarter{0x4000'0000};
    constexpr std::array<std::uint32_t, 8> three_eighths{0x5fff'ffff, ~0U, ~0U, ~0U, ~0U, ~0U, ~0U, ~0U};
    constexpr std::array<std::uint32_t, 8> most{0x7fff'ffff, ~0U, ~0U, ~0U, ~0U, ~0U, ~0U, ~0U};
    add("0-by-1", {}, one, "nothing: a quotient that begins at one shows");
    add("1-by-2", one, two, "a half is rounded upward");
    add("1-by-3", one, three, "a third is rounded downward");
    add("2-by-3", two, three, "two thirds are rounded upward");
    add("0-by-quarter", {}, quarter, "nothing, by the greatest divisor");
    add("quarter-by-quarter", quarter, quarter, "the greatest divisor, once: twice it is 2^255");
    add("three-eighths-by-quarter", three_eighths, quarter,
        "the greatest sum: twice the one and the other is 2^256 - 2");
    add("most-by-1", most, one, "the greatest number that one divides: twice it and one more is 2^256 - 1");
    add("three-by-2", three, two, "one and a half is rounded upward");
    add("digit-by-itself", {0, 0, 0, 0, 0, 0, 1, 0}, {0, 0, 0, 0, 0, 0, 1, 0}, "a quotient of one across a digit");
    Draw draw{"wide-quotient"};
    for (unsigned i = 0; i < 24; ++i) {
        auto a = drawn_wide(draw, 8 - i % 5);
        auto b = drawn_wide(draw, i % 8 + 1);
        a[0] >>= 2;  // so that twice the one and the other stay below 2^256,
        b[0] >>= 2;  // and this one below 2^254
        add("drawn-" + padded(i, 2), a, b,
            "drawn numbers of many lengths: a borrow that is lost shows in the digit above");
    }
}

void write_lucas(Group& group) {
    const Kind kind{"num.lucas", "any", Source::published, {"NUM-8"}};
    // OEIS A000032, the first 41 terms.
    constexpr std::uint64_t published[]{
        2,       1,        3,        4,        7,        11,       18,        29,       47,      76,      123,
        199,     322,      521,      843,      1364,     2207,     3571,      5778,     9349,    15127,   24476,
        39603,   64079,    103682,   167761,   271443,   439204,   710647,    1149851,  1860498, 3010349, 4870847,
        7881196, 12752043, 20633239, 33385282, 54018521, 87403803, 141422324, 228826127};
    for (std::size_t n = 0; n < std::size(published); ++n) {
        group.accept(kind, padded(n, 2), {{"n", n}},
                     "OEIS A000032; φ^n + φ^-n, which a seed gives as the formula, is wrong for odd n",
                     {{"value", std::to_string(published[n])}});
    }
}

void write_sines(Group& sin, Group& cos) {
    const Kind sine{"num.sin", "any", Source::spec, {"NUM-2", "NUM-3", "NUM-10"}};
    const Kind cosine{"num.cos", "any", Source::spec, {"NUM-10", "NUM-11"}};
    const auto add = [&](std::uint32_t turn, std::string_view why) {
        sin.accept(sine, padded(turn, 5), {{"turn", turn}}, why);
        cos.accept(cosine, padded(turn, 5), {{"turn", turn}}, why);
    };
    for (const std::uint32_t quarter : {0U, 0x4000U, 0x8000U, 0xc000U}) {
        for (const std::uint32_t off : {0U, 1U, 2U, 0xffffU, 0xfffeU}) {
            add((quarter + off) & 0xffff, "around a quarter turn: the fold changes direction here");
        }
    }
    for (std::uint32_t bit = 0; bit < 16; ++bit) {
        if (bit == 0 || bit == 1 || bit == 14 || bit == 15) continue;
        add(1U << bit, "a single bit: catches a swapped or truncated input");
    }
    for (std::uint32_t i = 0; i < 32; ++i) add(i * 2048 + 1021, "evenly over the turn: one in each thirty-second part");

    // The only bins with a product halfway between two units: 1280 * 10432 = (2 * 407 + 1) * 2^14.
    constexpr std::pair<std::uint32_t, std::int32_t> ties[]{
        {9244, 12694}, {23523, 12694}, {42012, -12694}, {56291, -12694}};
    for (const auto& [turn, value] : ties) {
        const std::string_view why = "a product halfway between two units goes upward: downward, the last bit differs";
        sin.accept({"num.sin", "any", Source::hand, {"NUM-3", "NUM-10"}}, padded(turn, 5), {{"turn", turn}}, why,
                   {{"value", value}});
        const std::uint32_t before = (turn - 0x4000) & 0xffff;
        cos.accept({"num.cos", "any", Source::hand, {"NUM-3", "NUM-11"}}, padded(before, 5), {{"turn", before}}, why,
                   {{"value", value}});
    }

    const Kind sines{"num.sines", "any", Source::spec, {"NUM-10"}};
    const Kind cosines{"num.cosines", "any", Source::spec, {"NUM-11"}};
    for (std::uint32_t start = 0; start < 65536; start += 4096) {
        const Json in{{"start", start}, {"count", 4096}};
        sin.accept(sines, padded(start, 5) + "-4096", in, "a sixteenth of all sines: a checkpoint for the whole table");
        cos.accept(cosines, padded(start, 5) + "-4096", in,
                   "a sixteenth of all cosines: a checkpoint for the whole table");
    }
    const Json all{{"start", 0}, {"count", 65536}};
    sin.accept(sines, "all", all, "all 65,536 sines: no input may differ in any bit");
    cos.accept(cosines, "all", all, "all 65,536 cosines: no input may differ in any bit");
}

void write_angles(Group& group) {
    const Kind kind{"num.angle", "any", Source::spec, {"NUM-1", "NUM-12"}};
    Kind by_hand = kind;
    by_hand.source = Source::hand;
    const auto in = [](std::int64_t x, std::int64_t y) -> Json {
        return {{"x", std::to_string(x)}, {"y", std::to_string(y)}};
    };
    const auto slug = [](std::int64_t x, std::int64_t y) { return std::to_string(x) + "," + std::to_string(y); };
    constexpr std::int64_t most = (std::int64_t{1} << 60) - 1;
    group.accept(by_hand, slug(0, 0), in(0, 0), "the null vector has the angle 0, by definition", {{"turn", 0}});
    for (const std::int64_t size : {std::int64_t{1}, std::int64_t{16384}, std::int64_t{1032192}, most}) {
        const std::pair<std::pair<std::int64_t, std::int64_t>, std::uint32_t> axes[]{
            {{size, 0}, 0},           {{size, size}, 0x20000000},   {{0, size}, 0x40000000},
            {{-size, 0}, 0x80000000}, {{-size, -size}, 0xa0000000}, {{0, -size}, 0xc0000000}};
        for (const auto& [vector, turn] : axes) {
            const auto [x, y] = vector;
            group.accept(by_hand, slug(x, y), in(x, y), "an axis or a diagonal: the angle is known exactly",
                         {{"turn", turn}});
        }
    }
    for (const auto& [x, y] : {std::pair{most, std::int64_t{1}},
                               {std::int64_t{1}, most},
                               {most, std::int64_t{-1}},
                               {-most, std::int64_t{1}},
                               {-most, std::int64_t{-1}}}) {
        group.accept(kind, slug(x, y), in(x, y), "a needle: the shifts reach their ends without doubling");
    }
    // Each of these meets the x axis on its way but for a unit or two, so that what the shifts drop decides on which
    // side of it: doubled once more or once less, or turned the other way at 1, its angle is another.
    constexpr std::int64_t half = std::int64_t{1} << 59;
    const std::pair<std::pair<std::int64_t, std::int64_t>, std::string_view> edges[]{
        {{half, -404680512947968588}, "twice x is exactly 2^60: not below"},
        {{154682156718089832, half}, "twice y is exactly 2^60: not below"},
        {{192153584101141163, -half}, "twice y is exactly -2^60: not below in magnitude"},
        {{1065148659937242286, 28124711253987192}, "x is above 2^59, y far below: not doubled"},
        {{22158085257086132, 163255485873202332}, "y is doubled to more than 2^59 and no further"},
        {{200132276305737795, 51784374813964562}, "x is doubled though three times x is above 2^60"},
        {{1176329741002760, 52073206873825646}, "y is doubled though three times y would be above 2^60"},
        {{25783232901767791, -127922722850023222}, "the same below zero"},
        {{25783232901767791, -127922722850023221}, "y comes to be 1, which is above 0"}};
    for (const auto& [vector, why] : edges) {
        const auto [x, y] = vector;
        group.accept(kind, slug(x, y), in(x, y), why);
    }
    Draw draw{"angle"};
    for (unsigned i = 0; i < 96; ++i) {
        const unsigned shift = 4 + 10 * (i % 6);
        const std::int64_t x = static_cast<std::int64_t>(draw.word64()) >> shift;
        const std::int64_t y = static_cast<std::int64_t>(draw.word64()) >> shift;
        group.accept(kind, slug(x, y), in(x, y), "a drawn vector: every rotation of the loop shows in the low bits");
    }
}

void write_exponentials(Group& group) {
    const Kind kind{"num.exp_neg", "any", Source::spec, {"NUM-13"}};
    const auto add = [&](std::uint32_t x, std::string_view why) { group.accept(kind, padded(x, 10), {{"x", x}}, why); };
    group.accept({"num.exp_neg", "any", Source::hand, {"NUM-13"}}, "0000000000", {{"x", 0}}, "e^0 is one, exactly",
                 {{"value", 1U << 30}});
    for (const std::uint32_t x :
         {1U, 2U, 3U, 4U, (1U << 30) - 1, 1U << 30, (1U << 30) + 1, 1U << 31, 0xfffffffeU, 0xffffffffU}) {
        add(x, "an edge of the domain: the lowest bit is dropped before the series, the result rounded once");
    }
    add(4294963364, "a series of twelve terms and one of fourteen both give another value here: thirteen is the rule");
    Draw draw{"exp_neg"};
    for (int i = 0; i < 40; ++i) add(draw.word(), "a drawn exponent: the length of the series and both squarings show");
}

}  // namespace

void write_num(Book& book) {
    write_products(book.group("num", "mulr"));
    write_shifts(book.group("num", "shift_round"));
    write_roots(book.group("num", "isqrt"));
    write_wide_products(book.group("num", "product"));
    write_wide_quotients(book.group("num", "divide_round"));
    write_lucas(book.group("num", "lucas"));
    Group& sin = book.group("num", "sin");
    write_sines(sin, book.group("num", "cos"));
    write_angles(book.group("num", "angle"));
    write_exponentials(book.group("num", "exp_neg"));
}

}  // namespace bloomcoin::vectors
