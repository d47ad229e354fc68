// Transactions: what they are made of, what names them, what is signed, and the checks that
// need nothing else.
// Spec: spec/chain.md. Not here: whether what is spent is there, which is ledger.hpp's work.
#pragma once

#include <bloomcoin/chain/amount.hpp>
#include <bloomcoin/codec/fields.hpp>
#include <bloomcoin/crypto/hash.hpp>
#include <bloomcoin/crypto/sign.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <vector>

namespace bloomcoin::chain {

using Address = base::Hash;  // of a public key [TXN-15]

inline constexpr std::uint16_t input_count_max = 256;
inline constexpr std::uint16_t output_count_max = 256;

/// Names an output by its transaction and its place there. [TXN-12]
struct Outpoint {
    base::Hash txid{};
    std::uint32_t index = 0;

    static constexpr std::tuple fields{codec::Field{"txid", &Outpoint::txid}, codec::Field{"index", &Outpoint::index}};

    friend constexpr auto operator<=>(const Outpoint&, const Outpoint&) = default;
};

/// [TXN-12]
struct Input {
    Outpoint outpoint;
    crypto::PublicKey public_key{};

    static constexpr std::tuple fields{codec::Field{"outpoint", &Input::outpoint},
                                       codec::Field{"public_key", &Input::public_key}};

    friend constexpr bool operator==(const Input&, const Input&) = default;
};

/// [TXN-12]
struct Output {
    Amount amount = 0;
    Address address{};

    static constexpr std::tuple fields{codec::Field{"amount", &Output::amount},
                                       codec::Field{"address", &Output::address}};

    friend constexpr bool operator==(const Output&, const Output&) = default;
};

/// Everything but the signatures: what is named and signed. [TXN-12]
struct TransactionBody {
    std::uint32_t version = 1;
    std::vector<Input> inputs;
    std::vector<Output> outputs;
    Height lock_height = 0;  // the first height of a block that may hold this

    // clang-format off
    static constexpr std::tuple fields{
        codec::Field{"version", &TransactionBody::version},
        codec::ListField{"inputs", &TransactionBody::inputs, input_count_max},
        codec::ListField{"outputs", &TransactionBody::outputs, output_count_max},
        codec::Field{"lock_height", &TransactionBody::lock_height},
    };
    // clang-format on

    friend constexpr bool operator==(const TransactionBody&, const TransactionBody&) = default;
};

/// [TXN-12]
struct Transaction {
    TransactionBody body;
    std::vector<crypto::Signature> signatures;  // one for each input, in order

    static constexpr std::tuple fields{codec::Field{"body", &Transaction::body},
                                       codec::ListField{"signatures", &Transaction::signatures, input_count_max}};

    friend constexpr bool operator==(const Transaction&, const Transaction&) = default;
};

/// [TXN-13]
inline base::Hash txid_of(const TransactionBody& body) { return crypto::tagged_hash("BLC/tx/id", codec::encode(body)); }

/// The message that every input's key signs. [TXN-14]
template <param::Profile P>
base::Hash signature_hash_of(const TransactionBody& body) {
    return crypto::tagged("BLC/tx/sign").update(P::magic).update(codec::encode(body)).digest();
}

/// [TXN-15]
inline Address address_of(const crypto::PublicKey& key) { return crypto::tagged_hash("BLC/address", key); }

/// [TXN-16]
constexpr bool is_coinbase(const Transaction& transaction) { return transaction.body.inputs.empty(); }

/// The sum of the outputs. Only for a transaction that breaks neither TXN-4 nor TXN-5.
constexpr Amount output_sum(const Transaction& transaction) {
    Amount sum = 0;
    for (const Output& output : transaction.body.outputs) sum += output.amount;
    return sum;
}

namespace detail {

inline bool spends_twice(const TransactionBody& body) {
    std::vector<Outpoint> outpoints;
    for (const Input& input : body.inputs) outpoints.push_back(input.outpoint);
    std::sort(outpoints.begin(), outpoints.end());
    return std::adjacent_find(outpoints.begin(), outpoints.end()) != outpoints.end();
}

}  // namespace detail

/// The checks that need nothing else. [TXN-17]
/// Refuses TXN-1 … TXN-6.
template <param::Profile P>
base::Check check_transaction(const Transaction& transaction) {
    const TransactionBody& body = transaction.body;
    if (body.version != 1) return base::Rule("TXN-1");
    if (transaction.signatures.size() != body.inputs.size()) return base::Rule("TXN-2");
    if (body.outputs.empty() && !body.inputs.empty()) return base::Rule("TXN-3");
    for (const Output& output : body.outputs) {
        if (output.amount == 0 || output.amount > supply<P>) return base::Rule("TXN-4");
    }
    // At most 256 * 2^51 = 2^59: the sum of amounts that are each within the supply fits.
    if (output_sum(transaction) > supply<P>) return base::Rule("TXN-5");
    if (detail::spends_twice(body)) return base::Rule("TXN-6");
    return {};
}

}  // namespace bloomcoin::chain
