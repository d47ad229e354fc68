#include <bloomcoin/wire/framed.hpp>

#include "frames.hpp"

#include <functional>

using namespace bloomcoin;
using param::Mainnet;
using param::Tiny;
using test::answer_of;
using test::append;
using test::append_big;
using test::frame_of;
using test::property;
using test::Random;
using wire::decode_frame;
using wire::Framed;

namespace {

// ---- payloads, straight from the table of MSG-7

base::Bytes payload_by_spec(const wire::Single& message);

void append_endpoint(base::Bytes& bytes, const wire::Endpoint& endpoint) {
    append(bytes, endpoint.ip);
    append_big(bytes, endpoint.port, 2);
}

struct PayloadBySpec {
    base::Bytes& bytes;

    void operator()(const wire::Version& message) const {
        append_big(bytes, message.version, 4);
        append_big(bytes, message.services, 8);
        append_big(bytes, message.time_s, 8);
        append_endpoint(bytes, message.receiver);
        append_endpoint(bytes, message.sender);
        append_big(bytes, message.nonce, 8);
        append_big(bytes, message.user_agent.size(), 2);
        append(bytes, message.user_agent);
        append_big(bytes, message.height, 4);
        append(bytes, message.genesis);
    }
    void operator()(const wire::Verack&) const {}
    void operator()(const wire::Block& message) const { append(bytes, codec::encode(message.block)); }
    void operator()(const wire::GetBlocks& message) const {
        append_big(bytes, message.start, 4);
        append_big(bytes, message.count, 4);
    }
    void operator()(const wire::Headers& message) const {
        append_big(bytes, message.headers.size(), 2);
        for (const chain::Header& header : message.headers) append(bytes, codec::encode(header));
    }
    void operator()(const wire::GetHeaders& message) const {
        append_big(bytes, message.locator.size(), 2);
        for (const base::Hash& hash : message.locator) append(bytes, hash);
        append(bytes, message.stop);
    }
    void operator()(const wire::Bloom& message) const { append(bytes, codec::encode(message.header)); }
    void operator()(const wire::Tx& message) const { append(bytes, codec::encode(message.transaction)); }
    void operator()(const wire::GetTx& message) const {
        append_big(bytes, message.txids.size(), 2);
        for (const base::Hash& hash : message.txids) append(bytes, hash);
    }
    void operator()(const wire::Mempool&) const {}
    void operator()(const wire::Phase& message) const {
        append_big(bytes, message.height, 4);
        append_big(bytes, message.coherence, 4);
        append_big(bytes, message.phases.size(), 2);
        for (const std::uint16_t bin : message.phases) append_big(bytes, bin, 2);
    }
    void operator()(const wire::GetPhase& message) const { append_big(bytes, message.height, 4); }
    void operator()(const wire::Coherence& message) const {
        append_big(bytes, message.height, 4);
        append_big(bytes, message.coherence, 4);
    }
    void operator()(const wire::Addr& message) const {
        append_big(bytes, message.records.size(), 2);
        for (const wire::AddressRecord& record : message.records) {
            append_big(bytes, record.last_seen_s, 8);
            append_big(bytes, record.services, 8);
            append_endpoint(bytes, record.endpoint);
        }
    }
    void operator()(const wire::GetAddr&) const {}
    void operator()(const wire::Ping& message) const { append_big(bytes, message.nonce, 8); }
    void operator()(const wire::Pong& message) const { append_big(bytes, message.nonce, 8); }
    template <class Purpose>
    void operator()(const wire::Entries<Purpose>& message) const {
        append_big(bytes, message.entries.size(), 2);
        for (const wire::Entry& entry : message.entries) {
            bytes.push_back(entry.kind);
            append(bytes, entry.hash);
        }
    }
    void operator()(const wire::Batch& message) const {
        append_big(bytes, message.messages.size(), 2);
        for (const wire::Single& part : message.messages) {
            const base::Bytes payload = payload_by_spec(part);
            bytes.push_back(test::framed_codes[part.index()]);
            append_big(bytes, payload.size(), 4);
            append(bytes, payload);
        }
    }
};

base::Bytes payload_by_spec(const wire::Single& message) {
    base::Bytes bytes;
    std::visit(PayloadBySpec{bytes}, message);
    return bytes;
}
base::Bytes payload_by_spec(const wire::Message& message) {
    base::Bytes bytes;
    std::visit(PayloadBySpec{bytes}, message);
    return bytes;
}

// ---- answers

template <class M>
const std::size_t kind_of = wire::Message{M{}}.index();

/// The answer to a frame with this payload, and with a header that breaks nothing unless the payload is too long.
template <class P = Tiny>
std::string answer(std::size_t kind, const base::Bytes& payload) {
    return answer_of(decode_frame<Framed<P>>(frame_of<Framed<P>>(test::framed_codes[kind], payload)));
}
template <class M, class P = Tiny>
std::string answer(const base::Bytes& payload) {
    return answer<P>(kind_of<M>, payload);
}

/// The answer to a message that is encoded, and to the bytes that would be its frame if nobody asked.
template <class P = Tiny>
std::string encoding_answer(const wire::Message& message) {
    return answer_of(Framed<P>::encode(message));
}
template <class P = Tiny>
std::string decoding_answer(const wire::Message& message) {
    return answer<P>(message.index(), payload_by_spec(message));
}

/// A batch of one part with this payload.
base::Bytes batch_of(std::size_t kind, const base::Bytes& payload) {
    base::Bytes bytes{0, 1, test::framed_codes[kind]};
    append_big(bytes, payload.size(), 4);
    append(bytes, payload);
    return bytes;
}

/// A message that breaks nothing, changed in one place, is refused with exactly this rule: when it is encoded, when
/// its bytes are decoded, and both alone and among others in a batch.
template <class M, class Change>
void breaks(base::Rule rule, Change change) {
    property(std::string{rule.id()}, [&] {
        Random random = test::draw_random();
        const wire::Single sound = test::any_single<Tiny>(kind_of<M>, random, 20);
        M message = std::get<M>(sound);
        RC_ASSERT(encoding_answer(message).empty());
        change(message, random);
        RC_ASSERT(encoding_answer(message) == rule.id());
        RC_ASSERT(decoding_answer(message) == rule.id());
        const wire::Batch batch{{wire::Verack{}, sound, message, wire::GetBlocks{0, 501}}};
        RC_ASSERT(encoding_answer(batch) == rule.id());
        RC_ASSERT(decoding_answer(batch) == rule.id());
    });
}

/// A header of a frame changed in one place is refused with exactly this rule, alone and in a stream.
template <class Change>
void header_breaks(base::Rule rule, Change change) {
    property(std::string{rule.id()}, [&] {
        Random random = test::draw_random();
        base::Bytes frame =
            Framed<Tiny>::encode(test::any_message<Tiny>(random.below(wire::kind_count), random, 8)).value();
        change(frame, random);
        RC_ASSERT(answer_of(decode_frame<Framed<Tiny>>(frame)) == rule.id());
        wire::FrameReader<Framed<Tiny>> reader;
        base::BytesView bytes{frame};
        RC_ASSERT(answer_of(reader.read(bytes)) == rule.id());
    });
}

template <class P>
void laws() {
    using D = Framed<P>;
    test::for_each_kind<D>([](std::size_t kind) {
        Random random = test::draw_random();
        const wire::Message message = test::any_message<P>(kind, random);
        const base::Bytes frame = D::encode(message).value();
        RC_ASSERT(frame == frame_of<D>(test::framed_codes[kind], payload_by_spec(message)));
        RC_ASSERT(decode_frame<D>(frame).value() == message);
    });
}

/// Whether bytes that somebody changed are refused, or decoded to what is encoded as these bytes.
template <class P>
void check_changed(std::size_t kind, const base::Bytes& payload) {
    using D = Framed<P>;
    const base::Bytes frame = frame_of<D>(test::framed_codes[kind], payload);
    const auto message = decode_frame<D>(frame);
    if (!message) return;
    RC_ASSERT(message.value().has_value());
    RC_ASSERT(message.value()->index() == kind);
    RC_ASSERT(D::encode(*message.value()).value() == frame);
}

}  // namespace

TEST_CASE("[FRM-5] [FRM-9] every message is encoded as the tables say, and decoded to what it was") {
    laws<Tiny>();
    laws<Mainnet>();
}

TEST_CASE(
    "[FRM-5] a header is the magic, the code, three zeros, the checksum and the size, most significant byte first") {
    const base::Bytes frame = Framed<Mainnet>::encode(wire::Ping{0x0102030405060708}).value();
    CHECK(frame ==
          base::Bytes{'B', 'L', 'C', 0, 0x42, 0, 0, 0, 0x66, 0x84, 0x0d, 0xda, 0, 0, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8});
    CHECK(Framed<Tiny>::encode(wire::Verack{}).value() ==
          base::Bytes{'B', 'L', 'Y', 0, 0x02, 0, 0, 0, 0xe3, 0xb0, 0xc4, 0x42, 0, 0, 0, 0});
}

TEST_CASE("[MSG-8] a payload with a byte changed, and a sum that fits it, is refused or is another message's") {
    test::for_each_kind<Framed<Tiny>>([](std::size_t kind) {
        Random random = test::draw_random();
        base::Bytes payload = payload_by_spec(test::any_message<Tiny>(kind, random, 3));
        for (base::Byte& byte : payload) {
            const base::Byte whole = byte;
            for (const unsigned change : {0x01U, 0x80U, 1 + random.below(255U)}) {
                byte = static_cast<base::Byte>(whole ^ change);
                check_changed<Tiny>(kind, payload);
            }
            byte = whole;
        }
    });
}

TEST_CASE(
    "[MSG-8] payloads that somebody has tampered with, and bytes that nobody encoded, are refused or have a message") {
    test::for_each_kind<Framed<Tiny>>([](std::size_t kind) {
        Random random = test::draw_random();
        const base::Bytes payload = payload_by_spec(test::any_message<Tiny>(kind, random, 20));
        for (int i = 0; i < 50; ++i) check_changed<Tiny>(kind, test::mutated(payload, random));
        for (int i = 0; i < 50; ++i) check_changed<Tiny>(kind, random.bytes(random.below(40U)));
        base::Bytes counted{0, static_cast<base::Byte>(random.below(3U))};
        append(counted, random.bytes(random.below(80U)));
        check_changed<Tiny>(kind, counted);
    });
}

TEST_CASE("[COD-1] [MSG-8] [MSG-9] every proper beginning of a payload is refused") {
    test::for_each_kind<Framed<Tiny>>([](std::size_t kind) {
        Random random = test::draw_random();
        const base::Bytes payload = payload_by_spec(test::any_message<Tiny>(kind, random, 3));
        for (std::size_t size = 0; size < payload.size(); ++size) {
            const base::Bytes part(payload.begin(), payload.begin() + static_cast<std::ptrdiff_t>(size));
            RC_ASSERT(answer(kind, part) == "COD-1");
            RC_ASSERT(answer_of(Framed<Tiny>::decode_payload(kind, part)) == "COD-1");
            if (kind != wire::batch_kind) RC_ASSERT(answer<wire::Batch>(batch_of(kind, part)) == "COD-1");
        }
    });
}

TEST_CASE("[COD-2] [MSG-8] [MSG-9] every further byte of a payload is refused, or is one too many for its kind") {
    test::for_each_kind<Framed<Tiny>>([](std::size_t kind) {
        Random random = test::draw_random();
        base::Bytes payload = payload_by_spec(test::any_message<Tiny>(kind, random, 3));
        const bool is_longest = payload.size() == test::framed_limits[kind].tiny;
        payload.push_back(0);
        for (unsigned further = 0; further < 256; ++further) {
            payload.back() = static_cast<base::Byte>(further);
            RC_ASSERT(answer_of(Framed<Tiny>::decode_payload(kind, payload)) == "COD-2");
            RC_ASSERT(answer(kind, payload) == (is_longest ? "FRM-3" : "COD-2"));
            if (kind == wire::batch_kind) continue;
            RC_ASSERT(answer<wire::Batch>(batch_of(kind, payload)) == (is_longest ? "FRM-3" : "COD-2"));
        }
    });
}

TEST_CASE("[FRM-8] the greatest payload of each kind is that of the table") {
    for (std::size_t kind = 0; kind < wire::kind_count; ++kind) {
        CHECK(Framed<Mainnet>::payload_size_max(kind) == test::framed_limits[kind].mainnet);
        CHECK(Framed<param::Testnet>::payload_size_max(kind) == test::framed_limits[kind].mainnet);
        CHECK(Framed<Tiny>::payload_size_max(kind) == test::framed_limits[kind].tiny);
    }
    CHECK(Framed<Mainnet>::payload_size_max(std::nullopt) == 1048576);
    CHECK(Framed<Tiny>::payload_size_max(std::nullopt) == 8192);
    const std::size_t phase = kind_of<wire::Phase>;
    CHECK(Framed<param::Fast>::payload_size_max(phase) == 10 + 2 * 31);
    CHECK(Framed<param::Secure>::payload_size_max(phase) == 10 + 2 * 127);
}

TEST_CASE("[FRM-8] the longest message of each kind is sent and read") {
    const auto check = []<class P, class M>(P, const M& message, std::size_t size) {
        const auto frame = Framed<P>::encode(message);
        REQUIRE(frame);
        CHECK(frame.value().size() == 16 + size);
        CHECK(std::get<M>(decode_frame<Framed<P>>(frame.value()).value().value()) == message);
    };
    Random random{1};
    wire::Version version;
    version.user_agent.assign(64, '~');
    check(Mainnet{}, version, 166);
    check(Mainnet{}, wire::Headers{std::vector(2000, test::random_header(random))}, 272002);
    check(Tiny{}, wire::Headers{std::vector(60, test::random_header(random))}, 2 + 60 * 136);
    check(Mainnet{}, wire::GetHeaders{std::vector<base::Hash>(64), {}}, 2082);
    chain::Transaction transaction;
    transaction.body.inputs.resize(256);
    transaction.body.outputs.resize(256);
    transaction.signatures.resize(256);
    check(Mainnet{}, wire::Tx{transaction}, 44046);
    check(Mainnet{}, wire::GetTx{std::vector<base::Hash>(500)}, 16002);
    check(Mainnet{}, wire::Phase{1, 2, std::vector<std::uint16_t>(63, 3)}, 136);
    check(Mainnet{}, wire::Inventory{std::vector<wire::Entry>(500, {2, {}})}, 16502);
    wire::Addr addr;
    for (std::uint16_t port = 1; port <= 1000; ++port) {
        addr.records.push_back({0, 0, {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 1, 2, 3, 4}, port}});
    }
    check(Mainnet{}, addr, 34002);
}

TEST_CASE("[FRM-8] a block of as many bytes as a block may have is sent, and one of more is not") {
    // A transaction of 14 bytes and more for each of its parts: 136 + 2 + 14 * n + 40 * o + 64 * s bytes in all.
    const auto padded_to = [](std::size_t size) {
        wire::Block message;
        std::size_t left = size - 138;
        auto& transactions = message.block.transactions;
        while (left % 14 != 0) {
            transactions.emplace_back();
            transactions.back().body.outputs.resize(1);
            left -= 14 + 40;
        }
        while (transactions.size() < 4096 && left >= 14 + 256 * 64 && size > 100'000) {
            // Signatures come seven at a time: 448 is a multiple of 14.
            transactions.emplace_back();
            transactions.back().signatures.resize(252);
            left -= 14 + 252 * 64;
        }
        while (left > 0) {
            transactions.emplace_back();
            left -= 14;
        }
        return message;
    };
    const auto check = [&]<class P>(P) {
        const wire::Block longest = padded_to(P::block_size_max);
        REQUIRE(payload_by_spec(wire::Message{longest}).size() == P::block_size_max);
        CHECK(decode_frame<Framed<P>>(Framed<P>::encode(longest).value()).value().value() == wire::Message{longest});
        const wire::Block longer = padded_to(P::block_size_max + 2);
        REQUIRE(payload_by_spec(wire::Message{longer}).size() == P::block_size_max + 2);
        CHECK(encoding_answer<P>(longer) == "FRM-3");
        CHECK(decoding_answer<P>(longer) == "FRM-3");
    };
    check(Tiny{});
    check(Mainnet{});
}

TEST_CASE("[FRM-1] any other magic is refused, also that of another network") {
    header_breaks("FRM-1", [](base::Bytes& frame, Random& random) {
        frame[random.below(4U)] ^= static_cast<base::Byte>(1 + random.below(255U));
    });
    const base::Bytes frame = Framed<Mainnet>::encode(wire::Verack{}).value();
    CHECK(decode_frame<Framed<Mainnet>>(frame));
    CHECK(answer_of(decode_frame<Framed<param::Testnet>>(frame)) == "FRM-1");
    CHECK(answer_of(decode_frame<Framed<param::Fast>>(frame)) == "FRM-1");
    CHECK(answer_of(decode_frame<Framed<param::Secure>>(frame)) == "FRM-1");
    CHECK(answer_of(decode_frame<Framed<Tiny>>(frame)) == "FRM-1");
}

TEST_CASE("[FRM-2] any reserved byte that is not zero is refused") {
    header_breaks("FRM-2", [](base::Bytes& frame, Random& random) {
        frame[5 + random.below(3U)] = static_cast<base::Byte>(1 + random.below(255U));
    });
}

TEST_CASE("[FRM-3] a payload that is longer than its kind allows is refused, also if it is there") {
    header_breaks("FRM-3", [](base::Bytes& frame, Random& random) {
        const std::size_t limit = test::DialectBySpec<Framed<Tiny>>::limit_of(frame[4]);
        const auto size = random.one_in(2) ? limit + 1 : limit + 1 + random.below(UINT32_MAX - limit);
        base::Bytes bytes;
        append_big(bytes, size, 4);
        std::ranges::copy(bytes, frame.begin() + 12);
        if (random.one_in(2)) frame.resize(16 + std::min<std::size_t>(size, 10'000));
    });
}

TEST_CASE("[FRM-4] a payload or a checksum with a byte changed is refused") {
    header_breaks("FRM-4", [](base::Bytes& frame, Random& random) {
        const std::size_t places = 4 + frame.size() - 16;
        const std::size_t place = random.below(places);
        frame[place < 4 ? 8 + place : 12 + place] ^= static_cast<base::Byte>(1 + random.below(255U));
    });
}

TEST_CASE("[MSG-1] [MSG-2] [MSG-3] [MSG-6] [ADR-2] [ADR-3] [ADR-4] what the content breaks is refused both ways") {
    breaks<wire::Version>("MSG-1", [](wire::Version& message, Random& random) {
        message.user_agent.push_back(random.one_in(2) ? 0x7f : 0x1f);
    });
    const auto name_something = [](auto& message, Random& random) {
        message.entries.push_back({static_cast<std::uint8_t>(random.one_in(2) ? 0 : 3), random.bytes<32>()});
    };
    breaks<wire::Inventory>("MSG-2", name_something);
    breaks<wire::GetData>("MSG-2", name_something);
    breaks<wire::NotFound>("MSG-2", name_something);
    const auto cohere_too_much = [](auto& message, Random&) { message.coherence = (1U << 30) + 1; };
    breaks<wire::Phase>("MSG-3", cohere_too_much);
    breaks<wire::Coherence>("MSG-3", cohere_too_much);
    breaks<wire::GetBlocks>("MSG-6", [](wire::GetBlocks& message, Random&) { message.count = 501; });
    breaks<wire::Addr>("ADR-2", [](wire::Addr& message, Random&) { message.records.push_back({0, 0, {{}, 1}}); });
    breaks<wire::Addr>("ADR-3", [](wire::Addr& message, Random& random) {
        message.records.push_back({0, 0, {test::any_host(random), 0}});
    });
    breaks<wire::Addr>("ADR-4", [](wire::Addr& message, Random& random) {
        const wire::AddressRecord record{0, 0, {{0xfe, 0xff, 0xff, 0xff}, 1}};
        message.records.assign(1 + random.below(2U), record);
        message.records.push_back(record);
    });
}

TEST_CASE("[MSG-4] phases that are fewer than the oscillators are refused, and more of them when they are encoded") {
    breaks<wire::Phase>("MSG-4", [](wire::Phase& message, Random& random) { message.phases.resize(random.below(5U)); });
    property("more", [] {
        Random random = test::draw_random();
        auto message = std::get<wire::Phase>(test::any_single<Tiny>(kind_of<wire::Phase>, random));
        message.phases.resize(6 + random.below(random.one_in(2) ? 4U : 9995U));
        RC_ASSERT(encoding_answer(message) == "MSG-4");
        // As bytes they are longer than the kind allows, unless nobody asks.
        RC_ASSERT(decoding_answer(message) == "FRM-3");
        RC_ASSERT(answer_of(Framed<Tiny>::decode_payload(kind_of<wire::Phase>, codec::encode(message))) == "MSG-4");
    });
    CHECK(encoding_answer<Mainnet>(wire::Phase{0, 0, std::vector<std::uint16_t>(63)}).empty());
    CHECK(encoding_answer<Tiny>(wire::Phase{0, 0, std::vector<std::uint16_t>(63)}) == "MSG-4");
}

TEST_CASE("[MSG-8] a payload is decoded as a whole before its content is looked at, and MSG-4 comes before MSG-3") {
    // Each change spoils a rule that comes before those that are broken already.
    base::Bytes payload = payload_by_spec(wire::Message{wire::Phase{0, (1U << 30) + 1, {1, 2, 3, 4}}});
    CHECK(answer<wire::Phase>(payload) == "MSG-4");
    payload.push_back(0);
    CHECK(answer<wire::Phase>(payload) == "COD-2");
    payload[9] = 5;
    CHECK(answer<wire::Phase>(payload) == "COD-1");
    payload[8] = 0x27;
    payload[9] = 0x11;
    CHECK(answer<wire::Phase>(payload) == "COD-10");
    payload.resize(9);
    CHECK(answer<wire::Phase>(payload) == "COD-1");
    CHECK(encoding_answer(wire::Phase{0, (1U << 30) + 1, {1, 2, 3, 4}}) == "MSG-4");

    wire::Version version;
    version.user_agent = {'\n'};
    payload = payload_by_spec(wire::Message{version});
    CHECK(answer<wire::Version>(payload) == "MSG-1");
    payload.push_back(0);
    CHECK(answer<wire::Version>(payload) == "COD-2");
    payload.resize(payload.size() - 2);
    CHECK(answer<wire::Version>(payload) == "COD-1");
    payload[65] = 65;
    CHECK(answer<wire::Version>(payload) == "COD-10");

    payload = payload_by_spec(wire::Message{wire::GetBlocks{0, 501}});
    payload.push_back(0);
    CHECK(answer_of(Framed<Tiny>::decode_payload(kind_of<wire::GetBlocks>, payload)) == "COD-2");
    CHECK(answer<wire::GetBlocks>(payload) == "FRM-3");
    for (const wire::Message& message : {wire::Message{wire::Inventory{{{3, {}}}}}, wire::Message{wire::Addr{{{}}}}}) {
        payload = payload_by_spec(message);
        payload.pop_back();
        CHECK(answer(message.index(), payload) == "COD-1");
        payload.resize(payload.size() + 2);
        CHECK(answer(message.index(), payload) == "COD-2");
    }
}

TEST_CASE("[MSG-9] a batch of none and of a hundred is read, and of more is refused, whatever follows or does not") {
    for (const std::size_t count : {0U, 1U, 99U, 100U}) {
        const wire::Batch batch{std::vector<wire::Single>(count, wire::Verack{})};
        const base::Bytes frame = Framed<Tiny>::encode(batch).value();
        CHECK(frame.size() == 16 + 2 + 5 * count);
        CHECK(decode_frame<Framed<Tiny>>(frame).value().value() == wire::Message{batch});
    }
    property("more", [] {
        Random random = test::draw_random();
        base::Bytes payload;
        const auto count = random.one_in(4) ? 101 : 101 + random.below(65435U);
        append_big(payload, count, 2);
        RC_ASSERT(answer<wire::Batch>(payload) == "COD-10");
        append(payload, random.bytes(random.below(100U)));
        RC_ASSERT(answer<wire::Batch>(payload) == "COD-10");
    });
    CHECK(encoding_answer(wire::Batch{std::vector<wire::Single>(101, wire::Verack{})}) == "COD-10");
    CHECK(decoding_answer(wire::Batch{std::vector<wire::Single>(101, wire::Verack{})}) == "COD-10");
    CHECK(answer<wire::Batch>({}) == "COD-1");
    CHECK(answer<wire::Batch>({0}) == "COD-1");
}

TEST_CASE("[MSG-5] a part of a batch that is a batch or of no known kind is refused") {
    property("any such code, with a payload or without", [] {
        Random random = test::draw_random();
        const base::Byte code = random.one_in(4) ? base::Byte{0x60} : test::unknown_code<Framed<Tiny>>(random);
        wire::Batch batch = test::any_batch<Tiny>(random, 4);
        base::Bytes payload = payload_by_spec(wire::Message{batch});
        RC_ASSERT(answer<wire::Batch>(payload).empty());
        ++payload[1];
        payload.push_back(code);
        append_big(payload, 2, 4);
        append(payload, base::Bytes(2));
        RC_ASSERT(answer<wire::Batch>(payload) == "MSG-5");
    });
}

TEST_CASE("[FRM-3] [MSG-9] a part of a batch that is longer than its kind allows is refused") {
    property("any kind", [] {
        Random random = test::draw_random();
        const std::size_t kind = random.below(test::single_count);
        const std::size_t limit = test::framed_limits[kind].tiny;
        base::Bytes payload{0, 1, test::framed_codes[kind]};
        append_big(payload, random.one_in(2) ? limit + 1 : limit + 1 + random.below(UINT32_MAX - limit), 4);
        RC_ASSERT(answer<wire::Batch>(payload) == "FRM-3");
        append(payload, base::Bytes(std::min<std::size_t>(limit + 1, 8000)));
        RC_ASSERT(answer<wire::Batch>(payload) == "FRM-3");
        // The longest is waited for.
        payload = {0, 1, test::framed_codes[kind]};
        append_big(payload, limit, 4);
        if (limit > 0) RC_ASSERT(answer<wire::Batch>(payload) == "COD-1");
    });
}

TEST_CASE("[MSG-9] of several broken rules of a batch the first in order is the answer") {
    // Each change spoils a rule that comes before those that are broken already.
    const base::Bytes part = payload_by_spec(wire::Message{wire::GetBlocks{0, 501}});
    base::Bytes payload = batch_of(kind_of<wire::GetBlocks>, part);
    append(payload, base::Bytes{0x60});
    CHECK(answer<wire::Batch>(payload) == "MSG-6");  // before COD-2
    payload[1] = 2;
    CHECK(answer<wire::Batch>(payload) == "MSG-6");  // before what a later part breaks
    payload.resize(7 + 7);
    CHECK(answer<wire::Batch>(payload) == "COD-1");
    payload[6] = 9;
    CHECK(answer<wire::Batch>(payload) == "FRM-3");
    payload[2] = 0x60;
    CHECK(answer<wire::Batch>(payload) == "MSG-5");
    payload.resize(6);
    CHECK(answer<wire::Batch>(payload) == "COD-1");
    payload[1] = 101;
    CHECK(answer<wire::Batch>(payload) == "COD-10");
    payload.resize(1);
    CHECK(answer<wire::Batch>(payload) == "COD-1");

    // A part is refused for its bytes before its content, and its payload must be there first.
    payload = batch_of(kind_of<wire::Coherence>, base::Bytes{0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff});
    CHECK(answer<wire::Batch>(payload) == "MSG-3");
    payload[6] = 7;
    CHECK(answer<wire::Batch>(payload) == "COD-1");
    payload = batch_of(kind_of<wire::Inventory>, base::Bytes{0xff, 0xff, 0});
    CHECK(answer<wire::Batch>(payload) == "COD-10");
    payload.pop_back();
    CHECK(answer<wire::Batch>(payload) == "COD-1");
    payload = batch_of(kind_of<wire::Inventory>, base::Bytes{0, 0, 0});
    CHECK(answer<wire::Batch>(payload) == "COD-2");

    // What a sound batch is followed by.
    payload = batch_of(kind_of<wire::Verack>, {});
    CHECK(answer<wire::Batch>(payload).empty());
    payload.push_back(0);
    CHECK(answer<wire::Batch>(payload) == "COD-2");
}

TEST_CASE("[FRM-9] [COD-10] a list with more elements than it may have is not encoded, wherever it lies") {
    const auto check = [](const wire::Message& message) {
        CHECK(encoding_answer<Mainnet>(message) == "COD-10");
        std::visit(
            []<class M>(const M& one) {
                if constexpr (!std::is_same_v<M, wire::Batch>) {
                    CHECK(encoding_answer<Mainnet>(wire::Batch{{wire::Verack{}, one}}) == "COD-10");
                }
            },
            message);
    };
    wire::Version version;
    version.user_agent.assign(65, '\n');
    check(version);
    check(wire::Headers{std::vector<chain::Header>(2001)});
    check(wire::GetHeaders{std::vector<base::Hash>(65), {}});
    check(wire::GetTx{std::vector<base::Hash>(501)});
    check(wire::Phase{0, UINT32_MAX, std::vector<std::uint16_t>(10'001)});
    check(wire::Addr{std::vector<wire::AddressRecord>(1001)});
    check(wire::Inventory{std::vector<wire::Entry>(501)});
    check(wire::GetData{std::vector<wire::Entry>(501)});
    check(wire::NotFound{std::vector<wire::Entry>(501)});
    wire::Tx tx;
    tx.transaction.body.inputs.resize(257);
    check(tx);
    tx = {};
    tx.transaction.body.outputs.resize(257);
    check(tx);
    tx = {};
    tx.transaction.signatures.resize(257);
    check(tx);
    wire::Block block;
    block.block.transactions = {{}, tx.transaction};
    check(block);
    block.block.transactions.assign(4097, {});
    check(block);
}

TEST_CASE("[FRM-9] of several broken rules of a message that is encoded the first in order is the answer") {
    // COD-10, the content, the size.
    wire::Inventory inventory{std::vector<wire::Entry>(500, {1, {}})};
    CHECK(encoding_answer(inventory) == "FRM-3");
    inventory.entries.back().kind = 3;
    CHECK(encoding_answer(inventory) == "MSG-2");
    inventory.entries.push_back({});
    CHECK(encoding_answer(inventory) == "COD-10");
    CHECK(encoding_answer(wire::Phase{0, UINT32_MAX, {}}) == "MSG-4");

    // In a batch the number first, then message by message, the size of the whole last.
    const wire::Single longest = wire::GetTx{std::vector<base::Hash>(255)};
    const wire::Single too_long = wire::GetTx{std::vector<base::Hash>(256)};
    const wire::Single too_many = wire::GetTx{std::vector<base::Hash>(501)};
    const wire::Single unsound = wire::GetBlocks{0, 501};
    const auto answer_to = [](std::vector<wire::Single> parts) {
        return encoding_answer(wire::Batch{std::move(parts)});
    };
    CHECK(answer_to({longest}).empty());
    CHECK(answer_to({longest, longest}) == "FRM-3");
    CHECK(answer_to({too_long, unsound, too_many}) == "FRM-3");
    CHECK(answer_to({unsound, too_long, too_many}) == "MSG-6");
    CHECK(answer_to({too_many, unsound, too_long}) == "COD-10");
    CHECK(answer_to({longest, longest, unsound}) == "MSG-6");
    CHECK(answer_to(std::vector<wire::Single>(101, unsound)) == "COD-10");
    CHECK(answer_to(std::vector<wire::Single>(100, unsound)) == "MSG-6");
}

TEST_CASE("[FRM-9] the whole of a batch may be as long as the profile allows, and no longer") {
    const auto batch_of_size = [](std::size_t size) {
        // Two transactions' hashes lists and as many empty ones as are needed: 7 + 32 * n and 5 bytes a part.
        wire::Batch batch;
        std::size_t left = size - 2;
        while (left % 5 != 0 || left > 5 * 80) {
            const std::size_t hashes = left > 1000 ? 20 : 1;
            batch.messages.push_back(wire::GetTx{std::vector<base::Hash>(hashes)});
            left -= 7 + 32 * hashes;
        }
        while (left > 0) {
            batch.messages.push_back(wire::Verack{});
            left -= 5;
        }
        REQUIRE(batch.messages.size() <= 100);
        return batch;
    };
    const wire::Batch longest = batch_of_size(8192);
    CHECK(decode_frame<Framed<Tiny>>(Framed<Tiny>::encode(longest).value()).value().value() == wire::Message{longest});
    CHECK(encoding_answer(batch_of_size(8193)) == "FRM-3");
    CHECK(decoding_answer(batch_of_size(8193)) == "FRM-3");
}

TEST_CASE("[MSG-9] a batch is the same in whatever way its messages were sent alone") {
    property("any messages", [] {
        Random random = test::draw_random();
        const wire::Batch batch = test::any_batch<Tiny>(random, 6);
        base::Bytes payload;
        append_big(payload, batch.messages.size(), 2);
        for (const wire::Single& part : batch.messages) {
            const auto alone = std::visit([](const auto& one) { return Framed<Tiny>::encode(one); }, part);
            payload.push_back(alone.value()[4]);
            append(payload, base::BytesView{alone.value()}.subspan(12));
        }
        RC_ASSERT(test::payload_in<Framed<Tiny>>(Framed<Tiny>::encode(batch).value()) == payload);
    });
}

TEST_CASE("[CL-30] a checksum of four bytes packed as eight is not where the validator of its document looks") {
    test::property("any payload", [] {
        const auto payload = *rc::gen::arbitrary<base::Bytes>();
        const base::Hash hash = crypto::sha256(payload);
        // Magic 4, code 1, size 4, checksum 8, and then the payload, which the validator takes from byte 16 on.
        base::Bytes frame{'B', 'L', 'C', 0, 0x42};
        append_big(frame, payload.size(), 4);
        append_big(frame, 0, 4);
        append(frame, base::BytesView{hash}.first(4));
        append(frame, payload);
        const base::Hash found = crypto::sha256(base::BytesView{frame}.subspan(16));
        RC_ASSERT(!std::equal(found.begin(), found.begin() + 4, frame.begin() + 8));
        RC_ASSERT(!decode_frame<Framed<Mainnet>>(frame));
    });
}
