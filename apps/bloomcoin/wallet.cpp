// bloomcoin wallet: a key in a file, its address, and what belongs to it.
#include "chain_commands.hpp"
#include "coins.hpp"
#include "input.hpp"
#include "key_file.hpp"
#include "store.hpp"
#include "text.hpp"

#include <bloomcoin/codec/hex.hpp>

#include <iostream>

namespace bloomcoin::app {

namespace {

std::string coins_line(const std::string& name, const Coins& coins) {
    return "  " + name + std::string(11 - name.size(), ' ') + coins_text(coins.sum) + " coins in " +
           counted(coins.list.size(), "output");
}

std::string balance_text(const AnyChain& chain, const Balance& balance) {
    std::string text = "  height     " + grouped(chain.tip().height) + " of " + std::string{chain.terms().name} + '\n';
    text += coins_line("spendable", balance.spendable) + '\n';
    text += coins_line("immature", balance.immature);
    if (!balance.immature.list.empty()) text += ", the first from height " + grouped(balance.mature_next) + " on";
    text += '\n';
    if (!balance.leaving.list.empty()) text += coins_line("leaving", balance.leaving) + ", by the pool\n";
    if (balance.arriving != 0) text += "  arriving   " + coins_text(balance.arriving) + " coins, by the pool\n";
    return text;
}

}  // namespace

Exit wallet_new(const WalletNewArguments& arguments) {
    const crypto::SecretKey secret = arguments.seed ? hash_of_hex("--seed", *arguments.seed) : random_secret();
    create_key_file(arguments.file, secret);
    std::cout << codec::to_hex(address_of(secret)) << '\n';
    std::cerr << "a new wallet in " << in_quotes(arguments.file)
              << ", for your eyes only (mode 600): who has this file has its coins\n";
    return exit_ok;
}

Exit wallet_show(const WalletShowArguments& arguments) {
    const chain::Address address = address_of(read_key_file(arguments.file));
    std::string text = "address " + codec::to_hex(address) + '\n';
    if (arguments.folder) {
        Store store{*arguments.folder, Store::Use::read};
        text += balance_text(store.chain(), balance_of(store.chain(), address));
    }
    std::cout << text;
    return exit_ok;
}

}  // namespace bloomcoin::app
