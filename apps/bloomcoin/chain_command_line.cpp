// What the command line around a chain looks like; each command has a file of its own.
#include "chain_commands.hpp"
#include "command_line.hpp"

#include <memory>

namespace bloomcoin::app {

namespace {

constexpr const char* chain_footer = R"(A chain lives in a folder. One program at a time writes to it; it can be killed
at any moment, and what was on disk before is still there.

Examples:
  bloomcoin chain new first --profile tiny; bloomcoin chain mine first --blocks 12
  bloomcoin chain show first
  bloomcoin chain export first first.chain; bloomcoin chain verify first.chain
  bloomcoin chain import second first.chain

`bloomcoin chain COMMAND --help` says more about a command.)";

constexpr const char* new_footer = R"(Standard output gets the hash of the genesis block.

Examples:
  bloomcoin chain new made --profile tiny
  bloomcoin chain new main

Exit codes: 0 made; 73 it cannot be made, or is there already.)";

constexpr const char* mine_footer = R"(Blocks take in the transactions of the pool that pay best. Standard output gets
the height and the hash of each block as soon as it is on disk. Ctrl-C ends the
search; what was found stays. Without --to and --wallet nobody gets the rewards.
With --seconds-apart the clock is at least the stamp of each block, so that a
chain can be tried out with any intervals; others may find its end too early.

Examples:
  bloomcoin chain new dug --profile tiny; bloomcoin chain mine dug --blocks 3
  bloomcoin wallet new dug.key; bloomcoin chain mine dug --blocks 2 --wallet dug.key
  bloomcoin chain mine dug --blocks 10 --seconds-apart 10 --to $(printf %064x 7)

Exit codes: 0 mined; 65 no chain there, or it is damaged; 75 another program is
writing there; 130 interrupted.)";

constexpr const char* show_footer = R"(The charts have a column for each of the last blocks: the interval before it, a
full column being four times the target or the longest of them, and the
coherence r from the lens to 1.

Examples:
  bloomcoin chain new seen --profile tiny; bloomcoin chain mine seen --blocks 9
  bloomcoin chain show seen
  bloomcoin chain show seen --blocks 3

Exit codes: 0 shown; 65 no chain there, or it is damaged.)";

constexpr const char* verify_footer = R"(Checks every block from the genesis on with every rule, as a node does when it
hears of it. A refusal is one line on standard error: the first rule that is
broken, the height, the hash and the offset in the file.

Examples:
  bloomcoin chain new right --profile tiny; bloomcoin chain mine right --blocks 4
  bloomcoin chain verify right
  bloomcoin chain export right right.chain; bloomcoin chain verify right.chain

Exit codes: 0 valid; 1 refused; 65 the file is damaged or is none of blocks.)";

constexpr const char* export_footer = R"(The file has the blocks of the chain, the genesis first:

  offset  size
  0       7     "BLCHAIN"
  7       1     version of this format, 1
  8       4     magic of the profile: "BLC", "BLT", "BLF", "BLS" or "BLY" and 0
  then for each block
          4     n, the number of its bytes, least significant byte first
          n     the block, in its one encoding
          4     the first bytes of the SHA-256 of these n bytes

Examples:
  bloomcoin chain new old --profile tiny; bloomcoin chain export old old.chain
  bloomcoin chain export old - | bloomcoin chain verify /dev/stdin

Exit codes: 0 written; 65 no chain there, or it is damaged; 73 the file cannot
be created; 74 writing failed.)";

constexpr const char* import_footer = R"(Checks every block of the file, whose form `bloomcoin chain export --help`
shows, and adds those that the chain does not have; where there is no folder it
makes one. A branch with more work becomes the chain. If anything is refused,
nothing changes.

Examples:
  bloomcoin chain new a --profile tiny; bloomcoin chain export a a.chain
  bloomcoin chain import b a.chain
  bloomcoin chain mine a --blocks 2; bloomcoin chain export a - > a.chain
  bloomcoin chain import b a.chain

Exit codes: 0 imported; 1 refused; 65 the file or the chain there is damaged;
75 another program is writing there.)";

constexpr const char* wallet_footer = R"(A wallet is a file with one secret key, which nobody but its owner can read.

Examples:
  bloomcoin wallet new my.key
  bloomcoin wallet show my.key

`bloomcoin wallet COMMAND --help` says more about a command.)";

constexpr const char* wallet_new_footer = R"(Standard output gets the address. The file has mode 600 and never replaces
another.

Examples:
  bloomcoin wallet new own.key
  bloomcoin wallet new test.key --seed $(printf %064x 7)

Exit codes: 0 made; 73 it cannot be made, or is there already.)";

constexpr const char* wallet_show_footer =
    R"(Spendable is what the next block can spend; immature are rewards whose time has
not come; leaving and arriving is what transactions in the pool do.

Examples:
  bloomcoin wallet new hers.key; bloomcoin wallet show hers.key
  bloomcoin chain new mint --profile tiny; bloomcoin wallet show hers.key --chain mint

Exit codes: 0 shown; 65 it is no wallet, or others can read it; and those of
`bloomcoin chain show`.)";

constexpr const char* send_footer = R"(Takes the greatest coins first and gives back what is left. The transaction
waits in the pool until a block takes it in. Standard output gets its txid.

Examples:
  bloomcoin chain new bank --profile tiny; bloomcoin wallet new rich.key
  bloomcoin chain mine bank --blocks 5 --wallet rich.key
  bloomcoin send bank --wallet rich.key --to $(bloomcoin wallet new poor.key) --amount 1.5

Exit codes: 0 in the pool; 1 not enough coins, or the pool refuses it; 65 no
wallet or no chain there; 75 another program is writing there.)";

/// A command below another, with arguments of a type of its own.
template <class Arguments>
struct Made {
    CLI::App& app;
    Arguments& arguments;
};

template <class Arguments>
Made<Arguments> make(CLI::App& parent, std::vector<Command>& commands, const char* name, const char* description,
                     const char* footer, Exit (*run)(const Arguments&)) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& app = *parent.add_subcommand(name, description);
    app.footer(footer);
    commands.push_back({&app, [arguments, run] { return run(*arguments); }});
    return {app, *arguments};
}

void add_place(CLI::App& app, const char* name, std::string& place, const char* description) {
    app.add_option(name, place, description)->type_name("")->required();
}

void add_clock(CLI::App& app, std::optional<std::string>& clock) {
    app.add_option("--clock", clock, "the time, which blocks may be ahead of by two hours (default: now)")
        ->type_name("SECONDS");
}

void add_new(CLI::App& chain, std::vector<Command>& commands) {
    const auto [app, arguments] =
        make(chain, commands, "new", "Make a folder with a chain that is its genesis block", new_footer, &chain_new);
    add_place(app, "DIR", arguments.folder, "the folder, which is not there yet");
    add_profile(app, arguments.profile);
}

void add_mine(CLI::App& chain, std::vector<Command>& commands) {
    const auto [app, arguments] = make(chain, commands, "mine", "Find the next blocks", mine_footer, &chain_mine);
    add_place(app, "DIR", arguments.folder, "the folder of the chain");
    app.add_option("--blocks", arguments.blocks, "how many")->type_name("N")->required();
    app.add_option("--to", arguments.to, "the address that gets rewards and fees")->type_name("ADDRESS");
    app.add_option("--wallet", arguments.wallet, "or the wallet that does")->type_name("FILE");
    app.add_option("--seconds-apart", arguments.seconds_apart, "how long after the tip a stamp is (default: now)")
        ->type_name("S");
}

void add_show(CLI::App& chain, std::vector<Command>& commands) {
    const auto [app, arguments] =
        make(chain, commands, "show", "Show where a chain stands, and its last blocks", show_footer, &chain_show);
    add_place(app, "DIR", arguments.folder, "the folder of the chain");
    app.add_option("--blocks", arguments.blocks, "how many of them")->type_name("N")->capture_default_str();
}

void add_verify(CLI::App& chain, std::vector<Command>& commands) {
    const auto [app, arguments] =
        make(chain, commands, "verify", "Check every block of a file or a folder", verify_footer, &chain_verify);
    add_place(app, "PATH", arguments.path, "a file that was exported, or the folder of a chain");
    add_clock(app, arguments.clock);
}

void add_export(CLI::App& chain, std::vector<Command>& commands) {
    const auto [app, arguments] =
        make(chain, commands, "export", "Write the blocks of a chain to a file", export_footer, &chain_export);
    add_place(app, "DIR", arguments.folder, "the folder of the chain");
    add_place(app, "FILE", arguments.file, "the file, - for standard output");
}

void add_import(CLI::App& chain, std::vector<Command>& commands) {
    const auto [app, arguments] =
        make(chain, commands, "import", "Add the blocks of a file to a chain", import_footer, &chain_import);
    add_place(app, "DIR", arguments.folder, "the folder of the chain, or of one that is to be made");
    add_place(app, "FILE", arguments.file, "a file that was exported");
    add_clock(app, arguments.clock);
}

void add_wallet_new(CLI::App& wallet, std::vector<Command>& commands) {
    const auto [app, arguments] =
        make(wallet, commands, "new", "Make a wallet with a new key", wallet_new_footer, &wallet_new);
    add_place(app, "FILE", arguments.file, "the file, which is not there yet");
    app.add_option("--seed", arguments.seed, "the secret key, for tests (default: random)")->type_name("HEX32");
}

void add_wallet_show(CLI::App& wallet, std::vector<Command>& commands) {
    const auto [app, arguments] = make(wallet, commands, "show", "Show the address of a wallet, and what it has",
                                       wallet_show_footer, &wallet_show);
    add_place(app, "FILE", arguments.file, "the wallet");
    app.add_option("--chain", arguments.folder, "the folder of the chain on which it has something")->type_name("DIR");
}

void add_send(CLI::App& program, std::vector<Command>& commands) {
    const auto [app, arguments] = make(program, commands, "send", "Send coins to an address", send_footer, &app::send);
    add_place(app, "DIR", arguments.folder, "the folder of the chain");
    app.add_option("--wallet", arguments.wallet, "whose coins")->type_name("FILE")->required();
    app.add_option("--to", arguments.to, "who gets them")->type_name("ADDRESS")->required();
    app.add_option("--amount", arguments.amount, "how many, with up to 8 places after the point")
        ->type_name("COINS")
        ->required();
    app.add_option("--fee", arguments.fee, "for the miner, in units of 0.00000001 (default: one for each byte)")
        ->type_name("UNITS");
}

}  // namespace

void add_chain_commands(CLI::App& program, std::vector<Command>& commands) {
    CLI::App& chain = *program.add_subcommand("chain", "Keep a chain in a folder: mine, show, verify, export, import");
    chain.require_subcommand(1);
    chain.footer(chain_footer);
    add_new(chain, commands);
    add_mine(chain, commands);
    add_show(chain, commands);
    add_verify(chain, commands);
    add_export(chain, commands);
    add_import(chain, commands);

    CLI::App& wallet = *program.add_subcommand("wallet", "Keep a key, and see what it has");
    wallet.require_subcommand(1);
    wallet.footer(wallet_footer);
    add_wallet_new(wallet, commands);
    add_wallet_show(wallet, commands);

    add_send(program, commands);
}

}  // namespace bloomcoin::app
