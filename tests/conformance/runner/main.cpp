// bloomcoin-conformance: drives implementations through the suite and says where they differ.
#include "explain.hpp"
#include "known.hpp"
#include "process.hpp"
#include "reference.hpp"
#include "render/junit.hpp"
#include "render/terminal.hpp"
#include "report.hpp"
#include "run.hpp"
#include "selection.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <thread>

namespace {

using namespace bloomcoin::conformance;

enum Exit { conformant = 0, not_conformant = 1, incomplete = 2, wrong_usage = 64, damaged_input = 65, internal = 70 };

struct Options {
    std::string vectors;
    std::vector<std::string> commands;
    bool with_reference = false;
    std::string shard;
    Selection selection;
    unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
    unsigned timeout_ms = 60'000;
    std::string known_failures;
    bool update_known_failures = false;
    std::string json_path;
    std::string junit_path;
    bool quiet = false;
    std::string id;
};

std::string default_vectors() {
    const char* const variable = std::getenv("BLOOMCOIN_VECTORS");
    return variable != nullptr ? variable : "tests/vectors";
}

void check_profiles(const Selection& selection) {
    const auto known = reference_profiles();
    for (const std::string& profile : selection.profiles) {
        if (std::find(known.begin(), known.end(), profile) != known.end()) continue;
        std::string names;
        for (const std::string& name : known) names += (names.empty() ? "" : ", ") + name;
        throw WrongUsage("--profile: expected one of " + names + ", got " + profile);
    }
}

/// One testee for each command, the reference first if it is wanted.
std::vector<std::pair<std::string, TesteeMaker>> makers_of(const Options& options, const Suite& suite) {
    std::vector<std::pair<std::string, TesteeMaker>> makers;
    if (options.with_reference) {
        try {
            (void)reference_ops();  // the environment can ask the reference for what it cannot do
        } catch (const std::runtime_error& error) {
            throw WrongUsage(error.what());
        }
        makers.emplace_back("", reference_testee);
    }
    for (const std::string& command : options.commands) {
        makers.emplace_back(command, [&suite, &options, command] {
            return process_testee(command, suite.digest, std::chrono::milliseconds{options.timeout_ms});
        });
    }
    if (makers.empty()) throw WrongUsage("expected --testee COMMAND or --reference, got neither");
    return makers;
}

Exit status_of(const TesteeRun& run) {
    if (run.count(Outcome::fail) + run.count(Outcome::broken) > 0 || !run.list_problems.empty()) return not_conformant;
    if (run.count(Outcome::unsupported) + run.count(Outcome::skipped) > 0) return incomplete;
    return conformant;
}

/// 1 is worse than 2, and 2 than 0.
Exit worse(Exit a, Exit b) {
    if (a == not_conformant || b == not_conformant) return not_conformant;
    return std::max(a, b);
}

void refuse_partial_update(const Options& options) {
    if (!options.update_known_failures) return;
    if (options.known_failures.empty())
        throw WrongUsage("--update-known-failures: expected --known-failures FILE with it");
    if (options.selection.is_partial())
        throw WrongUsage("--update-known-failures: expected a whole run, got a partial one");
    if (options.commands.size() + options.with_reference != 1) {
        throw WrongUsage("--update-known-failures: expected exactly one testee");
    }
}

Exit run(Options options) {
    if (!options.shard.empty()) read_shard(options.shard, options.selection);
    check_profiles(options.selection);
    refuse_partial_update(options);
    const bool list_exists = !options.known_failures.empty() &&
                             (!options.update_known_failures || std::filesystem::exists(options.known_failures));
    const KnownFailures known = list_exists ? read_known_failures(options.known_failures) : KnownFailures{};
    const Suite suite = load_suite(options.vectors);
    const std::vector<const Case*> cases = select(suite, options.selection);

    std::vector<TesteeRun> runs;
    Exit status = conformant;
    for (const auto& [command, make] : makers_of(options, suite)) {
        Progress progress{command.empty() ? "reference" : "testee", cases.size(), options.quiet};
        runs.push_back(run_testee(make, command, cases, options.jobs,
                                  [&](const Result& result, std::size_t done) { progress.advance(result, done); }));
        progress.finish();
        runs.back().has_whole_profiles = options.selection.has_whole_profiles();
        if (options.update_known_failures) write_known_failures(options.known_failures, known, runs.back().results);
        const KnownFailures list = options.update_known_failures ? read_known_failures(options.known_failures) : known;
        runs.back().list_problems = apply_known_failures(list, suite, runs.back().results);
        render_terminal(std::cout, runs.back(), options.quiet);
        status = worse(status, status_of(runs.back()));
    }

    const auto text = report_of(suite, options.selection, runs).dump(1, ' ', false, Json::error_handler_t::replace);
    if (!options.json_path.empty()) write_file(options.json_path, text + "\n");
    if (!options.junit_path.empty()) write_file(options.junit_path, render_junit(runs));
    std::cout << "\nsuite " << suite.version << ", "
              << (options.selection.is_partial() ? "a part of it: " : "all of it: ") << cases.size() << " of "
              << suite.cases.size() << " cases, digest " << suite.digest << '\n';
    if (!options.json_path.empty()) std::cout << "report " << options.json_path << '\n';
    return status;
}

Exit explain_case(const Options& options) {
    const Suite suite = load_suite(options.vectors);
    const Case* const asked = suite.find(options.id);
    if (asked == nullptr) {
        std::string hint;
        for (const std::string& id : suite.ids_like(options.id))
            hint += (hint.empty() ? "; there is, for example, " : ", ") + id;
        throw WrongUsage("explain: expected the id of a case, got " + options.id + hint);
    }
    const auto makers = makers_of(options, suite);
    if (makers.size() != 1) throw WrongUsage("explain: expected one testee, got " + std::to_string(makers.size()));
    return explain(std::cout, *asked, *makers.front().second()) ? conformant : not_conformant;
}

Exit list(Options options) {
    if (!options.shard.empty()) read_shard(options.shard, options.selection);
    check_profiles(options.selection);
    const Suite suite = load_suite(options.vectors);
    for (const Case* one : select(suite, options.selection)) {
        std::cout << one->id << '\t' << one->op << '\t' << one->profile << '\t' << one->why << '\n';
    }
    return conformant;
}

void add_suite(CLI::App& command, Options& options) {
    command
        .add_option("--vectors", options.vectors,
                    "folder of the suite; $BLOOMCOIN_VECTORS, or tests/vectors below the current folder")
        ->default_str(options.vectors)
        ->take_last();  // so that a script's own choice can be overruled
}

void add_selection(CLI::App& command, Options& options) {
    command
        .add_option("--filter", options.selection.filters,
                    "glob or part of an id; op:NAME, room:NAME, rule:ID, clause:ID. Repeated: any of them")
        ->allow_extra_args(false);
    command
        .add_option("--profile", options.selection.profiles,
                    "cases of this profile and of none in particular. Repeated: any of them")
        ->allow_extra_args(false);
    command.add_option("--shard", options.shard, "I/N: every N-th of the selected cases, from the I-th on");
}

void add_testees(CLI::App& command, Options& options) {
    command
        .add_option("--testee", options.commands,
                    "shell command of an implementation that speaks the protocol. May be repeated")
        ->allow_extra_args(false);
    command.add_flag("--reference", options.with_reference, "the C++ headers themselves");
    command.add_option("--timeout-ms", options.timeout_ms, "for one answer")
        ->check(CLI::Range(1U, 3'600'000U))
        ->capture_default_str();
}

int dispatch(int argc, char** argv) {
    Options options;
    options.vectors = default_vectors();
    CLI::App app{
        "Drives implementations of BloomCoin through the suite and says where they differ from the rules, and why.",
        "bloomcoin-conformance"};
    app.require_subcommand(1);
    app.footer(
        "exit status: 0 conformant, 1 not conformant, 2 incomplete (cases unsupported or skipped),\n"
        "             64 wrong usage, 65 the suite or another file is damaged, 70 internal error\n");

    CLI::App* const run_command = app.add_subcommand("run", "ask all selected cases and report");
    add_suite(*run_command, options);
    add_selection(*run_command, options);
    add_testees(*run_command, options);
    run_command->add_option("--jobs", options.jobs, "processes at a time")
        ->check(CLI::Range(1U, 1024U))
        ->capture_default_str();
    run_command->add_option("--known-failures", options.known_failures,
                            "list of cases that are known to fail: lines 'id  # reason'");
    run_command->add_flag("--update-known-failures", options.update_known_failures,
                          "write that list from what happens now");
    run_command->add_option("--json", options.json_path, "write the report here")->take_last();
    run_command->add_option("--junit", options.junit_path, "write the report here as JUnit XML")->take_last();
    run_command->add_flag("--quiet", options.quiet, "no progress and no table");
    run_command->footer(
        "examples:\n"
        "  bloomcoin-conformance run --testee 'python3 my_testee.py'\n"
        "  bloomcoin-conformance run --testee ./mine --filter 'kur.bloom.*' --profile mainnet\n"
        "  bloomcoin-conformance run --testee ./mine --shard 2/3 --json report.json\n");

    CLI::App* const explain_command = app.add_subcommand("explain", "why a case fails, down to the first difference");
    explain_command->add_option("id", options.id, "the case")->required();
    add_suite(*explain_command, options);
    add_testees(*explain_command, options);
    explain_command->footer(
        "example:\n  bloomcoin-conformance explain kur.bloom.mainnet.hit-00 --testee 'python3 my_testee.py'\n");

    CLI::App* const list_command = app.add_subcommand("list", "the selected cases: id, operation, profile and why");
    add_suite(*list_command, options);
    add_selection(*list_command, options);
    list_command->footer("example:\n  bloomcoin-conformance list --filter rule:POC-2\n");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);
        throw WrongUsage(std::string{error.what()} + "; --help shows what there is");
    }
    if (run_command->parsed()) return run(options);
    if (explain_command->parsed()) return explain_case(options);
    return list(options);
}

}  // namespace

int main(int argc, char** argv) {
    // A testee that is gone must show as an error of write, not end us.
    std::signal(SIGPIPE, SIG_IGN);
    end_children_on_signals();
    fill_standard_streams();
    const auto say = [](const std::exception& error) {
        std::cerr << "bloomcoin-conformance: " << error.what() << '\n';
    };
    try {
        return dispatch(argc, argv);
    } catch (const WrongUsage& error) {
        say(error);
        return wrong_usage;
    } catch (const DamagedInput& error) {
        say(error);
        return damaged_input;
    } catch (const std::exception& error) {
        say(error);
        return internal;
    }
}
