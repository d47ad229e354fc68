// The words of a stream by AVX-512: sixteen blocks of SHA-256 side by side, which stream.hpp has one after the other.
// Nothing on other machines. The functions may use the instructions without a compiler's flag; who calls them has
// asked. Spec: spec/crypto.md.
#pragma once

#include <bloomcoin/crypto/stream.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

namespace bloomcoin::crypto::avx512 {

#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f")
#endif

/// A word of each of sixteen blocks.
struct Word {
    __m512i blocks;
};

/// What the rounds add. (FIPS 180-4, 4.2.2)
inline constexpr std::array<std::uint32_t, 64> round_constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

// What computes with Words is inlined by name: they are meant to be registers.

inline Word all(std::uint32_t word) { return {_mm512_set1_epi32(static_cast<int>(word))}; }
// A mask of ones costs nothing. With it GCC adds in the order that is written here, in which what is known last is
// added last; and it does not warn of what its own header leaves uninitialised (GCC bug 105593).
inline Word sum(Word a, Word b) { return {_mm512_maskz_add_epi32(0xffff, a.blocks, b.blocks)}; }
template <int bits>
Word rotated(Word a) {
    return {_mm512_maskz_ror_epi32(0xffff, a.blocks, bits)};
}
template <int bits>
Word shifted(Word a) {
    return {_mm512_maskz_srli_epi32(0xffff, a.blocks, bits)};
}
inline Word parity(Word a, Word b, Word c) {
    return {_mm512_ternarylogic_epi32(a.blocks, b.blocks, c.blocks, 0xf0 ^ 0xcc ^ 0xaa)};
}
inline Word choice(Word a, Word b, Word c) {
    return {_mm512_ternarylogic_epi32(a.blocks, b.blocks, c.blocks, (0xf0 & 0xcc) | (0x0f & 0xaa))};
}
inline Word majority(Word a, Word b, Word c) {
    return {_mm512_ternarylogic_epi32(a.blocks, b.blocks, c.blocks, (0xf0 & 0xcc) | (0xf0 & 0xaa) | (0xcc & 0xaa))};
}

/// What SHA-256 works with: its variables a … h, and the next sixteen words of the schedule.
struct Hashing {
    std::array<Word, 8> variables;
    std::array<Word, 16> schedule;
};

/// Round t of sixteen. Instead of passing the variables on, each takes the place of the one before.
/// (FIPS 180-4, 6.2.2, step 3)
template <std::size_t t>
[[gnu::always_inline]] inline void round(Hashing& hashing, const std::uint32_t* constants) {
    const auto variable = [&](std::size_t place) -> Word& { return hashing.variables[(place + 16 - t) % 8]; };
    const Word a = variable(0);
    const Word e = variable(4);
    const Word known = sum(sum(variable(7), all(constants[t])), hashing.schedule[t]);
    const Word sum_e = parity(rotated<6>(e), rotated<11>(e), rotated<25>(e));
    const Word sum_a = parity(rotated<2>(a), rotated<13>(a), rotated<22>(a));
    const Word chosen = choice(e, variable(5), variable(6));
    const Word most = majority(a, variable(1), variable(2));
    variable(3) = sum(sum(sum(variable(3), known), chosen), sum_e);
    variable(7) = sum(sum(sum(sum(known, chosen), most), sum_a), sum_e);
}

/// Word t of the schedule gives way to word t + 16. (FIPS 180-4, 6.2.2, step 1)
template <std::size_t t>
[[gnu::always_inline]] inline void schedule_next(Hashing& hashing) {
    const auto word = [&](std::size_t place) -> Word& { return hashing.schedule[(t + place) % 16]; };
    const Word sigma_1 = parity(rotated<7>(word(1)), rotated<18>(word(1)), shifted<3>(word(1)));
    const Word sigma_14 = parity(rotated<17>(word(14)), rotated<19>(word(14)), shifted<10>(word(14)));
    word(0) = sum(sum(sum(word(0), word(9)), sigma_1), sigma_14);
}

template <std::size_t... t>
[[gnu::always_inline]] inline void rounds(Hashing& hashing, const std::uint32_t* constants, std::index_sequence<t...>) {
    (round<t>(hashing, constants), ...);
}
template <std::size_t... t>
[[gnu::always_inline]] inline void rounds_and_schedule(Hashing& hashing, const std::uint32_t* constants,
                                                       std::index_sequence<t...>) {
    ((round<t>(hashing, constants), schedule_next<t>(hashing)), ...);
}

/// crypto::compress() without adding what was there before. (FIPS 180-4, 6.2.2)
[[gnu::always_inline]] inline void compress(Hashing& hashing) {
    const auto sixteen = std::make_index_sequence<16>{};
    for (std::size_t t = 0; t < 48; t += 16) rounds_and_schedule(hashing, round_constants.data() + t, sixteen);
    rounds(hashing, round_constants.data() + 48, sixteen);
}

/// The words of sixteen blocks.
using Words = std::array<std::uint32_t, 16 * 8>;

/// Words of the blocks first … first + 15 of the stream of a seed, in their order. [CRY-4]
inline Words stream_words(const base::Hash& seed, std::uint32_t first) {
    const Sha256State& before = stream_state();
    const Sha256Block block = stream_block(seed);
    std::array<std::uint32_t, 16> counters;
    for (std::size_t j = 0; j < counters.size(); ++j) counters[j] = reversed(first + static_cast<std::uint32_t>(j));

    Hashing hashing;
    for (std::size_t i = 0; i < before.size(); ++i) hashing.variables[i] = all(before[i]);
    for (std::size_t i = 0; i < block.size(); ++i) hashing.schedule[i] = all(block[i]);
    hashing.schedule[stream_counter_at] = {_mm512_loadu_si512(counters.data())};
    compress(hashing);

    Words words;
    for (std::size_t i = 0; i < before.size(); ++i) {
        std::array<std::uint32_t, 16> row;
        _mm512_storeu_si512(row.data(), sum(hashing.variables[i], all(before[i])).blocks);
        for (std::size_t j = 0; j < row.size(); ++j) words[before.size() * j + i] = reversed(row[j]);
    }
    return words;
}

#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

}  // namespace bloomcoin::crypto::avx512

#endif
