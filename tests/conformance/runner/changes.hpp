// What has changed from one report to another, testee by testee and case by case.
#pragma once

#include "report.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace bloomcoin::conformance {

/// One case that has another outcome, or fails in another way, than before.
struct Change {
    std::string id;
    std::string before;  // "pass", "fail, value"
    std::string after;
};

/// What has changed for one testee.
struct TesteeChanges {
    std::string name;
    std::size_t common = 0;             // cases that both reports have
    std::vector<Change> regressions;    // worse than before
    std::vector<Change> mends;          // better
    std::vector<Change> others;         // as bad as before, but otherwise
    std::vector<std::string> added;     // cases that the old report lacks
    std::vector<std::string> vanished;  // cases that the new report lacks
};

struct Changes {
    std::vector<TesteeChanges> testees;  // those that both reports have
    std::vector<std::string> added;      // testees that the old report lacks
    std::vector<std::string> vanished;   // testees that the new report lacks

    /// Nothing is worse than before. A testee that is no longer there is worse.
    bool is_good() const;
};

/// Testees are the same if their names are; of several with one name, the first is compared with the
/// first.
Changes changes_between(const Report& before, const Report& after);

Json changes_json(const Changes& changes);
void print_changes(std::ostream& out, const Changes& changes);

}  // namespace bloomcoin::conformance
