// What the files of this folder share: the table of operations that each room fills, and
// the conversions between JSON and the values of the headers.
// Formats: tests/vectors/README.md, "Values".
#pragma once

#include "profiles.hpp"

#include <bloomcoin/base/bytes.hpp>
#include <bloomcoin/base/result.hpp>
#include <bloomcoin/codec/hex.hpp>
#include <bloomcoin/codec/reader.hpp>
#include <bloomcoin/codec/writer.hpp>
#include <bloomcoin/kuramoto/instructions.hpp>
#include <bloomcoin/num/wide.hpp>

#include <nlohmann/json.hpp>

#include <array>
#include <bit>
#include <charconv>
#include <concepts>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bloomcoin::conformance {

using Json = nlohmann::json;

/// Takes `in`, gives `out` or the broken rule.
using Operation = std::function<base::Result<Json>(const Json&)>;

/// Operation by name, then by profile.
using Operations = std::map<std::string, std::map<std::string, Operation, std::less<>>, std::less<>>;

/// The profile under which operations stand whose answer is the same in all profiles.
inline constexpr std::string_view any_profile = "any";

/// What adds operations under one profile.
inline auto adder(Operations& operations, std::string_view profile) {
    return [&operations, profile](std::string name, Operation operation) {
        operations[std::move(name)].emplace(profile, std::move(operation));
    };
}

void add_num(Operations& operations);
void add_param(Operations& operations);
void add_codec(Operations& operations);
void add_crypto(Operations& operations);
void add_kuramoto(Operations& operations);
void add_headers(Operations& operations);
void add_transactions(Operations& operations);
void add_blocks(Operations& operations);
void add_wire(Operations& operations);

/// The vector instructions that attempts are evolved with; nothing for the scalar specification, which is what
/// the reference is unless BLOOMCOIN_INSTRUCTIONS asks for others. Throws as forced_instructions does.
std::optional<kuramoto::InstructionSet> instructions();

/// An integer that JSON holds as a number. Throws if it does not fit.
template <std::integral I>
I number(const Json& json) {
    const auto value = json.get<std::int64_t>();
    if (!json.is_number_integer() || !std::in_range<I>(value)) {
        throw std::invalid_argument("expected an integer of " + std::to_string(8 * sizeof(I)) + " bits, got " +
                                    json.dump());
    }
    return static_cast<I>(value);
}

/// A 64-bit integer that JSON holds as a string of decimal digits. Throws if it is not one.
template <std::integral I>
I decimal(const Json& json) {
    const auto& text = json.get_ref<const std::string&>();
    I value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        throw std::invalid_argument("expected a decimal integer of 64 bits in a string, got " + json.dump());
    }
    return value;
}

/// Bytes that JSON holds as hexadecimal text. Throws if it is not that.
inline base::Bytes bytes(const Json& json) {
    auto result = codec::from_hex(json.get_ref<const std::string&>());
    if (!result) throw std::invalid_argument("expected lower-case hexadecimal digits, got " + json.dump());
    return std::move(result).value();
}

inline std::string hex(base::BytesView view) { return codec::to_hex(view); }

/// The most significant byte first.
inline std::string hex(const num::U256& number) {
    codec::Writer writer;
    for (const unsigned shift : {192U, 128U, 64U, 0U}) writer.write((number >> shift).low64(), std::endian::big);
    return hex(writer.bytes());
}

/// Exactly N bytes, or the codec's refusal.
template <std::size_t N>
base::Result<std::array<base::Byte, N>> exact_bytes(const Json& json) {
    const base::Bytes data = bytes(json);
    codec::Reader reader{data};
    std::array<base::Byte, N> result{};
    if (const auto check = reader.read(result); !check) return check.rule();
    if (const auto check = reader.finish(); !check) return check.rule();
    return result;
}

/// N bytes. Throws if there are more or fewer: for what cannot be refused.
template <std::size_t N>
std::array<base::Byte, N> known_bytes(const Json& json) {
    const auto result = exact_bytes<N>(json);
    if (!result) throw std::invalid_argument("expected " + std::to_string(2 * N) + " digits, got " + json.dump());
    return result.value();
}

/// Exactly N integers in an array. Throws if there are more or fewer.
template <std::integral I, std::size_t N>
std::array<I, N> numbers(const Json& json) {
    if (!json.is_array() || json.size() != N) {
        throw std::invalid_argument("expected an array of " + std::to_string(N) + " integers");
    }
    std::array<I, N> result{};
    for (std::size_t i = 0; i < N; ++i) result[i] = number<I>(json[i]);
    return result;
}

}  // namespace bloomcoin::conformance
