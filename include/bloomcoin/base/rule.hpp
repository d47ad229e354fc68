// A Rule names the first rule that an input broke. It can be made only from an
// id that stands in the table of refusals: a misspelt id does not compile.
// Spec: spec/00-reading.md, "Refusals".
#pragma once

#include <bloomcoin/base/rules.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace bloomcoin::base {

/// The table's row for an id that is known only at run time; nothing if there is none.
constexpr std::optional<RuleEntry> find_rule(std::string_view id) {
    for (const RuleEntry& entry : rules) {
        if (entry.id == id) return entry;
    }
    return std::nullopt;
}

class Rule {
public:
    /// The rule with this id. An id that the table lacks is a compile-time error.
    /// Write Rule("HDR-1"), with parentheses: Clang 14 crashes on a temporary in braces whose
    /// constructor is consteval.
    consteval Rule(const char* id) : entry_{find_rule(id).value()} {}

    constexpr std::string_view id() const { return entry_.id; }
    constexpr std::string_view sentence() const { return entry_.sentence; }

    friend constexpr bool operator==(const Rule& a, const Rule& b) { return a.id() == b.id(); }

private:
    RuleEntry entry_;
};

namespace detail {

consteval bool every_id_is_unique() {
    for (std::size_t i = 0; i < rules.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (rules[i].id == rules[j].id) return false;
        }
    }
    return true;
}

}  // namespace detail

static_assert(detail::every_id_is_unique());
static_assert(Rule("COD-1") != Rule("COD-2"));

}  // namespace bloomcoin::base
