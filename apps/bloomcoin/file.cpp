// Files that are there completely or not at all.
#include "file.hpp"

#include "descriptor.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>

namespace bloomcoin::app {

namespace {

/// A device or a pipe cannot be replaced, only written to.
void write_in_place(const std::string& path, std::string_view text) {
    const Descriptor file{::open(path.c_str(), O_WRONLY | O_CLOEXEC)};
    if (!file.is_open()) fail(exit_cant_create, "cannot open", path, errno);
    if (const int error = write_all(file.number(), text)) fail(exit_io, "cannot write", path, error);
}

void replace(const std::string& path, std::string_view text, mode_t permissions) {
    std::string beside = path + ".XXXXXX";
    const Descriptor file{::mkostemp(beside.data(), O_CLOEXEC)};
    if (!file.is_open()) fail(exit_cant_create, "cannot create", path, errno);

    int error = write_all(file.number(), text);
    if (error == 0 && ::fsync(file.number()) != 0) error = errno;
    if (error == 0 && ::fchmod(file.number(), permissions) != 0) error = errno;
    const bool is_written = error == 0;
    if (is_written && ::rename(beside.c_str(), path.c_str()) != 0) error = errno;
    if (error == 0) return;
    ::unlink(beside.c_str());
    if (is_written) fail(exit_cant_create, "cannot create", path, error);
    fail(exit_io, "cannot write", path, error);
}

}  // namespace

void write_whole(const std::string& path, std::string_view text) {
    if (path == "-") {
        std::cout << text;
        return;
    }
    struct stat there {};
    if (::stat(path.c_str(), &there) != 0) return replace(path, text, permissions_of_new(0666));
    if (S_ISDIR(there.st_mode)) fail(exit_cant_create, "cannot create", path, EISDIR);
    if (!S_ISREG(there.st_mode)) return write_in_place(path, text);

    // Through a link the file is replaced, not the link.
    std::error_code error;
    const std::filesystem::path target = std::filesystem::canonical(path, error);
    if (error) fail(exit_cant_create, "cannot create", path, error.value());
    if (::access(target.c_str(), W_OK) != 0) fail(exit_cant_create, "cannot replace", path, errno);
    replace(target.string(), text, there.st_mode & 0777);
}

void flush_standard_output() {
    errno = 0;
    std::cout.flush();
    if (std::cout) return;
    throw Failure{exit_io, std::string{"cannot write to standard output"} +
                               (errno != 0 ? std::string{": "} + std::strerror(errno) : std::string{})};
}

}  // namespace bloomcoin::app
