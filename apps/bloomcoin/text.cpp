// Values as people read them.
#include "text.hpp"

#include <bloomcoin/codec/hex.hpp>
#include <bloomcoin/num/expo.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <iterator>

namespace bloomcoin::app {

namespace {

/// Shows what is not plain ASCII as its code: input may be any bytes, and a byte that a
/// terminal obeys must not reach one.
std::string visible(std::string_view text, std::size_t length_max) {
    std::string shown;
    for (const char character : text.substr(0, length_max)) {
        const auto byte = static_cast<base::Byte>(character);
        if (byte >= 0x20 && byte < 0x7f) {
            shown += character;
        } else {
            shown += "\\x" + codec::to_hex(base::BytesView{&byte, 1});
        }
    }
    if (text.size() > length_max) shown += "...";
    return shown;
}

std::string in_format(double number, std::chars_format format, int precision) {
    // Fixed notation of the greatest double has 309 digits before the point.
    std::array<char, 400> text{};
    const auto end = std::to_chars(text.begin(), text.end(), number, format, precision).ptr;
    return {text.begin(), end};
}

using IpGroups = std::array<unsigned, 8>;

/// The longest run of at least two groups of zeros, the first of equally long ones. [RFC 5952, section 4.2]
struct ZeroRun {
    std::size_t start = 0;
    std::size_t size = 1;
};

ZeroRun longest_zeros(const IpGroups& groups) {
    ZeroRun longest;
    ZeroRun run{0, 0};
    for (std::size_t i = 0; i < groups.size(); ++i) {
        run = groups[i] == 0 ? ZeroRun{run.start, run.size + 1} : ZeroRun{i + 1, 0};
        if (run.size > longest.size) longest = run;
    }
    return longest;
}

std::string hex_number(unsigned number) {
    std::array<char, 8> text{};
    return {text.begin(), std::to_chars(text.begin(), text.end(), number, 16).ptr};
}

std::string padded(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

std::string in_quotes(std::string_view text) { return '"' + visible(text, 40) + '"'; }

std::string one_line(std::string_view text) { return visible(text, 300); }

std::string grouped(std::uint64_t number) {
    const std::string digits = std::to_string(number);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i != 0 && (digits.size() - i) % 3 == 0) text += ',';
        text += digits[i];
    }
    return text;
}

std::string decimal(double number, int digits) { return in_format(number, std::chars_format::fixed, digits); }

std::string significant(double number, int digits) { return in_format(number, std::chars_format::general, digits); }

std::string counted(std::uint64_t number, std::string_view noun) {
    return grouped(number) + ' ' + std::string{noun} + (number == 1 ? "" : "s");
}

double ratio_of(std::uint32_t coherence) { return coherence / static_cast<double>(num::one_q30); }

std::string coherence_text(std::uint32_t coherence) { return "r = " + decimal(ratio_of(coherence), 6); }

double degrees_of(num::Turn turn) { return std::ldexp(360.0 * turn, -32); }

std::string duration_text(double seconds) {
    if (seconds < 1) return decimal(1000 * seconds, 0) + " ms";
    if (seconds < 60) return decimal(seconds, 1) + " s";
    if (seconds < 3600) {
        const auto whole = static_cast<std::uint64_t>(seconds);
        return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
    }
    if (seconds < 86400) return decimal(seconds / 3600, 1) + " hours";
    if (seconds < 1000 * 86400.0) return decimal(seconds / 86400, 1) + " days";
    return significant(seconds / (365.25 * 86400), 3) + " years";
}

std::string utc_text(std::uint64_t time_s) {
    constexpr std::uint64_t year_10000_s = 253'402'300'800;
    if (time_s >= year_10000_s) return {};
    const std::chrono::sys_seconds time{std::chrono::seconds{static_cast<std::int64_t>(time_s)}};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{time - day};
    return std::to_string(static_cast<int>(date.year())) + '-' +
           padded(static_cast<int>(static_cast<unsigned>(date.month()))) + '-' +
           padded(static_cast<int>(static_cast<unsigned>(date.day()))) + ' ' +
           padded(static_cast<int>(clock.hours().count())) + ':' + padded(static_cast<int>(clock.minutes().count())) +
           ':' + padded(static_cast<int>(clock.seconds().count())) + " UTC";
}

std::string time_text(std::uint64_t time_s) {
    const std::string utc = utc_text(time_s);
    return utc.empty() ? std::to_string(time_s) + " s" : utc;
}

std::string ip_text(const std::array<base::Byte, 16>& ip) {
    constexpr std::array<base::Byte, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (std::equal(mapped.begin(), mapped.end(), ip.begin())) {
        return "::ffff:" + std::to_string(ip[12]) + '.' + std::to_string(ip[13]) + '.' + std::to_string(ip[14]) + '.' +
               std::to_string(ip[15]);
    }
    IpGroups groups{};
    for (std::size_t i = 0; i < groups.size(); ++i) groups[i] = 256U * ip[2 * i] + ip[2 * i + 1];
    const ZeroRun zeros = longest_zeros(groups);
    std::string text;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (zeros.size > 1 && i == zeros.start) {
            text += "::";
            i += zeros.size - 1;
        } else {
            text += (text.empty() || text.ends_with(':') ? "" : ":") + hex_number(groups[i]);
        }
    }
    return text;
}

std::string short_text(const base::Hash& hash) { return codec::to_hex(base::BytesView{hash}.first(8)); }

}  // namespace bloomcoin::app
