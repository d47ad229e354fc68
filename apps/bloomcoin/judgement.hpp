// What there is to say about a whole header: which rule it breaks first, and what was
// computed where it says something else.
#pragma once

#include <bloomcoin/base/rule.hpp>
#include <bloomcoin/chain/check.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace bloomcoin::app {

struct Judgement {
    chain::Header header;
    base::Hash hash;
    std::optional<base::Rule> rule;        // the first that it breaks
    std::optional<kuramoto::Bloom> bloom;  // what its oscillators do
    std::uint32_t step_min;                // where a bloom can be complete
    std::uint32_t step_max;
};

template <param::Profile P>
Judgement judgement_of(const chain::Header& header) {
    Judgement judgement{header, chain::hash_of(header), {}, {}, P::bloom_run - 1, P::step_count - 1};
    if (const base::Check check = chain::check_header<P>(header); !check) judgement.rule = check.rule();
    auto state = chain::state_of<P>(header);
    judgement.bloom = kuramoto::evolve(state);
    return judgement;
}

/// Two sides of a refusal, either of them possibly empty.
struct Evidence {
    std::string said;      // by the header
    std::string computed;  // or possible at all
};

Evidence evidence_of(const Judgement& judgement);

/// How much better a hash is than it needs to be: "3.26 times what difficulty 4 needs, …".
std::string margin_text(const base::Hash& hash, std::uint64_t difficulty);

/// Hash, bloom and work of a valid header, a line each.
std::string essentials_text(const chain::Header& header);

}  // namespace bloomcoin::app
