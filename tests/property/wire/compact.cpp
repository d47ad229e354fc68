#include <bloomcoin/wire/compact.hpp>

#include "frames.hpp"

#include <bit>
#include <cmath>
#include <functional>

using namespace bloomcoin;
using param::Mainnet;
using param::Tiny;
using test::answer_of;
using test::append;
using test::append_little;
using test::frame_of;
using test::property;
using test::Random;
using wire::Compact;
using wire::decode_frame;

namespace {

constexpr std::uint32_t infinity = 0x7f80'0000;
constexpr std::uint32_t eight = 0x4100'0000;
constexpr std::uint32_t one = 0x3f80'0000;
constexpr std::uint32_t minus = 0x8000'0000;

// ---- payloads, straight from the table of CMP-6, with the machine's own rounding to binary32

std::uint32_t bits_of(float x) { return std::bit_cast<std::uint32_t>(x); }
float float_of(std::uint32_t bits) { return std::bit_cast<float>(bits); }

std::uint32_t r_by_spec(std::uint32_t coherence) {
    return bits_of(static_cast<float>(std::ldexp(static_cast<double>(coherence), -30)));
}
std::uint32_t radians_by_spec(num::Turn turn) {
    return bits_of(std::ldexp(static_cast<float>(std::uint64_t{turn} * 1686629713), -60));
}
std::uint32_t mean_phase_by_spec(const std::vector<std::uint16_t>& bins) {
    std::int64_t x = 0;
    std::int64_t y = 0;
    for (const std::uint16_t bin : bins) {
        x += num::cosine(bin);
        y += num::sine(bin);
    }
    return radians_by_spec(num::angle_of(x, y));
}

struct PayloadBySpec {
    base::Bytes& bytes;

    void operator()(const wire::Version& message) const {
        append_little(bytes, message.version, 4);
        append_little(bytes, message.height, 4);
        append_little(bytes, message.time_s, 8);
        append_little(bytes, message.sender.port, 4);
    }
    void operator()(const wire::GetBlocks& message) const {
        append_little(bytes, message.start, 4);
        append_little(bytes, message.count, 4);
    }
    void operator()(const wire::Block& message) const { append(bytes, codec::encode(message.block)); }
    void operator()(const wire::Tx& message) const { append(bytes, codec::encode(message.transaction)); }
    void operator()(const wire::Bloom& message) const { append(bytes, codec::encode(message.header)); }
    void operator()(const wire::Phase& message) const {
        append_little(bytes, r_by_spec(message.coherence), 4);
        append_little(bytes, mean_phase_by_spec(message.phases), 4);
        append_little(bytes, message.phases.size(), 4);
        for (const std::uint16_t bin : message.phases) {
            append_little(bytes, radians_by_spec(bin * 0x1'0000U + 0x8000), 4);
        }
    }
    void operator()(const wire::Coherence& message) const { append_little(bytes, r_by_spec(message.coherence), 4); }
    template <class Purpose>
    void operator()(const wire::Entries<Purpose>& message) const {
        append_little(bytes, message.entries.size(), 4);
        for (const wire::Entry& entry : message.entries) append(bytes, entry.hash);
    }
    template <class M>
    void operator()(const M&) const {}  // verack and get-phase have nothing, the rest has no payload
};

base::Bytes payload_by_spec(const wire::Message& message) {
    base::Bytes bytes;
    std::visit(PayloadBySpec{bytes}, message);
    return bytes;
}

base::Bytes phase_payload(std::uint32_t r, std::uint32_t mean, const std::vector<std::uint32_t>& phases) {
    base::Bytes bytes;
    append_little(bytes, r, 4);
    append_little(bytes, mean, 4);
    append_little(bytes, phases.size(), 4);
    for (const std::uint32_t phase : phases) append_little(bytes, phase, 4);
    return bytes;
}
base::Bytes coherence_payload(std::uint32_t r) {
    base::Bytes bytes;
    append_little(bytes, r, 4);
    return bytes;
}

// ---- answers

template <class M>
const std::size_t kind_of = wire::Message{M{}}.index();

template <class P = Tiny>
base::Result<std::optional<wire::Message>> decoded(std::size_t kind, const base::Bytes& payload) {
    return decode_frame<Compact<P>>(frame_of<Compact<P>>(test::compact_kinds[kind].code, payload));
}
template <class M, class P = Tiny>
std::string answer(const base::Bytes& payload) {
    return answer_of(decoded<P>(kind_of<M>, payload));
}
template <class P = Tiny>
std::string encoding_answer(const wire::Message& message) {
    return answer_of(Compact<P>::encode(message));
}

/// What a message becomes on its way.
template <class P = Tiny>
wire::Message sent(const wire::Message& message) {
    return decode_frame<Compact<P>>(Compact<P>::encode(message).value()).value().value();
}

/// A message that can be said, changed in one place, is refused with exactly this rule when it is encoded.
template <class M, class Change>
void encoding_breaks(base::Rule rule, Change change) {
    property(std::string{rule.id()}, [&] {
        Random random = test::draw_random();
        M message = std::get<M>(test::any_compact_message<Tiny>(kind_of<M>, random, 20));
        RC_ASSERT(encoding_answer(message).empty());
        change(message, random);
        RC_ASSERT(encoding_answer(message) == rule.id());
    });
}

std::uint32_t drawn_bits(Random& random) {
    constexpr std::array<std::uint32_t, 8> edges{0, 1, one - 1, one, one + 1, eight - 1, eight, infinity};
    if (random.one_in(4)) return random.number<std::uint32_t>();
    if (random.one_in(4)) return edges[random.below(edges.size())] | (random.below(2U) << 31);
    // from 2^-32 to 16
    return (95 + random.below(36U)) << 23 | random.below(1U << 23) | (random.below(8U) == 0 ? minus : 0);
}

/// Any number that is an angle.
std::uint32_t drawn_angle(Random& random) {
    while (true) {
        const std::uint32_t bits = drawn_bits(random);
        if ((bits & ~minus) < eight) return bits;
    }
}

/// Any number that is no angle, and what it is refused for.
std::uint32_t drawn_no_angle(Random& random, std::string& rule) {
    const bool is_finite = random.one_in(2);
    rule = is_finite ? "COD-16" : "COD-12";
    const std::uint32_t least = is_finite ? eight : infinity;
    const std::uint32_t most = is_finite ? infinity : minus;
    return (random.one_in(4) ? least : least + random.below(most - least)) | (random.below(2U) << 31);
}

/// Whether what is decoded is decoded as the same after any number of ways there and back.
template <class P>
void check_ways(const base::Result<std::optional<wire::Message>>& first) {
    if (!first) return;
    const wire::Message& message = first.value().value();
    const base::Bytes frame = Compact<P>::encode(message).value();
    const wire::Message again = decode_frame<Compact<P>>(frame).value().value();
    RC_ASSERT(again == message);
    RC_ASSERT(Compact<P>::encode(again).value() == frame);
}

template <class P>
void laws() {
    using D = Compact<P>;
    test::for_each_kind<D>([](std::size_t kind) {
        Random random = test::draw_random();
        const wire::Message message = test::any_compact_message<P>(kind, random);
        const base::Bytes frame = D::encode(message).value();
        RC_ASSERT(frame == frame_of<D>(test::compact_kinds[kind].code, payload_by_spec(message)));
        RC_ASSERT(decode_frame<D>(frame).value() == message);
    });
}

}  // namespace

TEST_CASE("[CMP-5] [CMP-6] every message that can be said is encoded as the tables say, and decoded to what it was") {
    laws<Tiny>();
    laws<Mainnet>();
}

TEST_CASE("[CMP-5] a header is the code and the size, least significant byte first, and so are the integers") {
    wire::Version version;
    version.version = 0x01020304;
    version.height = 0x05060708;
    version.time_s = 0x090a0b0c0d0e0f10;
    version.sender.port = 0x1112;
    CHECK(Compact<Mainnet>::encode(version).value() ==
          base::Bytes{0x01, 20, 0, 4, 3, 2, 1, 8, 7, 6, 5, 16, 15, 14, 13, 12, 11, 10, 9, 0x12, 0x11, 0, 0});
    const base::Bytes frame = Compact<Mainnet>::encode(wire::Inventory{std::vector<wire::Entry>(8, {1, {}})}).value();
    CHECK(base::Bytes(frame.begin(), frame.begin() + 7) == base::Bytes{0x11, 0x04, 0x01, 8, 0, 0, 0});
}

TEST_CASE("[CMP-7] a payload with a byte changed is refused, or decoded and the same after any number of ways") {
    test::for_each_kind<Compact<Tiny>>([](std::size_t kind) {
        Random random = test::draw_random();
        base::Bytes payload = payload_by_spec(test::any_compact_message<Tiny>(kind, random, 3));
        for (base::Byte& byte : payload) {
            const base::Byte whole = byte;
            for (const unsigned change : {0x01U, 0x80U, 1 + random.below(255U)}) {
                byte = static_cast<base::Byte>(whole ^ change);
                check_ways<Tiny>(decoded(kind, payload));
            }
            byte = whole;
        }
    });
}

TEST_CASE(
    "[CMP-7] payloads that somebody has tampered with, and bytes that nobody encoded, are refused or stay the same") {
    test::for_each_kind<Compact<Tiny>>([](std::size_t kind) {
        Random random = test::draw_random();
        const base::Bytes payload = payload_by_spec(test::any_compact_message<Tiny>(kind, random, 20));
        for (int i = 0; i < 50; ++i) check_ways<Tiny>(decoded(kind, test::mutated(payload, random)));
        for (int i = 0; i < 50; ++i) check_ways<Tiny>(decoded(kind, random.bytes(random.below(40U))));
    });
    property("any angles and any coherence as phases", [] {
        Random random = test::draw_random();
        std::vector<std::uint32_t> phases(1 + random.below(256U));
        for (std::uint32_t& phase : phases) phase = drawn_angle(random);
        const auto first =
            decoded(kind_of<wire::Phase>, phase_payload(random.below(one + 1), drawn_angle(random), phases));
        RC_ASSERT(static_cast<bool>(first));
        check_ways<Tiny>(first);
    });
}

TEST_CASE("[COD-1] [COD-2] every proper beginning of a payload is refused, and every further byte") {
    test::for_each_kind<Compact<Tiny>>([](std::size_t kind) {
        Random random = test::draw_random();
        base::Bytes payload = payload_by_spec(test::any_compact_message<Tiny>(kind, random, 3));
        for (std::size_t size = 0; size < payload.size(); ++size) {
            const base::Bytes part(payload.begin(), payload.begin() + static_cast<std::ptrdiff_t>(size));
            RC_ASSERT(answer_of(decoded(kind, part)) == "COD-1");
            RC_ASSERT(answer_of(Compact<Tiny>::decode_payload(kind, part)) == "COD-1");
        }
        const bool is_longest = payload.size() == test::compact_kinds[kind].limit.tiny;
        payload.push_back(0);
        for (unsigned further = 0; further < 256; ++further) {
            payload.back() = static_cast<base::Byte>(further);
            RC_ASSERT(answer_of(decoded(kind, payload)) == (is_longest ? "FRM-3" : "COD-2"));
            RC_ASSERT(answer_of(Compact<Tiny>::decode_payload(kind, payload)) == "COD-2");
        }
    });
}

TEST_CASE("[CMP-5] the greatest payload of each kind is what its fields can have, within the profile's and 65535") {
    for (std::size_t kind = 0; kind < wire::kind_count; ++kind) {
        if (test::compact_kinds[kind].code == 0) continue;
        CHECK(Compact<Mainnet>::payload_size_max(kind) == test::compact_kinds[kind].limit.mainnet);
        CHECK(Compact<Tiny>::payload_size_max(kind) == test::compact_kinds[kind].limit.tiny);
    }
    CHECK(Compact<Mainnet>::payload_size_max(std::nullopt) == 65535);
    CHECK(Compact<Tiny>::payload_size_max(std::nullopt) == 65535);
}

TEST_CASE("[CMP-6] [COD-10] 500 hashes and 10,000 phases are read, and more are refused as soon as they are counted") {
    const auto check_count = []<class M>(M, base::Bytes before, std::uint32_t limit) {
        property("with anything after it, or nothing", [&] {
            Random random = test::draw_random();
            base::Bytes payload = before;
            append_little(payload, random.one_in(4) ? limit + 1 : limit + 1 + random.below(UINT32_MAX - limit), 4);
            RC_ASSERT(answer<M>(payload) == "COD-10");
            append(payload, random.bytes(random.below(100U)));
            RC_ASSERT(answer<M>(payload) == "COD-10");
        });
    };
    check_count(wire::Inventory{}, {}, 500);
    check_count(wire::GetData{}, {}, 500);
    check_count(wire::Phase{}, base::Bytes(8, 0xff), 10'000);
    wire::Inventory inventory{std::vector<wire::Entry>(500, {1, {1, 2, 3}})};
    CHECK(sent<Mainnet>(inventory) == wire::Message{inventory});
    const auto phases = decoded<Mainnet>(kind_of<wire::Phase>, phase_payload(0, 0, std::vector(10'000, one)));
    CHECK(std::get<wire::Phase>(phases.value().value()).phases.size() == 10'000);
}

TEST_CASE("[CMP-6] a block of 65535 bytes at most is sent, and a longer one is not") {
    const auto block_of = [](std::size_t signatures, std::size_t empty) {
        wire::Block message;
        message.block.transactions.resize(empty + 1);
        for (; signatures > 0; --signatures) {
            auto& last = message.block.transactions.back().signatures;
            last.emplace_back();
            if (last.size() == 256) message.block.transactions.emplace_back();
        }
        return message;
    };
    // 138 + 14 a transaction + 64 a signature: 65516 and 65580 bytes
    const wire::Block short_enough = block_of(1020, 3);
    const wire::Block too_long = block_of(1021, 3);
    REQUIRE(payload_by_spec(short_enough).size() <= 65535);
    REQUIRE(payload_by_spec(short_enough).size() > 65535 - 64);
    CHECK(sent<Mainnet>(short_enough) == wire::Message{short_enough});
    CHECK(encoding_answer<Mainnet>(too_long) == "FRM-3");
    CHECK(encoding_answer<Tiny>(short_enough) == "FRM-3");
}

TEST_CASE("[CMP-1] a message of a kind that has no code here cannot be said") {
    property("any such message", [] {
        Random random = test::draw_random();
        for (std::size_t kind = 0; kind < wire::kind_count; ++kind) {
            if (test::compact_kinds[kind].code != 0) continue;
            RC_ASSERT(encoding_answer(test::any_message<Tiny>(kind, random, 4)) == "CMP-1");
        }
    });
}

TEST_CASE("[CMP-1] a version that has more than its version, height, time and port cannot be said") {
    const std::vector<std::function<void(wire::Version&)>> changes{
        [](wire::Version& message) { message.services = 1; },
        [](wire::Version& message) { message.receiver.ip[15] = 1; },
        [](wire::Version& message) { message.receiver.port = 1; },
        [](wire::Version& message) { message.sender.ip[0] = 1; },
        [](wire::Version& message) { message.nonce = std::uint64_t{1} << 63; },
        [](wire::Version& message) { message.user_agent = {' '}; },
        [](wire::Version& message) { message.genesis[31] = 1; },
    };
    for (const auto& change : changes) {
        encoding_breaks<wire::Version>("CMP-1", [&](wire::Version& message, Random&) { change(message); });
    }
}

TEST_CASE("[CMP-1] a height with phases or a coherence, and an entry of a transaction, cannot be said") {
    const auto add_height = [](auto& message, Random& random) {
        message.height = random.one_in(4) ? 1 : 1 + random.below(UINT32_MAX);
    };
    encoding_breaks<wire::Phase>("CMP-1", add_height);
    encoding_breaks<wire::GetPhase>("CMP-1", add_height);
    encoding_breaks<wire::Coherence>("CMP-1", add_height);
    const auto name_transaction = [](auto& message, Random& random) {
        const std::size_t at = random.below(message.entries.size() + 1);
        message.entries.insert(message.entries.begin() + static_cast<std::ptrdiff_t>(at), {2, random.bytes<32>()});
    };
    encoding_breaks<wire::Inventory>("CMP-1", name_transaction);
    encoding_breaks<wire::GetData>("CMP-1", name_transaction);
}

TEST_CASE("[CMP-2] a port above 65535 is refused") {
    const auto payload_with = [](std::uint32_t port) {
        base::Bytes payload(16, 0x77);
        append_little(payload, port, 4);
        return payload;
    };
    CHECK(answer<wire::Version>(payload_with(65535)).empty());
    CHECK(answer<wire::Version>(payload_with(65536)) == "CMP-2");
    property("any", [&] {
        Random random = test::draw_random();
        const auto port = 65536 + random.below(UINT32_MAX - 65535);
        RC_ASSERT(answer<wire::Version>(payload_with(port)) == "CMP-2");
    });
}

TEST_CASE("[CMP-7] a version has its port as the sender's, and zeros for what is not said") {
    wire::Version expected;
    expected.version = 7;
    expected.height = 8;
    expected.time_s = 9;
    expected.sender.port = 65535;
    base::Bytes payload;
    append_little(payload, 7, 4);
    append_little(payload, 8, 4);
    append_little(payload, 9, 8);
    append_little(payload, 65535, 4);
    CHECK(decoded(0, payload).value().value() == wire::Message{expected});
    CHECK(expected.genesis == base::Hash{});
    CHECK(expected.user_agent.empty());
}

TEST_CASE("[CMP-3] [COD-12] [COD-13] a coherence is a number from 0 to 1, in units of 2^-30, and -0 is 0") {
    const auto check = [](std::uint32_t r) {
        const float x = float_of(r);
        const auto coherence = decoded(kind_of<wire::Coherence>, coherence_payload(r));
        const auto phase = decoded(kind_of<wire::Phase>, phase_payload(r, 0, {0}));
        const char* rule = !std::isfinite(x) ? "COD-12" : !(x >= 0 && x <= 1) ? "CMP-3" : "";
        RC_ASSERT(answer_of(coherence) == rule);
        RC_ASSERT(answer_of(phase) == rule);
        if (!coherence) return;
        const auto expected = static_cast<std::uint32_t>(std::floor(std::ldexp(static_cast<double>(x), 30) + 0.5));
        RC_ASSERT(std::get<wire::Coherence>(coherence.value().value()) == (wire::Coherence{0, expected}));
        RC_ASSERT(std::get<wire::Phase>(phase.value().value()).coherence == expected);
    };
    property("any bits", [&] {
        Random random = test::draw_random();
        for (int i = 0; i < 300; ++i) check(drawn_bits(random));
    });
    property("the edges", [&] {
        for (const std::uint32_t edge : {0U, one, eight, infinity, minus, one | minus, infinity | minus}) {
            for (const std::uint32_t r : {edge - 1, edge, edge + 1}) check(r);
        }
    });
}

TEST_CASE("[CMP-7] [COD-14] a coherence is sent as the number nearest to it, and one of 24 bits comes as it went") {
    property("any", [] {
        Random random = test::draw_random();
        for (int i = 0; i < 300; ++i) {
            const std::uint32_t coherence = test::any_coherence(random) >> random.below(30U);
            const base::Bytes frame = Compact<Tiny>::encode(wire::Coherence{0, coherence}).value();
            RC_ASSERT(frame == frame_of<Compact<Tiny>>(0x22, coherence_payload(r_by_spec(coherence))));
            const wire::Message there = decode_frame<Compact<Tiny>>(frame).value().value();
            if (test::sayable_coherence(coherence) == coherence) {
                RC_ASSERT(std::get<wire::Coherence>(there).coherence == coherence);
            }
            RC_ASSERT(sent(there) == there);
        }
    });
}

TEST_CASE("[CMP-4] phases that are none are refused both ways") {
    CHECK(answer<wire::Phase>(phase_payload(one, 0, {})) == "CMP-4");
    CHECK(answer<wire::Phase>(phase_payload(one, 0, {0})).empty());
    encoding_breaks<wire::Phase>("CMP-4", [](wire::Phase& message, Random&) { message.phases.clear(); });
}

TEST_CASE("[COD-12] [COD-16] a mean phase or a phase that is no angle is refused, wherever it stands") {
    property("one among angles", [] {
        Random random = test::draw_random();
        std::vector<std::uint32_t> phases(1 + random.below(20U));
        for (std::uint32_t& phase : phases) phase = drawn_angle(random);
        const std::uint32_t mean = drawn_angle(random);
        const std::uint32_t r = random.below(one + 1);
        RC_ASSERT(answer<wire::Phase>(phase_payload(r, mean, phases)).empty());
        std::string rule;
        const std::uint32_t no_angle = drawn_no_angle(random, rule);
        RC_ASSERT(answer<wire::Phase>(phase_payload(r, no_angle, phases)) == rule);
        phases[random.below(phases.size())] = no_angle;
        RC_ASSERT(answer<wire::Phase>(phase_payload(r, mean, phases)) == rule);
    });
}

TEST_CASE("[CMP-7] of several broken rules of a phase the first in order is the answer") {
    // Each change spoils a rule that comes before those that are broken already.
    CHECK(answer<wire::Phase>(phase_payload(one, 0, {0, eight, infinity})) == "COD-16");
    CHECK(answer<wire::Phase>(phase_payload(one, 0, {infinity, eight})) == "COD-12");
    CHECK(answer<wire::Phase>(phase_payload(one, eight, {infinity})) == "COD-16");
    CHECK(answer<wire::Phase>(phase_payload(one, infinity, {eight})) == "COD-12");
    CHECK(answer<wire::Phase>(phase_payload(one + 1, infinity, {eight})) == "CMP-3");
    CHECK(answer<wire::Phase>(phase_payload(infinity, eight, {eight})) == "COD-12");
    base::Bytes payload = phase_payload(infinity, eight, {});
    CHECK(answer<wire::Phase>(payload) == "CMP-4");
    payload = phase_payload(infinity, eight, {infinity});
    payload.push_back(0);
    CHECK(answer<wire::Phase>(payload) == "COD-2");
    payload.pop_back();
    payload.pop_back();
    CHECK(answer<wire::Phase>(payload) == "COD-1");
    payload[10] = 1;
    CHECK(answer<wire::Phase>(payload) == "COD-10");
    payload = phase_payload(one, 0, {});
    payload.push_back(0);
    CHECK(answer<wire::Phase>(payload) == "COD-2");
    payload = base::Bytes(20, 0xff);
    CHECK(answer<wire::Version>(payload) == "CMP-2");
    payload.pop_back();
    CHECK(answer<wire::Version>(payload) == "COD-1");
    payload = coherence_payload(infinity);
    payload.pop_back();
    CHECK(answer<wire::Coherence>(payload) == "COD-1");
}

TEST_CASE("[MSG-8] [CMP-7] what the content of a message breaks is refused both ways, without MSG-4") {
    base::Bytes payload;
    append_little(payload, 0, 4);
    append_little(payload, 501, 4);
    CHECK(answer<wire::GetBlocks>(payload) == "MSG-6");
    encoding_breaks<wire::GetBlocks>("MSG-6", [](wire::GetBlocks& message, Random&) { message.count = 501; });
    encoding_breaks<wire::Version>("MSG-1", [](wire::Version& message, Random&) { message.user_agent = {0x7f}; });
    encoding_breaks<wire::Inventory>("MSG-2", [](wire::Inventory& message, Random&) { message.entries.push_back({}); });
    encoding_breaks<wire::GetData>("MSG-2", [](wire::GetData& message, Random&) { message.entries.push_back({}); });
    const auto cohere_too_much = [](auto& message, Random& random) {
        message.coherence = (1U << 30) + 1 + random.below(1000U);
    };
    encoding_breaks<wire::Phase>("MSG-3", cohere_too_much);
    encoding_breaks<wire::Coherence>("MSG-3", cohere_too_much);
    for (const std::size_t count : {1U, 4U, 6U, 256U}) {
        CHECK(encoding_answer(wire::Phase{0, 0, std::vector<std::uint16_t>(count)}).empty());
    }
}

TEST_CASE("[CMP-9] of several broken rules of a message that is encoded the first in order is the answer") {
    // Each change spoils a rule that comes before those that are broken already.
    wire::Inventory inventory{std::vector<wire::Entry>(500, {1, {}})};
    CHECK(encoding_answer(inventory) == "FRM-3");
    inventory.entries[7].kind = 2;
    CHECK(encoding_answer(inventory) == "CMP-1");
    inventory.entries[8].kind = 3;
    CHECK(encoding_answer(inventory) == "MSG-2");
    inventory.entries.push_back({1, {}});
    CHECK(encoding_answer(inventory) == "COD-10");
    CHECK(encoding_answer(wire::NotFound{inventory.entries}) == "CMP-1");
    CHECK(encoding_answer(wire::Headers{std::vector<chain::Header>(2001)}) == "CMP-1");
    CHECK(encoding_answer(wire::Batch{std::vector<wire::Single>(101, wire::Inventory{inventory})}) == "CMP-1");

    wire::Phase phase;
    CHECK(encoding_answer(phase) == "CMP-4");
    phase.height = 1;
    CHECK(encoding_answer(phase) == "CMP-1");
    phase.coherence = UINT32_MAX;
    CHECK(encoding_answer(phase) == "MSG-3");
    phase.phases.resize(10'001);
    CHECK(encoding_answer(phase) == "COD-10");

    wire::Version version;
    version.user_agent.assign(64, '\n');
    CHECK(encoding_answer(version) == "MSG-1");
    version.user_agent.push_back('\n');
    CHECK(encoding_answer(version) == "COD-10");
    CHECK(encoding_answer(wire::Coherence{1, UINT32_MAX}) == "MSG-3");

    wire::Tx tx;
    tx.transaction.body.outputs.resize(256);
    CHECK(encoding_answer(tx) == "FRM-3");
    tx.transaction.body.outputs.resize(257);
    CHECK(encoding_answer(tx) == "COD-10");
}

TEST_CASE("[CMP-7] every bin comes as it went, and the centre of it is sent") {
    for (std::uint32_t first = 0; first < 65536; first += 256) {
        wire::Phase message;
        for (std::uint32_t bin = first; bin < first + 256; ++bin)
            message.phases.push_back(static_cast<std::uint16_t>(bin));
        const base::Bytes frame = Compact<Tiny>::encode(message).value();
        REQUIRE(frame == frame_of<Compact<Tiny>>(0x20, payload_by_spec(message)));
        REQUIRE(decode_frame<Compact<Tiny>>(frame).value().value() == wire::Message{message});
    }
}

TEST_CASE("[CMP-7] the mean phase is that of the bins that are sent, and 0 where they cancel out") {
    // The sine and the cosine of the opposite bin are the same with the other sign.
    const auto mean_of = [](const std::vector<std::uint16_t>& bins) { return wire::compact::mean_phase_of(bins); };
    CHECK(mean_of({0x1234, 0x9234}) == 0);
    CHECK(mean_of({}) == 0);
    for (std::uint32_t bin = 0; bin < 65536; bin += 257) {
        const auto away =
            static_cast<std::int32_t>(mean_of({static_cast<std::uint16_t>(bin)}) - (bin * 65536 + 0x8000));
        // Sine and cosine are within 2 units of 2^-14: 2^-13 radians.
        CHECK(std::abs(away) < 90'000);
    }
}

TEST_CASE("[CMP-8] of more than 256 phases those at 64 even distances are sent, and of fewer all") {
    std::vector<std::uint16_t> phases;
    for (std::uint32_t count = 0; count <= 10'000; ++count) {
        const auto sampled = wire::compact::sampled(phases);
        if (count <= 256) {
            REQUIRE(sampled == phases);
        } else {
            REQUIRE(sampled.size() == 64);
            for (std::size_t i = 0; i < 64; ++i) REQUIRE(sampled[i] == phases[i * count / 64]);
        }
        phases.push_back(static_cast<std::uint16_t>(40'503 * count));
    }
}

TEST_CASE(
    "[CMP-8] more than 256 phases that were decoded are the sample of them after one way, and then stay the same") {
    property("any number, on the main network", [] {
        Random random = test::draw_random();
        wire::Phase message;
        message.coherence = test::sayable_coherence(test::any_coherence(random));
        message.phases.resize(random.one_in(4) ? 257 : 257 + random.below(9744U));
        for (std::uint16_t& bin : message.phases) bin = random.number<std::uint16_t>();
        wire::Phase expected = message;
        expected.phases.clear();
        for (std::size_t i = 0; i < 64; ++i) expected.phases.push_back(message.phases[i * message.phases.size() / 64]);
        // All of them can be said by somebody else, and are read.
        const auto all = decoded<Mainnet>(kind_of<wire::Phase>, payload_by_spec(message));
        RC_ASSERT(all.value() == wire::Message{message});
        const base::Bytes frame = Compact<Mainnet>::encode(message).value();
        RC_ASSERT(frame == frame_of<Compact<Mainnet>>(0x20, payload_by_spec(expected)));
        RC_ASSERT(decode_frame<Compact<Mainnet>>(frame).value() == wire::Message{expected});
        check_ways<Mainnet>(decode_frame<Compact<Mainnet>>(frame));
    });
}

TEST_CASE("[CMP-7] a message of this dialect is the same message in the framed one, and comes back the same") {
    test::for_each_kind<Compact<Tiny>>([](std::size_t kind) {
        Random random = test::draw_random();
        wire::Message message = test::any_compact_message<Tiny>(kind, random);
        if (auto* phase = std::get_if<wire::Phase>(&message)) phase->phases.resize(5, 1);
        const wire::Message there = sent(message);
        const auto framed = wire::Framed<Tiny>::encode(there);
        RC_ASSERT(static_cast<bool>(framed));
        const wire::Message back = decode_frame<wire::Framed<Tiny>>(framed.value()).value().value();
        RC_ASSERT(back == message);
        RC_ASSERT(Compact<Tiny>::encode(back).value() == Compact<Tiny>::encode(message).value());
    });
}

TEST_CASE("[CL-15] [CMP-8] a stride that is rounded down takes 64 to 80 of more than 256 phases, and seldom 64") {
    std::size_t fewest = SIZE_MAX;
    std::size_t most = 0;
    std::size_t exact = 0;
    for (std::size_t count = 257; count <= wire::phase_count_max; ++count) {
        const std::size_t stride = count / 64;
        const std::size_t taken = (count + stride - 1) / stride;
        fewest = std::min(fewest, taken);
        most = std::max(most, taken);
        exact += taken == 64 ? 1 : 0;
        CHECK(wire::compact::sampled(std::vector<std::uint16_t>(count)).size() == 64);
    }
    CHECK(fewest == 64);
    CHECK(most == 80);
    // 1.6 % of the lengths
    CHECK(exact * 1000 / (wire::phase_count_max - 256) == 15);
}

TEST_CASE("[CL-22] 268 bytes every 618 ms are 434 bytes a second, were 64 phases sent; 63 in a frame are 432") {
    CHECK((268 * 1000 + 309) / 618 == 434);
    wire::Phase phase;
    phase.phases.resize(Mainnet::oscillator_count);
    const std::size_t frame = Compact<Mainnet>::encode(phase).value().size();
    CHECK(frame == 3 + 12 + 4 * 63);
    CHECK((frame * 1000 + 309) / 618 == 432);
}
