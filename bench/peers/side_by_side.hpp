// What the peers that evolve many attempts side by side have in common: where a lane's numbers lie, how
// the oscillators move, and how blooms are told. What they differ in is how they come by sines.
//
// All of it is in vectors of the width of the machine that it is compiled for, with everything in an
// oscillator's row independent of the next row's, so that no peer waits for anything but its sines. It has
// internal linkage for the reason that peer.hpp gives.
#pragma once

#include "peer.hpp"

namespace bloomcoin::bench {
namespace {

#if defined __AVX512F__
constexpr std::size_t vector_size = 64;
#else
constexpr std::size_t vector_size = 32;
#endif

/// As wide as the machine's; it may look at arrays of its elements.
template <class Real>
struct Wide {
    typedef Real Vector __attribute__((vector_size(vector_size), may_alias));
    static constexpr std::size_t count = vector_size / sizeof(Real);
};

template <class Real>
using Vector = typename Wide<Real>::Vector;

/// One lane for each attempt. A row is an oscillator's lanes, next to each other.
template <class Real, std::size_t width>
struct Lanes {
    static constexpr std::size_t size = oscillator_count * width;
    static_assert(width % Wide<Real>::count == 0);
    // A cache line between the arrays: without it, rows of two of them would be 4096 bytes apart.
    static constexpr std::size_t pad = 64 / sizeof(Real);

    alignas(64) Real turns[size + pad];   // ω dt
    alignas(64) Real phases[size + pad];  // not reduced: in ten units of time nobody leaves ±30 radians
    alignas(64) Real cosines[size + pad];
    alignas(64) Real sines[size + pad];
    alignas(64) Real field_c[width];  // Σ cos θ
    alignas(64) Real field_s[width];  // Σ sin θ
    alignas(64) std::int32_t runs[width];
    alignas(64) std::int32_t bloom_steps[width];
};

template <class Real>
Vector<Real>& vector_at(Real* lanes) {
    return *reinterpret_cast<Vector<Real>*>(lanes);
}

/// Lanes beyond the last attempt repeat it.
template <class Real, std::size_t width>
void fill(Lanes<Real, width>& lanes, const Attempt* attempts, std::size_t count) {
    for (std::size_t lane = 0; lane < width; ++lane) {
        const Attempt& attempt = attempts[lane < count ? lane : count - 1];
        for (std::size_t i = 0; i < oscillator_count; ++i) {
            lanes.turns[i * width + lane] = static_cast<Real>(attempt.frequencies[i] * time_step);
            lanes.phases[i * width + lane] = static_cast<Real>(attempt.phases[i]);
        }
        lanes.field_c[lane] = 0;
        lanes.field_s[lane] = 0;
        lanes.runs[lane] = 0;
        lanes.bloom_steps[lane] = no_bloom;
    }
}

/// Adds rows to the mean field.
template <class Real, std::size_t width>
void sum_up(Lanes<Real, width>& lanes, std::size_t first = 0, std::size_t count = oscillator_count) {
    for (std::size_t v = 0; v < width; v += Wide<Real>::count) {
        Vector<Real> c = vector_at(&lanes.field_c[v]);
        Vector<Real> s = vector_at(&lanes.field_s[v]);
        for (std::size_t at = first * width + v; at < (first + count) * width; at += width) {
            c += vector_at(&lanes.cosines[at]);
            s += vector_at(&lanes.sines[at]);
        }
        vector_at(&lanes.field_c[v]) = c;
        vector_at(&lanes.field_s[v]) = s;
    }
}

/// The mean field times K dt / N: what a step of Euler's method needs of it.
template <class Real, std::size_t width>
struct Pull {
    alignas(64) Real c[width];
    alignas(64) Real s[width];
};

template <class Real, std::size_t width>
Pull<Real, width> take_pull(Lanes<Real, width>& lanes) {
    constexpr Real gain = static_cast<Real>(coupling * time_step / oscillator_count);
    Pull<Real, width> pull;
    for (std::size_t lane = 0; lane < width; ++lane) {
        pull.c[lane] = lanes.field_c[lane] * gain;
        pull.s[lane] = lanes.field_s[lane] * gain;
        lanes.field_c[lane] = 0;
        lanes.field_s[lane] = 0;
    }
    return pull;
}

/// Explicit Euler: θ += ω dt + (K dt / N)(S cos θ - C sin θ).
template <class Real, std::size_t width>
void move(Lanes<Real, width>& lanes, Pull<Real, width>& pull, std::size_t first, std::size_t count) {
    for (std::size_t v = 0; v < width; v += Wide<Real>::count) {
        const Vector<Real> c = vector_at(&pull.c[v]);
        const Vector<Real> s = vector_at(&pull.s[v]);
        for (std::size_t at = first * width + v; at < (first + count) * width; at += width) {
            const Vector<Real> torque = s * vector_at(&lanes.cosines[at]) - c * vector_at(&lanes.sines[at]);
            vector_at(&lanes.phases[at]) += vector_at(&lanes.turns[at]) + torque;
        }
    }
}

/// Looks at the state at a step. Says whether a lane has not bloomed yet.
template <class Real, std::size_t width>
bool look(Lanes<Real, width>& lanes, std::int32_t at) {
    std::int32_t open = 0;
    for (std::size_t lane = 0; lane < width; ++lane) {
        const Real square = lanes.field_c[lane] * lanes.field_c[lane] + lanes.field_s[lane] * lanes.field_s[lane];
        const std::int32_t run = square > static_cast<Real>(square_min) ? lanes.runs[lane] + 1 : 0;
        const std::int32_t before = lanes.bloom_steps[lane];
        const std::int32_t after = before == no_bloom && run == bloom_run ? at : before;
        lanes.runs[lane] = run;
        lanes.bloom_steps[lane] = after;
        open |= after == no_bloom ? 1 : 0;
    }
    return open != 0;
}

/// Evolves attempts until all of them have bloomed, or to the last state. `begin` takes the sines of the
/// first state and sums them up; `step` moves the oscillators and does that again.
template <class Real, std::size_t width, class Begin, class Step>
void evolve_lanes(const Attempt* attempts, std::size_t count, std::int32_t* bloom_steps, Begin begin, Step step) {
    Lanes<Real, width> lanes;
    for (std::size_t first = 0; first < count; first += width) {
        const std::size_t some = count - first < width ? count - first : width;
        fill(lanes, attempts + first, some);
        begin(lanes);
        for (std::int32_t at = 0; look(lanes, at) && at < state_count - 1; ++at) step(lanes);
        for (std::size_t lane = 0; lane < some; ++lane) bloom_steps[first + lane] = lanes.bloom_steps[lane];
    }
}

}  // namespace
}  // namespace bloomcoin::bench
