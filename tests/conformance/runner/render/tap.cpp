#include "tap.hpp"

#include "advice.hpp"
#include "text.hpp"

#include <algorithm>
#include <map>

namespace bloomcoin::conformance {

namespace {

constexpr std::size_t value_width = 1000;

/// Text for a description or a directive, where # and \ have a meaning.
std::string escaped(const std::string& text) {
    std::string result;
    for (const char character : printable(text)) {
        if (character == '#' || character == '\\') result += '\\';
        result += character;
    }
    return result;
}

/// A YAML scalar: JSON text is one.
std::string scalar(const std::string& text) { return text_of(printable(text)); }

std::string diagnostics(const Result& result, const Report& report) {
    const Case& asked = *result.asked;
    const auto line = [](const std::string& key, const std::string& text) {
        return "      " + key + ": " + scalar(text) + "\n";
    };
    std::string yaml = "      ---\n" + line("message", result.message) +
                       line("severity", name_of(result.outcome).data()) + line("kind", result.kind) +
                       line("why", asked.why) + line("op", asked.op) + line("profile", asked.profile);
    yaml += "      rules:\n";
    for (const std::string& id : asked.clauses) {
        const auto rule = report.rules.find(id);
        yaml += "        " + scalar(id) + ": " + scalar(rule == report.rules.end() ? "" : rule->second.sentence) + "\n";
    }
    const std::string expected = text_of(asked.expected);
    const std::string received = result.received.is_null() ? "nothing" : text_of(result.received);
    const std::size_t place = first_difference(expected, received);
    yaml +=
        line("expected", around(expected, place, value_width)) + line("received", around(received, place, value_width));
    return yaml + "      ...\n";
}

/// A case on the list of known failures is what TAP calls TODO: it fails, and is expected to.
std::string test_point(const Result& result, std::size_t number, const Report& report) {
    const bool good = result.outcome == Outcome::pass || result.outcome == Outcome::unsupported;
    std::string line =
        std::string{"    "} + (good ? "ok " : "not ok ") + std::to_string(number) + " - " + escaped(result.asked->id);
    if (result.outcome == Outcome::unsupported) line += " # SKIP unsupported: " + escaped(result.message);
    if (result.outcome == Outcome::skipped) line += " # TODO " + escaped(result.message);
    line += "\n";
    return good ? line : line + diagnostics(result, report);
}

}  // namespace

std::string render_tap(const Report& report) {
    std::string body;
    std::size_t number = 0;
    const auto end = [&](bool good, const std::string& name) {
        body += std::string{good ? "ok " : "not ok "} + std::to_string(++number) + " - " + escaped(name) + "\n";
    };
    for (const TesteeRun& run : report.runs) {
        std::map<std::string, std::vector<const Result*>> by_room;
        for (const Result& result : run.results) by_room[result.asked->room].push_back(&result);
        for (const std::string& room : rooms_of(run)) {
            const std::string name = run.title() + ", room " + room;
            const auto& results = by_room[room];
            body += "# Subtest: " + escaped(name) + "\n    1.." + std::to_string(results.size()) + "\n";
            for (std::size_t i = 0; i < results.size(); ++i) body += test_point(*results[i], i + 1, report);
            end(std::none_of(results.begin(), results.end(), [](const Result* one) { return is_bad(one->outcome); }),
                name);
        }
        for (const std::string& problem : run.list_problems) end(false, run.title() + ", known failures: " + problem);
        for (const std::string& profile : profiles_of(run)) {
            body += "# " + escaped(run.title() + ", profile " + profile + ": " + verdict_of(run, profile)) + "\n";
        }
    }
    return "TAP version 14\n1.." + std::to_string(number) + "\n" + body;
}

}  // namespace bloomcoin::conformance
