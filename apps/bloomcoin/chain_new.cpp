// bloomcoin chain new: a folder with a chain that is its genesis block.
#include "chain_commands.hpp"
#include "store.hpp"
#include "text.hpp"

#include <bloomcoin/codec/hex.hpp>

#include <iostream>

namespace bloomcoin::app {

Exit chain_new(const ChainNewArguments& arguments) {
    const auto chain = chain_of_profile(arguments.profile);
    Store::create(arguments.folder, *chain, {&chain->tip().hash, 1});
    std::cout << codec::to_hex(chain->tip().hash) << '\n';
    std::cerr << "a " << chain->terms().name << " chain in " << in_quotes(arguments.folder)
              << ", with its genesis block\n";
    return exit_ok;
}

}  // namespace bloomcoin::app
