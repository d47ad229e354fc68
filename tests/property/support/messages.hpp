// Messages of any kind that break no rule, made from random numbers. Nothing else is needed for them: fuzz
// targets can make them too.
#pragma once

#include <bloomcoin/wire/compact.hpp>
#include <bloomcoin/wire/framed.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <set>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace bloomcoin::test {

/// Numbers from a seed, the same on every machine (SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom
/// number generators", 2014).
class Random {
public:
    explicit Random(std::uint64_t seed) : state_{seed} {}

    std::uint64_t next() {
        state_ += 0x9e37'79b9'7f4a'7c15;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58'476d'1ce4'e5b9;
        z = (z ^ (z >> 27)) * 0x94d0'49bb'1331'11eb;
        return z ^ (z >> 31);
    }

    /// A number below `limit`, which is not 0.
    template <class U>
    U below(U limit) {
        return static_cast<U>(next() % static_cast<std::uint64_t>(limit));
    }

    bool one_in(unsigned n) { return below(n) == 0; }

    /// A number of any length, often the least or the greatest.
    template <class U>
    U number() {
        switch (below(8U)) {
            case 0:
                return 0;
            case 1:
                return std::numeric_limits<U>::max();
            case 2:
                return static_cast<U>(next() >> below(64U));
            default:
                return static_cast<U>(next());
        }
    }

    /// A number up to `max`, small ones more often, and both ends.
    std::size_t count(std::size_t max) {
        switch (below(16U)) {
            case 0:
                return max;
            case 1:
            case 2:
                return 0;
            case 3:
            case 4:
                return below(max + 1);
            default:
                return std::min<std::size_t>(max, 1 + below(4U));
        }
    }

    template <std::size_t N>
    std::array<base::Byte, N> bytes() {
        std::array<base::Byte, N> result{};
        for (base::Byte& byte : result) byte = static_cast<base::Byte>(next() >> 56);
        return result;
    }

    base::Bytes bytes(std::size_t size) {
        base::Bytes result(size);
        for (base::Byte& byte : result) byte = static_cast<base::Byte>(next() >> 56);
        return result;
    }

private:
    std::uint64_t state_;
};

/// As many values as `Random::count` says, each made by `make()`.
template <class Make>
auto listed(Random& random, std::size_t count_max, Make make) {
    std::vector<decltype(make())> result(random.count(count_max));
    for (auto& element : result) element = make();
    return result;
}

// ---- what messages are made of

/// An address of IPv4.
inline wire::IpAddress any_ipv4(Random& random) {
    wire::IpAddress ip = random.bytes<16>();
    std::fill_n(ip.begin(), 10, base::Byte{0});
    ip[10] = ip[11] = 0xff;
    ip[12] = static_cast<base::Byte>(1 + random.below(223U));
    return ip;
}

/// An address that a host can have, near the edges of those more often. [ADR-5]
inline wire::IpAddress any_host(Random& random) {
    if (random.one_in(2)) return any_ipv4(random);
    if (random.one_in(8)) return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    wire::IpAddress ip = random.bytes<16>();
    if (random.one_in(2)) {
        // The first twelve bytes are all zero but one, and not those of IPv4.
        std::fill_n(ip.begin(), 12, base::Byte{0});
        ip[random.below(12U)] = static_cast<base::Byte>(1 + random.below(254U));
    }
    if (ip[0] == 0xff) ip[0] = 0xfe;
    return ip;
}

inline wire::Endpoint any_endpoint(Random& random) {
    return {any_host(random), static_cast<std::uint16_t>(1 + random.below(65535U))};
}

/// Records that break nothing. Some differ in their port alone.
inline std::vector<wire::AddressRecord> any_records(Random& random, std::size_t count_max) {
    std::set<wire::Endpoint> endpoints;
    for (std::size_t count = random.count(count_max); endpoints.size() < count;) {
        wire::Endpoint endpoint = any_endpoint(random);
        endpoints.insert(endpoint);
        endpoint.port = static_cast<std::uint16_t>(endpoint.port % 65535 + 1);
        if (endpoints.size() < count && random.one_in(4)) endpoints.insert(endpoint);
    }
    std::vector<wire::AddressRecord> records;
    for (const wire::Endpoint& endpoint : endpoints) {
        records.push_back({random.number<std::uint64_t>(), random.number<std::uint64_t>(), endpoint});
    }
    return records;
}

inline chain::Header random_header(Random& random) {
    chain::Header header;
    header.version = random.number<std::uint32_t>();
    header.previous = random.bytes<32>();
    header.merkle_root = random.bytes<32>();
    header.time_s = random.number<std::uint64_t>();
    header.difficulty = random.number<std::uint64_t>();
    header.nonce = random.number<std::uint64_t>();
    header.bloom_step = random.number<std::uint32_t>();
    header.coherence = random.number<std::uint32_t>();
    header.mean_phase = random.number<std::uint32_t>();
    header.bloom_digest = random.bytes<32>();
    return header;
}

inline chain::Transaction random_transaction(Random& random, std::size_t count_max) {
    using chain::input_count_max;
    using chain::output_count_max;
    chain::Transaction transaction;
    transaction.body.version = random.number<std::uint32_t>();
    transaction.body.inputs = listed(random, std::min<std::size_t>(input_count_max, count_max), [&] {
        return chain::Input{{random.bytes<32>(), random.number<std::uint32_t>()}, random.bytes<32>()};
    });
    transaction.body.outputs = listed(random, std::min<std::size_t>(output_count_max, count_max), [&] {
        return chain::Output{random.number<std::uint64_t>(), random.bytes<32>()};
    });
    transaction.body.lock_height = random.number<std::uint32_t>();
    transaction.signatures = listed(random, std::min<std::size_t>(input_count_max, count_max),
                                    [&] { return crypto::Signature{random.bytes<64>()}; });
    return transaction;
}

/// A coherence from 0 to 1, both ends too.
inline std::uint32_t any_coherence(Random& random) {
    return random.one_in(4) ? (1U << 30) - random.below(2U) : random.number<std::uint32_t>() % ((1U << 30) + 1);
}

// ---- messages: fill(message, random, count_max) makes lists of at most so many elements

template <class M>
void fill(M&, Random&, std::size_t) {
    static_assert(std::tuple_size_v<decltype(M::fields)> == 0, "what has fields is filled below");
}
inline void fill(wire::Version& message, Random& random, std::size_t count_max) {
    message.version = random.number<std::uint32_t>();
    message.services = random.number<std::uint64_t>();
    message.time_s = random.number<std::uint64_t>();
    message.receiver = {random.bytes<16>(), random.number<std::uint16_t>()};
    message.sender = {random.bytes<16>(), random.number<std::uint16_t>()};
    message.nonce = random.number<std::uint64_t>();
    message.user_agent = listed(random, std::min<std::size_t>(64, count_max),
                                [&] { return static_cast<base::Byte>(0x20 + random.below(0x5fU)); });
    message.height = random.number<std::uint32_t>();
    message.genesis = random.bytes<32>();
}
inline void fill(wire::Block& message, Random& random, std::size_t count_max) {
    message.block.header = random_header(random);
    // Many transactions are small ones.
    const std::size_t count = random.count(std::min<std::size_t>(4096, count_max));
    for (std::size_t i = 0; i < count; ++i) {
        message.block.transactions.push_back(random_transaction(random, count > 4 ? 1 : count_max));
    }
}
inline void fill(wire::GetBlocks& message, Random& random, std::size_t) {
    message.start = random.number<std::uint32_t>();
    message.count = random.one_in(4) ? 500 : random.below(501U);
}
inline void fill(wire::Headers& message, Random& random, std::size_t count_max) {
    message.headers = listed(random, std::min<std::size_t>(2000, count_max), [&] { return random_header(random); });
}
inline void fill(wire::GetHeaders& message, Random& random, std::size_t count_max) {
    message.locator =
        listed(random, std::min<std::size_t>(64, count_max), [&] { return base::Hash{random.bytes<32>()}; });
    message.stop = random.bytes<32>();
}
inline void fill(wire::Bloom& message, Random& random, std::size_t) { message.header = random_header(random); }
inline void fill(wire::Tx& message, Random& random, std::size_t count_max) {
    message.transaction = random_transaction(random, count_max);
}
inline void fill(wire::GetTx& message, Random& random, std::size_t count_max) {
    message.txids =
        listed(random, std::min<std::size_t>(500, count_max), [&] { return base::Hash{random.bytes<32>()}; });
}
inline void fill(wire::Phase& message, Random& random, std::size_t count_max) {
    message.height = random.number<std::uint32_t>();
    message.coherence = any_coherence(random);
    message.phases =
        listed(random, std::min<std::size_t>(10'000, count_max), [&] { return random.number<std::uint16_t>(); });
}
inline void fill(wire::GetPhase& message, Random& random, std::size_t) {
    message.height = random.number<std::uint32_t>();
}
inline void fill(wire::Coherence& message, Random& random, std::size_t) {
    message = {random.number<std::uint32_t>(), any_coherence(random)};
}
inline void fill(wire::Addr& message, Random& random, std::size_t count_max) {
    message.records = any_records(random, std::min<std::size_t>(1000, count_max));
}
inline void fill(wire::Ping& message, Random& random, std::size_t) { message.nonce = random.number<std::uint64_t>(); }
inline void fill(wire::Pong& message, Random& random, std::size_t) { message.nonce = random.number<std::uint64_t>(); }
template <class Purpose>
void fill(wire::Entries<Purpose>& message, Random& random, std::size_t count_max) {
    message.entries = listed(random, std::min<std::size_t>(500, count_max), [&] {
        return wire::Entry{static_cast<std::uint8_t>(1 + random.below(2U)), random.bytes<32>()};
    });
}

/// A message of this type. Its lists are short, now and then as long as they may be, but never above `count_max`;
/// what fits in no payload comes out too.
template <class M>
M random_message(Random& random, std::size_t count_max) {
    M message;
    fill(message, random, count_max);
    return message;
}

inline constexpr std::size_t single_count = std::variant_size_v<wire::Single>;

/// A message of a kind other than a batch that breaks no rule in the framed dialect of the profile: as
/// `random_message`, with exactly as many phases as there are oscillators, and so short that it can be sent.
template <param::Profile P>
wire::Single any_single(std::size_t kind, Random& random, std::size_t count_max = 10'000) {
    return wire::with_kind<wire::Single>(kind, [&]<class M>() -> wire::Single {
        const std::size_t room = std::is_same_v<M, wire::Block> ? P::block_size_max : P::payload_size_max;
        for (std::size_t most = count_max;; most /= 2) {
            M message = random_message<M>(random, most);
            if constexpr (std::is_same_v<M, wire::Phase>) {
                message.phases.resize(P::oscillator_count);
                for (std::uint16_t& bin : message.phases) bin = random.number<std::uint16_t>();
            }
            if (codec::encode(message).size() <= room) return message;
        }
    });
}

/// Messages that can travel together, seldom a hundred.
template <param::Profile P>
wire::Batch any_batch(Random& random, std::size_t count_max = 10'000) {
    wire::Batch batch;
    std::size_t left = P::payload_size_max - 2;
    const std::size_t count = random.count(std::min<std::size_t>(100, count_max));
    for (std::size_t i = 0; i < count; ++i) {
        wire::Single single = any_single<P>(random.below(single_count), random, random.one_in(32) ? count_max : 4);
        const std::size_t size = 5 + std::visit([](const auto& one) { return codec::encode(one).size(); }, single);
        if (size > left) break;
        left -= size;
        batch.messages.push_back(std::move(single));
    }
    return batch;
}

/// A message of any kind that breaks no rule in the framed dialect of the profile. Shorter with a limit for lists.
template <param::Profile P>
wire::Message any_message(std::size_t kind, Random& random, std::size_t count_max = 10'000) {
    if (kind == wire::batch_kind) return any_batch<P>(random, count_max);
    return std::visit([](auto&& single) { return wire::Message{std::move(single)}; },
                      any_single<P>(kind, random, count_max));
}

// ---- what the compact dialect can say

inline void make_sayable(wire::Version& message) {
    wire::Version sayable;
    sayable.version = message.version;
    sayable.time_s = message.time_s;
    sayable.height = message.height;
    sayable.sender.port = message.sender.port;
    message = sayable;
}
/// At most 24 bits of a coherence are said.
inline std::uint32_t sayable_coherence(std::uint32_t coherence) {
    const auto spare = std::max<int>(0, static_cast<int>(std::bit_width(coherence)) - 24);
    return coherence >> spare << spare;
}
inline void make_sayable(wire::Phase& message) {
    message.height = 0;
    message.coherence = sayable_coherence(message.coherence);
    message.phases.resize(std::clamp<std::size_t>(message.phases.size(), 1, 256));
}
inline void make_sayable(wire::GetPhase& message) { message.height = 0; }
inline void make_sayable(wire::Coherence& message) { message = {0, sayable_coherence(message.coherence)}; }
template <class Purpose>
void make_sayable(wire::Entries<Purpose>& message) {
    for (wire::Entry& entry : message.entries) entry.kind = 1;
}
template <class M>
void make_sayable(M&) {}

/// A message of a kind with a compact code that arrives as it was sent: at most 256 phases, in number as it comes.
template <param::Profile P>
wire::Message any_compact_message(std::size_t kind, Random& random, std::size_t count_max = 10'000) {
    return wire::with_kind<wire::Single>(kind, [&]<class M>() -> wire::Message {
        const std::size_t room = std::is_same_v<M, wire::Block> ? P::block_size_max : P::payload_size_max;
        for (std::size_t most = count_max;; most /= 2) {
            M message = random_message<M>(random, most);
            make_sayable(message);
            if (codec::encode(message).size() <= std::min<std::size_t>(room, 65535)) return message;
        }
    });
}

}  // namespace bloomcoin::test
