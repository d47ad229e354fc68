#include "known.hpp"

#include "file.hpp"

#include <sstream>

namespace bloomcoin::conformance {

namespace {

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string::npos) return "";
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

}  // namespace

KnownFailures read_known_failures(const std::string& path) {
    std::istringstream lines{read_file(path)};
    KnownFailures known;
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        line = trimmed(line);
        if (line.empty() || line.front() == '#') continue;
        const std::string where = path + ":" + std::to_string(number) + ": ";
        const std::size_t mark = line.find('#');
        const std::string id = trimmed(line.substr(0, mark));
        const std::string reason = mark == std::string::npos ? "" : trimmed(line.substr(mark + 1));
        if (reason.empty()) throw DamagedInput(where + "expected 'id  # reason', got " + line);
        if (!known.emplace(id, reason).second)
            throw DamagedInput(where + "expected each id once, got " + id + " again");
    }
    return known;
}

std::vector<std::string> apply_known_failures(const KnownFailures& known, const Suite& suite,
                                              std::vector<Result>& results) {
    std::vector<std::string> problems;
    for (const auto& entry : known) {
        if (suite.find(entry.first) == nullptr) {
            problems.push_back(entry.first + " is a known failure, but the suite has no such case: remove the line");
        }
    }
    for (Result& result : results) {
        const auto listed = known.find(result.asked->id);
        if (listed == known.end()) continue;
        if (result.outcome == Outcome::pass) {
            problems.push_back(listed->first + " is a known failure, but it passes: remove the line");
        } else if (is_bad(result.outcome)) {
            result.outcome = Outcome::skipped;
            result.message = listed->second;
        }
    }
    return problems;
}

void write_known_failures(const std::string& path, const KnownFailures& known, const std::vector<Result>& results) {
    std::string text = "# Cases that are known to fail: id  # reason\n";
    for (const Result& result : results) {
        if (!is_wrong(result.outcome)) continue;
        const auto kept = known.find(result.asked->id);
        const std::string reason =
            kept != known.end() ? kept->second : std::string{name_of(result.outcome)} + ": " + result.kind;
        text += result.asked->id + "  # " + reason + "\n";
    }
    write_file(path, text);
}

}  // namespace bloomcoin::conformance
