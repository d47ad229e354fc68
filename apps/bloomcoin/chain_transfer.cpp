// bloomcoin chain export and chain import: a chain out of a folder into a file, and back. The form
// of the file is in frames.hpp.
#include "chain_commands.hpp"
#include "chain_file.hpp"
#include "file.hpp"
#include "store.hpp"
#include "text.hpp"

#include <sys/stat.h>
#include <iostream>
#include <vector>

namespace bloomcoin::app {

namespace {

bool is_there(const std::string& path) {
    struct stat there {};
    return ::lstat(path.c_str(), &there) == 0;
}

/// The chain that a file goes into: that of the folder, or a new one.
AnyChain& chain_for(const FrameReader& reader, std::optional<Store>& store, std::unique_ptr<AnyChain>& made) {
    if (!store) {
        made = chain_of_file(reader);
        return *made;
    }
    const Terms& terms = store->chain().terms();
    if (reader.magic() != terms.magic) {
        throw Failure{exit_data, in_quotes(reader.path()) + ": expected blocks of " + std::string{terms.name} +
                                     ", as in " + in_quotes(store->folder()) + ", got blocks of " +
                                     std::string{chain_of_file(reader)->terms().name}};
    }
    return store->chain();
}

std::string import_text(const AnyChain& chain, const Replayed& replayed, const base::Hash& tip_before,
                        std::uint64_t block_count) {
    const std::uint64_t known = replayed.block_count - replayed.joined.size();
    std::string text = "imported " + counted(replayed.joined.size(), "block") + "; there before: " + grouped(known) +
                       "; checked " + rate_text(replayed.block_count, replayed.seconds) + '\n';
    if (!replayed.joined.empty() && chain.tip().hash == tip_before) {
        text += "  they are a branch that does not have more work: the tip stays\n";
    }
    return text + chain_text(chain, block_count);
}

}  // namespace

Exit chain_export(const ChainExportArguments& arguments) {
    Store store{arguments.folder, Store::Use::read};
    const AnyChain& chain = store.chain();
    std::string text = frames_start(block_frames, chain.terms().magic);
    for (chain::Height height = 0; height <= chain.tip().height; ++height) {
        text += frame_of(codec::encode(chain.block_at(height)));
    }
    write_whole(arguments.file, text);
    std::cerr << "exported " << counted(std::uint64_t{chain.tip().height} + 1, "block") << ", "
              << counted(text.size(), "byte") << '\n';
    return exit_ok;
}

Exit chain_import(const ChainImportArguments& arguments) {
    FrameReader reader{arguments.file, block_frames};
    std::optional<Store> store;
    std::unique_ptr<AnyChain> made;
    if (is_there(arguments.folder)) store.emplace(arguments.folder, Store::Use::write);
    AnyChain& chain = chain_for(reader, store, made);

    const base::Hash tip_before = chain.tip().hash;
    Replayed replayed = replay(reader, chain, {clock_of(arguments.clock)}, "importing");
    if (replayed.cut) replayed.refusal = refusal_of(*replayed.cut);
    if (replayed.refusal) return report_refusal(*replayed.refusal, reader.path());

    if (store) {
        store->append(replayed.joined);
        store->save_pool();
    } else {
        std::vector<base::Hash> hashes{chain::hash_of(chain.block_at(0).header)};
        hashes.insert(hashes.end(), replayed.joined.begin(), replayed.joined.end());
        Store::create(arguments.folder, chain, hashes);
    }
    std::cout << import_text(chain, replayed, tip_before, store ? store->block_count() : replayed.block_count);
    return exit_ok;
}

}  // namespace bloomcoin::app
