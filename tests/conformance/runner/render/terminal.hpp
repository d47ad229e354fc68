// The report as text, and the line that shows progress while a run goes on.
#pragma once

#include "../report.hpp"
#include "../run.hpp"
#include "../suite.hpp"

#include <chrono>
#include <ostream>
#include <string>

namespace bloomcoin::conformance {

/// Whether to write colours to standard output: only to a terminal, and not if NO_COLOR is set.
bool wants_colour();

/// One line on stderr that is written over and over; nothing where stderr is no terminal.
class Progress {
public:
    Progress(std::string name, std::size_t total, bool quiet);
    /// Counts one more result.
    void advance(const Result& result, std::size_t done);
    /// Clears the line.
    void finish() const;

private:
    std::string name_;
    std::size_t total_;
    bool visible_;
    std::size_t pass_ = 0;
    std::size_t bad_ = 0;
    std::size_t broken_ = 0;
    std::chrono::steady_clock::time_point start_;
    std::chrono::steady_clock::time_point shown_;
};

struct TerminalLook {
    bool is_quiet = false;  // without the table
    bool has_colour = false;
};

/// Identity, a table of rooms and outcomes, verdicts, and the first failures with what to do next.
void render_terminal(std::ostream& out, const TesteeRun& run, const Environment& environment, TerminalLook look);

}  // namespace bloomcoin::conformance
