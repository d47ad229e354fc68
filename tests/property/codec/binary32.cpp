#include <bloomcoin/codec/binary32.hpp>

#include "../support/generators.hpp"
#include "../support/wire_laws.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>
#include <vector>

using namespace bloomcoin;
using codec::Binary32;
using num::U256;
using test::property;

namespace {

constexpr long double pi = 3.14159265358979323846264338327950288L;

/// The machine's own reading of the bits.
float float_of(Binary32 x) { return std::bit_cast<float>(x.bits); }
Binary32 binary32_of_float(float x) { return {std::bit_cast<std::uint32_t>(x)}; }

/// A sequence of numbers that all differ: a Weyl sequence, mixed.
class Numbers {
public:
    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9e37'79b9'7f4a'7c15;
        z = (z ^ (z >> 30)) * 0xbf58'476d'1ce4'e5b9;
        z = (z ^ (z >> 27)) * 0x94d0'49bb'1331'11eb;
        return z ^ (z >> 31);
    }

private:
    std::uint64_t state_ = 7618;
};

/// Every exponent with both signs and with fractions at the ends, in the middle and beside it.
std::vector<Binary32> boundaries() {
    std::vector<Binary32> result;
    for (std::uint32_t upper = 0; upper < 512; ++upper) {
        for (const std::uint32_t fraction :
             {0x0U, 0x1U, 0x2U, 0x3f'ffffU, 0x40'0000U, 0x40'0001U, 0x7f'fffeU, 0x7f'ffffU}) {
            result.push_back({upper << 23 | fraction});
        }
    }
    return result;
}

/// Calls visit(x) for all boundaries and for so many other numbers: any, and as many of those below 8.
template <class Visit>
void for_many(std::uint32_t count, Visit visit) {
    for (const Binary32 x : boundaries()) visit(x);
    Numbers numbers;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint64_t number = numbers.next();
        visit(Binary32{static_cast<std::uint32_t>(number)});
        // exponents from 2^-29 to 2^2 and both signs
        const auto exponent = static_cast<std::uint32_t>(98 + (number >> 32) % 32);
        const auto fraction = static_cast<std::uint32_t>(number >> 40) % 0x80'0000;
        const auto sign = static_cast<std::uint32_t>(number >> 63);
        visit(Binary32{sign << 31 | exponent << 23 | fraction});
    }
}

/// |x| = significand * 2^exponent by the machine's reading of it, with 24 bits in the significand; 0 for 0.
struct Parts {
    std::uint64_t significand = 0;
    int exponent = 0;
};
Parts parts_of(float x) {
    int exponent = 0;
    const double fraction = std::frexp(std::fabs(static_cast<double>(x)), &exponent);
    return {static_cast<std::uint64_t>(std::ldexp(fraction, 24)), exponent - 24};
}

/// COD-15 in 256 bits: floor(±m k 2^(q - 8) + 1/2) modulo 2^32.
num::Turn turn_by_spec(float x) {
    const Parts parts = parts_of(x);
    if (parts.significand == 0) return 0;
    const auto bits = static_cast<unsigned>(8 - parts.exponent);
    const U256 product{parts.significand * 174'992'710'548};
    const U256 half = U256{1} << (bits - 1);
    // floor(-v / 2^n + 1/2) = -ceil(v / 2^n - 1/2) = -floor((v + 2^(n-1) - 1) / 2^n)
    if (std::signbit(x)) return 0U - static_cast<num::Turn>(((product + half - U256{1}) >> bits).low64());
    return static_cast<num::Turn>(((product + half) >> bits).low64());
}

}  // namespace

TEST_CASE("[COD-11] a binary32 obeys the laws of wire types, least significant byte first") {
    test::wire_laws<Binary32>(
        rc::gen::map(test::any_integer<std::uint32_t>(), [](std::uint32_t bits) { return Binary32{bits}; }));
    CHECK(codec::encode(binary32_of_float(1.0F)) == base::Bytes{0x00, 0x00, 0x80, 0x3f});
}

TEST_CASE("[COD-11] [COD-12] what the machine holds to be finite is finite, and nothing else is") {
    std::uint32_t count = 0;
    for_many(1 << 20, [&](Binary32 x) {
        const auto check = codec::check_finite(x);
        if (static_cast<bool>(check) == std::isfinite(float_of(x))) return;
        ++count;
    });
    CHECK(count == 0);
    for (const std::uint32_t bits : {0x7f80'0000U, 0xff80'0000U, 0x7f80'0001U, 0x7fc0'0000U, 0xffff'ffffU}) {
        CHECK(codec::check_finite({bits}).rule() == base::Rule("COD-12"));
        CHECK(codec::turn_of({bits}).rule() == base::Rule("COD-12"));
    }
    CHECK(codec::check_finite({0x7f7f'ffff}));
    CHECK(codec::check_finite({0xff7f'ffff}));
}

TEST_CASE("[COD-11] the bits without the sign are those of the magnitude") {
    for (const Binary32 x : boundaries()) {
        if (!std::isfinite(float_of(x))) continue;
        REQUIRE(codec::magnitude_of(x) == binary32_of_float(std::fabs(float_of(x))).bits);
    }
}

TEST_CASE("[COD-13] fixed(x, n) is floor(x * 2^n + 1/2) as the machine's doubles have it, for each n") {
    // x * 2^n is exact in a double, and below 2^35 with 24 bits. Above 2^-28 half a unit is added exactly: from 2^35 to
    // 2^-52 at most 53 bits are apart where it matters. Below, the sum rounds to a half or next to it: the floor is 0.
    std::uint64_t wrong = 0;
    for (unsigned bits = 0; bits <= 32; ++bits) {
        for_many(bits == 30 ? 1 << 20 : 1 << 14, [&](Binary32 x) {
            if (!(std::fabs(float_of(x)) < 8)) return;
            const double scaled = std::ldexp(static_cast<double>(float_of(x)), static_cast<int>(bits));
            const double expected = std::floor(scaled + 0.5);
            if (static_cast<double>(codec::fixed_of(x, bits)) != expected) ++wrong;
        });
    }
    CHECK(wrong == 0);
}

TEST_CASE("[COD-13] ties are rounded upward, on both sides of 0") {
    CHECK(codec::fixed_of(binary32_of_float(0.5F), 0) == 1);
    CHECK(codec::fixed_of(binary32_of_float(-0.5F), 0) == 0);
    CHECK(codec::fixed_of(binary32_of_float(-1.5F), 0) == -1);
    CHECK(codec::fixed_of(binary32_of_float(2.5F), 0) == 3);
    CHECK(codec::fixed_of(binary32_of_float(0x1.0p-31F), 30) == 1);
    CHECK(codec::fixed_of(binary32_of_float(0x1.fffffep-32F), 30) == 0);
    CHECK(codec::fixed_of(binary32_of_float(-0x1.000002p-31F), 30) == -1);
    CHECK(codec::fixed_of(binary32_of_float(-7.9999995F), 32) == -34'359'736'320);
    CHECK(codec::fixed_of(binary32_of_float(7.9999995F), 32) == 34'359'736'320);
    CHECK(codec::fixed_of({0x8000'0000}, 32) == 0);
}

TEST_CASE("[COD-14] binary32(v, n) is what the machine rounds v to, scaled") {
    // The conversion from 64 bits is correctly rounded, and nothing is lost by the scaling: no result is subnormal.
    std::uint64_t wrong = 0;
    const auto check = [&](std::uint64_t value, unsigned bits) {
        const float expected = std::ldexp(static_cast<float>(value), -static_cast<int>(bits));
        if (codec::binary32_of(value, bits) != binary32_of_float(expected)) ++wrong;
    };
    Numbers numbers;
    for (std::uint32_t i = 0; i < 1 << 21; ++i) {
        const std::uint64_t number = numbers.next();
        check(number >> (1 + number % 63), static_cast<unsigned>(number / 64 % 61));
    }
    // Around every power of two, and around every value that lies halfway between two numbers of 24 bits.
    for (unsigned length = 0; length < 63; ++length) {
        const std::uint64_t power = std::uint64_t{1} << length;
        for (std::uint64_t around = 0; around < 5; ++around) {
            for (const unsigned bits : {0U, 1U, 30U, 59U, 60U}) {
                check(power + around, bits);
                if (power > around) check(power - around, bits);
                if (length < 24) continue;
                const std::uint64_t half = power >> 24;
                for (const std::uint64_t odd :
                     {std::uint64_t{1}, std::uint64_t{3}, std::uint64_t{0xff'ffff}, std::uint64_t{0xff'fffd}}) {
                    check(power + odd * half + around, bits);
                    check(power + odd * half - around, bits);
                }
            }
        }
    }
    check((std::uint64_t{1} << 63) - 1, 0);
    CHECK(wrong == 0);
    for (unsigned bits = 0; bits <= 60; ++bits) CHECK(codec::binary32_of(0, bits) == Binary32{0});
}

TEST_CASE("[COD-14] of two that are equally near the one with an even last bit is taken") {
    CHECK(codec::binary32_of((1 << 24) + 1, 0) == binary32_of_float(0x1.0p24F));
    CHECK(codec::binary32_of((1 << 24) + 3, 0) == binary32_of_float(0x1.000004p24F));
    CHECK(codec::binary32_of((1 << 25) - 1, 0) == binary32_of_float(0x1.0p25F));
    CHECK(codec::binary32_of((1 << 25) + 3, 0) == binary32_of_float(0x1.000002p25F));
    CHECK(codec::binary32_of(1, 60) == binary32_of_float(0x1.0p-60F));
}

TEST_CASE("[COD-13] [COD-14] what has 24 bits comes back, and what came once comes back for ever") {
    property("from integers", [] {
        const unsigned bits = test::draw(0U, 33U);
        for (int i = 0; i < 100; ++i) {
            const auto value = test::draw<std::uint64_t>(0, 1 << 24) << test::draw(0U, 12U) >> test::draw(0U, 12U);
            const std::uint64_t limit = std::uint64_t{8} << bits;
            const std::uint64_t kept = std::bit_width(value) > 24 ? value >> 12 << 12 : value;
            if (kept >= limit) continue;
            RC_ASSERT(codec::fixed_of(codec::binary32_of(kept, bits), bits) == static_cast<std::int64_t>(kept));
        }
    });
    std::uint64_t wrong = 0;
    for_many(1 << 20, [&](Binary32 x) {
        if (!(float_of(x) >= 0 && float_of(x) < 8)) return;
        const auto once = static_cast<std::uint64_t>(codec::fixed_of(x, 30));
        if (codec::fixed_of(codec::binary32_of(once, 30), 30) != static_cast<std::int64_t>(once)) ++wrong;
    });
    CHECK(wrong == 0);
}

TEST_CASE("[COD-12] [COD-16] an angle is refused if it is not finite, then if it is not between -8 and 8") {
    std::uint64_t wrong = 0;
    for_many(1 << 20, [&](Binary32 x) {
        const float number = float_of(x);
        const auto turn = codec::turn_of(x);
        const std::string expected = !std::isfinite(number) ? "COD-12" : !(-8 < number && number < 8) ? "COD-16" : "";
        if ((turn ? "" : turn.rule().id()) != expected) ++wrong;
    });
    CHECK(wrong == 0);
    CHECK(codec::turn_of(binary32_of_float(8.0F)).rule() == base::Rule("COD-16"));
    CHECK(codec::turn_of(binary32_of_float(-8.0F)).rule() == base::Rule("COD-16"));
    CHECK(codec::turn_of(binary32_of_float(0x1.fffffep127F)).rule() == base::Rule("COD-16"));
    CHECK(codec::turn_of(binary32_of_float(0x1.fffffep2F)));
    CHECK(codec::turn_of(binary32_of_float(-0x1.fffffep2F)));
}

TEST_CASE("[COD-15] turn(x) is what integers of 256 bits give, for every exponent and for millions of numbers") {
    std::uint64_t wrong = 0;
    for_many(1 << 21, [&](Binary32 x) {
        if (!(std::fabs(float_of(x)) < 8)) return;
        if (codec::turn_of(x).value() != turn_by_spec(float_of(x))) ++wrong;
    });
    CHECK(wrong == 0);
}

TEST_CASE("[COD-15] turn(x) is within 0.52 units of x radians") {
    // Half a unit from the rounding, and 8 * 2^-8 / 2 from that of the constant.
    long double worst = 0;
    for_many(1 << 18, [&](Binary32 x) {
        if (!(std::fabs(float_of(x)) < 8)) return;
        const long double exact = static_cast<long double>(float_of(x)) / (2 * pi) * 0x1p32L;
        const long double away = static_cast<long double>(codec::turn_of(x).value()) - exact;
        worst = std::max(worst, std::fabs(std::remainder(away, 0x1p32L)));
    });
    CHECK(worst < 0.52L);
    CHECK(codec::turn_of({0}).value() == 0);
    CHECK(codec::turn_of({0x8000'0000}).value() == 0);
}

TEST_CASE("[COD-15] no number is halfway between two turns") {
    // m * 174992710548 has two factors of two more than m, and 7 - q of them where it lies halfway: but 7 - q is at
    // least 28 below 8 radians, and m is below 2^24.
    static_assert(codec::detail::turns_per_radian_q40 % 8 == 4);
    std::uint64_t halfway = 0;
    for_many(1 << 18, [&](Binary32 x) {
        const Parts parts = parts_of(float_of(x));
        if (!(std::fabs(float_of(x)) < 8) || parts.significand == 0) return;
        const auto bits = static_cast<unsigned>(8 - parts.exponent);
        const U256 rest = U256{parts.significand * 174'992'710'548} << (256 - bits);
        if (rest == (U256{1} << 255)) ++halfway;
    });
    CHECK(halfway == 0);
}

TEST_CASE("[COD-17] radians(t) is what the machine rounds the product to, for millions of turns") {
    std::uint64_t wrong = 0;
    const auto check = [&](num::Turn turn) {
        const float expected = std::ldexp(static_cast<float>(std::uint64_t{turn} * 1'686'629'713), -60);
        if (codec::radians_of(turn) != binary32_of_float(expected)) ++wrong;
    };
    Numbers numbers;
    for (std::uint32_t i = 0; i < 1 << 21; ++i) check(static_cast<num::Turn>(numbers.next() >> (32 + i % 32)));
    for (unsigned length = 0; length < 32; ++length) {
        for (num::Turn around = 0; around < 5; ++around) {
            check((num::Turn{1} << length) + around);
            check((num::Turn{1} << length) - around);
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE(
    "[COD-17] radians(t) lies between 0 and the number next above 2π, and is as near to the angle as 24 bits are") {
    CHECK(codec::radians_of(0) == Binary32{0});
    const float next_above = std::nextafter(static_cast<float>(2 * pi), 8.0F);
    const float above =
        static_cast<long double>(static_cast<float>(2 * pi)) > 2 * pi ? static_cast<float>(2 * pi) : next_above;
    CHECK(float_of(codec::radians_of(UINT32_MAX)) == above);
    Numbers numbers;
    long double worst = 0;
    for (std::uint32_t i = 0; i < 1 << 18; ++i) {
        const auto turn = static_cast<num::Turn>(numbers.next() >> 32);
        const long double exact = static_cast<long double>(turn) / 0x1p32L * 2 * pi;
        const long double away = static_cast<long double>(float_of(codec::radians_of(turn))) - exact;
        worst = std::max(worst, std::fabs(away) / std::max(exact, 1.0L));
    }
    CHECK(worst < 0x1.01p-24L);
    // It never falls while the turn grows.
    for (std::uint32_t turn = 0; turn < UINT32_MAX - 40'503; turn += 40'503) {
        REQUIRE(codec::radians_of(turn).bits <= codec::radians_of(turn + 40'503).bits);
    }
}

TEST_CASE("[COD-15] [COD-17] [NUM-14] all 65,536 bins survive the way there and back, from their centres") {
    for (std::uint32_t bin = 0; bin < 65536; ++bin) {
        const Binary32 radians = codec::radians_of(num::centre_of(static_cast<std::uint16_t>(bin)));
        const num::Turn turn = codec::turn_of(radians).value();
        REQUIRE(num::bin_of(turn) == bin);
        // 24 bits of at most 2π: half of 2^-21 radians is 163 units of a turn.
        REQUIRE(std::abs(static_cast<std::int32_t>(turn - num::centre_of(static_cast<std::uint16_t>(bin)))) < 165);
    }
}

static_assert(codec::encoded_size<Binary32>() == 4);
