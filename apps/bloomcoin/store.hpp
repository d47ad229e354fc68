// A chain in a folder:
//
//     blocks  all blocks that have joined, in this order, as frames (frames.hpp); it only grows
//     pool    transactions that wait, as frames of the height of the tip when each came (4 bytes,
//             least significant first) and its bytes; replaced as a whole
//     lock    locked by whoever writes, with the number of its process inside
//
// Every write can be stopped at any moment: what it leaves is the chain before it, perhaps with some
// of the new blocks, perhaps with a torn frame at the end, which is cut off by the next to come.
#pragma once

#include "any_chain.hpp"
#include "descriptor.hpp"
#include "replay.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace bloomcoin::app {

class Store {
public:
    enum class Use { read, write };

    /// Opens a folder and replays what is in it. To write, it is locked for as long as this lives.
    /// Complains if it is no such folder, if another program is writing to it, and about damage.
    Store(const std::string& folder, Use use);

    /// Makes a folder with these blocks of a chain, complete or not at all. Complains if there is
    /// something with this name.
    static void create(const std::string& folder, const AnyChain& chain, std::span<const base::Hash> hashes);

    /// The file with the blocks of a folder.
    static std::string blocks_path(const std::string& folder);

    AnyChain& chain() { return *chain_; }
    const std::string& folder() const { return folder_; }
    std::uint64_t block_count() const { return block_count_; }  // with those of other branches

    /// Appends blocks that have joined the chain; when it returns they are on disk.
    void append(std::span<const base::Hash> hashes);

    /// Puts the chain's pool on disk if it is another than there.
    void save_pool();

private:
    bool load();
    void cut_off(const Cut& cut);
    void load_pool();
    std::string pool_text() const;

    std::string folder_;
    std::optional<Descriptor> lock_;
    std::unique_ptr<AnyChain> chain_;
    std::uint64_t block_count_ = 0;
    std::map<base::Hash, chain::Height> pool_heights_;  // of the tip, when transactions came
    std::string pool_text_;                             // what is on disk
};

}  // namespace bloomcoin::app
