// Amounts as people write them, and whose coins are whose.
#include "coins.hpp"

#include "failure.hpp"
#include "text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

namespace bloomcoin::app {

namespace {

constexpr std::size_t place_count = 8;
constexpr chain::Amount units_per_coin = 100'000'000;

bool is_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The units in these digits; nothing if there are too many of them.
std::optional<chain::Amount> units_of(std::string_view whole, std::string_view places) {
    const std::string digits = std::string{whole} + std::string{places} + std::string(place_count - places.size(), '0');
    chain::Amount units = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), units);
    if (error != std::errc{}) return std::nullopt;
    return units;
}

std::optional<chain::Amount> parse_amount(std::string_view text) {
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    if (!is_digits(whole)) return std::nullopt;
    if (point == std::string_view::npos) return units_of(whole, "");
    const std::string_view places = text.substr(point + 1);
    if (!is_digits(places) || places.size() > place_count) return std::nullopt;
    return units_of(whole, places);
}

void add(Coins& coins, const chain::Outpoint& outpoint, const chain::Coin& coin) {
    coins.list.emplace_back(outpoint, coin);
    coins.sum += coin.amount;
}

std::set<chain::Outpoint> spent_by_pool(const AnyChain& chain) {
    std::set<chain::Outpoint> spent;
    for (const chain::PoolEntry* entry : chain.pool()) {
        for (const chain::Input& input : entry->transaction.body.inputs) spent.insert(input.outpoint);
    }
    return spent;
}

/// Outputs of the pool to an address that nothing in the pool spends.
chain::Amount arriving_at(const AnyChain& chain, const chain::Address& address,
                          const std::set<chain::Outpoint>& spent) {
    chain::Amount sum = 0;
    for (const chain::PoolEntry* entry : chain.pool()) {
        chain::Outpoint outpoint{entry->txid, 0};
        for (const chain::Output& output : entry->transaction.body.outputs) {
            if (output.address == address && !spent.contains(outpoint)) sum += output.amount;
            ++outpoint.index;
        }
    }
    return sum;
}

}  // namespace

chain::Amount amount_of(std::string_view option, std::string_view text, chain::Amount max) {
    const std::optional<chain::Amount> amount = parse_amount(text);
    if (!amount || *amount == 0 || *amount > max) {
        throw Failure{exit_usage, std::string{option} + ": expected coins from 0.00000001 to " + coins_text(max) +
                                      ", with at most 8 places after the point, got " + in_quotes(text)};
    }
    return *amount;
}

std::string coins_text(chain::Amount amount) {
    const std::string places = std::to_string(amount % units_per_coin);
    return grouped(amount / units_per_coin) + '.' + std::string(place_count - places.size(), '0') + places;
}

Balance balance_of(const AnyChain& chain, const chain::Address& address) {
    Balance balance;
    const std::set<chain::Outpoint> spent = spent_by_pool(chain);
    const chain::Height height = chain.tip().height + 1;
    const chain::Height maturity = chain.terms().coinbase_maturity;
    for (const auto& [outpoint, coin] : chain.ledger()) {
        if (coin.address != address) continue;
        const bool is_immature = coin.is_coinbase != 0 && height - coin.height < maturity;  // [TXN-9]
        if (is_immature) {
            const bool is_first = balance.immature.list.empty();
            const chain::Height mature = coin.height + maturity;
            balance.mature_next = is_first ? mature : std::min(balance.mature_next, mature);
        }
        add(is_immature                ? balance.immature
            : spent.contains(outpoint) ? balance.leaving
                                       : balance.spendable,
            outpoint, coin);
    }
    balance.arriving = arriving_at(chain, address, spent);
    return balance;
}

}  // namespace bloomcoin::app
