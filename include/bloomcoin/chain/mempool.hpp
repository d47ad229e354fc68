// The pool of transactions that are in no block yet: who is admitted, who is put out when it is
// full, and what a new block is filled with. Nothing here decides whether a block is valid.
// Spec: spec/chain.md, "Pool".
#pragma once

#include <bloomcoin/chain/block.hpp>
#include <bloomcoin/chain/ledger.hpp>

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace bloomcoin::chain {

/// The most transactions of the pool that may come before one. [MPL-5]
inline constexpr std::size_t pool_ancestor_count_max = 24;

/// Fees for bytes. Compared as an exact fraction: fees are at most the supply, below 2^51, and
/// sizes in a package of 25 transactions below 2^21, so that products stay below 2^72; hence the
/// wide numbers.
struct FeeRate {
    Amount fee = 0;
    std::uint64_t size = 1;

    friend constexpr bool operator<(const FeeRate& a, const FeeRate& b) {
        return num::multiply(num::U256{a.fee}, b.size).low < num::multiply(num::U256{b.fee}, a.size).low;
    }
    friend constexpr FeeRate operator+(const FeeRate& a, const FeeRate& b) { return {a.fee + b.fee, a.size + b.size}; }
    friend constexpr FeeRate operator-(const FeeRate& a, const FeeRate& b) { return {a.fee - b.fee, a.size - b.size}; }
};

/// A transaction of the pool. [MPL-7]
struct PoolEntry {
    Transaction transaction;
    base::Hash txid{};
    FeeRate rate;
    Height height = 0;  // of the tip when it came
};

/// Transactions in the order in which they came. A copyable value. [MPL-7] … [MPL-10]
template <param::Profile P>
class Mempool {
public:
    using Place = std::uint64_t;  // grows in the order of arrival; a pool made anew begins again

    /// Asks whether a transaction may wait for the block after the tip, and takes it in. [MPL-8] [MPL-9]
    /// Refuses TXN-1 … TXN-11, MPL-1 … MPL-6, SIG-1 … SIG-6.
    base::Check admit(const Transaction& transaction, const Ledger& ledger, Height tip_height) {
        return admit_since(transaction, ledger, tip_height, tip_height);
    }

    /// Makes the pool anew for another tip: first the transactions of undone blocks, lowest
    /// block first and without coinbases, then what was here and is not too old. [MPL-10]
    void renew(std::span<const Transaction> undone, const Ledger& ledger, Height tip_height) {
        const std::map<Place, PoolEntry> before = std::exchange(entries_, {});
        *this = Mempool{};
        for (const Transaction& transaction : undone) (void)admit(transaction, ledger, tip_height);
        for (const auto& [place, entry] : before) {
            const bool is_too_old = entry.height + P::pool_age_max <= tip_height;
            if (!is_too_old) (void)admit_since(entry.transaction, ledger, tip_height, entry.height);
        }
    }

    const std::map<Place, PoolEntry>& entries() const { return entries_; }
    std::uint64_t size() const { return size_; }

    /// The places of the transactions that come before one in the pool, or before one that is not in it,
    /// each once and in order. [MPL-5]
    std::set<Place> places_before(const Transaction& transaction) const {
        std::set<Place> before;
        std::vector<const Transaction*> open{&transaction};
        while (!open.empty()) {
            const Transaction* current = open.back();
            open.pop_back();
            for (const Input& input : current->body.inputs) {
                const auto found = places_.find(input.outpoint.txid);
                if (found != places_.end() && before.insert(found->second).second) {
                    open.push_back(&entries_.at(found->second).transaction);
                }
            }
        }
        return before;
    }

    /// The places of a transaction of the pool and of those that come after it, in order. [MPL-9]
    std::set<Place> places_from(Place first) const {
        std::set<Place> from{first};
        std::vector<Place> open{first};
        while (!open.empty()) {
            const PoolEntry& entry = entries_.at(open.back());
            open.pop_back();
            for (auto spent = spenders_.lower_bound({entry.txid, 0});
                 spent != spenders_.end() && spent->first.txid == entry.txid; ++spent) {
                if (from.insert(spent->second).second) open.push_back(spent->second);
            }
        }
        return from;
    }

private:
    /// The lowest rate first, and of equal rates the one that came last. [MPL-9]
    struct WorstFirst {
        bool operator()(const std::pair<FeeRate, Place>& a, const std::pair<FeeRate, Place>& b) const {
            if (a.first < b.first) return true;
            if (b.first < a.first) return false;
            return a.second > b.second;
        }
    };

    /// A coin of the ledger, or an output of the pool as if it were one.
    std::optional<Coin> coin_under(const Outpoint& outpoint, const Ledger& ledger, Height height) const {
        if (const auto coin = ledger.find(outpoint); coin != ledger.end()) return coin->second;
        const auto place = places_.find(outpoint.txid);
        if (place == places_.end()) return std::nullopt;
        const std::vector<Output>& outputs = entries_.at(place->second).transaction.body.outputs;
        if (outpoint.index >= outputs.size()) return std::nullopt;
        return Coin{outputs[outpoint.index].amount, outputs[outpoint.index].address, height, 0};
    }

    /// What an input spends.
    /// Refuses TXN-8, MPL-3.
    base::Result<Coin> find_spendable(const Outpoint& outpoint, const Ledger& ledger, Height height) const {
        const std::optional<Coin> coin = coin_under(outpoint, ledger, height);
        if (!coin) return base::Rule("TXN-8");
        if (spenders_.contains(outpoint)) return base::Rule("MPL-3");
        return *coin;
    }

    base::Check admit_since(const Transaction& transaction, const Ledger& ledger, Height tip_height, Height since) {
        if (const auto check = check_transaction<P>(transaction); !check) return check;
        if (is_coinbase(transaction)) return base::Rule("MPL-1");
        const base::Hash txid = txid_of(transaction.body);
        if (places_.contains(txid)) return base::Rule("MPL-2");

        const Height height = tip_height + 1;
        const auto find = [&](const Outpoint& outpoint) { return find_spendable(outpoint, ledger, height); };
        const base::Result<Amount> fee = accept_spending<P>(transaction, height, find);
        if (!fee) return fee.rule();
        const std::uint64_t size = codec::encode(transaction).size();
        if (fee.value() < size) return base::Rule("MPL-4");
        if (places_before(transaction).size() > pool_ancestor_count_max) return base::Rule("MPL-5");
        if (const auto check = verify_signatures<P>(transaction); !check) return check;
        return insert({transaction, txid, {fee.value(), size}, since});
    }

    /// Refuses MPL-6. [MPL-9]
    base::Check insert(PoolEntry entry) {
        const Place place = place_next_++;
        put_in(place, std::move(entry));
        std::map<Place, PoolEntry> put_out;
        while (size_ > P::pool_size_max) {
            for (const Place victim : places_from(rates_.begin()->second)) {
                put_out.emplace(victim, entries_.at(victim));
                take_out(victim);
            }
        }
        if (!put_out.contains(place)) return {};
        put_out.erase(place);
        for (auto& [old_place, old_entry] : put_out) put_in(old_place, std::move(old_entry));
        return base::Rule("MPL-6");
    }

    void put_in(Place place, PoolEntry entry) {
        size_ += entry.rate.size;
        places_.emplace(entry.txid, place);
        rates_.emplace(entry.rate, place);
        for (const Input& input : entry.transaction.body.inputs) spenders_.emplace(input.outpoint, place);
        entries_.emplace(place, std::move(entry));
    }

    void take_out(Place place) {
        const PoolEntry& entry = entries_.at(place);
        size_ -= entry.rate.size;
        places_.erase(entry.txid);
        rates_.erase({entry.rate, place});
        for (const Input& input : entry.transaction.body.inputs) spenders_.erase(input.outpoint);
        entries_.erase(place);
    }

    std::map<Place, PoolEntry> entries_;
    std::map<base::Hash, Place> places_;  // by txid
    std::map<Outpoint, Place> spenders_;  // by what they spend
    std::set<std::pair<FeeRate, Place>, WorstFirst> rates_;
    std::uint64_t size_ = 0;  // of all transactions, in bytes
    Place place_next_ = 0;
};

}  // namespace bloomcoin::chain
