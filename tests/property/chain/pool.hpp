// A ledger with coins, transactions that pay for their bytes, and a pool read word by word from MPL-7 … MPL-10, to
// compare with. To be called inside a property.
#pragma once

#include <bloomcoin/chain/mempool.hpp>

#include "economy.hpp"
#include "transactions.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace bloomcoin::test {

/// Coins of owners, a few of them coinbases, at heights below 10.
inline chain::Ledger market(std::uint64_t coin_count) {
    chain::Ledger ledger;
    for (std::uint64_t i = 0; i < coin_count; ++i) {
        ledger[{hash_of_number(i), static_cast<std::uint32_t>(i % 3)}] = {
            100'000, owner(i % owner_count).address, static_cast<chain::Height>(i % 10),
            i % 4 == 0 ? std::uint8_t{1} : std::uint8_t{0}};
    }
    return ledger;
}

inline std::uint64_t size_of(const chain::Transaction& transaction) { return codec::encode(transaction).size(); }

/// The number of bytes of a transaction with so many inputs and outputs.
constexpr std::uint64_t size_of(std::size_t inputs, std::size_t outputs) {
    return 4 + 2 + 68 * inputs + 2 + 40 * outputs + 4 + 2 + 64 * inputs;
}

/// Spends these coins into so many equal outputs to one owner, and leaves a fee.
template <param::Profile P>
chain::Transaction paying(const std::vector<OwnedCoin>& coins, std::size_t output_count, chain::Amount fee,
                          std::uint64_t to = 0, chain::Height lock_height = 0) {
    const chain::Amount each = (worth_of(coins) - fee) / output_count;
    std::vector<chain::Output> outputs(output_count, {each, owner(to).address});
    outputs.front().amount += worth_of(coins) - fee - each * output_count;
    return transfer<P>(spends_of(coins), std::move(outputs), lock_height);
}

/// The coins that a transaction makes.
inline std::vector<OwnedCoin> coins_of(const chain::Transaction& transaction) {
    std::vector<OwnedCoin> coins;
    for (std::uint32_t i = 0; i < transaction.body.outputs.size(); ++i) {
        const chain::Output& output = transaction.body.outputs[i];
        coins.push_back({output_of(transaction, i), {output.amount, output.address, 0, 0}});
    }
    return coins;
}

template <param::Profile P>
class SlowPool {
public:
    struct Entry {
        chain::Transaction transaction;
        chain::Amount fee;
        std::uint64_t size;
        chain::Height height;
    };

    /// The id of the rule that refuses it, empty if none.
    std::string admit(const chain::Transaction& transaction, const chain::Ledger& ledger, chain::Height tip) {
        return admit(transaction, ledger, tip, tip);
    }

    void renew(const std::vector<chain::Transaction>& undone, const chain::Ledger& ledger, chain::Height tip) {
        std::vector<Entry> before;
        before.swap(entries);
        for (const chain::Transaction& transaction : undone) admit(transaction, ledger, tip);
        for (const Entry& entry : before) {
            if (entry.height + P::pool_age_max > tip) admit(entry.transaction, ledger, tip, entry.height);
        }
    }

    std::vector<Entry> entries;  // in the order in which they came

    /// The transactions of the pool that come before one, by index.
    std::set<std::size_t> before(const chain::Transaction& transaction) const {
        std::set<std::size_t> found;
        for (const chain::Input& input : transaction.body.inputs) {
            for (std::size_t i = 0; i < entries.size(); ++i) {
                if (chain::txid_of(entries[i].transaction.body) != input.outpoint.txid) continue;
                found.insert(i);
                found.merge(before(entries[i].transaction));
            }
        }
        return found;
    }

private:
    std::string admit(const chain::Transaction& transaction, const chain::Ledger& ledger, chain::Height tip,
                      chain::Height since) {
        const chain::Height height = tip + 1;
        const base::Hash txid = chain::txid_of(transaction.body);
        if (const auto check = chain::check_transaction<P>(transaction); !check) return std::string{check.rule().id()};
        if (transaction.body.inputs.empty()) return "MPL-1";
        for (const Entry& entry : entries) {
            if (chain::txid_of(entry.transaction.body) == txid) return "MPL-2";
        }
        if (transaction.body.lock_height > height) return "TXN-7";
        chain::Amount worth = 0;
        for (const chain::Input& input : transaction.body.inputs) {
            const auto coin = find(input.outpoint, ledger);
            if (!coin) return "TXN-8";
            for (const Entry& entry : entries) {
                for (const chain::Input& other : entry.transaction.body.inputs) {
                    if (other.outpoint == input.outpoint) return "MPL-3";
                }
            }
            if (coin->is_coinbase == 1 && height < coin->height + P::coinbase_maturity) return "TXN-9";
            if (crypto::tagged_hash("BLC/address", input.public_key) != coin->address) return "TXN-10";
            worth += coin->amount;
        }
        chain::Amount paid = 0;
        for (const chain::Output& output : transaction.body.outputs) paid += output.amount;
        if (paid > worth) return "TXN-11";
        const std::uint64_t size = size_of(transaction);
        if (worth - paid < size) return "MPL-4";
        if (before(transaction).size() > 24) return "MPL-5";
        const base::Hash message = chain::signature_hash_of<P>(transaction.body);
        for (std::size_t i = 0; i < transaction.signatures.size(); ++i) {
            const auto check =
                crypto::verify_signature(transaction.body.inputs[i].public_key, message, transaction.signatures[i]);
            if (!check) return std::string{check.rule().id()};
        }
        const std::vector<Entry> was = entries;
        entries.push_back({transaction, worth - paid, size, since});
        while (size_sum() > P::pool_size_max) take_out(worst());
        for (const Entry& entry : entries) {
            if (chain::txid_of(entry.transaction.body) == txid) return "";
        }
        entries = was;
        return "MPL-6";
    }

    std::optional<chain::Coin> find(const chain::Outpoint& outpoint, const chain::Ledger& ledger) const {
        if (const auto coin = ledger.find(outpoint); coin != ledger.end()) return coin->second;
        for (const Entry& entry : entries) {
            for (const OwnedCoin& coin : coins_of(entry.transaction)) {
                if (coin.first == outpoint) return coin.second;
            }
        }
        return std::nullopt;
    }

    std::uint64_t size_sum() const {
        std::uint64_t sum = 0;
        for (const Entry& entry : entries) sum += entry.size;
        return sum;
    }

    std::size_t worst() const {
        std::size_t worst = 0;
        for (std::size_t i = 1; i < entries.size(); ++i) {
            // Small numbers: the products fit.
            if (entries[i].fee * entries[worst].size <= entries[worst].fee * entries[i].size) worst = i;
        }
        return worst;
    }

    void take_out(std::size_t index) {
        std::vector<Entry> rest;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            if (i != index && before(entries[i].transaction).count(index) == 0) rest.push_back(entries[i]);
        }
        entries = rest;
    }
};

}  // namespace bloomcoin::test
