// Fills a block template from the pool: the packages that pay best for their bytes come first. A
// package is a transaction with those that it cannot go without.
// Spec: spec/chain.md, "Pool".
#pragma once

#include <bloomcoin/chain/accept.hpp>
#include <bloomcoin/chain/genesis.hpp>
#include <bloomcoin/chain/mempool.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace bloomcoin::chain {

namespace detail {

/// What is left to choose from: for each transaction its package's rate, best first. [MPL-11]
template <param::Profile P>
class Packages {
public:
    using Place = typename Mempool<P>::Place;

    explicit Packages(const Mempool<P>& pool) : pool_{pool} {
        for (const auto& [place, entry] : pool.entries()) {
            FeeRate rate = entry.rate;
            for (const Place before : pool.places_before(entry.transaction))
                rate = rate + pool.entries().at(before).rate;
            rates_.emplace(place, rate);
            order_.emplace(rate, place);
        }
    }

    bool empty() const { return order_.empty(); }

    /// The place of the best package, and its rate.
    std::pair<FeeRate, Place> best() const { return *order_.begin(); }

    /// The places of the package of a transaction, in the order of the pool.
    std::set<Place> package_of(Place place) const {
        std::set<Place> package = pool_.places_before(pool_.entries().at(place).transaction);
        std::erase_if(package, [&](Place before) { return taken_.contains(before); });
        package.insert(place);
        return package;
    }

    void pass_over(Place place) { order_.erase({rates_.at(place), place}); }

    /// The transaction is in the template: packages of those after it are without it from now on.
    void take(Place place) {
        taken_.insert(place);
        pass_over(place);
        const FeeRate rate = pool_.entries().at(place).rate;
        for (const Place after : pool_.places_from(place)) {
            const bool is_waiting = order_.erase({rates_.at(after), after}) != 0;
            rates_.at(after) = rates_.at(after) - rate;
            if (is_waiting) order_.emplace(rates_.at(after), after);
        }
    }

private:
    /// The highest rate first, and of equal rates the one that came first. [MPL-11]
    struct BestFirst {
        bool operator()(const std::pair<FeeRate, Place>& a, const std::pair<FeeRate, Place>& b) const {
            if (b.first < a.first) return true;
            if (a.first < b.first) return false;
            return a.second < b.second;
        }
    };

    const Mempool<P>& pool_;
    std::map<Place, FeeRate> rates_;  // of the packages of all transactions that are not taken
    std::set<std::pair<FeeRate, Place>, BestFirst> order_;
    std::set<Place> taken_;
};

/// What every block has besides the transactions of the pool: header, count, coinbase. [MPL-11]
inline std::size_t frame_size() {
    Block block;
    block.transactions = {coinbase_of(0, 1, Address{})};
    return codec::encode(block).size();
}

}  // namespace detail

/// The transactions of the pool that go into the next block, in its order. [MPL-11]
template <param::Profile P>
std::vector<const PoolEntry*> choose_transactions(const Mempool<P>& pool) {
    std::vector<const PoolEntry*> chosen;
    std::uint64_t size = detail::frame_size();
    detail::Packages<P> packages{pool};
    while (!packages.empty()) {
        const auto [rate, place] = packages.best();
        const auto package = packages.package_of(place);
        const bool fits =
            size + rate.size <= P::block_size_max && 1 + chosen.size() + package.size() <= transaction_count_max;
        if (!fits) {
            packages.pass_over(place);
            continue;
        }
        size += rate.size;
        for (const auto member : package) {
            packages.take(member);
            chosen.push_back(&pool.entries().at(member));
        }
    }
    return chosen;
}

/// A block for a miner, on the tip: everything but nonce and bloom fields. [MPL-11]
template <param::Profile P>
Block assemble(const Ancestry& tip, const Mempool<P>& pool, const Address& address, std::uint64_t clock_s) {
    const Height height = tip.height + 1;
    Amount pay = reward_of<P>(height);
    Block block;
    block.transactions.emplace_back();
    for (const PoolEntry* entry : choose_transactions<P>(pool)) {
        pay += entry->rate.fee;
        block.transactions.push_back(entry->transaction);
    }
    block.transactions.front() = coinbase_of(height, pay, address);
    block.header.previous = tip.hash;
    block.header.merkle_root = merkle_root_of(block.transactions);
    block.header.time_s = std::max(clock_s, tip.time_s + 1);
    block.header.difficulty = difficulty_after(tip);
    return block;
}

}  // namespace bloomcoin::chain
