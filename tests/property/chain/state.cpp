#include <bloomcoin/chain/state.hpp>

#include "../support/property.hpp"
#include "forest.hpp"
#include "pool.hpp"

using namespace bloomcoin;
using chain::Block;
using chain::ChainState;
using chain::Transaction;
using param::Tiny;
using test::OwnedCoin;
using test::Planted;
using test::property;

namespace {

constexpr std::uint64_t late_s = chain::genesis_time_s + 1'000'000;

std::vector<Block> chain_of(const ChainState<Tiny>& state) {
    std::vector<Block> blocks;
    for (chain::Height height = 0; height <= state.choice().tip().height; ++height) {
        blocks.push_back(state.choice().block_at(height));
    }
    return blocks;
}

/// The transactions of the blocks that one chain has and the other has not, without coinbases.
std::vector<Transaction> undone_of(const std::vector<Block>& before, const std::vector<Block>& after) {
    std::vector<Transaction> undone;
    for (std::size_t height = 0; height < before.size(); ++height) {
        if (height < after.size() && before[height].header == after[height].header) continue;
        const auto& transactions = before[height].transactions;
        undone.insert(undone.end(), transactions.begin() + 1, transactions.end());
    }
    return undone;
}

/// Whether the next block could hold all of the pool, were it not for sizes: nothing in it conflicts with the ledger,
/// or with another of the pool.
void check_pool(const ChainState<Tiny>& state) {
    const chain::Height height = state.choice().tip().height + 1;
    chain::Ledger ledger = state.choice().ledger();
    std::vector<Transaction> transactions{chain::coinbase_of(height, 0, {})};
    for (const auto& entry : state.pool().entries()) {
        transactions.push_back(entry.second.transaction);
        RC_ASSERT(entry.second.height + Tiny::pool_age_max >= height);
    }
    RC_ASSERT(static_cast<bool>(chain::apply<Tiny>(ledger, transactions, height)));
    RC_ASSERT(state.pool().size() <= Tiny::pool_size_max);
}

void check_same(const ChainState<Tiny>& state, const test::SlowPool<Tiny>& slow) {
    RC_ASSERT(state.pool().entries().size() == slow.entries.size());
    std::size_t i = 0;
    for (const auto& entry : state.pool().entries()) {
        RC_ASSERT(entry.second.transaction == slow.entries[i].transaction);
        RC_ASSERT(entry.second.height == slow.entries[i].height);
        ++i;
    }
}

/// Of coins of the ledger, and of what the pool would make.
std::optional<Transaction> draw_payment(const ChainState<Tiny>& state) {
    std::vector<OwnedCoin> coins =
        test::spendable_coins<Tiny>(state.choice().ledger(), state.choice().tip().height + 1);
    for (const auto& entry : state.pool().entries()) {
        for (const OwnedCoin& coin : test::coins_of(entry.second.transaction)) coins.push_back(coin);
    }
    std::erase_if(coins, [](const OwnedCoin& coin) { return coin.second.amount < 5000; });
    if (coins.empty()) return std::nullopt;
    const std::vector<OwnedCoin> spent = test::draw_coins(coins);
    return test::paying<Tiny>(spent, test::draw<std::size_t>(1, 3), test::draw<chain::Amount>(200, 2000),
                              test::draw<std::uint64_t>(0, test::owner_count));
}

/// The next block of somebody who has this state, one interval after the tip.
Block next_of(const ChainState<Tiny>& state, std::uint64_t owner) {
    Block block = state.template_for(test::owner(owner).address);
    block.header.time_s = state.choice().tip().time_s + Tiny::interval_target_s;
    return test::sealed<Tiny>(std::move(block));
}

/// A chain in which owners have coins, with a clock for which any later stamp is early.
ChainState<Tiny> grown_state() {
    static const ChainState<Tiny> grown = [] {
        ChainState<Tiny> state;
        for (std::uint64_t i = 0; i < 8; ++i) {
            const Block block = next_of(state, i % test::owner_count);
            (void)state.block_arrives(codec::encode(block), block.header.time_s - 7200);
        }
        return state;
    }();
    return grown;
}

}  // namespace

TEST_CASE("[MPL-10] [CHN-8] after any script the pool fits the ledger, and is what a slow reading of the rules says") {
    property("blocks of a random tree in any order, transactions, and blocks that are made of the pool", [] {
        // The tree grows on from a chain that has coins.
        ChainState<Tiny> state = grown_state();
        Planted root;
        root.ancestry = state.choice().tip();
        root.ledger = state.choice().ledger();
        root.work = state.choice().work().low64();
        const std::vector<Planted> forest = test::draw_forest<Tiny>(20, root);
        test::SlowPool<Tiny> slow;
        std::size_t next = 1;
        std::uint64_t clock_s = state.choice().clock_s();
        for (auto more = test::draw(10, 70); more > 0; --more) {
            const std::vector<Block> before = chain_of(state);
            clock_s += *rc::gen::element<std::uint64_t>(0, 0, 5, 10, 40);
            switch (test::draw(0, 8)) {
                case 0:
                case 1:
                case 2: {
                    if (next == forest.size()) break;
                    (void)state.block_arrives(forest[next++].bytes, clock_s);
                    break;
                }
                case 3: {
                    if (test::draw(0, 3) == 0) (void)state.tick(clock_s);
                    (void)state.block_arrives(forest[test::draw<std::size_t>(1, forest.size())].bytes, 0);
                    break;
                }
                case 4: {
                    const Block block = test::sealed<Tiny>(state.template_for(test::draw_owner().address));
                    (void)state.block_arrives(codec::encode(block), 0);
                    const bool is_tip = state.choice().tip().hash == chain::hash_of(block.header);
                    RC_ASSERT(is_tip != chain::is_early(block.header, state.choice().clock_s()));
                    break;
                }
                default: {
                    const auto payment = draw_payment(state);
                    if (!payment) break;
                    const chain::Considered considered = state.transaction_arrives(codec::encode(*payment));
                    RC_ASSERT(considered.txid == chain::txid_of(payment->body));
                    const std::string answer =
                        slow.admit(*payment, state.choice().ledger(), state.choice().tip().height);
                    RC_ASSERT((considered.check ? "" : std::string{considered.check.rule().id()}) == answer);
                }
            }
            const std::vector<Block> after = chain_of(state);
            if (before.back().header != after.back().header) {
                slow.renew(undone_of(before, after), state.choice().ledger(), state.choice().tip().height);
            }
            check_same(state, slow);
            check_pool(state);
        }
    });
}

TEST_CASE("[MPL-10] a transaction goes into a block, comes back when the block is undone, and leaves with the next") {
    ChainState<Tiny> state = grown_state();
    ChainState<Tiny> elsewhere = state;
    const auto coins = test::spendable_coins<Tiny>(state.choice().ledger(), state.choice().tip().height + 1);
    REQUIRE(!coins.empty());
    const Transaction payment = test::paying<Tiny>({coins.front()}, 1, 1000);
    REQUIRE(state.transaction_arrives(codec::encode(payment)).check);
    CHECK(state.pool().entries().size() == 1);

    const auto mine_on = [](ChainState<Tiny>& on, std::uint64_t owner) {
        const base::Bytes bytes = codec::encode(next_of(on, owner));
        (void)on.block_arrives(bytes, late_s);
        return bytes;
    };
    (void)mine_on(state, 1);
    CHECK(state.pool().entries().empty());
    CHECK(state.choice().ledger().contains(test::output_of(payment)));
    const chain::Height height = state.choice().tip().height;

    // Elsewhere two blocks come without it.
    const base::Bytes first = mine_on(elsewhere, 2);
    const base::Bytes second = mine_on(elsewhere, 2);
    (void)state.block_arrives(first, late_s);
    CHECK(state.pool().entries().empty());
    (void)state.block_arrives(second, late_s);
    REQUIRE(state.choice().tip().hash == elsewhere.choice().tip().hash);
    REQUIRE(state.pool().entries().size() == 1);
    CHECK(state.pool().entries().begin()->second.transaction == payment);
    CHECK(state.pool().entries().begin()->second.height == height + 1);
    CHECK(!state.choice().ledger().contains(test::output_of(payment)));

    (void)mine_on(state, 1);
    CHECK(state.pool().entries().empty());
    CHECK(state.choice().ledger().contains(test::output_of(payment)));
}

TEST_CASE("[MPL-10] when a block spends what one of the pool spends, that one leaves with all that come after it") {
    ChainState<Tiny> state = grown_state();
    ChainState<Tiny> elsewhere = state;
    const auto coins = test::spendable_coins<Tiny>(state.choice().ledger(), state.choice().tip().height + 1);
    const Transaction parent = test::paying<Tiny>({coins.front()}, 1, 1000);
    const Transaction child = test::paying<Tiny>(test::coins_of(parent), 1, 1000);
    const Transaction rival = test::paying<Tiny>({coins.front()}, 1, 500, 3);
    for (const Transaction& transaction : {parent, child}) {
        REQUIRE(state.transaction_arrives(codec::encode(transaction)).check);
    }
    REQUIRE(elsewhere.transaction_arrives(codec::encode(rival)).check);
    const Block block = test::sealed<Tiny>(elsewhere.template_for(test::owner(0).address));
    REQUIRE(block.transactions.size() == 2);
    (void)state.block_arrives(codec::encode(block), late_s);
    CHECK(state.pool().entries().empty());
    CHECK(state.pool().size() == 0);
}

TEST_CASE("[MPL-10] a block that comes into the chain and goes out of it within one event leaves nothing in the pool") {
    ChainState<Tiny> state = grown_state();
    const std::uint64_t clock_s = state.choice().clock_s();
    const auto coins = test::spendable_coins<Tiny>(state.choice().ledger(), state.choice().tip().height + 1);
    const Transaction payment = test::paying<Tiny>({coins.front()}, 1, 1000);
    // One block with the payment and a branch of two without it, all of them early.
    ChainState<Tiny> one = state;
    REQUIRE(one.transaction_arrives(codec::encode(payment)).check);
    const Block with_payment = next_of(one, 1);
    REQUIRE(with_payment.transactions.size() == 2);
    ChainState<Tiny> other = state;
    const Block first = next_of(other, 2);
    (void)other.block_arrives(codec::encode(first), late_s);
    const Block second = next_of(other, 2);
    for (const Block& block : {with_payment, first, second}) {
        CHECK(state.block_arrives(codec::encode(block), clock_s).size() == 1);
    }
    const chain::ChoiceEffects effects = state.tick(late_s);
    CHECK(std::ranges::count_if(
              effects, [](const auto& effect) { return std::holds_alternative<chain::TipMoved>(effect); }) == 2);
    REQUIRE(state.choice().tip().hash == chain::hash_of(second.header));
    CHECK(state.pool().entries().empty());
}

TEST_CASE("[MPL-8] a transaction that does not decode has no txid") {
    ChainState<Tiny> state;
    const chain::Considered nothing = state.transaction_arrives({});
    CHECK(!nothing.txid);
    CHECK(nothing.check.rule() == base::Rule("COD-1"));
    base::Bytes bytes = codec::encode(Transaction{});
    bytes.push_back(0);
    CHECK(state.transaction_arrives(bytes).check.rule() == base::Rule("COD-2"));
    bytes = {1, 0, 0, 0, 1, 1};
    CHECK(state.transaction_arrives(bytes).check.rule() == base::Rule("COD-10"));
    CHECK(state.transaction_arrives(codec::encode(Transaction{})).check.rule() == base::Rule("MPL-1"));
}

TEST_CASE("[MPL-11] [CHN-8] templates that are mined make a chain, and pay the fees") {
    const ChainState<Tiny> state = grown_state();
    CHECK(state.choice().tip().height == 8);
    chain::Amount worth = 0;
    for (const auto& coin : state.choice().ledger()) worth += coin.second.amount;
    CHECK(worth == 9 * chain::reward_of<Tiny>(0));
}
