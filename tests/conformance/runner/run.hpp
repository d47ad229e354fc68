// Asks a testee all selected cases, several at a time.
#pragma once

#include "judge.hpp"
#include "testee.hpp"

#include <functional>
#include <string>
#include <vector>

namespace bloomcoin::conformance {

/// What one testee answered.
struct TesteeRun {
    Identity identity;
    std::string command;                     // empty for the reference
    std::vector<Result> results;             // in the order of the cases
    std::vector<std::string> list_problems;  // what is wrong with the list of known failures
    double elapsed_ms = 0;
    /// SHA-256 over a line "ID ANSWER" for each case, in the order of the suite, so that two testees that were asked
    /// the same cases can be compared at a glance; and what it is if all answers are right.
    std::string answers;
    std::string right_answers;
    bool has_whole_profiles = true;  // every case of each profile was asked

    /// Its name, or whatever else it is known by.
    std::string title() const;
    std::size_t count(Outcome outcome) const;
    std::size_t bad_count() const { return count(Outcome::fail) + count(Outcome::broken); }
    /// How many cases of a profile, and of any profile, had this outcome.
    std::size_t count(Outcome outcome, const std::string& profile) const;
};

/// Called from one thread at a time, after each case.
using Watch = std::function<void(const Result& result, std::size_t done)>;

/// One testee and one thread for each job; every thread takes the next case that is left. The
/// results do not depend on the number of jobs. Throws std::runtime_error if the system has not enough processes or
/// pipes for so many.
TesteeRun run_testee(const TesteeMaker& make, const std::string& command, const std::vector<const Case*>& cases,
                     unsigned jobs, const Watch& watch);

/// SHA-256 over a line for each result with its id and, as JSON, the answer that it is given here (PROTOCOL.md).
std::string answers_digest(const std::vector<Result>& results, const std::function<Json(const Result&)>& answer_of);

/// "conformant", "not conformant" or "incomplete", for one profile; "passed in part" where nothing
/// failed but not every case was asked.
std::string verdict_of(const TesteeRun& run, const std::string& profile);

/// What failed or broke, in the order in which to mend it: the lowest room first, and in it the
/// smallest question.
std::vector<const Result*> to_mend(const TesteeRun& run);

/// The rule to look at first in a wrong result: the one that had to be named; otherwise, of the rules
/// that the case exercises, the one whose cases fail most often. Empty if it exercises none.
std::string suspect_of(const TesteeRun& run, const Result& result);

/// The rooms of these results, the lowest first.
std::vector<std::string> rooms_of(const TesteeRun& run);

/// The profiles of these results, "any" left out, in order of first appearance.
std::vector<std::string> profiles_of(const TesteeRun& run);

}  // namespace bloomcoin::conformance
