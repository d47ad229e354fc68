// Whether a report is right: what it says of itself follows from its results, each result follows
// from the answer that was recorded, and each case is one of the suite.
#pragma once

#include "report.hpp"

#include <string>
#include <vector>

namespace bloomcoin::conformance {

/// What is wrong within a report, one sentence each, with testee and id; nothing if all is right.
std::vector<std::string> problems_of(const Recorded& recorded);

/// What in a report differs from the suite that it says it is about.
std::vector<std::string> problems_with(const Report& report, const Suite& suite);

}  // namespace bloomcoin::conformance
