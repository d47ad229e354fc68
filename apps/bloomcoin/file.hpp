// Files that are there completely or not at all.
#pragma once

#include <string>
#include <string_view>

namespace bloomcoin::app {

/// Writes text to the file at this path, "-" being standard output. What was at the path
/// stays until everything new is on disk beside it.
void write_whole(const std::string& path, std::string_view text);

/// Standard output's last chance to say that something written to it was lost.
void flush_standard_output();

}  // namespace bloomcoin::app
