// What is done with an open file of the system.
#include "descriptor.hpp"

#include "text.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

namespace bloomcoin::app {

int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(descriptor, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return 0;
}

int sync_folder(const std::string& path) {
    const Descriptor folder{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!folder.is_open() || ::fsync(folder.number()) != 0) return errno;
    return 0;
}

void fail(Exit exit, std::string_view what, const std::string& path, int error) {
    throw Failure{exit, std::string{what} + ' ' + in_quotes(path) + ": " + std::strerror(error)};
}

unsigned permissions_of_new(unsigned all) {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return all & ~mask;
}

}  // namespace bloomcoin::app
