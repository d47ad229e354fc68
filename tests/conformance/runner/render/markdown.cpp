#include "markdown.hpp"

#include "advice.hpp"
#include "text.hpp"

#include <algorithm>
#include <map>

namespace bloomcoin::conformance {

namespace {

// A comment on GitHub has at most 65,536 characters. These bounds keep far below that.
constexpr std::size_t testees_shown_max = 8;
constexpr std::size_t failures_shown_max = 5;
constexpr std::size_t value_width = 300;
constexpr std::size_t name_width = 100;
constexpr std::size_t command_width = 500;
constexpr std::size_t text_width = 500;

using Counts = std::map<Outcome, std::size_t>;

std::string with_commas(std::size_t number) {
    std::string text = std::to_string(number);
    for (std::size_t place = text.size(); place > 3;) text.insert(place -= 3, ",");
    return text;
}

/// As many backticks as no run of them in a text has, and at least so many.
std::string fence_for(const std::string& text, std::size_t least) {
    std::size_t longest = least - 1;
    std::size_t run = 0;
    for (const char character : text) {
        run = character == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return std::string(longest + 1, '`');
}

/// A text in which nothing is markup, a mention or a link.
std::string code(const std::string& text) {
    const std::string shown = around(printable(text), 0, name_width);
    const std::string fence = fence_for(shown, 1);
    // A space on both sides is no part of the code, and keeps backticks at the ends apart from the fence.
    const std::string space = shown.find('`') == std::string::npos && !shown.empty() ? "" : " ";
    return fence + space + shown + space + fence;
}

std::string code_block(const std::string& language, const std::string& lines) {
    const std::string fence = fence_for(lines, 3);
    return fence + language + "\n" + lines + "\n" + fence + "\n";
}

/// Words of the suite. They hold no markup on purpose, but could by accident.
std::string words(const std::string& text) {
    std::string escaped;
    for (const char character : around(printable(text), 0, text_width)) {
        if (std::string{"\\`*_{}[]<>#|~&@"}.find(character) != std::string::npos) escaped += '\\';
        escaped += character;
    }
    return escaped;
}

std::string row(const std::vector<std::string>& cells) {
    std::string line = "|";
    for (const std::string& cell : cells) line += " " + cell + " |";
    return line + "\n";
}

std::vector<std::string> cells_of(Counts& counts) {
    std::vector<std::string> cells;
    for (const Outcome outcome : outcomes) {
        const std::size_t count = counts[outcome];
        const std::string text = with_commas(count);
        cells.push_back(count > 0 && is_bad(outcome) ? "**" + text + "**" : text);
    }
    return cells;
}

std::string table(const std::string& title, const std::vector<std::pair<std::string, Counts>>& lines) {
    std::vector<std::string> head{title};
    std::vector<std::string> rule{"---"};
    for (const Outcome outcome : outcomes) {
        head.emplace_back(name_of(outcome));
        rule.emplace_back("---:");
    }
    std::string text = row(head) + row(rule);
    for (auto [name, counts] : lines) {
        std::vector<std::string> cells = cells_of(counts);
        cells.insert(cells.begin(), name);
        text += row(cells);
    }
    return text + "\n";
}

std::string mark_of(const std::string& verdict) {
    return verdict == "conformant" || verdict == "passed in part" ? "✅ " : verdict == "incomplete" ? "⚠️ " : "❌ ";
}

std::string profiles_table(const TesteeRun& run) {
    std::vector<std::pair<std::string, Counts>> lines;
    for (const std::string& profile : profiles_of(run)) {
        const std::string verdict = verdict_of(run, profile);
        Counts counts;
        for (const Outcome outcome : outcomes) counts[outcome] = run.count(outcome, profile);
        lines.emplace_back(words(profile) + ": " + mark_of(verdict) + verdict, counts);
    }
    return table("profile", lines);
}

std::string rooms_table(const TesteeRun& run) {
    std::map<std::string, Counts> by_room;
    for (const Result& result : run.results) ++by_room[result.asked->room][result.outcome];
    std::vector<std::pair<std::string, Counts>> lines;
    for (const std::string& room : rooms_of(run)) lines.emplace_back(words(room), by_room[room]);
    return table("room", lines);
}

std::string failure(const Result& result) {
    const Case& asked = *result.asked;
    std::string text = "**" + code(asked.id) + "** (" + outcome_and_kind(result) + "): " + words(asked.why) + "\n\n";
    if (result.received.is_null()) {
        text += code_block("text", around(printable(result.message), 0, value_width));
    } else {
        const std::string expected = printable(text_of(asked.expected));
        const std::string received = printable(text_of(result.received));
        const std::size_t place = first_difference(expected, received);
        text += code_block("diff", "- expected " + around(expected, place, value_width) + "\n+ received " +
                                       around(received, place, value_width));
    }
    return text;
}

std::string rule_line(const std::string& id, const Report& report) {
    const auto rule = report.rules.find(id);
    if (rule == report.rules.end()) return "";
    return words(id) + ", " + words(rule->second.page) + ": " + words(rule->second.sentence) + "\n\n";
}

std::string failures(const TesteeRun& run, const Report& report) {
    const auto results = to_mend(run);
    if (results.empty()) return "";
    const Result& first = *results.front();
    std::string text =
        "#### Begin here\n\n" + failure(first) + "\n" + rule_line(suspect_of(run, first), report) +
        advice().at(first.kind) + "\n\n" +
        code_block("sh", around(explain_command(report.environment.explain, run, first.asked->id), 0, command_width)) +
        "\n";
    const std::size_t shown = std::min(results.size(), failures_shown_max);
    if (results.size() == 1) return text;
    text += "<details><summary>" + with_commas(shown - 1) + " of " + with_commas(results.size() - 1) +
            " others</summary>\n\n";
    for (std::size_t i = 1; i < shown; ++i) text += failure(*results[i]) + "\n";
    return text + "</details>\n\n";
}

std::string testee(const TesteeRun& run, const Report& report) {
    const std::size_t passed = run.count(Outcome::pass);
    std::string text = "### " + code(run.title()) + ": " + with_commas(passed) + " of " +
                       with_commas(run.results.size()) + " cases pass\n\n" + profiles_table(run) + rooms_table(run);
    const std::size_t problems_shown = std::min(run.list_problems.size(), failures_shown_max);
    for (std::size_t i = 0; i < problems_shown; ++i) text += "- ❌ " + words(run.list_problems[i]) + "\n";
    if (problems_shown < run.list_problems.size())
        text += "- ❌ … and " + with_commas(run.list_problems.size() - problems_shown) + " more known failures\n";
    return text + (problems_shown > 0 ? "\n" : "") + failures(run, report);
}

}  // namespace

std::string render_markdown(const Report& report) {
    std::string text = "## BloomCoin conformance\n\n";
    const std::size_t shown = std::min(report.runs.size(), testees_shown_max);
    for (std::size_t i = 0; i < shown; ++i) text += testee(report.runs[i], report);
    if (shown < report.runs.size()) text += "… and " + std::to_string(report.runs.size() - shown) + " more testees\n\n";
    return text + "Suite " + words(report.suite_version) + ", " +
           (report.selection.is_partial() ? "a part of it: " : "all of it: ") + with_commas(report.cases.size()) +
           " of " + with_commas(report.suite_count) + " cases, digest " + code(report.suite_digest) + ", " +
           words(report.environment.date) + ".\n";
}

}  // namespace bloomcoin::conformance
