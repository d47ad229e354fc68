// The difficulty that a height requires, word by word from DIF-1 and DIF-2, from the list of all headers before it.
#pragma once

#include <bloomcoin/chain/header.hpp>
#include <bloomcoin/chain/retarget.hpp>

#include <cryptopp/integer.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace bloomcoin::test {

inline CryptoPP::Integer wide(std::uint64_t value) { return {CryptoPP::Integer::POSITIVE, value}; }

inline std::uint64_t narrow(const CryptoPP::Integer& value) {
    std::uint64_t narrowed = 0;
    for (unsigned byte = 8; byte-- > 0;) narrowed = narrowed << 8 | value.GetByte(byte);
    return narrowed;
}

/// The base difficulty of the height after these headers, the first of which is the genesis. [DIF-1]
template <param::Profile P>
std::uint64_t base_by_definition(const std::vector<chain::Header>& before) {
    const std::size_t w = P::retarget_window;
    const std::uint64_t t = w * P::interval_target_s;
    std::uint64_t b = P::difficulty_initial;
    for (std::size_t n = 2; n <= before.size(); ++n) {
        if ((n - 1) % w != 0) continue;
        std::uint64_t span = before[n - 1].time_s - before[n - 1 - w].time_s;
        if (span < t / 2) span = t / 2;
        if (span > 2 * t) span = 2 * t;
        // divide_round(a, b) = floor((2a + b) / (2b)) [NUM-7]
        const CryptoPP::Integer next = (wide(b) * wide(t) * 2 + wide(span)) / (wide(span) * 2);
        if (next < 1) {
            b = 1;
        } else if (next > CryptoPP::Integer::Power2(62)) {
            b = std::uint64_t{1} << 62;
        } else {
            b = narrow(next);
        }
    }
    return b;
}

/// [DIF-2]
template <param::Profile P>
std::uint64_t difficulty_by_definition(const std::vector<chain::Header>& before) {
    const std::uint64_t b = base_by_definition<P>(before);
    const std::size_t count = std::min<std::size_t>(before.size(), 10);
    std::uint64_t sum = 0;
    for (std::size_t i = before.size() - count; i < before.size(); ++i) sum += before[i].coherence;
    const auto negentropy = kuramoto::negentropy_of(static_cast<std::uint32_t>(sum / count));
    return b + narrow(wide(b) * wide(negentropy) / (CryptoPP::Integer::Power2(30) * 10));
}

}  // namespace bloomcoin::test
