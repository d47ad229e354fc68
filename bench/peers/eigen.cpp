// Eigen: the equations as array expressions, a column for each oscillator and a row for each attempt.
#include "side_by_side.hpp"

#include <Eigen/Core>

namespace bloomcoin::bench {

namespace {

using Real = PEER_REAL;
constexpr std::size_t width = PEER_WIDTH;

using Map = Eigen::Map<Eigen::Array<Real, width, oscillator_count>, Eigen::Aligned64>;
using Column = Eigen::Map<Eigen::Array<Real, width, 1>, Eigen::Aligned64>;

void take_sines(Lanes<Real, width>& lanes) {
    const Map phases{lanes.phases};
    Map cosines{lanes.cosines};
    Map sines{lanes.sines};
    cosines = phases.cos();
    sines = phases.sin();
    Column{lanes.field_c} = cosines.rowwise().sum();
    Column{lanes.field_s} = sines.rowwise().sum();
}

void step(Lanes<Real, width>& lanes) {
    constexpr Real gain = static_cast<Real>(coupling * time_step / oscillator_count);
    const Eigen::Array<Real, width, 1> c = Column{lanes.field_c} * gain;
    const Eigen::Array<Real, width, 1> s = Column{lanes.field_s} * gain;
    Map phases{lanes.phases};
    phases += Map{lanes.turns} + (Map{lanes.cosines}.colwise() * s - Map{lanes.sines}.colwise() * c);
    take_sines(lanes);
}

double evolve(const Attempt* attempts, std::size_t count, std::int32_t* bloom_steps) {
    evolve_lanes<Real, width>(
        attempts, count, bloom_steps, [](auto& lanes) { take_sines(lanes); }, [](auto& lanes) { step(lanes); });
    return 0;
}

}  // namespace

Peer PEER() { return {PEER_NAME, PEER_FLAGS, width, evolve}; }

}  // namespace bloomcoin::bench
