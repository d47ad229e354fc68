// Blocks: a header and the transactions that its Merkle root commits to, and the checks that
// need no other block.
// Spec: spec/chain.md.
#pragma once

#include <bloomcoin/chain/check.hpp>
#include <bloomcoin/chain/tx.hpp>
#include <bloomcoin/crypto/merkle.hpp>

#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

namespace bloomcoin::chain {

inline constexpr std::uint16_t transaction_count_max = 4096;

/// [BLK-8]
struct Block {
    Header header;
    std::vector<Transaction> transactions;

    static constexpr std::tuple fields{codec::Field{"header", &Block::header},
                                       codec::ListField{"transactions", &Block::transactions, transaction_count_max}};

    friend constexpr bool operator==(const Block&, const Block&) = default;
};

/// The root over whole transactions, signatures included. There is one at least. [BLK-9]
inline base::Hash merkle_root_of(std::span<const Transaction> transactions) {
    std::vector<base::Hash> leaves;
    leaves.reserve(transactions.size());
    for (const Transaction& transaction : transactions) {
        leaves.push_back(crypto::merkle_leaf(codec::encode(transaction)));
    }
    return crypto::merkle_root(leaves);
}

/// A block from bytes; too many bytes are not even looked at. [BLK-10]
/// Refuses BLK-1, COD-1, COD-10, COD-2.
template <param::Profile P>
base::Result<Block> decode_block(base::BytesView bytes) {
    if (bytes.size() > P::block_size_max) return base::Rule("BLK-1");
    return codec::decode<Block>(bytes);
}

/// Whether these are the transactions that the header commits to. [BLK-10]
/// Refuses BLK-2, BLK-3.
inline base::Check check_commitment(const Block& block) {
    if (block.transactions.empty()) return base::Rule("BLK-2");
    if (merkle_root_of(block.transactions) != block.header.merkle_root) return base::Rule("BLK-3");
    return {};
}

/// The transactions, each for itself, and the place of the coinbase. There is one at least. [BLK-10]
/// Refuses BLK-4, BLK-5, TXN-1 … TXN-6.
template <param::Profile P>
base::Check check_transactions(std::span<const Transaction> transactions) {
    if (!is_coinbase(transactions.front())) return base::Rule("BLK-4");
    if (std::any_of(transactions.begin() + 1, transactions.end(), is_coinbase)) return base::Rule("BLK-5");
    for (const Transaction& transaction : transactions) {
        if (const auto check = check_transaction<P>(transaction); !check) return check;
    }
    return {};
}

/// Everything about a block that needs no other, its size apart. [BLK-10]
template <param::Profile P>
base::Check check_block(const Block& block) {
    if (const auto check = check_header<P>(block.header); !check) return check;
    if (const auto check = check_commitment(block); !check) return check;
    return check_transactions<P>(block.transactions);
}

}  // namespace bloomcoin::chain
