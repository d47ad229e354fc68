// Attempts at speed: many side by side, one in each lane, for who tries or checks many of
// them; or one alone with its oscillators side by side, for who checks one. Whichever
// instruction set does it, the answers are those of kuramoto::evolve, bit for bit.
// Spec: spec/kuramoto.md. Not here: which attempts are worth their time, see patience.hpp.
#pragma once

#include <bloomcoin/kuramoto/bloom.hpp>
#include <bloomcoin/kuramoto/fast_stream.hpp>
#include <bloomcoin/kuramoto/kernels.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace bloomcoin::kuramoto {

/// Lanes side by side, each empty or with an attempt that is somewhere between its first and its
/// last state. They know nothing of each other: each can be at a step of its own.
/// A copyable value. The result of nothing here depends on the instruction set.
template <param::Profile P>
class Lanes {
public:
    static constexpr std::size_t count = detail::LaneBlocks<P>::block_count * detail::lane_count;

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
        const MeanField field = kernels_.start(detail::padded<P>(state.phases), pairs);
        detail::LaneBlock<P>& block = block_of(lane);
        const std::size_t at = lane % detail::lane_count;
        std::array<detail::Pair, detail::group_count<P>> sums{};
        for (std::size_t i = 0; i < P::oscillator_count; ++i) {
            detail::Oscillators& one = block.oscillators[i];
            one.phases[at] = static_cast<std::int32_t>(state.phases[i]);
            one.frequencies[at] = detail::raised<P>(state.frequencies[i]);
            one.pairs[at] = pairs[i / detail::lane_count][i % detail::lane_count];
            detail::Pair& sum = sums[i / detail::group_size];
            sum = detail::sum_of_halves(sum, one.pairs[at]);
        }
        for (std::size_t group = 0; group < sums.size(); ++group) block.sums[group][at] = sums[group];
        block.sines[at] = field.sines;
        block.cosines[at] = field.cosines;
        block.runs[at] = is_coherent<P>(field) ? 1 : 0;
        block.goals[at] = P::bloom_run;
        starts_[lane] = blocks_.clock;
        set_limit(lane, limit);
    }

    /// Takes the attempt out of a lane.
    void clear(std::size_t lane) {
        block_of(lane).runs[lane % detail::lane_count] = 0;
        block_of(lane).goals[lane % detail::lane_count] = never;
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
        blocks_.next_limit = UINT64_MAX;
        for (detail::LaneBlock<P>& block : blocks_.each) block.is_empty = true;
        for (std::size_t lane = 0; lane < count; ++lane) {
            if (!is_loaded(lane)) continue;
            has_one_stopped |= has_stopped(lane);
            blocks_.next_limit = std::min(blocks_.next_limit, limits_[lane]);
            block_of(lane).is_empty = false;
        }
        if (!has_one_stopped && blocks_.next_limit != UINT64_MAX) kernels_.advance(blocks_);
    }

    bool is_loaded(std::size_t lane) const { return block_of(lane).goals[lane % detail::lane_count] != never; }
    bool has_bloomed(std::size_t lane) const {
        const std::size_t at = lane % detail::lane_count;
        return block_of(lane).runs[at] == block_of(lane).goals[at];
    }
    bool has_stopped(std::size_t lane) const {
        return is_loaded(lane) && (has_bloomed(lane) || blocks_.clock == limits_[lane]);
    }

    std::uint32_t step(std::size_t lane) const { return static_cast<std::uint32_t>(blocks_.clock - starts_[lane]); }
    MeanField mean_field(std::size_t lane) const {
        const std::size_t at = lane % detail::lane_count;
        return {block_of(lane).cosines[at], block_of(lane).sines[at]};
    }

    Phases<P> phases(std::size_t lane) const {
        Phases<P> phases;
        for (std::size_t i = 0; i < phases.size(); ++i) {
            phases[i] = static_cast<num::Turn>(block_of(lane).oscillators[i].phases[lane % detail::lane_count]);
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

    detail::LaneBlock<P>& block_of(std::size_t lane) { return blocks_.each[lane / detail::lane_count]; }
    const detail::LaneBlock<P>& block_of(std::size_t lane) const { return blocks_.each[lane / detail::lane_count]; }

    detail::Kernels<P> kernels_;
    detail::LaneBlocks<P> blocks_;
    // What the clock of the blocks said when the attempt in a lane began, and what it says at its limit.
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
