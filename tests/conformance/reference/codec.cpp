// Operations of the room codec.
#include "ops.hpp"

#include <bloomcoin/codec/binary32.hpp>
#include <bloomcoin/codec/writer.hpp>
#include <bloomcoin/crypto/hash.hpp>

namespace bloomcoin::conformance {

namespace {

codec::Binary32 binary32_in(const Json& json) { return {number<std::uint32_t>(json)}; }

base::Result<Json> turn(const Json& in) {
    const auto result = codec::turn_of(binary32_in(in.at("x")));
    if (!result) return result.rule();
    return Json{{"turn", result.value()}};
}

Json angles(const Json& in) {
    auto at = number<std::uint32_t>(in.at("start"));
    codec::Writer records;
    for (auto left = number<std::uint32_t>(in.at("count")); left > 0; --left) {
        const codec::Binary32 radians = codec::radians_of(at);
        records.write(radians.bits);
        records.write(codec::turn_of(radians).value());
        at += number<std::uint32_t>(in.at("step"));
    }
    return {{"digest", hex(crypto::sha256(records.bytes()))}};
}

}  // namespace

void add_codec(Operations& operations) {
    const auto add = adder(operations, any_profile);
    add("cod.from_hex", [](const Json& in) -> base::Result<Json> {
        const auto result = codec::from_hex(in.at("text").get_ref<const std::string&>());
        if (!result) return result.rule();
        return Json{{"bytes", result.value()}};
    });
    add("cod.to_hex", [](const Json& in) -> base::Result<Json> {
        return Json{{"text", hex(in.at("bytes").get<base::Bytes>())}};
    });
    add("cod.fixed", [](const Json& in) -> Json {
        const std::int64_t value = codec::fixed_of(binary32_in(in.at("x")), number<unsigned>(in.at("bits")));
        return {{"value", std::to_string(value)}};
    });
    add("cod.binary32", [](const Json& in) -> Json {
        const auto value = decimal<std::uint64_t>(in.at("value"));
        return {{"x", codec::binary32_of(value, number<unsigned>(in.at("bits"))).bits}};
    });
    add("cod.turn", turn);
    add("cod.radians", [](const Json& in) -> Json {
        return {{"x", codec::radians_of(number<std::uint32_t>(in.at("turn"))).bits}};
    });
    add("cod.angles", angles);
}

}  // namespace bloomcoin::conformance
