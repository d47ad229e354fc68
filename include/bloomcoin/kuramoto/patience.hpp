// When an attempt is not worth its time any more: which ones a miner need not begin because
// their frequencies lie too far apart, and which ones it may leave because they are not
// coherent enough for the step they are at. No rule of the protocol: what a miner gains.
// Spec: spec/kuramoto.md, "Giving up". The tables are found by bench/patience.py.
#pragma once

#include <bloomcoin/kuramoto/order.hpp>
#include <bloomcoin/kuramoto/patience_tables.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace bloomcoin::kuramoto {

/// How willing a miner is to give up attempts: not at all; as long as that costs it at most one
/// bloom in fifty; or as far as that gives it more blooms in the same time.
enum class GiveUp : std::uint8_t { never, seldom, often };

/// N Σv² - (Σv)² with v = ω / 2^8 rounded down: N² times the variance of the frequencies, in
/// units of 2^16.
template <param::Profile P>
constexpr std::uint64_t spread_of(const Frequencies<P>& frequencies) {
    // |v| <= 2^15 and N <= 2^10 [PAR-5], so Σv² <= 2^40, |Σv| <= 2^25
    // and neither term is above 2^50.
    static_assert(param::frequency_scale <= (1 << 23));
    std::int64_t sum = 0;
    std::int64_t squares = 0;
    for (const std::int32_t frequency : frequencies) {
        const std::int64_t v = frequency >> 8;
        sum += v;
        squares += v * v;
    }
    return static_cast<std::uint64_t>(std::int64_t{P::oscillator_count} * squares - sum * sum);
}

/// The steps at which an attempt is looked at: eighths of the way, and behind the checks its last.
template <param::Profile P>
constexpr std::uint32_t check_step(std::size_t check) {
    const std::size_t step = (check + 1) * P::step_count / (PatienceTable::check_count + 1);
    return std::min(static_cast<std::uint32_t>(step), P::step_count - 1);
}

/// What a miner who gives up so willingly does with the attempts of a profile. A profile whose
/// oscillators nobody has measured has no table: there nothing is given up.
template <param::Profile P>
class Patience {
public:
    static constexpr std::size_t check_count = PatienceTable::check_count;

    constexpr explicit Patience(GiveUp give_up) {
        constexpr const auto& tables = patience_tables<P::oscillator_count, P::step_count, P::bloom_run>;
        if (give_up == GiveUp::never || tables.empty()) return;
        table_ = &tables[give_up == GiveUp::seldom ? 0 : 1];
    }

    /// Attempts of one class are treated alike.
    constexpr std::size_t class_of(const Frequencies<P>& frequencies) const {
        if (table_ == nullptr) return 0;
        const auto& ends = table_->spread_ends;
        const auto* end = std::upper_bound(ends.begin(), ends.end(), spread_of<P>(frequencies));
        return static_cast<std::size_t>(end - ends.begin());
    }

    /// Whether an attempt of a class is worth its phases.
    constexpr bool begins(std::size_t spread_class) const { return spread_class < PatienceTable::class_count; }

    /// The step at which an attempt is looked at after so many checks, at last its last one.
    constexpr std::uint32_t next_stop(std::size_t checks_done) const {
        return check_step<P>(table_ == nullptr ? check_count : checks_done);
    }

    /// Whether an attempt of a class with this mean field at check_step(check) is worth the rest.
    constexpr bool goes_on(std::size_t spread_class, std::size_t check, const MeanField& field) const {
        return table_ == nullptr || square_of(field) >= table_->squares_min[check][spread_class];
    }

private:
    const PatienceTable* table_ = nullptr;
};

}  // namespace bloomcoin::kuramoto
