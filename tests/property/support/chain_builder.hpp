// Builds what tests of the chain need: keys from numbers, signed transactions, and branches of
// mined blocks.
#pragma once

#include <bloomcoin/bloomcoin.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace bloomcoin::test {

struct Key {
    crypto::SecretKey secret{};
    crypto::PublicKey public_key{};
    chain::Address address{};
};

inline Key key_of(std::uint64_t number) {
    const std::string name = "key " + std::to_string(number);
    Key key;
    key.secret = crypto::sha256(base::Bytes(name.begin(), name.end()));
    key.public_key = crypto::public_key_of(key.secret);
    key.address = chain::address_of(key.public_key);
    return key;
}

/// An output and the key that it can be spent with.
struct Spend {
    chain::Outpoint outpoint;
    Key key;
};

/// Signs anew with these keys, one for each input.
template <param::Profile P>
void sign_all(chain::Transaction& transaction, const std::vector<Spend>& spends) {
    const base::Hash message = chain::signature_hash_of<P>(transaction.body);
    transaction.signatures.clear();
    for (const Spend& spend : spends) transaction.signatures.push_back(crypto::sign(spend.key.secret, message));
}

template <param::Profile P>
chain::Transaction transfer(const std::vector<Spend>& spends, std::vector<chain::Output> outputs,
                            chain::Height lock_height = 0) {
    chain::Transaction transaction;
    transaction.body.lock_height = lock_height;
    transaction.body.outputs = std::move(outputs);
    for (const Spend& spend : spends) transaction.body.inputs.push_back({spend.outpoint, spend.key.public_key});
    sign_all<P>(transaction, spends);
    return transaction;
}

inline chain::Outpoint output_of(const chain::Transaction& transaction, std::uint32_t index = 0) {
    return {chain::txid_of(transaction.body), index};
}

/// The first header from this one's nonce on that has a bloom and enough work.
template <param::Profile P>
chain::Header mined(const chain::Header& header) {
    return chain::mine<P>(header, UINT64_MAX).header.value();
}

/// The block with the Merkle root of its transactions, mined.
template <param::Profile P>
chain::Block sealed(chain::Block block) {
    block.header.merkle_root = chain::merkle_root_of(block.transactions);
    block.header = mined<P>(block.header);
    return block;
}

/// A chain that somebody builds, from the genesis block on. Copies part ways.
template <param::Profile P>
class Branch {
public:
    /// The block after the last, with these transactions and a coinbase for an address; not added yet.
    chain::Block next(const chain::Address& address, std::vector<chain::Transaction> transactions = {},
                      chain::Amount fees = 0, std::uint64_t seconds = P::interval_target_s) const {
        const chain::Height height = ancestry_.height + 1;
        chain::Block block;
        block.transactions = std::move(transactions);
        block.transactions.insert(block.transactions.begin(),
                                  chain::coinbase_of(height, chain::reward_of<P>(height) + fees, address));
        block.header.previous = ancestry_.hash;
        block.header.time_s = ancestry_.time_s + seconds;
        block.header.difficulty = chain::difficulty_after(ancestry_);
        return sealed<P>(std::move(block));
    }

    void add(const chain::Block& block) {
        ancestry_ = chain::ancestry_after<P>(ancestry_, block.header);
        blocks_.push_back(block);
    }

    /// Adds blocks that hold nothing but a coinbase.
    void grow(std::size_t count, const chain::Address& address) {
        for (; count > 0; --count) add(next(address));
    }

    const chain::Ancestry& ancestry() const { return ancestry_; }

    /// The blocks after the genesis block.
    const std::vector<chain::Block>& blocks() const { return blocks_; }

private:
    chain::Ancestry ancestry_ = chain::ancestry_of_genesis<P>(chain::genesis_block<P>().header);
    std::vector<chain::Block> blocks_;
};

}  // namespace bloomcoin::test
