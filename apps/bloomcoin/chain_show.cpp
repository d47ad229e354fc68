// bloomcoin chain show: where a chain stands, its last blocks as a table, and two small charts.
#include "chain_commands.hpp"
#include "chain_file.hpp"
#include "coins.hpp"
#include "input.hpp"
#include "sparkline.hpp"
#include "store.hpp"
#include "terminal.hpp"
#include "text.hpp"

#include <bloomcoin/chain/accept.hpp>

#include <unistd.h>
#include <algorithm>
#include <cstddef>
#include <iostream>
#include <map>

namespace bloomcoin::app {

namespace {

constexpr std::size_t chart_margin = 12;

/// What a block's transactions pay beyond what they give out: the fees of all heights. Outputs are
/// remembered until they are spent.
std::vector<chain::Amount> fees_of(const AnyChain& chain) {
    std::map<chain::Outpoint, chain::Amount> outputs;
    std::vector<chain::Amount> fees;
    for (chain::Height height = 0; height <= chain.tip().height; ++height) {
        chain::Amount fee = 0;
        for (const chain::Transaction& transaction : chain.block_at(height).transactions) {
            for (const chain::Input& input : transaction.body.inputs) {
                const auto spent = outputs.find(input.outpoint);
                fee += spent->second;
                outputs.erase(spent);
            }
            if (!chain::is_coinbase(transaction)) fee -= chain::output_sum(transaction);
            chain::Outpoint outpoint{chain::txid_of(transaction.body), 0};
            for (const chain::Output& output : transaction.body.outputs) {
                outputs.emplace(outpoint, output.amount);
                ++outpoint.index;
            }
        }
        fees.push_back(fee);
    }
    return fees;
}

std::string pool_text(const AnyChain& chain) {
    chain::FeeRate sum{0, 0};
    const auto pool = chain.pool();
    for (const chain::PoolEntry* entry : pool) sum = sum + entry->rate;
    if (pool.empty()) return "empty";
    return counted(pool.size(), "transaction") + ", " + counted(sum.size, "byte") + ", fees of " +
           counted(sum.fee, "unit");
}

std::string state_text(const AnyChain& chain) {
    chain::Amount supply = 0;
    for (const auto& [outpoint, coin] : chain.ledger()) supply += coin.amount;
    std::string text = "  difficulty  " + grouped(chain::difficulty_after(chain.tip())) + " for the next block\n";
    text += "  supply      " + coins_text(supply) + " of " + coins_text(chain.terms().supply) + " coins, in " +
            counted(chain.ledger().size(), "output") + '\n';
    return text + "  pool        " + pool_text(chain) + '\n';
}

std::string right(const std::string& text, std::size_t width) {
    return std::string(width - std::min(width, text.size()), ' ') + text;
}

std::string left(const std::string& text, std::size_t width) {
    return text + std::string(width - std::min(width, text.size()), ' ');
}

std::string row_text(chain::Height height, const chain::Block& block, chain::Amount fee) {
    const chain::Header& header = block.header;
    return right(std::to_string(height), 8) + "  " + short_text(chain::hash_of(header)) + "  " +
           left(time_text(header.time_s), 23) + "  " + right(std::to_string(header.difficulty), 10) + "  " +
           decimal(ratio_of(header.coherence), 6) + "  " + right(std::to_string(header.bloom_step), 5) + "  " +
           right(std::to_string(block.transactions.size()), 4) + "  " + right(std::to_string(fee), 10) + '\n';
}

std::string table_text(const AnyChain& chain, std::uint64_t row_count) {
    const std::vector<chain::Amount> fees = fees_of(chain);
    std::string text =
        "\n  height  hash              time                     difficulty  r         bloom   txs"
        "        fees\n";
    for (std::size_t i = fees.size() - std::min<std::uint64_t>(row_count, fees.size()); i < fees.size(); ++i) {
        const auto height = static_cast<chain::Height>(i);
        text += row_text(height, chain.block_at(height), fees[i]);
    }
    return text;
}

/// Of two in the middle the upper one. The interval after the genesis, which nobody waited for, would
/// spoil a mean.
double median_of(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Intervals and coherences of the last blocks, as many as fit beside each other.
std::string charts_text(const AnyChain& chain, std::size_t width) {
    const chain::Height height = chain.tip().height;
    const std::size_t room = std::max<std::size_t>(width, chart_margin + 20) - chart_margin - 1;
    const auto first = static_cast<chain::Height>(height - std::min<std::size_t>(height, room));
    if (first == height) return "";
    std::vector<double> intervals;
    std::vector<double> coherences;
    for (chain::Height next = first + 1; next <= height; ++next) {
        const chain::Header& header = chain.block_at(next).header;
        intervals.push_back(static_cast<double>(header.time_s - chain.block_at(next - 1).header.time_s));
        coherences.push_back(ratio_of(header.coherence));
    }
    const auto [quickest, slowest] = std::minmax_element(intervals.begin(), intervals.end());
    const auto [lowest, highest] = std::minmax_element(coherences.begin(), coherences.end());
    const auto target = static_cast<double>(chain.terms().interval_target_s);
    std::string text = "\n  interval  " + spark(intervals, 0, std::min(*slowest, 4 * target)) + "\n            " +
                       duration_text(*quickest) + " to " + duration_text(*slowest) + ", median " +
                       duration_text(median_of(intervals)) + ", target " + duration_text(target);
    text += "\n  r         " + spark(coherences, lens_ratio, 1) + "\n            " + decimal(*lowest, 6) + " to " +
            decimal(*highest, 6) + ", median " + decimal(median_of(coherences), 6);
    return text + "; the last " + counted(coherences.size(), "block") + '\n';
}

}  // namespace

Exit chain_show(const ChainShowArguments& arguments) {
    const std::uint64_t row_count = number_of("--blocks", arguments.blocks, 0);
    Store store{arguments.folder, Store::Use::read};
    const AnyChain& chain = store.chain();
    std::cout << "a chain in " << in_quotes(store.folder()) << '\n'
              << chain_text(chain, store.block_count()) << state_text(chain);
    if (row_count > 0) std::cout << table_text(chain, row_count);
    std::cout << charts_text(chain, columns_of(STDOUT_FILENO));
    return exit_ok;
}

}  // namespace bloomcoin::app
