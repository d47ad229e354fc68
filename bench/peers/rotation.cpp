// No sines at all: who gives up exactness can turn the unit vectors (cos θ, sin θ) by the small angle that
// an oscillator moves by, |δ| < 0.02, with the first terms of the series of sin δ and cos δ. Nobody's
// library does that, but a miner that only looks for candidates could.
#include "side_by_side.hpp"

#include <cmath>

namespace bloomcoin::bench {

namespace {

using Real = PEER_REAL;
constexpr std::size_t width = PEER_WIDTH;

void begin(Lanes<Real, width>& lanes) {
    for (std::size_t at = 0; at < lanes.size; ++at) lanes.cosines[at] = std::cos(lanes.phases[at]);
    for (std::size_t at = 0; at < lanes.size; ++at) lanes.sines[at] = std::sin(lanes.phases[at]);
    sum_up(lanes);
}

void step(Lanes<Real, width>& lanes) {
    constexpr Real gain = static_cast<Real>(coupling * time_step / oscillator_count);
    constexpr Real half = static_cast<Real>(-0.5);
    constexpr Real sixth = static_cast<Real>(-1.0 / 6);
    for (std::size_t v = 0; v < width; v += Wide<Real>::count) {
        const Vector<Real> c = vector_at(&lanes.field_c[v]) * gain;
        const Vector<Real> s = vector_at(&lanes.field_s[v]) * gain;
        Vector<Real> sum_c = {};
        Vector<Real> sum_s = {};
        for (std::size_t at = v; at < lanes.size; at += width) {
            Vector<Real>& cosine = vector_at(&lanes.cosines[at]);
            Vector<Real>& sine = vector_at(&lanes.sines[at]);
            const Vector<Real> x = cosine;
            const Vector<Real> y = sine;
            const Vector<Real> angle = vector_at(&lanes.turns[at]) + s * x - c * y;
            const Vector<Real> square = angle * angle;
            // The length of the vector changes by a factor of 1 - angle⁴/12 > 1 - 2e-8.
            const Vector<Real> turn_c = half * square + 1;
            const Vector<Real> turn_s = (sixth * square + 1) * angle;
            sum_c += cosine = x * turn_c - y * turn_s;
            sum_s += sine = y * turn_c + x * turn_s;
        }
        vector_at(&lanes.field_c[v]) = sum_c;
        vector_at(&lanes.field_s[v]) = sum_s;
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
