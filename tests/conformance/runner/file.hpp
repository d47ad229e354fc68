// Files that the runner writes for people and programs.
#pragma once

#include <string>

namespace bloomcoin::conformance {

/// Writes a file completely or not at all; what was there is replaced, behind a link, too. What is no regular file,
/// such as a device or a pipe, is written to. Throws WrongUsage with the path and the system's reason.
void write_file(const std::string& path, const std::string& text);

/// Throws as write_file would, as far as that can be known before there is something to write.
void demand_writable(const std::string& path);

}  // namespace bloomcoin::conformance
