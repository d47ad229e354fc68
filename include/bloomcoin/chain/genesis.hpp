// The first block of each network, and the coinbases that all blocks begin with. A genesis is kept as
// its nonce; what bloomed is found again.
// Spec: spec/chain.md.
#pragma once

#include <bloomcoin/chain/block.hpp>
#include <bloomcoin/chain/mine.hpp>

#include <cstdint>

namespace bloomcoin::chain {

/// 2026-01-01 00:00 UTC. [CHN-1]
inline constexpr std::uint64_t genesis_time_s = 1'767'225'600;

/// A coinbase for a height that pays one amount to an address, or nothing to nobody. [TXN-16]
inline Transaction coinbase_of(Height height, Amount amount, const Address& address) {
    Transaction coinbase;
    coinbase.body.lock_height = height;
    if (amount > 0) coinbase.body.outputs.push_back({amount, address});
    return coinbase;
}

/// The genesis block before it is mined: nonce and bloom fields are zero. [CHN-1]
template <param::Profile P>
Block genesis_template() {
    Block block;
    block.transactions = {coinbase_of(0, reward_of<P>(0), Address{})};
    block.header.merkle_root = merkle_root_of(block.transactions);
    block.header.time_s = genesis_time_s;
    block.header.difficulty = P::difficulty_initial;
    return block;
}

/// The genesis block. Its nonce is the profile's; one attempt finds the rest. [CHN-1] [CHN-2]
template <param::Profile P>
const Block& genesis_block() {
    static const Block block = [] {
        Block mined = genesis_template<P>();
        mined.header.nonce = P::genesis_nonce;
        mined.header = chain::mine<P>(mined.header, 1).header.value();
        return mined;
    }();
    return block;
}

}  // namespace bloomcoin::chain
