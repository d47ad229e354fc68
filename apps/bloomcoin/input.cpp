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
#include <utility>

namespace bloomcoin::app {

namespace {

constexpr std::size_t line_length_max = 4096;
constexpr std::size_t text_length_max = std::size_t{1} << 26;

/// A piece of standard input; nothing at its end.
std::string piece_of_standard_input() {
    std::array<char, line_length_max> chunk{};
    ssize_t count = -1;
    do {
        count = ::read(STDIN_FILENO, chunk.data(), chunk.size());
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
        throw Failure{exit_data,
                      std::string{"expected a line on standard input, which cannot be read: "} + std::strerror(errno)};
    }
    return {chunk.data(), static_cast<std::size_t>(count)};
}

std::string without_return(std::string line) {
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

/// The first line of standard input without its end. Reads no more than such a line may
/// have, whatever stands behind it.
std::string line_of_standard_input() {
    std::string line;
    while (line.find('\n') == std::string::npos && line.size() <= line_length_max) {
        const std::string piece = piece_of_standard_input();
        if (piece.empty()) break;
        line += piece;
    }
    if (line.empty()) throw Failure{exit_data, "expected a line on standard input, got nothing"};
    line.resize(std::min(line.find('\n'), line.size()));
    line = without_return(std::move(line));
    if (line.size() > line_length_max) {
        throw Failure{exit_data, "expected a line of at most " + std::to_string(line_length_max) +
                                     " characters on standard input, got a longer one that begins " + in_quotes(line)};
    }
    return line;
}

/// All lines of standard input without their ends.
std::vector<std::string> lines_of_standard_input() {
    std::string text;
    for (std::string piece = piece_of_standard_input(); !piece.empty(); piece = piece_of_standard_input()) {
        text += piece;
        if (text.size() > text_length_max) {
            throw Failure{exit_data, "expected at most " + std::to_string(text_length_max) +
                                         " characters on standard input, got more, which begin " + in_quotes(text)};
        }
    }
    if (text.empty()) throw Failure{exit_data, "expected a line on standard input, got nothing"};
    std::vector<std::string> lines;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        lines.push_back(without_return(text.substr(start, end - start)));
        start = end + 1;
    }
    return lines;
}

/// What is right about a text of digits, and "COD-3", "got …" or nothing about what is wrong.
struct Digits {
    base::Bytes bytes;
    std::optional<base::Rule> rule;
    std::string got;
};

Digits digits_of(std::string_view text, std::size_t size_max) {
    const std::size_t good = std::min(text.find_first_not_of(codec::detail::hex_digits), text.size());
    const std::size_t there = std::min((good - good % 2) / 2, size_max);
    Digits digits{codec::from_hex(text.substr(0, 2 * there)).value(), {}, std::to_string(text.size())};
    const auto bytes = codec::from_hex(text);
    if (bytes) return digits;
    digits.rule = bytes.rule();
    if (digits.rule == base::Rule("COD-4")) {
        digits.got = in_quotes(text.substr(good, 1)) + " as the " + std::to_string(good + 1) + ". of " + digits.got +
                     " characters";
    }
    return digits;
}

std::string complaint_of(const std::string& expected, const std::string& got, base::Rule rule) {
    return "expected " + expected + ", got " + got + ": " + std::string{rule.id()} + ' ' + std::string{rule.sentence()};
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
    Digits digits = digits_of(text, size);
    if (!digits.rule && text.size() < 2 * size) digits.rule = base::Rule("COD-1");
    if (!digits.rule && text.size() > 2 * size) digits.rule = base::Rule("COD-2");
    HexReading reading{std::move(digits.bytes), digits.rule, {}};
    if (reading.rule) {
        const std::string expected =
            std::to_string(2 * size) + " hexadecimal digits (" + std::to_string(size) + " bytes)";
        reading.complaint = complaint_of(expected, digits.got, *reading.rule);
    }
    return reading;
}

HexReading read_hex(std::string_view text) {
    Digits digits = digits_of(text, text.size());
    HexReading reading{std::move(digits.bytes), digits.rule, {}};
    if (reading.rule) reading.complaint = complaint_of("pairs of hexadecimal digits", digits.got, *reading.rule);
    return reading;
}

std::vector<std::string> arguments_or_lines(const std::vector<std::string>& arguments) {
    std::vector<std::string> texts;
    for (const std::string& argument : arguments) {
        const std::vector<std::string> more =
            argument == "-" ? lines_of_standard_input() : std::vector<std::string>{argument};
        texts.insert(texts.end(), more.begin(), more.end());
    }
    return texts;
}

chain::Header header_of_hex(std::string_view text) {
    const HexReading reading = read_hex(text, codec::encoded_size<chain::Header>());
    if (reading.rule) throw Failure{exit_data, reading.complaint};
    return codec::decode<chain::Header>(reading.bytes).value();
}

}  // namespace bloomcoin::app
