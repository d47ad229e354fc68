// What the values of fields mean to people, and which rule a value breaks by itself, for those
// who want to see where. What is right is not decided here.
#pragma once

#include "text.hpp"

#include <bloomcoin/codec/binary32.hpp>
#include <bloomcoin/wire/message.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bloomcoin::app {

/// What the value of a field of this name means; a name that has no meaning of its own shows its number,
/// and bytes that have none show nothing.
std::string meaning_of(std::string_view name, std::uint8_t value);
std::string meaning_of(std::string_view name, std::uint16_t value);
std::string meaning_of(std::string_view name, std::uint32_t value);
std::string meaning_of(std::string_view name, std::uint64_t value);
std::string meaning_of(std::string_view name, codec::Binary32 value);
std::string meaning_of(std::string_view name, const wire::IpAddress& ip);
std::string meaning_of(std::string_view name, const base::Hash& hash);
template <std::size_t N>
std::string meaning_of(std::string_view, const std::array<base::Byte, N>&) {
    return {};
}

/// A record in a few words.
template <codec::WireType T>
std::string summary_of(const T&) {
    return {};
}
std::string summary_of(const wire::Endpoint& endpoint);
std::string summary_of(const wire::AddressRecord& record);
std::string summary_of(const wire::Entry& entry);
std::string summary_of(const chain::Header& header);
std::string summary_of(const chain::Block& block);
std::string summary_of(const chain::Transaction& transaction);
std::string summary_of(const chain::Outpoint& outpoint);
std::string summary_of(const chain::Input& input);
std::string summary_of(const chain::Output& output);

/// A text in quotation marks, all of it.
std::string text_of(base::BytesView text);

/// Whether this value is what breaks a rule, when a message is refused for that rule.
template <class V>
std::optional<base::Rule> rule_broken_by(std::string_view, const V&) {
    return std::nullopt;
}
std::optional<base::Rule> rule_broken_by(std::string_view name, std::uint8_t value);
std::optional<base::Rule> rule_broken_by(std::string_view name, std::uint16_t value);
std::optional<base::Rule> rule_broken_by(std::string_view name, std::uint32_t value);
std::optional<base::Rule> rule_broken_by(std::string_view name, codec::Binary32 value);
std::optional<base::Rule> rule_broken_by(std::string_view name, const wire::IpAddress& ip);

/// The same of an element of a list, after the element before it.
template <class E>
std::optional<base::Rule> rule_broken_between(const E&, const E&) {
    return std::nullopt;
}
std::optional<base::Rule> rule_broken_between(const wire::AddressRecord& before, const wire::AddressRecord& after);

/// The place of the first byte that is not printable ASCII.
std::optional<std::size_t> find_unprintable(base::BytesView text);

}  // namespace bloomcoin::app
