#include "report.hpp"

#include "reference.hpp"
#include "rules.hpp"

#include <sys/utsname.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <set>
#include <thread>

namespace bloomcoin::conformance {

namespace {

Json environment_json(const Environment& environment) {
    return {{"date", environment.date},      {"os", environment.os},     {"compiler", environment.compiler},
            {"cpus", environment.cpus},      {"jobs", environment.jobs}, {"timeout_ms", environment.timeout_ms},
            {"explain", environment.explain}};
}

Json selection_json(const Selection& selection, std::size_t selected) {
    const std::string shard = selection.shard_text();
    return {{"filters", selection.filters},
            {"profiles", selection.profiles},
            {"shard", shard.empty() ? Json{} : Json(shard)},
            {"selected", selected},
            {"partial", selection.is_partial()}};
}

/// Whether a result has an answer that is worth keeping: one that is wrong.
bool has_answer(const Result& result) { return is_wrong(result.outcome) && !result.received.is_null(); }

Json result_json(const Result& result) {
    Json json{
        {"id", result.asked->id}, {"outcome", name_of(result.outcome)}, {"ms", std::round(result.ms * 1000) / 1000}};
    if (!result.kind.empty()) json["kind"] = result.kind;
    if (!result.message.empty()) json["message"] = result.message;
    if (has_answer(result)) json["received"] = result.received;
    return json;
}

Json testee_json(const TesteeRun& run) {
    Json results = Json::array();
    for (const Result& result : run.results) results.push_back(result_json(result));
    return {{"name", run.identity.name},
            {"version", run.identity.version},
            {"language", run.identity.language},
            {"command", run.command},
            {"counts", counts_json(run)},
            {"verdicts", verdicts_json(run)},
            {"begin", begin_json(run)},
            {"known_failures_problems", run.list_problems},
            {"elapsed_ms", std::round(run.elapsed_ms)},
            {"answers", {{"digest", run.answers}, {"right", run.right_answers}}},
            {"results", results}};
}

Json rules_json(const std::vector<TesteeRun>& runs) {
    std::set<std::string> ids;
    for (const TesteeRun& run : runs) {
        for (const Result& result : run.results) {
            ids.insert(result.asked->clauses.begin(), result.asked->clauses.end());
            if (result.asked->expected.contains("rule")) ids.insert(result.asked->expected["rule"].get<std::string>());
            if (result.received.contains("rule")) ids.insert(result.received["rule"].get<std::string>());
        }
    }
    Json rules = Json::object();
    for (const std::string& id : ids) {
        if (const auto rule = rule_text(id)) rules[id] = {{"page", rule->page}, {"sentence", rule->sentence}};
    }
    return rules;
}

/// JSON whose outer levels have a line for each member, so that a report can be read and compared.
std::string in_lines(const Json& json, int levels) {
    if (levels == 0 || !json.is_structured() || json.empty()) return text_of(json);
    std::string lines;
    for (const auto& item : json.items()) {
        lines += lines.empty() ? "\n" : ",\n";
        if (json.is_object()) lines += text_of(item.key()) + ":";
        lines += in_lines(item.value(), levels - 1);
    }
    return (json.is_object() ? "{" : "[") + lines + "\n" + (json.is_object() ? "}" : "]");
}

}  // namespace

Environment environment_now(unsigned jobs, unsigned timeout_ms) {
    utsname system{};
    ::uname(&system);
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
    ::gmtime_r(&now, &utc);
#ifdef __clang__
    const char* const compiler = __VERSION__;  // "Clang 14…"
#else
    const char* const compiler = "GCC " __VERSION__;
#endif
    char date[32];
    std::strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &utc);
    const char* const explain = std::getenv("BLOOMCOIN_EXPLAIN");
    return {date,
            std::string{system.sysname} + " " + system.release + " " + system.machine,
            compiler,
            std::thread::hardware_concurrency(),
            jobs,
            timeout_ms,
            explain == nullptr ? "bloomcoin-conformance explain ID TESTEE" : explain};
}

Json case_json(const Case& one) {
    Json json{{"id", one.id},   {"room", one.room},     {"op", one.op},          {"profile", one.profile},
              {"why", one.why}, {"source", one.source}, {"clauses", one.clauses}};
    if (!one.sibling.empty()) json["sibling"] = one.sibling;
    return json;
}

Json counts_json(const TesteeRun& run) {
    Json counts;
    for (const Outcome outcome : outcomes) counts[std::string{name_of(outcome)}] = run.count(outcome);
    return counts;
}

Json verdicts_json(const TesteeRun& run) {
    Json verdicts = Json::object();
    for (const std::string& profile : profiles_of(run)) verdicts[profile] = verdict_of(run, profile);
    return verdicts;
}

Json begin_json(const TesteeRun& run) {
    const auto results = to_mend(run);
    if (results.empty()) return {};
    return {{"id", results.front()->asked->id}, {"rule", suspect_of(run, *results.front())}};
}

Json footer_json(const std::vector<TesteeRun>& runs) {
    std::string lines;
    std::size_t count = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        for (const Result& result : runs[i].results) {
            lines += std::to_string(i) + " " + result.asked->id + " " + std::string{name_of(result.outcome)} + "\n";
            ++count;
        }
    }
    return {{"results", count}, {"digest", sha256_hex(lines)}};
}

std::string report_text(const Suite& suite, const Environment& environment, const Selection& selection,
                        const std::vector<TesteeRun>& runs) {
    Json cases = Json::array();
    for (std::size_t i = 0; i < runs.front().results.size(); ++i) {
        const bool with_question = std::any_of(runs.begin(), runs.end(),
                                               [&](const TesteeRun& run) { return is_wrong(run.results[i].outcome); });
        const Case& asked = *runs.front().results[i].asked;
        cases.push_back(case_json(asked));
        if (with_question) cases.back().update({{"in", asked.in}, {"expected", asked.expected}});
    }
    Json testees = Json::array();
    for (const TesteeRun& run : runs) testees.push_back(testee_json(run));

    const auto member = [](const std::string& key, const Json& value, int levels) {
        return text_of(key) + ":" + in_lines(value, levels);
    };
    // What is read first stands first, and the footer last.
    return "{\n" + member("format", report_format, 0) + ",\n" +
           member("suite", {{"version", suite.version}, {"digest", suite.digest}, {"count", suite.cases.size()}}, 1) +
           ",\n" + member("environment", environment_json(environment), 1) + ",\n" +
           member("selection", selection_json(selection, cases.size()), 1) + ",\n" +
           member("rules", rules_json(runs), 1) + ",\n" + member("testees", testees, 3) + ",\n" +
           member("cases", cases, 1) + ",\n" + member("footer", footer_json(runs), 1) + "\n}\n";
}

}  // namespace bloomcoin::conformance
