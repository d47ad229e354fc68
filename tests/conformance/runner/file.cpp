#include "file.hpp"

#include "suite.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace bloomcoin::conformance {

namespace {

[[noreturn]] void refuse(const std::string& path, int error) {
    throw WrongUsage("cannot write " + path + ": " + std::strerror(error));
}

bool is_written(const std::string& path, const std::string& text) {
    std::ofstream file{path, std::ios::binary};
    return file << text && file.flush();
}

}  // namespace

void write_file(const std::string& path, const std::string& text) {
    std::error_code unknown;
    const std::filesystem::file_status status = std::filesystem::symlink_status(path, unknown);
    const bool is_file = std::filesystem::is_regular_file(path, unknown);
    if (std::filesystem::exists(status) && !is_file) {
        if (!is_written(path, text)) refuse(path, errno);
        return;
    }
    const std::string target = is_file ? std::filesystem::canonical(path).string() : path;
    const std::string beside = target + ".partial";
    if (is_written(beside, text) && std::rename(beside.c_str(), target.c_str()) == 0) return;
    const int error = errno;
    ::unlink(beside.c_str());
    refuse(path, error);
}

void demand_writable(const std::string& path) {
    if (path == "-") throw WrongUsage("expected the name of a file, got -; standard output is /dev/stdout");
    std::error_code unknown;
    if (std::filesystem::is_directory(path, unknown)) refuse(path, EISDIR);
    const bool exists = std::filesystem::exists(path, unknown);
    const std::filesystem::path folder = std::filesystem::path{path}.parent_path();
    const std::string needed = exists ? path : folder.empty() ? "." : folder.string();
    if (::access(needed.c_str(), W_OK) != 0) refuse(path, errno);
}

}  // namespace bloomcoin::conformance
