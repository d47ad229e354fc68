// People who own coins and spend them: random blocks that the ledger takes. To be called inside a property.
#pragma once

#include <bloomcoin/chain/genesis.hpp>
#include <bloomcoin/chain/ledger.hpp>

#include "../support/chain_builder.hpp"
#include "../support/generators.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace bloomcoin::test {

inline constexpr std::uint64_t owner_count = 6;

/// The one who owns coins, by number.
inline const Key& owner(std::uint64_t number) {
    static const std::vector<Key> owners = [] {
        std::vector<Key> made;
        for (std::uint64_t i = 0; i < owner_count; ++i) made.push_back(key_of(i));
        return made;
    }();
    return owners.at(number);
}

inline const Key& owner_of(const chain::Address& address) {
    for (std::uint64_t i = 0; i < owner_count; ++i) {
        if (owner(i).address == address) return owner(i);
    }
    throw std::out_of_range("nobody owns this address");
}

inline const Key& draw_owner() { return owner(draw<std::uint64_t>(0, owner_count)); }

using OwnedCoin = std::pair<chain::Outpoint, chain::Coin>;

/// The coins that an owner can spend in a block at a height.
template <param::Profile P>
std::vector<OwnedCoin> spendable_coins(const chain::Ledger& ledger, chain::Height height) {
    std::vector<OwnedCoin> coins;
    for (const auto& entry : ledger) {
        const chain::Coin& coin = entry.second;
        const bool is_mature = coin.is_coinbase == 0 || coin.height + P::coinbase_maturity <= height;
        if (is_mature && coin.address != chain::Address{}) coins.emplace_back(entry);
    }
    return coins;
}

inline std::vector<Spend> spends_of(const std::vector<OwnedCoin>& coins) {
    std::vector<Spend> spends;
    for (const OwnedCoin& entry : coins) spends.push_back({entry.first, owner_of(entry.second.address)});
    return spends;
}

inline chain::Amount worth_of(const std::vector<OwnedCoin>& coins) {
    chain::Amount sum = 0;
    for (const OwnedCoin& entry : coins) sum += entry.second.amount;
    return sum;
}

/// Splits an amount above zero into one to three outputs to owners.
inline std::vector<chain::Output> draw_outputs(chain::Amount amount) {
    std::vector<chain::Output> outputs;
    for (auto more = draw(0, 3); more > 0 && amount > 1; --more) {
        const auto part = draw<chain::Amount>(1, amount);
        outputs.push_back({part, draw_owner().address});
        amount -= part;
    }
    outputs.push_back({amount, draw_owner().address});
    return outputs;
}

/// One or two of these coins; there is one at least.
inline std::vector<OwnedCoin> draw_coins(std::vector<OwnedCoin> coins) {
    std::vector<OwnedCoin> drawn;
    for (auto more = draw(1, 3); more > 0 && !coins.empty(); --more) {
        const auto at = coins.begin() + draw<std::ptrdiff_t>(0, std::ssize(coins));
        drawn.push_back(*at);
        coins.erase(at);
    }
    return drawn;
}

/// What a transaction of owners does to a ledger, without asking anything.
inline void note(chain::Ledger& ledger, const chain::Transaction& transaction, chain::Height height) {
    for (const chain::Input& input : transaction.body.inputs) ledger.erase(input.outpoint);
    chain::Outpoint outpoint = output_of(transaction);
    for (const chain::Output& output : transaction.body.outputs) {
        ledger[outpoint] = {output.amount, output.address, height, chain::is_coinbase(transaction)};
        ++outpoint.index;
    }
}

struct Transfers {
    std::vector<chain::Transaction> transactions;
    chain::Amount fees = 0;
};

/// Up to `count_max` transfers that a block at a height can hold in this order; some spend outputs of those before.
template <param::Profile P>
Transfers draw_transfers(chain::Ledger ledger, chain::Height height, int count_max) {
    Transfers drawn;
    for (auto more = draw(0, count_max + 1); more > 0; --more) {
        const std::vector<OwnedCoin> available = spendable_coins<P>(ledger, height);
        if (available.empty()) break;
        const std::vector<OwnedCoin> coins = draw_coins(available);
        const chain::Amount worth = worth_of(coins);
        const auto fee = draw<chain::Amount>(0, std::min<chain::Amount>(worth, 10'000));
        const auto lock_height = draw<chain::Height>(0, height + 1);
        drawn.transactions.push_back(transfer<P>(spends_of(coins), draw_outputs(worth - fee), lock_height));
        drawn.fees += fee;
        note(ledger, drawn.transactions.back(), height);
    }
    return drawn;
}

/// All transactions of a block that the ledger takes at a height.
template <param::Profile P>
std::vector<chain::Transaction> draw_transactions(const chain::Ledger& ledger, chain::Height height,
                                                  int count_max = 3) {
    Transfers transfers = draw_transfers<P>(ledger, height, count_max);
    chain::Transaction coinbase;
    coinbase.body.lock_height = height;
    const chain::Amount pay = chain::reward_of<P>(height) + transfers.fees;
    const chain::Amount claimed = *rc::gen::arbitrary<bool>() ? pay : draw<chain::Amount>(0, pay + 1);
    if (claimed > 0) coinbase.body.outputs = draw_outputs(claimed);
    transfers.transactions.insert(transfers.transactions.begin(), coinbase);
    return transfers.transactions;
}

}  // namespace bloomcoin::test
