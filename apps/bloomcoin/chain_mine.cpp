// bloomcoin chain mine: blocks out of templates, each on disk before the next is begun.
#include "chain_commands.hpp"
#include "clock.hpp"
#include "coins.hpp"
#include "input.hpp"
#include "interrupt.hpp"
#include "key_file.hpp"
#include "store.hpp"
#include "terminal.hpp"
#include "text.hpp"

#include <bloomcoin/codec/hex.hpp>

#include <algorithm>
#include <iostream>
#include <stdexcept>
#include <variant>

namespace bloomcoin::app {

namespace {

constexpr std::uint64_t seconds_apart_max = 1'000'000'000;

struct Mining {
    std::uint64_t block_count_max;
    chain::Address address;
    std::optional<std::uint64_t> seconds_apart;
    Miner miner;

    std::uint64_t block_count = 0;
    std::uint64_t attempt_count = 0;  // for all blocks
    std::uint64_t bloom_count = 0;
    chain::Amount earned = 0;
    Stopwatch stopwatch{};
    double shown_at = 0;
};

chain::Address address_for(const ChainMineArguments& arguments) {
    if (arguments.to && arguments.wallet)
        throw Failure{exit_usage, "expected at most one of --to and --wallet, got both"};
    if (arguments.wallet) return address_of(read_key_file(*arguments.wallet));
    return arguments.to ? hash_of_hex("--to", *arguments.to) : chain::Address{};
}

std::string progress_text(const Mining& mining, const chain::Header& block_template, chain::Height height) {
    const double seconds = std::max(mining.stopwatch.seconds(), 1e-6);
    std::string text = "height " + grouped(height) + " (" + grouped(mining.block_count + 1) + " of " +
                       grouped(mining.block_count_max) + "), " + counted(mining.attempt_count, "attempt") + ", " +
                       grouped(static_cast<std::uint64_t>(static_cast<double>(mining.attempt_count) / seconds)) +
                       "/s, difficulty " + grouped(block_template.difficulty);
    if (mining.bloom_count == 0) return text;
    const double block_s =
        seconds / static_cast<double>(mining.bloom_count) * static_cast<double>(block_template.difficulty);
    return text + "; ETA by luck " +
           duration_text(block_s * static_cast<double>(mining.block_count_max - mining.block_count));
}

/// Some ten times a second, however many blocks come in between.
void show_progress(const ProgressLine& line, Mining& mining, const chain::Header& block_template,
                   chain::Height height) {
    constexpr double show_every_s = 0.1;
    if (!line.is_shown() || mining.stopwatch.seconds() - mining.shown_at < show_every_s) return;
    line.show(progress_text(mining, block_template, height));
    mining.shown_at = mining.stopwatch.seconds();
}

/// Now, but after the tip; or so long after it as was asked for.
std::uint64_t stamp_for(const Mining& mining, const chain::Ancestry& tip) {
    if (!mining.seconds_apart) return std::max(now_s(), tip.time_s + 1);
    const std::uint64_t stamp = tip.time_s + *mining.seconds_apart;
    if (stamp > time_s_max) throw Failure{exit_usage, "--seconds-apart: expected times before the year 10000"};
    return stamp;
}

/// The header of the next block; nothing if it was interrupted.
std::optional<chain::Header> search(Mining& mining, const AnyChain& chain, const chain::Header& block_template,
                                    const ProgressLine& line) {
    const std::uint64_t attempts_before = mining.attempt_count;
    const std::uint64_t blooms_before = mining.bloom_count;
    const auto count = [&](const chain::Mined& so_far) {
        mining.attempt_count = attempts_before + so_far.attempt_count;
        mining.bloom_count = blooms_before + so_far.bloom_count;
    };
    const chain::Mined mined = chain.mine(block_template, mining.miner, [&](const chain::Mined& so_far) {
        count(so_far);
        show_progress(line, mining, block_template, chain.tip().height + 1);
        return !is_interrupted();
    });
    count(mined);
    return mined.header;
}

/// Gives the chain its new block, as anyone would, and puts it on disk.
void extend(Store& store, const chain::Block& block) {
    const std::uint64_t clock_s = std::max(now_s(), block.header.time_s);
    const chain::ChoiceEffects effects = store.chain().block_arrives(codec::encode(block), clock_s);
    const base::Hash hash = chain::hash_of(block.header);
    if (store.chain().tip().hash != hash) {
        const auto* treated = std::get_if<chain::Treated>(&effects.front());
        const std::string rule = treated != nullptr && treated->rule ? std::string{treated->rule->id()} : "no rule";
        throw std::logic_error{"the block " + codec::to_hex(hash) + ", just mined, is refused: " + rule};
    }
    store.append({&hash, 1});
}

void mine_blocks(Store& store, Mining& mining) {
    const ProgressLine line;
    while (mining.block_count < mining.block_count_max && !is_interrupted()) {
        chain::Block block = store.chain().template_for(mining.address);
        block.header.time_s = stamp_for(mining, store.chain().tip());
        const auto header = search(mining, store.chain(), block.header, line);
        if (!header) return;
        block.header = *header;
        extend(store, block);
        ++mining.block_count;
        mining.earned += chain::output_sum(block.transactions.front());
        if (line.is_shown()) line.show("");
        std::cout << store.chain().tip().height << ' ' << codec::to_hex(store.chain().tip().hash) << std::endl;
        show_progress(line, mining, block.header, store.chain().tip().height + 1);
    }
}

std::string summary_text(const Mining& mining, const AnyChain& chain) {
    std::string text = mining.block_count < mining.block_count_max ? "interrupted; " : "";
    text += "mined " + counted(mining.block_count, "block") + " in " + duration_text(mining.stopwatch.seconds()) +
            ", " + counted(mining.attempt_count, "attempt") + "; height " + grouped(chain.tip().height);
    if (mining.address == chain::Address{}) return text + "; the rewards went to nobody (--to and --wallet say whom)\n";
    return text + "; " + coins_text(mining.earned) + " coins to " + short_text(mining.address) + "...\n";
}

}  // namespace

Exit chain_mine(const ChainMineArguments& arguments) {
    Mining mining{number_of("--blocks", arguments.blocks, 1, UINT32_MAX), address_for(arguments), std::nullopt,
                  miner_of()};
    if (arguments.seconds_apart) {
        mining.seconds_apart = number_of("--seconds-apart", *arguments.seconds_apart, 1, seconds_apart_max);
    }
    Store store{arguments.folder, Store::Use::write};
    catch_interrupts();
    mining.stopwatch = Stopwatch{};
    mine_blocks(store, mining);
    store.save_pool();
    std::cerr << summary_text(mining, store.chain());
    return mining.block_count == mining.block_count_max ? exit_ok : exit_interrupted;
}

}  // namespace bloomcoin::app
