// The choice between branches: a machine that is given blocks in any order and keeps the ledger
// of the branch with the most work. It says of every block what became of it, and how the tip
// moved.
// Spec: spec/chain.md. Not here: transactions that are in no block, which are mempool.hpp's.
#pragma once

#include <bloomcoin/chain/accept.hpp>
#include <bloomcoin/chain/genesis.hpp>
#include <bloomcoin/chain/ledger.hpp>
#include <bloomcoin/num/wide.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace bloomcoin::chain {

/// What became of a block that was treated. [CHN-6]
struct Treated {
    enum class Kind { known, orphan, early, joined, refused };

    std::optional<base::Hash> block;  // nothing if it did not decode
    Kind kind;
    std::optional<base::Rule> rule;  // if it was refused
};

/// A block that had joined was refused by the ledger. [CHN-8]
struct Invalidated {
    base::Hash block;
    base::Rule rule;
};

/// The tip is another block. [CHN-8]
struct TipMoved {
    std::vector<base::Hash> undone;   // from the old tip downwards
    std::vector<base::Hash> applied;  // upwards to the new tip
};

using ChoiceEffect = std::variant<Treated, Invalidated, TipMoved>;
using ChoiceEffects = std::vector<ChoiceEffect>;

/// All blocks that have joined, those that are kept for later, and the ledger of the tip. A
/// copyable value; time comes in with the events. [CHN-4] … [CHN-8]
template <param::Profile P>
class Choice {
public:
    /// The genesis block is the tip. [CHN-1]
    Choice() {
        const Block& genesis = genesis_block<P>();
        const Ancestry ancestry = ancestry_of_genesis<P>(genesis.header);
        nodes_.emplace(ancestry.hash, Node{genesis, ancestry, num::U256{genesis.header.difficulty}, std::nullopt});
        chain_.push_back({ancestry.hash, apply<P>(ledger_, genesis.transactions, 0).value()});
    }

    /// The clock, which is below 2^63, goes on, and blocks that are not early any more are treated. [CHN-5]
    ChoiceEffects tick(std::uint64_t clock_s) {
        ChoiceEffects effects;
        clock_s_ = std::max(clock_s_, clock_s);
        const auto is_due = [&](const Kept& kept) {
            return kept.kind == Treated::Kind::early && !is_early(kept.block.header, clock_s_);
        };
        for (Kept& kept : take_kept(is_due)) treat(std::move(kept.block), effects);
        return effects;
    }

    /// A block arrives as bytes, after the clock has gone on. [CHN-5] [CHN-6]
    ChoiceEffects arrive(base::BytesView bytes, std::uint64_t clock_s) {
        ChoiceEffects effects = tick(clock_s);
        base::Result<Block> block = decode_block<P>(bytes);
        if (block) {
            treat(std::move(block).value(), effects);
        } else {
            effects.push_back(Treated{std::nullopt, Treated::Kind::refused, block.rule()});
        }
        return effects;
    }

    const Ledger& ledger() const { return ledger_; }
    const Ancestry& tip() const { return node_of(chain_.back().hash).ancestry; }
    const num::U256& work() const { return node_of(chain_.back().hash).work; }
    std::uint64_t clock_s() const { return clock_s_; }

    /// The block of the tip's chain at a height that is at most the tip's.
    const Block& block_at(Height height) const { return node_of(chain_.at(height).hash).block; }

    /// A block that has joined, valid or not; nothing if none has this hash.
    const Block* find(const base::Hash& hash) const {
        const auto node = nodes_.find(hash);
        return node == nodes_.end() ? nullptr : &node->second.block;
    }

    /// Whether a block is in the chain of the tip.
    bool is_in_chain(const base::Hash& hash) const {
        const auto node = nodes_.find(hash);
        return node != nodes_.end() && is_in_chain(node->second);
    }

private:
    struct Node {
        Block block;
        Ancestry ancestry;                 // of the next block
        num::U256 work;                    // [CHN-3]
        std::optional<base::Rule> broken;  // if it is invalid
    };

    struct Kept {
        base::Hash hash;
        Block block;
        Treated::Kind kind;  // orphan or early
    };

    struct Applied {
        base::Hash hash;
        LedgerDiff diff;
    };

    const Node& node_of(const base::Hash& hash) const { return nodes_.at(hash); }

    /// Takes out the kept blocks for which this is true, in the order in which they came.
    template <class Predicate>
    std::vector<Kept> take_kept(Predicate is_wanted) {
        const auto wanted = std::stable_partition(kept_.begin(), kept_.end(), std::not_fn(is_wanted));
        std::vector<Kept> taken(std::move_iterator{wanted}, std::move_iterator{kept_.end()});
        kept_.erase(wanted, kept_.end());
        return taken;
    }

    /// Keeps a block for later if it breaks no rule that needs no other block. [CHN-6] [CHN-7]
    Treated keep(const base::Hash& hash, Block block, Treated::Kind kind) {
        if (const auto check = check_block<P>(block); !check) return {hash, Treated::Kind::refused, check.rule()};
        kept_.push_back({hash, std::move(block), kind});
        if (kept_.size() > P::kept_count_max) kept_.erase(kept_.begin());
        return {hash, kind, std::nullopt};
    }

    /// The first eight steps: what becomes of a block that does not join. [CHN-6]
    std::optional<Treated> keep_or_refuse(const base::Hash& hash, Block& block) {
        const auto refused = [&](base::Rule rule) { return Treated{hash, Treated::Kind::refused, rule}; };
        if (const auto node = nodes_.find(hash); node != nodes_.end()) {
            if (node->second.broken) return refused(*node->second.broken);
            return Treated{hash, Treated::Kind::known, std::nullopt};
        }
        if (std::any_of(kept_.begin(), kept_.end(), [&](const Kept& kept) { return kept.hash == hash; })) {
            return Treated{hash, Treated::Kind::known, std::nullopt};
        }
        if (const auto check = check_structure<P>(block.header); !check) return refused(check.rule());

        const auto parent = nodes_.find(block.header.previous);
        if (parent == nodes_.end()) return keep(hash, std::move(block), Treated::Kind::orphan);
        if (parent->second.broken) return refused(base::Rule("HDR-9"));

        const auto check = accept_header<P>(block.header, parent->second.ancestry, clock_s_);
        if (!check && check.rule() == base::Rule("HDR-11")) return keep(hash, std::move(block), Treated::Kind::early);
        if (!check) return refused(check.rule());
        if (const auto commitment = check_commitment(block); !commitment) return refused(commitment.rule());
        return std::nullopt;
    }

    /// What is wrong with a block that its own hash covers, the ledger apart. [CHN-6]
    static base::Check check_covered(const Block& block, Height height) {
        if (const auto check = check_transactions<P>(block.transactions); !check) return check;
        if (block.transactions.front().body.lock_height != height) return base::Rule("BLK-6");
        return {};
    }

    /// A block that has been decoded goes through all its checks in order. [CHN-6] [BLK-11]
    void treat(Block block, ChoiceEffects& effects) {
        const base::Hash hash = hash_of(block.header);
        if (auto treated = keep_or_refuse(hash, block)) {
            effects.push_back(std::move(*treated));
            return;
        }
        const Node& parent = node_of(block.header.previous);
        const Ancestry ancestry = ancestry_after<P>(parent.ancestry, block.header);
        const num::U256 work_sum = parent.work + num::U256{block.header.difficulty};
        const auto check = check_covered(block, ancestry.height);
        const std::optional<base::Rule> broken = check ? std::nullopt : std::optional{check.rule()};
        nodes_.emplace(hash, Node{std::move(block), ancestry, work_sum, broken});
        effects.push_back(Treated{hash, broken ? Treated::Kind::refused : Treated::Kind::joined, broken});
        // All others have been tried when they joined: only this one can have more work than the tip.
        if (!broken && work_sum > work()) move_tip(hash, effects);

        const auto waits = [&](const Kept& kept) { return kept.block.header.previous == hash; };
        for (Kept& kept : take_kept(waits)) treat(std::move(kept.block), effects);
    }

    bool is_in_chain(const Node& node) const {
        return node.ancestry.height < chain_.size() && chain_[node.ancestry.height].hash == node.ancestry.hash;
    }

    /// Undoes and applies blocks until the candidate is the tip; or, if the ledger refuses one on the
    /// way, marks it and puts everything back. [CHN-8]
    void move_tip(const base::Hash& candidate, ChoiceEffects& effects) {
        TipMoved moved;
        const Node* fork = &node_of(candidate);
        for (; !is_in_chain(*fork); fork = &node_of(fork->block.header.previous)) {
            moved.applied.push_back(fork->ancestry.hash);
        }
        std::reverse(moved.applied.begin(), moved.applied.end());

        const std::size_t kept_count = std::size_t{fork->ancestry.height} + 1;
        std::vector<Applied> undone;
        while (chain_.size() > kept_count) undone.push_back(undo_tip());
        for (const base::Hash& hash : moved.applied) {
            const auto check = apply_block(hash);
            if (check) continue;
            invalidate(hash, check.rule());
            effects.push_back(Invalidated{hash, check.rule()});
            while (chain_.size() > kept_count) undo_tip();
            for (auto applied = undone.rbegin(); applied != undone.rend(); ++applied) {
                redo(ledger_, applied->diff);
                chain_.push_back(std::move(*applied));
            }
            return;
        }
        for (const Applied& applied : undone) moved.undone.push_back(applied.hash);
        effects.push_back(std::move(moved));
    }

    Applied undo_tip() {
        Applied tip = std::move(chain_.back());
        chain_.pop_back();
        undo(ledger_, tip.diff);
        return tip;
    }

    base::Check apply_block(const base::Hash& hash) {
        const Node& node = node_of(hash);
        auto diff = apply<P>(ledger_, node.block.transactions, node.ancestry.height);
        if (!diff) return diff.rule();
        chain_.push_back({hash, std::move(diff).value()});
        return {};
    }

    /// The block is invalid with this rule, and all after it with HDR-9. [CHN-8]
    void invalidate(const base::Hash& hash, base::Rule rule) {
        nodes_.at(hash).broken = rule;
        std::vector<Node*> above;
        for (auto& [other, node] : nodes_) {
            if (node.ancestry.height > node_of(hash).ancestry.height) above.push_back(&node);
        }
        std::sort(above.begin(), above.end(),
                  [](const Node* a, const Node* b) { return a->ancestry.height < b->ancestry.height; });
        for (Node* node : above) {
            if (!node->broken && node_of(node->block.header.previous).broken) node->broken = base::Rule("HDR-9");
        }
    }

    std::map<base::Hash, Node> nodes_;
    std::vector<Applied> chain_;  // of the tip, by height
    std::vector<Kept> kept_;      // in the order in which they came
    Ledger ledger_;
    std::uint64_t clock_s_ = 0;
};

}  // namespace bloomcoin::chain
