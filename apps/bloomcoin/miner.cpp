// What the command line and the environment say of how to search.
#include "miner.hpp"

#include "../support/forced_instructions.hpp"
#include "failure.hpp"
#include "input.hpp"

namespace bloomcoin::app {

namespace {

constexpr std::uint64_t threads_max = 1024;

kuramoto::GiveUp give_up_named(const std::string& name) {
    if (name == "never") return kuramoto::GiveUp::never;
    if (name == "seldom") return kuramoto::GiveUp::seldom;
    if (name == "often") return kuramoto::GiveUp::often;
    throw Failure{exit_usage, "--give-up: expected never, seldom or often, got " + name};
}

}  // namespace

Miner miner_of(const std::optional<std::string>& threads, const std::string& give_up) {
    Miner miner;
    if (threads) miner.thread_count = static_cast<unsigned>(number_of("--threads", *threads, 1, threads_max));
    miner.options.give_up = give_up_named(give_up);
    try {
        if (const auto forced = forced_instructions()) miner.options.instruction_set = *forced;
    } catch (const std::runtime_error& error) {
        throw Failure{exit_usage, error.what()};
    }
    return miner;
}

}  // namespace bloomcoin::app
