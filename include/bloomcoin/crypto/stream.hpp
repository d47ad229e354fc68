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

/// Words of block j are those of tagged_hash("BLC/stream", seed ‖ u64 j), eight
/// little-endian u32 a block, j = 0, 1, … [CRY-4]
/// Of the two blocks that SHA-256 is given for that, the first is the tag's, and of the second only
/// the counter changes.
class WordStream {
public:
    explicit WordStream(const base::Hash& seed) : block_{last_block(preimage_of(seed), 64 + preimage_size)} {}

    std::uint32_t next() {
        if (used_ == state_.size()) refill();
        return reversed(state_[used_++]);
    }

private:
    static constexpr std::size_t preimage_size = sizeof(base::Hash) + sizeof(std::uint64_t);

    static std::array<base::Byte, preimage_size> preimage_of(const base::Hash& seed) {
        std::array<base::Byte, preimage_size> preimage{};
        std::copy(seed.begin(), seed.end(), preimage.begin());
        return preimage;
    }

    void refill() {
        static const Sha256State after_tag = state_after(tag_block("BLC/stream"));
        put_u64(block_, sizeof(base::Hash) / 4, block_count_++);
        state_ = after_tag;
        compress(state_, block_);
        used_ = 0;
    }

    Sha256Block block_;
    Sha256State state_{};
    std::size_t used_ = sizeof(Sha256State) / sizeof(std::uint32_t);
    std::uint64_t block_count_ = 0;
};

}  // namespace bloomcoin::crypto
