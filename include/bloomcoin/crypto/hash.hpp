// SHA-256, twice SHA-256 and the tagged hash. This is one of the headers through which
// the project reaches Crypto++; nothing of it shows outside.
// Spec: spec/crypto.md.
#pragma once

#include <bloomcoin/base/bytes.hpp>

#include <cryptopp/sha.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace bloomcoin::crypto {

/// SHA-256 of bytes that come in pieces. A copyable value: a copy goes on from the same
/// state. [CRY-1] (FIPS 180-4)
class Sha256 {
public:
    Sha256& update(base::BytesView bytes) {
        if (!bytes.empty()) state_.Update(bytes.data(), bytes.size());
        return *this;
    }

    /// The hash of everything so far; the object starts anew.
    base::Hash digest() {
        base::Hash hash;
        state_.Final(hash.data());
        return hash;
    }

private:
    CryptoPP::SHA256 state_;
};

/// What SHA-256 carries from block to block, and a block, both as the words that it computes with: the
/// bytes of a message four by four, the most significant first. (FIPS 180-4, 5.2.1, 5.3.3)
/// Aligned as Crypto++ asks for it.
struct alignas(16) Sha256State : std::array<std::uint32_t, 8> {};
struct alignas(16) Sha256Block : std::array<std::uint32_t, 16> {};

/// Takes one block in. (FIPS 180-4, 6.2.2)
inline void compress(Sha256State& state, const Sha256Block& block) {
    CryptoPP::SHA256::Transform(state.data(), block.data());
}

/// Four bytes as a word, the most significant first.
constexpr std::uint32_t word_of(base::BytesView bytes) {
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
}

/// The same word with its bytes in the other order.
constexpr std::uint32_t reversed(std::uint32_t word) {
    return word << 24 | (word & 0xff00) << 8 | (word >> 8 & 0xff00) | word >> 24;
}

/// The state before the first block. (FIPS 180-4, 5.3.3)
inline Sha256State sha256_start() {
    Sha256State state;
    CryptoPP::SHA256::InitState(state.data());
    return state;
}

/// The first 64 of these bytes as a block.
constexpr Sha256Block block_of(base::BytesView bytes) {
    Sha256Block block{};
    for (std::size_t i = 0; i < block.size(); ++i) block[i] = word_of(bytes.subspan(4 * i, 4));
    return block;
}

/// Writes a u64 of a message into a block, the least significant byte first, from this word on.
constexpr void put_u64(Sha256Block& block, std::size_t word, std::uint64_t value) {
    block[word] = reversed(static_cast<std::uint32_t>(value));
    block[word + 1] = reversed(static_cast<std::uint32_t>(value >> 32));
}

/// The state after whole blocks more. Shape: as many bytes as there are blocks times 64.
inline Sha256State state_after(base::BytesView blocks, Sha256State state = sha256_start()) {
    assert(blocks.size() % sizeof(Sha256Block) == 0);
    for (; !blocks.empty(); blocks = blocks.subspan(sizeof(Sha256Block))) compress(state, block_of(blocks));
    return state;
}

/// The last block of a message of `size` bytes that ends with these: a one, zeros, the number of
/// bits. Shape: the bytes are those behind the last whole block, at most 55. (FIPS 180-4, 5.1.1)
constexpr Sha256Block last_block(base::BytesView end, std::uint64_t size) {
    assert(end.size() == size % sizeof(Sha256Block) && end.size() <= sizeof(Sha256Block) - 9);
    std::array<base::Byte, sizeof(Sha256Block)> bytes{};
    std::copy(end.begin(), end.end(), bytes.begin());
    bytes[end.size()] = 0x80;
    Sha256Block block = block_of(bytes);
    block[14] = static_cast<std::uint32_t>(size >> 29);
    block[15] = static_cast<std::uint32_t>(size << 3);
    return block;
}

/// A state as the hash that it is behind the last block.
constexpr base::Hash hash_of(const Sha256State& state) {
    base::Hash hash{};
    for (std::size_t i = 0; i < hash.size(); ++i) hash[i] = static_cast<base::Byte>(state[i / 4] >> (24 - 8 * (i % 4)));
    return hash;
}

/// [CRY-1]
inline base::Hash sha256(base::BytesView bytes) { return Sha256{}.update(bytes).digest(); }

/// SHA-256 of the SHA-256 of bytes. [CRY-2]
inline base::Hash double_sha256(base::BytesView bytes) { return sha256(sha256(bytes)); }

/// What a message under a tag begins with: SHA-256(tag) twice, 64 bytes, one block. The tag is
/// ASCII. [CRY-3] (BIP-340, "Tagged hashes")
inline std::array<base::Byte, 64> tag_block(std::string_view tag) {
    const base::Bytes tag_bytes(tag.begin(), tag.end());
    const base::Hash tag_hash = sha256(tag_bytes);
    std::array<base::Byte, 64> block;
    std::copy(tag_hash.begin(), tag_hash.end(), block.begin());
    std::copy(tag_hash.begin(), tag_hash.end(), block.begin() + tag_hash.size());
    return block;
}

/// A hasher that has absorbed the tag. [CRY-3]
inline Sha256 tagged(std::string_view tag) { return Sha256{}.update(tag_block(tag)); }

/// SHA-256(SHA-256(tag) ‖ SHA-256(tag) ‖ bytes). [CRY-3]
inline base::Hash tagged_hash(std::string_view tag, base::BytesView bytes) {
    return tagged(tag).update(bytes).digest();
}

}  // namespace bloomcoin::crypto
