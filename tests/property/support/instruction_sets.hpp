// The instruction sets that this machine has, and profiles of odd sizes: what is said of lanes
// has to hold for all of them.
#pragma once

#include <bloomcoin/kuramoto/instructions.hpp>
#include <bloomcoin/param/networks.hpp>

#include <doctest/doctest.h>

#include <string>

namespace bloomcoin::test {

/// Calls `body(set)` for each instruction set that this machine has. A failure names the set.
template <class Body>
void for_each_instruction_set(Body body) {
    for (const kuramoto::InstructionSet set : kuramoto::instruction_sets) {
        if (!kuramoto::is_available(set)) continue;
        INFO("instruction set: ", std::string{kuramoto::name_of(set)});
        body(set);
    }
}

/// One oscillator is coherent with itself: it blooms as soon as it can.
struct One : param::Tiny {
    static constexpr std::uint32_t oscillator_count = 1;
};

/// A whole row of lanes, and one oscillator more.
struct Sixteen : param::Tiny {
    static constexpr std::uint32_t oscillator_count = 16;
    static constexpr std::uint32_t step_count = 300;
};
struct Seventeen : Sixteen {
    static constexpr std::uint32_t oscillator_count = 17;
};

/// One more than fills the rows that are computed together, and more than one group of sums.
struct SixtyFive : param::Tiny {
    static constexpr std::uint32_t oscillator_count = 65;
};

/// The first state decides, and there is no other.
struct OneState : param::Tiny {
    static constexpr std::uint32_t oscillator_count = 3;
    static constexpr std::uint32_t step_count = 1;
    static constexpr std::uint32_t bloom_run = 1;
};

/// As many oscillators as a profile may have.
struct Most : param::Tiny {
    static constexpr std::uint32_t oscillator_count = 1024;
    static constexpr std::uint32_t step_count = 40;
};

}  // namespace bloomcoin::test
