// How fast a machine can be at all: the instructions of a step of 16 attempts side by side, without the
// waiting.
#pragma once

#include <cstddef>
#include <cstdint>

namespace bloomcoin::bench {

inline constexpr std::size_t peak_rows = 63;
inline constexpr std::size_t peak_lanes = 16;

/// What an oscillator has in 16 lanes, and the sums over the oscillators. The room between the arrays keeps what
/// is stored in one from having the same place in a page as what is loaded from another.
struct alignas(64) PeakState {
    static constexpr std::size_t room = 320;

    std::int32_t frequencies[peak_rows * peak_lanes + room] = {};
    std::int32_t phases[peak_rows * peak_lanes + room] = {};
    std::int32_t pairs[peak_rows * peak_lanes + room] = {};  // sine, cosine
    std::int32_t sums[peak_lanes] = {};
};

struct Peak {
    const char* name;   // peak/MACHINE/HOW MANY VECTORS TOGETHER
    const char* flags;  // how it was compiled
    void (*run)(PeakState& state, std::int32_t pull, std::size_t step_count);
};

}  // namespace bloomcoin::bench
