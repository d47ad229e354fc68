// The report as Markdown, short enough for a comment on a pull request or the summary of a CI job.
#pragma once

#include "../report.hpp"

#include <string>

namespace bloomcoin::conformance {

std::string render_markdown(const Report& report);

}  // namespace bloomcoin::conformance
