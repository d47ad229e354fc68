// What a terminal can show.
#include "terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>
#include <algorithm>
#include <iostream>

namespace bloomcoin::app {

bool is_terminal(int descriptor) { return ::isatty(descriptor) == 1; }

std::size_t columns_of(int descriptor) {
    winsize size{};
    if (!is_terminal(descriptor) || ::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
    return size.ws_col;
}

ProgressLine::ProgressLine() : is_shown_{is_terminal(STDERR_FILENO)} {}

ProgressLine::~ProgressLine() {
    if (is_shown_) std::cerr << "\r\x1b[K" << std::flush;
}

void ProgressLine::show(std::string_view text) const {
    if (!is_shown_) return;
    // The last column stays empty: a terminal that wraps there would leave lines behind.
    const std::size_t width = std::max<std::size_t>(columns_of(STDERR_FILENO), 2) - 1;
    std::cerr << '\r' << text.substr(0, width) << "\x1b[K" << std::flush;
}

}  // namespace bloomcoin::app
