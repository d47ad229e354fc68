// What to do about a case that failed, in words: every rendering says the same.
#pragma once

#include "../run.hpp"

#include <map>
#include <string>

namespace bloomcoin::conformance {

/// What each kind of failure means and what to look at, by kind (Result::kind).
const std::map<std::string, std::string>& advice();

/// The shell command that explains a case of this testee, as Environment::explain says it.
std::string explain_command(const std::string& explain, const TesteeRun& run, const std::string& id);

/// "fail, value": outcome and kind of a result.
std::string outcome_and_kind(const Result& result);

}  // namespace bloomcoin::conformance
