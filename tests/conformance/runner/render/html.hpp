// The report as one HTML page that needs nothing else: what is wrong, why, and every case.
#pragma once

#include "../report.hpp"

#include <string>

namespace bloomcoin::conformance {

std::string render_html(const Report& report);

}  // namespace bloomcoin::conformance
