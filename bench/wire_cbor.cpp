// The same messages as CBOR (RFC 8949), through nlohmann::json: what a self-describing format costs. Bytes
// are binary values, and what is decoded is its document, not a message.
#include "wire.hpp"

#include <nlohmann/json.hpp>

namespace bloomcoin::bench {

namespace {

using nlohmann::json;

template <std::unsigned_integral U>
json json_of(U value) {
    return value;
}
template <std::size_t N>
json json_of(const std::array<base::Byte, N>& bytes) {
    return json::binary({bytes.begin(), bytes.end()});
}
inline json json_of(const base::Bytes& bytes) { return json::binary(bytes); }
template <codec::WireType T>
json json_of(const T& value);

template <class E>
json json_of(const std::vector<E>& elements) {
    json array = json::array();
    for (const E& element : elements) array.push_back(json_of(element));
    return array;
}

template <codec::WireType T>
json json_of(const T& value) {
    json object = json::object();
    codec::for_each_field<T>(
        [&](const auto& field) { object[std::string{field.name}] = json_of(value.*field.member); });
    return object;
}

void register_cbor(const Sample& sample, json document) {
    const std::vector<std::uint8_t> bytes = json::to_cbor(document);
    time_of(sample, "decode/cbor", bytes.size(), [bytes] {
        auto decoded = json::from_cbor(bytes);
        benchmark::DoNotOptimize(decoded);
    });
    time_of(sample, "encode/cbor", bytes.size(), [document = std::move(document)] {
        auto encoded = json::to_cbor(document);
        benchmark::DoNotOptimize(encoded);
    });
}

const bool is_registered = [] {
    for (const Sample& sample : samples()) {
        std::visit(
            [&]<class M>(const M& message) {
                if constexpr (codec::WireType<M>) register_cbor(sample, json_of(message));
            },
            sample.message);
    }
    return true;
}();

}  // namespace

}  // namespace bloomcoin::bench
