// The rules of spec/ by id, as the build found them: what reports say next to an id.
#pragma once

#include <optional>
#include <string_view>

namespace bloomcoin::conformance {

struct RuleText {
    std::string_view id;
    std::string_view page;      // "spec/kuramoto.md"
    std::string_view sentence;  // of a refusal the whole of it, of a definition its first
};

/// The rule with this id, or nothing if spec/ has none.
std::optional<RuleText> rule_text(std::string_view id);

}  // namespace bloomcoin::conformance
