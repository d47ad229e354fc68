#include <bloomcoin/chain/tx.hpp>

#include "../support/property.hpp"
#include "../support/wire_laws.hpp"
#include "transactions.hpp"

#include <set>

using namespace bloomcoin;
using chain::Transaction;
using param::Mainnet;
using param::Tiny;
using test::property;

namespace {

constexpr chain::Amount supply = chain::supply<Tiny>;

/// A sound transaction with an input and an output at least, changed in one place, is refused with exactly this rule.
template <class Change>
void breaks(base::Rule rule, Change change) {
    property(std::string{rule.id()}, [&] {
        Transaction transaction = *test::sound_transaction<Tiny>(1, 1);
        RC_ASSERT(static_cast<bool>(chain::check_transaction<Tiny>(transaction)));
        change(transaction);
        RC_ASSERT(chain::check_transaction<Tiny>(transaction).rule() == rule);
    });
}

base::Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

void append(base::Bytes& bytes, std::uint64_t value, unsigned size) {
    for (unsigned i = 0; i < size; ++i) bytes.push_back(static_cast<base::Byte>(value >> (8 * i)));
}

void append(base::Bytes& bytes, const base::Hash& hash) { bytes.insert(bytes.end(), hash.begin(), hash.end()); }

/// A body as bytes, straight from the table of TXN-12.
base::Bytes body_by_definition(const chain::TransactionBody& body) {
    base::Bytes bytes;
    append(bytes, body.version, 4);
    append(bytes, body.inputs.size(), 2);
    for (const chain::Input& input : body.inputs) {
        append(bytes, input.outpoint.txid);
        append(bytes, input.outpoint.index, 4);
        append(bytes, input.public_key);
    }
    append(bytes, body.outputs.size(), 2);
    for (const chain::Output& output : body.outputs) {
        append(bytes, output.amount, 8);
        append(bytes, output.address);
    }
    append(bytes, body.lock_height, 4);
    return bytes;
}

base::Bytes joined(base::Bytes first, const base::Bytes& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

template <param::Profile P>
base::Hash signature_hash_by_definition(const chain::TransactionBody& body) {
    return crypto::tagged_hash("BLC/tx/sign",
                               joined(base::Bytes(P::magic.begin(), P::magic.end()), body_by_definition(body)));
}

}  // namespace

TEST_CASE("[TXN-12] outpoints, inputs and outputs obey the laws of wire types") {
    test::wire_laws<chain::Outpoint>(test::any_outpoint());
    test::wire_laws<chain::Input>(test::any_input());
    test::wire_laws<chain::Output>(test::any_output());
}

TEST_CASE("[TXN-12] bodies and transactions obey the laws of wire types with lists") {
    test::list_wire_laws<chain::TransactionBody>(test::any_body());
    test::list_wire_laws<Transaction>(test::any_transaction());
}

TEST_CASE("[TXN-12] every field lies where the table says") {
    property("in any transaction", [] {
        const Transaction transaction = *test::any_transaction();
        base::Bytes bytes = body_by_definition(transaction.body);
        RC_ASSERT(codec::encode(transaction.body) == bytes);
        append(bytes, transaction.signatures.size(), 2);
        for (const crypto::Signature& signature : transaction.signatures) {
            bytes.insert(bytes.end(), signature.begin(), signature.end());
        }
        RC_ASSERT(codec::encode(transaction) == bytes);
    });
}

TEST_CASE("[TXN-12] [COD-10] 256 inputs, outputs and signatures are read, and 257 are not") {
    Transaction transaction;
    transaction.body.inputs.resize(256);
    transaction.body.outputs.resize(256);
    transaction.signatures.resize(256);
    const base::Bytes bytes = codec::encode(transaction);
    CHECK(codec::decode<Transaction>(bytes).value() == transaction);
    // Each count is a u16; a second byte of 1 and a first of 1 are 257.
    const std::size_t inputs_at = 4;
    const std::size_t outputs_at = inputs_at + 2 + 256 * 68;
    const std::size_t signatures_at = outputs_at + 2 + 256 * 40 + 4;
    for (const std::size_t at : {inputs_at, outputs_at, signatures_at}) {
        base::Bytes more = bytes;
        REQUIRE(more[at] == 0);
        REQUIRE(more[at + 1] == 1);
        more[at] = 1;
        CHECK(codec::decode<Transaction>(more).rule() == base::Rule("COD-10"));
        more.resize(at + 2);
        CHECK(codec::decode<Transaction>(more).rule() == base::Rule("COD-10"));
    }
}

TEST_CASE("[TXN-17] a transaction that breaks none of the rules is not refused, a coinbase neither") {
    property("with none to four inputs", [] {
        RC_ASSERT(static_cast<bool>(chain::check_transaction<Tiny>(*test::sound_transaction<Tiny>(0, 1))));
        RC_ASSERT(static_cast<bool>(chain::check_transaction<Mainnet>(*test::sound_transaction<Mainnet>(0, 1))));
    });
    property("a coinbase needs no outputs", [] {
        const Transaction coinbase = test::made_sound<Tiny>(*test::any_transaction(), 0, 0);
        RC_ASSERT(chain::is_coinbase(coinbase));
        RC_ASSERT(static_cast<bool>(chain::check_transaction<Tiny>(coinbase)));
    });
}

TEST_CASE("[TXN-1] another version is refused") {
    breaks("TXN-1", [](Transaction& transaction) {
        transaction.body.version = *rc::gen::distinctFrom(test::any_integer<std::uint32_t>(), 1U);
    });
}

TEST_CASE("[TXN-2] more or fewer signatures than inputs are refused") {
    breaks("TXN-2", [](Transaction& transaction) {
        const auto counts = rc::gen::inRange<std::size_t>(0, 8);
        transaction.signatures.resize(*rc::gen::distinctFrom(counts, transaction.body.inputs.size()));
    });
    Transaction coinbase;
    coinbase.signatures.resize(1);
    CHECK(chain::check_transaction<Tiny>(coinbase).rule() == base::Rule("TXN-2"));
}

TEST_CASE("[TXN-3] inputs without outputs are refused") {
    breaks("TXN-3", [](Transaction& transaction) { transaction.body.outputs.clear(); });
}

TEST_CASE("[TXN-4] an output of nothing, or of more than there can be, is refused") {
    breaks("TXN-4", [](Transaction& transaction) {
        auto& outputs = transaction.body.outputs;
        const auto above = rc::gen::inRange<chain::Amount>(supply + 1, UINT64_MAX);
        outputs[*rc::gen::inRange<std::size_t>(0, outputs.size())].amount =
            *rc::gen::oneOf(rc::gen::element<chain::Amount>(0, supply + 1, UINT64_MAX), above);
    });
}

TEST_CASE("[TXN-5] outputs that are together more than there can be are refused") {
    breaks("TXN-5", [](Transaction& transaction) {
        auto& outputs = transaction.body.outputs;
        chain::Amount others = 0;
        for (std::size_t i = 1; i < outputs.size(); ++i) others += outputs[i].amount;
        outputs.front().amount = supply - others;
        RC_ASSERT(static_cast<bool>(chain::check_transaction<Tiny>(transaction)));  // all that there can be
        outputs.push_back({1, {}});
    });
    Transaction coinbase;
    coinbase.body.outputs.assign(256, {chain::supply<Mainnet>, {}});
    CHECK(chain::check_transaction<Mainnet>(coinbase).rule() == base::Rule("TXN-5"));
}

TEST_CASE("[TXN-6] an outpoint that is spent twice is refused, wherever it stands and whoever signs") {
    breaks("TXN-6", [](Transaction& transaction) {
        auto& inputs = transaction.body.inputs;
        chain::Input again = inputs[*rc::gen::inRange<std::size_t>(0, inputs.size())];
        if (*rc::gen::arbitrary<bool>()) again.public_key = *test::some_hash();
        const auto at = *rc::gen::inRange<std::size_t>(0, inputs.size() + 1);
        inputs.insert(inputs.begin() + static_cast<std::ptrdiff_t>(at), again);
        transaction.signatures.emplace_back();
    });
}

TEST_CASE("[TXN-6] outpoints that differ in the transaction or in the index alone are two") {
    Transaction transaction;
    transaction.body.inputs = {{{{}, 0}, {}}, {{{}, 1}, {}}, {{{1}, 0}, {}}, {{{1}, 1}, {}}};
    transaction.body.outputs = {{1, {}}};
    transaction.signatures.resize(4);
    CHECK(chain::check_transaction<Tiny>(transaction));
}

TEST_CASE("[TXN-17] of several broken rules the first in order is the answer") {
    // Each spoils a rule that comes before those that are broken already.
    Transaction transaction;
    transaction.body.inputs.resize(2);
    transaction.body.outputs = {{1, {}}, {supply - 1, {}}};
    transaction.signatures.resize(2);
    const auto rule = [&] { return chain::check_transaction<Tiny>(transaction).rule(); };
    CHECK(rule() == base::Rule("TXN-6"));
    transaction.body.outputs[0].amount = 2;
    CHECK(rule() == base::Rule("TXN-5"));
    transaction.body.outputs[1].amount = supply + 1;
    CHECK(rule() == base::Rule("TXN-4"));
    transaction.body.outputs.clear();
    CHECK(rule() == base::Rule("TXN-3"));
    transaction.signatures.clear();
    CHECK(rule() == base::Rule("TXN-2"));
    transaction.body.version = 2;
    CHECK(rule() == base::Rule("TXN-1"));
}

TEST_CASE("[TXN-13] the txid is the tagged hash of the body, whatever the signatures are") {
    property("any transaction", [] {
        Transaction transaction = *test::any_transaction();
        const base::Hash txid = chain::txid_of(transaction.body);
        RC_ASSERT(txid == crypto::tagged_hash("BLC/tx/id", body_by_definition(transaction.body)));
        transaction.signatures = *test::up_to(4, test::some_signature());
        RC_ASSERT(chain::txid_of(transaction.body) == txid);
    });
}

TEST_CASE("[TXN-13] [TXN-14] a body with any byte changed has another txid and another signature hash") {
    const chain::TransactionBody body = [] {
        chain::TransactionBody made;
        made.inputs = {{{test::hash_of_number(1), 2}, test::hash_of_number(3)}, {{test::hash_of_number(4), 5}, {}}};
        made.outputs = {{6, test::hash_of_number(7)}, {8, test::hash_of_number(9)}};
        made.lock_height = 10;
        return made;
    }();
    const base::Bytes bytes = codec::encode(body);
    std::set<base::Hash> hashes{chain::txid_of(body), chain::signature_hash_of<Tiny>(body)};
    std::size_t count = 1;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        base::Bytes changed = bytes;
        changed[i] ^= 0x5a;
        const auto other = codec::decode<chain::TransactionBody>(changed);
        if (!other) continue;  // the byte was one of a count
        hashes.insert(chain::txid_of(other.value()));
        hashes.insert(chain::signature_hash_of<Tiny>(other.value()));
        ++count;
    }
    CHECK(hashes.size() == 2 * count);
    CHECK(count >= bytes.size() - 4);
}

TEST_CASE("[TXN-14] what is signed has the magic of the network before the body, so that it differs by network") {
    property("any body", [] {
        const chain::TransactionBody body = *test::any_body();
        const std::set<base::Hash> hashes{
            chain::signature_hash_of<Mainnet>(body), chain::signature_hash_of<param::Testnet>(body),
            chain::signature_hash_of<param::Fast>(body), chain::signature_hash_of<param::Secure>(body),
            chain::signature_hash_of<Tiny>(body)};
        RC_ASSERT(hashes.size() == 5);
        RC_ASSERT(chain::signature_hash_of<Tiny>(body) == signature_hash_by_definition<Tiny>(body));
        RC_ASSERT(chain::signature_hash_of<Mainnet>(body) == signature_hash_by_definition<Mainnet>(body));
    });
}

TEST_CASE("[TXN-15] an address is the tagged hash of the public key") {
    property("any 32 bytes", [] {
        const crypto::PublicKey key = *test::some_hash();
        RC_ASSERT(chain::address_of(key) == crypto::tagged_hash("BLC/address", key));
    });
    CHECK(chain::address_of({}) != crypto::tagged_hash("BLC/tx/id", base::Hash{}));
    CHECK(chain::address_of({}) != crypto::sha256(joined(bytes_of("BLC/address"), base::Bytes(32))));
}

TEST_CASE("[TXN-16] coinbases of two heights have two txids, though all else is the same") {
    property("any two heights", [] {
        Transaction coinbase = test::made_sound<Tiny>(*test::any_transaction(), 0, 1);
        const base::Hash txid = chain::txid_of(coinbase.body);
        coinbase.body.lock_height =
            *rc::gen::distinctFrom(test::any_integer<chain::Height>(), coinbase.body.lock_height);
        RC_ASSERT(chain::txid_of(coinbase.body) != txid);
    });
}
