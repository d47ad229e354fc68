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

/// The natural frequency that a word stands for: uniform in ±Δ. [KUR-4]
constexpr std::int32_t frequency_of(std::uint32_t word) {
    // |word| <= 2^31 and frequency_scale < 2^31, so the product fits in 63 bits
    return static_cast<std::int32_t>((std::bit_cast<std::int32_t>(word) * param::frequency_scale) >> 31);
}

/// The oscillators at step 0: the first N words of the stream are the frequencies, the
/// next N the phases. [KUR-5]
/// Frequencies come first so that a miner can look at them before it pays for the phases.
template <param::Profile P>
State<P> state_of(const base::Hash& seed) {
    crypto::WordStream words{seed};
    State<P> state;
    for (std::int32_t& frequency : state.frequencies) frequency = frequency_of(words.next());
    for (num::Turn& phase : state.phases) phase = words.next();
    return state;
}

static_assert(frequency_of(0) == 0 && frequency_of(0xffff'ffff) == -1, "rounded toward minus infinity");
static_assert(frequency_of(0x8000'0000) == -param::frequency_scale);
static_assert(frequency_of(0x7fff'ffff) == param::frequency_scale - 1);

}  // namespace bloomcoin::kuramoto
