#include "report.hpp"

#include "reference.hpp"
#include "rules.hpp"

#include <sys/utsname.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <set>
#include <thread>

namespace bloomcoin::conformance {

namespace {

constexpr int format = 2;

/// Whether a testee got a case wrong, so that question and answer are worth keeping.
bool is_of_interest(Outcome outcome) { return is_bad(outcome) || outcome == Outcome::skipped; }

// ---- writing

Json environment_json(const Environment& environment) {
    return {{"date", environment.date}, {"os", environment.os},     {"compiler", environment.compiler},
            {"cpus", environment.cpus}, {"jobs", environment.jobs}, {"timeout_ms", environment.timeout_ms}};
}

Json selection_json(const Selection& selection, std::size_t selected) {
    const std::string shard = selection.shard_text();
    return {{"filters", selection.filters},
            {"profiles", selection.profiles},
            {"shard", shard.empty() ? Json{} : Json(shard)},
            {"selected", selected},
            {"partial", selection.is_partial()}};
}

Json case_json(const Case& one, bool with_question) {
    Json json{{"id", one.id},   {"room", one.room},     {"op", one.op},          {"profile", one.profile},
              {"why", one.why}, {"source", one.source}, {"clauses", one.clauses}};
    if (!one.sibling.empty()) json["sibling"] = one.sibling;
    if (with_question) {
        json["in"] = one.in;
        json["expected"] = one.expected;
    }
    return json;
}

/// Whether a result has an answer that is worth keeping: one that is wrong.
bool has_answer(const Result& result) { return is_of_interest(result.outcome) && !result.received.is_null(); }

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

// ---- reading

/// A value in a report and where it stands: every demand that it does not meet says so.
class Place {
public:
    Place(const Json& json, std::string where) : json_{json}, where_{std::move(where)} {}

    const Json& json() const { return json_; }

    [[noreturn]] void refuse(const std::string& expected, const std::string& found) const {
        throw DamagedInput("the report is damaged: " + where_ + ": expected " + expected + ", found " + found);
    }

    void demand(bool good, const std::string& expected) const {
        if (!good) refuse(expected, shown());
    }

    /// Demands an object with all of these keys, perhaps some of those, and no others.
    void demand_keys(const std::set<std::string>& required, const std::set<std::string>& allowed = {}) const {
        demand(json_.is_object(), "an object");
        for (const std::string& key : required) {
            if (!json_.contains(key)) refuse("the key " + key, "none");
        }
        for (const auto& item : json_.items()) {
            if (!required.contains(item.key()) && !allowed.contains(item.key())) refuse("no key " + item.key(), "it");
        }
    }

    Place at(const std::string& key) const {
        if (!json_.is_object() || !json_.contains(key)) refuse("the key " + key, "none");
        return {json_.at(key), where_ + "/" + key};
    }

    std::vector<Place> elements() const {
        demand(json_.is_array(), "an array");
        std::vector<Place> places;
        for (std::size_t i = 0; i < json_.size(); ++i) places.emplace_back(json_[i], where_ + "/" + std::to_string(i));
        return places;
    }

    std::string text() const {
        demand(json_.is_string(), "a text");
        return json_.get<std::string>();
    }

    /// The text under a key that may be missing.
    std::string text_if(const std::string& key) const { return json_.contains(key) ? at(key).text() : ""; }

    template <typename Count>
    Count count() const {
        demand(json_.is_number_unsigned() && json_.get<std::uint64_t>() <= std::numeric_limits<Count>::max(),
               "a number of things");
        return json_.get<Count>();
    }

    double ms() const {
        demand(json_.is_number() && json_.get<double>() >= 0, "milliseconds");
        return json_.get<double>();
    }

    std::vector<std::string> texts() const {
        std::vector<std::string> all;
        for (const Place& element : elements()) all.push_back(element.text());
        return all;
    }

private:
    std::string shown() const {
        if (json_.is_structured()) return json_.is_array() ? "an array" : "an object";
        const std::string text = text_of(json_);
        return text.size() <= 80 ? text : text.substr(0, 80) + "…";
    }

    const Json& json_;
    std::string where_;
};

Environment environment_at(const Place& place) {
    place.demand_keys({"date", "os", "compiler", "cpus", "jobs", "timeout_ms"});
    return {place.at("date").text(),
            place.at("os").text(),
            place.at("compiler").text(),
            place.at("cpus").count<unsigned>(),
            place.at("jobs").count<unsigned>(),
            place.at("timeout_ms").count<unsigned>()};
}

Selection selection_at(const Place& place) {
    place.demand_keys({"filters", "profiles", "shard", "selected", "partial"});
    Selection selection;
    selection.filters = place.at("filters").texts();
    selection.profiles = place.at("profiles").texts();
    if (!place.at("shard").json().is_null()) {
        try {
            read_shard(place.at("shard").text(), selection);
        } catch (const WrongUsage&) {
            place.at("shard").refuse("I/N", place.at("shard").text());
        }
    }
    place.at("partial").demand(place.at("partial").json() == selection.is_partial(), "what filters and shard say");
    return selection;
}

/// An answer, or the beginning of one.
void demand_answer(const Place& place, const std::set<std::string>& allowed) {
    place.demand_keys({}, allowed);
    place.demand(place.json().size() == 1, "one answer");
    const std::string key = place.json().begin().key();
    const Place value = place.at(key);
    if (key == "shortened") {
        value.demand_keys({"begins", "bytes"});
        value.at("begins").text();
        value.at("bytes").count<std::size_t>();
    } else if (key == "out") {
        value.demand(value.json().is_object(), "an object");
    } else {
        value.text();
    }
}

Case case_at(const Place& place) {
    place.demand_keys({"id", "room", "op", "profile", "why", "source", "clauses"}, {"sibling", "in", "expected"});
    Case one{
        place.at("id").text(),  place.at("room").text(),   place.at("op").text(),    place.at("profile").text(), {}, {},
        place.at("why").text(), place.at("source").text(), place.text_if("sibling"), place.at("clauses").texts()};
    place.demand(place.json().contains("in") == place.json().contains("expected"), "in and expected together");
    if (!place.json().contains("in")) return one;
    demand_answer(place.at("expected"), {"out", "rule"});
    one.in = place.at("in").json();
    one.expected = place.at("expected").json();
    return one;
}

Outcome outcome_at(const Place& place) {
    for (const Outcome outcome : outcomes) {
        if (place.json() == name_of(outcome)) return outcome;
    }
    place.refuse("an outcome", text_of(place.json()));
}

/// Whether a kind says in what way an answer was wrong, and not how a testee broke.
bool is_failure(const std::string& kind) { return kind == "value" || kind == "verdict" || kind == "reason"; }

bool is_break(const std::string& kind) {
    return kind == "crash" || kind == "timeout" || kind == "garbage" || kind == "wrong-id" || kind == "handshake";
}

bool is_kind(const std::string& kind, Outcome outcome) {
    switch (outcome) {
        case Outcome::fail:
            return is_failure(kind);
        case Outcome::broken:
            return is_break(kind);
        case Outcome::skipped:
            return is_failure(kind) || is_break(kind);
        default:
            return kind.empty();
    }
}

Result result_at(const Place& place, const Case& asked) {
    place.demand_keys({"id", "outcome", "ms"}, {"kind", "message", "received"});
    if (place.at("id").text() != asked.id) place.at("id").refuse("a result of " + asked.id, place.at("id").text());
    Result result{&asked,
                  outcome_at(place.at("outcome")),
                  place.text_if("kind"),
                  place.text_if("message"),
                  {},
                  place.at("ms").ms()};
    place.demand(!is_of_interest(result.outcome) || !asked.expected.is_null(), "a question with the case");
    if (!is_kind(result.kind, result.outcome))
        place.refuse("a kind of " + text_of(name_of(result.outcome)), result.kind);
    const bool has_answer = place.json().contains("received");
    if (has_answer != is_failure(result.kind))
        place.refuse("an answer where one is wrong, and only there", "otherwise");
    if (!has_answer) return result;
    demand_answer(place.at("received"), {"out", "rule", "shortened"});
    result.received = place.at("received").json();
    return result;
}

TesteeRun run_at(const Place& place, const std::vector<Case>& cases, bool has_whole_profiles) {
    place.demand_keys({"name", "version", "language", "command", "counts", "verdicts", "begin",
                       "known_failures_problems", "elapsed_ms", "answers", "results"});
    TesteeRun run;
    run.identity.name = place.at("name").text();
    run.identity.version = place.at("version").text();
    run.identity.language = place.at("language").text();
    run.command = place.at("command").text();
    run.list_problems = place.at("known_failures_problems").texts();
    run.elapsed_ms = place.at("elapsed_ms").ms();
    place.at("answers").demand_keys({"digest", "right"});
    run.answers = place.at("answers").at("digest").text();
    run.right_answers = place.at("answers").at("right").text();
    run.has_whole_profiles = has_whole_profiles;
    const auto results = place.at("results").elements();
    if (results.size() != cases.size()) {
        place.at("results").refuse(std::to_string(cases.size()) + ", one for each case",
                                   std::to_string(results.size()));
    }
    for (std::size_t i = 0; i < cases.size(); ++i) run.results.push_back(result_at(results[i], cases[i]));
    return run;
}

Report report_at(const Place& top) {
    top.demand_keys({"format", "suite", "environment", "selection", "rules", "cases", "testees", "footer"});
    top.at("format").demand(top.at("format").json() == format, std::to_string(format));
    Report report;
    const Place suite = top.at("suite");
    suite.demand_keys({"version", "digest", "count"});
    report.suite_version = suite.at("version").text();
    report.suite_digest = suite.at("digest").text();
    report.suite_count = suite.at("count").count<std::size_t>();
    report.environment = environment_at(top.at("environment"));
    report.selection = selection_at(top.at("selection"));
    top.at("rules").demand(top.at("rules").json().is_object(), "an object");
    for (const auto& item : top.at("rules").json().items()) {
        const Place rule = top.at("rules").at(item.key());
        rule.demand_keys({"page", "sentence"});
        report.rules[item.key()] = {rule.at("page").text(), rule.at("sentence").text()};
    }
    std::set<std::string> ids;
    for (const Place& place : top.at("cases").elements()) {
        report.cases.push_back(case_at(place));
        if (!ids.insert(report.cases.back().id).second) place.refuse("an id of its own", report.cases.back().id);
    }
    top.at("cases").demand(!report.cases.empty(), "cases");
    top.at("testees").demand(!top.at("testees").json().empty(), "testees");
    for (const Place& place : top.at("testees").elements())
        report.runs.push_back(run_at(place, report.cases, report.selection.has_whole_profiles()));
    return report;
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
    return {date,     std::string{system.sysname} + " " + system.release + " " + system.machine,
            compiler, std::thread::hardware_concurrency(),
            jobs,     timeout_ms};
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
        const bool with_question = std::any_of(
            runs.begin(), runs.end(), [&](const TesteeRun& run) { return is_of_interest(run.results[i].outcome); });
        cases.push_back(case_json(*runs.front().results[i].asked, with_question));
    }
    Json testees = Json::array();
    for (const TesteeRun& run : runs) testees.push_back(testee_json(run));

    const auto member = [](const std::string& key, const Json& value, int levels) {
        return text_of(key) + ":" + in_lines(value, levels);
    };
    // What is read first stands first, and the footer last.
    return "{\n" + member("format", format, 0) + ",\n" +
           member("suite", {{"version", suite.version}, {"digest", suite.digest}, {"count", suite.cases.size()}}, 1) +
           ",\n" + member("environment", environment_json(environment), 1) + ",\n" +
           member("selection", selection_json(selection, cases.size()), 1) + ",\n" +
           member("rules", rules_json(runs), 1) + ",\n" + member("testees", testees, 3) + ",\n" +
           member("cases", cases, 1) + ",\n" + member("footer", footer_json(runs), 1) + "\n}\n";
}

Recorded read_claims(const std::string& text, const std::string& name) {
    // A report has a few levels of its own around those of the answers in it.
    constexpr int depth_max = answer_depth_max + 8;
    Recorded recorded{parsed(text, depth_max), {}};
    if (recorded.json.is_discarded()) {
        throw DamagedInput(name + ": the report is damaged: expected JSON, found something else" +
                           (text.empty() ? ": an empty file" : "; was it cut short?"));
    }
    recorded.report = report_at({recorded.json, name});
    return recorded;
}

Report read_report(const std::string& text, const std::string& name) {
    Recorded recorded = read_claims(text, name);
    const Json footer = footer_json(recorded.report.runs);
    if (recorded.json.at("footer") != footer) {
        throw DamagedInput("the report is damaged: " + name + "/footer: expected " + text_of(footer) + ", found " +
                           text_of(recorded.json.at("footer")) + "; verify-report says more");
    }
    return std::move(recorded.report);
}

}  // namespace bloomcoin::conformance
