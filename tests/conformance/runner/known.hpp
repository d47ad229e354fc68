// Known failures: cases that an implementation is known to get wrong, each with its reason. The
// list may neither hide a case that passes nor name one that does not exist.
#pragma once

#include "judge.hpp"

#include <map>
#include <string>
#include <vector>

namespace bloomcoin::conformance {

/// Reason by id.
using KnownFailures = std::map<std::string, std::string>;

/// Reads lines "id  # reason"; blank lines and lines that start with # are skipped. Throws
/// DamagedInput for a line without a reason or an id that stands twice, with file and line.
KnownFailures read_known_failures(const std::string& path);

/// Turns listed failures into skipped results. Says what is wrong with the list itself: cases that
/// pass, and ids that the suite lacks.
std::vector<std::string> apply_known_failures(const KnownFailures& known, const Suite& suite,
                                              std::vector<Result>& results);

/// Writes the list that would make these results pass, keeping the reasons it has.
void write_known_failures(const std::string& path, const KnownFailures& known, const std::vector<Result>& results);

}  // namespace bloomcoin::conformance
