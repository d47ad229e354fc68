#include "terminal.hpp"

#include "../rules.hpp"
#include "advice.hpp"
#include "text.hpp"

#include <unistd.h>

#include <algorithm>
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

/// A text in a colour, if colours are wanted.
class Paint {
public:
    explicit Paint(bool is_on) : is_on_{is_on} {}
    std::string operator()(const std::string& text, const char* code) const {
        return is_on_ ? "\033[" + std::string{code} + "m" + text + "\033[0m" : text;
    }

private:
    bool is_on_;
};

std::string table_line(const std::string& name, const Counts& counts, const Paint& painted) {
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

void render_table(std::ostream& out, const TesteeRun& run, const Paint& painted) {
    std::map<std::string, Counts> by_room;
    Counts total;
    for (const Result& result : run.results) {
        ++by_room[result.asked->room][result.outcome];
        ++total[result.outcome];
    }
    out << "  " << left("room", 12);
    for (const Outcome outcome : outcomes) out << right(std::string{name_of(outcome)}, 13);
    out << '\n';
    for (const std::string& room : rooms_of(run)) out << table_line(printable(room), by_room[room], painted);
    out << table_line("all", total, painted);
}

void render_failure(std::ostream& out, const Result& result, const Paint& painted) {
    const Case& asked = *result.asked;
    out << "\n  " << painted(printable(asked.id), "1") << "  (" << outcome_and_kind(result) << ")\n    "
        << printable(asked.why) << '\n';
    if (result.outcome == Outcome::broken) {
        out << "    " << printable(result.message) << '\n';
        return;
    }
    const std::string expected = printable(text_of(asked.expected));
    const std::string received = printable(text_of(result.received));
    const std::size_t place = first_difference(expected, received);
    out << "    expected " << around(expected, place, value_width) << '\n'
        << "    received " << around(received, place, value_width) << '\n';
}

void render_failures(std::ostream& out, const TesteeRun& run, const Environment& environment, const Paint& painted) {
    const auto results = to_mend(run);
    if (results.empty()) return;
    const std::size_t shown = std::min(results.size(), failures_shown_max);
    for (std::size_t i = 0; i < shown; ++i) render_failure(out, *results[i], painted);
    if (results.size() > shown) out << "\n  … and " << results.size() - shown << " more\n";
    const Result& first = *results.front();
    out << "\n  begin with the first of them, the smallest question of the lowest room\n";
    const std::string id = suspect_of(run, first);
    if (const auto rule = rule_text(id)) out << "  " << id << ", " << rule->page << ": " << rule->sentence << '\n';
    out << "  " << advice().at(first.kind) << "\n  " << explain_command(environment.explain, run, first.asked->id)
        << '\n';
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
              << done << '/' << total_ << "  " << fixed(rate, 0) << "/s  " << pass_ << " pass, " << bad_ << " fail, "
              << broken_ << " broken  about " << fixed(left_s, 0) << " s left" << std::flush;
}

void Progress::finish() const {
    if (visible_) std::cerr << "\r\033[K" << std::flush;
}

void render_terminal(std::ostream& out, const TesteeRun& run, const Environment& environment, TerminalLook look) {
    const Paint painted{look.has_colour};
    const Identity& who = run.identity;
    out << '\n'
        << painted(who.name.empty() ? "(no name: it never said hello)" : printable(who.name), "1") << ' '
        << printable(who.version) << (who.language.empty() ? "" : ", " + printable(who.language))
        << (run.command.empty() ? "" : ": " + printable(run.command)) << '\n';
    if (!look.is_quiet) render_table(out, run, painted);
    for (const std::string& profile : profiles_of(run)) {
        const std::string verdict = verdict_of(run, profile);
        out << "  " << left(printable(profile), 12)
            << painted(verdict, verdict == "conformant" || verdict == "passed in part" ? "32" : "31") << '\n';
    }
    render_failures(out, run, environment, painted);
    for (const std::string& problem : run.list_problems) out << "  " << painted(printable(problem), "31") << '\n';
    const double seconds = run.elapsed_ms / 1000;
    const std::size_t answered = run.results.size() - run.count(Outcome::unsupported);
    out << "  " << answered << " cases in " << fixed(seconds, 1) << " s, "
        << fixed(static_cast<double>(answered) / (seconds > 0 ? seconds : 1), 0) << " cases/s\n"
        << "  answers " << run.answers << '\n';
}

}  // namespace bloomcoin::conformance
