// bloomcoin: Proof of Coherence on the command line. Here is only what the command line
// looks like, the commands around a chain apart; each command has a file of its own.
#include "command_line.hpp"
#include "commands.hpp"
#include "file.hpp"
#include "text.hpp"
#include "version.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace bloomcoin::app {
namespace {

constexpr const char* program_footer = R"(Examples:
  bloomcoin mine --profile fast
  bloomcoin mine --time 0 | bloomcoin verify -
  bloomcoin evolve --nonce 19
  bloomcoin chain new demo --profile tiny; bloomcoin chain mine demo --blocks 5

Exit codes: 0 done; 1 refused, or nothing found; 64 the command line is wrong;
65 the data is malformed; 73 a file cannot be created; 74 writing failed;
75 another program is writing there.
`bloomcoin COMMAND --help` says more about a command.)";

constexpr const char* mine_footer = R"(Standard output gets the header in hexadecimal, alone on its line, so that it
can be piped on; everything for eyes goes to standard error. "ETA by luck" is
the time that a search takes from here on average. Searching has no memory: it
does not shrink with the time already spent. Ctrl-C ends the search, and says
how to resume it. How many threads there are changes the time and how much is
tried beside it, not the header. Who gives up seldom misses one bloom in fifty;
who gives up often misses more of them, and has the most blooms in a second.

Examples:
  bloomcoin mine
  bloomcoin mine --difficulty 1000 --threads 1 --give-up often
  bloomcoin mine --profile tiny --difficulty 20 --time 0 --json
  bloomcoin mine --time 1700000000 | bloomcoin inspect -

Exit codes: 0 found; 1 nothing found; 130 interrupted.)";

constexpr const char* verify_footer = R"(A refusal is one line on standard error: the first rule that the header breaks,
in the order of spec/chain.md, what the header says and what was computed.

Examples:
  bloomcoin mine --difficulty 1 | bloomcoin verify -
  bloomcoin mine --profile fast > header.hex; bloomcoin verify --profile fast - < header.hex
  bloomcoin mine > header.hex; bloomcoin verify $(cat header.hex)

Exit codes: 0 valid; 1 refused; 65 these digits are no header.)";

constexpr const char* inspect_footer = R"(Shows fields as far as the digits go if they are no whole header.

Examples:
  bloomcoin mine --time 1700000000 | bloomcoin inspect -
  bloomcoin mine --profile tiny > header.hex; bloomcoin inspect --profile tiny $(cat header.hex)
  bloomcoin inspect frame 424c430042000000af5570f5000000080000000000000000

`bloomcoin inspect frame --help` says more about frames, `bloomcoin inspect
payload --help` about payloads.

Exit codes: 0 a header, valid or not (`verify` judges); 65 these digits are no
header.)";

constexpr const char* evolve_footer =
    R"(Without --csv - or --svg - a chart of the coherence r appears on standard output.

Examples:
  bloomcoin evolve --nonce 19
  bloomcoin evolve --nonce 19 --csv r.csv --svg r.svg
  bloomcoin evolve --profile fast --seed $(printf %064x 7)
  bloomcoin evolve --header $(bloomcoin mine) --svg bloom.svg
  bloomcoin evolve --profile tiny --nonce 3 --csv - --steps 10)";

Command add_mine(CLI::App& program) {
    const auto kept = std::make_shared<MineArguments>();
    MineArguments& arguments = *kept;
    CLI::App& command = *program.add_subcommand("mine", "Search for a header whose oscillators bloom");
    TemplateArguments& fields = arguments.block_template;
    add_profile(command, arguments.profile);
    command.add_option("--difficulty", fields.difficulty, "blooms expected for one block (default: the profile's)")
        ->type_name("D");
    command.add_option("--previous", fields.previous, "hash of the header before (default: zeros)")->type_name("HEX32");
    command.add_option("--merkle-root", fields.merkle_root, "root of the transactions (default: zeros)")
        ->type_name("HEX32");
    command.add_option("--time", fields.time, "seconds since 1970 (default: now)")->type_name("SECONDS");
    command.add_option("--nonce", fields.nonce, "first nonce to try (default: 0)")->type_name("N");
    command
        .add_option("--attempts", arguments.attempts,
                    "how many nonces to try at most: a million takes mainnet some seconds")
        ->type_name("MAX")
        ->capture_default_str();
    command.add_option("--threads", arguments.threads, "how many search side by side (default: one for each core)")
        ->type_name("N");
    command
        .add_option("--give-up", arguments.give_up,
                    "when to leave attempts that will hardly bloom: never, seldom, often")
        ->type_name("WHEN")
        ->capture_default_str();
    command.add_flag("--json", arguments.is_json, "one JSON object instead of the line and the summary")
        ->disable_flag_override();
    command.footer(mine_footer);
    return {&command, [kept] { return app::mine(*kept); }};
}

Command add_verify(CLI::App& program) {
    const auto kept = std::make_shared<HeaderArguments>();
    HeaderArguments& arguments = *kept;
    CLI::App& command = *program.add_subcommand("verify", "Accept a header, or refuse it with a rule");
    add_profile(command, arguments.profile);
    command.add_option("HEADER", arguments.header, "272 hexadecimal digits, or - for a line of standard input")
        ->type_name("")
        ->required();
    command.footer(verify_footer);
    return {&command, [kept] { return app::verify(*kept); }};
}

/// inspect of a header, after the commands below it: `inspect frame` is both, and the first that was asked for runs.
void add_inspect(CLI::App& program, std::vector<Command>& commands) {
    const auto kept = std::make_shared<HeaderArguments>();
    HeaderArguments& arguments = *kept;
    CLI::App& command = *program.add_subcommand("inspect", "Show a header, a frame or a payload field by field");
    CLI::Option* const profile = add_profile(command, arguments.profile);
    CLI::Option* const header =
        command.add_option("HEADER", arguments.header, "hexadecimal digits, or - for a line of standard input")
            ->type_name("");
    add_inspect_commands(command, commands);
    for (CLI::App* const below : command.get_subcommands({})) below->excludes(profile)->excludes(header);
    command.footer(inspect_footer);
    commands.push_back({&command, [kept, header] {
                            if (header->count() == 0)
                                throw Failure{exit_usage, "HEADER is required (bloomcoin inspect --help shows how)"};
                            return app::inspect(*kept);
                        }});
}

Command add_evolve(CLI::App& program) {
    const auto kept = std::make_shared<EvolveArguments>();
    EvolveArguments& arguments = *kept;
    CLI::App& command = *program.add_subcommand("evolve", "Let oscillators run and plot their coherence");
    TemplateArguments& fields = arguments.block_template;
    add_profile(command, arguments.profile);
    command.add_option("--header", arguments.header, "the oscillators of a header")->type_name("HEX");
    command.add_option("--seed", arguments.seed, "the oscillators of a seed")->type_name("HEX32");
    command.add_option("--nonce", fields.nonce, "the oscillators of a nonce, in a header with")->type_name("N");
    command.add_option("--difficulty", fields.difficulty, "  this difficulty (default: the profile's),")
        ->type_name("D");
    command.add_option("--previous", fields.previous, "  this one before it (default: zeros),")->type_name("HEX32");
    command.add_option("--merkle-root", fields.merkle_root, "  these transactions (default: zeros),")
        ->type_name("HEX32");
    command.add_option("--time", fields.time, "  and this time (default: 0)")->type_name("SECONDS");
    command.add_option("--steps", arguments.steps, "how many states (default: as many as an attempt has)")
        ->type_name("N");
    command.add_option("--csv", arguments.csv, "write the numbers of every state, - for standard output")
        ->type_name("FILE");
    command.add_option("--svg", arguments.svg, "draw r over the steps and three states, - likewise")->type_name("FILE");
    command.footer(evolve_footer);
    return {&command, [kept] { return app::evolve(*kept); }};
}

/// A Failure for what CLI11 found wrong; its own way would print several lines.
Failure failure_of(const CLI::App& program, const CLI::ParseError& error) {
    std::string asked = "bloomcoin";
    for (const CLI::App* command = &program; !command->get_subcommands().empty();) {
        command = command->get_subcommands().front();
        asked += ' ' + command->get_name();
    }
    return {exit_usage, one_line(error.what()) + " (" + asked + " --help shows how)"};
}

Exit run(int argc, char** argv) {
    CLI::App program{"Proof of Coherence: mine headers and chains, verify them, look inside", "bloomcoin"};
    program.set_version_flag("--version", "bloomcoin " + std::string{version});
    program.require_subcommand(1);
    program.footer(program_footer);

    std::vector<Command> commands{add_mine(program), add_verify(program), add_evolve(program)};
    add_inspect(program, commands);
    add_capture(program, commands);
    add_chain_commands(program, commands);

    try {
        program.parse(argc, argv);
    } catch (const CLI::Success& help_or_version) {
        program.exit(help_or_version);
        return exit_ok;
    } catch (const CLI::ParseError& error) {
        throw failure_of(program, error);
    }
    const auto asked =
        std::find_if(commands.begin(), commands.end(), [](const Command& command) { return command.app->parsed(); });
    return asked->run();
}

}  // namespace
}  // namespace bloomcoin::app

int main(int argc, char** argv) {
    using namespace bloomcoin::app;
    try {
        const Exit exit = run(argc, argv);
        flush_standard_output();
        return exit;
    } catch (const Failure& failure) {
        std::cout.flush();
        std::cerr << "bloomcoin: " << failure.sentence << '\n';
        return failure.exit;
    } catch (const std::exception& error) {
        std::cerr << "bloomcoin: a defect of this program: " << one_line(error.what()) << '\n';
    } catch (...) {
        std::cerr << "bloomcoin: a defect of this program\n";
    }
    return exit_software;
}
