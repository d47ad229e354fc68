// The checks of check.hpp at speed: one header with its oscillators side by side, or many
// headers side by side, as when a chain of headers comes before its blocks.
// Spec: spec/chain.md. The answers are those of check.hpp.
#pragma once

#include <bloomcoin/chain/check.hpp>
#include <bloomcoin/kuramoto/lanes.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace bloomcoin::chain {

/// chain::check_header by an instruction set that is available. [HDR-7]
template <param::Profile P>
base::Check check_header(const Header& header, kuramoto::InstructionSet set) {
    if (const auto check = check_before_bloom<P>(header); !check) return check;
    kuramoto::State<P> state = kuramoto::state_of<P>(seed_of<P>(header), set);
    return check_bloom(header, kuramoto::evolve(state, set));
}

/// chain::check_header of each header, in their order. [HDR-7]
template <param::Profile P>
std::vector<base::Check> check_headers(std::span<const Header> headers,
                                       kuramoto::InstructionSet set = kuramoto::best_instruction_set()) {
    std::vector<base::Check> checks;
    checks.reserve(headers.size());
    std::vector<std::size_t> evolved;  // which headers come so far
    for (std::size_t i = 0; i < headers.size(); ++i) {
        checks.push_back(check_before_bloom<P>(headers[i]));
        if (checks.back()) evolved.push_back(i);
    }
    // Those that claim to take the longest begin, so that at the end no lane goes on alone.
    std::ranges::sort(evolved, std::greater{}, [&](std::size_t i) { return headers[i].bloom_step; });
    kuramoto::evolve_each<P>(
        evolved.size(), [&](std::size_t i) { return kuramoto::state_of<P>(seed_of<P>(headers[evolved[i]]), set); },
        [&](std::size_t i, const kuramoto::Lanes<P>& lanes, std::size_t lane) {
            checks[evolved[i]] = check_bloom(headers[evolved[i]], lanes.bloom(lane));
        },
        set);
    return checks;
}

}  // namespace bloomcoin::chain
