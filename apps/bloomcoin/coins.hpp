// Amounts as people write them, and whose coins are whose.
#pragma once

#include "any_chain.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bloomcoin::app {

/// Coins in decimal digits, with up to 8 places after a point: "12", "0.00000001". More than none.
chain::Amount amount_of(std::string_view option, std::string_view text, chain::Amount max);

/// "6.85410196", always with all places.
std::string coins_text(chain::Amount amount);

/// Coins of a ledger.
struct Coins {
    std::vector<std::pair<chain::Outpoint, chain::Coin>> list;
    chain::Amount sum = 0;
};

/// What belongs to an address, and when it can be spent.
struct Balance {
    Coins spendable;                // by the next block
    Coins immature;                 // not yet: coinbases
    Coins leaving;                  // spent by transactions in the pool
    chain::Amount arriving = 0;     // outputs of transactions in the pool
    chain::Height mature_next = 0;  // when a block can spend the first of the immature ones
};

Balance balance_of(const AnyChain& chain, const chain::Address& address);

}  // namespace bloomcoin::app
