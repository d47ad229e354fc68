// Bytes as hexadecimal text, two digits a byte, high digit first, lower case only: one
// text for each string of bytes.
// Spec: spec/codec.md.
#pragma once

#include <bloomcoin/base/bytes.hpp>
#include <bloomcoin/base/result.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace bloomcoin::codec {

namespace detail {

inline constexpr std::string_view hex_digits = "0123456789abcdef";

}  // namespace detail

/// The lower-case hexadecimal text of bytes. [COD-8]
constexpr std::string to_hex(base::BytesView bytes) {
    std::string text;
    text.reserve(2 * bytes.size());
    for (const base::Byte byte : bytes) {
        text.push_back(detail::hex_digits[byte >> 4]);
        text.push_back(detail::hex_digits[byte & 15]);
    }
    return text;
}

/// The bytes that a text stands for. [COD-8]
/// Refuses COD-3, COD-4.
constexpr base::Result<base::Bytes> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return base::Rule("COD-3");
    if (text.find_first_not_of(detail::hex_digits) != std::string_view::npos) return base::Rule("COD-4");

    base::Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const std::size_t high = detail::hex_digits.find(text[i]);
        const std::size_t low = detail::hex_digits.find(text[i + 1]);
        bytes.push_back(static_cast<base::Byte>(16 * high + low));
    }
    return bytes;
}

static_assert(from_hex("00ff").value() == base::Bytes{0x00, 0xff});
static_assert(from_hex("0").rule() == base::Rule("COD-3") && from_hex("0F").rule() == base::Rule("COD-4"));

}  // namespace bloomcoin::codec
