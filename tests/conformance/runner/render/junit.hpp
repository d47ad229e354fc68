// The report as JUnit XML, which CI services display: one test suite for each testee and room.
#pragma once

#include "../report.hpp"

#include <string>

namespace bloomcoin::conformance {

std::string render_junit(const Report& report);

}  // namespace bloomcoin::conformance
