// Random trees of mined blocks, good and bad ones, with what is known of each from how it was made. To be called inside
// a property.
#pragma once

#include "economy.hpp"
#include "transactions.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace bloomcoin::test {

struct Planted {
    chain::Block block;
    base::Bytes bytes;
    chain::Ancestry ancestry;  // of the next block
    chain::Ledger ledger;      // after it, if it is valid
    std::uint64_t work = 0;    // of its chain
    std::string_view broken;   // the rule that it breaks itself, empty if none
    bool is_valid = true;      // it and all before it
};

/// What is wrong with a block that is drawn, in the order of BLK-11. Nothing, mostly.
enum class Fault {
    none,
    version,
    early_stamp,
    difficulty,
    bloom,
    root,
    no_coinbase,
    twice,
    amount,
    height,
    pay,
    signature
};

inline rc::Gen<Fault> any_fault() {
    using enum Fault;
    return rc::gen::weightedOneOf<Fault>(
        {{14, rc::gen::just(none)},
         {2, rc::gen::element(pay, signature, height)},
         {1, rc::gen::element(version, early_stamp, difficulty, bloom, root, no_coinbase, twice, amount)}});
}

/// The genesis block as the root of a tree.
template <param::Profile P>
Planted genesis_planted() {
    Planted root;
    root.block = chain::genesis_block<P>();
    root.bytes = codec::encode(root.block);
    root.ancestry = chain::ancestry_of_genesis<P>(root.block.header);
    root.work = root.block.header.difficulty;
    note(root.ledger, root.block.transactions[0], 0);
    return root;
}

/// A block on another with a fault, and these transactions if it has none.
template <param::Profile P>
Planted planted(const Planted& parent, std::vector<chain::Transaction> transactions, std::uint64_t seconds,
                Fault fault = Fault::none) {
    Planted plant;
    const chain::Height height = parent.ancestry.height + 1;
    chain::Block& block = plant.block;
    block.transactions = std::move(transactions);
    block.header.previous = parent.ancestry.hash;
    block.header.time_s = parent.ancestry.time_s + seconds;
    block.header.difficulty = chain::difficulty_after(parent.ancestry);
    chain::Transaction& coinbase = block.transactions.front();
    switch (fault) {
        case Fault::none:
            break;
        case Fault::version:
            plant.broken = "HDR-1";
            block.header.version = 2;
            break;
        case Fault::early_stamp:
            plant.broken = "HDR-10";
            block.header.time_s = parent.ancestry.time_s;
            break;
        case Fault::difficulty:
            plant.broken = "HDR-12";
            block.header.difficulty += 1;
            break;
        case Fault::bloom:
            plant.broken = "POC-4";
            break;
        case Fault::root:
            plant.broken = "BLK-3";
            break;
        case Fault::no_coinbase:
            plant.broken = "BLK-4";
            coinbase = transfer<P>({{{hash_of_number(1), 0}, owner(0)}}, {{1, {}}});
            break;
        case Fault::twice:
            plant.broken = "BLK-5";
            block.transactions.push_back(coinbase);
            break;
        case Fault::amount:
            plant.broken = "TXN-4";
            coinbase.body.outputs = {{0, {}}};
            break;
        case Fault::height:
            plant.broken = "BLK-6";
            coinbase.body.lock_height = height + 1;
            break;
        case Fault::pay:
            plant.broken = "BLK-7";
            coinbase.body.outputs = {{chain::supply<P>, owner(0).address}};
            break;
        case Fault::signature: {
            // A coin of the parent's ledger that can be spent, if there is one, and a signature over something else.
            const std::vector<OwnedCoin> coins = spendable_coins<P>(parent.ledger, height);
            block.transactions.resize(1);
            chain::Transaction spending;
            if (coins.empty()) {
                plant.broken = "TXN-8";
                spending = transfer<P>({{{hash_of_number(2), 0}, owner(0)}}, {{1, {}}});
            } else {
                plant.broken = "SIG-6";
                spending = transfer<P>(spends_of({coins.front()}), {{1, {}}});
                spending.signatures[0] = crypto::sign(owner_of(coins.front().second.address).secret, {});
            }
            block.transactions.push_back(spending);
        }
    }
    block = sealed<P>(block);
    if (fault == Fault::root) {
        // A transaction that the header does not cover.
        block.transactions.push_back(transfer<P>({{{hash_of_number(3), 0}, owner(0)}}, {{1, {}}}));
    }
    if (fault == Fault::bloom) {
        do ++block.header.mean_phase;
        while (!chain::check_work(chain::hash_of(block.header), block.header.difficulty));
    }
    plant.bytes = codec::encode(block);
    plant.ancestry = chain::ancestry_after<P>(parent.ancestry, block.header);
    plant.work = parent.work + block.header.difficulty;
    plant.is_valid = parent.is_valid && plant.broken.empty();
    plant.ledger = parent.ledger;
    if (plant.is_valid) {
        for (std::size_t i = 1; i < block.transactions.size(); ++i) note(plant.ledger, block.transactions[i], height);
        note(plant.ledger, block.transactions[0], height);
    }
    return plant;
}

/// A random tree. Element 0 is its root, the genesis block mostly; every other element stands after its parent.
template <param::Profile P>
std::vector<Planted> draw_forest(std::size_t count_max, const Planted& root = genesis_planted<P>()) {
    std::vector<Planted> forest{root};
    for (auto more = draw<std::size_t>(2, count_max + 1); more > 0; --more) {
        const auto size = forest.size();
        const auto low = draw(0, 3) > 0 ? size - std::min<std::size_t>(size, 2) : 0;
        const Planted& parent = forest[draw(low, size)];
        const chain::Height height = parent.ancestry.height + 1;
        Transfers transfers = draw_transfers<P>(parent.ledger, height, 1);
        // Each leaves another number of units unclaimed: equal blocks would be one block.
        const chain::Amount pay = chain::reward_of<P>(height) + transfers.fees - size;
        transfers.transactions.insert(transfers.transactions.begin(),
                                      chain::coinbase_of(height, pay, draw_owner().address));
        const auto seconds = draw<std::uint64_t>(1, 2 * P::interval_target_s);
        forest.push_back(planted<P>(parent, std::move(transfers.transactions), seconds, *any_fault()));
    }
    return forest;
}

}  // namespace bloomcoin::test
