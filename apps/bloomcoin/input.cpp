// What comes from the command line and from standard input, read strictly.
#include "input.hpp"

#include "failure.hpp"
#include "text.hpp"

#include <bloomcoin/codec/fields.hpp>
#include <bloomcoin/codec/hex.hpp>

#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstring>

namespace bloomcoin::app {

namespace {

constexpr std::size_t line_length_max = 4096;

/// The first line of standard input without its end. Reads no more than such a line may
/// have, whatever stands behind it.
std::string line_of_standard_input() {
    std::string line;
    std::array<char, line_length_max> chunk{};
    while (line.find('\n') == std::string::npos && line.size() <= line_length_max) {
        const ssize_t count = ::read(STDIN_FILENO, chunk.data(), chunk.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) {
            throw Failure{exit_data, std::string{"expected a line on standard input, which cannot be read: "} +
                                         std::strerror(errno)};
        }
        if (count == 0) break;
        line.append(chunk.data(), static_cast<std::size_t>(count));
    }
    if (line.empty()) throw Failure{exit_data, "expected a line on standard input, got nothing"};
    line.resize(std::min(line.find('\n'), line.size()));
    if (line.ends_with('\r')) line.pop_back();
    if (line.size() > line_length_max) {
        throw Failure{exit_data, "expected a line of at most " + std::to_string(line_length_max) +
                                     " characters on standard input, got a longer one that begins " + in_quotes(line)};
    }
    return line;
}

}  // namespace

std::uint64_t number_of(std::string_view option, std::string_view text, std::uint64_t min, std::uint64_t max) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < min || number > max) {
        throw Failure{exit_usage, std::string{option} + ": expected a whole number from " + std::to_string(min) +
                                      " to " + std::to_string(max) + ", got " + in_quotes(text)};
    }
    return number;
}

base::Hash hash_of_hex(std::string_view option, std::string_view text) {
    base::Hash hash;
    const HexReading reading = read_hex(text, hash.size());
    if (reading.rule) throw Failure{exit_data, std::string{option} + ": " + reading.complaint};
    std::copy(reading.bytes.begin(), reading.bytes.end(), hash.begin());
    return hash;
}

std::string argument_or_line(std::string_view argument) {
    return argument == "-" ? line_of_standard_input() : std::string{argument};
}

HexReading read_hex(std::string_view text, std::size_t size) {
    HexReading reading;
    const std::size_t good = std::min(text.find_first_not_of(codec::detail::hex_digits), text.size());
    reading.bytes = codec::from_hex(text.substr(0, std::min(good - good % 2, 2 * size))).value();

    std::string got = std::to_string(text.size());
    if (const auto bytes = codec::from_hex(text); !bytes) {
        reading.rule = bytes.rule();
        if (reading.rule == base::Rule("COD-4")) {
            got =
                in_quotes(text.substr(good, 1)) + " as the " + std::to_string(good + 1) + ". of " + got + " characters";
        }
    } else if (text.size() < 2 * size) {
        reading.rule = base::Rule("COD-1");
    } else if (text.size() > 2 * size) {
        reading.rule = base::Rule("COD-2");
    }
    if (reading.rule) {
        reading.complaint = "expected " + std::to_string(2 * size) + " hexadecimal digits (" + std::to_string(size) +
                            " bytes), got " + got + ": " + std::string{reading.rule->id()} + ' ' +
                            std::string{reading.rule->sentence()};
    }
    return reading;
}

chain::Header header_of_hex(std::string_view text) {
    const HexReading reading = read_hex(text, codec::encoded_size<chain::Header>());
    if (reading.rule) throw Failure{exit_data, reading.complaint};
    return codec::decode<chain::Header>(reading.bytes).value();
}

}  // namespace bloomcoin::app
