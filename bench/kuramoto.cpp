// How fast the specification itself is: seeding, one step, a whole attempt, and the check of
// a header. These are the figures that faster code is compared with.
// ./run bench, or ./run bench --benchmark_repetitions=9 for medians.
#include <bloomcoin/bloomcoin.hpp>

#include <benchmark/benchmark.h>

namespace {

using namespace bloomcoin;

template <param::Profile P>
void seeding(benchmark::State& run) {
    std::uint64_t nonce = 0;
    for (auto _ : run) benchmark::DoNotOptimize(kuramoto::state_of<P>(kuramoto::seed_of<P>({}, nonce++)));
    run.SetItemsProcessed(run.iterations());
}

template <param::Profile P>
void oscillator_steps(benchmark::State& run) {
    auto state = kuramoto::state_of<P>(base::Hash{});
    for (auto _ : run) {
        kuramoto::step(state);
        benchmark::DoNotOptimize(state);
    }
    run.SetItemsProcessed(run.iterations() * P::oscillator_count);
}

template <param::Profile P>
void attempts(benchmark::State& run) {
    std::uint64_t nonce = 0;
    for (auto _ : run) {
        auto state = kuramoto::state_of<P>(kuramoto::seed_of<P>({}, nonce++));
        benchmark::DoNotOptimize(kuramoto::evolve(state));
    }
    run.SetItemsProcessed(run.iterations());
}

template <param::Profile P>
void header_checks(benchmark::State& run) {
    chain::Header block_template;
    block_template.difficulty = 1;
    const chain::Header header = *chain::mine<P>(block_template, 100'000).header;
    for (auto _ : run) {
        if (!chain::check_header<P>(header)) run.SkipWithError("the mined header is refused");
    }
    run.SetItemsProcessed(run.iterations());
}

}  // namespace

BENCHMARK(seeding<param::Mainnet>);
BENCHMARK(oscillator_steps<param::Mainnet>);
BENCHMARK(attempts<param::Mainnet>);
BENCHMARK(attempts<param::Fast>);
BENCHMARK(attempts<param::Secure>);
BENCHMARK(attempts<param::Tiny>);
BENCHMARK(header_checks<param::Mainnet>);
BENCHMARK_MAIN();
