// The messages that nodes exchange, each a plain struct, the same in every dialect. The list
// of fields of each is its payload in the framed dialect.
// Spec: spec/wire.md. There is no message that rejects: a peer is dropped, never argued with.
#pragma once

#include <bloomcoin/chain/block.hpp>
#include <bloomcoin/wire/address.hpp>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace bloomcoin::wire {

inline constexpr std::uint16_t user_agent_size_max = 64;
inline constexpr std::uint16_t header_count_max = 2000;
inline constexpr std::uint16_t locator_count_max = 64;
inline constexpr std::uint16_t entry_count_max = 500;
inline constexpr std::uint16_t address_count_max = 1000;
inline constexpr std::uint16_t phase_count_max = 10'000;
inline constexpr std::size_t batch_count_max = 100;

// ---- handshake

/// The first message of both sides. [MSG-7]
struct Version {
    std::uint32_t version = 1;
    std::uint64_t services = 0;
    std::uint64_t time_s = 0;
    Endpoint receiver;                   // as the sender sees it
    Endpoint sender;                     // as it sees itself; zeros where it does not know
    std::uint64_t nonce = 0;             // who meets its own nonce talks to itself
    std::vector<base::Byte> user_agent;  // printable ASCII
    chain::Height height = 0;            // of the sender's chain
    base::Hash genesis{};                // names the network

    // clang-format off
    static constexpr std::endian byte_order = std::endian::big;
    static constexpr std::tuple fields{
        codec::Field{"version", &Version::version},
        codec::Field{"services", &Version::services},
        codec::Field{"time_s", &Version::time_s},
        codec::Field{"receiver", &Version::receiver},
        codec::Field{"sender", &Version::sender},
        codec::Field{"nonce", &Version::nonce},
        codec::ListField{"user_agent", &Version::user_agent, user_agent_size_max},
        codec::Field{"height", &Version::height},
        codec::Field{"genesis", &Version::genesis},
    };
    // clang-format on

    friend constexpr bool operator==(const Version&, const Version&) = default;
};

/// Agrees to a Version. [MSG-7]
struct Verack {
    static constexpr std::tuple<> fields{};
    friend constexpr bool operator==(const Verack&, const Verack&) = default;
};

// ---- blocks

/// A whole block. [MSG-7]
struct Block {
    chain::Block block;

    static constexpr std::tuple fields{codec::Field{"block", &Block::block}};
    friend constexpr bool operator==(const Block&, const Block&) = default;
};

/// Asks for the hashes of blocks of the best chain, by height. [MSG-7]
struct GetBlocks {
    chain::Height start = 0;
    std::uint32_t count = 0;

    static constexpr std::endian byte_order = std::endian::big;
    static constexpr std::tuple fields{codec::Field{"start", &GetBlocks::start},
                                       codec::Field{"count", &GetBlocks::count}};
    friend constexpr bool operator==(const GetBlocks&, const GetBlocks&) = default;
};

/// Headers, each after the one before it. [MSG-7]
struct Headers {
    std::vector<chain::Header> headers;

    static constexpr std::endian byte_order = std::endian::big;
    static constexpr std::tuple fields{codec::ListField{"headers", &Headers::headers, header_count_max}};
    friend constexpr bool operator==(const Headers&, const Headers&) = default;
};

/// Asks for the headers after the first hash of the locator that the receiver has in its best chain,
/// up to `stop`, or as many as fit if that is zeros. [MSG-7]
struct GetHeaders {
    std::vector<base::Hash> locator;  // hashes of the sender's chain, from the tip downwards
    base::Hash stop{};

    static constexpr std::endian byte_order = std::endian::big;
    static constexpr std::tuple fields{codec::ListField{"locator", &GetHeaders::locator, locator_count_max},
                                       codec::Field{"stop", &GetHeaders::stop}};
    friend constexpr bool operator==(const GetHeaders&, const GetHeaders&) = default;
};

/// Announces a block by its header, which is the certificate of its bloom as well. [MSG-7]
struct Bloom {
    chain::Header header;

    static constexpr std::tuple fields{codec::Field{"header", &Bloom::header}};
    friend constexpr bool operator==(const Bloom&, const Bloom&) = default;
};

// ---- transactions

/// A transaction for the pool. [MSG-7]
struct Tx {
    chain::Transaction transaction;

    static constexpr std::tuple fields{codec::Field{"transaction", &Tx::transaction}};
    friend constexpr bool operator==(const Tx&, const Tx&) = default;
};

/// Asks for transactions of the pool. [MSG-7]
struct GetTx {
    std::vector<base::Hash> txids;

    static constexpr std::endian byte_order = std::endian::big;
    static constexpr std::tuple fields{codec::ListField{"txids", &GetTx::txids, entry_count_max}};
    friend constexpr bool operator==(const GetTx&, const GetTx&) = default;
};

/// Asks for the names of what is in the pool. [MSG-7]
struct Mempool {
    static constexpr std::tuple<> fields{};
    friend constexpr bool operator==(const Mempool&, const Mempool&) = default;
};

// ---- phases: advisory, all three

/// The phases that a miner's oscillators have. [MSG-7]
struct Phase {
    chain::Height height = 0;           // of the block that is worked on; 0: not said
    std::uint32_t coherence = 0;        // in units of 2^-30
    std::vector<std::uint16_t> phases;  // bins of a turn

    // clang-format off
    static constexpr std::endian byte_order = std::endian::big;
    static constexpr std::tuple fields{
        codec::Field{"height", &Phase::height},
        codec::Field{"coherence", &Phase::coherence},
        codec::ListField{"phases", &Phase::phases, phase_count_max},
    };
    // clang-format on

    friend constexpr bool operator==(const Phase&, const Phase&) = default;
};

/// Asks for phases. [MSG-7]
struct GetPhase {
    chain::Height height = 0;  // 0: the latest

    static constexpr std::endian byte_order = std::endian::big;
    static constexpr std::tuple fields{codec::Field{"height", &GetPhase::height}};
    friend constexpr bool operator==(const GetPhase&, const GetPhase&) = default;
};

/// Says how coherent the sender's oscillators are, and that it has phases to give. [MSG-7]
struct Coherence {
    chain::Height height = 0;     // 0: not said
    std::uint32_t coherence = 0;  // in units of 2^-30

    static constexpr std::endian byte_order = std::endian::big;
    static constexpr std::tuple fields{codec::Field{"height", &Coherence::height},
                                       codec::Field{"coherence", &Coherence::coherence}};
    friend constexpr bool operator==(const Coherence&, const Coherence&) = default;
};

// ---- peers

/// Endpoints of nodes. [MSG-7]
struct Addr {
    std::vector<AddressRecord> records;

    static constexpr std::endian byte_order = std::endian::big;
    static constexpr std::tuple fields{codec::ListField{"records", &Addr::records, address_count_max}};
    friend constexpr bool operator==(const Addr&, const Addr&) = default;
};

/// Asks for endpoints of nodes. [MSG-7]
struct GetAddr {
    static constexpr std::tuple<> fields{};
    friend constexpr bool operator==(const GetAddr&, const GetAddr&) = default;
};

/// Asks for a sign of life. [MSG-7]
struct Ping {
    std::uint64_t nonce = 0;

    static constexpr std::endian byte_order = std::endian::big;
    static constexpr std::tuple fields{codec::Field{"nonce", &Ping::nonce}};
    friend constexpr bool operator==(const Ping&, const Ping&) = default;
};

/// Gives it, with the nonce of the Ping. [MSG-7]
struct Pong {
    std::uint64_t nonce = 0;

    static constexpr std::endian byte_order = std::endian::big;
    static constexpr std::tuple fields{codec::Field{"nonce", &Pong::nonce}};
    friend constexpr bool operator==(const Pong&, const Pong&) = default;
};

// ---- names of blocks and transactions

enum class EntryKind : std::uint8_t { block = 1, transaction = 2 };

/// [MSG-7]
struct Entry {
    std::uint8_t kind = 0;  // an EntryKind, if it breaks nothing
    base::Hash hash{};      // of a block, or a txid

    static constexpr std::tuple fields{codec::Field{"kind", &Entry::kind}, codec::Field{"hash", &Entry::hash}};
    friend constexpr bool operator==(const Entry&, const Entry&) = default;
};

constexpr bool is_block(const Entry& entry) { return entry.kind == static_cast<std::uint8_t>(EntryKind::block); }
constexpr bool is_transaction(const Entry& entry) {
    return entry.kind == static_cast<std::uint8_t>(EntryKind::transaction);
}

/// Names of blocks and transactions, for one of three purposes. [MSG-7]
template <class Purpose>
struct Entries {
    std::vector<Entry> entries;

    static constexpr std::endian byte_order = std::endian::big;
    static constexpr std::tuple fields{codec::ListField{"entries", &Entries::entries, entry_count_max}};
    friend constexpr bool operator==(const Entries&, const Entries&) = default;
};

using Inventory = Entries<struct Offered>;  // the sender has them
using GetData = Entries<struct Wanted>;     // the sender wants them
using NotFound = Entries<struct Missing>;   // the sender was asked and has them not

// ---- all of them

template <class... More>
using OneOf = std::variant<Version, Verack, Block, GetBlocks, Headers, GetHeaders, Bloom, Tx, GetTx, Mempool, Phase,
                           GetPhase, Coherence, Addr, GetAddr, Ping, Pong, Inventory, GetData, NotFound, More...>;

/// Every message but a batch.
using Single = OneOf<>;

/// Messages that travel together; none of them is a batch. [MSG-9]
struct Batch {
    std::vector<Single> messages;

    friend constexpr bool operator==(const Batch&, const Batch&) = default;
};

/// A message of any kind. A Single has the same index here as it has there.
using Message = OneOf<Batch>;

inline constexpr std::size_t kind_count = std::variant_size_v<Message>;
inline constexpr std::size_t batch_kind = kind_count - 1;

/// Calls visit.template operator()<M>() for the message M that stands at this index of a variant.
template <class Variant, std::size_t First = 0, class Visit>
constexpr auto with_kind(std::size_t kind, Visit visit) {
    assert(First <= kind && kind < std::variant_size_v<Variant>);
    if constexpr (First + 1 < std::variant_size_v<Variant>) {
        if (kind != First) return with_kind<Variant, First + 1>(kind, std::move(visit));
    }
    return visit.template operator()<std::variant_alternative_t<First, Variant>>();
}

// ---- what a message must keep to besides its fields [MSG-8]

/// Most messages keep to everything by their fields alone.
template <class M>
constexpr base::Check check_content(const M&) {
    return {};
}

/// Refuses MSG-1.
constexpr base::Check check_content(const Version& message) {
    const auto is_printable = [](base::Byte byte) { return 0x20 <= byte && byte <= 0x7e; };
    if (!std::all_of(message.user_agent.begin(), message.user_agent.end(), is_printable)) return base::Rule("MSG-1");
    return {};
}

/// Refuses MSG-2.
template <class Purpose>
constexpr base::Check check_content(const Entries<Purpose>& message) {
    const auto is_known = [](const Entry& entry) { return is_block(entry) || is_transaction(entry); };
    if (!std::all_of(message.entries.begin(), message.entries.end(), is_known)) return base::Rule("MSG-2");
    return {};
}

/// Refuses MSG-3.
constexpr base::Check check_content(const Phase& message) {
    if (message.coherence > num::one_q30) return base::Rule("MSG-3");
    return {};
}

/// Refuses MSG-3.
constexpr base::Check check_content(const Coherence& message) {
    if (message.coherence > num::one_q30) return base::Rule("MSG-3");
    return {};
}

/// Refuses MSG-6.
constexpr base::Check check_content(const GetBlocks& message) {
    if (message.count > entry_count_max) return base::Rule("MSG-6");
    return {};
}

/// Refuses ADR-2, ADR-3, ADR-4.
constexpr base::Check check_content(const Addr& message) { return check_addresses(message.records); }

}  // namespace bloomcoin::wire
