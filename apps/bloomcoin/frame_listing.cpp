// What is said of frames and payloads.
#include "frame_listing.hpp"

namespace bloomcoin::app {

std::string kind_text(std::optional<std::size_t> kind) {
    return kind ? std::string{wire::kinds[*kind].name} : "of no kind";
}

std::string rule_text(base::Rule rule) { return std::string{rule.id()} + ' ' + std::string{rule.sentence()}; }

Verdict verdict_of(const base::Result<std::optional<wire::Message>>& result) {
    if (!result) return {"refused: " + rule_text(result.rule()), result.rule()};
    if (!result.value()) return {"passed over: its code is that of no kind", {}};
    return {"accepted: " + kind_text(result.value()->index()), {}};
}

}  // namespace bloomcoin::app
