// Reads a report back, and takes nothing for granted: it may have been cut, edited or made up.
#include "report.hpp"

#include <limits>
#include <set>

namespace bloomcoin::conformance {

namespace {

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
    place.demand_keys({"date", "os", "compiler", "cpus", "jobs", "timeout_ms", "explain"});
    return {place.at("date").text(),
            place.at("os").text(),
            place.at("compiler").text(),
            place.at("cpus").count<unsigned>(),
            place.at("jobs").count<unsigned>(),
            place.at("timeout_ms").count<unsigned>(),
            place.at("explain").text()};
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
        value.demand_keys({"begins", "bytes", "sha256"});
        value.at("begins").text();
        value.at("bytes").count<std::size_t>();
        value.at("sha256").text();
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
    place.demand(!is_wrong(result.outcome) || !asked.expected.is_null(), "a question with the case");
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
    top.at("format").demand(top.at("format").json() == report_format, std::to_string(report_format));
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
