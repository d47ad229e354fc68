#include "terminal.hpp"

#include "reference.hpp"
#include "text.hpp"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <map>
#include <sstream>

namespace bloomcoin::conformance {

namespace {

constexpr std::size_t failures_shown_max = 10;
constexpr std::size_t value_width = 100;

using Counts = std::map<Outcome, std::size_t>;

std::string painted(const std::string& text, const char* code) {
    return wants_colour() ? "\033[" + std::string{code} + "m" + text + "\033[0m" : text;
}

std::string table_line(const std::string& name, const Counts& counts) {
    std::string line = "  " + left(name, 12);
    for (const Outcome outcome : outcomes) {
        const auto found = counts.find(outcome);
        const std::size_t count = found == counts.end() ? 0 : found->second;
        const std::string cell = right(std::to_string(count), 13);
        const bool bad = count > 0 && outcome != Outcome::pass;
        line += bad ? painted(cell, "31") : cell;
    }
    return line + "\n";
}

void render_table(std::ostream& out, const TesteeRun& run) {
    std::vector<std::string> rooms;
    std::map<std::string, Counts> by_room;
    Counts total;
    for (const Result& result : run.results) {
        if (!by_room.contains(result.asked->room)) rooms.push_back(result.asked->room);
        ++by_room[result.asked->room][result.outcome];
        ++total[result.outcome];
    }
    out << "  " << left("room", 12);
    for (const Outcome outcome : outcomes) out << right(std::string{name_of(outcome)}, 13);
    out << '\n';
    for (const std::string& room : rooms) out << table_line(room, by_room[room]);
    out << table_line("all", total);
}

void render_failure(std::ostream& out, const Result& result) {
    const Case& asked = *result.asked;
    const std::string kind = std::string{name_of(result.outcome)} + ", " + result.kind;
    out << "\n  " << painted(asked.id, "1") << "  (" << kind << ")\n    " << asked.why << '\n';
    if (result.outcome == Outcome::broken) {
        out << "    " << printable(result.message) << '\n';
        return;
    }
    const std::string expected = printable(asked.expected.dump());
    const std::string received = printable(result.received.dump());
    const std::size_t place = first_difference(expected, received);
    out << "    expected " << around(expected, place, value_width) << '\n'
        << "    received " << around(received, place, value_width) << '\n';
    if (asked.expected.contains("rule")) {
        const auto id = asked.expected["rule"].get<std::string>();
        if (const auto sentence = rule_sentence(id)) out << "    " << id << ": " << *sentence << '\n';
    }
}

/// A command as one word of a shell.
std::string quoted(const std::string& command) {
    std::string word = "'";
    for (const char character : printable(command)) word += character == '\'' ? "'\\''" : std::string(1, character);
    return word + "'";
}

void render_failures(std::ostream& out, const TesteeRun& run) {
    std::size_t shown = 0;
    const Result* first = nullptr;
    for (const Result& result : run.results) {
        if (result.outcome != Outcome::fail && result.outcome != Outcome::broken) continue;
        if (first == nullptr) first = &result;
        if (shown++ < failures_shown_max) render_failure(out, result);
    }
    if (shown > failures_shown_max) out << "\n  … and " << shown - failures_shown_max << " more\n";
    if (first == nullptr) return;
    const std::string how = run.command.empty() ? "--reference" : "--testee " + quoted(run.command);
    out << "\n  why: ./run explain " << first->asked->id << ' ' << how << '\n';
}

std::string fixed(double value, int digits) {
    std::ostringstream text;
    text << std::fixed << std::setprecision(digits) << value;
    return text.str();
}

}  // namespace

bool wants_colour() {
    static const bool wants = ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
    return wants;
}

Progress::Progress(std::string name, std::size_t total, bool quiet)
    : name_{std::move(name)},
      total_{total},
      visible_{!quiet && ::isatty(STDERR_FILENO) == 1},
      start_{std::chrono::steady_clock::now()},
      shown_{start_} {}

void Progress::advance(const Result& result, std::size_t done) {
    pass_ += result.outcome == Outcome::pass;
    bad_ += result.outcome == Outcome::fail;
    broken_ += result.outcome == Outcome::broken;
    const auto now = std::chrono::steady_clock::now();
    if (!visible_ || (now - shown_ < std::chrono::milliseconds{100} && done < total_)) return;
    shown_ = now;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
    const double left_s = rate > 0 ? static_cast<double>(total_ - done) / rate : 0;
    constexpr std::size_t width = 24;
    const std::size_t filled = width * done / total_;
    std::cerr << "\r\033[K" << name_ << " [" << std::string(filled, '#') << std::string(width - filled, '.') << "] "
              << done << '/' << total_ << "  " << fixed(rate, 0) << "/s  " << pass_ << " pass, " << bad_ << " fail, " << broken_
              << " broken  about " << fixed(left_s, 0) << " s left" << std::flush;
}

void Progress::finish() const {
    if (visible_) std::cerr << "\r\033[K" << std::flush;
}

void render_terminal(std::ostream& out, const TesteeRun& run, bool quiet) {
    const Identity& who = run.identity;
    out << '\n'
        << painted(who.name.empty() ? "(no name: it never said hello)" : printable(who.name), "1") << ' '
        << printable(who.version) << (who.language.empty() ? "" : ", " + printable(who.language))
        << (run.command.empty() ? "" : ": " + printable(run.command)) << '\n';
    if (!quiet) render_table(out, run);
    for (const std::string& profile : profiles_of(run)) {
        const std::string verdict = verdict_of(run, profile);
        out << "  " << left(profile, 12)
            << painted(verdict, verdict == "conformant" || verdict == "passed in part" ? "32" : "31") << '\n';
    }
    render_failures(out, run);
    for (const std::string& problem : run.list_problems) out << "  " << painted(problem, "31") << '\n';
    const double seconds = run.elapsed_ms / 1000;
    out << "  " << run.results.size() << " cases in " << fixed(seconds, 1) << " s, "
        << fixed(static_cast<double>(run.results.size()) / (seconds > 0 ? seconds : 1), 0) << " cases/s\n"
        << "  answers " << digest_of_answers(run) << '\n';
}

}  // namespace bloomcoin::conformance
