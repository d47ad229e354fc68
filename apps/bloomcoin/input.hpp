// What comes from the command line and from standard input, read strictly: the value, or
// a Failure that says what was expected and what came.
#pragma once

#include <bloomcoin/base/bytes.hpp>
#include <bloomcoin/base/rule.hpp>
#include <bloomcoin/chain/header.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bloomcoin::app {

/// A whole number in decimal digits, nothing before or after them.
std::uint64_t number_of(std::string_view option, std::string_view text, std::uint64_t min,
                        std::uint64_t max = UINT64_MAX);

/// 32 bytes in 64 hexadecimal digits.
base::Hash hash_of_hex(std::string_view option, std::string_view text);

/// The argument itself, or the first line of standard input where the argument is "-".
std::string argument_or_line(std::string_view argument);

/// What a text has of a value of `size` bytes, and what is wrong with it, if anything is.
struct HexReading {
    base::Bytes bytes;               // as far as the text is well-formed, at most `size` of them
    std::optional<base::Rule> rule;  // the first that the text or its length breaks
    std::string complaint;           // "expected …, got …: RULE sentence"; empty without a rule
};

HexReading read_hex(std::string_view text, std::size_t size);

/// The same of bytes of which there may be any number: only the text can be wrong.
HexReading read_hex(std::string_view text);

/// The arguments, and in the place of "-" all lines of standard input.
std::vector<std::string> arguments_or_lines(const std::vector<std::string>& arguments);

/// The header that a text of hexadecimal digits encodes.
chain::Header header_of_hex(std::string_view text);

}  // namespace bloomcoin::app
