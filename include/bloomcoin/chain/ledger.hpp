// The ledger: the outputs that have not been spent. Applying a block gives the changes that it
// made, and undoing these changes gives back exactly the ledger before.
// Spec: spec/chain.md.
#pragma once

#include <bloomcoin/chain/tx.hpp>

#include <cassert>
#include <cstdint>
#include <map>
#include <span>
#include <tuple>
#include <vector>

namespace bloomcoin::chain {

/// An output that has not been spent. [LED-1]
struct Coin {
    Amount amount = 0;
    Address address{};
    Height height = 0;             // of the block that made it
    std::uint8_t is_coinbase = 0;  // 1 if a coinbase made it

    // clang-format off
    static constexpr std::tuple fields{
        codec::Field{"amount", &Coin::amount},
        codec::Field{"address", &Coin::address},
        codec::Field{"height", &Coin::height},
        codec::Field{"is_coinbase", &Coin::is_coinbase},
    };
    // clang-format on

    friend constexpr bool operator==(const Coin&, const Coin&) = default;
};

/// [LED-1]
using Ledger = std::map<Outpoint, Coin>;

/// One change to a ledger: a coin came or went.
struct LedgerChange {
    enum class Kind { came, went };

    Kind kind;
    Outpoint outpoint;
    Coin coin;
};

/// Changes in the order in which they were made.
using LedgerDiff = std::vector<LedgerChange>;

/// [LED-2]
inline base::Hash commitment_of(const Ledger& ledger) {
    crypto::Sha256 hasher = crypto::tagged("BLC/ledger");
    for (const auto& [outpoint, coin] : ledger) hasher.update(codec::encode(outpoint)).update(codec::encode(coin));
    return hasher.digest();
}

/// Takes changes back, the last one first. They were made to this ledger. [LED-4]
inline void undo(Ledger& ledger, const LedgerDiff& diff) {
    for (auto change = diff.rbegin(); change != diff.rend(); ++change) {
        if (change->kind == LedgerChange::Kind::came) {
            ledger.erase(change->outpoint);
        } else {
            ledger.emplace(change->outpoint, change->coin);
        }
    }
}

/// Makes changes again that were undone. [LED-4]
inline void redo(Ledger& ledger, const LedgerDiff& diff) {
    for (const LedgerChange& change : diff) {
        if (change.kind == LedgerChange::Kind::came) {
            ledger.emplace(change.outpoint, change.coin);
        } else {
            ledger.erase(change.outpoint);
        }
    }
}

/// What a transaction pays in a block at a height, its inputs being found by
/// find(outpoint) -> Result<Coin>. Signatures are left to verify_signatures. [LED-3] [MPL-8]
/// Refuses TXN-7, what find refuses, TXN-9 … TXN-11.
template <param::Profile P, class Find>
base::Result<Amount> accept_spending(const Transaction& transaction, Height height, Find find) {
    if (transaction.body.lock_height > height) return base::Rule("TXN-7");
    Amount input_sum = 0;
    for (const Input& input : transaction.body.inputs) {
        const base::Result<Coin> found = find(input.outpoint);
        if (!found) return found.rule();
        const Coin& coin = found.value();
        const std::uint64_t mature_from = std::uint64_t{coin.height} + P::coinbase_maturity;
        if (coin.is_coinbase != 0 && height < mature_from) return base::Rule("TXN-9");
        if (address_of(input.public_key) != coin.address) return base::Rule("TXN-10");
        input_sum = capped_sum(input_sum, coin.amount);
    }
    if (output_sum(transaction) > input_sum) return base::Rule("TXN-11");
    return input_sum - output_sum(transaction);
}

/// [LED-3]
/// Refuses SIG-1 … SIG-6.
template <param::Profile P>
base::Check verify_signatures(const Transaction& transaction) {
    const base::Hash message = signature_hash_of<P>(transaction.body);
    for (std::size_t i = 0; i < transaction.body.inputs.size(); ++i) {
        const crypto::PublicKey& key = transaction.body.inputs[i].public_key;
        if (const auto check = crypto::verify_signature(key, message, transaction.signatures[i]); !check) return check;
    }
    return {};
}

/// The coin of a ledger under an outpoint.
/// Refuses TXN-8.
inline base::Result<Coin> find_coin(const Ledger& ledger, const Outpoint& outpoint) {
    const auto found = ledger.find(outpoint);
    if (found == ledger.end()) return base::Rule("TXN-8");
    return found->second;
}

namespace detail {

inline void spend_inputs(Ledger& ledger, LedgerDiff& diff, const Transaction& transaction) {
    for (const Input& input : transaction.body.inputs) {
        const auto coin = ledger.find(input.outpoint);
        diff.push_back({LedgerChange::Kind::went, coin->first, coin->second});
        ledger.erase(coin);
    }
}

inline void create_outputs(Ledger& ledger, LedgerDiff& diff, const Transaction& transaction, Height height) {
    Outpoint outpoint{txid_of(transaction.body), 0};
    for (const Output& output : transaction.body.outputs) {
        const Coin coin{output.amount, output.address, height, is_coinbase(transaction)};
        diff.push_back({LedgerChange::Kind::came, outpoint, coin});
        [[maybe_unused]] const bool is_new = ledger.emplace(outpoint, coin).second;
        assert(is_new);
        ++outpoint.index;
    }
}

/// Makes changes up to the first refusal and notes each in the diff. [LED-3]
template <param::Profile P>
base::Check apply_each(Ledger& ledger, LedgerDiff& diff, std::span<const Transaction> transactions, Height height) {
    const Transaction& coinbase = transactions.front();
    if (coinbase.body.lock_height != height) return base::Rule("BLK-6");

    Amount due = reward_of<P>(height);
    for (const Transaction& transaction : transactions.subspan(1)) {
        const auto find = [&](const Outpoint& outpoint) { return find_coin(ledger, outpoint); };
        const base::Result<Amount> fee = accept_spending<P>(transaction, height, find);
        if (!fee) return fee.rule();
        if (const auto check = verify_signatures<P>(transaction); !check) return check;
        spend_inputs(ledger, diff, transaction);
        create_outputs(ledger, diff, transaction, height);
        due = capped_sum(due, fee.value());
    }
    if (output_sum(coinbase) > due) return base::Rule("BLK-7");
    create_outputs(ledger, diff, coinbase, height);
    return {};
}

}  // namespace detail

/// Applies the transactions of a block, which break no rule of check_transactions, to a ledger that
/// has no coin under an outpoint of theirs, and gives the changes. A refusal leaves the ledger as it was. [LED-3]
/// Refuses BLK-6, TXN-7 … TXN-11, SIG-1 … SIG-6, BLK-7.
template <param::Profile P>
base::Result<LedgerDiff> apply(Ledger& ledger, std::span<const Transaction> transactions, Height height) {
    LedgerDiff diff;
    if (const auto check = detail::apply_each<P>(ledger, diff, transactions, height); !check) {
        undo(ledger, diff);
        return check.rule();
    }
    return diff;
}

}  // namespace bloomcoin::chain
