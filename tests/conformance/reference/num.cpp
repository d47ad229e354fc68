// Operations of the room num.
#include "ops.hpp"

#include <bloomcoin/codec/writer.hpp>
#include <bloomcoin/crypto/hash.hpp>
#include <bloomcoin/num/expo.hpp>
#include <bloomcoin/num/fixed.hpp>
#include <bloomcoin/num/lucas.hpp>
#include <bloomcoin/num/root.hpp>
#include <bloomcoin/num/turn.hpp>
#include <bloomcoin/num/wide.hpp>

namespace bloomcoin::conformance {

namespace {

/// SHA-256 over count values of a function of a bin, from bin `start` on, each written as a
/// little-endian i16.
template <class Function>
Json digest_of_bins(Function function, const Json& in) {
    const auto start = number<std::uint32_t>(in.at("start"));
    const auto count = number<std::uint32_t>(in.at("count"));
    if (count > 65536) throw std::invalid_argument("expected a count of at most 65536 bins");
    codec::Writer writer;
    for (std::uint32_t i = 0; i < count; ++i) {
        writer.write(static_cast<std::uint16_t>(function(static_cast<std::uint16_t>(start + i))));
    }
    return {{"digest", hex(crypto::sha256(writer.bytes()))}};
}

num::U256 wide(const Json& json) { return num::U256::from_big_endian(known_bytes<32>(json)); }

}  // namespace

void add_num(Operations& operations) {
    const auto add = adder(operations, any_profile);
    add("num.mulr", [](const Json& in) -> Json {
        return {{"value", num::mulr(number<std::int16_t>(in.at("a")), number<std::int16_t>(in.at("b")))}};
    });
    add("num.shift_round", [](const Json& in) -> Json {
        const auto value = num::shift_round(decimal<std::int64_t>(in.at("x")), number<unsigned>(in.at("bits")));
        return {{"value", std::to_string(value)}};
    });
    add("num.isqrt", [](const Json& in) -> Json { return {{"root", num::isqrt(decimal<std::uint64_t>(in.at("n")))}}; });
    add("num.product", [](const Json& in) -> Json {
        const auto product = num::multiply(wide(in.at("a")), decimal<std::uint64_t>(in.at("factor")));
        return {{"high", std::to_string(product.high)}, {"low", hex(product.low)}};
    });
    add("num.divide_round", [](const Json& in) -> Json {
        return {{"quotient", hex(divide_round(wide(in.at("a")), wide(in.at("b"))))}};
    });
    add("num.lucas", [](const Json& in) -> Json {
        return {{"value", std::to_string(num::lucas(number<unsigned>(in.at("n"))))}};
    });
    add("num.sin", [](const Json& in) -> Json { return {{"value", num::sine(number<std::uint16_t>(in.at("turn")))}}; });
    add("num.cos", [](const Json& in) -> Json {
        return {{"value", num::cosine(number<std::uint16_t>(in.at("turn")))}};
    });
    add("num.sines", [](const Json& in) { return digest_of_bins(num::sine, in); });
    add("num.cosines", [](const Json& in) { return digest_of_bins(num::cosine, in); });
    add("num.angle", [](const Json& in) -> Json {
        return {{"turn", num::angle_of(decimal<std::int64_t>(in.at("x")), decimal<std::int64_t>(in.at("y")))}};
    });
    add("num.exp_neg", [](const Json& in) -> Json {
        return {{"value", num::exp_neg(number<std::uint32_t>(in.at("x")))}};
    });
}

}  // namespace bloomcoin::conformance
