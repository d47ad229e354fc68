// A capture file as tcpdump writes one, of a conversation that nobody had: two hosts that
// greet each other, one that says something, and their farewell.
// The format is that of libpcap 2.4, with LINKTYPE_RAW: packets begin with their IPv4 header.
#pragma once

#include <bloomcoin/base/bytes.hpp>

#include <cstdint>
#include <span>

namespace bloomcoin::app {

/// The most bytes of data that one packet has room for: 65535 less the headers of IPv4 and TCP.
inline constexpr std::size_t segment_size_max = 65535 - 20 - 20;

/// The file of a conversation over TCP with this port, in which these segments are sent to it. Always
/// the same bytes for the same segments; times are invented, a millisecond apart.
base::Bytes capture_of(std::span<const base::BytesView> segments, std::uint16_t port);

}  // namespace bloomcoin::app
