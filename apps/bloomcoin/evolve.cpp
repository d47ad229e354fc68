// bloomcoin evolve: what oscillators do, as a table, a figure or a chart in the terminal.
#include "block_template.hpp"
#include "commands.hpp"
#include "figure.hpp"
#include "file.hpp"
#include "input.hpp"
#include "profiles.hpp"
#include "sparkline.hpp"
#include "terminal.hpp"
#include "text.hpp"
#include "trajectory.hpp"

#include <bloomcoin/chain/header.hpp>
#include <bloomcoin/codec/hex.hpp>

#include <unistd.h>
#include <algorithm>
#include <iostream>

namespace bloomcoin::app {

namespace {

constexpr std::uint64_t steps_max = 1'000'000;

/// Where the oscillators come from: a seed, and words for it.
struct Origin {
    base::Hash seed;
    std::string name;
};

void check_arguments(const EvolveArguments& arguments) {
    const int count = int{arguments.header.has_value()} + int{arguments.seed.has_value()} +
                      int{arguments.block_template.nonce.has_value()};
    if (count != 1) {
        throw Failure{exit_usage, "expected exactly one of --header, --seed and --nonce, got " +
                                      (count == 0 ? std::string{"none"} : std::to_string(count))};
    }
    const TemplateArguments& fields = arguments.block_template;
    if (!fields.nonce && (fields.difficulty || fields.previous || fields.merkle_root || fields.time)) {
        throw Failure{exit_usage,
                      "--difficulty, --previous, --merkle-root and --time: expected --nonce with them, got " +
                          std::string{arguments.header ? "--header" : "--seed"}};
    }
    if (arguments.csv && arguments.csv == arguments.svg) {
        throw Failure{exit_usage,
                      "expected different files for --csv and --svg, got twice " + in_quotes(*arguments.csv)};
    }
}

template <param::Profile P>
Origin origin_of(const EvolveArguments& arguments) {
    if (arguments.seed) {
        const base::Hash seed = hash_of_hex("--seed", *arguments.seed);
        return {seed, "seed " + codec::to_hex(base::BytesView{seed}.first(8)) + "…"};
    }
    const chain::Header header = arguments.header ? header_of_hex(argument_or_line(*arguments.header))
                                                  : header_of(arguments.block_template, 0, P::difficulty_initial);
    return {kuramoto::seed_of<P>(chain::prefix_of(header), header.nonce),
            std::string{arguments.header ? "a header with nonce " : "nonce "} + std::to_string(header.nonce)};
}

template <param::Profile P>
Trajectory trajectory_for(const EvolveArguments& arguments) {
    const std::uint64_t count = arguments.steps ? number_of("--steps", *arguments.steps, 1, steps_max) : P::step_count;
    const Origin origin = origin_of<P>(arguments);
    return trajectory_of<P>(kuramoto::state_of<P>(origin.seed), origin.name, static_cast<std::size_t>(count));
}

std::string csv_of(const Trajectory& trajectory) {
    std::string csv = "step,r,coherence_q30,mean_phase_turn,coherent\n";
    for (std::size_t step = 0; step < trajectory.moments.size(); ++step) {
        const Moment& moment = trajectory.moments[step];
        csv += std::to_string(step) + ',' + decimal(ratio_of(moment.coherence), 9) + ',' +
               std::to_string(moment.coherence) + ',' + decimal(degrees_of(moment.mean_phase) / 360, 10) + ',' +
               (moment.is_coherent ? '1' : '0') + '\n';
    }
    return csv;
}

std::string summary_of(const Trajectory& trajectory) {
    const auto greatest = std::max_element(trajectory.moments.begin(), trajectory.moments.end(),
                                           [](const Moment& a, const Moment& b) { return a.coherence < b.coherence; });
    std::string text = "no bloom";
    if (trajectory.bloom) {
        text = "bloom at step " + std::to_string(trajectory.bloom->step);
        text += bloom_shown(trajectory) ? "" : " (after the last step shown)";
        text += ", " + coherence_text(trajectory.bloom->coherence);
    }
    return text + "; greatest r = " + decimal(ratio_of(greatest->coherence), 6) + " at step " +
           std::to_string(greatest - trajectory.moments.begin());
}

std::string heading_of(const Trajectory& trajectory) {
    return "coherence r of " + counted(trajectory.frequencies.size(), "oscillator") + ", " + trajectory.profile + ", " +
           trajectory.source;
}

}  // namespace

Exit evolve(const EvolveArguments& arguments) {
    check_arguments(arguments);
    const Trajectory trajectory =
        with_profile(arguments.profile, [&]<class P>(std::type_identity<P>) { return trajectory_for<P>(arguments); });

    if (arguments.csv) write_whole(*arguments.csv, csv_of(trajectory));
    if (arguments.svg) write_whole(*arguments.svg, figure(trajectory));
    if (arguments.csv != "-" && arguments.svg != "-") {
        std::cout << heading_of(trajectory) << '\n'
                  << sparkline(trajectory, columns_of(STDOUT_FILENO)) << summary_of(trajectory) << '\n';
    }
    return exit_ok;
}

}  // namespace bloomcoin::app
