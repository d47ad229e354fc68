#include "rules.hpp"

#include "rule_texts.hpp"

#include <algorithm>

namespace bloomcoin::conformance {

std::optional<RuleText> rule_text(std::string_view id) {
    const auto found =
        std::find_if(rule_texts.begin(), rule_texts.end(), [&](const RuleText& rule) { return rule.id == id; });
    if (found == rule_texts.end()) return std::nullopt;
    return *found;
}

}  // namespace bloomcoin::conformance
