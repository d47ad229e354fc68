// Result<T> is a value or the first broken rule; Check is a result with no value.
// Two optional members rather than a variant: std::variant cannot be used inside
// static_assert on GCC 12 and Clang 14, and std::expected is not in C++20.
// Spec: spec/00-reading.md, "Refusals".
#pragma once

#include <bloomcoin/base/rule.hpp>

#include <cassert>
#include <optional>
#include <utility>

namespace bloomcoin::base {

/// A value, or the one rule that stands in its place. [BAS-2]
template <class T>
class [[nodiscard]] Result {
public:
    constexpr Result(T value) : value_{std::move(value)} {}
    constexpr Result(Rule rule) : rule_{rule} {}

    constexpr explicit operator bool() const { return value_.has_value(); }

    /// The value. Only for a result that holds one: ask first.
    constexpr const T& value() const& {
        assert(value_);
        return *value_;
    }
    constexpr T&& value() && {
        assert(value_);
        return std::move(*value_);
    }

    /// The first broken rule. Only for a result that holds no value: ask first.
    constexpr Rule rule() const {
        assert(rule_);
        return *rule_;
    }

private:
    std::optional<T> value_;
    std::optional<Rule> rule_;
};

/// Nothing broken, or the first broken rule. [BAS-2]
class [[nodiscard]] Check {
public:
    /// Nothing is broken.
    constexpr Check() = default;
    constexpr Check(Rule rule) : rule_{rule} {}

    constexpr explicit operator bool() const { return !rule_; }

    /// The first broken rule. Only for a check that failed: ask first.
    constexpr Rule rule() const {
        assert(rule_);
        return *rule_;
    }

private:
    std::optional<Rule> rule_;
};

}  // namespace bloomcoin::base
