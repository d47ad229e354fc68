// The table of refusals: every rule that an input from outside can break, with
// its one sentence. The same id and sentence stand in spec/, in vectors and in
// test names. An id is never renumbered or reused; a dropped rule keeps its line
// and gets the word "retired".
// Definitions (rules that say how to compute) are not here: spec/ has them all.
#pragma once

#include <array>
#include <string_view>

namespace bloomcoin::base {

struct RuleEntry {
    std::string_view id;
    std::string_view sentence;
};

inline constexpr std::array rules{
    // spec/codec.md
    RuleEntry{"COD-1", "The bytes end before the value is complete."},
    RuleEntry{"COD-2", "Bytes follow the end of the value."},
    RuleEntry{"COD-3", "The number of hexadecimal digits is odd."},
    RuleEntry{"COD-4", "A character is not one of the hexadecimal digits 0-9 and a-f."},
    // spec/kuramoto.md
    RuleEntry{"MRG-1", "A merge has no states or more than 1024."},
    RuleEntry{"MRG-2", "A state of a merge has no phases."},
    RuleEntry{"MRG-3", "The weights of a merge are all zero."},
    // spec/chain.md
    RuleEntry{"HDR-1", "The version is not 1."},
    RuleEntry{"HDR-2", "The bloom step is not a step at which a bloom can be complete."},
    RuleEntry{"HDR-3", "The coherence is not one that a coherent state can have."},
    RuleEntry{"WRK-1", "The difficulty is zero."},
    RuleEntry{"WRK-2", "The hash times the difficulty is not below 2^256."},
    RuleEntry{"POC-1", "The oscillators of this header and nonce do not bloom."},
    RuleEntry{"POC-2", "The bloom happens at another step than the header says."},
    RuleEntry{"POC-3", "The coherence at the bloom is not the one that the header says."},
    RuleEntry{"POC-4", "The mean phase at the bloom is not the one that the header says."},
    RuleEntry{"POC-5", "The phases at the bloom do not have the digest that the header says."},
};

}  // namespace bloomcoin::base
