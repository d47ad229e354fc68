// Cases of the room wire that both dialects have: messages there and back, what is cut off and
// what follows, streams in pieces; and address records.
#include "message.hpp"

namespace bloomcoin::vectors {

namespace {

using param::Profile;

Json frame_json(base::BytesView frame) { return {{"frame", hex(frame)}}; }

template <class D, Profile P>
Kind kind_of(std::string_view op, std::vector<std::string> clauses) {
    return {room_of<D>() + "." + std::string{op}, std::string{P::name}, Source::spec, std::move(clauses)};
}

template <class D>
std::vector<std::string> layout_clauses() {
    if (D::name == "framed") return {"FRM-5", "FRM-7", "MSG-7", "MSG-8", "COD-18"};
    return {"CMP-5", "CMP-6", "CMP-7"};
}

// ---- there and back

/// Both ways of every message that the dialect can say.
template <class D, Profile P>
void write_both_ways(Group& group, const std::vector<Sample>& samples) {
    const Kind both = kind_of<D, P>("decode", layout_clauses<D>());
    Kind encode = kind_of<D, P>("encode", layout_clauses<D>());
    encode.clauses.push_back(D::name == "framed" ? "FRM-9" : "CMP-9");
    for (const Sample& sample : samples) {
        const auto frame = D::encode(sample.message);
        if (!frame) continue;
        const Json in = frame_json(frame.value());
        const std::string name = name_of(sample.message);
        Kind decode = both;
        if (name == "batch") decode.clauses.push_back("MSG-9");
        if (name == "addr") decode.clauses.push_back("ADR-6");
        group.accept(decode, sample.slug, in, sample.why);
        const Json message = conformance::answer(decode.op, decode.profile, in).at("out");
        group.accept(encode, sample.slug, message, sample.why, in);
    }
}

// ---- what is cut off, and what follows

/// The payload of every small message, cut off after each of its bytes, in a frame that says so; and a byte more.
template <class D, Profile P>
void write_payload_cuts(Group& group) {
    const Kind kind = kind_of<D, P>("decode", {"COD-7", "COD-9", "MSG-8"});
    for (const Sample& sample : small_samples<P>(wording_of<D>)) {
        if (!D::encode(sample.message)) continue;
        const base::Byte code = code_of<D>(sample.slug);
        const base::Bytes payload = payload_of<D>(sample.message);
        const std::string sibling = room_of<D>() + ".decode." + std::string{P::name} + "." + sample.slug;
        for (std::size_t end = 0; end < payload.size(); ++end) {
            group.refuse(kind, sample.slug + "-payload-" + padded(end, 3),
                         frame_json(frame_of<D>(code, base::BytesView{payload}.first(end))),
                         "a payload that ends too early in a frame that is whole", "COD-1", sibling);
        }
        base::Bytes longer = payload;
        longer.push_back(0);
        const bool is_fixed = longer.size() > D::payload_size_max(sample.message.index());
        group.refuse(kind, sample.slug + "-payload-longer", frame_json(frame_of<D>(code, longer)),
                     "a byte after the end of the payload, within the frame", is_fixed ? "FRM-3" : "COD-2", sibling);
    }
}

/// Whole frames cut off: after each byte where they are short, around the places where something ends where not.
template <class D, Profile P>
void write_frame_cuts(Group& group) {
    const Kind kind = kind_of<D, P>("decode", {D::name == "framed" ? "FRM-7" : "CMP-5"});
    for (const Sample& sample : small_samples<P>(wording_of<D>)) {
        const auto frame = D::encode(sample.message);
        if (!frame) continue;
        const base::BytesView bytes = frame.value();
        const std::string sibling = room_of<D>() + ".decode." + std::string{P::name} + "." + sample.slug;
        for (std::size_t end = 0; end < bytes.size(); ++end) {
            const bool is_shown = bytes.size() <= 64 || end <= header_size<D> + 1 || end + 1 == bytes.size();
            if (!is_shown) continue;
            group.refuse(kind, sample.slug + "-cut-" + padded(end, 3), frame_json(bytes.first(end)),
                         "a frame that is not whole, alone", "COD-1", sibling);
        }
        for (const base::Byte more : {base::Byte{0}, bytes.front()}) {
            base::Bytes longer{bytes.begin(), bytes.end()};
            longer.push_back(more);
            group.refuse(kind, sample.slug + "-and-" + padded(more, 3), frame_json(longer),
                         "a byte after a frame that should be alone, even where it may begin another", "COD-2",
                         sibling);
        }
    }
}

/// Sizes above what the kind allows, before any of the payload is there; codes of no kind.
template <class D, Profile P>
void write_sizes(Group& group) {
    const Kind kind =
        kind_of<D, P>("decode", {D::name == "framed" ? "FRM-8" : "CMP-5", D::name == "framed" ? "FRM-6" : "CMP-6"});
    const auto header = [](base::Byte code, std::uint64_t size) {
        return frame_json(frame_saying(std::type_identity<D>{}, code, {}, size));
    };
    const std::uint64_t most = D::name == "framed" ? UINT32_MAX : UINT16_MAX;
    const std::string prefix = room_of<D>() + ".decode." + std::string{P::name} + ".";
    for (std::size_t index = 0; index < wire::kind_count; ++index) {
        if (!(wire::kinds[index].*D::code)) continue;
        const std::string name{wire::kinds[index].name};
        const base::Byte code = code_of<D>(name);
        const std::uint64_t limit = D::payload_size_max(index);
        if (limit > 0) {
            group.refuse(kind, name + "-size-most", header(code, limit),
                         "a size as great as the kind allows: the payload is waited for", "COD-1", prefix + name);
        }
        for (const std::uint64_t size : std::set<std::uint64_t>{limit + 1, most}) {
            if (size > most || size <= limit) continue;
            group.refuse(kind, name + "-size-" + std::to_string(size), header(code, size),
                         "refused by the header alone, before there is room for the payload", "FRM-3", prefix + name);
        }
    }
    std::string unknown;
    for (unsigned code = 0; code < 256; ++code) {
        if (wire::find_kind(D::code, static_cast<base::Byte>(code))) continue;
        const bool is_shown = (std::is_same_v<P, param::Tiny> && code < 0x70) || code % 16 == 15;
        if (!is_shown) continue;
        unknown =
            group.accept(kind, "code-" + padded(code, 3),
                         frame_json(frame_of<D>(static_cast<base::Byte>(code), base::Bytes{1, 2, 3})),
                         "a code of no kind: there is no message, and nothing is refused", {{"message", nullptr}});
    }
    const std::uint64_t other = D::payload_size_max(std::nullopt);
    group.refuse(kind, "code-255-cut", header(0xff, 3), "also what is passed over must be whole", "COD-1", unknown);
    group.refuse(kind, "code-255-and-0", {{"frame", hex(frame_of<D>(0xff, {})) + "00"}},
                 "also what is passed over stands alone", "COD-2", unknown);
    group.refuse(kind, "code-255-most", header(0xff, other), "the greatest size is waited for", "COD-1", unknown);
    if (other < most) {
        group.refuse(kind, "code-255-longer", header(0xff, other + 1), "also what is passed over has a limit", "FRM-3",
                     unknown);
    }
}

// ---- streams

Json pieces_json(const std::vector<base::Bytes>& pieces) {
    Json list = Json::array();
    for (const base::Bytes& piece : pieces) list.push_back(hex(piece));
    return {{"pieces", list}};
}

std::vector<base::Bytes> cut(base::BytesView bytes, const std::vector<std::size_t>& places) {
    std::vector<base::Bytes> pieces;
    std::size_t begin = 0;
    for (const std::size_t end : places) {
        pieces.emplace_back(bytes.begin() + static_cast<std::ptrdiff_t>(begin),
                            bytes.begin() + static_cast<std::ptrdiff_t>(end));
        begin = end;
    }
    pieces.emplace_back(bytes.begin() + static_cast<std::ptrdiff_t>(begin), bytes.end());
    return pieces;
}

template <class D, Profile P>
void write_streams(Group& group) {
    const Kind kind = kind_of<D, P>("stream", {"FRM-6", D::name == "framed" ? "FRM-5" : "CMP-5"});
    const auto add = [&](std::string_view slug, const std::vector<base::Bytes>& pieces, std::string_view why) {
        group.accept(kind, slug, pieces_json(pieces), why);
    };
    const base::Bytes verack = D::encode(wire::Verack{}).value();
    const base::Bytes blocks = D::encode(wire::GetBlocks{5, 6}).value();
    const base::Bytes unknown = frame_of<D>(0x7f, base::Bytes{9, 9, 9});
    base::Bytes stream;
    for (const base::Bytes& frame : {blocks, unknown, verack, blocks}) append(stream, frame);

    add("whole", {stream}, "several frames in one piece");
    for (std::size_t place = 1; place < stream.size(); ++place) {
        add("cut-" + padded(place, 3), cut(stream, {place}), "a stream reads the same wherever it is cut");
    }
    std::vector<std::size_t> everywhere;
    for (std::size_t place = 1; place < stream.size(); ++place) everywhere.push_back(place);
    add("byte-by-byte", cut(stream, everywhere), "a frame stands with its last byte, not before and not after");
    add("nothing", {{}, {}}, "empty pieces are nothing to wait for and nothing to refuse");
    {
        std::vector<base::Bytes> pieces;
        for (const base::Bytes& piece : cut(stream, {3, 9, 20, 30})) {
            pieces.push_back({});
            pieces.push_back(piece);
        }
        add("empty-between", pieces, "an empty piece changes nothing");
    }
    {
        base::Bytes longer = frame_of<D>(0x7f, base::Bytes(40, 1));
        append(longer, verack);
        add("passed-over-in-pieces", cut(longer, {header_size<D>, header_size<D> + 1, header_size<D> + 39}),
            "a payload that is passed over is counted once, when its header is there, and skipped to its end");
    }
    {
        // The payload of a get-blocks that asks for too much: the message is refused, the stream is not.
        base::Bytes payload = payload_of<D>(wire::GetBlocks{0, 500});
        std::ranges::fill(payload, base::Byte{0xff});
        base::Bytes bytes = frame_of<D>(code_of<D>("get-blocks"), payload);
        append(bytes, verack);
        add("bad-content", {bytes}, "what a payload says does not break the stream");
        base::Bytes shorter = frame_of<D>(code_of<D>("get-blocks"), base::Bytes{1});
        append(shorter, verack);
        add("short-payload", {shorter}, "nor does a payload that is too short for its kind");
    }
    {
        base::Bytes bytes = blocks;
        append(bytes, frame_saying(std::type_identity<D>{}, code_of<D>("verack"), {}, 1));
        append(bytes, verack);
        add("too-long", {bytes}, "nothing is read after a refusal");
        for (std::size_t place = blocks.size() + 1; place <= blocks.size() + header_size<D>; ++place) {
            add("too-long-cut-" + padded(place, 3), cut(bytes, {place}),
                "a header is refused when all of it is there, not before");
        }
        add("too-long-and-on", {bytes, verack, {}},
            "the answer stays the refusal, whatever comes and when nothing does");
    }
}

void write_broken_streams(Group& group) {
    using D = wire::Framed<param::Tiny>;
    const Kind kind = kind_of<D, param::Tiny>("stream", {"FRM-6"});
    const base::Bytes ping = D::encode(wire::Ping{1}).value();
    const base::Bytes verack = D::encode(wire::Verack{}).value();
    const auto broken_at = [&](std::size_t place) {
        base::Bytes bytes = ping;
        base::Bytes second = ping;
        second[place] ^= 1;
        append(bytes, second);
        append(bytes, verack);
        return bytes;
    };
    for (std::size_t place = 0; place < ping.size(); ++place) {
        const base::Bytes bytes = broken_at(place);
        group.accept(kind, "bit-at-" + padded(place, 3), pieces_json({bytes}),
                     "one bit of the second frame changed: refused, waited for or passed over, as that bit says");
        group.accept(kind, "bit-at-" + padded(place, 3) + "-byte-by-byte",
                     pieces_json(cut(bytes,
                                     [&] {
                                         std::vector<std::size_t> places;
                                         for (std::size_t i = 1; i < bytes.size(); ++i) places.push_back(i);
                                         return places;
                                     }())),
                     "the same, byte by byte: each rule as soon as it can be known, and no sooner");
    }
}

// ---- everything of one dialect

template <class D, Profile P>
void write_limits(Group& group) {
    group.accept(kind_of<D, P>("limits", {D::name == "framed" ? "FRM-8" : "CMP-5", "PAR-7"}), "all", Json::object(),
                 "a limit that is too small refuses what others send; one that is too great is room for an attacker");
}

template <template <class> class Dialect>
void write_dialect(Book& book, const std::string& name) {
    using param::Tiny;
    using Mainnet = param::Mainnet;
    Group& messages = book.group("wire", name + "_messages");
    write_both_ways<Dialect<Tiny>, Tiny>(messages, small_samples<Tiny>(wording_of<Dialect<Tiny>>));
    write_both_ways<Dialect<Tiny>, Tiny>(messages, edge_samples<Tiny>());
    write_both_ways<Dialect<Mainnet>, Mainnet>(messages, small_samples<Mainnet>(wording_of<Dialect<Mainnet>>));
    write_both_ways<Dialect<Mainnet>, Mainnet>(messages, edge_samples<Mainnet>());
    write_both_ways<Dialect<param::Testnet>, param::Testnet>(
        messages, small_samples<param::Testnet>(wording_of<Dialect<param::Testnet>>));
    write_both_ways<Dialect<param::Fast>, param::Fast>(messages,
                                                       small_samples<param::Fast>(wording_of<Dialect<param::Fast>>));
    write_both_ways<Dialect<param::Secure>, param::Secure>(
        messages, small_samples<param::Secure>(wording_of<Dialect<param::Secure>>));
    write_limits<Dialect<Mainnet>, Mainnet>(messages);
    write_limits<Dialect<param::Testnet>, param::Testnet>(messages);
    write_limits<Dialect<param::Fast>, param::Fast>(messages);
    write_limits<Dialect<param::Secure>, param::Secure>(messages);
    write_limits<Dialect<Tiny>, Tiny>(messages);

    Group& cuts = book.group("wire", name + "_cuts");
    write_payload_cuts<Dialect<Tiny>, Tiny>(cuts);
    write_frame_cuts<Dialect<Tiny>, Tiny>(cuts);
    Group& sizes = book.group("wire", name + "_sizes");
    write_sizes<Dialect<Tiny>, Tiny>(sizes);
    write_sizes<Dialect<Mainnet>, Mainnet>(sizes);
    Group& streams = book.group("wire", name + "_streams");
    write_streams<Dialect<Tiny>, Tiny>(streams);
    if (name == "framed") write_broken_streams(streams);
}

// ---- address records

void write_addresses(Group& group) {
    const Kind kind{"adr.check", "any", Source::hand, {"ADR-1", "ADR-5"}};
    const auto record = [](const wire::IpAddress& ip, std::uint16_t port) {
        return Json{
            {"record", hex(codec::encode(wire::AddressRecord{0x0102030405060708, 0x1112131415161718, {ip, port}}))}};
    };
    const auto v4 = [](std::uint32_t address) {
        wire::IpAddress ip{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
        for (unsigned i = 0; i < 4; ++i) ip[12 + i] = static_cast<base::Byte>(address >> (8 * (3 - i)));
        return ip;
    };
    const auto v6 = [](std::initializer_list<std::pair<std::size_t, base::Byte>> bytes) {
        wire::IpAddress ip{};
        for (const auto& [place, byte] : bytes) ip[place] = byte;
        return ip;
    };
    const std::string sibling =
        group.accept(kind, "ipv4", record(v4(0xc0000201), 7618), "192.0.2.1 and port 7618, most significant byte first",
                     {{"ip", hex(v4(0xc0000201))},
                      {"port", 7618},
                      {"last_seen_s", "72623859790382856"},
                      {"services", "1230066625199609624"}});
    const auto good = [&](std::string_view slug, const wire::IpAddress& ip, std::uint16_t port, std::string_view why) {
        group.accept(kind, slug, record(ip, port), why,
                     {{"ip", hex(ip)},
                      {"port", port},
                      {"last_seen_s", "72623859790382856"},
                      {"services", "1230066625199609624"}});
    };
    const auto bad = [&](std::string_view slug, const wire::IpAddress& ip, std::uint16_t port, std::string_view rule,
                         std::string_view why) { group.refuse(kind, slug, record(ip, port), why, rule, sibling); };
    good("ipv4-first", v4(0x01000000), 1, "1.0.0.0, the first address, and the first port");
    good("ipv4-last", v4(0xdfffffff), 65535, "223.255.255.255, the last address before multicast, and the last port");
    good("ipv4-loopback", v4(0x7f000001), 1, "a loopback address is one of a host: whose, the node decides");
    good("ipv4-private", v4(0x0a000001), 1, "a private address is one of a host");
    good("ipv6", v6({{0, 0x20}, {1, 0x01}, {2, 0x0d}, {3, 0xb8}, {15, 1}}), 7618, "2001:db8::1");
    good("ipv6-loopback", v6({{15, 1}}), 7618, "::1, which looks like an IPv4 address of old");
    good("ipv6-link-local", v6({{0, 0xfe}, {1, 0x80}, {15, 1}}), 7618, "fe80::1, link-local");
    good("ipv6-before-multicast", v6({{0, 0xfe}, {1, 0xff}}), 7618, "the first byte decides about multicast");
    good("ipv6-low-bit", v6({{11, 1}, {15, 2}}), 7618, "the last bit of the twelve bytes is set: nothing of old");
    good("ipv6-almost-mapped", v6({{10, 0xff}, {11, 0xfe}, {12, 0}, {15, 1}}), 7618,
         "no mapped address: another prefix");
    good("ipv6-almost-mapped-9", v6({{9, 1}, {10, 0xff}, {11, 0xff}}), 7618,
         "no mapped address: a bit before the ones");
    bad("ipv4-zero", v4(0), 7618, "ADR-2", "0.0.0.0 names nobody");
    bad("ipv4-zero-net", v4(0x00ffffff), 7618, "ADR-2", "0.255.255.255, the last of the network 0");
    bad("ipv4-multicast", v4(0xe0000000), 7618, "ADR-2", "224.0.0.0, the first of multicast");
    bad("ipv4-reserved", v4(0xf0000001), 7618, "ADR-2", "240.0.0.1 is reserved");
    bad("ipv4-broadcast", v4(0xffffffff), 7618, "ADR-2", "255.255.255.255 is everybody");
    bad("ipv6-zero", v6({}), 7618, "ADR-2", ":: names nobody");
    bad("ipv6-two", v6({{15, 2}}), 7618, "ADR-2", "::2 is in the place of IPv4 addresses of old");
    bad("ipv6-compatible", v6({{12, 192}, {14, 2}, {15, 1}}), 7618, "ADR-2",
        "::192.0.2.1 would be a second form of 192.0.2.1");
    bad("ipv6-multicast", v6({{0, 0xff}, {1, 0x02}, {15, 1}}), 7618, "ADR-2", "ff02::1 is many");
    bad("ipv6-multicast-last", v6({{0, 0xff}, {15, 0}}), 7618, "ADR-2", "ff00::, all zero but for its first byte");
    bad("port-zero", v4(0xc0000201), 0, "ADR-3", "nobody listens on port 0");
    bad("both", v4(0), 0, "ADR-2", "both are wrong: the address is looked at first");
    const base::Bytes whole = codec::encode(wire::AddressRecord{1, 2, {v4(0xc0000201), 7618}});
    for (std::size_t end = 0; end < whole.size(); ++end) {
        group.refuse(kind, "cut-" + padded(end, 2), {{"record", hex(base::BytesView{whole}.first(end))}},
                     "a record that ends too early", "COD-1", sibling);
    }
    group.refuse(kind, "longer", {{"record", hex(whole) + "00"}}, "a byte after the end", "COD-2", sibling);
}

}  // namespace

void write_wire(Book& book) {
    write_addresses(book.group("wire", "address"));
    write_dialect<wire::Framed>(book, "framed");
    write_dialect<wire::Compact>(book, "compact");
}

}  // namespace bloomcoin::vectors
