// bloomcoin send: a transaction out of the greatest coins of a wallet into the pool of a chain.
#include "chain_commands.hpp"
#include "coins.hpp"
#include "input.hpp"
#include "key_file.hpp"
#include "store.hpp"
#include "text.hpp"

#include <bloomcoin/codec/hex.hpp>

#include <algorithm>
#include <iostream>

namespace bloomcoin::app {

namespace {

struct Payment {
    chain::Address from;
    chain::Address to;
    chain::Amount amount;
    std::optional<chain::Amount> fee;  // otherwise one unit for each byte [MPL-4]
};

/// A transaction, what it pays, and how much comes back.
struct Draft {
    chain::Transaction transaction;
    chain::Amount fee;
    chain::Amount change;
};

/// The same size as when it is signed.
chain::Transaction unsigned_transaction(const crypto::PublicKey& key, const Coins& coins,
                                        std::vector<chain::Output> outputs) {
    chain::Transaction transaction;
    for (const auto& [outpoint, coin] : coins.list) transaction.body.inputs.push_back({outpoint, key});
    transaction.body.outputs = std::move(outputs);
    transaction.signatures.resize(coins.list.size());
    return transaction;
}

/// These coins as the payment, if they are enough; with change, unless it would not pay for its own bytes.
std::optional<Draft> draft_of(const crypto::PublicKey& key, const Coins& coins, const Payment& payment) {
    const chain::Output paid{payment.amount, payment.to};
    for (const bool has_change : {true, false}) {
        std::vector<chain::Output> outputs{paid};
        if (has_change) outputs.push_back({0, payment.from});
        Draft draft{unsigned_transaction(key, coins, std::move(outputs)), 0, 0};
        draft.fee = payment.fee.value_or(codec::encode(draft.transaction).size());
        // Both are at most the supply: the sum fits.
        const chain::Amount needed = payment.amount + draft.fee;
        if (coins.sum < needed + (has_change ? 1 : 0)) continue;
        if (has_change) {
            draft.change = coins.sum - needed;
            draft.transaction.body.outputs.back().amount = draft.change;
        } else {
            draft.fee = coins.sum - payment.amount;
        }
        return draft;
    }
    return std::nullopt;
}

/// The greatest first, and of equal ones the one that comes first in the ledger.
std::vector<std::pair<chain::Outpoint, chain::Coin>> greatest_first(const Coins& coins) {
    auto list = coins.list;
    std::stable_sort(list.begin(), list.end(),
                     [](const auto& a, const auto& b) { return a.second.amount > b.second.amount; });
    return list;
}

std::string insufficient_text(const Payment& payment, const Balance& balance, const AnyChain& chain) {
    std::string text = "not enough coins: " + coins_text(payment.amount) +
                       " and a fee are needed; spendable: " + coins_text(balance.spendable.sum);
    if (payment.fee) {
        text = "not enough coins: " + coins_text(payment.amount + *payment.fee) +
               " are needed with the fee; spendable: " + coins_text(balance.spendable.sum);
    }
    text += "; immature: " + coins_text(balance.immature.sum);
    if (!balance.immature.list.empty()) {
        text += ", the first from height " + grouped(balance.mature_next) + " on, the next is " +
                grouped(std::uint64_t{chain.tip().height} + 1);
    }
    if (!balance.leaving.list.empty()) {
        text += "; in the pool: " + coins_text(balance.leaving.sum) + " leaving, " + coins_text(balance.arriving) +
                " arriving";
    }
    return text;
}

/// The payment out of as few coins as it takes.
Draft draft_payment(const AnyChain& chain, const crypto::PublicKey& key, const Payment& payment) {
    const Balance balance = balance_of(chain, payment.from);
    Coins chosen;
    for (const auto& coin : greatest_first(balance.spendable)) {
        if (chosen.list.size() == chain::input_count_max) {
            throw Failure{exit_negative, "the " + counted(chosen.list.size(), "greatest coin") + " are worth " +
                                             coins_text(chosen.sum) +
                                             " and a transaction takes no more: send less at once"};
        }
        chosen.list.push_back(coin);
        chosen.sum += coin.second.amount;
        if (auto draft = draft_of(key, chosen, payment)) return std::move(*draft);
    }
    throw Failure{exit_negative, insufficient_text(payment, balance, chain)};
}

/// Header, count of transactions and coinbase, which a block has besides. [MPL-11]
constexpr std::size_t block_rest_size = codec::encoded_size<chain::Header>() + 2 + 54;

void check_size(const AnyChain& chain, const chain::Transaction& transaction) {
    const std::size_t size = codec::encode(transaction).size();
    const std::size_t size_max =
        std::min<std::size_t>(chain.terms().pool_size_max, chain.terms().block_size_max - block_rest_size);
    if (size <= size_max) return;
    throw Failure{exit_negative, "it takes " + counted(transaction.body.inputs.size(), "coin") + " and " +
                                     counted(size, "byte") + "; pool and blocks take at most " + grouped(size_max) +
                                     ": send less at once"};
}

void sign(chain::Transaction& transaction, const AnyChain& chain, const crypto::SecretKey& secret) {
    const base::Hash message = chain.signature_hash_of(transaction.body);
    const crypto::Signature signature = crypto::sign(secret, message);
    std::fill(transaction.signatures.begin(), transaction.signatures.end(), signature);
}

base::Hash put_into_pool(Store& store, const Draft& draft) {
    const base::Bytes bytes = codec::encode(draft.transaction);
    const chain::Considered considered = store.chain().transaction_arrives(bytes);
    if (!considered.check) {
        const base::Rule rule = considered.check.rule();
        std::string text = "the pool refuses it: " + std::string{rule.id()} + ' ' + std::string{rule.sentence()};
        text += " It has " + counted(bytes.size(), "byte") + " and a fee of " + counted(draft.fee, "unit");
        throw Failure{exit_negative, text};
    }
    store.save_pool();
    return considered.txid.value();
}

}  // namespace

Exit send(const SendArguments& arguments) {
    const chain::Address to = hash_of_hex("--to", arguments.to);
    const crypto::SecretKey secret = read_key_file(arguments.wallet);
    Store store{arguments.folder, Store::Use::write};
    const chain::Amount supply = store.chain().terms().supply;
    Payment payment{address_of(secret), to, amount_of("--amount", arguments.amount, supply), std::nullopt};
    if (arguments.fee) payment.fee = number_of("--fee", *arguments.fee, 0, supply);

    Draft draft = draft_payment(store.chain(), crypto::public_key_of(secret), payment);
    check_size(store.chain(), draft.transaction);
    sign(draft.transaction, store.chain(), secret);
    const base::Hash txid = put_into_pool(store, draft);
    std::cout << codec::to_hex(txid) << '\n';
    std::cerr << "in the pool: " << coins_text(payment.amount) << " coins to " << short_text(to) << "..., a fee of "
              << counted(draft.fee, "unit") << ", " << coins_text(draft.change) << " coins back, out of "
              << counted(draft.transaction.body.inputs.size(), "coin") << '\n';
    return exit_ok;
}

}  // namespace bloomcoin::app
