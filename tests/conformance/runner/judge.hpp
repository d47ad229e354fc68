// From an answer to an outcome. There are five, and none of them stands for another: a crash is
// not a rejection, and a refusal for the wrong reason is not a right one.
#pragma once

#include "suite.hpp"
#include "testee.hpp"

#include <array>
#include <string>
#include <string_view>

namespace bloomcoin::conformance {

enum class Outcome { pass, fail, unsupported, skipped, broken };

inline constexpr std::array outcomes{Outcome::pass, Outcome::fail, Outcome::unsupported, Outcome::skipped,
                                     Outcome::broken};

std::string_view name_of(Outcome outcome);

/// Whether the testee got it wrong, in one way or the other.
constexpr bool is_bad(Outcome outcome) { return outcome == Outcome::fail || outcome == Outcome::broken; }

/// Whether a report keeps question and answer: of a known failure, too.
constexpr bool is_wrong(Outcome outcome) { return is_bad(outcome) || outcome == Outcome::skipped; }

struct Result {
    const Case* asked = nullptr;
    Outcome outcome = Outcome::broken;
    /// Of a failure: value, verdict (accepted instead of refused, or the reverse) or reason
    /// (rightly refused, for another rule). Of a broken one: see Reply. Otherwise empty.
    std::string kind;
    std::string message;
    Json received;
    double ms = 0;
};

/// Whether two answers are the same to the last digit: 8.0 is not the integer 8.
bool is_same(const Json& a, const Json& b);

/// What an answer to a case amounts to.
Result judge(const Case& asked, const Reply& reply);

/// Leaves of an answer that is far longer than the right one only its beginning, as
/// {"shortened":{"begins","bytes","sha256"}}: a testee that floods us must not fill memory and reports.
void shorten(Result& result);

}  // namespace bloomcoin::conformance
