// What a header owes to the headers before it. An Ancestry is all that the rules ask of them,
// rolled into one small value, so that nobody has to walk a chain backwards.
// Spec: spec/chain.md.
#pragma once

#include <bloomcoin/chain/amount.hpp>
#include <bloomcoin/chain/check.hpp>
#include <bloomcoin/chain/retarget.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>

namespace bloomcoin::chain {

/// How far ahead of the clock a time may be. [HDR-11]
inline constexpr std::uint64_t time_ahead_s_max = 7200;

/// What the next header owes to a header and those before it.
struct Ancestry {
    base::Hash hash{};                // of the header
    Height height = 0;                // of the header
    std::uint64_t time_s = 0;         // of the header
    std::uint64_t window_time_s = 0;  // of the header that began the retarget window
    std::uint64_t base = 1;           // base difficulty of the next height
    // Of the last headers, at height modulo the window; zero where there are none.
    std::array<std::uint32_t, coherence_window> coherences{};
};

/// [CHN-1] [DIF-1]
template <param::Profile P>
Ancestry ancestry_of_genesis(const Header& header) {
    Ancestry ancestry{hash_of(header), 0, header.time_s, header.time_s, P::difficulty_initial, {}};
    ancestry.coherences[0] = header.coherence;
    return ancestry;
}

/// The ancestry one header on. The header is the next and breaks no rule. [DIF-1]
template <param::Profile P>
Ancestry ancestry_after(Ancestry ancestry, const Header& header) {
    ancestry.hash = hash_of(header);
    ++ancestry.height;
    ancestry.time_s = header.time_s;
    ancestry.coherences[ancestry.height % coherence_window] = header.coherence;
    if (ancestry.height % P::retarget_window == 0) {
        ancestry.base = base_difficulty_after<P>(ancestry.base, header.time_s - ancestry.window_time_s);
        ancestry.window_time_s = header.time_s;
    }
    return ancestry;
}

/// What the header after these must state. [DIF-2]
constexpr std::uint64_t difficulty_after(const Ancestry& ancestry) {
    const auto count = std::min<std::uint64_t>(std::uint64_t{ancestry.height} + 1, coherence_window);
    const auto sum = std::accumulate(ancestry.coherences.begin(), ancestry.coherences.end(), std::uint64_t{0});
    return difficulty_of(ancestry.base, static_cast<std::uint32_t>(sum / count));
}

static_assert(difficulty_after({.height = UINT32_MAX, .base = 10}) == difficulty_of(10, 0),
              "heights are counted in more than their 32 bits, on machines of 32 bits, too");

/// [HDR-11]
constexpr bool is_early(const Header& header, std::uint64_t clock_s) {
    return header.time_s > time_ahead_s_max && header.time_s - time_ahead_s_max > clock_s;
}

/// A header after others, whole. [HDR-7] [HDR-14]
/// Refuses HDR-1 … HDR-3, HDR-8, HDR-10 … HDR-12, WRK-1, WRK-2, POC-1 … POC-5.
template <param::Profile P>
base::Check accept_header(const Header& header, const Ancestry& ancestry, std::uint64_t clock_s) {
    if (const auto check = check_structure<P>(header); !check) return check;
    if (header.previous != ancestry.hash) return base::Rule("HDR-8");
    if (header.time_s <= ancestry.time_s) return base::Rule("HDR-10");
    if (is_early(header, clock_s)) return base::Rule("HDR-11");
    if (header.difficulty != difficulty_after(ancestry)) return base::Rule("HDR-12");
    if (const auto check = check_work(hash_of(header), header.difficulty); !check) return check;
    return verify_bloom<P>(header);
}

}  // namespace bloomcoin::chain
