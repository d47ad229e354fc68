// The words of kernels.inc in AVX-512, with and without VNNI and VBMI2. Nothing on other
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

// What is the same with and without VNNI and VBMI2. A mask of ones costs nothing; without it GCC 12 warns of what
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
/// The upper half of each lane, twice.
inline __m512i upper_twice(Vec a) {
    return _mm512_shuffle_epi8(a.lanes, _mm512_set4_epi32(0x0f0e'0f0e, 0x0b0a'0b0a, 0x0706'0706, 0x0302'0302));
}
inline bool any_above(Vec a, std::int32_t number) {
    return _mm512_cmpgt_epi32_mask(a.lanes, _mm512_set1_epi32(number)) != 0;
}
inline std::int32_t sum(Vec a) {
    const __m256i lower = _mm512_maskz_extracti64x4_epi64(0xff, a.lanes, 0);
    const __m256i upper = _mm512_maskz_extracti64x4_epi64(0xff, a.lanes, 1);
    return avx2::sum_of_eight(_mm256_add_epi32(lower, upper));
}
inline Vec pair(Vec low, Vec high) {
    return {_mm512_mask_blend_epi16(0xaaaa'aaaa, low.lanes, _mm512_maskz_slli_epi32(0xffff, high.lanes, 16))};
}
/// num::shift_round(sum * gain, 36) in lanes of 64 bits.
template <param::Profile P>
__m512i scaled_in_eight(__m512i sums) {
    const __m512i product = _mm512_mullo_epi64(sums, _mm512_set1_epi64(param::coupling_gain<P>));
    return _mm512_maskz_srai_epi64(0xff, _mm512_add_epi64(product, _mm512_set1_epi64(std::int64_t{1} << 35)), 36);
}
/// The lanes with even numbers and those with odd ones, which have twice the room.
template <param::Profile P>
[[gnu::always_inline]] inline Vec scaled(Vec sums) {
    const __m512i even = _mm512_maskz_srai_epi64(0xff, _mm512_maskz_slli_epi64(0xff, sums.lanes, 32), 32);
    const __m512i odd = _mm512_maskz_srai_epi64(0xff, sums.lanes, 32);
    return {_mm512_mask_blend_epi32(0xaaaa, scaled_in_eight<P>(even),
                                    _mm512_maskz_slli_epi64(0xff, scaled_in_eight<P>(odd), 32))};
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
inline Vec fold_of(Vec phases) {
    const __m512i bins = _mm512_add_epi16(upper_twice(phases), _mm512_set1_epi32(0x4000'0000));
    const __m512i twice = _mm512_add_epi16(bins, bins);
    const __m512i falls = _mm512_srai_epi16(_mm512_xor_si512(bins, twice), 15);
    constexpr int xor_then_or = (0xf0 ^ 0xcc) | 0xaa;
    return {_mm512_ternarylogic_epi32(twice, falls, _mm512_set1_epi16(1), xor_then_or)};
}

#include <bloomcoin/kuramoto/kernels.inc>

#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

}  // namespace avx512

namespace avx512_vnni {

#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vnni,avx512vbmi2"))), \
                             apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vnni,avx512vbmi2")
#endif

using namespace words512;

inline Vec dot(Vec acc, Vec a, Vec b) { return {_mm512_dpwssd_epi32(acc.lanes, a.lanes, b.lanes)}; }
/// With a quarter of a turn more than the bins, it falls where they are negative. Rotated to the left they have that
/// sign below twice themselves, and turning over what falls, their highest bit and their lowest is one exclusive or.
inline Vec fold_of(Vec phases) {
    const __m512i bins = _mm512_add_epi16(upper_twice(phases), _mm512_set1_epi32(static_cast<int>(0x8000'4000)));
    const __m512i rotated = _mm512_shldi_epi16(bins, bins, 1);
    const __m512i falls = _mm512_srai_epi16(bins, 15);
    return {
        _mm512_ternarylogic_epi32(rotated, falls, _mm512_set1_epi16(static_cast<short>(0x8001)), 0xf0 ^ 0xcc ^ 0xaa)};
}

#include <bloomcoin/kuramoto/kernels.inc>

#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

}  // namespace avx512_vnni

}  // namespace bloomcoin::kuramoto::detail

#endif
