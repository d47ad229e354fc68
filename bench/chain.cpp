// How fast a chain is imported: 10,000 Tiny blocks, most with a transfer, are decoded, checked,
// applied and committed to, as a node does with a chain that it is given. Peak memory is said at
// the end.
#include "../tests/property/support/chain_builder.hpp"

#include <bloomcoin/bloomcoin.hpp>

#include <benchmark/benchmark.h>

#include <sys/resource.h>

namespace {

using namespace bloomcoin;
using param::Tiny;

constexpr std::size_t block_count = 10'000;

/// Every block but the first few spends the coin that the block before it made of one coinbase.
std::vector<base::Bytes> chain_of_transfers() {
    const test::Key key = test::key_of(1);
    test::Branch<Tiny> branch;
    branch.grow(Tiny::coinbase_maturity, key.address);
    chain::Amount amount = chain::reward_of<Tiny>(1);
    test::Spend coin{test::output_of(branch.blocks().front().transactions.front()), key};
    while (branch.blocks().size() < block_count) {
        const chain::Transaction payment = test::transfer<Tiny>({coin}, {{amount, key.address}});
        coin.outpoint = test::output_of(payment);
        branch.add(branch.next(key.address, {payment}));
    }
    std::vector<base::Bytes> encoded;
    for (const chain::Block& block : branch.blocks()) encoded.push_back(codec::encode(block));
    return encoded;
}

const std::vector<base::Bytes>& blocks() {
    static const std::vector<base::Bytes> encoded = chain_of_transfers();
    return encoded;
}

void import_of_10000_tiny_blocks(benchmark::State& run) {
    (void)blocks();  // built before the clock starts
    for (auto _ : run) {
        chain::ChainState<Tiny> state;
        for (const base::Bytes& bytes : blocks()) state.block_arrives(bytes, UINT64_MAX / 2);
        if (state.choice().tip().height != block_count) run.SkipWithError("not all blocks were applied");
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    run.SetItemsProcessed(run.iterations() * static_cast<std::int64_t>(block_count));
    run.counters["peak_MiB"] = static_cast<double>(usage.ru_maxrss) / 1024;
}

void signatures_verified(benchmark::State& run) {
    const test::Key key = test::key_of(1);
    const base::Hash message{};
    const crypto::Signature signature = crypto::sign(key.secret, message);
    for (auto _ : run) {
        if (!crypto::verify_signature(key.public_key, message, signature)) run.SkipWithError("refused");
    }
    run.SetItemsProcessed(run.iterations());
}

void blocks_decoded(benchmark::State& run) {
    (void)blocks();  // built before the clock starts
    std::int64_t bytes = 0;
    for (auto _ : run) {
        for (const base::Bytes& encoded : blocks()) {
            benchmark::DoNotOptimize(chain::decode_block<Tiny>(encoded));
            bytes += static_cast<std::int64_t>(encoded.size());
        }
    }
    run.SetBytesProcessed(bytes);
}

}  // namespace

BENCHMARK(signatures_verified);
BENCHMARK(blocks_decoded)->Unit(benchmark::kMillisecond);
BENCHMARK(import_of_10000_tiny_blocks)->Unit(benchmark::kMillisecond);
