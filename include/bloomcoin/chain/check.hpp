// The checks of a header that need no other block, cheapest first. The order is
// normative: the first broken rule is the answer.
// Spec: spec/chain.md. Not here: what a header owes to its predecessors.
#pragma once

#include <bloomcoin/base/result.hpp>
#include <bloomcoin/chain/header.hpp>
#include <bloomcoin/chain/work.hpp>
#include <bloomcoin/num/expo.hpp>

#include <optional>

namespace bloomcoin::chain {

/// Fields that cannot be right whatever the oscillators do. [HDR-1] … [HDR-3]
template <param::Profile P>
constexpr base::Check check_structure(const Header& header) {
    if (header.version != 1) return base::Rule("HDR-1");
    if (header.bloom_step < P::bloom_run - 1 || header.bloom_step >= P::step_count) return base::Rule("HDR-2");
    if (header.coherence < kuramoto::coherence_min || header.coherence > num::one_q30) return base::Rule("HDR-3");
    return {};
}

/// Compares what the oscillators of a header came to with what the header says. [POC-1] … [POC-5]
inline base::Check check_bloom(const Header& header, const std::optional<kuramoto::Bloom>& bloom) {
    if (!bloom) return base::Rule("POC-1");
    if (bloom->step != header.bloom_step) return base::Rule("POC-2");
    if (bloom->coherence != header.coherence) return base::Rule("POC-3");
    if (bloom->mean_phase != header.mean_phase) return base::Rule("POC-4");
    if (bloom->digest != header.bloom_digest) return base::Rule("POC-5");
    return {};
}

/// The seed of a header's oscillators. [KUR-3]
template <param::Profile P>
base::Hash seed_of(const Header& header) {
    return kuramoto::Seeder<P>{prefix_of(header)}.seed_of(header.nonce);
}

/// The oscillators of a header at step 0. [KUR-5]
template <param::Profile P>
kuramoto::State<P> state_of(const Header& header) {
    return kuramoto::state_of<P>(seed_of<P>(header));
}

/// Evolves the oscillators of this header again. Costs up to step_count steps. [POC-1] … [POC-5]
template <param::Profile P>
base::Check verify_bloom(const Header& header) {
    kuramoto::State<P> state = state_of<P>(header);
    return check_bloom(header, kuramoto::evolve(state));
}

/// Structure and work: what is checked before anything is evolved. [HDR-7]
template <param::Profile P>
base::Check check_before_bloom(const Header& header) {
    if (const auto check = check_structure<P>(header); !check) return check;
    return check_work(hash_of(header), header.difficulty);
}

/// Structure, work, bloom. [HDR-7]
template <param::Profile P>
base::Check check_header(const Header& header) {
    if (const auto check = check_before_bloom<P>(header); !check) return check;
    return verify_bloom<P>(header);
}

}  // namespace bloomcoin::chain
