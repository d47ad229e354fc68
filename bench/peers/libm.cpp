// The first thing one writes: a loop over the oscillators, sin and cos of the C library, double.
#include "peer.hpp"

#include <cmath>

namespace bloomcoin::bench {

namespace {

std::int32_t bloom_step_of(const Attempt& attempt) {
    double phases[oscillator_count];
    double cosines[oscillator_count];
    double sines[oscillator_count];
    for (std::size_t i = 0; i < oscillator_count; ++i) phases[i] = attempt.phases[i];

    std::int32_t run = 0;
    for (std::int32_t at = 0; at < state_count; ++at) {
        double c = 0;
        double s = 0;
        for (std::size_t i = 0; i < oscillator_count; ++i) {
            c += cosines[i] = std::cos(phases[i]);
            s += sines[i] = std::sin(phases[i]);
        }
        run = c * c + s * s > square_min ? run + 1 : 0;
        if (run == bloom_run) return at;
        const double gain = coupling / oscillator_count;
        for (std::size_t i = 0; i < oscillator_count; ++i)
            phases[i] += time_step * (attempt.frequencies[i] + gain * (s * cosines[i] - c * sines[i]));
    }
    return no_bloom;
}

double evolve(const Attempt* attempts, std::size_t count, std::int32_t* bloom_steps) {
    for (std::size_t i = 0; i < count; ++i) bloom_steps[i] = bloom_step_of(attempts[i]);
    return 0;
}

}  // namespace

Peer PEER() { return {PEER_NAME, PEER_FLAGS, 1, evolve}; }

}  // namespace bloomcoin::bench
