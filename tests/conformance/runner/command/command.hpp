// The subcommands of the program. Each adds itself to the command line and says what to do when it
// was given.
#pragma once

#include "../run.hpp"
#include "../selection.hpp"
#include "../suite.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace bloomcoin::conformance {

enum Exit { good = 0, not_good = 1, incomplete = 2, wrong_usage = 64, damaged_input = 65, internal = 70 };

using Action = std::function<Exit()>;

Action add_run(CLI::App& app);
Action add_explain(CLI::App& app);
Action add_list(CLI::App& app);
Action add_report(CLI::App& app);
Action add_compare(CLI::App& app);
Action add_verify_report(CLI::App& app);
Action add_init(CLI::App& app);

// ---- what several of them take

/// $BLOOMCOIN_VECTORS, or ./tests/vectors, or the folder that is installed with this program.
std::string default_vectors();

void add_suite(CLI::App& command, std::string& vectors);

/// Which cases, as they stand on the command line.
struct SelectionOptions {
    Selection selection;
    std::string shard;
};

void add_selection(CLI::App& command, SelectionOptions& options);

/// The selection, once the command line was read. Throws WrongUsage.
Selection selection_of(const SelectionOptions& options);

struct TesteeOptions {
    std::vector<std::string> commands;
    bool with_reference = false;
    unsigned timeout_ms = 60'000;
};

void add_testees(CLI::App& command, TesteeOptions& options);

/// Command and maker of each testee, the reference first if it is wanted. Throws WrongUsage.
std::vector<std::pair<std::string, TesteeMaker>> makers_of(const TesteeOptions& options, const Suite& suite);

}  // namespace bloomcoin::conformance
