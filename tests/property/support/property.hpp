// rapidcheck's properties inside doctest's cases. Debian's rapidcheck brings no such adapter.
// Seed and number of inputs come from the environment variable RC_PARAMS; a failure prints what
// reproduces it.
#pragma once

#include <bloomcoin/base/rule.hpp>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <ostream>
#include <sstream>
#include <string>
#include <utility>

namespace bloomcoin::base {

/// A failure names the rules that were compared.
inline std::ostream& operator<<(std::ostream& stream, const Rule& rule) { return stream << rule.id(); }

}  // namespace bloomcoin::base

namespace bloomcoin::test {

/// Fails the current test case, with rapidcheck's report, unless the property holds.
template <class Testable>
void property(const std::string& sentence, Testable&& testable) {
    const auto result = rc::detail::checkTestable(std::forward<Testable>(testable));
    std::ostringstream report;
    rc::detail::printResultMessage(result, report);
    INFO(sentence);
    const bool holds = result.template is<rc::detail::SuccessResult>();
    CHECK_MESSAGE(holds, report.str());
}

}  // namespace bloomcoin::test
