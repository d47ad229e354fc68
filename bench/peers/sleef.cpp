// SLEEF, float: vectors as wide as the machine's, and the fastest of its sines that tells blooms right. That
// is the pair of 350 units in the last place, 2e-5, still nearer than the specification's own sine, whose
// argument has 16 bits. Tried and not faster: sincosf of 3.5 units, everything in one pass, passes over all
// oscillators, and 32 attempts instead of 16.
#include "side_by_side.hpp"

#include <immintrin.h>
#include <sleef.h>

namespace bloomcoin::bench {

namespace {

constexpr std::size_t width = PEER_WIDTH;
using Floats = Vector<float>;

// Named with their instruction sets, so that no dispatcher stands between.
#if defined __AVX512F__
Floats cosine(Floats phases) { return Sleef_fastcosf16_u3500avx512f(phases); }
Floats sine(Floats phases) { return Sleef_fastsinf16_u3500avx512f(phases); }
#else
Floats cosine(Floats phases) { return Sleef_fastcosf8_u3500avx2(phases); }
Floats sine(Floats phases) { return Sleef_fastsinf8_u3500avx2(phases); }
#endif

/// So many rows are moved, and their sines are taken, while they are near; found by trying.
constexpr std::size_t block_rows = 9;

// Apart from moving and summing up: nothing but addresses has to outlive a call, which would cost a store and
// a load.
void take_sines(Lanes<float, width>& lanes, std::size_t first, std::size_t count) {
    for (std::size_t at = first * width; at < (first + count) * width; at += Wide<float>::count) {
        vector_at(&lanes.cosines[at]) = cosine(vector_at(&lanes.phases[at]));
        vector_at(&lanes.sines[at]) = sine(vector_at(&lanes.phases[at]));
    }
}

void begin(Lanes<float, width>& lanes) {
    take_sines(lanes, 0, oscillator_count);
    sum_up(lanes);
}

void step(Lanes<float, width>& lanes) {
    Pull<float, width> pull = take_pull(lanes);
    for (std::size_t row = 0; row < oscillator_count; row += block_rows) {
        move(lanes, pull, row, block_rows);
        take_sines(lanes, row, block_rows);
        sum_up(lanes, row, block_rows);
    }
}

double evolve(const Attempt* attempts, std::size_t count, std::int32_t* bloom_steps) {
    evolve_lanes<float, width>(
        attempts, count, bloom_steps, [](auto& lanes) { begin(lanes); }, [](auto& lanes) { step(lanes); });
    return 0;
}

}  // namespace

Peer PEER() { return {PEER_NAME, PEER_FLAGS, width, evolve}; }

}  // namespace bloomcoin::bench
