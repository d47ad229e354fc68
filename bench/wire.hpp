// The messages that the benchmarks of wire and its peers have in common, and how one of them is timed.
// The bytes of a rate are always those of the payload in the framed dialect, whoever writes it, so that
// rates of one message compare as times do.
#pragma once

#include <bloomcoin/bloomcoin.hpp>

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace bloomcoin::bench {

struct Sample {
    std::string name;
    wire::Message message;
    base::Bytes payload;  // framed

    const wire::Kind& kind() const { return wire::kinds[message.index()]; }
};

/// A few messages of every size, the same in each run. Built when first asked for.
const std::vector<Sample>& samples();

/// How many allocations there have been in this program.
std::uint64_t allocation_count();

/// Registers a benchmark: wire/MESSAGE/WHAT. It says how many allocations one call makes, and how many
/// bytes the message has where `what` writes it.
template <class Run>
void time_of(const Sample& sample, const std::string& what, std::size_t size, Run run) {
    const std::size_t payload_size = sample.payload.size();
    benchmark::RegisterBenchmark(("wire/" + sample.name + "/" + what).c_str(), [=](benchmark::State& state) mutable {
        const std::uint64_t before = allocation_count();
        for (auto _ : state) run();
        const std::uint64_t count = allocation_count() - before;
        state.counters["allocations"] =
            benchmark::Counter(static_cast<double>(count), benchmark::Counter::kAvgIterations);
        state.counters["size"] = static_cast<double>(size);
        state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(payload_size));
    });
}

}  // namespace bloomcoin::bench
