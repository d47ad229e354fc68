// Operations of the room chain: blocks, the ledger, and scripts of events.
#include "ops.hpp"

#include <bloomcoin/chain/block.hpp>
#include <bloomcoin/chain/choice.hpp>
#include <bloomcoin/chain/genesis.hpp>
#include <bloomcoin/chain/ledger.hpp>
#include <bloomcoin/chain/state.hpp>

namespace bloomcoin::conformance {

namespace {

using chain::Transaction;

/// Transactions that are refused only by decoding.
base::Result<std::vector<Transaction>> transactions_in(const Json& list) {
    std::vector<Transaction> transactions;
    for (const Json& json : list) {
        auto transaction = codec::decode<Transaction>(bytes(json));
        if (!transaction) return transaction.rule();
        transactions.push_back(std::move(transaction).value());
    }
    return transactions;
}

base::Result<Json> root(const Json& in) {
    const auto transactions = transactions_in(in.at("transactions"));
    if (!transactions) return transactions.rule();
    return Json{{"merkle_root", hex(chain::merkle_root_of(transactions.value()))}};
}

template <param::Profile P>
base::Result<Json> check_block(const Json& in) {
    const auto block = chain::decode_block<P>(bytes(in.at("block")));
    if (!block) return block.rule();
    if (const auto result = chain::check_block<P>(block.value()); !result) return result.rule();
    return Json{{"hash", hex(chain::hash_of(block.value().header))}};
}

chain::Ledger ledger_of(const Json& coins) {
    chain::Ledger ledger;
    for (const Json& coin : coins) {
        const chain::Outpoint outpoint{known_bytes<32>(coin.at("txid")), number<std::uint32_t>(coin.at("index"))};
        const chain::Coin value{decimal<std::uint64_t>(coin.at("amount")), known_bytes<32>(coin.at("address")),
                                number<std::uint32_t>(coin.at("height")), coin.at("is_coinbase").get<bool>()};
        ledger.emplace(outpoint, value);
    }
    return ledger;
}

template <param::Profile P>
base::Result<Json> apply(const Json& in) {
    chain::Ledger ledger = ledger_of(in.at("coins"));
    const base::Hash before = chain::commitment_of(ledger);
    const auto transactions = transactions_in(in.at("transactions"));
    if (!transactions) throw std::invalid_argument("expected transactions, got " + in.at("transactions").dump());
    const auto diff = chain::apply<P>(ledger, transactions.value(), number<std::uint32_t>(in.at("height")));
    if (!diff) return diff.rule();
    return Json{{"before", hex(before)}, {"after", hex(chain::commitment_of(ledger))}};
}

// ---- scripts

std::string name_of(const chain::Treated& treated) {
    switch (treated.kind) {
        case chain::Treated::Kind::known:
            return "known";
        case chain::Treated::Kind::orphan:
            return "orphan";
        case chain::Treated::Kind::early:
            return "early";
        case chain::Treated::Kind::joined:
            return "joined";
        case chain::Treated::Kind::refused:
            return std::string{treated.rule->id()};
    }
    throw std::logic_error("a kind without a name");
}

Json json_of(const std::optional<base::Hash>& hash) { return hash ? Json(hex(*hash)) : Json(nullptr); }

void add_effects(Json& state, const chain::ChoiceEffects& effects) {
    for (const chain::ChoiceEffect& effect : effects) {
        if (const auto* treated = std::get_if<chain::Treated>(&effect)) {
            state["treated"].push_back(Json{{"block", json_of(treated->block)}, {"is", name_of(*treated)}});
        } else if (const auto* invalid = std::get_if<chain::Invalidated>(&effect)) {
            state["invalid"].push_back(Json{{"block", hex(invalid->block)}, {"rule", invalid->rule.id()}});
        }
    }
}

template <param::Profile P>
Json state_after(chain::ChainState<P>& chain, const Json& event) {
    Json state{{"treated", Json::array()}, {"invalid", Json::array()}};
    const auto clock_s = decimal<std::uint64_t>(event.at("clock"));
    if (event.contains("block")) {
        add_effects(state, chain.block_arrives(bytes(event["block"]), clock_s));
    } else {
        add_effects(state, chain.tick(clock_s));
    }
    if (event.contains("transaction")) {
        const chain::Considered considered = chain.transaction_arrives(bytes(event["transaction"]));
        state["transaction"] = {{"txid", json_of(considered.txid)},
                                {"is", considered.check ? "admitted" : considered.check.rule().id()}};
    }
    if (event.contains("address")) {
        state["template"] = hex(codec::encode(chain.template_for(known_bytes<32>(event["address"]))));
    }
    state["tip"] = hex(chain.choice().tip().hash);
    state["height"] = chain.choice().tip().height;
    state["work"] = hex(chain.choice().work());
    state["ledger"] = hex(chain::commitment_of(chain.choice().ledger()));
    state["pool"] = Json::array();
    for (const auto& entry : chain.pool().entries()) state["pool"].push_back(hex(entry.second.txid));
    return state;
}

template <param::Profile P>
Json script(const Json& in) {
    chain::ChainState<P> chain;
    Json states = Json::array();
    for (const Json& event : in.at("events")) states.push_back(state_after(chain, event));
    return {{"states", states}};
}

}  // namespace

void add_blocks(Operations& operations) {
    operations["blk.root"].emplace(any_profile, root);
    for_each_profile([&]<param::Profile P>() {
        operations["blk.check"].emplace(P::name, check_block<P>);
        operations["led.apply"].emplace(P::name, apply<P>);
        operations["chn.genesis"].emplace(P::name, [](const Json&) -> Json {
            const chain::Block& block = chain::genesis_block<P>();
            return {{"block", hex(codec::encode(block))}, {"hash", hex(chain::hash_of(block.header))}};
        });
        operations["chn.script"].emplace(P::name, script<P>);
    });
}

}  // namespace bloomcoin::conformance
