// The words of kernels.inc in NEON, four registers for sixteen lanes. Nothing on other machines.
// Every 64-bit ARM has it.
// Spec: spec/kuramoto.md.
#pragma once

#include <bloomcoin/kuramoto/lane_block.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#if defined(__aarch64__)

#include <arm_neon.h>

namespace bloomcoin::kuramoto::detail {

namespace neon {

inline constexpr std::size_t bundle_size = 1;

struct Vec {
    std::array<int32x4_t, 4> quarters;
};

template <class Function, class... Vecs>
inline Vec each(const Function& function, const Vecs&... vecs) {
    return {{function(vecs.quarters[0]...), function(vecs.quarters[1]...), function(vecs.quarters[2]...),
             function(vecs.quarters[3]...)}};
}

inline Vec load(const Row& row) {
    const std::int32_t* at = row.data();
    return {{vld1q_s32(at), vld1q_s32(at + 4), vld1q_s32(at + 8), vld1q_s32(at + 12)}};
}
inline void store(Row& row, const Vec& a) {
    for (std::size_t i = 0; i < 4; ++i) vst1q_s32(row.data() + 4 * i, a.quarters[i]);
}
inline Vec all(std::int32_t number) {
    const int32x4_t quarter = vdupq_n_s32(number);
    return {{quarter, quarter, quarter, quarter}};
}
inline int16x8_t halves(int32x4_t a) { return vreinterpretq_s16_s32(a); }
inline int32x4_t whole(int16x8_t a) { return vreinterpretq_s32_s16(a); }

inline Vec add(const Vec& a, const Vec& b) {
    return each([](int32x4_t x, int32x4_t y) { return vaddq_s32(x, y); }, a, b);
}
inline Vec both(const Vec& a, const Vec& b) {
    return each([](int32x4_t x, int32x4_t y) { return vandq_s32(x, y); }, a, b);
}
inline Vec add_halves(const Vec& a, const Vec& b) {
    return each([](int32x4_t x, int32x4_t y) { return whole(vaddq_s16(halves(x), halves(y))); }, a, b);
}
inline Vec subtract_halves(const Vec& a, const Vec& b) {
    return each([](int32x4_t x, int32x4_t y) { return whole(vsubq_s16(halves(x), halves(y))); }, a, b);
}
inline Vec mulr(const Vec& a, const Vec& b) {
    return each([](int32x4_t x, int32x4_t y) { return whole(vqrdmulhq_s16(halves(x), halves(y))); }, a, b);
}
inline Vec dot(const Vec& acc, const Vec& a, const Vec& b) {
    return each(
        [](int32x4_t sum, int32x4_t x, int32x4_t y) {
            const int32x4_t first = vmull_s16(vget_low_s16(halves(x)), vget_low_s16(halves(y)));
            const int32x4_t last = vmull_high_s16(halves(x), halves(y));
            return vaddq_s32(sum, vpaddq_s32(first, last));
        },
        acc, a, b);
}
inline Vec torque_of(const Vec& a) {
    return each([](int32x4_t x) { return vshrq_n_s32(x, 6); }, a);
}
inline Vec fold_of(const Vec& phases) {
    return each(
        [](int32x4_t x) {
            const int16x8_t upper = vtrn2q_s16(halves(x), halves(x));  // the upper half of each lane, twice
            const int16x8_t bins = vaddq_s16(upper, halves(vdupq_n_s32(0x4000'0000)));
            const int16x8_t twice = vaddq_s16(bins, bins);
            const int16x8_t falls = vshrq_n_s16(veorq_s16(bins, twice), 15);
            return whole(vorrq_s16(veorq_s16(twice, falls), vdupq_n_s16(1)));
        },
        phases);
}
inline bool any_above(const Vec& a, std::int32_t number) {
    const int32x4_t most = vmaxq_s32(vmaxq_s32(a.quarters[0], a.quarters[1]), vmaxq_s32(a.quarters[2], a.quarters[3]));
    return vmaxvq_s32(most) > number;
}
inline std::int32_t sum(const Vec& a) {
    return vaddvq_s32(vaddq_s32(vaddq_s32(a.quarters[0], a.quarters[1]), vaddq_s32(a.quarters[2], a.quarters[3])));
}
inline Vec pair(const Vec& low, const Vec& high) {
    return each([](int32x4_t x, int32x4_t y) { return whole(vtrn1q_s16(halves(x), halves(y))); }, low, high);
}
template <param::Profile P>
[[gnu::always_inline]] inline Vec scaled(const Vec& sums) {
    Row row;
    store(row, sums);
    return load(detail::scaled<P>(row));
}

#include <bloomcoin/kuramoto/kernels.inc>

}  // namespace neon

}  // namespace bloomcoin::kuramoto::detail

#endif
