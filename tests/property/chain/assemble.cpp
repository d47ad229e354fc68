#include <bloomcoin/chain/assemble.hpp>

#include "../support/property.hpp"
#include "pool.hpp"

using namespace bloomcoin;
using chain::Amount;
using chain::Block;
using chain::Ledger;
using chain::Mempool;
using chain::PoolEntry;
using chain::Transaction;
using param::Tiny;
using test::OwnedCoin;
using test::property;

namespace {

/// Blocks that hold a few of the transactions of a pool.
struct Narrow : Tiny {
    static constexpr std::uint32_t block_size_max = 1200;
    static constexpr std::uint32_t pool_size_max = 1 << 14;
};
/// Blocks that hold none.
struct Closed : Narrow {
    static constexpr std::uint32_t block_size_max = 192;
};

constexpr chain::Height tip = 12;

chain::Ancestry tip_ancestry() {
    chain::Ancestry ancestry;
    ancestry.hash = test::hash_of_number(12345);
    ancestry.height = tip;
    ancestry.time_s = 1'000'000;
    ancestry.base = 20;
    ancestry.coherences.fill(kuramoto::lens);
    return ancestry;
}

/// A pool over the market, with chains of transactions in it.
template <param::Profile P>
Mempool<P> draw_pool(const Ledger& ledger, bool is_chained, std::size_t count_max) {
    Mempool<P> pool;
    std::vector<OwnedCoin> coins;
    for (const auto& coin : ledger) coins.emplace_back(coin);
    for (auto more = test::draw<std::size_t>(0, count_max + 1); more > 0 && !coins.empty(); --more) {
        const auto at = test::draw<std::size_t>(0, coins.size());
        std::vector<OwnedCoin> spent{coins[at]};
        if (is_chained && test::draw(0, 3) == 0) spent.push_back(coins[(at + 1) % coins.size()]);
        if (spent.size() == 2 && spent[0].first == spent[1].first) spent.pop_back();
        const auto outputs = is_chained ? test::draw<std::size_t>(1, 4) : 1;
        // Rates that are often the same.
        const Amount fee = test::size_of(spent.size(), outputs) * test::draw<Amount>(1, 6) + test::draw<Amount>(0, 2);
        if (test::worth_of(spent) < 2 * fee) continue;
        const Transaction transaction = test::paying<P>(spent, outputs, fee, test::draw<std::uint64_t>(0, 6));
        if (!pool.admit(transaction, ledger, tip)) continue;
        for (const OwnedCoin& coin : spent)
            std::erase_if(coins, [&](const auto& other) { return other.first == coin.first; });
        if (!is_chained) continue;
        for (const OwnedCoin& coin : test::coins_of(transaction)) coins.push_back(coin);
    }
    return pool;
}

/// MPL-11, word by word.
template <param::Profile P>
std::vector<Transaction> chosen_slowly(const Mempool<P>& pool) {
    std::vector<const PoolEntry*> entries;
    for (const auto& entry : pool.entries()) entries.push_back(&entry.second);
    std::vector<bool> is_in(entries.size());
    std::vector<bool> is_over(entries.size());
    std::vector<Transaction> chosen;
    std::size_t size = 136 + 2 + 54;

    // Marks what comes before a transaction, and it.
    const auto mark = [&](const auto& self, std::vector<bool>& marked, std::size_t i) -> void {
        marked[i] = !is_in[i];
        for (const chain::Input& input : entries[i]->transaction.body.inputs) {
            for (std::size_t j = 0; j < entries.size(); ++j) {
                if (entries[j]->txid == input.outpoint.txid) self(self, marked, j);
            }
        }
    };
    while (true) {
        std::vector<bool> best_package;
        std::size_t best = 0;
        Amount best_fee = 0;
        std::size_t best_size = 0;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            if (is_in[i] || is_over[i]) continue;
            std::vector<bool> package(entries.size());
            mark(mark, package, i);
            Amount fee = 0;
            std::size_t package_size = 0;
            for (std::size_t j = 0; j < entries.size(); ++j) {
                if (!package[j]) continue;
                fee += entries[j]->rate.fee;
                package_size += test::size_of(entries[j]->transaction);
            }
            if (best_package.empty() || fee * best_size > best_fee * package_size) {
                best_package = package;
                best = i;
                best_fee = fee;
                best_size = package_size;
            }
        }
        if (best_package.empty()) return chosen;
        const auto count = static_cast<std::size_t>(std::ranges::count(best_package, true));
        if (size + best_size > P::block_size_max || 1 + chosen.size() + count > 4096) {
            is_over[best] = true;
            continue;
        }
        size += best_size;
        for (std::size_t j = 0; j < entries.size(); ++j) {
            if (!best_package[j]) continue;
            is_in[j] = true;
            chosen.push_back(entries[j]->transaction);
        }
    }
}

template <param::Profile P>
void check_block_of(const Mempool<P>& pool, const Ledger& ledger) {
    const Block block = chain::assemble<P>(tip_ancestry(), pool, test::owner(0).address, 5);
    RC_ASSERT(codec::encode(block).size() <= P::block_size_max);
    RC_ASSERT(chain::merkle_root_of(block.transactions) == block.header.merkle_root);
    RC_ASSERT(static_cast<bool>(chain::check_transactions<P>(block.transactions)));
    Ledger after = ledger;
    RC_ASSERT(static_cast<bool>(chain::apply<P>(after, block.transactions, tip + 1)));
    const std::vector<Transaction> held(block.transactions.begin() + 1, block.transactions.end());
    RC_ASSERT(held == chosen_slowly<P>(pool));
    // The coinbase takes all that there is.
    Amount fees = 0;
    for (const auto& entry : pool.entries()) {
        if (std::ranges::count(held, entry.second.transaction) > 0) fees += entry.second.rate.fee;
    }
    RC_ASSERT(chain::output_sum(block.transactions.front()) == chain::reward_of<P>(tip + 1) + fees);
}

}  // namespace

TEST_CASE("[MPL-11] a template is what a slow reading of the rule says; ledger and checks take it, and it fits") {
    property("blocks with room for a few", [] {
        const Ledger ledger = test::market(20);
        check_block_of(draw_pool<Narrow>(ledger, true, 25), ledger);
    });
    property("blocks with room for more", [] {
        const Ledger ledger = test::market(30);
        check_block_of(draw_pool<Tiny>(ledger, true, 40), ledger);
    });
}

TEST_CASE("[MPL-11] no transaction is taken without those that come before it, and it stands after them") {
    property("any pool", [] {
        const Ledger ledger = test::market(8);
        const Mempool<Narrow> pool = draw_pool<Narrow>(ledger, true, 25);
        Ledger known = ledger;
        for (const PoolEntry* entry : chain::choose_transactions<Narrow>(pool)) {
            for (const chain::Input& input : entry->transaction.body.inputs) RC_ASSERT(known.contains(input.outpoint));
            test::note(known, entry->transaction, tip);
        }
    });
}

TEST_CASE("[MPL-11] of transactions of one size that do not depend on each other, no other choice pays more") {
    property("in the order of arrival, or the best ones", [] {
        const Ledger ledger = test::market(30);
        const Mempool<Narrow> pool = draw_pool<Narrow>(ledger, false, 30);
        const auto chosen = chain::choose_transactions<Narrow>(pool);
        std::vector<Amount> fees;
        for (const auto& entry : pool.entries()) fees.push_back(entry.second.rate.fee);
        const std::size_t room = (Narrow::block_size_max - 192) / test::size_of(1, 1);
        RC_ASSERT(chosen.size() == std::min(room, fees.size()));
        Amount sum = 0;
        for (const PoolEntry* entry : chosen) sum += entry->rate.fee;
        const auto first = [&] {
            Amount of_first = 0;
            for (std::size_t i = 0; i < chosen.size(); ++i) of_first += fees[i];
            return of_first;
        };
        RC_ASSERT(sum >= first());
        std::ranges::sort(fees, std::greater<>{});
        RC_ASSERT(sum == first());
    });
}

TEST_CASE("[MPL-11] a child that pays well takes its parent along, and a poor child does not") {
    const Ledger ledger = test::market(10);
    std::vector<OwnedCoin> coins;
    for (const auto& coin : ledger) coins.emplace_back(coin);
    Mempool<Narrow> pool;
    const Transaction parent = test::paying<Narrow>({coins[0]}, 2, 300);
    const std::vector<OwnedCoin> made = test::coins_of(parent);
    const Transaction rich = test::paying<Narrow>({made[0]}, 1, 9000);
    const Transaction poor = test::paying<Narrow>({made[1]}, 1, 200);
    const Transaction middling = test::paying<Narrow>({coins[1]}, 1, 1000);
    for (const Transaction& transaction : {parent, poor, middling, rich}) REQUIRE(pool.admit(transaction, ledger, tip));
    std::vector<Transaction> chosen;
    for (const PoolEntry* entry : chain::choose_transactions<Narrow>(pool)) chosen.push_back(entry->transaction);
    CHECK(chosen == std::vector{parent, rich, middling, poor});
}

TEST_CASE("[MPL-11] header, count and coinbase are 192 bytes, and a block of that size holds nothing else") {
    const Ledger ledger = test::market(10);
    const OwnedCoin coin{ledger.begin()->first, ledger.begin()->second};
    Mempool<Closed> pool;
    REQUIRE(pool.admit(test::paying<Closed>({coin}, 1, 500), ledger, tip));
    const Block block = chain::assemble<Closed>(tip_ancestry(), pool, test::owner(0).address, 0);
    CHECK(block.transactions.size() == 1);
    CHECK(codec::encode(block).size() == 192);
    CHECK(codec::encode(block.transactions[0]).size() == 54);
}

TEST_CASE("[MPL-11] what the header of a template says") {
    const Mempool<Tiny> pool;
    const chain::Ancestry ancestry = tip_ancestry();
    const auto template_at = [&](std::uint64_t clock_s) {
        return chain::assemble<Tiny>(ancestry, pool, test::owner(3).address, clock_s);
    };
    chain::Header expected;
    expected.previous = ancestry.hash;
    expected.difficulty = 22;
    expected.time_s = 2'000'000;
    expected.merkle_root = chain::merkle_root_of(template_at(0).transactions);
    CHECK(template_at(2'000'000).header == expected);
    for (const std::uint64_t clock_s : {0U, 999'999U, 1'000'000U, 1'000'001U}) {
        CHECK(template_at(clock_s).header.time_s == 1'000'001);
    }
    CHECK(template_at(1'000'002).header.time_s == 1'000'002);
    CHECK(template_at(0).transactions ==
          std::vector{chain::coinbase_of(tip + 1, chain::reward_of<Tiny>(tip + 1), test::owner(3).address)});
}

TEST_CASE("[MPL-11] [TXN-4] where there is nothing to pay the coinbase has no output") {
    chain::Ancestry ancestry = tip_ancestry();
    ancestry.height = 64 * Tiny::halving_interval;
    const Block block = chain::assemble<Tiny>(ancestry, Mempool<Tiny>{}, test::owner(0).address, 0);
    CHECK(block.transactions.front().body.outputs.empty());
    CHECK(chain::check_transactions<Tiny>(block.transactions));
}
