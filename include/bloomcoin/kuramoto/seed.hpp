// From a block and a nonce to the seed of an attempt, and from the seed to the
// oscillators as they stand at step 0.
// Spec: spec/kuramoto.md.
#pragma once

#include <bloomcoin/codec/writer.hpp>
#include <bloomcoin/crypto/hash.hpp>
#include <bloomcoin/crypto/stream.hpp>
#include <bloomcoin/kuramoto/state.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace bloomcoin::kuramoto {

/// The bytes of a header before its nonce: what a miner has fixed when it begins to
/// search. Its length is constant, so that nothing in the seed's preimage is ambiguous.
using Prefix = std::array<base::Byte, 84>;

/// tagged_hash("BLC/poc/seed", magic ‖ prefix ‖ u64 nonce). [KUR-3]
template <param::Profile P>
base::Hash seed_of(const Prefix& prefix, std::uint64_t nonce) {
    codec::Writer preimage;
    preimage.write(P::magic);
    preimage.write(prefix);
    preimage.write(nonce);
    return crypto::tagged_hash("BLC/poc/seed", preimage.bytes());
}

/// The seeds of many nonces behind one prefix: the blocks before the nonce's are hashed once. [KUR-3]
template <param::Profile P>
class Seeder {
public:
    explicit Seeder(const Prefix& prefix) {
        static const crypto::Sha256State after_tag = crypto::state_after(crypto::tag_block("BLC/poc/seed"));
        codec::Writer preimage;
        preimage.write(P::magic);
        preimage.write(prefix);
        preimage.write(std::uint64_t{0});  // the nonce's place
        const base::BytesView bytes = preimage.bytes();
        state_ = crypto::state_after(bytes.first<whole>(), after_tag);
        block_ = crypto::last_block(bytes.subspan(whole), 64 + bytes.size());
    }

    /// kuramoto::seed_of<P>(prefix, nonce).
    base::Hash seed_of(std::uint64_t nonce) const {
        crypto::Sha256Block block = block_;
        crypto::put_u64(block, nonce_at / 4, nonce);
        crypto::Sha256State state = state_;
        crypto::compress(state, block);
        return crypto::hash_of(state);
    }

private:
    static constexpr std::size_t whole = 64;  // bytes of a whole block: the magic, the first 60 of the prefix
    static constexpr std::size_t nonce_at = sizeof(P::magic) + sizeof(Prefix) - whole;
    static_assert(nonce_at % 4 == 0);

    crypto::Sha256State state_;
    crypto::Sha256Block block_;
};

/// The natural frequency that a word stands for: uniform in ±Δ. [KUR-4]
constexpr std::int32_t frequency_of(std::uint32_t word) {
    // |word| <= 2^31 and frequency_scale < 2^31, so the product fits in 63 bits
    return static_cast<std::int32_t>((std::bit_cast<std::int32_t>(word) * param::frequency_scale) >> 31);
}

/// The first N words of the stream of a seed. [KUR-5]
template <param::Profile P, class Words>
Frequencies<P> frequencies_from(Words& words) {
    const auto drawn = words.template take<P::oscillator_count>();
    Frequencies<P> frequencies;
    for (std::size_t i = 0; i < drawn.size(); ++i) frequencies[i] = frequency_of(drawn[i]);
    return frequencies;
}

/// The next N words of the stream of a seed. [KUR-5]
template <param::Profile P, class Words>
Phases<P> phases_from(Words& words) {
    return words.template take<P::oscillator_count>();
}

/// The oscillators at step 0. [KUR-5]
/// Frequencies come first so that a miner can look at them before it pays for the phases.
template <param::Profile P>
State<P> state_of(const base::Hash& seed) {
    crypto::WordStream words{seed};
    const Frequencies<P> frequencies = frequencies_from<P>(words);
    return {frequencies, phases_from<P>(words)};
}

static_assert(frequency_of(0) == 0 && frequency_of(0xffff'ffff) == -1, "rounded toward minus infinity");
static_assert(frequency_of(0x8000'0000) == -param::frequency_scale);
static_assert(frequency_of(0x7fff'ffff) == param::frequency_scale - 1);

}  // namespace bloomcoin::kuramoto
