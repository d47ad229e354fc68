// What the parts of the command line share: a command as it was typed, and what it does.
#pragma once

#include "failure.hpp"
#include "profiles.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <vector>

namespace bloomcoin::app {

struct Command {
    const CLI::App* app;
    std::function<Exit()> run;  // with what the command line said
};

/// The option that many commands have.
inline CLI::Option* add_profile(CLI::App& command, std::string& profile) {
    return command.add_option("--profile", profile, "whose rules: " + profile_names())->capture_default_str();
}

/// What inspect can show besides headers.
void add_inspect_commands(CLI::App& inspect, std::vector<Command>& commands);

void add_capture(CLI::App& program, std::vector<Command>& commands);

/// chain, wallet and send, with the commands below them first.
void add_chain_commands(CLI::App& program, std::vector<Command>& commands);

}  // namespace bloomcoin::app
