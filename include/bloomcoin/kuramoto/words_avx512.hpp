// The words of kernels.inc in AVX-512, with and without VNNI's dot products. Nothing on other
// machines. The functions may use the instructions without a compiler's flag; who calls them has asked.
// Spec: spec/kuramoto.md.
#pragma once

#include <bloomcoin/kuramoto/lane_block.hpp>
#include <bloomcoin/kuramoto/words_avx2.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

namespace bloomcoin::kuramoto::detail {

namespace words512 {

#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512dq")
#endif

// What is the same with and without VNNI. A mask of ones costs nothing; without it GCC 12 warns of what
// its own header leaves uninitialised (GCC bug 105593).

inline constexpr std::size_t bundle_size = 7;

struct Vec {
    __m512i lanes;
};

inline Vec load(const Row& row) { return {_mm512_load_si512(row.data())}; }
inline void store(Row& row, Vec a) { _mm512_store_si512(row.data(), a.lanes); }
inline Vec all(std::int32_t number) { return {_mm512_set1_epi32(number)}; }
inline Vec add(Vec a, Vec b) { return {_mm512_add_epi32(a.lanes, b.lanes)}; }
inline Vec both(Vec a, Vec b) { return {_mm512_and_si512(a.lanes, b.lanes)}; }
inline Vec add_halves(Vec a, Vec b) { return {_mm512_add_epi16(a.lanes, b.lanes)}; }
inline Vec subtract_halves(Vec a, Vec b) { return {_mm512_sub_epi16(a.lanes, b.lanes)}; }
inline Vec mulr(Vec a, Vec b) { return {_mm512_mulhrs_epi16(a.lanes, b.lanes)}; }
inline Vec torque_of(Vec a) { return {_mm512_maskz_srai_epi32(0xffff, a.lanes, 6)}; }
inline Vec bins_of(Vec phases) {
    // the upper half of each lane, twice
    const __m512i twice =
        _mm512_shuffle_epi8(phases.lanes, _mm512_set4_epi32(0x0f0e'0f0e, 0x0b0a'0b0a, 0x0706'0706, 0x0302'0302));
    return {_mm512_add_epi16(twice, _mm512_set1_epi32(0x4000'0000))};
}
inline Vec folded(Vec bins) {
    const __m512i twice = _mm512_add_epi16(bins.lanes, bins.lanes);
    const __m512i falls = _mm512_srai_epi16(_mm512_xor_si512(bins.lanes, twice), 15);
    constexpr int xor_then_or = (0xf0 ^ 0xcc) | 0xaa;
    return {_mm512_ternarylogic_epi32(twice, falls, _mm512_set1_epi16(1), xor_then_or)};
}
inline bool any_above(Vec a, std::int32_t number) {
    return _mm512_cmpgt_epi32_mask(a.lanes, _mm512_set1_epi32(number)) != 0;
}
inline std::int32_t sum(Vec a) {
    const __m256i lower = _mm512_maskz_extracti64x4_epi64(0xff, a.lanes, 0);
    const __m256i upper = _mm512_maskz_extracti64x4_epi64(0xff, a.lanes, 1);
    return avx2::sum_of_eight(_mm256_add_epi32(lower, upper));
}

#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

}  // namespace words512

namespace avx512 {

#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512dq")
#endif

using namespace words512;

inline Vec dot(Vec acc, Vec a, Vec b) { return add(acc, {_mm512_madd_epi16(a.lanes, b.lanes)}); }

#include <bloomcoin/kuramoto/kernels.inc>

#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

}  // namespace avx512

namespace avx512_vnni {

#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vnni"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vnni")
#endif

using namespace words512;

inline Vec dot(Vec acc, Vec a, Vec b) { return {_mm512_dpwssd_epi32(acc.lanes, a.lanes, b.lanes)}; }

#include <bloomcoin/kuramoto/kernels.inc>

#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

}  // namespace avx512_vnni

}  // namespace bloomcoin::kuramoto::detail

#endif
