#include "advice.hpp"

#include "text.hpp"

#include <sstream>

namespace bloomcoin::conformance {

namespace {

/// A text as one word of a shell.
std::string quoted(const std::string& text) {
    std::string word = "'";
    for (const char character : printable(text)) word += character == '\'' ? "'\\''" : std::string(1, character);
    return word + "'";
}

}  // namespace

const std::map<std::string, std::string>& advice() {
    static const std::map<std::string, std::string> texts{
        {"value", "The answer has another value. The command narrows that down to the smallest question that differs."},
        {"verdict",
         "Right and wrong are confused: what must be refused was accepted, or the reverse. A refusal has a "
         "sibling that differs from it in one fault only."},
        {"reason",
         "It was rightly refused, but for another rule. The answer is the first broken rule in the order of "
         "spec/, so look at the order of the checks."},
        {"crash", "The process ended instead of answering. A refusal is an answer, too, and never an exit."},
        {"timeout", "There was no answer in time. If it is only slow, --timeout-ms gives it more."},
        {"garbage",
         "A line was not one JSON object with the id and one of out, rule and unsupported: see PROTOCOL.md. "
         "Nothing else may be written to the standard output."},
        {"wrong-id", "The answer did not repeat the id of the question: perhaps it belongs to another one."},
        {"handshake",
         "The testee never greeted as PROTOCOL.md asks. Start it by hand and give it the first line that is shown "
         "there: "
         "it must answer with one line."},
    };
    return texts;
}

std::string explain_command(const std::string& explain, const TesteeRun& run, const std::string& id) {
    std::istringstream words{printable(explain)};
    std::string command;
    for (std::string word; words >> word;) {
        if (word == "ID") word = printable(id);
        if (word == "TESTEE") word = run.command.empty() ? "--reference" : "--testee " + quoted(run.command);
        command += (command.empty() ? "" : " ") + word;
    }
    return command;
}

std::string outcome_and_kind(const Result& result) {
    return std::string{name_of(result.outcome)} + (result.kind.empty() ? "" : ", " + result.kind);
}

}  // namespace bloomcoin::conformance
