// Operations of the room chain: headers, work, mining, difficulty.
#include "ops.hpp"

#include <bloomcoin/chain/accept.hpp>
#include <bloomcoin/chain/batch.hpp>
#include <bloomcoin/chain/genesis.hpp>
#include <bloomcoin/chain/header.hpp>
#include <bloomcoin/chain/mine.hpp>
#include <bloomcoin/chain/retarget.hpp>
#include <bloomcoin/chain/search.hpp>

namespace bloomcoin::conformance {

namespace {

using chain::Header;

Json to_json(std::uint32_t value) { return value; }
Json to_json(std::uint64_t value) { return std::to_string(value); }
Json to_json(const base::Hash& hash) { return hex(hash); }

void from_json(const Json& json, std::uint32_t& value) { value = number<std::uint32_t>(json); }
void from_json(const Json& json, std::uint64_t& value) { value = decimal<std::uint64_t>(json); }
void from_json(const Json& json, base::Hash& hash) { hash = known_bytes<32>(json); }

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
base::Result<Json> check_header(const Json& in) {
    const auto header = header_in(in.at("header"));
    if (!header) return header.rule();
    const auto set = instructions();
    const auto result = set ? chain::check_header<P>(header.value(), *set) : chain::check_header<P>(header.value());
    if (!result) return result.rule();
    return Json{{"hash", hex(chain::hash_of(header.value()))}};
}

template <param::Profile P>
base::Result<Json> mine(const Json& in) {
    const auto header = header_in(in.at("template"));
    if (!header) return header.rule();
    const auto attempts = number<std::uint32_t>(in.at("attempts"));
    const auto set = instructions();
    const chain::Mined mined = set ? chain::search<P>(header.value(), attempts, {kuramoto::GiveUp::never, *set})
                                   : chain::mine<P>(header.value(), attempts);
    return Json{{"header", mined.header ? Json(hex(codec::encode(*mined.header))) : Json(nullptr)},
                {"nonce_next", std::to_string(mined.nonce_next)},
                {"attempts", mined.attempt_count},
                {"blooms", mined.bloom_count}};
}

/// The ancestry after headers that are taken as valid.
template <param::Profile P>
chain::Ancestry ancestry_of(const std::vector<Header>& headers) {
    chain::Ancestry ancestry = chain::ancestry_of_genesis<P>(headers.at(0));
    for (std::size_t i = 1; i < headers.size(); ++i) ancestry = chain::ancestry_after<P>(ancestry, headers[i]);
    return ancestry;
}

template <param::Profile P>
base::Result<Json> accept(const Json& in) {
    std::vector<Header> headers;
    for (const Json& json : in.at("chain")) {
        const auto header = header_in(json);
        if (!header) throw std::invalid_argument("expected a chain of headers, got " + json.dump());
        headers.push_back(header.value());
    }
    const auto header = header_in(in.at("header"));
    if (!header) return header.rule();
    const chain::Ancestry ancestry = ancestry_of<P>(headers);
    const auto check = chain::accept_header<P>(header.value(), ancestry, decimal<std::uint64_t>(in.at("clock")));
    if (!check) return check.rule();
    return Json{{"height", ancestry.height + 1}, {"hash", hex(chain::hash_of(header.value()))}};
}

template <param::Profile P>
Json difficulty_of_chain(const Json& in) {
    std::vector<Header> headers(in.at("times").size());
    for (std::size_t i = 0; i < headers.size(); ++i) {
        headers[i].time_s = decimal<std::uint64_t>(in["times"][i]);
        headers[i].coherence = number<std::uint32_t>(in.at("coherences").at(i));
    }
    const chain::Ancestry ancestry = ancestry_of<P>(headers);
    return {{"base", std::to_string(ancestry.base)}, {"difficulty", std::to_string(chain::difficulty_after(ancestry))}};
}

Json required_difficulty(const Json& in) {
    chain::Ancestry ancestry;
    ancestry.base = decimal<std::uint64_t>(in.at("base"));
    const Json& coherences = in.at("coherences");
    for (std::size_t i = 0; i < coherences.size(); ++i) {
        ancestry.coherences.at(i) = number<std::uint32_t>(coherences[i]);
    }
    ancestry.height = static_cast<chain::Height>(coherences.size() - 1);
    return {{"difficulty", std::to_string(chain::difficulty_after(ancestry))}};
}

}  // namespace

void add_headers(Operations& operations) {
    const auto add = adder(operations, any_profile);
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
    add("dif.required", required_difficulty);
    for_each_profile([&]<param::Profile P>() {
        operations["hdr.check"].emplace(P::name, check_header<P>);
        operations["min.mine"].emplace(P::name, mine<P>);
        operations["hdr.accept"].emplace(P::name, accept<P>);
        operations["dif.chain"].emplace(P::name, difficulty_of_chain<P>);
        operations["dif.base"].emplace(P::name, [](const Json& in) -> Json {
            const std::uint64_t base = chain::base_difficulty_after<P>(decimal<std::uint64_t>(in.at("base")),
                                                                       decimal<std::uint64_t>(in.at("span")));
            return {{"base", std::to_string(base)}};
        });
    });
}

}  // namespace bloomcoin::conformance
