// bloomcoin-bench-peers: whole attempts of Mainnet, by us and by what people would use instead. Before
// anything is timed, everything that is compared must find the blooms that the specification finds.
//     bloomcoin-bench-peers [--benchmark_filter=… --benchmark_out=peers.json …]
#include "ours.hpp"
#include "peak.hpp"
#include "peer_table.hpp"  // written by bench/meson.build: peers(), peaks()

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <numeric>
#include <string>
#include <string_view>

namespace {

using namespace bloomcoin::bench;

// That are timed, again and again: so many that it weighs little when at their end lanes have nothing left to do.
constexpr std::size_t attempt_count = 1024;

bool can_run(std::string_view name) {
    const auto needs = [&](std::string_view machine) { return name.find(machine) != std::string_view::npos; };
    if (needs("/avx512-vnni")) return __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512vbmi2");
    if (needs("/avx512")) return __builtin_cpu_supports("avx512bw");
    if (needs("/avx2")) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    return true;
}

/// What is compared, without what this machine cannot run.
std::vector<Peer> competitors() {
    std::vector<Peer> all = ours();
    for (const Peer& peer : peers()) all.push_back(peer);
    std::erase_if(all, [](const Peer& peer) {
        if (can_run(peer.name)) return false;
        std::cerr << "left out: " << peer.name << ": this machine cannot run it\n";
        return true;
    });
    return all;
}

/// Attempts, and the step of the bloom that each has by the specification.
struct Sample {
    std::vector<Attempt> attempts;
    std::vector<std::int32_t> bloom_steps;
};

/// The first 200 attempts, and after those the next that bloom, until 40 do: few attempts bloom, and a
/// peer that never finds one must not pass.
Sample check_sample() {
    constexpr std::size_t count_min = 200;
    constexpr std::size_t bloom_count_min = 40;
    std::vector<std::uint64_t> nonces;
    Sample sample;
    for (std::size_t nonce = 0, blooms = 0; nonce < count_min || blooms < bloom_count_min; ++nonce) {
        const std::int32_t step = specified_bloom_step(nonce);
        if (step != no_bloom) ++blooms;
        if (nonce >= count_min && step == no_bloom) continue;
        nonces.push_back(nonce);
        sample.bloom_steps.push_back(step);
    }
    sample.attempts = attempts_of(nonces);
    return sample;
}

/// How far a peer is from the specification.
struct Agreement {
    std::size_t same = 0;       // bloom at the same step, or both none
    std::size_t near = 0;       // bloom at most two steps apart
    std::size_t different = 0;  // anything else
};

Agreement agreement_of(const Peer& peer, const Sample& sample) {
    const std::size_t count = sample.attempts.size();
    std::vector<std::int32_t> found(count, -2);
    peer.evolve(sample.attempts.data(), count, found.data());
    Agreement agreement;
    for (std::size_t i = 0; i < count; ++i) {
        const std::int32_t specified = sample.bloom_steps[i];
        const bool is_near = specified != no_bloom && found[i] >= 0 && std::abs(found[i] - specified) <= 2;
        ++(found[i] == specified ? agreement.same : is_near ? agreement.near : agreement.different);
    }
    return agreement;
}

/// What a peer is checked on. One that takes 10 ms and more for an attempt: the first 25, and the last 25,
/// which all bloom.
Sample part_for(const Peer& peer, Sample sample) {
    if (!peer.has_own_clock || peer.width > 1) return sample;
    sample.attempts.erase(sample.attempts.begin() + 25, sample.attempts.end() - 25);
    sample.bloom_steps.erase(sample.bloom_steps.begin() + 25, sample.bloom_steps.end() - 25);
    return sample;
}

/// Ours must agree exactly. The sines of peers are better than the specification's, so a run of coherent
/// states may begin a step or two beside; hardly ever is there a bloom here and none there.
bool agrees(const Peer& peer, const Sample& sample) {
    const std::size_t count = sample.attempts.size();
    const Agreement agreement = agreement_of(peer, sample);
    const bool is_ours = std::string_view{peer.name}.starts_with("ours/");
    const bool is_float = std::string_view{peer.name}.find("float") != std::string_view::npos;
    const std::size_t same_min = is_ours ? count : count - count / (is_float ? 10 : 20);
    const std::size_t different_max = is_ours ? 0 : count / 100;
    benchmark::AddCustomContext(std::string{"agreement:"} + peer.name,
                                std::to_string(agreement.same) + " of " + std::to_string(count));
    if (agreement.same >= same_min && agreement.different <= different_max) return true;
    std::cerr << "bloomcoin-bench-peers: " << peer.name << " does not compute what is compared: of " << count
              << " attempts " << agreement.same << " end as the specification says, " << agreement.near
              << " bloom a step or two beside, " << agreement.different << " end differently; at least " << same_min
              << " and at most " << different_max << " were expected\n";
    return false;
}

/// How many attempts are timed together.
std::size_t batch_of(const Peer& peer) {
    if (peer.has_own_clock) return peer.width > 1 ? peer.width : 4;
    return peer.width > 1 ? attempt_count : 16;
}

void time_attempts(benchmark::State& run, const Peer& peer, const std::vector<Attempt>& attempts) {
    const std::size_t batch = batch_of(peer);
    std::vector<std::int32_t> found(batch);
    std::size_t first = 0;
    for (auto _ : run) {
        const double seconds = peer.evolve(attempts.data() + first, batch, found.data());
        if (peer.has_own_clock) run.SetIterationTime(seconds);
        benchmark::DoNotOptimize(found.data());
        first = (first + batch) % attempt_count;
    }
    run.SetItemsProcessed(run.iterations() * static_cast<std::int64_t>(batch));
}

void time_peak(benchmark::State& run, const Peak& peak) {
    constexpr std::size_t step_count = 1000;
    const auto state = std::make_unique<PeakState>();
    for (std::size_t i = 0; i < std::size(state->phases); ++i) {
        state->frequencies[i] = static_cast<std::int32_t>(i * 123'457 % 400'000'000);
        state->phases[i] = static_cast<std::int32_t>(i * 2'654'435'761U);
    }
    for (auto _ : run) {
        peak.run(*state, 0x2345'1234, step_count);
        benchmark::ClobberMemory();
    }
    run.SetItemsProcessed(run.iterations() * static_cast<std::int64_t>(step_count * peak_rows));
}

/// What the report says of the machine, taken where the measurement is.
std::string line_of_cpuinfo(std::string_view key) {
    std::ifstream cpuinfo{"/proc/cpuinfo"};
    for (std::string line; std::getline(cpuinfo, line);) {
        const std::size_t colon = line.find(": ");
        if (line.starts_with(key) && colon != std::string::npos) return line.substr(colon + 2);
    }
    return "unknown";
}

void add_context(const std::vector<Peer>& all) {
    benchmark::AddCustomContext("cpu_model", line_of_cpuinfo("model name"));
    benchmark::AddCustomContext("cpu_flags", line_of_cpuinfo("flags"));
    benchmark::AddCustomContext("compiler", BENCH_COMPILER);
    for (const Peer& peer : all) benchmark::AddCustomContext(std::string{"flags:"} + peer.name, peer.flags);
    for (const Peak& peak : peaks()) benchmark::AddCustomContext(std::string{"flags:"} + peak.name, peak.flags);
}

/// Ours and the peers take turns, in short pieces and in a random order, so that whatever else the machine
/// does meets all of them alike. What is said on the command line comes later and wins.
std::vector<char*> with_defaults(int argc, char** argv) {
    static char defaults[][64] = {"--benchmark_repetitions=5", "--benchmark_min_time=0.3",
                                  "--benchmark_enable_random_interleaving=true",
                                  "--benchmark_display_aggregates_only=true"};
    std::vector<char*> arguments{argv[0]};
    for (char* argument : defaults) arguments.push_back(argument);
    arguments.insert(arguments.end(), argv + 1, argv + argc);
    return arguments;
}

}  // namespace

int main(int argc, char** argv) try {
    std::vector<char*> arguments = with_defaults(argc, argv);
    int count = static_cast<int>(arguments.size());
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 64;

    const std::vector<Peer> all = competitors();
    const Sample sample = check_sample();
    const auto blooms = std::ranges::count_if(sample.bloom_steps, [](auto step) { return step != no_bloom; });
    std::cerr << "checking " << all.size() << " on " << sample.attempts.size() << " attempts, " << blooms
              << " of them with a bloom\n";
    if (!std::ranges::all_of(all, [&](const Peer& peer) { return agrees(peer, part_for(peer, sample)); })) return 1;

    std::vector<std::uint64_t> nonces(attempt_count);
    std::iota(nonces.begin(), nonces.end(), 0);
    const std::vector<Attempt> attempts = attempts_of(nonces);
    for (const Peer& peer : all) {
        auto* registered =
            benchmark::RegisterBenchmark(peer.name, [&](benchmark::State& run) { time_attempts(run, peer, attempts); });
        registered->Unit(benchmark::kMillisecond);
        if (peer.has_own_clock) registered->UseManualTime();
    }
    const std::vector<Peak> all_peaks = peaks();
    for (const Peak& peak : all_peaks) {
        if (!can_run(peak.name)) continue;
        benchmark::RegisterBenchmark(peak.name, [&](benchmark::State& run) { time_peak(run, peak); });
    }
    add_context(all);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
} catch (const std::exception& error) {
    std::cerr << "bloomcoin-bench-peers: " << error.what() << '\n';
    return 70;
}
