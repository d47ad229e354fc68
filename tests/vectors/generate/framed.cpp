// Cases of the framed dialect alone: what its header, its payloads and its batches can break, read and
// written.
#include "message.hpp"

namespace bloomcoin::vectors {

namespace {

using param::Mainnet;
using param::Tiny;
using D = wire::Framed<Tiny>;

std::string sibling_of(std::string_view name) { return "frm.decode.tiny." + std::string{name}; }
Json frame_json(base::BytesView frame) { return {{"frame", hex(frame)}}; }
base::Bytes frame_named(std::string_view name, base::BytesView payload) {
    return frame_of<D>(code_of<D>(name), payload);
}

Json message_json(const wire::Message& message) {
    return conformance::answer("frm.decode", "tiny", frame_json(D::encode(message).value())).at("out").at("message");
}

// ---- the header of a frame

void write_headers(Group& group) {
    const Kind kind{"frm.decode", "tiny", Source::hand, {"FRM-5", "FRM-7"}};
    const base::Bytes ping = D::encode(wire::Ping{0x0102030405060708}).value();
    const std::string sibling = sibling_of("ping");
    const auto refuse = [&](std::string_view slug, std::initializer_list<std::pair<std::size_t, unsigned>> changes,
                            std::string_view rule, std::string_view why) {
        base::Bytes frame = ping;
        for (const auto& [place, flip] : changes) frame[place] = static_cast<base::Byte>(frame[place] ^ flip);
        group.refuse(kind, slug, frame_json(frame), why, rule, sibling);
    };
    for (std::size_t place = 0; place < 4; ++place) {
        refuse("magic-" + std::to_string(place), {{place, 1}}, "FRM-1", "every byte of the magic counts");
    }
    refuse("magic-of-mainnet", {{2, 'Y' ^ 'C'}}, "FRM-1", "a frame of another network");
    for (std::size_t place = 5; place < 8; ++place) {
        refuse("reserved-" + std::to_string(place), {{place, 1}}, "FRM-2", "every reserved byte is looked at");
        refuse("reserved-high-" + std::to_string(place), {{place, 0x80}}, "FRM-2", "and every bit of it");
    }
    for (std::size_t place = 8; place < 12; ++place) {
        refuse("checksum-" + std::to_string(place), {{place, 1}}, "FRM-4", "every byte of the checksum counts");
    }
    for (std::size_t place = 16; place < 24; ++place) {
        refuse("payload-" + std::to_string(place), {{place, 0x40}}, "FRM-4", "every byte of the payload is covered");
    }
    refuse("magic-and-reserved", {{0, 1}, {5, 1}}, "FRM-1", "the magic comes first");
    refuse("reserved-and-size", {{5, 1}, {12, 1}}, "FRM-2", "a reserved byte comes before the size");
    refuse("size-and-checksum", {{8, 1}, {14, 1}}, "FRM-3", "the size comes before the checksum");
    refuse("size-shorter", {{15, 8 ^ 7}}, "COD-2",
           "the size says less than there is: bytes follow, before any checksum");
    refuse("code-and-checksum", {{4, 0x42 ^ 0x43}, {8, 1}}, "FRM-4", "the checksum comes before the payload");
    {
        base::Bytes frame = ping;
        frame[15] = 7;
        frame.pop_back();
        frame[8] ^= 1;
        group.refuse(kind, "checksum-and-short", frame_json(frame),
                     "the checksum is asked before the payload is decoded", "FRM-4", sibling);
    }
    {
        base::Bytes frame = ping;
        frame[8] ^= 1;
        frame.push_back(0);
        group.refuse(kind, "checksum-and-longer", frame_json(frame), "the frame must be alone before it is looked into",
                     "COD-2", sibling);
        frame.resize(23);
        group.refuse(kind, "checksum-and-cut", frame_json(frame), "there is no checksum of a payload that is not whole",
                     "COD-1", sibling);
    }
    {
        // A code of no kind: magic and reserved bytes are looked at all the same, the checksum is not.
        const base::Bytes other = frame_of<D>(0x7f, base::Bytes{1});
        const auto changed = [&](std::size_t place) {
            base::Bytes frame = other;
            frame[place] ^= 1;
            return frame_json(frame);
        };
        const std::string accepted =
            group.accept(kind, "unknown-checksum", changed(8), "the checksum of what is passed over is not looked at",
                         {{"message", nullptr}});
        group.refuse(kind, "unknown-magic", changed(0), "the magic of what is passed over is", "FRM-1", accepted);
        group.refuse(kind, "unknown-reserved", changed(6), "and so are its reserved bytes", "FRM-2", accepted);
    }
    // SHA-256 of nothing begins with e3b0c442 (FIPS 180-4).
    group.accept({"frm.decode", "mainnet", Source::hand, {"FRM-5"}}, "by-hand-verack",
                 {{"frame", "424c430002000000e3b0c44200000000"}}, "a frame put together by hand",
                 {{"message", {{"kind", "verack"}}}});
    group.accept({"frm.encode", "mainnet", Source::hand, {"FRM-9"}}, "by-hand-verack",
                 {{"message", {{"kind", "verack"}}}}, "a frame put together by hand",
                 {{"frame", "424c430002000000e3b0c44200000000"}});
}

// ---- payloads that break something

/// A payload, the rule that it breaks, and what it shows.
struct Broken {
    std::string kind;
    std::string slug;
    base::Bytes payload;
    std::string rule;
    std::string why;
};

base::Bytes with_count(std::size_t count, base::BytesView elements) {
    base::Bytes payload;
    append_big(payload, count, 2);
    append(payload, elements);
    return payload;
}

base::Bytes changed(base::Bytes payload, std::size_t place, base::Byte value) {
    payload.at(place) = value;
    return payload;
}

std::vector<Broken> broken_counts() {
    std::vector<Broken> list;
    // The kinds that are no more than one list, with the size of an element and the greatest count.
    struct List {
        std::string_view kind;
        std::size_t size, most;
    };
    for (const List& of : {List{"headers", 136, 2000}, List{"get-tx", 32, 500}, List{"addr", 34, 1000},
                           List{"inventory", 33, 500}, List{"get-data", 33, 500}, List{"not-found", 33, 500}}) {
        const base::Bytes two(2 * of.size, 1);
        const std::string kind{of.kind};
        list.push_back({kind, "count-3", with_count(3, two), "COD-1", "the count says more than there is"});
        list.push_back({kind, "count-1", with_count(1, two), "COD-2", "the count says less than there is"});
        list.push_back({kind, "count-0", with_count(0, two), "COD-2", "the count says that there is nothing"});
        list.push_back(
            {kind, "count-most", with_count(of.most, {}), "COD-1", "as many as there can be, and none there"});
        list.push_back({kind, "count-above", with_count(of.most + 1, {}), "COD-10",
                        "one more than there can be: refused by the count, whatever follows"});
        list.push_back({kind, "count-above-two", with_count(of.most + 1, two), "COD-10", "also when elements follow"});
        list.push_back({kind, "count-65535", with_count(65535, {}), "COD-10", "the greatest count"});
        list.push_back({kind, "count-little",
                        [&] {
                            base::Bytes payload;
                            append_little(payload, 2, 2);
                            append(payload, two);
                            return payload;
                        }(),
                        of.most < 512 ? "COD-10" : "COD-1",
                        "a count with its least significant byte first is another count"});
    }
    const base::Bytes hash(32, 7);
    list.push_back({"get-headers", "count-65", with_count(65, hash), "COD-10", "one more than a locator can have"});
    list.push_back(
        {"get-headers", "count-2", with_count(2, base::Bytes(64, 7)), "COD-1", "the locator takes what is stop's"});
    list.push_back(
        {"get-headers", "count-0", with_count(0, base::Bytes(64, 7)), "COD-2", "stop, and something after it"});
    return list;
}

std::vector<Broken> broken_contents() {
    std::vector<Broken> list;
    const auto add = [&](std::string_view kind, std::string_view slug, base::Bytes payload, std::string_view rule,
                         std::string_view why) {
        list.push_back({std::string{kind}, std::string{slug}, std::move(payload), std::string{rule}, std::string{why}});
    };
    wire::Version version;
    version.user_agent = bytes_of("ab");
    const base::Bytes version_payload = payload_of<D>(version);
    constexpr std::size_t agent_at = 4 + 8 + 8 + 18 + 18 + 8 + 2;
    for (const unsigned byte : {0x00U, 0x0aU, 0x1fU, 0x7fU, 0x80U, 0xffU}) {
        for (const std::size_t place : {0U, 1U}) {
            add("version", "agent-" + padded(byte, 3) + "-" + std::to_string(place),
                changed(version_payload, agent_at + place, static_cast<base::Byte>(byte)), "MSG-1",
                "a character that a terminal might obey, or that is of no ASCII");
        }
    }
    add("version", "agent-65", changed(version_payload, agent_at - 1, 65), "COD-10", "a user agent that is too long");
    add("version", "agent-1", changed(version_payload, agent_at - 1, 1), "COD-2",
        "fields after the user agent move up");
    add("version", "agent-3", changed(version_payload, agent_at - 1, 3), "COD-1",
        "fields after the user agent move down");

    for (const unsigned kind : {0U, 3U, 255U}) {
        for (const std::string_view of : {"inventory", "get-data", "not-found"}) {
            base::Bytes entries(66, 1);
            entries[33] = static_cast<base::Byte>(kind);
            add(of, "kind-" + padded(kind, 3), with_count(2, entries), "MSG-2", "the second entry is of no known kind");
        }
    }
    add("inventory", "kind-3-and-cut", with_count(2, base::Bytes(65, 3)), "COD-1",
        "the payload is decoded before its content");
    add("inventory", "kind-3-and-longer", with_count(1, base::Bytes(34, 3)), "COD-2",
        "the payload is decoded before its content");

    const auto phase = [](std::uint64_t coherence, std::size_t count) {
        base::Bytes payload;
        append_big(payload, 0, 4);
        append_big(payload, coherence, 4);
        append_big(payload, count, 2);
        payload.resize(payload.size() + 2 * std::min<std::size_t>(count, Tiny::oscillator_count));
        return payload;
    };
    add("phase", "coherence-above", phase((1U << 30) + 1, 5), "MSG-3", "just above 1");
    add("phase", "coherence-most", phase(UINT32_MAX, 5), "MSG-3", "the greatest integer");
    add("phase", "count-4", phase(0, 4), "MSG-4", "one phase too few");
    add("phase", "count-0", phase(0, 0), "MSG-4", "no phases at all");
    add("phase", "count-6", phase(0, 6), "COD-1", "one too many cannot be there: the payload ends first");
    add("phase", "count-10000", phase(0, 10000), "COD-1", "as many as any message has");
    add("phase", "count-10001", phase(0, 10001), "COD-10", "more than any message has");
    add("phase", "count-and-coherence", phase(UINT32_MAX, 4), "MSG-4", "the number of phases is looked at first");
    const auto coherence = [](std::uint64_t value) {
        base::Bytes payload;
        append_big(payload, 0, 4);
        append_big(payload, value, 4);
        return payload;
    };
    add("coherence", "above", coherence((1U << 30) + 1), "MSG-3", "just above 1");
    add("coherence", "most", coherence(UINT32_MAX), "MSG-3", "the greatest integer");
    add("get-blocks", "count-501", coherence(501), "MSG-6", "one more than an inventory can name");
    add("get-blocks", "count-most", coherence(UINT32_MAX), "MSG-6", "the greatest count");

    const auto record = [](base::Byte last_byte, std::uint16_t port) {
        base::Bytes bytes(16 + 10);
        append(bytes, base::Bytes{0xff, 0xff, 192, 0, 2, last_byte});
        append_big(bytes, port, 2);
        return bytes;
    };
    const auto two = [&](const base::Bytes& first, const base::Bytes& second) {
        base::Bytes elements = first;
        append(elements, second);
        return with_count(2, elements);
    };
    add("addr", "descends", two(record(2, 1), record(1, 1)), "ADR-4", "the second address is before the first");
    add("addr", "descends-port", two(record(1, 2), record(1, 1)), "ADR-4",
        "the same address, and a port before the first");
    add("addr", "twice", two(record(1, 1), record(1, 1)), "ADR-4", "the same endpoint twice");
    add("addr", "descends-port-little", two(record(1, 0x0101), record(1, 0x0100)), "ADR-4",
        "ports are compared as numbers, most significant byte first");
    add("addr", "port-zero", two(record(1, 1), record(2, 0)), "ADR-3", "the second port is zero");
    add("addr", "port-zero-and-descends", two(record(2, 1), record(1, 0)), "ADR-3",
        "a record for itself, then its order");
    add(
        "addr", "first-descends-second-bad",
        [&] {
            base::Bytes elements = record(2, 1);
            append(elements, record(1, 1));
            append(elements, record(3, 0));
            return with_count(3, elements);
        }(),
        "ADR-4", "record by record: the order of the second before the port of the third");
    add("addr", "no-host", two(record(1, 1), base::Bytes(34, 0)), "ADR-2", "the second address is no host's");
    return list;
}

base::Bytes part(base::Byte code, base::BytesView payload) {
    base::Bytes bytes{code};
    append_big(bytes, payload.size(), 4);
    append(bytes, payload);
    return bytes;
}

std::vector<Broken> broken_batches() {
    std::vector<Broken> list;
    const auto add = [&](std::string_view slug, base::Bytes payload, std::string_view rule, std::string_view why) {
        list.push_back({"batch", std::string{slug}, std::move(payload), std::string{rule}, std::string{why}});
    };
    const base::Bytes good = part(0x02, {});
    const auto after_good = [&](base::BytesView bytes) {
        base::Bytes elements = good;
        append(elements, bytes);
        return with_count(2, elements);
    };
    add("batch", after_good(part(0x60, with_count(0, {}))), "MSG-5", "a batch in a batch could go on for ever");
    for (const unsigned code : {0x00U, 0x03U, 0x15U, 0x7fU, 0xffU}) {
        add("code-" + padded(code, 3), after_good(part(static_cast<base::Byte>(code), {})), "MSG-5",
            "in a batch a code of no kind is refused, not passed over");
    }
    add("code-and-size", after_good(base::Bytes{0xff, 0xff, 0xff, 0xff, 0xff}), "MSG-5",
        "the code comes before the size");
    add("count-101", with_count(101, {}), "COD-10", "more messages than can travel together");
    add(
        "count-101-of-nothing",
        [&] {
            base::Bytes elements;
            for (int i = 0; i < 101; ++i) append(elements, good);
            return with_count(101, elements);
        }(),
        "COD-10", "also when all of them are there");
    add("count-3", with_count(3, after_good(good)), "MSG-5", "a count and a list as if they were a message");
    add("count-1",
        with_count(1,
                   [&] {
                       base::Bytes e = good;
                       append(e, good);
                       return e;
                   }()),
        "COD-2", "one message more than the count says");
    add("count-2", with_count(2, good), "COD-1", "one message less than the count says");
    add("size-above", after_good(base::Bytes{0x42, 0, 0, 0, 9}), "FRM-3", "the limit of a kind holds in a batch too");
    add("size-above-and-there", after_good(part(0x42, base::Bytes(9, 1))), "FRM-3", "also when all of it is there");
    add("size-and-nothing", after_good(base::Bytes{0x42, 0, 0, 0, 8}), "COD-1", "the payload of the part is not there");
    add("part-short", after_good(part(0x42, base::Bytes(7, 1))), "COD-1", "a part whose payload is too short for it");
    add("part-short-and-more",
        with_count(3,
                   [&] {
                       base::Bytes e = part(0x42, base::Bytes(7, 1));
                       append(e, good);
                       append(e, good);
                       return e;
                   }()),
        "COD-1", "a part is not filled up from the next one");
    add("part-longer", after_good(part(0x50, with_count(0, base::Bytes{1}))), "COD-2", "a part whose payload goes on");
    add("part-count", after_good(part(0x50, with_count(501, {}))), "COD-10", "a list in a part that is too long");
    add("part-content", after_good(part(0x11, base::Bytes{0, 0, 0, 0, 0, 0, 1, 0xf5})), "MSG-6",
        "the content of a part");
    add("part-phases", after_good(part(0x30, base::Bytes(10))), "MSG-4", "the phases of a part");
    add("first-before-second",
        with_count(2,
                   [&] {
                       base::Bytes e = part(0x11, base::Bytes{0, 0, 0, 0, 0, 0, 1, 0xf5});
                       append(e, part(0xff, {}));
                       return e;
                   }()),
        "MSG-6", "parts are refused in their order");
    return list;
}

void write_payloads(Group& group) {
    const auto write = [&](const std::vector<Broken>& list, const std::vector<std::string>& clauses) {
        const Kind kind{"frm.decode", "tiny", Source::hand, clauses};
        for (const Broken& broken : list) {
            group.refuse(kind, broken.kind + "-" + broken.slug, frame_json(frame_named(broken.kind, broken.payload)),
                         broken.why, broken.rule, sibling_of(broken.kind));
        }
    };
    write(broken_counts(), {"MSG-8", "COD-9", "COD-18"});
    write(broken_contents(), {"MSG-8", "ADR-6"});
    write(broken_batches(), {"MSG-9"});
}

// ---- what cannot be encoded

void write_encoding(Group& group) {
    const Kind kind{"frm.encode", "tiny", Source::hand, {"FRM-9"}};
    const auto refuse = [&](std::string_view name, std::string_view slug, const Json& change, std::string_view rule,
                            std::string_view why) {
        const auto samples = small_samples<Tiny>(Wording::full);
        const auto sample =
            std::find_if(samples.begin(), samples.end(), [&](const Sample& s) { return s.slug == name; });
        Json message = message_json(sample->message);
        message.update(change);
        group.refuse(kind, std::string{name} + "-" + std::string{slug}, {{"message", message}}, why, rule,
                     "frm.encode.tiny." + std::string{name});
    };
    const std::string hash(64, '7');
    const auto entry = [&](unsigned of) { return Json{{"kind", of}, {"hash", hash}}; };
    refuse("version", "agent-65", {{"user_agent", std::string(65, 'a')}}, "COD-10", "one character too many");
    refuse("version", "agent-newline", {{"user_agent", "a\nb"}}, "MSG-1", "a character that is not printable");
    refuse("version", "agent-utf-8", {{"user_agent", "\u00e9"}}, "MSG-1", "two bytes of which neither is ASCII");
    refuse("version", "agent-both", {{"user_agent", std::string(65, '\n')}}, "COD-10", "the length comes first");
    refuse("get-headers", "65", {{"locator", std::vector<std::string>(65, hash)}}, "COD-10", "one hash too many");
    refuse("get-tx", "501", {{"txids", std::vector<std::string>(501, hash)}}, "COD-10", "one hash too many");
    refuse("get-tx", "256", {{"txids", std::vector<std::string>(256, hash)}}, "FRM-3",
           "8194 bytes, where tiny allows 8192");
    refuse("inventory", "kind-3", {{"entries", {entry(1), entry(3)}}}, "MSG-2", "an entry of no known kind");
    refuse("get-data", "kind-0", {{"entries", {entry(0)}}}, "MSG-2", "an entry of no known kind");
    refuse("phase", "count-4", {{"phases", {1, 2, 3, 4}}}, "MSG-4", "one phase too few");
    refuse("phase", "count-6", {{"phases", {1, 2, 3, 4, 5, 6}}}, "MSG-4",
           "one phase too many: the content comes before the size");
    refuse("phase", "coherence", {{"coherence", (1U << 30) + 1}}, "MSG-3", "just above 1");
    refuse("phase", "both", {{"coherence", (1U << 30) + 1}, {"phases", Json::array()}}, "MSG-4",
           "the number of phases comes first");
    refuse("coherence", "above", {{"coherence", UINT32_MAX}}, "MSG-3", "the greatest integer");
    refuse("get-blocks", "501", {{"count", 501}}, "MSG-6", "one more than an inventory can name");
    const auto record = [](std::string_view ip, unsigned port) {
        return Json{{"last_seen_s", "1"}, {"services", "0"}, {"endpoint", {{"ip", ip}, {"port", port}}}};
    };
    const std::string_view host = "00000000000000000000ffffc0000201";
    refuse("addr", "no-host", {{"records", {record("00000000000000000000000000000000", 1)}}}, "ADR-2",
           "an address of nobody");
    refuse("addr", "port-zero", {{"records", {record(host, 0)}}}, "ADR-3", "a port of nobody");
    refuse("addr", "twice", {{"records", {record(host, 1), record(host, 1)}}}, "ADR-4", "the same endpoint twice");
    const std::string block = hex(codec::encode(chain::genesis_block<Tiny>()));
    const std::string header = block.substr(0, 272);
    refuse("headers", "61", {{"headers", std::vector<std::string>(61, header)}}, "FRM-3",
           "8298 bytes, where tiny allows 8192");
    {
        chain::Block large = chain::genesis_block<Tiny>();
        large.transactions.resize(300);
        refuse("block", "large", {{"block", hex(codec::encode(large))}}, "FRM-3", "a block longer than a block may be");
    }
    const auto batch = [](std::vector<Json> messages) { return Json{{"messages", std::move(messages)}}; };
    const Json verack{{"kind", "verack"}};
    refuse("batch", "101", batch(std::vector<Json>(101, verack)), "COD-10", "one message too many");
    refuse("batch", "content", batch({verack, {{"kind", "get-blocks"}, {"start", 0}, {"count", 501}}}), "MSG-6",
           "the content of a message in it");
    refuse("batch", "part-count",
           batch({verack, {{"kind", "get-headers"}, {"locator", std::vector<std::string>(65, hash)}, {"stop", hash}}}),
           "COD-10", "a list of a message in it that is too long");
    refuse("batch", "101-and-content",
           batch(std::vector<Json>(101, {{"kind", "get-blocks"}, {"start", 0}, {"count", 501}})), "COD-10",
           "the number of messages comes before any of them");
    refuse("batch", "part-long",
           batch({verack, {{"kind", "headers"}, {"headers", std::vector<std::string>(61, header)}}}), "FRM-3",
           "a message in it that is too long by itself");
    refuse("batch", "long",
           batch(std::vector<Json>(2, {{"kind", "headers"}, {"headers", std::vector<std::string>(40, header)}})),
           "FRM-3", "two messages that are too long together");
    refuse("batch", "order",
           batch({{{"kind", "headers"}, {"headers", std::vector<std::string>(61, header)}},
                  {{"kind", "get-blocks"}, {"start", 0}, {"count", 501}}}),
           "FRM-3", "the size of the first comes before the content of the second");
}

/// The longest lists that a message of the main network can have.
void write_longest(Group& group) {
    using M = wire::Framed<Mainnet>;
    Draw draw{"wire.longest"};
    const Kind kind{"frm.decode", "mainnet", Source::spec, {"FRM-8", "MSG-7"}};
    const auto add = [&](std::string_view slug, const wire::Message& message, std::string_view why) {
        group.accept(kind, slug, frame_json(M::encode(message).value()), why);
    };
    wire::Inventory inventory;
    for (int i = 0; i < 500; ++i) inventory.entries.push_back({static_cast<std::uint8_t>(1 + i % 2), draw.hash()});
    add("inventory-500", inventory, "as many entries as there can be");
    wire::Addr addr;
    for (std::uint16_t i = 0; i < 1000; ++i) {
        wire::AddressRecord record;
        record.endpoint.ip = {0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0xff,
                              0xff,
                              10,
                              0,
                              static_cast<base::Byte>(i >> 8),
                              static_cast<base::Byte>(i)};
        record.endpoint.port = static_cast<std::uint16_t>(1 + draw.below(65535));
        addr.records.push_back(record);
    }
    add("addr-1000", addr, "as many records as there can be");
}

}  // namespace

void write_framed(Book& book) {
    write_headers(book.group("wire", "framed_header"));
    Group& payloads = book.group("wire", "framed_payload");
    write_payloads(payloads);
    write_longest(payloads);
    write_encoding(book.group("wire", "framed_encode"));
}

}  // namespace bloomcoin::vectors
