// Where a node can be reached: endpoints, and the records of them that nodes pass on. One
// form for each address, whether it is of IPv4 or of IPv6.
// Spec: spec/wire.md. Not here: whether it is wise to connect there, which is for the node.
#pragma once

#include <bloomcoin/codec/fields.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <span>
#include <tuple>

namespace bloomcoin::wire {

/// An address of IPv6; one of IPv4, a.b.c.d, is ::ffff:a.b.c.d (RFC 4291, section 2.5.5.2). [ADR-1]
using IpAddress = std::array<base::Byte, 16>;

/// [ADR-1]
struct Endpoint {
    IpAddress ip{};
    std::uint16_t port = 0;

    static constexpr std::endian byte_order = std::endian::big;
    static constexpr std::tuple fields{codec::Field{"ip", &Endpoint::ip}, codec::Field{"port", &Endpoint::port}};

    friend constexpr auto operator<=>(const Endpoint&, const Endpoint&) = default;
};

/// An endpoint at which somebody has seen a node. [ADR-1]
struct AddressRecord {
    std::uint64_t last_seen_s = 0;
    std::uint64_t services = 0;  // one bit for each; none is defined yet
    Endpoint endpoint;

    // clang-format off
    static constexpr std::endian byte_order = std::endian::big;
    static constexpr std::tuple fields{
        codec::Field{"last_seen_s", &AddressRecord::last_seen_s},
        codec::Field{"services", &AddressRecord::services},
        codec::Field{"endpoint", &AddressRecord::endpoint},
    };
    // clang-format on

    friend constexpr bool operator==(const AddressRecord&, const AddressRecord&) = default;
};

static_assert(codec::encoded_size<AddressRecord>() == 34);

/// Whether an address is one of IPv4. [ADR-1]
constexpr bool is_ipv4(const IpAddress& ip) {
    constexpr std::array<base::Byte, 12> prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    return std::equal(prefix.begin(), prefix.end(), ip.begin());
}

/// Whether a host can have this address. Of IPv4: not those that begin with 0, nor multicast and
/// what is above it, 224.0.0.0 and up. Of IPv6: not multicast, ff00::/8, nor the 96 zero bits under which
/// IPv4 once had a second form, ::1 apart. [ADR-5]
constexpr bool is_host(const IpAddress& ip) {
    if (is_ipv4(ip)) return 1 <= ip[12] && ip[12] < 224;
    constexpr IpAddress loopback{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    const bool is_old_ipv4 = std::all_of(ip.begin(), ip.begin() + 12, [](base::Byte byte) { return byte == 0; });
    return ip[0] != 0xff && (!is_old_ipv4 || ip == loopback);
}

/// Refuses ADR-2, ADR-3.
constexpr base::Check check_endpoint(const Endpoint& endpoint) {
    if (!is_host(endpoint.ip)) return base::Rule("ADR-2");
    if (endpoint.port == 0) return base::Rule("ADR-3");
    return {};
}

/// Records one after another, each for itself and then beside the one before. [ADR-6]
/// Refuses ADR-2, ADR-3, ADR-4.
constexpr base::Check check_addresses(std::span<const AddressRecord> records) {
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (const auto check = check_endpoint(records[i].endpoint); !check) return check;
        if (i > 0 && records[i - 1].endpoint >= records[i].endpoint) return base::Rule("ADR-4");
    }
    return {};
}

}  // namespace bloomcoin::wire
