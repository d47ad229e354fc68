#include "html.hpp"

#include "advice.hpp"
#include "page.hpp"
#include "terminal.hpp"
#include "text.hpp"

#include <algorithm>
#include <sstream>

namespace bloomcoin::conformance {

namespace {

/// What a person writes to a shell to have a case explained, with ID where its id goes.
constexpr const char* any_id = "ID";

Json case_with_question(const Case& one) {
    Json json = case_json(one);
    if (one.expected.is_null()) return json;
    // As text: a browser's numbers would make 8.0 an 8, and round what is beyond 2^53.
    json["in"] = text_of(one.in);
    json["expected"] = text_of(one.expected);
    return json;
}

/// [outcome, milliseconds], and of what did not pass also kind, message and answer.
Json result_json(const Result& result) {
    const auto outcome = std::find(outcomes.begin(), outcomes.end(), result.outcome) - outcomes.begin();
    Json json = Json::array({outcome, result.ms});
    if (result.outcome == Outcome::pass) return json;
    json.push_back(result.kind);
    json.push_back(result.message);
    if (!result.received.is_null()) json.push_back(text_of(result.received));
    return json;
}

Json testee_json(const TesteeRun& run, const Environment& environment) {
    Json verdicts = Json::array();
    for (const std::string& profile : profiles_of(run)) {
        Json counts = Json::array();
        for (const Outcome outcome : outcomes) counts.push_back(run.count(outcome, profile));
        verdicts.push_back({{"profile", profile}, {"verdict", verdict_of(run, profile)}, {"counts", counts}});
    }
    Json results = Json::array();
    for (const Result& result : run.results) results.push_back(result_json(result));
    return {{"title", run.title()},
            {"version", run.identity.version},
            {"language", run.identity.language},
            {"command", run.command},
            {"explain", explain_command(environment.explain, run, any_id)},
            {"rooms", rooms_of(run)},
            {"verdicts", verdicts},
            {"begin", begin_json(run)},
            {"problems", run.list_problems},
            {"elapsed_ms", run.elapsed_ms},
            {"results", results}};
}

/// What the page is made of: the report, arranged so that little is to be computed.
Json page_json(const Report& report) {
    Json rules = Json::object();
    for (const auto& [id, rule] : report.rules) rules[id] = {{"page", rule.page}, {"sentence", rule.sentence}};
    Json cases = Json::array();
    for (const Case& one : report.cases) cases.push_back(case_with_question(one));
    Json testees = Json::array();
    for (const TesteeRun& run : report.runs) testees.push_back(testee_json(run, report.environment));
    Json names = Json::array();
    for (const Outcome outcome : outcomes) names.push_back(name_of(outcome));
    const Environment& environment = report.environment;
    return {
        {"outcomes", names},
        {"suite", {{"version", report.suite_version}, {"digest", report.suite_digest}, {"count", report.suite_count}}},
        {"environment",
         {{"date", environment.date},
          {"os", environment.os},
          {"compiler", environment.compiler},
          {"cpus", environment.cpus},
          {"jobs", environment.jobs},
          {"timeout_ms", environment.timeout_ms}}},
        {"selection",
         {{"filters", report.selection.filters},
          {"profiles", report.selection.profiles},
          {"shard", report.selection.shard_text()},
          {"partial", report.selection.is_partial()}}},
        {"advice", advice()},
        {"rules", rules},
        {"testees", testees},
        {"cases", cases}};
}

/// JSON that can stand inside a script element: nothing in it ends the element, opens a comment or
/// ends a line of JavaScript. All of these can only stand in texts, where an escape means the same.
std::string embedded(const Json& json) {
    const std::string text = text_of(json);
    std::string safe;
    safe.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest{text.data() + i, text.size() - i};
        if (text[i] == '<') {
            safe += "\\u003c";
        } else if (text[i] == '>') {
            safe += "\\u003e";
        } else if (text[i] == '&') {
            safe += "\\u0026";
        } else if (rest.starts_with("\xe2\x80\xa8") || rest.starts_with("\xe2\x80\xa9")) {
            safe += rest[2] == '\xa8' ? "\\u2028" : "\\u2029";
            i += 2;
        } else {
            safe += text[i];
        }
    }
    return safe;
}

/// What a browser shows that runs no scripts.
std::string as_text(const Report& report) {
    std::stringstream text;
    for (const TesteeRun& run : report.runs) render_terminal(text, run, report.environment, {});
    std::string escaped;
    for (std::string line; std::getline(text, line);) escaped += markup_escaped(line) + "\n";
    return escaped;
}

std::string title_of(const Report& report) {
    std::string names;
    for (const TesteeRun& run : report.runs) names += (names.empty() ? "" : ", ") + run.title();
    return "BloomCoin conformance of " + around(printable(names), 0, 100);
}

}  // namespace

std::string render_html(const Report& report) {
    const auto& [before_title, before_text, before_report, end] = page_parts;
    std::string html{before_title};
    html += markup_escaped(title_of(report));
    html += before_text;
    html += as_text(report);
    html += before_report;
    html += embedded(page_json(report));
    html += end;
    return html;
}

}  // namespace bloomcoin::conformance
