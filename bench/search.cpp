// What a miner and a verifier gain: searches that give attempts up, what the founding document
// proposes instead, searches side by side, and headers checked one by one and in batches.
// ./run bench --benchmark_filter='^(search|verify)/'
#include <bloomcoin/chain/batch.hpp>
#include <bloomcoin/chain/search.hpp>
#include <bloomcoin/param/networks.hpp>

#include <benchmark/benchmark.h>

#include <deque>
#include <string>
#include <unordered_set>
#include <vector>

namespace {

using namespace bloomcoin;
using kuramoto::GiveUp;
using kuramoto::InstructionSet;
using kuramoto::Lanes;
using param::Mainnet;

constexpr std::uint64_t attempts_each = 20'000;  // of one iteration

/// Attempts and blooms by the second, and the part of the blooms that were there to be found.
void set_counters(benchmark::State& run, std::uint64_t attempts, std::uint64_t blooms, std::uint64_t all_blooms) {
    run.SetItemsProcessed(static_cast<std::int64_t>(attempts));
    run.counters["blooms"] = benchmark::Counter(static_cast<double>(blooms), benchmark::Counter::kIsRate);
    if (all_blooms > 0) run.counters["kept"] = static_cast<double>(blooms) / static_cast<double>(all_blooms);
}

/// A template of difficulty 0, so that no bloom ends the search.
chain::Header endless(std::uint64_t first_nonce) {
    chain::Header block_template;
    block_template.nonce = first_nonce;
    return block_template;
}

void search(benchmark::State& run, GiveUp give_up) {
    std::uint64_t attempts = 0;
    std::uint64_t blooms = 0;
    for (auto _ : run) {
        const chain::Mined mined = chain::search<Mainnet>(endless(attempts), attempts_each, {give_up});
        attempts += mined.attempt_count;
        blooms += mined.bloom_count;
    }
    const std::uint64_t all =
        give_up == GiveUp::never ? blooms : chain::search<Mainnet>(endless(0), attempts, {GiveUp::never}).bloom_count;
    set_counters(run, attempts, blooms, all);
}

/// Each thread has its part of the nonces; the rates are those of all threads together.
void search_in_parts(benchmark::State& run) {
    std::uint64_t attempts = 0;
    const auto parts = static_cast<std::uint64_t>(run.threads());
    for (auto _ : run) {
        const std::uint64_t first = attempts * parts + static_cast<std::uint64_t>(run.thread_index());
        chain::Search<Mainnet> part{endless(0), {first, parts}, attempts_each, {GiveUp::never}};
        while (!part.is_over()) part.step();
        attempts += attempts_each;
    }
    run.SetItemsProcessed(static_cast<std::int64_t>(attempts));
}

/// The founding document's early termination: what has r < 0.3 after step 50 is left. At step 51
/// only, which is kinder than its rule.
void search_with_early_termination(benchmark::State& run) {
    constexpr std::uint32_t check_step = 51;
    constexpr std::int64_t all = 63 * num::sine_one;
    constexpr std::int64_t square_min = all * all * 9 / 100;
    const kuramoto::Seeder<Mainnet> seeder{kuramoto::Prefix{}};
    const InstructionSet set = kuramoto::best_instruction_set();
    std::uint64_t attempts = 0;
    std::uint64_t blooms = 0;
    for (auto _ : run) {
        Lanes<Mainnet> lanes{set};
        std::uint64_t finished = 0;
        const std::uint64_t end = attempts + attempts_each;
        const auto refill = [&](std::size_t lane) {
            lanes.clear(lane);
            if (attempts < end) {
                lanes.load(lane, kuramoto::state_of<Mainnet>(seeder.seed_of(attempts++), set), check_step);
            }
        };
        for (std::size_t lane = 0; lane < lanes.count; ++lane) refill(lane);
        while (finished < attempts_each) {
            lanes.advance();
            for (std::size_t lane = 0; lane < lanes.count; ++lane) {
                if (!lanes.has_stopped(lane)) continue;
                const bool is_checked = lanes.step(lane) == check_step && !lanes.has_bloomed(lane);
                if (is_checked && kuramoto::square_of(lanes.mean_field(lane)) >= square_min) {
                    lanes.set_limit(lane, Mainnet::step_count - 1);
                    continue;
                }
                blooms += lanes.has_bloomed(lane);
                ++finished;
                refill(lane);
            }
        }
    }
    const std::uint64_t all_blooms = chain::search<Mainnet>(endless(0), attempts, {GiveUp::never}).bloom_count;
    set_counters(run, attempts, blooms, all_blooms);
}

/// The founding document's memory of good configurations: nonces beside one that bloomed are tried
/// first. `kept` is what its attempts bloom, relative to nonces in order.
void search_with_cache(benchmark::State& run) {
    const kuramoto::Seeder<Mainnet> seeder{kuramoto::Prefix{}};
    const InstructionSet set = kuramoto::best_instruction_set();
    std::unordered_set<std::uint64_t> tried;
    std::deque<std::uint64_t> neighbours;
    std::uint64_t next = 0;
    std::uint64_t attempts = 0;
    std::uint64_t blooms = 0;
    const auto next_nonce = [&] {
        while (!neighbours.empty()) {
            const std::uint64_t nonce = neighbours.front();
            neighbours.pop_front();
            if (tried.insert(nonce).second) return nonce;
        }
        while (!tried.insert(next).second) ++next;
        return next;
    };
    for (auto _ : run) {
        std::vector<std::uint64_t> nonces(attempts_each);
        kuramoto::evolve_each<Mainnet>(
            attempts_each,
            [&](std::size_t i) { return kuramoto::state_of<Mainnet>(seeder.seed_of(nonces[i] = next_nonce()), set); },
            [&](std::size_t i, const Lanes<Mainnet>& lanes, std::size_t lane) {
                if (!lanes.has_bloomed(lane)) return;
                ++blooms;
                for (std::uint64_t bit = 0; bit < 16; ++bit)
                    neighbours.push_back(nonces[i] ^ (std::uint64_t{1} << bit));
            });
        attempts += attempts_each;
    }
    set_counters(run, attempts, blooms, chain::search<Mainnet>(endless(0), attempts, {GiveUp::never}).bloom_count);
}

/// Valid headers of the lowest difficulty.
const std::vector<chain::Header>& headers() {
    static const std::vector<chain::Header> all = [] {
        std::vector<chain::Header> mined;
        chain::Header block_template;
        block_template.difficulty = 1;
        for (block_template.time_s = 0; mined.size() < 2000; ++block_template.time_s) {
            mined.push_back(*chain::search<Mainnet>(block_template, 1'000'000).header);
        }
        return mined;
    }();
    return all;
}

/// States that were evolved by the second, which is what checking headers and trying nonces have in common.
void set_states(benchmark::State& run, std::uint64_t header_count) {
    std::uint64_t states = 0;
    for (const chain::Header& header : headers()) states += header.bloom_step + 1;
    run.counters["states"] = benchmark::Counter(
        static_cast<double>(states) / static_cast<double>(headers().size()) * static_cast<double>(header_count),
        benchmark::Counter::kIsRate);
    run.SetItemsProcessed(static_cast<std::int64_t>(header_count));
}

template <class Check>
void verify_one(benchmark::State& run, const Check& check) {
    (void)headers();  // mined before the clock runs
    std::size_t next = 0;
    for (auto _ : run) {
        if (!check(headers()[next++ % headers().size()])) run.SkipWithError("refused");
    }
    set_states(run, next);
}

void verify_many(benchmark::State& run, InstructionSet set) {
    (void)headers();  // mined before the clock runs
    std::uint64_t count = 0;
    for (auto _ : run) {
        for (const base::Check& check : chain::check_headers<Mainnet>(headers(), set)) {
            if (!check) run.SkipWithError("refused");
        }
        count += headers().size();
    }
    set_states(run, count);
}

/// The lanes' own rate, with which that of checking headers is compared.
void try_nonces(benchmark::State& run, InstructionSet set) {
    const kuramoto::Seeder<Mainnet> seeder{kuramoto::Prefix{}};
    std::uint64_t states = 0;
    for (auto _ : run) {
        kuramoto::evolve_each<Mainnet>(
            4000, [&](std::size_t i) { return kuramoto::state_of<Mainnet>(seeder.seed_of(i), set); },
            [&](std::size_t, const Lanes<Mainnet>& lanes, std::size_t lane) { states += lanes.step(lane) + 1; }, set);
    }
    run.SetItemsProcessed(run.iterations() * 4000);
    run.counters["states"] = benchmark::Counter(static_cast<double>(states), benchmark::Counter::kIsRate);
}

const bool are_registered = [] {
    const auto add = [](const std::string& name, auto function, auto... arguments) {
        return benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& run) { function(run, arguments...); })
            ->Unit(benchmark::kMicrosecond);
    };
    add("search/never", search, GiveUp::never);
    add("search/seldom", search, GiveUp::seldom);
    add("search/often", search, GiveUp::often);
    add("search/founding/early-termination", search_with_early_termination);
    add("search/founding/cache", search_with_cache);
    add("search/parts", search_in_parts)->Threads(1)->Threads(2)->UseRealTime();
    const auto by_specification = [](const chain::Header& header) { return chain::check_header<Mainnet>(header); };
    add("verify/one/specification", [=](benchmark::State& run) { verify_one(run, by_specification); });
    for (const InstructionSet set : kuramoto::instruction_sets) {
        if (!kuramoto::is_available(set)) continue;
        const std::string name{kuramoto::name_of(set)};
        const auto check = [set](const chain::Header& header) { return chain::check_header<Mainnet>(header, set); };
        add("verify/one/" + name, [=](benchmark::State& run) { verify_one(run, check); });
        add("verify/many/" + name, verify_many, set);
        add("verify/nonces/" + name, try_nonces, set);
    }
    return true;
}();

}  // namespace
