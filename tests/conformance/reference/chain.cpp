// Operations of the room chain.
#include "ops.hpp"

namespace bloomcoin::conformance {

namespace {

using chain::Header;

Json to_json(std::uint32_t value) { return value; }
Json to_json(std::uint64_t value) { return std::to_string(value); }
Json to_json(const base::Hash& hash) { return hex(hash); }

void from_json(const Json& json, std::uint32_t& value) { value = number<std::uint32_t>(json); }
void from_json(const Json& json, std::uint64_t& value) { value = decimal<std::uint64_t>(json); }
void from_json(const Json& json, base::Hash& hash) {
    const auto result = exact_bytes<32>(json);
    if (!result) throw std::invalid_argument("expected 64 hexadecimal digits, got " + json.dump());
    hash = result.value();
}

Json fields_of(const Header& header) {
    Json fields = Json::object();
    codec::for_each_field<Header>(
        [&](const auto& field) { fields[std::string{field.name}] = to_json(header.*field.member); });
    return fields;
}

Header header_of(const Json& fields) {
    Header header;
    codec::for_each_field<Header>(
        [&](const auto& field) { from_json(fields.at(std::string{field.name}), header.*field.member); });
    return header;
}

base::Result<Header> header_in(const Json& json) { return codec::decode<Header>(bytes(json)); }

template <param::Profile P>
base::Result<Json> check(const Json& in) {
    const auto header = header_in(in.at("header"));
    if (!header) return header.rule();
    if (const auto result = chain::check_header<P>(header.value()); !result) return result.rule();
    return Json{{"hash", hex(chain::hash_of(header.value()))}};
}

template <param::Profile P>
base::Result<Json> mine(const Json& in) {
    const auto header = header_in(in.at("template"));
    if (!header) return header.rule();
    const chain::Mined mined = chain::mine<P>(header.value(), number<std::uint32_t>(in.at("attempts")));
    return Json{{"header", mined.header ? Json(hex(codec::encode(*mined.header))) : Json(nullptr)},
                {"nonce_next", std::to_string(mined.nonce_next)},
                {"attempts", mined.attempt_count},
                {"blooms", mined.bloom_count}};
}

}  // namespace

void add_chain(Operations& operations) {
    const auto add = [&](std::string name, Operation operation) {
        operations[std::move(name)].emplace(any_profile, std::move(operation));
    };
    add("hdr.decode", [](const Json& in) -> base::Result<Json> {
        const auto header = header_in(in.at("header"));
        if (!header) return header.rule();
        return Json{{"fields", fields_of(header.value())}};
    });
    add("hdr.encode", [](const Json& in) -> Json {
        return {{"header", hex(codec::encode(header_of(in.at("fields"))))}};
    });
    add("hdr.hash", [](const Json& in) -> base::Result<Json> {
        const auto header = header_in(in.at("header"));
        if (!header) return header.rule();
        return Json{{"hash", hex(chain::hash_of(header.value()))}, {"prefix", hex(chain::prefix_of(header.value()))}};
    });
    add("wrk.check", [](const Json& in) -> base::Result<Json> {
        const auto hash = exact_bytes<32>(in.at("hash"));
        if (!hash) return hash.rule();
        if (const auto result = chain::check_work(hash.value(), decimal<std::uint64_t>(in.at("difficulty"))); !result) {
            return result.rule();
        }
        return Json::object();
    });
    for_each_profile([&]<param::Profile P>() {
        operations["hdr.check"].emplace(P::name, check<P>);
        operations["min.mine"].emplace(P::name, mine<P>);
    });
}

}  // namespace bloomcoin::conformance
