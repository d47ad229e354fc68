// Blocks out of a file into a chain, each checked whole, with progress on a terminal.
#pragma once

#include "any_chain.hpp"
#include "failure.hpp"
#include "frames.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bloomcoin::app {

/// What the clock says while blocks are replayed. [HDR-11]
struct ReplayClock {
    std::uint64_t time_s;
    bool follows_blocks = false;  // where it was behind a block that has been accepted once
};

/// The first thing wrong with a file of blocks.
struct Refusal {
    std::optional<base::Rule> rule;       // nothing if the file is no sequence of blocks there
    std::string evidence;                 // behind the rule or instead of it
    chain::Height height;                 // of the block
    std::optional<base::Hash> block;      // nothing if it does not decode
    std::optional<std::uint64_t> offset;  // where its frame begins; nothing if it is not in the file
};

/// A last frame that the end of the file cuts.
struct Cut {
    std::uint64_t offset;
    std::uint64_t size;
    chain::Height height;
    bool is_torn;  // as by a write that did not come to its end; otherwise its length must be damaged
};

struct Replayed {
    std::vector<base::Hash> joined;  // blocks that the chain did not have, in the order of the file
    std::uint64_t block_count = 0;   // all that were accepted
    std::optional<Cut> cut;
    std::optional<Refusal> refusal;  // what ended it
    double seconds = 0;
};

/// Gives the chain block after block until the file ends or something is refused. What a cut at the
/// end means is for the caller to say.
Replayed replay(FrameReader& reader, AnyChain& chain, const ReplayClock& clock, std::string_view doing);

/// "HDR-10 The time is ….; height 7, block 0123…, offset 1420 of "FILE"", or what takes the place of a rule.
std::string refusal_text(const Refusal& refusal, const std::string& path);

/// Says on standard error why a file is refused: by a rule, or as damaged data.
Exit report_refusal(const Refusal& refusal, const std::string& path);

/// A cut as a refusal, where nothing may be cut.
Refusal refusal_of(const Cut& cut);

/// "2,001 blocks in 1.2 s (1,668/s)".
std::string rate_text(std::uint64_t block_count, double seconds);

}  // namespace bloomcoin::app
