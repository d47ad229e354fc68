// bloomcoin mine: a search on all cores, which shows how it goes and can be interrupted.
#include "block_template.hpp"
#include "clock.hpp"
#include "commands.hpp"
#include "interrupt.hpp"
#include "judgement.hpp"
#include "miner.hpp"
#include "profiles.hpp"
#include "terminal.hpp"
#include "text.hpp"

#include <bloomcoin/codec/hex.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <sstream>

namespace bloomcoin::app {

namespace {

/// What a profile adds to a search.
struct Mining {
    chain::Mined (*mine)(const chain::Header&, std::uint64_t, const Miner&, const GoesOn&);
    std::uint64_t difficulty_initial;
    double bloom_rate_typical;  // blooms in an attempt, as measured over many
};

template <param::Profile P>
constexpr double bloom_rate_typical() {
    switch (P::oscillator_count) {
        case 63:
            return 0.020;
        case 31:
            return 0.039;
        case 127:
            return 0.005;
        default:
            return 0.07;
    }
}

struct Search {
    std::string profile;
    chain::Header block_template;
    std::uint64_t attempts_max;
    Mining mining;
    Miner miner;

    chain::Mined mined{};
    double seconds = 0;
    bool is_interrupted = false;
};

double attempts_per_second(const Search& search) {
    return static_cast<double>(search.mined.attempt_count) / std::max(search.seconds, 1e-6);
}

/// How likely one attempt is to end the search: what was seen, and before much was seen
/// what is typical, which weighs as much as a hundred attempts.
double success_rate(const Search& search) {
    constexpr double prior_weight = 100;
    const double blooms =
        static_cast<double>(search.mined.bloom_count) + prior_weight * search.mining.bloom_rate_typical;
    const double attempts = static_cast<double>(search.mined.attempt_count) + prior_weight;
    return blooms / attempts / static_cast<double>(search.block_template.difficulty);
}

/// The part of all searches that are over after as many attempts.
double found_by_now(const Search& search) {
    return -std::expm1(static_cast<double>(search.mined.attempt_count) * std::log1p(-success_rate(search)));
}

std::string progress_text(const Search& search) {
    const double speed = attempts_per_second(search);
    return grouped(search.mined.attempt_count) + " tried, " + grouped(static_cast<std::uint64_t>(speed)) + "/s, " +
           counted(search.mined.bloom_count, "bloom") + "; ETA by luck " +
           duration_text(1 / success_rate(search) / speed) + "; " + decimal(100 * found_by_now(search), 0) +
           " % sooner";
}

void search_to_end(Search& search) {
    const ProgressLine line;
    const Stopwatch stopwatch;
    const auto goes_on = [&](const chain::Mined& so_far) {
        search.mined = so_far;
        search.seconds = stopwatch.seconds();
        if (line.is_shown()) line.show(progress_text(search));
        return !is_interrupted();
    };
    search.mined = search.mining.mine(search.block_template, search.attempts_max, search.miner, goes_on);
    search.seconds = stopwatch.seconds();
    search.is_interrupted = !search.mined.header && is_interrupted();
}

/// A command that goes on where this search ended: the same header but for the nonce.
std::string resume_command(const Search& search) {
    const chain::Header& header = search.block_template;
    std::string command = "bloomcoin mine --profile " + search.profile + " --difficulty " +
                          std::to_string(header.difficulty) + " --time " + std::to_string(header.time_s);
    if (header.previous != base::Hash{}) command += " --previous " + codec::to_hex(header.previous);
    if (header.merkle_root != base::Hash{}) command += " --merkle-root " + codec::to_hex(header.merkle_root);
    return command + " --nonce " + std::to_string(search.mined.nonce_next);
}

std::string spent_text(const Search& search) {
    return counted(search.mined.attempt_count, "attempt") + " with " + counted(search.mined.bloom_count, "bloom") +
           " in " + duration_text(search.seconds) + " (" +
           grouped(static_cast<std::uint64_t>(attempts_per_second(search))) + "/s)";
}

std::string summary_text(const Search& search) {
    if (!search.mined.header) {
        return std::string{search.is_interrupted ? "interrupted" : "nothing found"} + " after " + spent_text(search) +
               "\nresume with: " + resume_command(search) + '\n';
    }
    return "found nonce " + std::to_string(search.mined.header->nonce) + " after " + spent_text(search) + '\n' +
           essentials_text(*search.mined.header) + "  luck   " + decimal(100 * found_by_now(search), 0) +
           " % of searches end sooner\n";
}

/// As a number where every reader of JSON keeps it exact, otherwise as a text.
std::string json_of(std::uint64_t number) {
    const std::string digits = std::to_string(number);
    return number <= (std::uint64_t{1} << 53) ? digits : '"' + digits + '"';
}

std::string json_of(const base::Hash& hash) { return '"' + codec::to_hex(hash) + '"'; }

std::string json_text(const Search& search) {
    const chain::Mined& mined = search.mined;
    std::ostringstream json;
    json << "{\"found\":" << (mined.header ? "true" : "false") << ",\"profile\":\"" << search.profile << '"';
    if (mined.header) {
        json << ",\"header\":\"" << codec::to_hex(codec::encode(*mined.header)) << '"'
             << ",\"hash\":" << json_of(chain::hash_of(*mined.header));
    }
    json << ",\"fields\":{";
    std::string_view comma = "";
    codec::for_each_field<chain::Header>([&](const auto& field) {
        const chain::Header& header = mined.header ? *mined.header : search.block_template;
        json << std::exchange(comma, ",") << '"' << field.name << "\":" << json_of(header.*field.member);
    });
    json << "},\"attempts\":" << json_of(mined.attempt_count) << ",\"blooms\":" << json_of(mined.bloom_count)
         << ",\"seconds\":" << decimal(search.seconds, 6) << ",\"nonce_next\":" << json_of(mined.nonce_next)
         << ",\"interrupted\":" << (search.is_interrupted ? "true" : "false") << "}\n";
    return json.str();
}

}  // namespace

Exit mine(const MineArguments& arguments) {
    const Mining mining = with_profile(arguments.profile, []<class P>(std::type_identity<P>) {
        return Mining{&mine_in_parts<P>, P::difficulty_initial, bloom_rate_typical<P>()};
    });
    Search search{arguments.profile, header_of(arguments.block_template, now_s(), mining.difficulty_initial),
                  number_of("--attempts", arguments.attempts, 1), mining,
                  miner_of(arguments.threads, arguments.give_up)};
    catch_interrupts();
    search_to_end(search);

    if (arguments.is_json) {
        std::cout << json_text(search);
    } else {
        if (search.mined.header) std::cout << codec::to_hex(codec::encode(*search.mined.header)) << std::endl;
        std::cerr << summary_text(search);
    }
    if (search.mined.header) return exit_ok;
    return search.is_interrupted ? exit_interrupted : exit_negative;
}

}  // namespace bloomcoin::app
