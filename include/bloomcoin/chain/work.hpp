// Whether a hash is worth its difficulty: d blooms are expected for one block of
// difficulty d.
// Spec: spec/chain.md.
#pragma once

#include <bloomcoin/base/bytes.hpp>
#include <bloomcoin/base/result.hpp>
#include <bloomcoin/num/wide.hpp>

#include <cstdint>

namespace bloomcoin::chain {

/// hash * difficulty < 2^256, the hash read as a big-endian number. [WRK-1] [WRK-2]
constexpr base::Check check_work(const base::Hash& hash, std::uint64_t difficulty) {
    if (difficulty == 0) return base::Rule("WRK-1");
    if (num::multiply(num::U256::from_big_endian(hash), difficulty).high != 0) return base::Rule("WRK-2");
    return {};
}

}  // namespace bloomcoin::chain
