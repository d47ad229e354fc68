// Operations of the room wire: address records, messages in frames of both dialects, streams.
#include "ops.hpp"

#include <bloomcoin/chain/block.hpp>
#include <bloomcoin/chain/header.hpp>
#include <bloomcoin/chain/tx.hpp>
#include <bloomcoin/crypto/hash.hpp>
#include <bloomcoin/wire/address.hpp>
#include <bloomcoin/wire/compact.hpp>
#include <bloomcoin/wire/dialect.hpp>
#include <bloomcoin/wire/frame.hpp>
#include <bloomcoin/wire/framed.hpp>
#include <bloomcoin/wire/message.hpp>

namespace bloomcoin::conformance {

namespace {

// ---- messages as JSON, driven by the lists of fields that the codec is driven by

template <class V>
Json json_of(const V& value);

template <codec::WireType T>
Json object_of(const T& value) {
    Json object = Json::object();
    codec::for_each_field<T>(
        [&](const auto& field) { object[std::string{field.name}] = json_of(value.*field.member); });
    return object;
}

template <class E>
Json array_of(const std::vector<E>& elements) {
    Json array = Json::array();
    for (const E& element : elements) array.push_back(json_of(element));
    return array;
}

/// Consensus objects stand as the bytes of their own encoding.
template <class V>
concept ConsensusObject =
    std::same_as<V, chain::Header> || std::same_as<V, chain::Block> || std::same_as<V, chain::Transaction>;

template <class V>
Json json_of(const V& value) {
    if constexpr (ConsensusObject<V>) {
        return hex(codec::encode(value));
    } else if constexpr (codec::WireType<V>) {
        return object_of(value);
    } else if constexpr (std::same_as<V, std::uint64_t>) {
        return std::to_string(value);
    } else if constexpr (std::unsigned_integral<V>) {
        return value;
    } else if constexpr (std::same_as<V, base::Bytes>) {
        return std::string(value.begin(), value.end());
    } else if constexpr (std::same_as<V, std::vector<typename V::value_type>>) {
        return array_of(value);
    } else {
        return hex(value);
    }
}

template <class V>
void read_json(const Json& json, V& value);

template <class E>
void read_array(const Json& json, std::vector<E>& elements) {
    for (const Json& element : json) read_json(element, elements.emplace_back());
}

template <class V>
void read_json(const Json& json, V& value) {
    if constexpr (ConsensusObject<V>) {
        const auto decoded = codec::decode<V>(bytes(json));
        if (!decoded) throw std::invalid_argument("expected an encoded object, got " + json.dump());
        value = decoded.value();
    } else if constexpr (codec::WireType<V>) {
        codec::for_each_field<V>(
            [&](const auto& field) { read_json(json.at(std::string{field.name}), value.*field.member); });
    } else if constexpr (std::same_as<V, std::uint64_t>) {
        value = decimal<V>(json);
    } else if constexpr (std::unsigned_integral<V>) {
        value = number<V>(json);
    } else if constexpr (std::same_as<V, base::Bytes>) {
        const auto& text = json.get_ref<const std::string&>();
        value.assign(text.begin(), text.end());
    } else if constexpr (std::same_as<V, std::vector<typename V::value_type>>) {
        read_array(json, value);
    } else {
        value = known_bytes<std::tuple_size_v<V>>(json);
    }
}

template <class M>
Json fields_of(const M& message) {
    return object_of(message);
}
Json fields_of(const wire::Batch& batch);

template <class Variant>
Json message_json(const Variant& message) {
    Json json = std::visit([](const auto& one) { return fields_of(one); }, message);
    json["kind"] = wire::kinds[message.index()].name;
    return json;
}

Json fields_of(const wire::Batch& batch) {
    Json messages = Json::array();
    for (const wire::Single& message : batch.messages) messages.push_back(message_json(message));
    return {{"messages", messages}};
}

std::size_t kind_named(const Json& name) {
    for (std::size_t kind = 0; kind < wire::kind_count; ++kind) {
        if (wire::kinds[kind].name == name.get_ref<const std::string&>()) return kind;
    }
    throw std::invalid_argument("expected a kind of message, got " + name.dump());
}

template <class Variant>
Variant message_in(const Json& json) {
    return wire::with_kind<Variant>(kind_named(json.at("kind")), [&]<class M>() -> Variant {
        M message;
        if constexpr (std::same_as<M, wire::Batch>) {
            for (const Json& single : json.at("messages")) message.messages.push_back(message_in<wire::Single>(single));
        } else {
            read_json(json, message);
        }
        return message;
    });
}

// ---- operations

template <wire::Dialect D>
base::Result<Json> decode(const Json& in) {
    const auto message = wire::decode_frame<D>(bytes(in.at("frame")));
    if (!message) return message.rule();
    return Json{{"message", message.value() ? message_json(*message.value()) : Json{}}};
}

template <wire::Dialect D>
base::Result<Json> encode(const Json& in) {
    const auto frame = D::encode(message_in<wire::Message>(in.at("message")));
    if (!frame) return frame.rule();
    return Json{{"frame", hex(frame.value())}};
}

template <wire::Dialect D>
Json state_after(wire::FrameReader<D>& reader, base::BytesView piece) {
    Json frames = Json::array();
    Json broken;
    while (true) {
        const auto frame = reader.read(piece);
        if (!frame) broken = frame.rule().id();
        if (!frame || !frame.value()) break;
        frames.push_back({{"kind", wire::kinds[frame.value()->kind].name},
                          {"payload", hex(crypto::sha256(frame.value()->payload))}});
    }
    return {{"frames", frames}, {"passed_over", reader.passed_over()}, {"broken", broken}};
}

template <wire::Dialect D>
Json stream(const Json& in) {
    wire::FrameReader<D> reader;
    Json states = Json::array();
    for (const Json& piece : in.at("pieces")) states.push_back(state_after(reader, bytes(piece)));
    return {{"states", states}};
}

template <wire::Dialect D>
Json limits(const Json&) {
    Json sizes = Json::object();
    for (std::size_t kind = 0; kind < wire::kind_count; ++kind) {
        if (wire::kinds[kind].*D::code) sizes[std::string{wire::kinds[kind].name}] = D::payload_size_max(kind);
    }
    return {{"limits", sizes}, {"other", D::payload_size_max(std::nullopt)}};
}

base::Result<Json> check_address(const Json& in) {
    const auto record = codec::decode<wire::AddressRecord>(bytes(in.at("record")));
    if (!record) return record.rule();
    if (const auto check = wire::check_endpoint(record.value().endpoint); !check) return check.rule();
    Json fields = object_of(record.value());
    fields.update(fields.at("endpoint"));
    fields.erase("endpoint");
    return fields;
}

Json sample(const Json& in) {
    std::vector<std::uint16_t> indices(number<std::uint16_t>(in.at("count")));
    for (std::size_t i = 0; i < indices.size(); ++i) indices[i] = static_cast<std::uint16_t>(i);
    return {{"indices", wire::compact::sampled(indices)}};
}

template <param::Profile P, wire::Dialect D>
void add_dialect(Operations& operations, const std::string& room) {
    operations[room + ".decode"].emplace(P::name, decode<D>);
    operations[room + ".encode"].emplace(P::name, encode<D>);
    operations[room + ".stream"].emplace(P::name, stream<D>);
    operations[room + ".limits"].emplace(P::name, limits<D>);
}

}  // namespace

void add_wire(Operations& operations) {
    operations["adr.check"].emplace(any_profile, check_address);
    operations["cmp.sample"].emplace(any_profile, sample);
    for_each_profile([&]<param::Profile P>() {
        add_dialect<P, wire::Framed<P>>(operations, "frm");
        add_dialect<P, wire::Compact<P>>(operations, "cmp");
    });
}

}  // namespace bloomcoin::conformance
