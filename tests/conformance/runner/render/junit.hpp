// The report as JUnit XML, which CI services display: one test suite for each testee and room.
#pragma once

#include "../run.hpp"

#include <string>
#include <vector>

namespace bloomcoin::conformance {

std::string render_junit(const std::vector<TesteeRun>& runs);

}  // namespace bloomcoin::conformance
