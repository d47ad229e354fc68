// An endless stream of 32-bit words from a seed: SHA-256 in counter mode under a tag. A
// copyable value: two copies give the same words.
// Spec: spec/crypto.md.
#pragma once

#include <bloomcoin/codec/writer.hpp>
#include <bloomcoin/crypto/hash.hpp>

#include <cstddef>
#include <cstdint>

namespace bloomcoin::crypto {

/// Words of block j are those of tagged_hash("BLC/stream", seed ‖ u64 j), eight
/// little-endian u32 a block, j = 0, 1, … [CRY-4]
class WordStream {
public:
    explicit WordStream(const base::Hash& seed) : prefix_{tagged("BLC/stream").update(seed)} {}

    std::uint32_t next() {
        if (used_ == words_per_block) refill();
        const std::size_t at = 4 * used_++;
        return std::uint32_t{block_[at]} | std::uint32_t{block_[at + 1]} << 8 | std::uint32_t{block_[at + 2]} << 16 |
               std::uint32_t{block_[at + 3]} << 24;
    }

private:
    static constexpr std::size_t words_per_block = 8;

    void refill() {
        codec::Writer counter;
        counter.write(block_count_++);
        block_ = Sha256{prefix_}.update(counter.bytes()).digest();
        used_ = 0;
    }

    Sha256 prefix_;
    base::Hash block_{};
    std::size_t used_ = words_per_block;
    std::uint64_t block_count_ = 0;
};

}  // namespace bloomcoin::crypto
