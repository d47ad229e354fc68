// Transactions and what they are made of, as the tests of this room draw them.
#pragma once

#include <bloomcoin/chain/tx.hpp>
#include <bloomcoin/param/networks.hpp>

#include "../support/generators.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace bloomcoin::test {

/// A hash that stands for a number. Drawing a number is much faster than drawing 32 bytes.
inline base::Hash hash_of_number(std::uint64_t number) {
    const std::string name = "hash " + std::to_string(number);
    return crypto::sha256(base::Bytes(name.begin(), name.end()));
}

inline rc::Gen<base::Hash> some_hash() {
    return rc::gen::map(any_integer<std::uint64_t>(), [](std::uint64_t number) { return hash_of_number(number); });
}

inline rc::Gen<crypto::Signature> some_signature() {
    return rc::gen::map(any_integer<std::uint64_t>(), [](std::uint64_t number) {
        crypto::Signature signature{};
        std::ranges::copy(hash_of_number(number), signature.begin());
        std::ranges::copy(hash_of_number(number + 1), signature.begin() + 32);
        return signature;
    });
}

inline rc::Gen<chain::Outpoint> any_outpoint() {
    return rc::gen::build<chain::Outpoint>(rc::gen::set(&chain::Outpoint::txid, some_hash()),
                                           rc::gen::set(&chain::Outpoint::index, any_integer<std::uint32_t>()));
}

inline rc::Gen<chain::Input> any_input() {
    return rc::gen::build<chain::Input>(rc::gen::set(&chain::Input::outpoint, any_outpoint()),
                                        rc::gen::set(&chain::Input::public_key, some_hash()));
}

inline rc::Gen<chain::Output> any_output() {
    return rc::gen::build<chain::Output>(rc::gen::set(&chain::Output::amount, any_integer<chain::Amount>()),
                                         rc::gen::set(&chain::Output::address, some_hash()));
}

inline rc::Gen<chain::TransactionBody> any_body() {
    using Body = chain::TransactionBody;
    return rc::gen::build<Body>(rc::gen::set(&Body::version, any_integer<std::uint32_t>()),
                                rc::gen::set(&Body::inputs, up_to(4, any_input())),
                                rc::gen::set(&Body::outputs, up_to(4, any_output())),
                                rc::gen::set(&Body::lock_height, any_integer<std::uint32_t>()));
}

/// Any transaction at all; almost none is sound.
inline rc::Gen<chain::Transaction> any_transaction() {
    return rc::gen::build<chain::Transaction>(
        rc::gen::set(&chain::Transaction::body, any_body()),
        rc::gen::set(&chain::Transaction::signatures, up_to(4, some_signature())));
}

/// The transaction made one that breaks none of TXN-1 … TXN-6, whatever its signatures are worth: with this many
/// inputs and outputs.
template <param::Profile P>
chain::Transaction made_sound(chain::Transaction transaction, std::size_t input_count, std::size_t output_count) {
    chain::TransactionBody& body = transaction.body;
    body.version = 1;
    body.inputs.resize(input_count);
    body.outputs.resize(output_count);
    transaction.signatures.resize(input_count);
    for (std::size_t i = 0; i < input_count; ++i) {
        chain::Outpoint& outpoint = body.inputs[i].outpoint;
        outpoint.index = outpoint.index / 1000 * 1000 + static_cast<std::uint32_t>(i);
    }
    for (chain::Output& output : body.outputs) output.amount = output.amount % (chain::supply<P> / output_count) + 1;
    return transaction;
}

/// A transaction that breaks none of TXN-1 … TXN-6: a coinbase if it has no inputs.
template <param::Profile P>
rc::Gen<chain::Transaction> sound_transaction(std::size_t input_count_min, std::size_t output_count_min) {
    return rc::gen::map(
        rc::gen::tuple(any_transaction(), rc::gen::inRange<std::size_t>(input_count_min, 5),
                       rc::gen::inRange<std::size_t>(output_count_min, 5)),
        [](const auto& drawn) { return made_sound<P>(std::get<0>(drawn), std::get<1>(drawn), std::get<2>(drawn)); });
}

}  // namespace bloomcoin::test
