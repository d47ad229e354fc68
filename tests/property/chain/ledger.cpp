#include <bloomcoin/chain/ledger.hpp>

#include <bloomcoin/chain/block.hpp>

#include "../support/property.hpp"
#include "../support/wire_laws.hpp"
#include "economy.hpp"
#include "transactions.hpp"

using namespace bloomcoin;
using chain::Amount;
using chain::Coin;
using chain::Height;
using chain::Ledger;
using chain::LedgerDiff;
using chain::Outpoint;
using chain::Transaction;
using param::Tiny;
using test::property;

namespace {

using Transactions = std::vector<Transaction>;

Amount worth_of(const Ledger& ledger) {
    Amount sum = 0;
    for (const auto& entry : ledger) sum += entry.second.amount;
    return sum;
}

/// The ledger after some random blocks, so that there is something to spend.
struct Grown {
    Ledger ledger;
    Height height = 0;  // of the next block
};

Grown draw_grown(Height height_min) {
    Grown grown;
    for (const Height end = height_min + test::draw<Height>(0, 4); grown.height < end; ++grown.height) {
        RC_ASSERT(static_cast<bool>(chain::apply<Tiny>(
            grown.ledger, test::draw_transactions<Tiny>(grown.ledger, grown.height, 2), grown.height)));
    }
    return grown;
}

/// A block with transfers, of which the one that is changed is the last.
struct Draft {
    Grown before;
    Ledger ledger;  // that the last transfer meets
    Transactions transactions;
    std::vector<test::OwnedCoin> coins;  // that the last transfer spends
    Amount worth = 0;

    Transaction& last() { return transactions.back(); }
    void sign_last() { test::sign_all<Tiny>(last(), test::spends_of(coins)); }
};

Draft draw_draft() {
    Draft draft;
    draft.before = draw_grown(Tiny::coinbase_maturity + 3);
    // Somebody always has something to spend.
    const Amount pay = chain::reward_of<Tiny>(0);
    draft.before.ledger[{test::hash_of_number(0), 0}] = {pay, test::owner(0).address, 0, 0};
    const Height height = draft.before.height;
    draft.ledger = draft.before.ledger;
    const test::Transfers others = test::draw_transfers<Tiny>(draft.ledger, height, 2);
    for (const Transaction& transaction : others.transactions) test::note(draft.ledger, transaction, height);
    draft.transactions = others.transactions;
    draft.coins = test::draw_coins(test::spendable_coins<Tiny>(draft.ledger, height));
    draft.worth = test::worth_of(draft.coins);
    draft.transactions.push_back(test::transfer<Tiny>(test::spends_of(draft.coins), test::draw_outputs(draft.worth)));
    draft.transactions.insert(
        draft.transactions.begin(),
        chain::coinbase_of(height, chain::reward_of<Tiny>(height) + others.fees, test::owner(1).address));
    return draft;
}

/// An amount of any size, often so near to an end that a sum of 64 bits would wrap.
Amount draw_any_amount() {
    const auto small = test::draw<Amount>(1, 1000);
    return *rc::gen::oneOf(rc::gen::element(small, UINT64_MAX - small), test::any_integer<Amount>());
}

/// A block that the ledger takes, changed in one place, is refused with exactly this rule and leaves the ledger alone.
template <class Change>
void breaks(base::Rule rule, Change change) {
    property(std::string{rule.id()}, [&] {
        Draft draft = draw_draft();
        const Grown& before = draft.before;
        Ledger ledger = before.ledger;
        RC_ASSERT(static_cast<bool>(chain::apply<Tiny>(ledger, draft.transactions, before.height)));
        change(draft);
        ledger = before.ledger;
        RC_ASSERT(static_cast<bool>(chain::check_transactions<Tiny>(draft.transactions)));
        RC_ASSERT(chain::apply<Tiny>(ledger, draft.transactions, before.height).rule() == rule);
        RC_ASSERT(ledger == before.ledger);
    });
}

}  // namespace

TEST_CASE("[LED-1] a coin obeys the laws of wire types") {
    test::wire_laws<Coin>(rc::gen::build<Coin>(rc::gen::set(&Coin::amount, test::any_integer<Amount>()),
                                               rc::gen::set(&Coin::address, test::some_hash()),
                                               rc::gen::set(&Coin::height, test::any_integer<Height>()),
                                               rc::gen::set(&Coin::is_coinbase, rc::gen::inRange<std::uint8_t>(0, 2))));
}

TEST_CASE("[LED-1] after any blocks the ledger has what they created and nothing that they spent") {
    property("all that was created, then without all that was spent", [] {
        Ledger ledger;
        Ledger created;
        std::vector<Outpoint> spent;
        const auto end = test::draw<Height>(0, 12);
        for (Height height = 0; height < end; ++height) {
            const Transactions transactions = test::draw_transactions<Tiny>(ledger, height);
            RC_ASSERT(static_cast<bool>(chain::check_transactions<Tiny>(transactions)));
            RC_ASSERT(static_cast<bool>(chain::apply<Tiny>(ledger, transactions, height)));
            for (const Transaction& transaction : transactions) {
                for (const chain::Input& input : transaction.body.inputs) spent.push_back(input.outpoint);
                for (std::uint32_t i = 0; i < transaction.body.outputs.size(); ++i) {
                    const chain::Output& output = transaction.body.outputs[i];
                    const std::uint8_t is_coinbase = &transaction == &transactions.front() ? 1 : 0;
                    created[test::output_of(transaction, i)] = {output.amount, output.address, height, is_coinbase};
                }
            }
        }
        for (const Outpoint& outpoint : spent) RC_ASSERT(created.erase(outpoint) == 1U);
        RC_ASSERT(ledger == created);
    });
}

TEST_CASE("[LED-2] the commitment is the hash of all coins in ascending order of outpoints") {
    // Indices compare as numbers, though 256 is written 00 01 00 00 and comes before 01 00 00 00 as bytes.
    const std::vector<Outpoint> ascending = {{{0, 9}, 7},    {{1}, 1},          {{1}, 2}, {{1}, 256},
                                             {{1}, 0x10000}, {{1}, UINT32_MAX}, {{2}, 0}, {{0xff}, 0}};
    base::Bytes preimage;
    Ledger ledger;
    for (std::size_t i = ascending.size(); i-- > 0;) {
        ledger[ascending[i]] = {i + 1, test::hash_of_number(i), static_cast<Height>(i),
                                static_cast<std::uint8_t>(i % 2)};
    }
    for (const Outpoint& outpoint : ascending) {
        for (const base::Bytes& part : {codec::encode(outpoint), codec::encode(ledger.at(outpoint))}) {
            preimage.insert(preimage.end(), part.begin(), part.end());
        }
    }
    CHECK(preimage.size() == ascending.size() * (36 + 45));
    CHECK(chain::commitment_of(ledger) == crypto::tagged_hash("BLC/ledger", preimage));
    CHECK(chain::commitment_of({}) == crypto::tagged_hash("BLC/ledger", {}));
}

TEST_CASE("[LED-2] ledgers that differ in one field of one coin have different commitments") {
    property("any coin, any field", [] {
        Ledger ledger = draw_grown(4).ledger;
        RC_PRE(!ledger.empty());
        const base::Hash commitment = chain::commitment_of(ledger);
        const auto at = std::next(ledger.begin(), test::draw<std::ptrdiff_t>(0, std::ssize(ledger)));
        const int change = test::draw(0, 6);
        if (change == 0) ++at->second.amount;
        if (change == 1) at->second.address[test::draw<std::size_t>(0, 32)] ^= 1;
        if (change == 2) ++at->second.height;
        if (change == 3) at->second.is_coinbase ^= 1;
        if (change == 4) ledger.erase(at);
        if (change == 5) ledger[{at->first.txid, at->first.index + 1000}] = at->second;
        RC_ASSERT(chain::commitment_of(ledger) != commitment);
    });
}

TEST_CASE("[LED-4] undoing gives back exactly the ledger before, and making the changes again the one after") {
    property("block by block, down to the empty ledger and up again", [] {
        std::vector<Ledger> ledgers{{}};
        std::vector<LedgerDiff> diffs;
        Ledger ledger;
        const auto end = test::draw<Height>(0, 10);
        for (Height height = 0; height < end; ++height) {
            auto diff = chain::apply<Tiny>(ledger, test::draw_transactions<Tiny>(ledger, height), height);
            RC_ASSERT(static_cast<bool>(diff));
            diffs.push_back(std::move(diff).value());
            ledgers.push_back(ledger);
        }
        for (Height height = end; height-- > 0;) {
            chain::undo(ledger, diffs[height]);
            RC_ASSERT(ledger == ledgers[height]);
            RC_ASSERT(chain::commitment_of(ledger) == chain::commitment_of(ledgers[height]));
        }
        RC_ASSERT(ledger.empty());
        for (Height height = 0; height < end; ++height) {
            chain::redo(ledger, diffs[height]);
            RC_ASSERT(ledger == ledgers[height + 1]);
        }
    });
}

TEST_CASE("[LED-4] a coin that a block creates and spends is in neither ledger") {
    const test::Key key = test::owner(0);
    Ledger ledger;
    ledger[{test::hash_of_number(1), 0}] = {10, key.address, 0, 0};
    const Ledger before = ledger;
    const Transaction first = test::transfer<Tiny>({{{test::hash_of_number(1), 0}, key}}, {{10, key.address}});
    const Transaction second = test::transfer<Tiny>({{test::output_of(first), key}}, {{10, key.address}});
    const Transactions transactions{chain::coinbase_of(1, 0, {}), first, second};
    const auto diff = chain::apply<Tiny>(ledger, transactions, 1);
    REQUIRE(diff);
    CHECK(ledger == Ledger{{test::output_of(second), {10, key.address, 1, 0}}});
    CHECK(diff.value().size() == 4);
    chain::undo(ledger, diff.value());
    CHECK(ledger == before);
    // In the other order the second spends what is not there yet.
    CHECK(chain::apply<Tiny>(ledger, Transactions{transactions[0], second, first}, 1).rule() == base::Rule("TXN-8"));
    CHECK(ledger == before);
}

TEST_CASE("[LED-3] [AMT-3] no sequence of blocks creates value beyond the rewards") {
    property("coins are worth the rewards, less what nobody claimed", [] {
        Ledger ledger;
        Amount rewards = 0;
        Amount unclaimed = 0;
        const auto end = test::draw<Height>(15, 30);  // some heights after the first halving
        for (Height height = 0; height < end; ++height) {
            const Amount before = worth_of(ledger);
            const Transactions transactions = test::draw_transactions<Tiny>(ledger, height, 2);
            RC_ASSERT(static_cast<bool>(chain::apply<Tiny>(ledger, transactions, height)));
            rewards += chain::reward_of<Tiny>(height);
            RC_ASSERT(before + chain::reward_of<Tiny>(height) >= worth_of(ledger));
            unclaimed += before + chain::reward_of<Tiny>(height) - worth_of(ledger);
            RC_ASSERT(worth_of(ledger) + unclaimed == rewards);
        }
        RC_ASSERT(rewards <= chain::supply<Tiny>);
    });
}

TEST_CASE("[BLK-6] a coinbase of another height is refused") {
    breaks("BLK-6", [](Draft& draft) {
        draft.transactions.front().body.lock_height =
            *rc::gen::distinctFrom(rc::gen::inRange<Height>(0, 20), draft.before.height);
    });
}

TEST_CASE("[TXN-7] a transaction for later is refused, and at its height it is not") {
    breaks("TXN-7", [](Draft& draft) {
        draft.last().body.lock_height = draft.before.height;
        draft.sign_last();
        Ledger ledger = draft.before.ledger;
        RC_ASSERT(static_cast<bool>(chain::apply<Tiny>(ledger, draft.transactions, draft.before.height)));
        draft.last().body.lock_height =
            *rc::gen::oneOf(rc::gen::just(draft.before.height + 1), rc::gen::just<Height>(UINT32_MAX),
                            rc::gen::inRange<Height>(draft.before.height + 1, UINT32_MAX));
        draft.sign_last();
    });
}

TEST_CASE("[TXN-8] what is not there cannot be spent: another transaction, another index, spent before") {
    breaks("TXN-8", [](Draft& draft) {
        auto& coin = draft.coins[test::draw<std::size_t>(0, draft.coins.size())];
        Outpoint& outpoint = coin.first;
        switch (test::draw(0, 3)) {
            case 0:
                outpoint.txid[test::draw<std::size_t>(0, 32)] ^= 0x10;
                break;
            case 1:
                outpoint.index += 100;
                break;
            default: {
                // The same coin twice, in two transactions.
                const test::OwnedCoin twice = coin;
                draft.coins = {twice};
                draft.transactions.push_back(
                    test::transfer<Tiny>(test::spends_of(draft.coins), {{twice.second.amount, {}}}));
                return;
            }
        }
        for (std::size_t i = 0; i < draft.coins.size(); ++i)
            draft.last().body.inputs[i].outpoint = draft.coins[i].first;
        draft.sign_last();
    });
}

TEST_CASE("[TXN-8] nobody can spend a coinbase of the same block") {
    breaks("TXN-8", [](Draft& draft) {
        draft.coins = {{test::output_of(draft.transactions.front()), {1, test::owner(1).address, 0, 1}}};
        draft.last() = test::transfer<Tiny>(test::spends_of(draft.coins), {{1, {}}});
    });
}

TEST_CASE("[TXN-9] a coinbase that is not mature is refused, and one block later it is not") {
    breaks("TXN-9", [](Draft& draft) {
        const Height height = draft.before.height;
        const auto age = test::draw<Height>(1, Tiny::coinbase_maturity);
        const Outpoint outpoint{test::hash_of_number(77), 3};
        Coin coin{5, test::owner(2).address, height - Tiny::coinbase_maturity, 1};
        draft.coins.push_back({outpoint, coin});
        draft.last() = test::transfer<Tiny>(test::spends_of(draft.coins), test::draw_outputs(draft.worth + 5));
        Ledger ledger = draft.before.ledger;
        ledger[outpoint] = coin;
        RC_ASSERT(static_cast<bool>(chain::apply<Tiny>(ledger, draft.transactions, height)));
        coin.height = height - age;
        draft.before.ledger[outpoint] = coin;
    });
}

TEST_CASE("[TXN-9] a coinbase is mature from its height plus the maturity on, whatever the two heights are") {
    const Transaction spending = test::transfer<Tiny>({{{}, test::owner(0)}}, {{1, {}}});
    property("no height wraps", [&] {
        const auto height = *test::any_integer<Height>();
        // Often just mature or just not, be that beyond an end of the heights there are.
        const Height edge = height - Tiny::coinbase_maturity;
        const Height made = *rc::gen::oneOf(test::any_integer<Height>(), rc::gen::element(edge, edge + 1));
        const Coin coin{1, test::owner(0).address, made, 1};
        const auto fee =
            chain::accept_spending<Tiny>(spending, height, [&](const Outpoint&) -> base::Result<Coin> { return coin; });
        const bool is_mature = std::int64_t{height} - std::int64_t{made} >= std::int64_t{Tiny::coinbase_maturity};
        RC_ASSERT(static_cast<bool>(fee) == is_mature);
        if (!is_mature) RC_ASSERT(fee.rule() == base::Rule("TXN-9"));
    });
}

TEST_CASE("[TXN-10] a key that does not have the address is refused, though it signed") {
    breaks("TXN-10", [](Draft& draft) {
        auto& address = draft.coins[test::draw<std::size_t>(0, draft.coins.size())].second.address;
        address = *rc::gen::distinctFrom(rc::gen::exec([] { return test::draw_owner().address; }), address);
        draft.last() = test::transfer<Tiny>(test::spends_of(draft.coins), draft.last().body.outputs);
    });
}

TEST_CASE("[TXN-11] outputs that are worth more than the inputs are refused") {
    breaks("TXN-11", [](Draft& draft) {
        draft.last().body.outputs.push_back({test::draw<Amount>(1, 1000), {}});
        draft.sign_last();
    });
}

TEST_CASE("[TXN-11] [BLK-7] no sum of amounts wraps, whatever the coins of a ledger are worth") {
    property("sums as wide numbers give the same answer", [] {
        Ledger ledger;
        Transactions transactions{chain::coinbase_of(1, test::draw<Amount>(0, chain::supply<Tiny> + 1), {})};
        num::U256 due{chain::reward_of<Tiny>(1)};
        std::optional<base::Rule> broken;
        for (int i = 0; i < 2; ++i) {
            std::vector<test::Spend> spends;
            num::U256 worth;
            for (auto more = test::draw(1, 4); more > 0; --more) {
                const Outpoint outpoint{test::hash_of_number(ledger.size()), 0};
                const Amount amount = draw_any_amount();
                ledger[outpoint] = {amount, test::owner(0).address, 0, 0};
                spends.push_back({outpoint, test::owner(0)});
                worth = worth + num::U256{amount};
            }
            const Amount paid = test::draw<Amount>(1, *rc::gen::element<Amount>(1000, chain::supply<Tiny> + 1));
            transactions.push_back(test::transfer<Tiny>(spends, {{paid, {}}}));
            if (!broken && worth < num::U256{paid}) broken = base::Rule("TXN-11");
            due = due + worth - num::U256{paid};
        }
        if (!broken && num::U256{chain::output_sum(transactions[0])} > due) broken = base::Rule("BLK-7");

        const auto diff = chain::apply<Tiny>(ledger, transactions, 1);
        RC_ASSERT(static_cast<bool>(diff) == !broken);
        if (broken) RC_ASSERT(diff.rule() == *broken);
    });
}

TEST_CASE("[SIG-6] a signature that is not of this transaction, network, key or place is refused") {
    breaks("SIG-6", [](Draft& draft) {
        Transaction& last = draft.last();
        const auto at = test::draw<std::size_t>(0, last.signatures.size());
        const crypto::SecretKey secret = test::owner_of(draft.coins[at].second.address).secret;
        crypto::Signature& signature = last.signatures[at];
        switch (test::draw(0, 4)) {
            case 0:
                signature = crypto::sign(secret, chain::signature_hash_of<param::Mainnet>(last.body));
                break;
            case 1:
                signature = crypto::sign(secret, chain::txid_of(last.body));
                break;
            case 2:
                signature[test::draw<std::size_t>(32, 62)] ^= 1;
                break;
            default:
                signature = crypto::sign(test::key_of(99).secret, chain::signature_hash_of<Tiny>(last.body));
        }
    });
}

TEST_CASE("[SIG-6] a body that is changed after it was signed is refused") {
    breaks("SIG-6", [](Draft& draft) {
        chain::TransactionBody& body = draft.last().body;
        if (*rc::gen::arbitrary<bool>()) {
            body.outputs.back().address[test::draw<std::size_t>(0, 32)] ^= 1;
        } else {
            body.lock_height = draft.before.height;
        }
    });
}

TEST_CASE("[LED-3] [SIG-1] [SIG-2] [SIG-3] [SIG-4] [SIG-5] the ledger verifies signatures strictly") {
    const auto order_added = [](crypto::Signature signature) {
        const CryptoPP::Integer s{signature.data() + 32, 32, CryptoPP::Integer::UNSIGNED,
                                  CryptoPP::LITTLE_ENDIAN_ORDER};
        (s + crypto::detail::group_order()).Encode(signature.data() + 32, 32);
        std::reverse(signature.begin() + 32, signature.end());
        return signature;
    };
    breaks("SIG-1",
           [&](Draft& draft) { draft.last().signatures.back() = order_added(draft.last().signatures.back()); });
    const auto with_key = [](Draft& draft, crypto::PublicKey key) {
        const Outpoint outpoint{test::hash_of_number(5), 5};
        draft.before.ledger[outpoint] = {1, chain::address_of(key), 0, 0};
        draft.last().body.inputs.push_back({outpoint, key});
        draft.sign_last();
        crypto::Signature signature = crypto::sign(test::owner(0).secret, {});
        std::fill(signature.begin() + 32, signature.end(), base::Byte{0});
        draft.last().signatures.push_back(signature);
    };
    crypto::PublicKey neutral{1};
    crypto::PublicKey beyond;  // p, which is not below p
    beyond.fill(0xff);
    beyond.front() = 0xed;
    beyond.back() = 0x7f;
    breaks("SIG-2", [&](Draft& draft) { with_key(draft, beyond); });
    breaks("SIG-3", [&](Draft& draft) { std::ranges::copy(beyond, draft.last().signatures.front().begin()); });
    breaks("SIG-4", [&](Draft& draft) { with_key(draft, neutral); });
    breaks("SIG-5", [&](Draft& draft) { std::ranges::copy(neutral, draft.last().signatures.front().begin()); });
}

TEST_CASE("[BLK-7] a coinbase that claims more than reward and fees is refused, and all of it is not") {
    breaks("BLK-7", [](Draft& draft) {
        draft.transactions.front().body.outputs.push_back({test::draw<Amount>(1, 1'000'000), {}});
    });
    property("the last unit", [] {
        const Grown grown = draw_grown(5);
        test::Transfers transfers = test::draw_transfers<Tiny>(grown.ledger, grown.height, 3);
        const Amount pay = chain::reward_of<Tiny>(grown.height) + transfers.fees;
        for (const Amount claimed : {pay, pay + 1}) {
            Transactions transactions = transfers.transactions;
            transactions.insert(transactions.begin(), chain::coinbase_of(grown.height, claimed, {}));
            Ledger ledger = grown.ledger;
            RC_ASSERT(static_cast<bool>(chain::apply<Tiny>(ledger, transactions, grown.height)) == (claimed == pay));
        }
    });
}

TEST_CASE("[LED-3] of several broken rules the first in order is the answer") {
    // Each mends the rule that was the answer so far.
    const test::Key key = test::owner(0);
    const test::Key other = test::owner(1);
    const Height height = 10;
    Ledger ledger;
    const Outpoint young{test::hash_of_number(1), 0};
    const Outpoint old{test::hash_of_number(2), 0};
    ledger[young] = {10, key.address, height - 1, 1};
    ledger[old] = {10, key.address, 0, 1};
    const Ledger before = ledger;

    Transactions transactions{chain::coinbase_of(height + 1, chain::reward_of<Tiny>(height) + 1, {}), Transaction{}};
    Transaction& transaction = transactions[1];
    transaction.body.lock_height = height + 1;
    transaction.body.inputs = {{{{}, 0}, other.public_key}};
    transaction.body.outputs = {{11, {}}};
    transaction.signatures.resize(1);
    transaction.signatures[0].fill(0xff);
    const auto rule = [&] {
        const auto answer = chain::apply<Tiny>(ledger, transactions, height).rule();
        CHECK_MESSAGE(ledger == before, "after " << answer.id());
        return answer;
    };
    CHECK(rule() == base::Rule("BLK-6"));
    transactions[0].body.lock_height = height;
    CHECK(rule() == base::Rule("TXN-7"));
    transaction.body.lock_height = height;
    CHECK(rule() == base::Rule("TXN-8"));
    transaction.body.inputs[0].outpoint = young;
    CHECK(rule() == base::Rule("TXN-9"));
    // An earlier input's TXN-10 comes before a later input's TXN-8 and TXN-9.
    transaction.body.inputs = {{old, other.public_key}, {young, key.public_key}, {{{}, 0}, key.public_key}};
    transaction.signatures.assign(3, transaction.signatures[0]);
    CHECK(rule() == base::Rule("TXN-10"));
    transaction.body.inputs[0].public_key = key.public_key;
    CHECK(rule() == base::Rule("TXN-9"));
    transaction.body.inputs.erase(transaction.body.inputs.begin() + 1);
    transaction.signatures.pop_back();
    CHECK(rule() == base::Rule("TXN-8"));
    transaction.body.inputs.pop_back();
    transaction.signatures.pop_back();
    CHECK(rule() == base::Rule("TXN-11"));
    transaction.body.outputs[0].amount = 10;
    CHECK(rule() == base::Rule("SIG-1"));
    transaction = test::transfer<Tiny>({{old, key}}, {{10, {}}});
    CHECK(rule() == base::Rule("BLK-7"));
    transactions[0].body.outputs[0].amount -= 1;
    CHECK(chain::apply<Tiny>(ledger, transactions, height));
}

TEST_CASE("[LED-3] a transaction is refused before the next one is looked at") {
    const test::Key key = test::owner(0);
    const Outpoint coin{test::hash_of_number(1), 0};
    Ledger ledger;
    ledger[coin] = {10, key.address, 0, 0};
    Transaction unsigned_one = test::transfer<Tiny>({{coin, key}}, {{10, {}}});
    unsigned_one.signatures[0][40] ^= 1;
    const Transaction late = test::transfer<Tiny>({{coin, key}}, {{10, {}}}, 9);
    CHECK(chain::apply<Tiny>(ledger, Transactions{chain::coinbase_of(1, 0, {}), unsigned_one, late}, 1).rule() ==
          base::Rule("SIG-6"));
    CHECK(chain::apply<Tiny>(ledger, Transactions{chain::coinbase_of(1, 0, {}), late, unsigned_one}, 1).rule() ==
          base::Rule("TXN-7"));
}
