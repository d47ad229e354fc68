// Whether attempts end alike by the scalar specification and by every instruction set.
//   lanes_agree COUNT          all that this machine has; exit 1 if two differ
//   lanes_agree COUNT SET…     these, or "specification"
// evolves COUNT random attempts of the main network, a sixteenth as many of the largest profile and
// as many of the smallest by each, and prints one digest for each: of the step of every bloom and of all phases at
// every end. It needs no library but the system's, so that it can be built for a machine that has none of ours.
#include <bloomcoin/kuramoto/kernels.hpp>
#include <bloomcoin/kuramoto/lanes.hpp>
#include <bloomcoin/param/networks.hpp>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

namespace {

using namespace bloomcoin;
using kuramoto::InstructionSet;

/// FNV-1a over 32-bit numbers (Fowler, Noll, Vo): enough to see a difference, and here without a library.
class Digest {
public:
    void add(std::uint32_t number) { state_ = (state_ ^ number) * 0x0000'0100'0000'01b3; }
    std::uint64_t value() const { return state_; }

private:
    std::uint64_t state_ = 0xcbf2'9ce4'8422'2325;
};

/// What an attempt comes to: the step of its bloom, or all ones, and its last phases.
template <param::Profile P>
std::uint64_t end_of(std::uint32_t bloom_step, const kuramoto::Phases<P>& phases) {
    Digest digest;
    digest.add(bloom_step);
    for (const num::Turn phase : phases) digest.add(phase);
    return digest.value();
}

/// The state of attempt i, the same on every machine.
template <param::Profile P>
kuramoto::State<P> state_of(std::size_t i) {
    std::mt19937_64 words{i};
    kuramoto::State<P> state;
    for (auto& frequency : state.frequencies) {
        const auto scale = static_cast<std::uint64_t>(2 * param::frequency_scale);
        frequency = static_cast<std::int32_t>(static_cast<std::int64_t>(words() % scale) - param::frequency_scale);
    }
    for (auto& phase : state.phases) phase = static_cast<num::Turn>(words());
    return state;
}

/// kuramoto::evolve without what a bloom says beside its step.
template <param::Profile P>
std::uint64_t end_by_specification(kuramoto::State<P> state) {
    std::uint32_t run = 0;
    for (std::uint32_t at = 0;; ++at) {
        const kuramoto::MeanField field = kuramoto::mean_field_of<P>(state.phases);
        run = kuramoto::is_coherent<P>(field) ? run + 1 : 0;
        if (run == P::bloom_run) return end_of<P>(at, state.phases);
        if (at == P::step_count - 1) return end_of<P>(UINT32_MAX, state.phases);
        kuramoto::step(state, field);
    }
}

template <param::Profile P>
std::uint64_t end_alone(const kuramoto::State<P>& state, InstructionSet set) {
    kuramoto::detail::PaddedState<P> padded = kuramoto::detail::padded(state);
    const std::uint32_t step = kuramoto::detail::kernels_of<P>(set).evolve(padded);
    return end_of<P>(step == P::step_count ? UINT32_MAX : step, kuramoto::detail::phases_of(padded));
}

/// The ends of attempts in their order, into their places.
template <param::Profile P>
void find_ends(std::size_t first, std::span<std::uint64_t> ends, const InstructionSet* set) {
    if (set == nullptr) {
        for (std::size_t i = 0; i < ends.size(); ++i) ends[i] = end_by_specification(state_of<P>(first + i));
        return;
    }
    kuramoto::evolve_each<P>(
        ends.size(), [&](std::size_t i) { return state_of<P>(first + i); },
        [&](std::size_t i, const kuramoto::Lanes<P>& lanes, std::size_t lane) {
            ends[i] = end_of<P>(lanes.has_bloomed(lane) ? lanes.step(lane) : UINT32_MAX, lanes.phases(lane));
        },
        *set);
    // one in eight alone as well
    for (std::size_t i = 0; i < ends.size(); i += 8) {
        if (end_alone(state_of<P>(first + i), *set) == ends[i]) continue;
        std::printf("%s: attempt %zu of %s ends otherwise alone than side by side\n", kuramoto::name_of(*set).data(),
                    first + i, P::name.data());
        std::exit(1);
    }
}

/// The ends of all attempts, found on all cores. A terminal is shown how far it is.
template <param::Profile P>
std::vector<std::uint64_t> ends(std::size_t count, const InstructionSet* set) {
    constexpr std::size_t chunk = 500;
    const bool is_shown = isatty(STDERR_FILENO) != 0;
    std::vector<std::uint64_t> ends(count);
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t first = next.fetch_add(chunk); first < count; first = next.fetch_add(chunk)) {
            if (is_shown) std::fprintf(stderr, "\r\033[K%s: %zu of %zu", P::name.data(), first, count);
            find_ends<P>(first, std::span{ends}.subspan(first, std::min(chunk, count - first)), set);
        }
    };
    std::vector<std::thread> others(std::max(std::thread::hardware_concurrency(), 1U) - 1);
    for (std::thread& other : others) other = std::thread{work};
    work();
    for (std::thread& other : others) other.join();
    if (is_shown) std::fputs("\r\033[K", stderr);
    return ends;
}

std::uint64_t digest_of(std::size_t count, const InstructionSet* set) {
    Digest digest;
    const std::size_t few = count / 16 + 1;
    for (const auto& all :
         {ends<param::Mainnet>(count, set), ends<param::Secure>(few, set), ends<param::Tiny>(count, set)}) {
        for (const std::uint64_t end : all) {
            digest.add(static_cast<std::uint32_t>(end));
            digest.add(static_cast<std::uint32_t>(end >> 32));
        }
    }
    return digest.value();
}

}  // namespace

int main(int argument_count, char** arguments) {
    const std::size_t count = argument_count < 2 ? 0 : std::strtoull(arguments[1], nullptr, 10);
    if (count == 0) {
        std::fputs("expected COUNT [SET...], for example: lanes_agree 10000\n", stderr);
        return 64;
    }
    std::vector<std::string> names(arguments + 2, arguments + argument_count);
    if (names.empty()) {
        names.emplace_back("specification");
        for (const InstructionSet set : kuramoto::instruction_sets) {
            if (kuramoto::is_available(set)) names.emplace_back(kuramoto::name_of(set));
        }
    }
    std::uint64_t first = 0;
    bool do_agree = true;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto set = kuramoto::instruction_set_named(names[i]);
        if (names[i] != "specification" && !(set && kuramoto::is_available(*set))) {
            std::fprintf(stderr, "this machine has no instruction set '%s'\n", names[i].c_str());
            return 64;
        }
        const std::uint64_t digest = digest_of(count, set ? &*set : nullptr);
        if (i == 0) first = digest;
        do_agree = do_agree && digest == first;
        std::printf("%-13s %zu attempts %016llx\n", names[i].c_str(), count, static_cast<unsigned long long>(digest));
        std::fflush(stdout);
    }
    return do_agree ? 0 : 1;
}
