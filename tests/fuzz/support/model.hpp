// What the acceptor must come to, found the long way: every block that joins is tried at once, on a
// copy of the ledger of the block before it.
#pragma once

#include "require.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <variant>

namespace bloomcoin::fuzz {

template <param::Profile P>
class Model {
public:
    Model() {
        const chain::Block& genesis = chain::genesis_block<P>();
        tip_ = chain::hash_of(genesis.header);
        Branch branch{chain::Ledger{}, num::U256{genesis.header.difficulty}, 0};
        require(bool{chain::apply<P>(*branch.ledger, genesis.transactions, 0)}, "the genesis block is valid");
        branches_.emplace(tip_, std::move(branch));
    }

    /// Takes in what an event did. `find` gives a block that has joined.
    template <class Find>
    void follow(const chain::ChoiceEffects& effects, Find find) {
        for (const chain::ChoiceEffect& effect : effects) {
            if (const auto* treated = std::get_if<chain::Treated>(&effect)) {
                const bool is_refused = treated->kind == chain::Treated::Kind::refused;
                require(is_refused == treated->rule.has_value(), "a rule is named for a refusal and for nothing else");
                if (treated->kind == chain::Treated::Kind::joined) join(*treated->block, *find(*treated->block));
            } else if (const auto* invalid = std::get_if<chain::Invalidated>(&effect)) {
                require(!branches_.at(invalid->block).ledger, "only what the ledger refuses becomes invalid");
            }
        }
    }

    /// [CHN-4]
    const base::Hash& tip() const { return tip_; }
    const chain::Ledger& ledger() const { return *branches_.at(tip_).ledger; }
    const num::U256& work() const { return branches_.at(tip_).work; }

    /// The rewards of all heights up to the tip's.
    chain::Amount reward_sum() const {
        chain::Amount sum = 0;
        for (chain::Height height = 0; height <= branches_.at(tip_).height; ++height)
            sum += chain::reward_of<P>(height);
        return sum;
    }

private:
    struct Branch {
        std::optional<chain::Ledger> ledger;  // nothing if a block of the branch is refused
        num::U256 work;
        chain::Height height;
    };

    void join(const base::Hash& hash, const chain::Block& block) {
        const auto parent = branches_.find(block.header.previous);
        require(parent != branches_.end(), "a block joins after the block before it");
        Branch branch{parent->second.ledger, parent->second.work + num::U256{block.header.difficulty},
                      parent->second.height + 1};
        if (branch.ledger && !chain::apply<P>(*branch.ledger, block.transactions, branch.height)) branch.ledger.reset();
        const bool is_better = branch.ledger && work() < branch.work;
        require(branches_.emplace(hash, std::move(branch)).second, "no block joins twice");
        if (is_better) tip_ = hash;
    }

    std::map<base::Hash, Branch> branches_;
    base::Hash tip_{};
};

}  // namespace bloomcoin::fuzz
