// The peak of a machine: the instructions that one oscillator needs for one step in 16 lanes,
//     vpshufb, vpaddw, vpshldw, vpsraw, vpternlog   the bin of the phase, twice, folded into ±32767
//     5 vpmulhrsw, 3 vpaddw                         its cosine and sine [NUM-10]
//     vpdpwssd, vpsrad, vpaddd                      what it turns by [KUR-10]
//     vpaddw                                        its part of the mean field [KUR-6]
// with three loads and two stores, on data that lies as a miner's would. Compiled once for each machine: where
// there is no vpdpwssd it is vpmaddwd and vpaddd, where there is no vpshldw it is vpaddw and vpxor, where there is no
// vpternlog it is vpxor and vpor, and two vectors of 256 bits stand for one of 512.
//
// A step's pull does not depend on the step before, so no oscillator waits for the mean field: what is measured
// is throughput, and a miner cannot beat it with these instructions.
#include "peak.hpp"

#include <immintrin.h>

namespace bloomcoin::bench {

namespace {

#if defined __AVX512BW__
using Words = __m512i;
Words all16(std::int16_t value) { return _mm512_set1_epi16(value); }
Words all32(std::int32_t value) { return _mm512_set1_epi32(value); }
Words add16(Words a, Words b) { return _mm512_add_epi16(a, b); }
Words add32(Words a, Words b) { return _mm512_add_epi32(a, b); }
[[maybe_unused]] Words exclusive_or(Words a, Words b) { return _mm512_xor_si512(a, b); }
Words sign16(Words a) { return _mm512_srai_epi16(a, 15); }
Words shift32(Words a) { return _mm512_srai_epi32(a, 6); }
Words mulr(Words a, Words b) { return _mm512_mulhrs_epi16(a, b); }
Words upper_halves_twice(Words a) {
    return _mm512_shuffle_epi8(a, _mm512_set4_epi32(0x0f0e0f0e, 0x0b0a0b0a, 0x07060706, 0x03020302));
}
#if defined __AVX512VNNI__ && defined __AVX512VBMI2__
Words dot(Words sum, Words a, Words b) { return _mm512_dpwssd_epi32(sum, a, b); }
Words fold(Words bins) {
    return _mm512_ternarylogic_epi32(_mm512_shldi_epi16(bins, bins, 1), sign16(bins), all16(-0x7fff),
                                     0x96);  // a ^ b ^ c
}
#else
Words dot(Words sum, Words a, Words b) { return add32(sum, _mm512_madd_epi16(a, b)); }
Words fold(Words bins) {
    const Words twice = add16(bins, bins);
    return _mm512_ternarylogic_epi32(sign16(exclusive_or(bins, twice)), twice, all16(1), 0xbe);  // (a ^ b) | c
}
#endif
#else
using Words = __m256i;
Words all16(std::int16_t value) { return _mm256_set1_epi16(value); }
Words all32(std::int32_t value) { return _mm256_set1_epi32(value); }
Words add16(Words a, Words b) { return _mm256_add_epi16(a, b); }
Words add32(Words a, Words b) { return _mm256_add_epi32(a, b); }
Words exclusive_or(Words a, Words b) { return _mm256_xor_si256(a, b); }
Words sign16(Words a) { return _mm256_srai_epi16(a, 15); }
Words shift32(Words a) { return _mm256_srai_epi32(a, 6); }
Words mulr(Words a, Words b) { return _mm256_mulhrs_epi16(a, b); }
Words fold(Words bins) {
    const Words twice = add16(bins, bins);
    return _mm256_or_si256(exclusive_or(sign16(exclusive_or(bins, twice)), twice), all16(1));
}
Words upper_halves_twice(Words a) {
    return _mm256_shuffle_epi8(a, _mm256_set_epi32(0x0f0e0f0e, 0x0b0a0b0a, 0x07060706, 0x03020302, 0x0f0e0f0e,
                                                   0x0b0a0b0a, 0x07060706, 0x03020302));
}
Words dot(Words sum, Words a, Words b) { return add32(sum, _mm256_madd_epi16(a, b)); }
#endif

constexpr std::size_t vector_count = peak_lanes * sizeof(std::int32_t) / sizeof(Words);  // in a row

Words& vector_at(std::int32_t* lanes, std::size_t vector) { return reinterpret_cast<Words*>(lanes)[vector]; }

// So many vectors go through the instructions together. What is best depends on how far the processor looks
// ahead and how many registers there are, so several are tried, and the fastest of them is the peak.
constexpr std::size_t group = PEER_WIDTH;
using Group = Words[group];

template <class Step>
[[gnu::always_inline]] inline void for_all(Step step) {
#pragma GCC unroll 16
    for (std::size_t k = 0; k < group; ++k) step(k);
}

/// One step of the vectors at i, i+1, … up to what their sines are polynomials of, which is left in x, where that of
/// the vectors at `before` was. Their sines are taken meanwhile, product by product, as ours are.
[[gnu::always_inline]] inline void step(PeakState& state, Words pulls, std::size_t before, std::size_t i, Group& x,
                                        Words& sums) {
    Group y, z, p;
    for_all([&](auto k) { y[k] = x[k]; });
    for_all([&](auto k) { z[k] = mulr(y[k], y[k]); });
    for_all([&](auto k) {
        x[k] = shift32(dot(vector_at(state.frequencies, i + k), vector_at(state.pairs, i + k), pulls));
    });
    for_all([&](auto k) { p[k] = mulr(z[k], all16(-72)); });
    for_all([&](auto k) { p[k] = add16(p[k], all16(1303)); });
    for_all([&](auto k) {
        x[k] = add32(x[k], vector_at(state.phases, i + k));
        vector_at(state.phases, i + k) = x[k];
    });
    for_all([&](auto k) { p[k] = mulr(p[k], z[k]); });
    for_all([&](auto k) { p[k] = add16(p[k], all16(-10583)); });
    for_all([&](auto k) { p[k] = mulr(p[k], z[k]); });
    for_all([&](auto k) { p[k] = add16(p[k], all16(25736)); });
    for_all([&](auto k) { x[k] = add16(upper_halves_twice(x[k]), all32(0x4000)); });
    for_all([&](auto k) { x[k] = fold(x[k]); });
    for_all([&](auto k) {
        const Words pair = mulr(y[k], p[k]);
        vector_at(state.pairs, before + k) = pair;
        sums = add16(sums, pair);
    });
}

void run(PeakState& state, std::int32_t pull, std::size_t step_count) {
    constexpr std::size_t count = peak_rows * vector_count;
    static_assert(count % group == 0);
    const Words pulls = all32(pull);
    Words sums = all32(0);
    Group x;
    for_all([&](auto k) { x[k] = all16(1); });
    std::size_t before = count - group;
    for (std::size_t done = 0; done < step_count; ++done) {
        for (std::size_t i = 0; i < count; i += group) {
            step(state, pulls, before, i, x, sums);
            before = i;
        }
    }
    vector_at(state.sums, 0) = sums;
}

}  // namespace

Peak PEER() { return {PEER_NAME, PEER_FLAGS, run}; }

}  // namespace bloomcoin::bench
