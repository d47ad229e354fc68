// bloomcoin chain verify: every block of a file from the genesis on, or the first that breaks a
// rule.
#include "chain_commands.hpp"
#include "chain_file.hpp"
#include "store.hpp"
#include "text.hpp"

#include <sys/stat.h>
#include <iostream>

namespace bloomcoin::app {

namespace {

bool is_folder(const std::string& path) {
    struct stat there {};
    return ::stat(path.c_str(), &there) == 0 && S_ISDIR(there.st_mode);
}

}  // namespace

Exit chain_verify(const ChainVerifyArguments& arguments) {
    const bool is_store = is_folder(arguments.path);
    FrameReader reader{is_store ? Store::blocks_path(arguments.path) : arguments.path, block_frames};
    const auto chain = chain_of_file(reader);
    Replayed replayed = replay(reader, *chain, {clock_of(arguments.clock)}, "verifying");
    // A torn block at the end of a folder's is none yet: who opens it to write cuts it off.
    const bool is_torn = is_store && replayed.cut && replayed.cut->is_torn && replayed.block_count > 0;
    if (replayed.cut && !is_torn) replayed.refusal = refusal_of(*replayed.cut);
    if (replayed.refusal) return report_refusal(*replayed.refusal, reader.path());

    std::cout << "valid\n" << chain_text(*chain, replayed.block_count);
    std::cout << "  checked     " << rate_text(replayed.block_count, replayed.seconds) << '\n';
    if (is_torn) {
        std::cerr << "bloomcoin: " << in_quotes(reader.path()) << ": behind the last block there is the beginning of "
                  << "another, from offset " << replayed.cut->offset << " on; it does not count\n";
    }
    return exit_ok;
}

}  // namespace bloomcoin::app
