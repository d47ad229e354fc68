// Boost.odeint: its explicit Euler stepper on the mean-field form, an observer that looks for the bloom.
//
// Who writes this the usual way takes all sines twice, in the observer and in the right-hand side. Here the
// observer, which odeint calls first, keeps them for the right-hand side. An observer cannot stop
// integrate_n_steps; the iterator over the states, which odeint has for that, can be left.
#include "peer.hpp"

#include <boost/numeric/odeint/iterator/n_step_iterator.hpp>
#include <boost/numeric/odeint/stepper/euler.hpp>

#include <array>
#include <cmath>

namespace bloomcoin::bench {

namespace {

using State = std::array<double, oscillator_count>;

/// The observer: what it saw last, and for how many states in a row the oscillators were coherent.
struct Observer {
    State cosines{};
    State sines{};
    double c = 0;
    double s = 0;
    std::int32_t run = 0;

    void look(const State& phases) {
        c = 0;
        s = 0;
        for (std::size_t i = 0; i < oscillator_count; ++i) {
            c += cosines[i] = std::cos(phases[i]);
            s += sines[i] = std::sin(phases[i]);
        }
        run = c * c + s * s > square_min ? run + 1 : 0;
    }
};

std::int32_t bloom_step_of(const Attempt& attempt) {
    namespace odeint = boost::numeric::odeint;
    Observer observer;
    const auto system = [&](const State&, State& change, double) {
        const double gain = coupling / oscillator_count;
        for (std::size_t i = 0; i < oscillator_count; ++i) {
            change[i] =
                attempt.frequencies[i] + gain * (observer.s * observer.cosines[i] - observer.c * observer.sines[i]);
        }
    };

    State phases;
    for (std::size_t i = 0; i < oscillator_count; ++i) phases[i] = attempt.phases[i];
    const odeint::euler<State> stepper;
    auto state = odeint::make_n_step_iterator_begin(stepper, system, phases, 0.0, time_step, state_count - 1);
    for (std::int32_t at = 0;; ++at) {
        observer.look(*state);
        if (observer.run == bloom_run) return at;
        if (at == state_count - 1) return no_bloom;
        ++state;
    }
}

double evolve(const Attempt* attempts, std::size_t count, std::int32_t* bloom_steps) {
    for (std::size_t i = 0; i < count; ++i) bloom_steps[i] = bloom_step_of(attempts[i]);
    return 0;
}

}  // namespace

Peer PEER() { return {PEER_NAME, PEER_FLAGS, 1, evolve}; }

}  // namespace bloomcoin::bench
