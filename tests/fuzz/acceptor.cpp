// The acceptor: an input is a program of events for a chain::ChainState, as support/event.hpp says.
// After each event tip and ledger are those of a model that tries every block at once, no coin
// is made but by rewards, and the pool is within its size. A template, once mined, is the tip, or before it
// if orphans waited for it. At the end the tip's chain is accepted anew from its bytes, the pool is admitted
// anew in its order, and no more blocks are kept than may be.
#include "support/run.hpp"

#include <cstddef>
#include <cstdint>

using namespace bloomcoin;
using namespace bloomcoin::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    base::BytesView input{data + 1, size - 1};
    Run run = Run::begun(data[0]);
    constexpr std::size_t event_count_max = 40;
    for (std::size_t i = 0; i < event_count_max; ++i) {
        const auto event = next_event(input);
        if (!event) break;
        const bool is_raw = event->what() == Kind::raw_block || event->what() == Kind::raw_transaction;
        run.happen(*event, is_raw ? next_bytes(input, *event) : base::BytesView{});
    }
    run.end();
    return 0;
}
