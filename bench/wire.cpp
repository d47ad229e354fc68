// How fast messages are decoded and encoded. Of each message: its payload, without a frame and so without a
// checksum; a whole frame in both dialects; the checksum alone; and a copy of the same bytes, which nothing
// that builds a message can beat. Peers, if they are there, are in wire_cbor.cpp and wire_protobuf.cpp.
//     ./run bench --benchmark_filter='^wire/' --benchmark_repetitions=9 --benchmark_enable_random_interleaving=true
#include "wire.hpp"

#include <cstring>
#include <random>
#include <utility>

namespace bloomcoin::bench {

namespace {

using Framed = wire::Framed<param::Mainnet>;
using Compact = wire::Compact<param::Mainnet>;

/// Draws the values that messages are filled with.
class Dice {
public:
    std::uint64_t below(std::uint64_t limit) { return engine_() % limit; }

    template <std::size_t N = 32>
    std::array<base::Byte, N> bytes() {
        std::array<base::Byte, N> drawn;
        for (base::Byte& byte : drawn) byte = static_cast<base::Byte>(engine_());
        return drawn;
    }

private:
    std::mt19937_64 engine_{7618};
};

chain::Transaction transaction_of(Dice& dice, std::size_t inputs, std::size_t outputs) {
    chain::Transaction transaction;
    for (std::size_t i = 0; i < inputs; ++i) {
        transaction.body.inputs.push_back({{dice.bytes(), static_cast<std::uint32_t>(dice.below(4))}, dice.bytes()});
        transaction.signatures.push_back(dice.bytes<64>());
    }
    for (std::size_t i = 0; i < outputs; ++i)
        transaction.body.outputs.push_back({dice.below(1ULL << 51), dice.bytes()});
    return transaction;
}

chain::Header header_of(Dice& dice) {
    chain::Header header;
    header.previous = dice.bytes();
    header.merkle_root = dice.bytes();
    header.time_s = 1'800'000'000 + dice.below(1 << 24);
    header.difficulty = dice.below(1 << 30);
    header.nonce = dice.below(UINT64_MAX);
    header.bloom_step = static_cast<std::uint32_t>(dice.below(1000));
    header.coherence = static_cast<std::uint32_t>(dice.below(num::one_q30));
    header.mean_phase = static_cast<num::Turn>(dice.below(1ULL << 32));
    header.bloom_digest = dice.bytes();
    return header;
}

wire::Block block_of(Dice& dice, std::size_t count) {
    wire::Block message{{header_of(dice), {}}};
    auto& transactions = message.block.transactions;
    transactions.push_back(transaction_of(dice, 0, 1));
    while (transactions.size() < count) transactions.push_back(transaction_of(dice, 1, 2 + dice.below(2)));
    return message;
}

wire::Version version_of(Dice& dice) {
    wire::Version message;
    message.time_s = 1'800'000'000;
    message.receiver = {dice.bytes<16>(), 7618};
    message.sender = {dice.bytes<16>(), 7618};
    message.nonce = dice.below(UINT64_MAX);
    const std::string_view name = "/bloomcoin:0.1.0/";
    message.user_agent = {name.begin(), name.end()};
    message.height = 123'456;
    message.genesis = dice.bytes();
    return message;
}

/// As much of a version as compact can say.
wire::Version short_version() {
    wire::Version message;
    message.time_s = 1'800'000'000;
    message.height = 123'456;
    message.sender.port = 7618;
    return message;
}

wire::Addr addr_of(Dice& dice, std::size_t count) {
    wire::Addr message;
    for (std::size_t i = 0; i < count; ++i) {
        wire::Endpoint endpoint{dice.bytes<16>(), static_cast<std::uint16_t>(1 + dice.below(65535))};
        endpoint.ip[0] = static_cast<base::Byte>(0x20 + i * 64 / count);  // they ascend
        endpoint.ip[1] = static_cast<base::Byte>(i % 16 * 16);
        message.records.push_back({1'800'000'000 + dice.below(1 << 24), 1, endpoint});
    }
    std::ranges::sort(message.records, {}, &wire::AddressRecord::endpoint);
    return message;
}

std::vector<Sample> samples_drawn() {
    Dice dice;
    std::vector<Sample> drawn;
    const auto add = [&](std::string name, wire::Message message) {
        const base::Bytes frame = Framed::encode(message).value();
        drawn.push_back({std::move(name), std::move(message), {frame.begin() + 16, frame.end()}});
    };
    add("block-4096", block_of(dice, 4096));
    add("block-240", block_of(dice, 240));  // the most that compact can send
    add("block-4", block_of(dice, 4));
    wire::Headers headers;
    for (int i = 0; i < 2000; ++i) headers.headers.push_back(header_of(dice));
    add("headers-2000", headers);
    wire::Inventory inventory;
    for (int i = 0; i < 500; ++i) inventory.entries.push_back({1, dice.bytes()});
    add("inventory-500", inventory);
    add("addr-1000", addr_of(dice, 1000));
    add("tx", wire::Tx{transaction_of(dice, 2, 2)});
    wire::Phase phase{0, static_cast<std::uint32_t>(dice.below(num::one_q30)), {}};
    for (int i = 0; i < 63; ++i) phase.phases.push_back(static_cast<std::uint16_t>(dice.below(65536)));
    add("phase-63", phase);
    add("version", version_of(dice));
    add("version-short", short_version());
    add("ping", wire::Ping{dice.below(UINT64_MAX)});
    return drawn;
}

/// The payload, as each kind of message is read and written by its list of fields.
template <class M>
void register_payload(const Sample& sample, const M& message) {
    const base::Bytes& payload = sample.payload;
    time_of(sample, "decode/payload", payload.size(), [&sample, kind = sample.message.index()] {
        auto decoded = Framed::decode_payload(kind, sample.payload);
        benchmark::DoNotOptimize(decoded);
    });
    time_of(sample, "decode/fields", payload.size(), [&sample] {
        auto decoded = codec::decode<M>(sample.payload);
        benchmark::DoNotOptimize(decoded);
    });
    time_of(sample, "encode/fields", payload.size(), [&message] {
        auto encoded = codec::encode(message);
        benchmark::DoNotOptimize(encoded);
    });
}
void register_payload(const Sample&, const wire::Batch&) {}

template <wire::Dialect D>
void register_frame(const Sample& sample, const char* name) {
    const auto encoded = D::encode(sample.message);
    if (!encoded) return;
    const base::Bytes frame = encoded.value();
    time_of(sample, std::string("decode/") + name, frame.size(), [frame] {
        auto decoded = wire::decode_frame<D>(frame);
        benchmark::DoNotOptimize(decoded);
    });
    time_of(sample, std::string("encode/") + name, frame.size(), [&sample] {
        auto again = D::encode(sample.message);
        benchmark::DoNotOptimize(again);
    });
}

void register_floor(const Sample& sample) {
    const std::size_t size = sample.payload.size();
    time_of(sample, "copy", size, [&sample, room = base::Bytes(size)]() mutable {
        std::memcpy(room.data(), sample.payload.data(), room.size());
        benchmark::DoNotOptimize(room.data());
        benchmark::ClobberMemory();
    });
    time_of(sample, "checksum", size, [&sample] {
        auto hash = crypto::sha256(sample.payload);
        benchmark::DoNotOptimize(hash);
    });
}

const bool is_registered = [] {
    for (const Sample& sample : samples()) {
        register_floor(sample);
        std::visit([&](const auto& message) { register_payload(sample, message); }, sample.message);
        register_frame<Framed>(sample, "framed");
        register_frame<Compact>(sample, "compact");
    }
    return true;
}();

}  // namespace

const std::vector<Sample>& samples() {
    static const std::vector<Sample> drawn = samples_drawn();
    return drawn;
}

}  // namespace bloomcoin::bench
