// The header of a block: what is hashed, what is worked on, and what the work showed.
// Not here: whether any of it is right, which is check.hpp's work.
// Spec: spec/chain.md.
#pragma once

#include <bloomcoin/base/bytes.hpp>
#include <bloomcoin/codec/fields.hpp>
#include <bloomcoin/crypto/hash.hpp>
#include <bloomcoin/kuramoto/bloom.hpp>
#include <bloomcoin/kuramoto/seed.hpp>

#include <algorithm>
#include <cstdint>
#include <tuple>

namespace bloomcoin::chain {

/// [HDR-4]
struct Header {
    std::uint32_t version = 1;
    base::Hash previous{};  // hash of the header before this one
    base::Hash merkle_root{};
    std::uint64_t time_s = 0;  // seconds since 1970-01-01 00:00 UTC
    std::uint64_t difficulty = 0;
    std::uint64_t nonce = 0;
    std::uint32_t bloom_step = 0;
    std::uint32_t coherence = 0;  // r at the bloom in units of 2^-30
    num::Turn mean_phase = 0;     // ψ at the bloom
    base::Hash bloom_digest{};    // of the phases at the bloom

    // clang-format off
    static constexpr std::tuple fields{
        codec::Field{"version", &Header::version},
        codec::Field{"previous", &Header::previous},
        codec::Field{"merkle_root", &Header::merkle_root},
        codec::Field{"time_s", &Header::time_s},
        codec::Field{"difficulty", &Header::difficulty},
        codec::Field{"nonce", &Header::nonce},
        codec::Field{"bloom_step", &Header::bloom_step},
        codec::Field{"coherence", &Header::coherence},
        codec::Field{"mean_phase", &Header::mean_phase},
        codec::Field{"bloom_digest", &Header::bloom_digest},
    };
    // clang-format on

    friend constexpr bool operator==(const Header&, const Header&) = default;
};

static_assert(codec::encoded_size<Header>() == 136);

/// Twice SHA-256 of the encoded header. [HDR-5]
inline base::Hash hash_of(const Header& header) { return crypto::double_sha256(codec::encode(header)); }

/// The encoded header up to its nonce: what seeds the oscillators together with it. [HDR-6]
constexpr kuramoto::Prefix prefix_of(const Header& header) {
    const base::Bytes bytes = codec::encode(header);
    kuramoto::Prefix prefix;
    std::copy_n(bytes.begin(), prefix.size(), prefix.begin());
    return prefix;
}

/// The four fields in which a header says what bloomed. [HDR-4]
constexpr kuramoto::Bloom bloom_of(const Header& header) {
    return {header.bloom_step, header.coherence, header.mean_phase, header.bloom_digest};
}

/// The header with these four fields.
constexpr Header with_bloom(Header header, const kuramoto::Bloom& bloom) {
    header.bloom_step = bloom.step;
    header.coherence = bloom.coherence;
    header.mean_phase = bloom.mean_phase;
    header.bloom_digest = bloom.digest;
    return header;
}

}  // namespace bloomcoin::chain
