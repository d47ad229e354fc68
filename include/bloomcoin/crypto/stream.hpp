// An endless stream of 32-bit words from a seed: SHA-256 in counter mode under a tag. A
// copyable value: two copies give the same words.
// Spec: spec/crypto.md.
#pragma once

#include <bloomcoin/crypto/hash.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace bloomcoin::crypto {

/// SHA-256 behind the first of the two blocks that it is given for a block of a stream: the tag's. [CRY-4]
inline const Sha256State& stream_state() {
    static const Sha256State after_tag = state_after(tag_block("BLC/stream"));
    return after_tag;
}

/// Where the counter stands in the second.
inline constexpr std::size_t stream_counter_at = sizeof(base::Hash) / 4;

/// The second, with the counter 0. [CRY-4]
constexpr Sha256Block stream_block(const base::Hash& seed) {
    std::array<base::Byte, sizeof(base::Hash) + sizeof(std::uint64_t)> preimage{};
    std::copy(seed.begin(), seed.end(), preimage.begin());
    return last_block(preimage, sizeof(Sha256Block) + preimage.size());
}

/// Words of block j are those of tagged_hash("BLC/stream", seed ‖ u64 j), eight
/// little-endian u32 a block, j = 0, 1, … [CRY-4]
class WordStream {
public:
    explicit WordStream(const base::Hash& seed) : block_{stream_block(seed)} {}

    std::uint32_t next() {
        if (used_ == state_.size()) refill();
        return reversed(state_[used_++]);
    }

    /// The next N words.
    template <std::size_t N>
    std::array<std::uint32_t, N> take() {
        std::array<std::uint32_t, N> words;
        for (std::uint32_t& word : words) word = next();
        return words;
    }

private:
    void refill() {
        put_u64(block_, stream_counter_at, block_count_++);
        state_ = stream_state();
        compress(state_, block_);
        used_ = 0;
    }

    Sha256Block block_;
    Sha256State state_{};
    std::size_t used_ = sizeof(Sha256State) / sizeof(std::uint32_t);
    std::uint64_t block_count_ = 0;
};

}  // namespace bloomcoin::crypto
