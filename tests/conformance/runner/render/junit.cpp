#include "junit.hpp"

#include "text.hpp"

#include <iomanip>
#include <map>
#include <sstream>

namespace bloomcoin::conformance {

namespace {

/// Text for XML 1.0: markup is escaped, and what XML has no way to say becomes a replacement character.
std::string escaped(const std::string& text) {
    std::string result;
    for (const char character : printable(text)) {
        switch (character) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            default:
                result += character;
        }
    }
    return result;
}

std::string seconds(double ms) {
    std::ostringstream text;
    text << std::fixed << std::setprecision(6) << ms / 1000;
    return text.str();
}

std::string test_case(const Result& result) {
    const Case& asked = *result.asked;
    std::string xml = "    <testcase classname=\"" + escaped(asked.op) + "\" name=\"" + escaped(asked.id) +
                      "\" time=\"" + seconds(result.ms) + "\"";
    if (result.outcome == Outcome::pass) return xml + "/>\n";

    const std::string message = " message=\"" + escaped(result.message) + "\"";
    const std::string type = " type=\"" + escaped(result.kind) + "\"";
    xml += ">\n      ";
    if (result.outcome == Outcome::fail) {
        // JSON without its last resort for bytes that are not UTF-8 would throw here.
        const auto text = [](const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); };
        xml += "<failure" + message + type + ">" + escaped(asked.why) + " Expected " + escaped(text(asked.expected)) +
               ", received " + escaped(text(result.received)) + "</failure>";
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
    return "  <testsuite name=\"" + escaped(name) + "\" tests=\"" + std::to_string(results.size()) + "\" failures=\"" +
           std::to_string(counts[Outcome::fail]) + "\" errors=\"" + std::to_string(counts[Outcome::broken]) +
           "\" skipped=\"" + std::to_string(counts[Outcome::unsupported] + counts[Outcome::skipped]) + "\" time=\"" +
           seconds(ms) + "\">\n" + body + "  </testsuite>\n";
}

}  // namespace

std::string render_junit(const std::vector<TesteeRun>& runs) {
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
    for (const TesteeRun& run : runs) {
        std::map<std::string, std::vector<const Result*>> by_room;
        for (const Result& result : run.results) by_room[result.asked->room].push_back(&result);
        const std::string name = run.identity.name.empty() ? run.command : run.identity.name;
        for (const auto& [room, results] : by_room) xml += test_suite(name + "." + room, results);
    }
    return xml + "</testsuites>\n";
}

}  // namespace bloomcoin::conformance
