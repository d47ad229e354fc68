// Values as people read them. Nothing here depends on the locale.
#pragma once

#include <bloomcoin/base/bytes.hpp>
#include <bloomcoin/num/turn.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace bloomcoin::app {

/// Text from outside, safe to show: in quotation marks, shortened, and without characters
/// that a terminal would obey.
std::string in_quotes(std::string_view text);

/// On one line, no longer than a few hundred characters, safe to show.
std::string one_line(std::string_view text);

/// 12345678 as "12,345,678".
std::string grouped(std::uint64_t number);

/// With so many digits after the point.
std::string decimal(double number, int digits);

/// With so many digits that count, whatever the size: "0.0213", "3.26", "1.2e+17".
std::string significant(double number, int digits);

/// "1 nonce", "2 nonces".
std::string counted(std::uint64_t number, std::string_view noun);

/// A coherence in units of 2^-30 as the number between 0 and 1 that it stands for.
double ratio_of(std::uint32_t coherence);

/// "r = 0.866131".
std::string coherence_text(std::uint32_t coherence);

double degrees_of(num::Turn turn);

/// "42 ms", "3.1 s", "2 min 5 s", "3.4 days".
std::string duration_text(double seconds);

/// "2024-02-29 12:00:00 UTC"; nothing beyond the year 9999, where the form ends.
std::string utc_text(std::uint64_t time_s);

/// The same, or where that ends the seconds: "253402300800 s".
std::string time_text(std::uint64_t time_s);

/// An address of IPv6 in the one form of RFC 5952, IPv4 in it as in its section 5: "2001:db8::1",
/// "::ffff:192.0.2.1".
std::string ip_text(const std::array<base::Byte, 16>& ip);

/// The first digits of a hash, enough to tell it from others: "360b486c6ee1f454".
std::string short_text(const base::Hash& hash);

}  // namespace bloomcoin::app
