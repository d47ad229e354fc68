// The one result of a run. It is written as JSON, and every rendering is made from what was read
// back from it, so that a rendering can be made anew at any time. Format: report.schema.json.
#pragma once

#include "run.hpp"
#include "selection.hpp"
#include "suite.hpp"

#include <map>
#include <string>
#include <vector>

namespace bloomcoin::conformance {

/// Grows with every change that would mislead an older reader.
inline constexpr int report_format = 3;

/// How and where a run was made.
struct Environment {
    std::string date;  // UTC, as in RFC 3339
    std::string os;
    std::string compiler;  // the one that the runner was built with
    unsigned cpus = 0;
    unsigned jobs = 0;
    unsigned timeout_ms = 0;
    std::string explain;  // what a person calls to have a case explained, with the words ID and TESTEE in it
};

/// The environment of this moment. A script that stands between a person and this program says in BLOOMCOIN_EXPLAIN
/// how a case is explained.
Environment environment_now(unsigned jobs, unsigned timeout_ms);

struct Report {
    struct Rule {
        std::string page;
        std::string sentence;
    };

    std::string suite_version;
    std::string suite_digest;
    std::size_t suite_count = 0;
    Environment environment;
    Selection selection;
    std::map<std::string, Rule> rules;  // by id: what the cases and the answers name
    std::vector<Case> cases;            // input and expectation only of those that somebody got wrong
    std::vector<TesteeRun> runs;        // their results point into the cases

    Report() = default;
    Report(Report&&) = default;
    Report& operator=(Report&&) = default;
};

/// The report as JSON text. Its footer has the number of results and a digest over them.
std::string report_text(const Suite& suite, const Environment& environment, const Selection& selection,
                        const std::vector<TesteeRun>& runs);

/// What a report says of itself, and what follows from its results.
struct Recorded {
    Json json;
    Report report;
};

/// Reads a report whatever it claims: counts, verdicts and footer are not compared with its results.
/// Throws DamagedInput where its form is wrong: where, what was expected, what was found.
Recorded read_claims(const std::string& text, const std::string& name);

/// Reads a report and demands that it is whole: its footer must be right.
Report read_report(const std::string& text, const std::string& name);

/// A case without its question and without what is expected.
Json case_json(const Case& one);

// What a report says about each testee beside its results, and at its end.
Json counts_json(const TesteeRun& run);
Json verdicts_json(const TesteeRun& run);
Json begin_json(const TesteeRun& run);
Json footer_json(const std::vector<TesteeRun>& runs);

}  // namespace bloomcoin::conformance
