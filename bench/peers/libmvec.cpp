// GNU libmvec: loops of sin and cos that GCC with -ffast-math turns into calls of the C library's vector
// functions. Sine and cosine have a loop each: GCC makes one call of a sin and a cos of the same number, and
// that one has no vector form.
#include "side_by_side.hpp"

#include <cmath>

namespace bloomcoin::bench {

namespace {

using Real = PEER_REAL;
constexpr std::size_t width = PEER_WIDTH;

/// So many rows are moved, and their sines are taken, while they are near; found by trying.
constexpr std::size_t block_rows = 21;

void take_sines(Lanes<Real, width>& lanes, std::size_t first, std::size_t count) {
    const std::size_t begin = first * width;
    const std::size_t end = (first + count) * width;
    for (std::size_t at = begin; at < end; ++at) lanes.cosines[at] = std::cos(lanes.phases[at]);
    for (std::size_t at = begin; at < end; ++at) lanes.sines[at] = std::sin(lanes.phases[at]);
}

void begin(Lanes<Real, width>& lanes) {
    take_sines(lanes, 0, oscillator_count);
    sum_up(lanes);
}

void step(Lanes<Real, width>& lanes) {
    Pull<Real, width> pull = take_pull(lanes);
    for (std::size_t row = 0; row < oscillator_count; row += block_rows) {
        move(lanes, pull, row, block_rows);
        take_sines(lanes, row, block_rows);
        sum_up(lanes, row, block_rows);
    }
}

double evolve(const Attempt* attempts, std::size_t count, std::int32_t* bloom_steps) {
    evolve_lanes<Real, width>(
        attempts, count, bloom_steps, [](auto& lanes) { begin(lanes); }, [](auto& lanes) { step(lanes); });
    return 0;
}

}  // namespace

Peer PEER() { return {PEER_NAME, PEER_FLAGS, width, evolve}; }

}  // namespace bloomcoin::bench
