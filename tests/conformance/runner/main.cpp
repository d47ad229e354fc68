// bloomcoin-conformance: drives implementations through the suite and says where they differ.
#include "command/command.hpp"
#include "process.hpp"
#include "reference.hpp"
#include "render/text.hpp"
#include "report.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace bloomcoin::conformance;

/// The runner is as old as the reference in it; the numbers say which testees and reports it understands.
std::string version() {
    return "bloomcoin-conformance " + std::string{reference_version} + "\nprotocol " +
           std::to_string(protocol_version) + ", report format " + std::to_string(report_format);
}

/// The first word is a subcommand, or an option.
void demand_command(int argc, char** argv, const std::vector<CLI::App*>& commands) {
    const std::string first = argc > 1 ? argv[1] : "";
    if (first.starts_with('-')) return;
    std::string names;
    for (const CLI::App* command : commands) {
        if (command->get_name() == first) return;
        names += (names.empty() ? "" : ", ") + command->get_name();
    }
    throw WrongUsage("expected one of " + names + ", got " + (first.empty() ? "nothing" : first) +
                     "; --help shows what each is for");
}

int dispatch(int argc, char** argv) {
    CLI::App app{
        "Drives implementations of BloomCoin through the suite and says where they differ from the rules, and why.",
        "bloomcoin-conformance"};
    app.set_version_flag("--version", version());
    app.require_subcommand(1);
    app.footer(
        "exit status: 0 conformant, 1 not conformant, 2 incomplete (cases unsupported or skipped),\n"
        "             64 wrong usage, 65 the suite or another file is damaged, 70 internal error\n");
    const std::vector<Action> actions{add_run(app),     add_explain(app),       add_list(app), add_report(app),
                                      add_compare(app), add_verify_report(app), add_init(app)};
    const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
    demand_command(argc, argv, commands);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);
        throw WrongUsage(std::string{error.what()} + "; --help shows what there is");
    }
    for (std::size_t i = 0; i < actions.size(); ++i) {
        if (commands[i]->parsed()) return actions[i]();
    }
    return internal;
}

/// What was lost on the way out must not pass for a report.
void flush_standard_output() {
    errno = 0;
    if (std::cout.flush()) return;
    throw std::runtime_error("cannot write to standard output" +
                             (errno == 0 ? std::string{} : std::string{": "} + std::strerror(errno)));
}

}  // namespace

int main(int argc, char** argv) {
    // A testee that is gone must show as an error of write, not end us.
    std::signal(SIGPIPE, SIG_IGN);
    end_children_on_signals();
    fill_standard_streams();
    const auto say = [](const std::exception& error) {
        std::cerr << "bloomcoin-conformance: " << printable(error.what()) << '\n';
    };
    try {
        const int status = dispatch(argc, argv);
        flush_standard_output();
        return status;
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
