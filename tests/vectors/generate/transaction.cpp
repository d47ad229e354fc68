// Cases of the room chain: amounts, transactions, and what the ledger says of them.
#include "book.hpp"
#include "inputs.hpp"

#include "../../conformance/reference/profiles.hpp"
#include "../../property/support/chain_builder.hpp"

#include <functional>

namespace bloomcoin::vectors {

namespace {

using chain::Transaction;
using param::Profile;
using test::key_of;
using test::Spend;

Json json_of(const Transaction& transaction) { return {{"transaction", hex(codec::encode(transaction))}}; }

// ---- amounts

template <Profile P>
void write_rewards(Group& group) {
    const Kind kind{"amt.reward", std::string{P::name}, Source::spec, {"AMT-1", "AMT-2"}};
    std::set<chain::Height> heights{0, 1, UINT32_MAX};
    for (const chain::Height halvings : {1U, 2U, 3U, 28U, 29U, 30U, 31U, 32U, 33U, 63U, 64U, 65U}) {
        heights.insert(halvings * P::halving_interval - 1);
        heights.insert(halvings * P::halving_interval);
    }
    for (const chain::Height height : heights) {
        group.accept(kind, padded(height, 10), {{"height", height}},
                     "the reward halves, rounded down, and is nothing in the end: no shift by 64 or more");
    }
}

// ---- encoding

Transaction drawn_transaction(Draw& draw, std::size_t inputs, std::size_t outputs) {
    Transaction transaction;
    transaction.body.version = draw.word();
    for (; inputs > 0; --inputs) {
        chain::Input input;
        input.outpoint.txid = draw.hash();
        input.outpoint.index = draw.word();
        input.public_key = draw.hash();
        transaction.body.inputs.push_back(input);
        crypto::Signature signature;
        for (base::Byte& byte : signature) byte = static_cast<base::Byte>(draw.word() >> 24);
        transaction.signatures.push_back(signature);
    }
    for (; outputs > 0; --outputs) {
        const chain::Amount amount = draw.word64();
        transaction.body.outputs.push_back({amount, draw.hash()});
    }
    transaction.body.lock_height = draw.word();
    return transaction;
}

const Kind decode_kind{"txn.decode", "any", Source::spec, {"TXN-12", "COD-5", "COD-6", "COD-7", "COD-9"}};

std::string add_codec_cases(Group& group, const std::string& slug, const Transaction& transaction,
                            std::string_view why) {
    Kind encode = decode_kind;
    encode.op = "txn.encode";
    const std::string id = group.accept(decode_kind, slug, json_of(transaction), why);
    const Json fields = group.cases().back()["out"];
    group.accept(encode, slug, fields, why, json_of(transaction));
    const Kind ids{"txn.ids", "mainnet", Source::spec, {"TXN-13", "TXN-14"}};
    group.accept(ids, slug, json_of(transaction), "both leave the signatures out; only one has the magic in it");
    return id;
}

void write_codec(Group& group) {
    Draw draw{"transaction"};
    add_codec_cases(group, "empty", Transaction{}, "no inputs, outputs and signatures: three counts of zero");
    add_codec_cases(group, "coinbase", chain::coinbase_of(7, 1, key_of(0).address), "a coinbase");
    for (const auto& [inputs, outputs] : {std::pair{1U, 1U}, {2U, 1U}, {1U, 3U}, {3U, 0U}, {5U, 5U}}) {
        add_codec_cases(group, "drawn-" + std::to_string(inputs) + "-" + std::to_string(outputs),
                        drawn_transaction(draw, inputs, outputs), "drawn fields: decoding judges no meaning");
    }
    Transaction uneven = drawn_transaction(draw, 2, 1);
    uneven.signatures.pop_back();
    add_codec_cases(group, "uneven", uneven, "fewer signatures than inputs: they have a count of their own");
    add_codec_cases(group, "most-inputs", drawn_transaction(draw, 256, 0), "as many inputs as there may be");
    add_codec_cases(group, "most-outputs", drawn_transaction(draw, 0, 256), "as many outputs as there may be");

    const Transaction small = drawn_transaction(draw, 1, 1);
    const std::string sibling = add_codec_cases(group, "small", small, "the transaction that is cut in the next cases");
    const base::Bytes whole = codec::encode(small);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        group.refuse(decode_kind, "cut-at-" + padded(size, 3),
                     {{"transaction", hex(base::BytesView{whole}.first(size))}},
                     "every proper beginning is refused, wherever it ends", "COD-1", sibling);
    }
    base::Bytes longer = whole;
    longer.push_back(0);
    group.refuse(decode_kind, "too-long", {{"transaction", hex(longer)}}, "a byte after the end", "COD-2", sibling);
    // Counts of inputs, outputs and signatures stand at these offsets.
    for (const auto& [name, offset] : {std::pair{"inputs", 4U}, {"outputs", 74U}, {"signatures", 120U}}) {
        for (const unsigned count : {257U, 258U, 65535U}) {
            base::Bytes bytes = whole;
            bytes[offset] = static_cast<base::Byte>(count);
            bytes[offset + 1] = static_cast<base::Byte>(count >> 8);
            group.refuse(decode_kind, std::string{name} + "-" + padded(count, 5), {{"transaction", hex(bytes)}},
                         "the count is refused before the bytes that it asks for are missed", "COD-10", sibling);
            bytes.resize(offset + 2);
            group.refuse(decode_kind, std::string{name} + "-" + padded(count, 5) + "-alone",
                         {{"transaction", hex(bytes)}},
                         "the count is the last there is: it is refused as soon as it is read", "COD-10", sibling);
        }
        base::Bytes cut = whole;
        cut[offset] = 2;
        cut[offset + 1] = 0;
        group.either(decode_kind, std::string{name} + "-one-more", {{"transaction", hex(cut)}},
                     "a count of two before one element: what follows is read as the second", sibling);
    }
}

void write_addresses(Group& group) {
    const Kind kind{"txn.address", "any", Source::spec, {"TXN-15"}};
    for (unsigned i = 0; i < 8; ++i) {
        group.accept(kind, "key-" + std::to_string(i), {{"public_key", hex(key_of(i).public_key)}},
                     "the tagged hash of a key");
    }
    for (const char digit : {'0', 'f'}) {
        group.accept(kind, std::string("key-") + digit + digit, {{"public_key", std::string(64, digit)}},
                     "an address judges no key");
    }
}

// ---- the check that needs nothing else

template <Profile P>
Transaction plain_transfer() {
    const Spend one{{crypto::sha256(bytes_of("one")), 0}, key_of(1)};
    const Spend two{{crypto::sha256(bytes_of("two")), 1}, key_of(2)};
    return test::transfer<P>({one, two}, {{600, key_of(3).address}, {400, key_of(4).address}}, 5);
}

template <Profile P>
void write_checks(Group& group) {
    const Kind kind{"txn.check", std::string{P::name}, Source::spec, {"TXN-17"}};
    const std::string sibling = group.accept(kind, "valid", json_of(plain_transfer<P>()),
                                             "two inputs and two outputs: the next cases break it");
    const auto accept = [&](std::string_view slug, std::string_view why,
                            const std::function<void(Transaction&)>& change) {
        Transaction transaction = plain_transfer<P>();
        change(transaction);
        group.accept(kind, slug, json_of(transaction), why);
    };
    const auto refuse = [&](std::string_view slug, std::string_view rule, std::string_view why,
                            const std::function<void(Transaction&)>& change) {
        Transaction transaction = plain_transfer<P>();
        change(transaction);
        group.refuse(kind, slug, json_of(transaction), why, rule, sibling);
    };
    Kind coinbase_kind = kind;
    coinbase_kind.clauses = {"TXN-16", "TXN-17", "TXN-3"};
    group.accept(coinbase_kind, "coinbase", json_of(chain::coinbase_of(9, 1, key_of(1).address)), "a coinbase");
    group.accept(coinbase_kind, "coinbase-of-nothing", json_of(chain::coinbase_of(9, 0, {})),
                 "only a coinbase can do without outputs");
    refuse("version-0", "TXN-1", "version zero", [](Transaction& t) { t.body.version = 0; });
    refuse("version-2", "TXN-1", "a version of the future", [](Transaction& t) { t.body.version = 2; });
    refuse("version-high", "TXN-1", "only the lowest byte of the version is 1",
           [](Transaction& t) { t.body.version = 0x01000001; });
    refuse("signature-less", "TXN-2", "a signature less than inputs", [](Transaction& t) { t.signatures.pop_back(); });
    refuse("signature-more", "TXN-2", "a signature more than inputs",
           [](Transaction& t) { t.signatures.push_back({}); });
    refuse("signatures-none", "TXN-2", "no signatures", [](Transaction& t) { t.signatures.clear(); });
    refuse("coinbase-signed", "TXN-2", "a coinbase with a signature", [](Transaction& t) {
        t.body.inputs.clear();
        t.signatures.resize(1);
    });
    refuse("no-outputs", "TXN-3", "inputs without outputs", [](Transaction& t) { t.body.outputs.clear(); });
    refuse("amount-zero", "TXN-4", "an output worth nothing", [](Transaction& t) { t.body.outputs[1].amount = 0; });
    refuse("amount-above", "TXN-4", "an output worth more than there can be",
           [](Transaction& t) { t.body.outputs[0].amount = chain::supply<P> + 1; });
    refuse("amount-most", "TXN-4", "the greatest amount that fits: no sum is made of it",
           [](Transaction& t) { t.body.outputs[0].amount = UINT64_MAX; });
    refuse("amounts-wrap", "TXN-4", "two amounts whose sum would wrap to a small one", [](Transaction& t) {
        t.body.outputs[0].amount = UINT64_MAX;
        t.body.outputs[1].amount = 2;
    });
    Kind supply = kind;
    supply.clauses = {"AMT-3", "TXN-4", "TXN-5"};
    Transaction all = plain_transfer<P>();
    all.body.outputs = {{chain::supply<P>, key_of(3).address}};
    group.accept(supply, "amount-supply", json_of(all), "an output worth all that there can be");
    all.body.outputs = {{chain::supply<P> - 1, key_of(3).address}, {1, key_of(4).address}};
    group.accept(supply, "sum-supply", json_of(all), "outputs that are together worth all that there can be");
    refuse("sum-above", "TXN-5", "together one unit more than there can be", [](Transaction& t) {
        t.body.outputs[0].amount = chain::supply<P>;
        t.body.outputs[1].amount = 1;
    });
    refuse("sum-far-above", "TXN-5", "256 times all that there can be: the sum is not cut to 32 bits",
           [](Transaction& t) {
               t.body.outputs.assign(256, {chain::supply<P>, key_of(3).address});
           });
    refuse("input-twice", "TXN-6", "the same outpoint twice in one transaction",
           [](Transaction& t) { t.body.inputs[1].outpoint = t.body.inputs[0].outpoint; });
    refuse("input-twice-other-key", "TXN-6", "the same outpoint twice, under two keys: the key does not matter",
           [](Transaction& t) { t.body.inputs[0].outpoint = t.body.inputs[1].outpoint; });
    refuse("input-twice-apart", "TXN-6", "the same outpoint twice with another between", [](Transaction& t) {
        t.body.inputs.push_back(t.body.inputs[0]);
        t.signatures.push_back(t.signatures[0]);
    });
    accept("other-index", "the same transaction at another index is another outpoint", [](Transaction& t) {
        t.body.inputs[1].outpoint = {t.body.inputs[0].outpoint.txid, 1};
    });
    accept("self-payment", "two outputs to one address",
           [](Transaction& t) { t.body.outputs[1].address = t.body.outputs[0].address; });
    accept("signatures-zero", "signatures are not looked at without the ledger",
           [](Transaction& t) { t.signatures.assign(2, crypto::Signature{}); });
    refuse("order-version-signatures", "TXN-1", "version and signatures are wrong", [](Transaction& t) {
        t.body.version = 2;
        t.signatures.clear();
    });
    refuse("order-signatures-outputs", "TXN-2", "a signature is missing and so are all outputs", [](Transaction& t) {
        t.signatures.pop_back();
        t.body.outputs.clear();
    });
    refuse("order-sum-inputs", "TXN-5", "sum and inputs are wrong", [](Transaction& t) {
        t.body.outputs[0].amount = chain::supply<P>;
        t.body.inputs[1] = t.body.inputs[0];
    });
    refuse("order-outputs-inputs", "TXN-4", "amount and inputs are wrong", [](Transaction& t) {
        t.body.outputs[0].amount = 0;
        t.body.inputs[1] = t.body.inputs[0];
    });
    refuse("order-amount-sum", "TXN-4", "the sum is too great before an output worth nothing", [](Transaction& t) {
        t.body.outputs[0].amount = chain::supply<P>;
        t.body.outputs.push_back({1, {}});
        t.body.outputs.push_back({0, {}});
    });
    group.refuse(kind, "cut", {{"transaction", hex_cut(codec::encode(plain_transfer<P>()))}}, "a byte is missing",
                 "COD-1", sibling);
    const Kind ids{"txn.ids", std::string{P::name}, Source::spec, {"TXN-13", "TXN-14"}};
    group.accept(ids, "plain", json_of(plain_transfer<P>()),
                 "the same transaction is signed differently in each network");
}

// ---- the ledger

/// Coins of four kinds and a transaction that spends some of them. [LED-3]
template <Profile P>
struct LedgerCase {
    chain::Ledger ledger;
    std::vector<Spend> spends;
    std::vector<Transaction> transactions;
    chain::Height height = P::coinbase_maturity + 30;  // early enough for a reward

    LedgerCase() {
        for (unsigned i = 0; i < 4; ++i) {
            const Spend spend{{crypto::sha256(bytes_of("coin " + std::to_string(i))), i}, key_of(i)};
            // The second is a coinbase that has just become mature.
            const chain::Height made = i == 1 ? height - P::coinbase_maturity : 10;
            ledger.emplace(spend.outpoint, chain::Coin{1000 + i, spend.key.address, made, i == 1});
            spends.push_back(spend);
        }
        transactions.push_back(chain::coinbase_of(height, chain::reward_of<P>(height) + 1, key_of(9).address));
        transactions.push_back(
            test::transfer<P>({spends[0], spends[1]}, {{1500, key_of(5).address}, {500, key_of(6).address}}));
    }

    chain::Coin& coin(std::size_t i) { return ledger.at(spends.at(i).outpoint); }

    void sign() { test::sign_all<P>(transactions[1], {spends[0], spends[1]}); }

    Json json() const {
        Json coins = Json::array();
        for (const auto& [outpoint, coin] : ledger) {
            coins.push_back(Json{{"txid", hex(outpoint.txid)},
                                 {"index", outpoint.index},
                                 {"amount", std::to_string(coin.amount)},
                                 {"address", hex(coin.address)},
                                 {"height", coin.height},
                                 {"is_coinbase", coin.is_coinbase == 1}});
        }
        Json list = Json::array();
        for (const Transaction& transaction : transactions) list.push_back(hex(codec::encode(transaction)));
        return {{"coins", coins}, {"transactions", list}, {"height", height}};
    }
};

template <Profile P>
void write_ledger(Group& group) {
    using Case = LedgerCase<P>;
    using Change = std::function<void(Case&)>;
    const Kind kind{"led.apply", std::string{P::name}, Source::spec, {"LED-1", "LED-2", "LED-3"}};
    const auto accept = [&](std::string_view slug, std::string_view why, const Change& change) {
        Case made;
        change(made);
        return group.accept(kind, slug, made.json(), why);
    };
    const std::string sibling =
        accept("valid", "a transaction with a fee of one unit, which the coinbase takes", [](Case&) {});
    const auto refuse = [&](std::string_view slug, std::string_view rule, std::string_view why, const Change& change) {
        Case made;
        change(made);
        group.refuse(kind, slug, made.json(), why, rule, sibling);
    };
    accept("coinbase-alone", "a block of nothing but its coinbase", [](Case& c) {
        c.transactions.resize(1);
        c.transactions[0].body.outputs[0].amount -= 1;
    });
    accept("coinbase-less", "a coinbase may take less than it could",
           [](Case& c) { c.transactions[0].body.outputs[0].amount = 1; });
    accept("coinbase-nothing", "a coinbase may take nothing", [](Case& c) { c.transactions[0].body.outputs.clear(); });
    accept("coinbase-split", "a coinbase may have several outputs", [](Case& c) {
        auto& outputs = c.transactions[0].body.outputs;
        outputs[0].amount -= 10;
        outputs.push_back({10, key_of(8).address});
    });
    accept("no-coins", "the first coin of an empty ledger", [](Case& c) {
        c.ledger.clear();
        c.transactions.resize(1);
        c.transactions[0].body.outputs[0].amount -= 1;
    });
    accept("lock-at-height", "a lock height that is just reached", [](Case& c) {
        c.transactions[1].body.lock_height = c.height;
        c.sign();
    });
    accept("no-fee", "inputs and outputs are worth the same", [](Case& c) {
        c.transactions[1].body.outputs[0].amount += 1;
        c.transactions[0].body.outputs[0].amount -= 1;
        c.sign();
    });
    accept("chain", "an output is spent in the block that makes it", [](Case& c) {
        const Spend made{test::output_of(c.transactions[1], 1), key_of(6)};
        c.transactions.push_back(test::transfer<P>({made, c.spends[2]}, {{1502, key_of(7).address}}));
    });
    accept("old-height", "a coin that no coinbase made can be spent at once",
           [](Case& c) { c.coin(0).height = c.height - 1; });
    accept("old-coinbase", "a coinbase long ago", [](Case& c) { c.coin(1).height = 0; });
    accept("past-the-rewards", "the height at which no reward is left: the coinbase takes the fee", [](Case& c) {
        c.height = 64 * P::halving_interval;
        c.coin(1).height = 5;
        c.transactions[0] = chain::coinbase_of(c.height, 1, key_of(9).address);
    });

    accept("mature-at-the-top", "the last height of all, and a coinbase that has just become mature", [](Case& c) {
        c.height = UINT32_MAX;
        c.coin(1).height = UINT32_MAX - P::coinbase_maturity;
        c.transactions[0] = chain::coinbase_of(c.height, 1, key_of(9).address);
    });
    accept("coins-vast", "coins that are worth 2^64 and more together: sums do not wrap", [](Case& c) {
        c.coin(0).amount = UINT64_MAX;
        c.coin(1).amount = 2;
    });
    accept("fee-vast", "a fee that comes to more than 2^64 with the reward",
           [](Case& c) { c.coin(0).amount = UINT64_MAX - c.coin(1).amount; });
    accept("fees-vast", "two fees of 2^63: the coinbase may take all that a coinbase can", [](Case& c) {
        c.coin(0).amount = (std::uint64_t{1} << 63) + 2000 - c.coin(1).amount;
        c.coin(2).amount = (std::uint64_t{1} << 63) + 1;
        c.transactions.push_back(test::transfer<P>({c.spends[2]}, {{1, key_of(7).address}}));
        c.transactions[0].body.outputs[0].amount = chain::supply<P>;
    });

    refuse("coinbase-height-low", "BLK-6", "the coinbase of the block before",
           [](Case& c) { c.transactions[0].body.lock_height -= 1; });
    refuse("coinbase-height-high", "BLK-6", "the coinbase of the block after",
           [](Case& c) { c.transactions[0].body.lock_height += 1; });
    refuse("coinbase-height-zero", "BLK-6", "a coinbase without a height",
           [](Case& c) { c.transactions[0].body.lock_height = 0; });
    refuse("locked", "TXN-7", "a lock height one block ahead", [](Case& c) {
        c.transactions[1].body.lock_height = c.height + 1;
        c.sign();
    });
    refuse("locked-far", "TXN-7", "the greatest lock height", [](Case& c) {
        c.transactions[1].body.lock_height = UINT32_MAX;
        c.sign();
    });
    refuse("missing", "TXN-8", "a coin that is not there", [](Case& c) { c.ledger.erase(c.spends[0].outpoint); });
    refuse("missing-index", "TXN-8", "the transaction is there, the index is not", [](Case& c) {
        c.spends[0].outpoint.index += 1;
        c.transactions[1].body.inputs[0].outpoint = c.spends[0].outpoint;
        c.sign();
    });
    refuse("spent-before", "TXN-8", "two transactions of a block spend the same coin", [](Case& c) {
        c.transactions.push_back(test::transfer<P>({c.spends[0]}, {{10, key_of(7).address}}));
    });
    refuse("made-later", "TXN-8", "an output is spent before the transaction that makes it", [](Case& c) {
        const Spend made{test::output_of(c.transactions[1], 1), key_of(6)};
        c.transactions.insert(c.transactions.begin() + 1, test::transfer<P>({made}, {{10, key_of(7).address}}));
    });
    refuse("own-coinbase", "TXN-8", "the coinbase of the same block is not there yet", [](Case& c) {
        const Spend made{test::output_of(c.transactions[0]), key_of(9)};
        c.transactions.push_back(test::transfer<P>({made}, {{10, key_of(7).address}}));
    });
    refuse("immature", "TXN-9", "a coinbase one block too young", [](Case& c) { c.coin(1).height += 1; });
    refuse("immature-new", "TXN-9", "the coinbase of the block before",
           [](Case& c) { c.coin(1).height = c.height - 1; });
    refuse("immature-at-the-top", "TXN-9", "height and maturity have 33 bits together: heights do not wrap",
           [](Case& c) {
               c.height = UINT32_MAX;
               c.coin(1).height = UINT32_MAX - P::coinbase_maturity + 1;
               c.transactions[0] = chain::coinbase_of(c.height, 1, key_of(9).address);
           });
    refuse("immature-to-come", "TXN-9", "the coinbase of the block after: a difference of heights does not wrap",
           [](Case& c) { c.coin(1).height = c.height + 1; });
    refuse("immature-last-of-all", "TXN-9", "the coinbase of the last height of all",
           [](Case& c) { c.coin(1).height = UINT32_MAX; });
    refuse("other-key", "TXN-10", "a valid signature of somebody else", [](Case& c) {
        c.spends[0].key = key_of(3);
        c.transactions[1].body.inputs[0].public_key = key_of(3).public_key;
        c.sign();
    });
    refuse("key-as-address", "TXN-10", "the address is the key itself, not its hash",
           [](Case& c) { c.coin(0).address = key_of(0).public_key; });
    refuse("outputs-above", "TXN-11", "one unit is made of nothing", [](Case& c) {
        c.transactions[1].body.outputs[0].amount += 2;
        c.sign();
    });
    refuse("unsigned", "SIG-4", "signatures of zeros: S is below the order, and R of small order comes after the key",
           [](Case& c) {
               c.transactions[1].signatures[0] = {};
               c.transactions[1].body.inputs[0].public_key = {};
               c.coin(0).address = chain::address_of(crypto::PublicKey{});
           });
    refuse("signature-flipped", "SIG-6", "a bit of S of the second signature",
           [](Case& c) { c.transactions[1].signatures[1][32] ^= 1; });
    refuse("signatures-swapped", "SIG-6", "each signature under the key of the other",
           [](Case& c) { std::swap(c.transactions[1].signatures[0], c.transactions[1].signatures[1]); });
    refuse("signature-great-s", "SIG-1", "S with its highest bit set",
           [](Case& c) { c.transactions[1].signatures[0][63] |= 0x80; });
    refuse("signed-elsewhere", "SIG-6", "signed for another network", [](Case& c) {
        using Other = std::conditional_t<std::is_same_v<P, param::Mainnet>, param::Testnet, param::Mainnet>;
        test::sign_all<Other>(c.transactions[1], {c.spends[0], c.spends[1]});
    });
    refuse("changed-after-signing", "SIG-6", "an output is changed after it was signed",
           [](Case& c) { c.transactions[1].body.outputs[1].address = key_of(7).address; });
    refuse("coinbase-above", "BLK-7", "the coinbase takes one unit too much",
           [](Case& c) { c.transactions[0].body.outputs[0].amount += 1; });
    refuse("coinbase-above-by-second", "BLK-7", "a second output of the coinbase is too much", [](Case& c) {
        c.transactions[0].body.outputs.push_back({1, key_of(8).address});
    });
    refuse("order-missing-locked", "TXN-7", "locked and missing: the lock comes first", [](Case& c) {
        c.transactions[1].body.lock_height = c.height + 1;
        c.ledger.clear();
    });
    refuse("order-inputs", "TXN-9", "the first input is immature, the second missing: input by input", [](Case& c) {
        std::swap(c.transactions[1].body.inputs[0], c.transactions[1].body.inputs[1]);
        c.coin(1).height = c.height;
        c.ledger.erase(c.spends[0].outpoint);
    });
    refuse("order-maturity-key", "TXN-9", "an immature coinbase under another key", [](Case& c) {
        c.coin(1).height += 1;
        c.transactions[1].body.inputs[1].public_key = key_of(3).public_key;
    });
    refuse("order-value-signature", "TXN-11", "worth too much and not signed: signatures come last",
           [](Case& c) { c.transactions[1].body.outputs[0].amount += 2; });
    refuse("order-coinbase-last", "TXN-8", "the coinbase takes too much, but a coin is missing", [](Case& c) {
        c.transactions[0].body.outputs[0].amount += 1;
        c.ledger.erase(c.spends[0].outpoint);
    });
    refuse("order-transactions", "SIG-6", "the first transaction has a wrong signature, the second a missing coin",
           [](Case& c) {
               c.transactions[1].signatures[1][32] ^= 1;
               c.transactions.push_back(test::transfer<P>({{{base::Hash{}, 0}, key_of(1)}}, {{10, key_of(7).address}}));
           });
}

}  // namespace

void write_transactions(Book& book) {
    Group& rewards = book.group("chain", "reward");
    Group& codec = book.group("chain", "transaction");
    Group& check = book.group("chain", "transaction_check");
    Group& ledger = book.group("chain", "ledger");
    write_codec(codec);
    write_addresses(codec);
    conformance::for_each_profile([&]<Profile P>() { write_rewards<P>(rewards); });
    write_checks<param::Mainnet>(check);
    write_checks<param::Tiny>(check);
    write_ledger<param::Mainnet>(ledger);
    write_ledger<param::Tiny>(ledger);
}

}  // namespace bloomcoin::vectors
