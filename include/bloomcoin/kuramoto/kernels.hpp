// Which code evolves attempts with which instruction set. What it computes is written once, in
// kernels.inc; how each set computes with sixteen numbers at once is in words_*.hpp. Bit for bit
// the scalar specification.
// Spec: spec/kuramoto.md. Not here: who fills and empties lanes, which is in lanes.hpp.
#pragma once

#include <bloomcoin/kuramoto/instructions.hpp>
#include <bloomcoin/kuramoto/lane_block.hpp>
#include <bloomcoin/kuramoto/words_avx2.hpp>
#include <bloomcoin/kuramoto/words_avx512.hpp>
#include <bloomcoin/kuramoto/words_neon.hpp>
#include <bloomcoin/kuramoto/words_portable.hpp>

#include <array>
#include <cassert>
#include <cstdint>

namespace bloomcoin::kuramoto::detail {

/// What is computed for a profile, by one instruction set.
template <param::Profile P>
struct Kernels {
    MeanField (*start)(const std::array<Row, row_count<P>>& phases, std::array<Row, row_count<P>>& pairs);
    void (*advance)(LaneBlocks<P>&);
    std::uint32_t (*evolve)(PaddedState<P>&);
};

template <param::Profile P>
Kernels<P> kernels_of(InstructionSet set) {
    assert(is_available(set));
    switch (set) {
#if defined(__x86_64__) && defined(__GNUC__)
        case InstructionSet::avx512_vnni:
            return {&avx512_vnni::start<P>, &avx512_vnni::advance<P>, &avx512_vnni::evolve<P>};
        case InstructionSet::avx512:
            return {&avx512::start<P>, &avx512::advance<P>, &avx512::evolve<P>};
        case InstructionSet::avx2:
            return {&avx2::start<P>, &avx2::advance<P>, &avx2::evolve<P>};
#elif defined(__aarch64__)
        case InstructionSet::neon:
            return {&neon::start<P>, &neon::advance<P>, &neon::evolve<P>};
#endif
        default:
            return {&portable::start<P>, &portable::advance<P>, &portable::evolve<P>};
    }
}

}  // namespace bloomcoin::kuramoto::detail
