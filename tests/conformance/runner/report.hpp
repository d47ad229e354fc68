// The one result of a run, as JSON. Every rendering is made from what stands in it.
#pragma once

#include "run.hpp"
#include "selection.hpp"
#include "suite.hpp"

#include <vector>

namespace bloomcoin::conformance {

/// {"format":1, "suite", "environment", "selection", "testees", "footer"}. The footer has the number
/// of results and a digest over them, so that a report that was cut short shows.
Json report_of(const Suite& suite, const Selection& selection, const std::vector<TesteeRun>& runs);

}  // namespace bloomcoin::conformance
