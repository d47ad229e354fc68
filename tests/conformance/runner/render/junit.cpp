#include "junit.hpp"

#include "text.hpp"

#include <iomanip>
#include <map>
#include <sstream>

namespace bloomcoin::conformance {

namespace {

std::string seconds(double ms) {
    std::ostringstream text;
    text << std::fixed << std::setprecision(6) << ms / 1000;
    return text.str();
}

std::string test_case(const Result& result) {
    const Case& asked = *result.asked;
    std::string xml = "    <testcase classname=\"" + markup_escaped(asked.op) + "\" name=\"" +
                      markup_escaped(asked.id) + "\" time=\"" + seconds(result.ms) + "\"";
    if (result.outcome == Outcome::pass) return xml + "/>\n";

    const std::string message = " message=\"" + markup_escaped(result.message) + "\"";
    const std::string type = " type=\"" + markup_escaped(result.kind) + "\"";
    xml += ">\n      ";
    if (result.outcome == Outcome::fail) {
        xml += "<failure" + message + type + ">" + markup_escaped(asked.why) + " Expected " +
               markup_escaped(text_of(asked.expected)) + ", received " + markup_escaped(text_of(result.received)) +
               "</failure>";
    } else if (result.outcome == Outcome::broken) {
        xml += "<error" + message + type + "/>";
    } else {
        xml += "<skipped" + message + "/>";
    }
    return xml + "\n    </testcase>\n";
}

std::string test_suite(const std::string& name, const std::vector<const Result*>& results) {
    std::string body;
    std::map<Outcome, std::size_t> counts;
    double ms = 0;
    for (const Result* result : results) {
        body += test_case(*result);
        ++counts[result->outcome];
        ms += result->ms;
    }
    return "  <testsuite name=\"" + markup_escaped(name) + "\" tests=\"" + std::to_string(results.size()) +
           "\" failures=\"" + std::to_string(counts[Outcome::fail]) + "\" errors=\"" +
           std::to_string(counts[Outcome::broken]) + "\" skipped=\"" +
           std::to_string(counts[Outcome::unsupported] + counts[Outcome::skipped]) + "\" time=\"" + seconds(ms) +
           "\">\n" + body + "  </testsuite>\n";
}

/// What is wrong with the list of known failures fails the run, so it must fail here, too.
std::string list_suite(const TesteeRun& run) {
    const std::string count = std::to_string(run.list_problems.size());
    std::string xml = "  <testsuite name=\"" + markup_escaped(run.title()) + ".known-failures\" tests=\"" + count +
                      "\" failures=\"" + count + "\" errors=\"0\" skipped=\"0\" time=\"0\">\n";
    for (const std::string& problem : run.list_problems) {
        const std::string text = markup_escaped(problem);
        xml += "    <testcase classname=\"known-failures\" name=\"" + text + "\" time=\"0\"><failure message=\"" +
               text + "\"/></testcase>\n";
    }
    return xml + "  </testsuite>\n";
}

}  // namespace

std::string render_junit(const Report& report) {
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
    for (const TesteeRun& run : report.runs) {
        std::map<std::string, std::vector<const Result*>> by_room;
        for (const Result& result : run.results) by_room[result.asked->room].push_back(&result);
        for (const std::string& room : rooms_of(run)) xml += test_suite(run.title() + "." + room, by_room[room]);
        if (!run.list_problems.empty()) xml += list_suite(run);
    }
    return xml + "</testsuites>\n";
}

}  // namespace bloomcoin::conformance
