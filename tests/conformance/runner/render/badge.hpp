// The report as a badge: a small SVG picture that says in a few words how the run ended.
#pragma once

#include "../report.hpp"

#include <string>

namespace bloomcoin::conformance {

std::string render_badge(const Report& report);

}  // namespace bloomcoin::conformance
