// What a terminal can show: how wide it is, and a line that is written over itself.
#pragma once

#include <cstddef>
#include <string_view>

namespace bloomcoin::app {

bool is_terminal(int descriptor);

/// Columns of the terminal behind a descriptor; 80 where there is none.
std::size_t columns_of(int descriptor);

/// A line of progress on standard error. Where that is no terminal it shows nothing, so
/// that a log gets no half-lines.
class ProgressLine {
public:
    ProgressLine();
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    bool is_shown() const { return is_shown_; }
    /// ASCII only: it is cut at the terminal's width.
    void show(std::string_view text) const;

private:
    bool is_shown_;
};

}  // namespace bloomcoin::app
