// What each dialect calls each message: the one table from which both take their codes. A
// dialect is a struct of static functions; whoever reads frames is a template over it.
// Spec: spec/wire.md.
#pragma once

#include <bloomcoin/wire/message.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

namespace bloomcoin::wire {

/// A kind of message, its name and the codes of its type. A dialect that cannot say it has no code. [MSG-7] [CMP-6]
struct Kind {
    std::string_view name;
    std::optional<base::Byte> framed;
    std::optional<base::Byte> compact;
};

/// In the order of the alternatives of Message.
inline constexpr std::array<Kind, kind_count> kinds{{
    {"version", 0x01, 0x01},   {"verack", 0x02, 0x02},    {"block", 0x10, 0x13},    {"get-blocks", 0x11, 0x10},
    {"headers", 0x12, {}},     {"get-headers", 0x13, {}}, {"bloom", 0x14, 0x30},    {"tx", 0x20, 0x14},
    {"get-tx", 0x21, {}},      {"mempool", 0x22, {}},     {"phase", 0x30, 0x20},    {"get-phase", 0x31, 0x21},
    {"coherence", 0x32, 0x22}, {"addr", 0x40, {}},        {"get-addr", 0x41, {}},   {"ping", 0x42, {}},
    {"pong", 0x43, {}},        {"inventory", 0x50, 0x11}, {"get-data", 0x51, 0x12}, {"not-found", 0x52, {}},
    {"batch", 0x60, {}},
}};

/// The kind whose code in a dialect (&Kind::framed or &Kind::compact) is this; nothing if there is none.
constexpr std::optional<std::size_t> find_kind(std::optional<base::Byte> Kind::*dialect, base::Byte code) {
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const Kind& kind) { return kind.*dialect == code; });
    if (found == kinds.end()) return std::nullopt;
    return static_cast<std::size_t>(std::distance(kinds.begin(), found));
}

/// What a dialect has: the header of its frames, and how the payload of each kind of message is read and written.
template <class D>
concept Dialect = codec::WireType<typename D::FrameHeader> &&
    requires(const typename D::FrameHeader& header, base::BytesView bytes, std::size_t kind, const Message& message) {
    { D::name } -> std::convertible_to<std::string_view>;
    { D::code } -> std::convertible_to<std::optional<base::Byte> Kind::*>;
    { header.code } -> std::convertible_to<base::Byte>;
    { header.payload_size } -> std::convertible_to<std::uint32_t>;
    { D::payload_size_max(std::optional{kind}) } -> std::same_as<std::uint32_t>;
    { D::check_header(header) } -> std::same_as<base::Check>;
    { D::check_payload(header, bytes) } -> std::same_as<base::Check>;
    { D::decode_payload(kind, bytes) } -> std::same_as<base::Result<Message>>;
    { D::encode(message) } -> std::same_as<base::Result<base::Bytes>>;
};

}  // namespace bloomcoin::wire
