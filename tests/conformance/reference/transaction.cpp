// Operations of the room chain: amounts and transactions.
#include "ops.hpp"

#include <bloomcoin/chain/amount.hpp>
#include <bloomcoin/chain/tx.hpp>

namespace bloomcoin::conformance {

namespace {

using chain::Transaction;

Json fields_of(const Transaction& transaction) {
    Json inputs = Json::array();
    for (const chain::Input& input : transaction.body.inputs) {
        inputs.push_back(Json{{"txid", hex(input.outpoint.txid)},
                              {"index", input.outpoint.index},
                              {"public_key", hex(input.public_key)}});
    }
    Json outputs = Json::array();
    for (const chain::Output& output : transaction.body.outputs) {
        outputs.push_back(Json{{"amount", std::to_string(output.amount)}, {"address", hex(output.address)}});
    }
    Json signatures = Json::array();
    for (const crypto::Signature& signature : transaction.signatures) signatures.push_back(hex(signature));
    return {{"version", transaction.body.version},
            {"inputs", inputs},
            {"outputs", outputs},
            {"lock_height", transaction.body.lock_height},
            {"signatures", signatures}};
}

Transaction transaction_of(const Json& fields) {
    Transaction transaction;
    transaction.body.version = number<std::uint32_t>(fields.at("version"));
    transaction.body.lock_height = number<std::uint32_t>(fields.at("lock_height"));
    for (const Json& input : fields.at("inputs")) {
        transaction.body.inputs.push_back(
            {{known_bytes<32>(input.at("txid")), number<std::uint32_t>(input.at("index"))},
             known_bytes<32>(input.at("public_key"))});
    }
    for (const Json& output : fields.at("outputs")) {
        transaction.body.outputs.push_back(
            {decimal<std::uint64_t>(output.at("amount")), known_bytes<32>(output.at("address"))});
    }
    for (const Json& signature : fields.at("signatures")) transaction.signatures.push_back(known_bytes<64>(signature));
    return transaction;
}

base::Result<Transaction> transaction_in(const Json& in) {
    return codec::decode<Transaction>(bytes(in.at("transaction")));
}

}  // namespace

void add_transactions(Operations& operations) {
    const auto add = adder(operations, any_profile);
    add("txn.decode", [](const Json& in) -> base::Result<Json> {
        const auto transaction = transaction_in(in);
        if (!transaction) return transaction.rule();
        return Json{{"fields", fields_of(transaction.value())}};
    });
    add("txn.encode", [](const Json& in) -> Json {
        return {{"transaction", hex(codec::encode(transaction_of(in.at("fields"))))}};
    });
    add("txn.address", [](const Json& in) -> Json {
        return {{"address", hex(chain::address_of(known_bytes<32>(in.at("public_key"))))}};
    });
    for_each_profile([&]<param::Profile P>() {
        operations["amt.reward"].emplace(P::name, [](const Json& in) -> Json {
            return {{"reward", std::to_string(chain::reward_of<P>(number<std::uint32_t>(in.at("height"))))}};
        });
        operations["txn.ids"].emplace(P::name, [](const Json& in) -> base::Result<Json> {
            const auto transaction = transaction_in(in);
            if (!transaction) return transaction.rule();
            const chain::TransactionBody& body = transaction.value().body;
            return Json{{"txid", hex(chain::txid_of(body))},
                        {"signature_hash", hex(chain::signature_hash_of<P>(body))}};
        });
        operations["txn.check"].emplace(P::name, [](const Json& in) -> base::Result<Json> {
            const auto transaction = transaction_in(in);
            if (!transaction) return transaction.rule();
            if (const auto check = chain::check_transaction<P>(transaction.value()); !check) return check.rule();
            return Json{{"txid", hex(chain::txid_of(transaction.value().body))}};
        });
    });
}

}  // namespace bloomcoin::conformance
