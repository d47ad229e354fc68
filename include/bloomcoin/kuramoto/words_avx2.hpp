// The words of kernels.inc in AVX2, two registers for sixteen lanes. Nothing on other machines.
// The functions may use the instructions without a compiler's flag; who calls them has asked.
// Spec: spec/kuramoto.md.
#pragma once

#include <bloomcoin/kuramoto/lane_block.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

namespace bloomcoin::kuramoto::detail {

namespace avx2 {

#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2")
#endif

inline constexpr std::size_t bundle_size = 3;

struct Vec {
    __m256i low, high;  // lanes 0 … 7, lanes 8 … 15
};

inline Vec load(const Row& row) {
    const auto* at = reinterpret_cast<const __m256i*>(row.data());
    return {_mm256_load_si256(at), _mm256_load_si256(at + 1)};
}
inline void store(Row& row, Vec a) {
    auto* at = reinterpret_cast<__m256i*>(row.data());
    _mm256_store_si256(at, a.low);
    _mm256_store_si256(at + 1, a.high);
}
inline Vec all(std::int32_t number) { return {_mm256_set1_epi32(number), _mm256_set1_epi32(number)}; }
inline Vec add(Vec a, Vec b) { return {_mm256_add_epi32(a.low, b.low), _mm256_add_epi32(a.high, b.high)}; }
inline Vec both(Vec a, Vec b) { return {_mm256_and_si256(a.low, b.low), _mm256_and_si256(a.high, b.high)}; }
inline Vec add_halves(Vec a, Vec b) { return {_mm256_add_epi16(a.low, b.low), _mm256_add_epi16(a.high, b.high)}; }
inline Vec subtract_halves(Vec a, Vec b) { return {_mm256_sub_epi16(a.low, b.low), _mm256_sub_epi16(a.high, b.high)}; }
inline Vec mulr(Vec a, Vec b) { return {_mm256_mulhrs_epi16(a.low, b.low), _mm256_mulhrs_epi16(a.high, b.high)}; }
inline Vec dot(Vec acc, Vec a, Vec b) {
    return add(acc, {_mm256_madd_epi16(a.low, b.low), _mm256_madd_epi16(a.high, b.high)});
}
inline Vec torque_of(Vec a) { return {_mm256_srai_epi32(a.low, 6), _mm256_srai_epi32(a.high, 6)}; }
inline __m256i fold_of(__m256i phases) {
    // the upper half of each lane, twice
    const __m256i upper =
        _mm256_shuffle_epi8(phases, _mm256_set_epi8(15, 14, 15, 14, 11, 10, 11, 10, 7, 6, 7, 6, 3, 2, 3, 2, 15, 14, 15,
                                                    14, 11, 10, 11, 10, 7, 6, 7, 6, 3, 2, 3, 2));
    const __m256i bins = _mm256_add_epi16(upper, _mm256_set1_epi32(0x4000'0000));
    const __m256i twice = _mm256_add_epi16(bins, bins);
    const __m256i falls = _mm256_srai_epi16(_mm256_xor_si256(bins, twice), 15);
    return _mm256_or_si256(_mm256_xor_si256(twice, falls), _mm256_set1_epi16(1));
}
inline Vec fold_of(Vec phases) { return {fold_of(phases.low), fold_of(phases.high)}; }
inline bool any_above(Vec a, std::int32_t number) {
    const __m256i limit = _mm256_set1_epi32(number);
    const __m256i above = _mm256_or_si256(_mm256_cmpgt_epi32(a.low, limit), _mm256_cmpgt_epi32(a.high, limit));
    return _mm256_testz_si256(above, above) == 0;
}
inline std::int32_t sum_of_eight(__m256i eight) {
    const __m128i four = _mm_add_epi32(_mm256_castsi256_si128(eight), _mm256_extracti128_si256(eight, 1));
    const __m128i two = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0x4e));
    return _mm_cvtsi128_si32(_mm_add_epi32(two, _mm_shuffle_epi32(two, 0xb1)));
}
inline std::int32_t sum(Vec a) { return sum_of_eight(_mm256_add_epi32(a.low, a.high)); }
inline __m256i pair(__m256i low, __m256i high) { return _mm256_blend_epi16(low, _mm256_slli_epi32(high, 16), 0xaa); }
inline Vec pair(Vec low, Vec high) { return {pair(low.low, high.low), pair(low.high, high.high)}; }
template <param::Profile P>
[[gnu::always_inline]] inline Vec scaled(Vec sums) {
    Row row;
    store(row, sums);
    return load(detail::scaled<P>(row));
}

#include <bloomcoin/kuramoto/kernels.inc>

#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

}  // namespace avx2

}  // namespace bloomcoin::kuramoto::detail

#endif
