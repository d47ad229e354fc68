#include <bloomcoin/chain/mempool.hpp>

#include "../support/property.hpp"
#include "pool.hpp"

#include <functional>

using namespace bloomcoin;
using chain::Amount;
using chain::Height;
using chain::Ledger;
using chain::Mempool;
using chain::Transaction;
using param::Tiny;
using test::OwnedCoin;
using test::property;

namespace {

/// Room for eleven small transactions.
struct Cramped : Tiny {
    static constexpr std::uint32_t pool_size_max = 2048;
};

/// Room for more than 25.
struct Roomy : Tiny {
    static constexpr std::uint32_t pool_size_max = 1 << 16;
};

constexpr Height tip = 12;

std::string answer_of(const base::Check& check) { return check ? "" : std::string{check.rule().id()}; }

/// Whether a pool has what a slow reading of the rules has, and its books are right.
template <param::Profile P>
void check_same(const Mempool<P>& pool, const test::SlowPool<P>& slow) {
    RC_ASSERT(pool.entries().size() == slow.entries.size());
    std::uint64_t size = 0;
    std::size_t i = 0;
    for (const auto& entry : pool.entries()) {
        const chain::PoolEntry& held = entry.second;
        const auto& expected = slow.entries[i++];
        RC_ASSERT(held.transaction == expected.transaction);
        RC_ASSERT(held.txid == chain::txid_of(expected.transaction.body));
        RC_ASSERT(held.rate.fee == expected.fee);
        RC_ASSERT(held.rate.size == expected.size);
        RC_ASSERT(held.height == expected.height);
        RC_ASSERT(pool.places_before(held.transaction).size() == slow.before(expected.transaction).size());
        size += held.rate.size;
    }
    RC_ASSERT(pool.size() == size);
    RC_ASSERT(pool.size() <= P::pool_size_max);
}

/// A transaction of coins of the ledger and of those that others would make; conflicts and bad ones are among them.
template <param::Profile P>
Transaction draw_transaction(const std::vector<OwnedCoin>& coins) {
    const std::vector<OwnedCoin> spent = test::draw_coins(coins);
    const auto outputs = test::draw<std::size_t>(1, 4);
    const std::uint64_t size = test::size_of(spent.size(), outputs);
    // Rates that are often the same, and some that are too low.
    const Amount fee = test::draw(0, 8) == 0 ? test::draw<Amount>(0, size + 1)
                                             : size * test::draw<Amount>(1, 6) + test::draw<Amount>(0, 2);
    if (test::worth_of(spent) < fee + outputs) return test::paying<P>(spent, 1, 0);
    Transaction transaction = test::paying<P>(spent, outputs, fee, test::draw<std::uint64_t>(0, test::owner_count),
                                              test::draw<Height>(0, tip + 1));
    switch (test::draw(0, 40)) {
        case 0:
            transaction.signatures.front()[40] ^= 1;
            break;
        case 1:
            transaction.body.outputs.front().amount += 100'000;
            break;
        case 2:
            transaction.body.inputs.front().outpoint.index += 7;
            break;
        case 3:
            transaction.body.inputs.front().public_key = test::key_of(77).public_key;
            break;
        case 4:
            transaction.body.version = 0;
            break;
        case 5:
            transaction = chain::coinbase_of(tip, 1, {});
            break;
        default:
            break;
    }
    return transaction;
}

template <param::Profile P>
void check_script(std::uint64_t coin_count) {
    Ledger ledger = test::market(coin_count);
    Height height = tip - 2;
    Mempool<P> pool;
    test::SlowPool<P> slow;
    std::vector<OwnedCoin> coins;
    for (const auto& coin : ledger) coins.emplace_back(coin);
    std::vector<Transaction> sent;
    for (auto more = test::draw(10, 60); more > 0; --more) {
        const bool is_repeated = !sent.empty() && test::draw(0, 10) == 0;
        const Transaction transaction =
            is_repeated ? sent[test::draw<std::size_t>(0, sent.size())] : draw_transaction<P>(coins);
        const std::string answer = answer_of(pool.admit(transaction, ledger, height));
        RC_ASSERT(answer == slow.admit(transaction, ledger, height));
        check_same(pool, slow);
        sent.push_back(transaction);
        // What is not there can be asked for too, but not all the time.
        const bool is_of_use = answer.empty() || test::draw(0, 10) == 0;
        for (const OwnedCoin& coin : is_of_use ? test::coins_of(transaction) : std::vector<OwnedCoin>{}) {
            if (coin.second.amount > 1000 && coin.second.address != chain::Address{}) coins.push_back(coin);
        }
        if (test::draw(0, 15) == 0) {
            // The tip moves: some of the pool go into a block, a coin disappears, some that were in blocks come back.
            std::vector<Transaction> undone;
            for (auto back = test::draw(0, 3); back > 0; --back)
                undone.push_back(sent[test::draw<std::size_t>(0, sent.size())]);
            for (const auto& entry : pool.entries()) {
                if (test::draw(0, 3) != 0) break;
                test::note(ledger, entry.second.transaction, height);
            }
            if (ledger.size() > 2)
                ledger.erase(std::next(ledger.begin(), test::draw<std::ptrdiff_t>(0, std::ssize(ledger))));
            height += test::draw<Height>(0, 5);
            pool.renew(undone, ledger, height);
            slow.renew(undone, ledger, height);
            check_same(pool, slow);
        }
    }
}

/// A pool with some transactions, and another that it would admit.
struct Draft {
    Ledger ledger = test::market(12);
    Mempool<Roomy> pool;
    std::vector<OwnedCoin> coins;  // that the other spends
    Transaction transaction;

    base::Check admitted() const {
        Mempool<Roomy> copy = pool;
        const auto check = copy.admit(transaction, ledger, tip);
        // A refusal leaves the pool as it was.
        const auto txids = [](const Mempool<Roomy>& of) {
            std::vector<std::pair<std::uint64_t, base::Hash>> list;
            for (const auto& entry : of.entries()) list.emplace_back(entry.first, entry.second.txid);
            return list;
        };
        RC_ASSERT((txids(copy) == txids(pool)) == !check);
        return check;
    }
    void sign() { test::sign_all<Roomy>(transaction, test::spends_of(coins)); }
};

Draft draw_draft() {
    Draft draft;
    std::vector<OwnedCoin> coins;
    for (const auto& coin : draft.ledger) coins.emplace_back(coin);
    // Some spend the first coins, or what those before them made.
    std::vector<OwnedCoin> used(coins.begin(), coins.begin() + 6);
    for (auto more = test::draw(1, 6); more > 0; --more) {
        const auto at = test::draw<std::ptrdiff_t>(0, std::ssize(used));
        const OwnedCoin coin = used[static_cast<std::size_t>(at)];
        used.erase(used.begin() + at);
        const Transaction transaction = test::paying<Roomy>({coin}, 2, 1000);
        RC_ASSERT(static_cast<bool>(draft.pool.admit(transaction, draft.ledger, tip)));
        for (const OwnedCoin& made : test::coins_of(transaction)) used.push_back(made);
    }
    draft.coins = {used.back(), coins[6 + test::draw<std::size_t>(0, 6)]};
    draft.transaction = test::paying<Roomy>(draft.coins, 2, 2000, 1);
    return draft;
}

/// A transaction that is admitted, changed in one place, is refused with exactly this rule.
void breaks(base::Rule rule, const std::function<void(Draft&)>& change) {
    property(std::string{rule.id()}, [&] {
        Draft draft = draw_draft();
        RC_ASSERT(static_cast<bool>(draft.admitted()));
        change(draft);
        RC_ASSERT(draft.admitted().rule() == rule);
    });
}

}  // namespace

TEST_CASE("[MPL-7] [MPL-8] [MPL-9] [MPL-10] whatever comes, the pool is what a slow reading of the rules says") {
    property("a pool that is soon full", [] { check_script<Cramped>(30); });
    property("a pool with room", [] { check_script<Roomy>(12); });
}

TEST_CASE("[MPL-1] a coinbase is refused") {
    breaks("MPL-1", [](Draft& draft) { draft.transaction = chain::coinbase_of(test::draw<Height>(0, 20), 1, {}); });
}

TEST_CASE("[MPL-2] what is in the pool is refused, with other signatures too") {
    breaks("MPL-2", [](Draft& draft) {
        RC_ASSERT(static_cast<bool>(draft.pool.admit(draft.transaction, draft.ledger, tip)));
        if (*rc::gen::arbitrary<bool>()) draft.transaction.signatures.front()[50] ^= 1;
    });
}

TEST_CASE("[MPL-3] what another transaction of the pool spends is refused, a coin or an output of the pool") {
    breaks("MPL-3", [](Draft& draft) {
        Transaction other = test::paying<Roomy>({draft.coins[test::draw<std::size_t>(0, 2)]}, 1, 500, 2);
        RC_ASSERT(static_cast<bool>(draft.pool.admit(other, draft.ledger, tip)));
    });
}

TEST_CASE("[MPL-4] a fee of less than a unit for each byte is refused, and of exactly that it is not") {
    breaks("MPL-4", [](Draft& draft) {
        const std::uint64_t size = test::size_of(2, 2);
        draft.transaction = test::paying<Roomy>(draft.coins, 2, size);
        RC_ASSERT(static_cast<bool>(draft.admitted()));
        draft.transaction = test::paying<Roomy>(draft.coins, 2, test::draw<Amount>(0, size));
    });
}

TEST_CASE("[MPL-5] a transaction after 24 of the pool is admitted, and after 25 it is not") {
    const Ledger ledger = test::market(2);
    Mempool<Roomy> pool;
    OwnedCoin last{ledger.begin()->first, ledger.begin()->second};
    for (int i = 0; i < 25; ++i) {
        const Transaction transaction = test::paying<Roomy>({last}, 1, 200);
        REQUIRE(pool.admit(transaction, ledger, tip));
        CHECK(pool.places_before(transaction).size() == static_cast<std::size_t>(i));
        last = test::coins_of(transaction).front();
    }
    const Transaction chained = test::paying<Roomy>({last}, 1, 200);
    CHECK(pool.admit(chained, ledger, tip).rule() == base::Rule("MPL-5"));
    CHECK(pool.entries().size() == 25);
}

TEST_CASE("[MPL-5] a transaction that comes before by two ways is counted once") {
    const Ledger ledger = test::market(2);
    Mempool<Roomy> pool;
    std::vector<OwnedCoin> coins{{ledger.begin()->first, ledger.begin()->second}};
    // Each spends both outputs of the one before.
    for (int i = 0; i < 25; ++i) {
        const Transaction transaction = test::paying<Roomy>(coins, 2, 500);
        REQUIRE(pool.admit(transaction, ledger, tip));
        CHECK(pool.places_before(transaction).size() == static_cast<std::size_t>(i));
        coins = test::coins_of(transaction);
    }
    CHECK(pool.admit(test::paying<Roomy>(coins, 1, 500), ledger, tip).rule() == base::Rule("MPL-5"));
}

TEST_CASE("[MPL-6] a full pool refuses who does not pay more, and puts out the one that pays least for who does") {
    const Ledger ledger = test::market(20);
    std::vector<OwnedCoin> coins;
    for (const auto& coin : ledger) coins.emplace_back(coin);
    const std::uint64_t size = test::size_of(1, 1);
    const std::size_t room = Cramped::pool_size_max / size;
    Mempool<Cramped> pool;
    std::vector<Transaction> held;
    for (std::size_t i = 0; i < room; ++i) {
        // Two with the lowest rate: 300.
        held.push_back(test::paying<Cramped>({coins[i]}, 1, i == 3 || i == 5 ? 300 : 400 + i));
        REQUIRE(pool.admit(held.back(), ledger, tip));
    }
    CHECK(pool.size() == room * size);
    CHECK(pool.admit(test::paying<Cramped>({coins[room]}, 1, 299), ledger, tip).rule() == base::Rule("MPL-6"));
    // Of the same rate the one that came last goes: the new one.
    CHECK(pool.admit(test::paying<Cramped>({coins[room]}, 1, 300), ledger, tip).rule() == base::Rule("MPL-6"));
    CHECK(pool.entries().size() == room);
    REQUIRE(pool.admit(test::paying<Cramped>({coins[room]}, 1, 301), ledger, tip));
    CHECK(pool.entries().size() == room);
    const auto has = [&](const Transaction& transaction) {
        return std::ranges::any_of(pool.entries(),
                                   [&](const auto& entry) { return entry.second.transaction == transaction; });
    };
    CHECK(!has(held[5]));
    CHECK(has(held[3]));
}

TEST_CASE(
    "[MPL-9] [MPL-6] who is put out takes along those who spend their outputs, and comes back with them if it was for "
    "nothing") {
    const Ledger ledger = test::market(20);
    std::vector<OwnedCoin> coins;
    for (const auto& coin : ledger) coins.emplace_back(coin);
    Mempool<Cramped> pool;
    const Transaction cheap = test::paying<Cramped>({coins[0]}, 1, 200);
    const Transaction rich_child = test::paying<Cramped>(test::coins_of(cheap), 1, 5000);
    const std::uint64_t size = test::size_of(1, 1);
    REQUIRE(pool.admit(cheap, ledger, tip));
    REQUIRE(pool.admit(rich_child, ledger, tip));
    for (std::size_t i = 2; i < Cramped::pool_size_max / size; ++i) {
        REQUIRE(pool.admit(test::paying<Cramped>({coins[i]}, 1, 1000), ledger, tip));
    }
    const auto places = [&] {
        std::vector<std::uint64_t> list;
        for (const auto& entry : pool.entries()) list.push_back(entry.first);
        return list;
    };
    const auto before = places();
    // A child of the one that pays least goes with it, however much it pays.
    const Transaction grandchild = test::paying<Cramped>(test::coins_of(rich_child), 1, 9000);
    CHECK(pool.admit(grandchild, ledger, tip).rule() == base::Rule("MPL-6"));
    CHECK(places() == before);
    REQUIRE(pool.admit(test::paying<Cramped>({coins[1]}, 1, 300), ledger, tip));
    CHECK(pool.entries().size() == before.size() - 1);
    CHECK(pool.size() == (before.size() - 1) * size);
}

TEST_CASE("[MPL-6] a transaction that is larger than the pool is refused, though it pays best") {
    const Ledger ledger = test::market(20);
    std::vector<OwnedCoin> coins;
    for (const auto& coin : ledger) coins.emplace_back(coin);
    Mempool<Cramped> pool;
    REQUIRE(pool.admit(test::paying<Cramped>({coins[0]}, 1, 200), ledger, tip));
    const Transaction large = test::paying<Cramped>({coins.begin() + 1, coins.end()}, 1, 1'000'000);
    REQUIRE(test::size_of(large) > Cramped::pool_size_max);
    CHECK(pool.admit(large, ledger, tip).rule() == base::Rule("MPL-6"));
    CHECK(pool.entries().size() == 1);
}

TEST_CASE("[MPL-8] [TXN-7] a transaction for the block after the tip is admitted, and a later one is refused") {
    breaks("TXN-7", [](Draft& draft) {
        draft.transaction.body.lock_height = tip + 1;
        draft.sign();
        RC_ASSERT(static_cast<bool>(draft.admitted()));
        draft.transaction.body.lock_height = tip + 1 + test::draw<Height>(1, 100);
        draft.sign();
    });
}

TEST_CASE("[MPL-8] [TXN-8] [TXN-9] [TXN-10] [TXN-11] [SIG-6] what the ledger refuses the pool refuses") {
    breaks("TXN-8", [](Draft& draft) {
        auto& outpoint = draft.coins[test::draw<std::size_t>(0, 2)].first;
        *rc::gen::arbitrary<bool>() ? void(outpoint.index += 50) : void(outpoint.txid[0] ^= 1);
        draft.transaction = test::paying<Roomy>(draft.coins, 2, 2000, 1);
    });
    breaks("TXN-9", [](Draft& draft) {
        chain::Coin& coin = draft.ledger[draft.coins[1].first];
        coin.is_coinbase = 1;
        coin.height = tip + 1 - Tiny::coinbase_maturity;
        RC_ASSERT(static_cast<bool>(draft.admitted()));
        coin.height += 1;
    });
    breaks("TXN-10", [](Draft& draft) { draft.ledger[draft.coins[1].first].address[0] ^= 1; });
    breaks("TXN-11", [](Draft& draft) {
        draft.transaction.body.outputs.push_back({2001, {}});
        draft.sign();
    });
    breaks("SIG-6", [](Draft& draft) { draft.transaction.signatures[test::draw<std::size_t>(0, 2)][40] ^= 1; });
}

TEST_CASE("[MPL-8] of several broken rules the first in order is the answer") {
    // Each mends the rule that was the answer so far.
    Ledger ledger = test::market(12);
    std::vector<OwnedCoin> coins;
    for (const auto& coin : ledger) coins.emplace_back(coin);
    Mempool<Roomy> pool;
    const Transaction other = test::paying<Roomy>({coins[0]}, 1, 1000);
    REQUIRE(pool.admit(other, ledger, tip));
    Transaction transaction = test::paying<Roomy>({coins[0]}, 1, 0, 3, tip + 2);
    transaction.body.version = 2;
    transaction.signatures[0][40] ^= 1;
    transaction.body.outputs.push_back({1, {}});
    transaction.body.inputs.push_back({{test::hash_of_number(99), 0}, {}});
    transaction.signatures.push_back(transaction.signatures[0]);
    const auto rule = [&] { return pool.admit(transaction, ledger, tip).rule(); };
    CHECK(rule() == base::Rule("TXN-1"));
    transaction.body.version = 1;
    CHECK(rule() == base::Rule("TXN-7"));
    transaction.body.lock_height = 0;
    CHECK(rule() == base::Rule("MPL-3"));
    std::swap(transaction.body.inputs[0], transaction.body.inputs[1]);
    CHECK(rule() == base::Rule("TXN-8"));
    // MPL-3 comes before TXN-9 and TXN-10 of the same input.
    ledger[coins[0].first].is_coinbase = 1;
    ledger[coins[0].first].height = tip;
    transaction.body.inputs = {{coins[0].first, {}}};
    transaction.signatures.resize(1);
    CHECK(rule() == base::Rule("MPL-3"));
    transaction.body.inputs = {{coins[1].first, {}}};
    ledger[coins[1].first].is_coinbase = 1;
    ledger[coins[1].first].height = tip;
    CHECK(rule() == base::Rule("TXN-9"));
    ledger[coins[1].first].height = 0;
    CHECK(rule() == base::Rule("TXN-10"));
    transaction.body.inputs[0].public_key = test::owner_of(coins[1].second.address).public_key;
    CHECK(rule() == base::Rule("TXN-11"));
    transaction.body.outputs.pop_back();
    CHECK(rule() == base::Rule("MPL-4"));
    transaction.body.outputs[0].amount -= 1000;
    CHECK(rule() == base::Rule("SIG-6"));
    test::sign_all<Roomy>(transaction, test::spends_of({coins[1]}));
    CHECK(pool.admit(transaction, ledger, tip));
    CHECK(rule() == base::Rule("MPL-2"));
}

TEST_CASE("[MPL-10] a transaction leaves the pool when the tip is pool age above the one when it came") {
    const Ledger ledger = test::market(4);
    const OwnedCoin coin{ledger.begin()->first, ledger.begin()->second};
    Mempool<Cramped> pool;
    REQUIRE(pool.admit(test::paying<Cramped>({coin}, 1, 500), ledger, tip));
    pool.renew({}, ledger, tip + Tiny::pool_age_max - 1);
    CHECK(pool.entries().size() == 1);
    CHECK(pool.entries().begin()->second.height == tip);
    pool.renew({}, ledger, tip + Tiny::pool_age_max);
    CHECK(pool.entries().empty());
    CHECK(pool.size() == 0);
}

TEST_CASE(
    "[MPL-10] what comes back from undone blocks comes first and anew, so that the pool's own conflicts give way") {
    const Ledger ledger = test::market(4);
    std::vector<OwnedCoin> coins;
    for (const auto& coin : ledger) coins.emplace_back(coin);
    const Transaction mine = test::paying<Cramped>({coins[0]}, 1, 5000);
    const Transaction after_mine = test::paying<Cramped>(test::coins_of(mine), 1, 5000);
    const Transaction kept = test::paying<Cramped>({coins[1]}, 1, 500);
    const Transaction undone = test::paying<Cramped>({coins[0]}, 1, 500, 3);
    Mempool<Cramped> pool;
    for (const Transaction& transaction : {mine, after_mine, kept}) REQUIRE(pool.admit(transaction, ledger, tip - 1));
    pool.renew(std::vector{undone}, ledger, tip);
    REQUIRE(pool.entries().size() == 2);
    CHECK(pool.entries().begin()->second.transaction == undone);
    CHECK(pool.entries().begin()->second.height == tip);
    CHECK(std::next(pool.entries().begin())->second.transaction == kept);
    CHECK(std::next(pool.entries().begin())->second.height == tip - 1);
}

TEST_CASE("[MPL-9] fee rates are compared as exact fractions, the largest ones too") {
    property("against Crypto++'s integers", [] {
        const chain::FeeRate a{*test::any_integer<Amount>(), *test::any_integer<std::uint64_t>()};
        chain::FeeRate b{*test::any_integer<Amount>(), *test::any_integer<std::uint64_t>()};
        if (*rc::gen::arbitrary<bool>()) b = {a.fee / 2, a.size / 2};
        const auto wide = [](std::uint64_t value) { return CryptoPP::Integer{CryptoPP::Integer::POSITIVE, value}; };
        RC_ASSERT((a < b) == (wide(a.fee) * wide(b.size) < wide(b.fee) * wide(a.size)));
    });
}
