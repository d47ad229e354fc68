// The messages from which the cases of both dialects are made.
#include "message.hpp"

namespace bloomcoin::vectors {

namespace {

wire::IpAddress ipv4(base::Byte a, base::Byte b, base::Byte c, base::Byte d) {
    return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d};
}

wire::IpAddress ipv6(std::uint32_t top, std::uint32_t low) {
    base::Bytes bytes;
    append_big(bytes, top, 4);
    append_big(bytes, 0, 8);
    append_big(bytes, low, 4);
    wire::IpAddress ip{};
    std::copy(bytes.begin(), bytes.end(), ip.begin());
    return ip;
}

chain::Transaction small_transaction(Draw& draw) {
    chain::Transaction transaction;
    chain::Input input;
    input.outpoint = {draw.hash(), 3};
    input.public_key = draw.hash();
    transaction.body.inputs.push_back(input);
    transaction.body.outputs.push_back({123'456'789, draw.hash()});
    transaction.body.lock_height = 77;
    transaction.signatures.emplace_back();
    std::ranges::copy(draw.bytes(64), transaction.signatures.front().begin());
    return transaction;
}

std::vector<base::Hash> hashes(Draw& draw, std::size_t count) {
    std::vector<base::Hash> list;
    for (; count > 0; --count) list.push_back(draw.hash());
    return list;
}

std::vector<wire::Entry> block_entries(Draw& draw, std::size_t count) {
    std::vector<wire::Entry> list;
    for (; count > 0; --count) list.push_back({1, draw.hash()});
    return list;
}

std::vector<std::uint16_t> bins(Draw& draw, std::size_t count) {
    std::vector<std::uint16_t> list;
    for (; count > 0; --count) list.push_back(static_cast<std::uint16_t>(draw.below(65536)));
    return list;
}

wire::Version full_version(Draw& draw) {
    wire::Version version;
    version.version = 0x01020304;
    version.services = 0x05060708090a0b0c;
    version.time_s = 1'767'225'600;
    version.receiver = {ipv4(192, 0, 2, 1), 7618};
    version.sender = {ipv6(0x20010db8, 5), 40000};
    version.nonce = draw.word64();
    version.user_agent = bytes_of("/BloomCoin:0.1.0/");
    version.height = 0x0d0e0f10;
    version.genesis = draw.hash();
    return version;
}

/// What the compact dialect can say of one.
wire::Version plain_version() {
    wire::Version version;
    version.version = 0x01020304;
    version.time_s = 0x05060708090a0b0c;
    version.sender.port = 0x1122;
    version.height = 0x0d0e0f10;
    return version;
}

wire::AddressRecord record(std::uint64_t last_seen_s, const wire::Endpoint& endpoint) {
    return {last_seen_s, 0x0102030405060708, endpoint};
}

}  // namespace

template <param::Profile P>
std::vector<Sample> small_samples(Wording wording) {
    const bool is_plain = wording == Wording::plain;
    const chain::Height height = is_plain ? 0 : 0x01020304;
    Draw draw{"wire.messages"};
    std::vector<Sample> samples;
    const auto add = [&](const wire::Message& message, std::string_view why) {
        samples.push_back({name_of(message), message, std::string{why}});
    };
    add(is_plain ? plain_version() : full_version(draw),
        "every field differs from its neighbours: one in the wrong place or order shows");
    add(wire::Verack{}, "a payload of no bytes");
    add(wire::Block{chain::genesis_block<P>()}, "a block keeps its own encoding, least significant byte first");
    add(wire::GetBlocks{0x01020304, 0x0102}, "two integers of one size, one after the other");
    add(wire::Headers{{chain::genesis_block<P>().header}}, "the count has another byte order than what it counts");
    {
        const std::vector<base::Hash> locator = hashes(draw, 1);
        add(wire::GetHeaders{locator, draw.hash()}, "a list, and a field after it");
    }
    add(wire::Bloom{draw.block_template()}, "a header alone");
    add(wire::Tx{small_transaction(draw)}, "a transaction keeps its own encoding");
    add(wire::GetTx{hashes(draw, 1)}, "a list of hashes");
    add(wire::Mempool{}, "a payload of no bytes");
    add(wire::Phase{height, 0x05060708, bins(draw, P::oscillator_count)}, "phases of two bytes each");
    add(wire::GetPhase{height}, "one integer");
    add(wire::Coherence{height, 0x05060708}, "a height, then a coherence");
    add(wire::Addr{{record(0x1112131415161718, {ipv4(192, 0, 2, 1), 7618})}}, "a record in a list");
    add(wire::GetAddr{}, "a payload of no bytes");
    add(wire::Ping{0x0102030405060708}, "the nonce has its most significant byte first");
    add(wire::Pong{0x0102030405060708}, "the same payload as a ping, under another code");
    {
        wire::Inventory inventory{{{1, draw.hash()}}};
        const std::uint8_t second = is_plain ? 1 : 2;
        inventory.entries.push_back({second, draw.hash()});
        add(inventory, "two entries, of both sorts where the dialect has both");
        add(wire::GetData{inventory.entries}, "the payload of an inventory, under another code");
        add(wire::NotFound{inventory.entries}, "the payload of an inventory, under another code");
    }
    add(wire::Batch{{wire::Ping{7}, wire::Verack{}, wire::GetPhase{9}}}, "messages of three sizes, one of them empty");
    return samples;
}

template <param::Profile P>
std::vector<Sample> edge_samples() {
    Draw draw{"wire.edges"};
    std::vector<Sample> samples;
    const auto add = [&](std::string_view slug, const wire::Message& message, std::string_view why) {
        samples.push_back({name_of(message) + "-" + std::string{slug}, message, std::string{why}});
    };
    add("zeros", wire::Version{}, "who knows nothing writes zeros, and no user agent");
    add("plain", plain_version(), "what both dialects can say");
    {
        wire::Version version = full_version(draw);
        version.user_agent = bytes_of(std::string(32, ' ') + std::string(32, '~'));
        add("user-agent-64", version, "the longest user agent, of the first and the last character that may be in it");
    }
    {
        wire::Version version = plain_version();
        version.sender.port = 65535;
        add("port-65535", version, "the greatest port");
    }
    add("count-500", wire::GetBlocks{UINT32_MAX, 500}, "the greatest count, and heights that no chain has");
    add("none", wire::GetBlocks{0, 0}, "asking for nothing is allowed");
    add("none", wire::Headers{}, "an empty list is an answer");
    add("three", wire::Headers{std::vector<chain::Header>(3, chain::genesis_block<P>().header)}, "three in a row");
    add("none", wire::GetHeaders{}, "a locator can be empty, and stop zeros");
    {
        const std::vector<base::Hash> locator = hashes(draw, 64);
        add("64", wire::GetHeaders{locator, draw.hash()}, "the longest locator");
    }
    add("coinbase", wire::Tx{chain::genesis_block<P>().transactions.front()}, "a transaction without inputs");
    add("none", wire::GetTx{}, "an empty list");
    add("three", wire::GetTx{hashes(draw, 3)}, "three in a row");
    add("coherence-1", wire::Phase{0, 1U << 30, bins(draw, P::oscillator_count)}, "a coherence of exactly 1");
    add("zeros", wire::Phase{0, 0, std::vector<std::uint16_t>(P::oscillator_count)}, "all phases 0");
    add("latest", wire::GetPhase{}, "height 0 asks for the latest");
    add("coherence-1", wire::Coherence{0, 1U << 30}, "a coherence of exactly 1");
    add("lens", wire::Coherence{0, 929'887'696}, "30 bits that binary32 has to round");
    add("least", wire::Coherence{0, 1}, "the least coherence above 0");
    add("none", wire::Addr{}, "an empty list");
    add("five",
        wire::Addr{{record(0, {ipv6(0, 1), 1}), record(1, {ipv4(1, 0, 0, 0), 65535}),
                    record(2, {ipv4(127, 0, 0, 1), 1}), record(3, {ipv4(127, 0, 0, 1), 2}),
                    record(UINT64_MAX, {ipv6(0xfeffffff, 0xffffffff), 65535})}},
        "records ascend by address and then by port; ::1 and 127.0.0.1 are addresses of hosts");
    add("zero", wire::Ping{}, "a nonce of zeros");
    add("all-ones", wire::Pong{UINT64_MAX}, "the greatest nonce");
    add("none", wire::Inventory{}, "an empty list");
    add("blocks", wire::Inventory{block_entries(draw, 2)}, "what both dialects can say");
    add("block", wire::GetData{block_entries(draw, 1)}, "what both dialects can say");
    add("none", wire::NotFound{}, "an empty list");
    add("none", wire::Batch{}, "no messages are a batch");
    add("one", wire::Batch{{wire::Block{chain::genesis_block<P>()}}}, "a message as large as a block");
    add("100", wire::Batch{std::vector<wire::Single>(100, wire::Ping{1})}, "the most messages that travel together");
    add(
        "of-everything",
        [] {
            wire::Batch batch;
            for (const Sample& sample : small_samples<P>(Wording::full)) {
                std::visit(
                    [&]<class M>(const M& message) {
                        if constexpr (!std::is_same_v<M, wire::Batch>) batch.messages.push_back(message);
                    },
                    sample.message);
            }
            return batch;
        }(),
        "every kind that can be in a batch");
    return samples;
}

template std::vector<Sample> small_samples<param::Mainnet>(Wording);
template std::vector<Sample> small_samples<param::Testnet>(Wording);
template std::vector<Sample> small_samples<param::Fast>(Wording);
template std::vector<Sample> small_samples<param::Secure>(Wording);
template std::vector<Sample> small_samples<param::Tiny>(Wording);
template std::vector<Sample> edge_samples<param::Mainnet>();
template std::vector<Sample> edge_samples<param::Tiny>();

}  // namespace bloomcoin::vectors
