// The simplest miner: it tries nonces in order and evolves every attempt to its end. It
// is the specification of what mining finds; speed is chain/search.hpp's work.
// Spec: spec/chain.md.
#pragma once

#include <bloomcoin/chain/header.hpp>
#include <bloomcoin/chain/work.hpp>

#include <cstdint>
#include <optional>

namespace bloomcoin::chain {

struct Mined {
    std::optional<Header> header;     // with a bloom and enough work, if one was found
    std::uint64_t nonce_next = 0;     // where to resume
    std::uint64_t attempt_count = 0;  // how many nonces were tried
    std::uint64_t bloom_count = 0;    // how many of them bloomed
};

/// Tries at most `attempts_max` nonces, from the template's own nonce upwards modulo 2^64,
/// and stops at the first that has a bloom and enough work. [MIN-1]
/// The template's bloom fields are ignored; a template of difficulty 0 finds nothing.
template <param::Profile P>
Mined mine(const Header& block_template, std::uint64_t attempts_max) {
    const kuramoto::Prefix prefix = prefix_of(block_template);
    Mined mined;
    mined.nonce_next = block_template.nonce;
    while (mined.attempt_count < attempts_max) {
        Header header = block_template;
        header.nonce = mined.nonce_next++;
        ++mined.attempt_count;

        kuramoto::State<P> state = kuramoto::state_of<P>(kuramoto::seed_of<P>(prefix, header.nonce));
        const std::optional<kuramoto::Bloom> bloom = kuramoto::evolve(state);
        if (!bloom) continue;
        ++mined.bloom_count;

        header = with_bloom(header, *bloom);
        if (check_work(hash_of(header), header.difficulty)) {
            mined.header = header;
            break;
        }
    }
    return mined;
}

}  // namespace bloomcoin::chain
