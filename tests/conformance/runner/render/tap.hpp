// The report as TAP 14: a subtest for each testee and room, with a YAML block for what failed.
#pragma once

#include "../report.hpp"

#include <string>

namespace bloomcoin::conformance {

std::string render_tap(const Report& report);

}  // namespace bloomcoin::conformance
