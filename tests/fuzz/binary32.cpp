// Numbers in binary32: 32 bits, a count of bits and 64 bits of a number. What is made of them in integers
// is what the machine's own arithmetic makes of them, where that is exact; an angle goes there and
// back within what 24 bits can tell apart, and a bin comes back as it was.
#include "support/require.hpp"

#include <bit>
#include <cfloat>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>

using namespace bloomcoin;
using namespace bloomcoin::fuzz;

namespace {

// Products of 63 bits, and sums in which a half is added to them, are exact.
static_assert(LDBL_MANT_DIG >= 64);
constexpr long double two_pi = 2 * std::numbers::pi_v<long double>;

/// To the nearest integer, ties upward.
long double nearest(long double x) { return std::floor(x + 0.5L); }

void check_fixed(std::uint32_t bits, unsigned places) {
    const float x = std::bit_cast<float>(bits);
    if (!std::isfinite(x) || std::abs(x) >= 8) return;
    const auto expected =
        static_cast<std::int64_t>(nearest(std::ldexp(static_cast<long double>(x), static_cast<int>(places))));
    require(codec::fixed_of({bits}, places) == expected, "[COD-13] fixed(x, n) is x * 2^n to the nearest, ties upward");
}

void check_binary32(std::uint64_t value, unsigned places) {
    const auto number = std::ldexp(static_cast<long double>(value), -static_cast<int>(places));
    const auto x = static_cast<float>(number);
    require(codec::binary32_of(value, places).bits == std::bit_cast<std::uint32_t>(x),
            "[COD-14] binary32(v, n) is the nearest, ties to even");
}

void check_turn(std::uint32_t bits) {
    const float x = std::bit_cast<float>(bits);
    const auto turn = codec::turn_of({bits});
    if (!std::isfinite(x)) {
        require(!turn && turn.rule() == base::Rule("COD-12"), "what is no number is COD-12");
        return;
    }
    if (!(x > -8 && x < 8)) {
        require(!turn && turn.rule() == base::Rule("COD-16"), "what is not within 8 radians is COD-16");
        return;
    }
    require(bool{turn}, "all else is an angle");
    const long double product = nearest(std::ldexp(static_cast<long double>(x) * 174992710548.0L, -8));
    require(turn.value() == static_cast<std::uint32_t>(static_cast<std::int64_t>(product)),
            "[COD-15] turn(x) is the product to the nearest");
    const long double turns = turn.value() * 0x1p-32L - x / two_pi;
    require(std::abs(std::remainder(turns, 1.0L)) <= 0.6L * 0x1p-32L, "a turn is x / 2 pi");
}

void check_radians(num::Turn turn) {
    const codec::Binary32 radians = codec::radians_of(turn);
    const float x = std::bit_cast<float>(radians.bits);
    const long double angle = turn * (two_pi * 0x1p-32L);
    require(x >= 0 && x <= std::nextafter(static_cast<float>(two_pi), 8.0F), "radians are from 0 to next to 2 pi");
    const float above = std::nextafter(x, 8.0F);
    require(std::abs(x - angle) <= 0.51L * (above - x), "[COD-17] radians(t) is next to 2 pi t");

    const auto back = codec::turn_of(radians);
    require(bool{back}, "radians are an angle");
    const auto apart = static_cast<std::int32_t>(back.value() - turn);
    require(std::abs(apart) <= 170, "a turn comes back within half of what the last bit of 24 can say");
    const auto bin = num::bin_of(turn);
    require(num::bin_of(codec::turn_of(codec::radians_of(num::centre_of(bin))).value()) == bin,
            "[CMP-7] a bin survives the way there and back");
}

/// The coherence of a message, which is read, written and read again.
void check_coherence(std::uint32_t bits) {
    const float r = std::bit_cast<float>(bits);
    const auto coherence = wire::compact::coherence_of({bits});
    if (!std::isfinite(r)) {
        require(!coherence && coherence.rule() == base::Rule("COD-12"), "what is no number is COD-12");
    } else if (!(r >= 0 && r <= 1)) {
        require(!coherence && coherence.rule() == base::Rule("CMP-3"), "what is not from 0 to 1 is CMP-3");
    } else {
        require(coherence && coherence.value() == std::floor(std::ldexp(double{r}, 30) + 0.5),
                "r is in units of 2^-30");
        const auto again = wire::compact::coherence_of(codec::binary32_of(coherence.value(), 30));
        require(again && again.value() == coherence.value(), "[CMP-7] what has been read is read as the same again");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    codec::Reader reader{{data, size}};
    std::uint32_t bits = 0;
    base::Byte places = 0;
    std::uint64_t value = 0;
    if (!reader.read(bits) || !reader.read(places) || !reader.read(value)) return 0;
    check_fixed(bits, places % 33);
    check_turn(bits);
    check_coherence(bits);
    check_radians(bits);
    check_radians(static_cast<num::Turn>(value));
    check_binary32(value >> (1 + value % 60), places % 61);
    return 0;
}
