// Attempts at speed: sixteen side by side, one in each lane, for who tries or checks many of
// them; or one alone with its oscillators side by side, for who checks one. Whichever
// instruction set does it, the answers are those of kuramoto::evolve, bit for bit.
// Spec: spec/kuramoto.md. Not here: which attempts are worth their time, see patience.hpp.
#pragma once

#include <bloomcoin/kuramoto/bloom.hpp>
#include <bloomcoin/kuramoto/kernels.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace bloomcoin::kuramoto {

/// Sixteen lanes, each empty or with an attempt that is somewhere between its first and its
/// last state. Lanes know nothing of each other: each can be at a step of its own.
/// A copyable value. The result of nothing here depends on the instruction set.
template <param::Profile P>
class Lanes {
public:
    static constexpr std::size_t count = detail::lane_count;

    /// Shape: the set is available.
    explicit Lanes(InstructionSet set = best_instruction_set()) : kernels_{detail::kernels_of<P>(set)} {
        for (std::size_t lane = 0; lane < count; ++lane) {
            load(lane, {});  // so that what an empty lane holds is true, and stays within its bounds
            clear(lane);
        }
    }

    /// Puts an attempt at step 0 into a lane. It stops at its bloom, or at step `limit`. Shape: its
    /// frequencies are within the bounds of KUR-4.
    void load(std::size_t lane, const State<P>& state, std::uint32_t limit = P::step_count - 1) {
        assert(limit < P::step_count);
        std::array<detail::Row, detail::row_count<P>> pairs;
        const detail::PaddedState<P> padded = detail::padded(state);
        const MeanField field = kernels_.start(padded, pairs);
        for (detail::Row& sums : block_.sums) sums[lane] = 0;
        for (std::size_t i = 0; i < P::oscillator_count; ++i) {
            detail::Oscillators& one = block_.oscillators[i];
            one.phases[lane] = padded.phases[i / count][i % count];
            one.frequencies[lane] = padded.frequencies[i / count][i % count];
            one.pairs[lane] = pairs[i / count][i % count];
            detail::Pair& sum = block_.sums[i / detail::group_size][lane];
            sum = detail::sum_of_halves(sum, one.pairs[lane]);
        }
        block_.sines[lane] = field.sines;
        block_.cosines[lane] = field.cosines;
        block_.runs[lane] = is_coherent<P>(field) ? 1 : 0;
        block_.goals[lane] = P::bloom_run;
        starts_[lane] = block_.clock;
        set_limit(lane, limit);
    }

    /// Takes the attempt out of a lane.
    void clear(std::size_t lane) {
        block_.runs[lane] = 0;
        block_.goals[lane] = never;
    }

    /// Lets the attempt in a lane go on to step `limit`, which is not before the step it is at.
    void set_limit(std::size_t lane, std::uint32_t limit) {
        assert(is_loaded(lane) && step(lane) <= limit && limit < P::step_count);
        limits_[lane] = starts_[lane] + limit;
    }

    /// Steps all attempts together until at least one of them has stopped. If one has stopped
    /// already, or there are none, nothing moves.
    void advance() {
        bool has_one_stopped = false;
        block_.next_limit = UINT64_MAX;
        for (std::size_t lane = 0; lane < count; ++lane) {
            if (!is_loaded(lane)) continue;
            has_one_stopped |= has_stopped(lane);
            block_.next_limit = std::min(block_.next_limit, limits_[lane]);
        }
        if (!has_one_stopped && block_.next_limit != UINT64_MAX) kernels_.advance(block_);
    }

    bool is_loaded(std::size_t lane) const { return block_.goals[lane] != never; }
    bool has_bloomed(std::size_t lane) const { return block_.runs[lane] == block_.goals[lane]; }
    bool has_stopped(std::size_t lane) const {
        return is_loaded(lane) && (has_bloomed(lane) || block_.clock == limits_[lane]);
    }

    std::uint32_t step(std::size_t lane) const { return static_cast<std::uint32_t>(block_.clock - starts_[lane]); }
    MeanField mean_field(std::size_t lane) const { return {block_.cosines[lane], block_.sines[lane]}; }

    Phases<P> phases(std::size_t lane) const {
        Phases<P> phases;
        for (std::size_t i = 0; i < phases.size(); ++i) {
            phases[i] = static_cast<num::Turn>(block_.oscillators[i].phases[lane]);
        }
        return phases;
    }

    /// The bloom that an attempt has stopped at, nothing if it stopped without one.
    std::optional<Bloom> bloom(std::size_t lane) const {
        if (!has_bloomed(lane)) return std::nullopt;
        return bloom_of<P>(step(lane), phases(lane), mean_field(lane));
    }

private:
    static constexpr std::uint32_t never = UINT32_MAX;

    detail::Kernels<P> kernels_;
    detail::LaneBlock<P> block_;
    // What the block's clock said when the attempt in a lane began, and what it says at its limit.
    std::array<std::uint64_t, count> starts_{};
    std::array<std::uint64_t, count> limits_{};
};

/// Evolves the attempts 0 … attempt_count-1 to their ends. `start(i)` is asked for the state of
/// attempt i, in order; `finish(i, lanes, lane)` is told, in any order, in which lane attempt i
/// stands at its end. A lane that becomes free takes the next attempt at once. [KUR-12]
template <param::Profile P, std::invocable<std::size_t> Start,
          std::invocable<std::size_t, const Lanes<P>&, std::size_t> Finish>
void evolve_each(std::size_t attempt_count, Start start, Finish finish, InstructionSet set = best_instruction_set()) {
    Lanes<P> lanes{set};
    std::array<std::size_t, Lanes<P>::count> attempts{};
    std::size_t next = 0;
    const auto refill = [&](std::size_t lane) {
        lanes.clear(lane);
        if (next == attempt_count) return;
        attempts[lane] = next;
        lanes.load(lane, start(next++));
    };
    for (std::size_t lane = 0; lane < lanes.count; ++lane) refill(lane);

    for (std::size_t finished = 0; finished < attempt_count;) {
        lanes.advance();
        for (std::size_t lane = 0; lane < lanes.count; ++lane) {
            if (!lanes.has_stopped(lane)) continue;
            finish(attempts[lane], lanes, lane);
            ++finished;
            refill(lane);
        }
    }
}

/// kuramoto::evolve(state) by an instruction set that is available, the oscillators of the one
/// attempt side by side. Shape: its frequencies are within the bounds of KUR-4. [KUR-12]
template <param::Profile P>
std::optional<Bloom> evolve(State<P>& state, InstructionSet set) {
    detail::PaddedState<P> padded = detail::padded(state);
    const std::uint32_t step = detail::kernels_of<P>(set).evolve(padded);
    state.phases = detail::phases_of(padded);
    if (step == P::step_count) return std::nullopt;
    return bloom_of<P>(step, state.phases);
}

}  // namespace bloomcoin::kuramoto
