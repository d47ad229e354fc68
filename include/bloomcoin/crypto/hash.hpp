// SHA-256, twice SHA-256 and the tagged hash. This is one of the headers through which
// the project reaches Crypto++; nothing of it shows outside.
// Spec: spec/crypto.md.
#pragma once

#include <bloomcoin/base/bytes.hpp>

#include <cryptopp/sha.h>

#include <concepts>
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

/// [CRY-1]
inline base::Hash sha256(base::BytesView bytes) { return Sha256{}.update(bytes).digest(); }

/// SHA-256 of the SHA-256 of bytes. [CRY-2]
inline base::Hash double_sha256(base::BytesView bytes) { return sha256(sha256(bytes)); }

/// A hasher that has absorbed the tag: SHA-256(tag) twice, 64 bytes, one block. The tag is
/// ASCII. [CRY-3] (BIP-340, "Tagged hashes")
inline Sha256 tagged(std::string_view tag) {
    const base::Bytes tag_bytes(tag.begin(), tag.end());
    const base::Hash tag_hash = sha256(tag_bytes);
    return Sha256{}.update(tag_hash).update(tag_hash);
}

/// SHA-256(SHA-256(tag) ‖ SHA-256(tag) ‖ bytes). [CRY-3]
inline base::Hash tagged_hash(std::string_view tag, base::BytesView bytes) {
    return tagged(tag).update(bytes).digest();
}

}  // namespace bloomcoin::crypto
