// Which cases of the suite a run asks.
#pragma once

#include "suite.hpp"

#include <string>
#include <vector>

namespace bloomcoin::conformance {

struct Selection {
    std::vector<std::string> filters;   // any of them; none: everything
    std::vector<std::string> profiles;  // these and "any"; none: everything
    unsigned shard = 1;                 // this one
    unsigned shards = 1;                // of so many

    bool is_partial() const { return !has_whole_profiles() || !profiles.empty(); }
    /// Whether each profile that is asked about is asked about in full, so that a verdict can be given.
    bool has_whole_profiles() const { return filters.empty() && shards == 1; }
    /// "2/3", or empty.
    std::string shard_text() const;
};

/// "2/3" into shard and shards. Throws WrongUsage.
void read_shard(const std::string& text, Selection& selection);

/// Whether a filter selects a case: op:, rule:, clause: or room: and the exact name; otherwise a
/// glob on the id if it has * or ?, a part of the id if not.
bool matches(const Case& one, const std::string& filter);

/// The selected cases in the order of the suite. Throws WrongUsage if there are none.
std::vector<const Case*> select(const Suite& suite, const Selection& selection);

}  // namespace bloomcoin::conformance
