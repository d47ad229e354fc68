// A capture file of an invented conversation.
#include "pcap.hpp"

#include <bloomcoin/codec/writer.hpp>

#include <array>
#include <bit>
#include <utility>

namespace bloomcoin::app {

namespace {

using Ip = std::array<base::Byte, 4>;

constexpr std::uint32_t link_type_raw = 101;
constexpr std::uint32_t snap_length = 1 << 18;
constexpr std::uint32_t start_s = 1'700'000'000;
constexpr std::uint64_t apart_us = 1000;
constexpr std::uint16_t client_port = 49152;  // the first that IANA gives to nobody
constexpr std::size_t header_size = 20;       // of IPv4 and of TCP alike, without options
constexpr base::Byte tcp = 6;

enum Flags : std::uint16_t { fin = 0x01, syn = 0x02, push = 0x08, ack = 0x10 };

struct Host {
    Ip ip;
    std::uint16_t port;
    std::uint32_t next;  // sequence number of what it sends next
};

/// Adds 16-bit words, most significant byte first, into a one's complement sum. [RFC 1071]
std::uint64_t sum_of(base::BytesView bytes) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) sum += std::uint64_t{bytes[i]} << (i % 2 == 0 ? 8 : 0);
    return sum;
}

std::uint16_t checksum_of(std::uint64_t sum) {
    while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
    return static_cast<std::uint16_t>(~sum);
}

void set_checksum(base::Bytes& header, std::size_t offset, std::uint16_t checksum) {
    header[offset] = static_cast<base::Byte>(checksum >> 8);
    header[offset + 1] = static_cast<base::Byte>(checksum);
}

/// [RFC 9293, section 3.1]
base::Bytes tcp_header(const Host& from, const Host& to, std::uint16_t flags, base::BytesView data) {
    const auto size = static_cast<std::uint16_t>(header_size + data.size());
    codec::Writer writer;
    writer.write(from.port, std::endian::big);
    writer.write(to.port, std::endian::big);
    writer.write(from.next, std::endian::big);
    writer.write((flags & ack) != 0 ? to.next : std::uint32_t{0}, std::endian::big);
    writer.write(static_cast<std::uint16_t>(header_size / 4 << 12 | flags), std::endian::big);
    writer.write(std::uint16_t{65535}, std::endian::big);  // window
    writer.write(std::uint32_t{0});                        // checksum, and nothing urgent
    base::Bytes header = std::move(writer).bytes();
    const std::uint64_t pseudo_header = sum_of(from.ip) + sum_of(to.ip) + tcp + size;
    set_checksum(header, 16, checksum_of(pseudo_header + sum_of(header) + sum_of(data)));
    return header;
}

/// [RFC 791, section 3.1]
base::Bytes ip_header(const Host& from, const Host& to, std::uint16_t id, std::size_t data_size) {
    codec::Writer writer;
    writer.write(std::uint16_t{0x4500}, std::endian::big);  // version 4, 5 words, no service
    writer.write(static_cast<std::uint16_t>(header_size + data_size), std::endian::big);
    writer.write(id, std::endian::big);
    writer.write(std::uint16_t{0x4000}, std::endian::big);  // don't fragment
    writer.write(base::Byte{64});                           // time to live
    writer.write(tcp);
    writer.write(std::uint16_t{0});  // checksum
    writer.write(from.ip);
    writer.write(to.ip);
    base::Bytes header = std::move(writer).bytes();
    set_checksum(header, 10, checksum_of(sum_of(header)));
    return header;
}

class Capture {
public:
    Capture() {
        file_.write(std::uint32_t{0xa1b2'c3d4});  // times in microseconds
        file_.write(std::uint16_t{2});
        file_.write(std::uint16_t{4});
        file_.write(std::uint64_t{0});  // times are UTC
        file_.write(snap_length);
        file_.write(link_type_raw);
    }

    /// What a host sends, and how its sequence number goes on: a SYN and a FIN count as a byte each.
    void send(Host& from, const Host& to, std::uint16_t flags, base::BytesView data = {}) {
        const base::Bytes segment = tcp_header(from, to, flags, data);
        const base::Bytes header = ip_header(from, to, ++packet_count_, segment.size() + data.size());
        const auto size = static_cast<std::uint32_t>(header.size() + segment.size() + data.size());
        file_.write(static_cast<std::uint32_t>(start_s + time_us_ / 1'000'000));
        file_.write(static_cast<std::uint32_t>(time_us_ % 1'000'000));
        file_.write(size);  // in the file, and on the way
        file_.write(size);
        file_.write(header);
        file_.write(segment);
        file_.write(data);
        time_us_ += apart_us;
        from.next += static_cast<std::uint32_t>(data.size()) + ((flags & (syn | fin)) != 0 ? 1 : 0);
    }

    base::Bytes bytes() && { return std::move(file_).bytes(); }

private:
    codec::Writer file_;  // least significant byte first, which the magic says
    std::uint64_t time_us_ = 0;
    std::uint16_t packet_count_ = 0;
};

}  // namespace

base::Bytes capture_of(std::span<const base::BytesView> segments, std::uint16_t port) {
    // Addresses for documentation. [RFC 5737]
    Host client{{192, 0, 2, 1}, client_port, 1000};
    Host server{{192, 0, 2, 2}, port, 2000};
    Capture capture;
    capture.send(client, server, syn);
    capture.send(server, client, syn | ack);
    capture.send(client, server, ack);
    for (const base::BytesView segment : segments) {
        capture.send(client, server, push | ack, segment);
        capture.send(server, client, ack);
    }
    capture.send(client, server, fin | ack);
    capture.send(server, client, fin | ack);
    capture.send(client, server, ack);
    return std::move(capture).bytes();
}

}  // namespace bloomcoin::app
