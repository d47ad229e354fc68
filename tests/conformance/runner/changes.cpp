#include "changes.hpp"

#include "render/advice.hpp"
#include "render/text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace bloomcoin::conformance {

namespace {

/// How bad an outcome is: what was not answered lies between right and wrong.
int badness(Outcome outcome) { return outcome == Outcome::pass ? 0 : is_bad(outcome) ? 2 : 1; }

TesteeChanges changes_between(const std::string& name, const TesteeRun& before, const TesteeRun& after) {
    TesteeChanges changes;
    changes.name = name;
    std::map<std::string, const Result*> old;
    for (const Result& result : before.results) old[result.asked->id] = &result;
    for (const Result& result : after.results) {
        const auto found = old.extract(result.asked->id);
        if (found.empty()) {
            changes.added.push_back(result.asked->id);
            continue;
        }
        ++changes.common;
        const Change change{result.asked->id, outcome_and_kind(*found.mapped()), outcome_and_kind(result)};
        const int worse = badness(result.outcome) - badness(found.mapped()->outcome);
        if (worse > 0) {
            changes.regressions.push_back(change);
        } else if (worse < 0) {
            changes.mends.push_back(change);
        } else if (change.before != change.after) {
            changes.others.push_back(change);
        }
    }
    for (const Result& result : before.results) {
        if (old.contains(result.asked->id)) changes.vanished.push_back(result.asked->id);
    }
    return changes;
}

/// The testees of a report by name; the second of a name is "name (2)", and so on.
std::map<std::string, const TesteeRun*> by_name(const Report& report) {
    std::map<std::string, const TesteeRun*> runs;
    for (const TesteeRun& run : report.runs) {
        std::string unique = run.title();
        for (int number = 2; runs.contains(unique); ++number)
            unique = run.title() + " (" + std::to_string(number) + ")";
        runs[unique] = &run;
    }
    return runs;
}

Json changes_json(const std::vector<Change>& changes) {
    Json json = Json::array();
    for (const Change& change : changes)
        json.push_back({{"id", change.id}, {"before", change.before}, {"after", change.after}});
    return json;
}

void print(std::ostream& out, const std::string& title, const std::vector<Change>& changes) {
    if (changes.empty()) return;
    out << "  " << title << ": " << changes.size() << '\n';
    for (const Change& change : changes)
        out << "    " << printable(change.id) << "  (was " << change.before << "; is " << change.after << ")\n";
}

/// Ids by themselves say little: a whole room may be new.
void print(std::ostream& out, const std::string& title, const std::vector<std::string>& ids) {
    constexpr std::size_t shown_max = 10;
    if (ids.empty()) return;
    out << "  " << title << ": " << ids.size() << '\n';
    for (std::size_t i = 0; i < std::min(ids.size(), shown_max); ++i) out << "    " << printable(ids[i]) << '\n';
    if (ids.size() > shown_max) out << "    … and " << ids.size() - shown_max << " more; --json FILE has them all\n";
}

}  // namespace

bool Changes::is_good() const {
    return vanished.empty() && std::all_of(testees.begin(), testees.end(),
                                           [](const TesteeChanges& testee) { return testee.regressions.empty(); });
}

Changes changes_between(const Report& before, const Report& after) {
    Changes changes;
    auto old = by_name(before);
    for (const auto& [name, run] : by_name(after)) {
        const auto found = old.extract(name);
        if (found.empty()) {
            changes.added.push_back(name);
        } else {
            changes.testees.push_back(changes_between(name, *found.mapped(), *run));
        }
    }
    for (const auto& [name, run] : old) changes.vanished.push_back(name);
    return changes;
}

Json changes_json(const Changes& changes) {
    Json testees = Json::array();
    for (const TesteeChanges& testee : changes.testees) {
        testees.push_back({{"name", testee.name},
                           {"common", testee.common},
                           {"regressions", changes_json(testee.regressions)},
                           {"mends", changes_json(testee.mends)},
                           {"others", changes_json(testee.others)},
                           {"added", testee.added},
                           {"vanished", testee.vanished}});
    }
    return {
        {"good", changes.is_good()}, {"testees", testees}, {"added", changes.added}, {"vanished", changes.vanished}};
}

void print_changes(std::ostream& out, const Changes& changes) {
    for (const TesteeChanges& testee : changes.testees) {
        out << printable(testee.name) << '\n';
        print(out, "regressions", testee.regressions);
        print(out, "mended", testee.mends);
        print(out, "as bad, but otherwise", testee.others);
        print(out, "new cases", testee.added);
        print(out, "cases no longer there", testee.vanished);
        const bool is_unchanged = testee.regressions.empty() && testee.mends.empty() && testee.others.empty();
        if (is_unchanged) out << "  no case that both reports have has changed\n";
    }
    for (const std::string& name : changes.added) out << printable(name) << "\n  is new\n";
    for (const std::string& name : changes.vanished) out << printable(name) << "\n  is no longer there\n";
    out << (changes.is_good() ? "no regression\n" : "worse than before\n");
}

}  // namespace bloomcoin::conformance
