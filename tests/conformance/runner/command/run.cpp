// bloomcoin-conformance run
#include "../run.hpp"

#include "../known.hpp"
#include "../render/terminal.hpp"
#include "../render/text.hpp"
#include "../report.hpp"
#include "command.hpp"
#include "output.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <memory>
#include <set>
#include <thread>

namespace bloomcoin::conformance {

namespace {

struct RunOptions {
    std::string vectors;
    SelectionOptions selection;
    TesteeOptions testees;
    unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
    std::string known_failures;
    bool update_known_failures = false;
    Outputs outputs;
    bool quiet = false;
};

Exit status_of(const TesteeRun& run) {
    if (run.bad_count() > 0 || !run.list_problems.empty()) return not_good;
    if (run.count(Outcome::unsupported) + run.count(Outcome::skipped) > 0) return incomplete;
    return good;
}

/// 1 is worse than 2, and 2 than 0.
Exit worse(Exit a, Exit b) {
    if (a == not_good || b == not_good) return not_good;
    return std::max(a, b);
}

void refuse_partial_update(const RunOptions& options, const Selection& selection) {
    if (!options.update_known_failures) return;
    if (options.known_failures.empty())
        throw WrongUsage("--update-known-failures: expected --known-failures FILE with it");
    if (selection.is_partial()) throw WrongUsage("--update-known-failures: expected a whole run, got a partial one");
    if (options.testees.commands.size() + options.testees.with_reference != 1) {
        throw WrongUsage("--update-known-failures: expected exactly one testee");
    }
}

/// What a testee offers and no case asks for is most often misspelt, and the cases it was meant for go unasked.
void warn_of_unknown_ops(const TesteeRun& run, const Suite& suite) {
    constexpr std::size_t shown_max = 10;
    constexpr std::size_t width = 64;
    const std::set<std::string> known = suite.ops();
    std::vector<std::string> unknown;
    std::set_difference(run.identity.ops.begin(), run.identity.ops.end(), known.begin(), known.end(),
                        std::back_inserter(unknown));
    for (std::size_t i = 0; i < std::min(unknown.size(), shown_max); ++i) {
        const std::string op = around(unknown[i], 0, width);
        std::cerr << "warning: the suite has no operation " << printable(op) << ", which the hello of "
                  << printable(run.title()) << " lists; the nearest is " << nearest(op, known) << '\n';
    }
    if (unknown.size() > shown_max) std::cerr << "warning: and " << unknown.size() - shown_max << " more\n";
}

Exit run(const RunOptions& options) {
    const Selection selection = selection_of(options.selection);
    refuse_partial_update(options, selection);
    const bool list_exists = !options.known_failures.empty() &&
                             (!options.update_known_failures || std::filesystem::exists(options.known_failures));
    const KnownFailures known = list_exists ? read_known_failures(options.known_failures) : KnownFailures{};
    const Suite suite = load_suite(options.vectors);
    const std::vector<const Case*> cases = select(suite, selection);

    demand_writable(options.outputs);

    const Environment environment = environment_now(options.jobs, options.testees.timeout_ms);
    std::vector<TesteeRun> runs;
    Exit status = good;
    for (const auto& [command, make] : makers_of(options.testees, suite)) {
        Progress progress{command.empty() ? "reference" : "testee", cases.size(), options.quiet};
        runs.push_back(run_testee(make, command, cases, options.jobs,
                                  [&](const Result& result, std::size_t done) { progress.advance(result, done); }));
        progress.finish();
        warn_of_unknown_ops(runs.back(), suite);
        runs.back().has_whole_profiles = selection.has_whole_profiles();
        if (options.update_known_failures) write_known_failures(options.known_failures, known, runs.back().results);
        const KnownFailures list = options.update_known_failures ? read_known_failures(options.known_failures) : known;
        runs.back().list_problems = apply_known_failures(list, suite, runs.back().results);
        render_terminal(std::cout, runs.back(), environment, {options.quiet, wants_colour()});
        status = worse(status, status_of(runs.back()));
    }

    std::cout << "\nsuite " << suite.version << ", " << (selection.is_partial() ? "a part of it: " : "all of it: ")
              << cases.size() << " of " << suite.cases.size() << " cases, digest " << suite.digest << '\n';
    const std::string json = report_text(suite, environment, selection, runs);
    write_outputs(options.outputs, json, read_report(json, "the report"));
    return status;
}

}  // namespace

Action add_run(CLI::App& app) {
    const auto options = std::make_shared<RunOptions>();
    CLI::App& command = *app.add_subcommand("run", "ask all selected cases and report");
    add_suite(command, options->vectors);
    add_selection(command, options->selection);
    add_testees(command, options->testees);
    command.add_option("--jobs", options->jobs, "processes at a time")
        ->check(CLI::Range(1U, 1024U))
        ->capture_default_str();
    command.add_option("--known-failures", options->known_failures,
                       "list of cases that are known to fail: lines 'id  # reason'");
    command.add_flag("--update-known-failures", options->update_known_failures,
                     "write that list from what happens now");
    add_outputs(command, options->outputs);
    command.add_flag("--quiet", options->quiet, "no progress and no table");
    command.footer(
        "examples:\n"
        "  bloomcoin-conformance run --testee 'python3 my_testee.py' --html report.html\n"
        "  bloomcoin-conformance run --testee ./mine --filter 'kur.bloom.*' --profile mainnet\n"
        "  bloomcoin-conformance run --testee ./mine --shard 2/3 --json report.json\n");
    return [options] { return run(*options); };
}

}  // namespace bloomcoin::conformance
