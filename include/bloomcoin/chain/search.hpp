// The miner at speed: many nonces side by side, and none longer than it is worth. What it
// finds is what mine.hpp finds, unless it is allowed to give attempts up. A search can have a
// part of the nonces only, so that others can have the other parts.
// Spec: spec/chain.md. Not here: threads, which are the program's.
#pragma once

#include <bloomcoin/chain/mine.hpp>
#include <bloomcoin/kuramoto/lanes.hpp>
#include <bloomcoin/kuramoto/patience.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace bloomcoin::chain {

/// A part of the nonces: first, first + stride, first + 2 stride, … modulo 2^64. The parts of n
/// searches side by side have the stride n and n firsts in a row.
struct Nonces {
    std::uint64_t first = 0;
    std::uint64_t stride = 1;

    constexpr std::uint64_t operator[](std::uint64_t attempt) const { return first + attempt * stride; }
};

/// How a search goes about its work. None of it changes which nonces succeed.
struct SearchOptions {
    kuramoto::GiveUp give_up = kuramoto::GiveUp::seldom;
    kuramoto::InstructionSet instruction_set = kuramoto::best_instruction_set();
};

/// A search for the first nonce, in the order of its part, that has a bloom and enough work and
/// is not given up. A copyable value that moves on when it is told to. Attempts are counted
/// from 0 in the order of the part. [MIN-1]
template <param::Profile P>
class Search {
public:
    Search(const Header& block_template, Nonces nonces, std::uint64_t attempts_max, SearchOptions options = {})
        : template_{block_template},
          nonces_{nonces},
          attempts_max_{attempts_max},
          patience_{options.give_up},
          seeder_{prefix_of(block_template)},
          instruction_set_{options.instruction_set},
          lanes_{options.instruction_set} {}

    /// Whether there is nothing left to try: it is decided what the search finds.
    bool is_over() const { return begun_ >= attempts_max_ && decided_count() == begun_; }

    /// Goes on until at least one attempt has stopped, at its end or to be looked at, or until many
    /// have been looked at of which none is worth beginning.
    void step() {
        for (std::size_t lane = 0; lane < lanes_.count; ++lane) {
            if (!lanes_.is_loaded(lane)) begin_next(lane);
        }
        lanes_.advance();
        for (std::size_t lane = 0; lane < lanes_.count; ++lane) {
            if (lanes_.has_stopped(lane)) look_at(lane);
        }
    }

    /// Ends the search earlier: attempts from this one on are of no interest any more, unless they
    /// are decided already.
    void shorten(std::uint64_t attempts_max) {
        attempts_max = std::max(attempts_max, decided_count());
        if (attempts_max >= attempts_max_) return;
        attempts_max_ = attempts_max;
        begun_ = std::min(begun_, attempts_max_);
        found_.reset();
        for (std::size_t lane = 0; lane < lanes_.count; ++lane) {
            if (lanes_.is_loaded(lane) && tries_[lane].attempt >= attempts_max_) lanes_.clear(lane);
        }
    }

    /// How many attempts are decided of which no earlier one is undecided.
    std::uint64_t decided_count() const {
        std::uint64_t count = begun_;
        for (std::size_t lane = 0; lane < lanes_.count; ++lane) {
            if (lanes_.is_loaded(lane)) count = std::min(count, tries_[lane].attempt);
        }
        return count;
    }

    /// What the decided attempts came to. A header that is found is the search's last attempt.
    Mined mined() const {
        Mined mined;
        mined.attempt_count = decided_count();
        mined.bloom_count = bloom_count_ + static_cast<std::uint64_t>(std::count_if(
                                               blooms_.begin(), blooms_.end(),
                                               [&](std::uint64_t bloom) { return bloom < mined.attempt_count; }));
        mined.nonce_next = nonces_[mined.attempt_count];
        if (is_over()) mined.header = found_;
        return mined;
    }

private:
    /// The attempt in a lane.
    struct Try {
        std::uint64_t attempt = 0;
        std::size_t spread_class = 0;
        std::size_t checks_done = 0;
    };

    /// Puts the next attempt that is worth it into a lane. At most `attempts_max_` are looked at,
    /// and of those no more than `looks_max` at once, so that a step ends.
    void begin_next(std::size_t lane) {
        constexpr int looks_max = 4096;
        for (int looks = 0; looks < looks_max && begun_ < attempts_max_; ++looks) {
            kuramoto::FastStream words{seeder_.seed_of(nonces_[begun_]), instruction_set_};
            Try next{begun_++};
            const auto frequencies = kuramoto::frequencies_from<P>(words);
            next.spread_class = patience_.class_of(frequencies);
            if (!patience_.begins(next.spread_class)) continue;
            tries_[lane] = next;
            lanes_.load(lane, {frequencies, kuramoto::phases_from<P>(words)}, patience_.next_stop(0));
            return;
        }
    }

    void look_at(std::size_t lane) {
        Try& attempt = tries_[lane];
        if (lanes_.has_bloomed(lane)) {
            // Taken while it is in its lane: until then it is not decided.
            take(attempt.attempt, *lanes_.bloom(lane));
            lanes_.clear(lane);
            return;
        }
        const bool is_worth_it = lanes_.step(lane) < P::step_count - 1 &&
                                 patience_.goes_on(attempt.spread_class, attempt.checks_done, lanes_.mean_field(lane));
        if (!is_worth_it) {
            lanes_.clear(lane);
            return;
        }
        ++attempt.checks_done;
        lanes_.set_limit(lane, patience_.next_stop(attempt.checks_done));
    }

    void take(std::uint64_t attempt, const kuramoto::Bloom& bloom) {
        blooms_.push_back(attempt);
        Header header = template_;
        header.nonce = nonces_[attempt];
        header = with_bloom(header, bloom);
        if (check_work(hash_of(header), header.difficulty)) {
            shorten(attempt + 1);
            found_ = header;
        }
        forget_decided();
    }

    /// Blooms before every undecided attempt are only counted: the list stays short.
    void forget_decided() {
        const std::uint64_t decided = decided_count();
        bloom_count_ += std::erase_if(blooms_, [&](std::uint64_t bloom) { return bloom < decided; });
    }

    Header template_;
    Nonces nonces_;
    std::uint64_t attempts_max_;
    kuramoto::Patience<P> patience_;
    kuramoto::Seeder<P> seeder_;
    kuramoto::InstructionSet instruction_set_;
    kuramoto::Lanes<P> lanes_;
    std::array<Try, kuramoto::Lanes<P>::count> tries_{};
    std::uint64_t begun_ = 0;            // attempts before this one are in a lane, or decided
    std::vector<std::uint64_t> blooms_;  // attempts that bloomed behind an undecided one
    std::uint64_t bloom_count_ = 0;      // of the others
    std::optional<Header> found_;        // of the attempt attempts_max_ - 1
};

/// Tries at most `attempts_max` nonces, from the template's own nonce upwards: chain::mine at
/// speed. If nothing is given up, the answer is the same. [MIN-1]
template <param::Profile P>
Mined search(const Header& block_template, std::uint64_t attempts_max, SearchOptions options = {}) {
    Search<P> search{block_template, {block_template.nonce, 1}, attempts_max, options};
    while (!search.is_over()) search.step();
    return search.mined();
}

}  // namespace bloomcoin::chain
