// The state of a chain as a whole: the choice between branches and the pool beside it, kept in
// step. A machine: events in, effects out.
// Spec: spec/chain.md.
#pragma once

#include <bloomcoin/chain/assemble.hpp>
#include <bloomcoin/chain/choice.hpp>
#include <bloomcoin/chain/mempool.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <variant>
#include <vector>

namespace bloomcoin::chain {

/// What became of a transaction that arrived. [MPL-8]
struct Considered {
    std::optional<base::Hash> txid;  // nothing if it did not decode
    base::Check check;               // passes if it was admitted
};

/// A copyable value. Every event begins with its clock, and leaves the pool in step with the tip. [CHN-5] [MPL-10]
template <param::Profile P>
class ChainState {
public:
    ChoiceEffects tick(std::uint64_t clock_s) { return renewed(choice_.tick(clock_s)); }

    ChoiceEffects block_arrives(base::BytesView bytes, std::uint64_t clock_s) {
        return renewed(choice_.arrive(bytes, clock_s));
    }

    /// For the clock that the last tick set. [CHN-5]
    Considered transaction_arrives(base::BytesView bytes) {
        const auto transaction = codec::decode<Transaction>(bytes);
        if (!transaction) return {std::nullopt, transaction.rule()};
        const base::Check check = pool_.admit(transaction.value(), choice_.ledger(), choice_.tip().height);
        return {txid_of(transaction.value().body), check};
    }

    /// [MPL-11]
    Block template_for(const Address& address) const {
        return assemble<P>(choice_.tip(), pool_, address, choice_.clock_s());
    }

    const Choice<P>& choice() const { return choice_; }
    const Mempool<P>& pool() const { return pool_; }

private:
    /// Makes the pool anew if the tip has moved: once, however often it has. [MPL-10]
    ChoiceEffects renewed(ChoiceEffects effects) {
        std::set<base::Hash> applied;
        std::map<Height, const Block*> undone;
        bool is_moved = false;
        for (const ChoiceEffect& effect : effects) {
            const auto* moved = std::get_if<TipMoved>(&effect);
            if (moved == nullptr) continue;
            is_moved = true;
            applied.insert(moved->applied.begin(), moved->applied.end());
            for (const base::Hash& hash : moved->undone) note_undone(hash, applied, undone);
        }
        if (is_moved) pool_.renew(transactions_of(undone), choice_.ledger(), choice_.tip().height);
        return effects;
    }

    /// A block belongs to the undone ones if it was in the chain before the event and is not now.
    void note_undone(const base::Hash& hash, const std::set<base::Hash>& applied,
                     std::map<Height, const Block*>& undone) const {
        if (applied.contains(hash) || choice_.is_in_chain(hash)) return;
        const Block& block = *choice_.find(hash);
        undone.emplace(block.transactions.front().body.lock_height, &block);
    }

    static std::vector<Transaction> transactions_of(const std::map<Height, const Block*>& blocks) {
        std::vector<Transaction> transactions;
        for (const auto& [height, block] : blocks) {
            transactions.insert(transactions.end(), block->transactions.begin() + 1, block->transactions.end());
        }
        return transactions;
    }

    Choice<P> choice_;
    Mempool<P> pool_;
};

}  // namespace bloomcoin::chain
