// What the values of fields mean to people, and which rule a value breaks by itself.
#include "meaning.hpp"

#include "coins.hpp"

#include <bloomcoin/codec/hex.hpp>
#include <bloomcoin/wire/compact.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>

namespace bloomcoin::app {

namespace {

static_assert(std::numeric_limits<float>::is_iec559);

std::string coherence_meaning(std::uint32_t coherence) {
    return coherence_text(coherence) + (coherence >= kuramoto::coherence_min ? ", coherent" : "");
}

std::string degrees_text(double degrees) { return decimal(degrees, 3) + " degrees"; }

base::Rule rule_of_turn(codec::Binary32 radians) { return codec::turn_of(radians).rule(); }

}  // namespace

std::string meaning_of(std::string_view name, std::uint8_t value) {
    if (name != "kind") return std::to_string(value);
    const wire::Entry entry{value, {}};
    if (wire::is_block(entry)) return "block";
    return wire::is_transaction(entry) ? "transaction" : "neither a block nor a transaction";
}

std::string meaning_of(std::string_view name, std::uint16_t value) {
    // An element of a list has its place for a name, and only phases are a list of such numbers.
    return name.starts_with('[') ? degrees_text(degrees_of(num::centre_of(value))) : std::to_string(value);
}

std::string meaning_of(std::string_view name, std::uint32_t value) {
    if (name == "coherence") return coherence_meaning(value);
    if (name == "mean_phase") return degrees_text(degrees_of(value));
    return std::to_string(value);
}

std::string meaning_of(std::string_view name, std::uint64_t value) {
    if (name == "amount") return coins_text(value) + " coins";
    const std::string number = std::to_string(value);
    if (name != "time_s" && name != "last_seen_s") return number;
    const std::string date = utc_text(value);
    return date.empty() ? number : number + " = " + date;
}

std::string meaning_of(std::string_view name, codec::Binary32 value) {
    if (!codec::check_finite(value)) return codec::magnitude_of(value) == 0x7f80'0000 ? "infinite" : "not a number";
    const double number = std::bit_cast<float>(value.bits);
    if (name == "coherence") return "r = " + significant(number, 6);
    const std::string radians = significant(number, 6) + " radians";
    const auto turn = codec::turn_of(value);
    return turn ? radians + " = " + degrees_text(degrees_of(turn.value())) : radians;
}

std::string meaning_of(std::string_view, const wire::IpAddress& ip) { return ip_text(ip); }

std::string meaning_of(std::string_view name, const base::Hash& hash) {
    if (hash != base::Hash{}) return {};
    return name == "stop" ? "zeros: as many as fit" : "zeros";
}

std::string summary_of(const wire::Endpoint& endpoint) {
    return '[' + ip_text(endpoint.ip) + "]:" + std::to_string(endpoint.port);
}

std::string summary_of(const wire::AddressRecord& record) { return summary_of(record.endpoint); }

std::string summary_of(const wire::Entry& entry) {
    return meaning_of("kind", entry.kind) + ' ' + short_text(entry.hash) + "...";
}

std::string summary_of(const chain::Header& header) { return "hash " + codec::to_hex(chain::hash_of(header)); }

std::string summary_of(const chain::Block& block) { return counted(block.transactions.size(), "transaction"); }

std::string summary_of(const chain::Transaction& transaction) {
    return (chain::is_coinbase(transaction) ? "coinbase, txid " : "txid ") +
           codec::to_hex(chain::txid_of(transaction.body));
}

std::string summary_of(const chain::Outpoint& outpoint) {
    return "output " + std::to_string(outpoint.index) + " of " + short_text(outpoint.txid) + "...";
}

std::string summary_of(const chain::Input& input) { return "spends " + summary_of(input.outpoint); }

std::string summary_of(const chain::Output& output) {
    return coins_text(output.amount) + " coins to " + short_text(output.address) + "...";
}

std::string text_of(base::BytesView text) {
    std::string shown;
    for (const base::Byte byte : text) {
        if (find_unprintable({&byte, 1})) {
            shown += "\\x" + codec::to_hex({&byte, 1});
        } else {
            shown += static_cast<char>(byte);
        }
    }
    return '"' + shown + '"';
}

std::optional<base::Rule> rule_broken_by(std::string_view name, std::uint8_t value) {
    const wire::Entry entry{value, {}};
    if (name == "kind" && !wire::is_block(entry) && !wire::is_transaction(entry)) return base::Rule("MSG-2");
    return std::nullopt;
}

std::optional<base::Rule> rule_broken_by(std::string_view name, std::uint16_t value) {
    if (name == "port" && value == 0) return base::Rule("ADR-3");
    return std::nullopt;
}

std::optional<base::Rule> rule_broken_by(std::string_view name, std::uint32_t value) {
    if (name == "coherence" && value > num::one_q30) return base::Rule("MSG-3");
    if (name == "count" && value > wire::entry_count_max) return base::Rule("MSG-6");
    if (name == "port" && value > UINT16_MAX) return base::Rule("CMP-2");
    return std::nullopt;
}

std::optional<base::Rule> rule_broken_by(std::string_view name, codec::Binary32 value) {
    if (name == "coherence") {
        const auto coherence = wire::compact::coherence_of(value);
        if (!coherence) return coherence.rule();
    } else if (!codec::turn_of(value)) {
        return rule_of_turn(value);
    }
    return std::nullopt;
}

std::optional<base::Rule> rule_broken_by(std::string_view, const wire::IpAddress& ip) {
    if (!wire::is_host(ip)) return base::Rule("ADR-2");
    return std::nullopt;
}

std::optional<base::Rule> rule_broken_between(const wire::AddressRecord& before, const wire::AddressRecord& after) {
    if (before.endpoint >= after.endpoint) return base::Rule("ADR-4");
    return std::nullopt;
}

std::optional<std::size_t> find_unprintable(base::BytesView text) {
    const auto found =
        std::find_if(text.begin(), text.end(), [](base::Byte byte) { return byte < 0x20 || byte > 0x7e; });
    if (found == text.end()) return std::nullopt;
    return static_cast<std::size_t>(found - text.begin());
}

}  // namespace bloomcoin::app
