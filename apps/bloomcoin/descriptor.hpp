// What is done with an open file of the system.
#pragma once

#include "../support/descriptor.hpp"
#include "failure.hpp"

#include <string>
#include <string_view>

namespace bloomcoin::app {

/// Writes all of the text: 0, or the error that stopped it.
int write_all(int descriptor, std::string_view text);

/// Waits until what a folder lists is on disk: 0, or the error that stopped it.
int sync_folder(const std::string& path);

/// A Failure in the words of the system: "cannot open "x": No such file or directory".
[[noreturn]] void fail(Exit exit, std::string_view what, const std::string& path, int error);

/// What a new file may be, or with `all` of 0777 a new folder: all of it without the umask.
unsigned permissions_of_new(unsigned all);

}  // namespace bloomcoin::app
