// A chain whose profile is known only when the program runs: the state machine of
// chain/state.hpp with the profile left out of its type.
#pragma once

#include "miner.hpp"

#include <bloomcoin/chain/state.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace bloomcoin::app {

/// The first bytes of what belongs to a profile. [PAR-6]
using Magic = std::array<base::Byte, 4>;

/// What commands need of a profile's constants.
struct Terms {
    std::string_view name;
    Magic magic;
    std::uint64_t interval_target_s;
    chain::Height coinbase_maturity;
    std::uint32_t block_size_max;
    std::uint32_t pool_size_max;
    std::uint32_t pool_age_max;
    chain::Amount supply;
};

class AnyChain {
public:
    AnyChain() = default;
    AnyChain(const AnyChain&) = delete;
    AnyChain& operator=(const AnyChain&) = delete;
    virtual ~AnyChain() = default;

    virtual const Terms& terms() const = 0;
    virtual chain::Amount reward_of(chain::Height height) const = 0;
    virtual base::Hash signature_hash_of(const chain::TransactionBody& body) const = 0;
    virtual chain::Mined mine(const chain::Header& block_template, const Miner& miner, const GoesOn& goes_on) const = 0;

    virtual chain::ChoiceEffects block_arrives(base::BytesView bytes, std::uint64_t clock_s) = 0;
    virtual chain::Considered transaction_arrives(base::BytesView bytes) = 0;
    virtual chain::Block template_for(const chain::Address& address) const = 0;

    virtual const chain::Ledger& ledger() const = 0;
    virtual const chain::Ancestry& tip() const = 0;
    virtual const num::U256& work() const = 0;
    virtual const chain::Block& block_at(chain::Height height) const = 0;
    virtual const chain::Block* find(const base::Hash& hash) const = 0;
    virtual std::vector<const chain::PoolEntry*> pool() const = 0;  // in the order of arrival
};

/// A chain that is its genesis block. Complains about an option --profile.
std::unique_ptr<AnyChain> chain_of_profile(std::string_view name);

/// Likewise; nothing if no profile has this magic.
std::unique_ptr<AnyChain> chain_of_magic(const Magic& magic);

/// The height of a block that has joined: its coinbase says it. [BLK-6]
inline chain::Height height_of(const chain::Block& block) { return block.transactions.front().body.lock_height; }

}  // namespace bloomcoin::app
