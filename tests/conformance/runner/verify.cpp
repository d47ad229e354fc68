#include "verify.hpp"

#include "reference.hpp"

#include <map>
#include <set>

namespace bloomcoin::conformance {

namespace {

/// Judges what was recorded once more. Of a broken testee there is nothing to judge, and of a
/// shortened answer only that it is wrong.
void judge_again(const Result& result, const std::string& where, std::vector<std::string>& problems) {
    if (result.received.is_null() || result.received.contains("shortened")) return;
    const Result again = judge(*result.asked, {result.received, "", ""});
    if (again.kind == result.kind) return;
    problems.push_back(where + ": " + result.asked->id + ": the answer recorded is judged '" +
                       (again.kind.empty() ? std::string{name_of(again.outcome)} : again.kind) +
                       "', the report says '" + result.kind + "'");
}

}  // namespace

std::vector<std::string> problems_of(const Recorded& recorded) {
    const auto& [json, report] = recorded;
    std::vector<std::string> problems;
    const auto compare = [&](const std::string& where, const Json& follows, const Json& says) {
        if (is_same(follows, says)) return;
        problems.push_back(where + ": expected " + text_of(follows) + " from the results, the report says " +
                           text_of(says));
    };
    for (std::size_t i = 0; i < report.runs.size(); ++i) {
        const TesteeRun& run = report.runs[i];
        const Json& says = json.at("testees").at(i);
        const std::string where = "testee " + std::to_string(i) + " (" + run.title() + ")";
        compare(where + ": counts", counts_json(run), says.at("counts"));
        compare(where + ": verdicts", verdicts_json(run), says.at("verdicts"));
        compare(where + ": begin", begin_json(run), says.at("begin"));
        for (const Result& result : run.results) judge_again(result, where, problems);
    }
    compare("selection/selected", report.cases.size(), json.at("selection").at("selected"));
    compare("footer", footer_json(report.runs), json.at("footer"));
    return problems;
}

std::vector<std::string> problems_with(const Report& report, const Suite& suite) {
    std::vector<std::string> problems;
    const auto compare = [&](const std::string& where, const Json& suite_says, const Json& report_says) {
        if (is_same(suite_says, report_says)) return;
        problems.push_back(where + ": the suite says " + text_of(suite_says) + ", the report " + text_of(report_says));
    };
    compare("suite/digest", suite.digest, report.suite_digest);
    compare("suite/version", suite.version, report.suite_version);
    compare("suite/count", suite.cases.size(), report.suite_count);
    std::map<std::string, const Case*> by_id;
    for (const Case& one : suite.cases) by_id[one.id] = &one;
    std::set<std::string> seen;
    for (const Case& one : report.cases) {
        const auto found = by_id.find(one.id);
        if (found == by_id.end()) {
            problems.push_back(one.id + ": the suite has no such case");
            continue;
        }
        const Case& right = *found->second;
        seen.insert(one.id);
        compare(one.id + ": room", right.room, one.room);
        compare(one.id + ": op", right.op, one.op);
        compare(one.id + ": profile", right.profile, one.profile);
        compare(one.id + ": why", right.why, one.why);
        compare(one.id + ": source", right.source, one.source);
        compare(one.id + ": sibling", right.sibling, one.sibling);
        compare(one.id + ": clauses", right.clauses, one.clauses);
        if (one.expected.is_null()) continue;
        compare(one.id + ": in", right.in, one.in);
        compare(one.id + ": expected", right.expected, one.expected);
    }
    // Over all cases the digest of the right answers is known (PROTOCOL.md).
    std::string right_answers;
    for (const Case& one : report.cases) {
        if (seen.contains(one.id)) right_answers += one.id + " " + text_of(by_id[one.id]->expected) + "\n";
    }
    for (const TesteeRun& run : report.runs) {
        compare(run.title() + ": answers/right", sha256_hex(right_answers), run.right_answers);
        // Of an unsupported case the answer is not recorded.
        if (seen.size() < report.cases.size() || run.count(Outcome::unsupported) > 0) continue;
        const auto answer_of = [&](const Result& result) {
            return result.outcome == Outcome::pass ? by_id[result.asked->id]->expected : result.received;
        };
        compare(run.title() + ": answers/digest", answers_digest(run.results, answer_of), run.answers);
    }
    // A whole run without some cases would be a conformant one that was not.
    Selection selection = report.selection;
    try {
        for (const Case* one : select(suite, selection)) {
            if (!seen.contains(one->id)) problems.push_back(one->id + ": was selected, but the report lacks it");
        }
    } catch (const WrongUsage& error) {
        problems.push_back(std::string{"selection: "} + error.what());
    }
    return problems;
}

}  // namespace bloomcoin::conformance
