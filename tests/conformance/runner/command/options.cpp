// What several subcommands take: a suite, a selection of its cases, testees.
#include "command.hpp"
#include "reference.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace bloomcoin::conformance {

namespace {

void check_profiles(const Selection& selection) {
    const auto known = reference_profiles();
    for (const std::string& profile : selection.profiles) {
        if (std::find(known.begin(), known.end(), profile) != known.end()) continue;
        std::string names;
        for (const std::string& name : known) names += (names.empty() ? "" : ", ") + name;
        throw WrongUsage("--profile: expected one of " + names + ", got " + profile);
    }
}

/// The folder share/ beside the folder of this program, as `meson install` lays them.
std::filesystem::path installed_vectors() {
    std::error_code unknown;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
    return program.parent_path().parent_path() / "share/bloomcoin/vectors";
}

}  // namespace

std::string default_vectors() {
    if (const char* const variable = std::getenv("BLOOMCOIN_VECTORS"); variable != nullptr) return variable;
    const std::filesystem::path here = "tests/vectors";
    const std::filesystem::path installed = installed_vectors();
    std::error_code unknown;
    const bool is_elsewhere = std::filesystem::exists(installed, unknown) && !std::filesystem::exists(here, unknown);
    return is_elsewhere ? installed : here;
}

void add_suite(CLI::App& command, std::string& vectors) {
    vectors = default_vectors();
    command
        .add_option("--vectors", vectors,
                    "folder of the suite. If not given: $BLOOMCOIN_VECTORS, or ./tests/vectors, or the folder that is "
                    "installed with this program")
        ->default_str(vectors)
        ->take_last();  // so that a script's own choice can be overruled
}

void add_selection(CLI::App& command, SelectionOptions& options) {
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

Selection selection_of(const SelectionOptions& options) {
    Selection selection = options.selection;
    if (!options.shard.empty()) read_shard(options.shard, selection);
    check_profiles(selection);
    return selection;
}

void add_testees(CLI::App& command, TesteeOptions& options) {
    command
        .add_option("--testee", options.commands,
                    "shell command of an implementation that speaks the protocol. May be repeated")
        ->allow_extra_args(false);
    command.add_flag("--reference", options.with_reference, "the C++ headers themselves");
    command.add_option("--timeout-ms", options.timeout_ms, "for one answer")
        ->check(CLI::Range(1U, 3'600'000U))
        ->capture_default_str();
}

std::vector<std::pair<std::string, TesteeMaker>> makers_of(const TesteeOptions& options, const Suite& suite) {
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
        if (command.find_first_not_of(" \t\n") == std::string::npos)
            throw WrongUsage("--testee: expected a command, got an empty one");
        makers.emplace_back(command, [digest = suite.digest, timeout_ms = options.timeout_ms, command] {
            return process_testee(command, digest, std::chrono::milliseconds{timeout_ms});
        });
    }
    if (makers.empty()) throw WrongUsage("expected --testee COMMAND or --reference, got neither");
    return makers;
}

}  // namespace bloomcoin::conformance
