// What is compared: programs that take the same attempts and say at which step each of them blooms.
// Every peer is compiled on its own with the flags that favour it, so this header has nothing in it that
// a compiler could turn into code: code for one machine must not be linked into a peer for another.
#pragma once

#include <cstddef>
#include <cstdint>

namespace bloomcoin::bench {

// The oscillators of Mainnet and the rules of its blooms, as somebody would write them in radians.
inline constexpr std::size_t oscillator_count = 63;
inline constexpr std::int32_t state_count = 1000;
inline constexpr std::int32_t bloom_run = 7;
inline constexpr double coupling = 2 * 1.6180339887498948482 / 3;  // K = 2φ/3
inline constexpr double time_step = 0.01;

/// A state is coherent when C² + S² is above this: r > √3/2.
inline constexpr double square_min = 0.75 * oscillator_count * oscillator_count;

/// An attempt as a peer is given it: seeded, and in radians.
struct Attempt {
    std::uint64_t nonce = 0;
    double frequencies[oscillator_count] = {};  // radians per unit of time
    double phases[oscillator_count] = {};       // radians
};

inline constexpr std::int32_t no_bloom = -1;

/// Evolves attempts and writes for each of them the step of its bloom, or no_bloom. Returns the seconds
/// that this took where the peer has a clock of its own, and otherwise nothing of use.
using Evolve = double (*)(const Attempt* attempts, std::size_t count, std::int32_t* bloom_steps);

struct Peer {
    const char* name;   // peer/WHAT or peer/WHAT/MACHINE
    const char* flags;  // how it was compiled
    std::size_t width;  // how many attempts it takes at a time
    Evolve evolve;
    bool has_own_clock = false;
};

}  // namespace bloomcoin::bench
