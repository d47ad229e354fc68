// A secret key in a file that nobody else can read.
#include "key_file.hpp"

#include "descriptor.hpp"
#include "text.hpp"

#include <bloomcoin/codec/hex.hpp>

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <string_view>

namespace bloomcoin::app {

namespace {

constexpr std::string_view first_line = "bloomcoin wallet 1\n";
constexpr std::string_view before_secret = "secret ";
constexpr mode_t mode_private = 0600;

std::string octal(mode_t mode) {
    std::string digits;
    for (int shift = 6; shift >= 0; shift -= 3) digits += static_cast<char>('0' + ((mode >> shift) & 7));
    return digits;
}

void check_is_private(const std::string& path, int file) {
    struct stat status {};
    if (::fstat(file, &status) != 0) fail(exit_data, "cannot read", path, errno);
    if (!S_ISREG(status.st_mode)) throw Failure{exit_data, in_quotes(path) + ": expected a wallet, got no plain file"};
    if ((status.st_mode & 0077) != 0) {
        throw Failure{exit_data, in_quotes(path) +
                                     ": expected a wallet that only its owner can read (mode 600), got mode " +
                                     octal(status.st_mode) + "; chmod 600 " + one_line(path).substr(0, 200) +
                                     " if nobody has read it"};
    }
}

/// No more than a wallet may have, and one byte that shows if there is more.
std::string read_text(const std::string& path, int file) {
    std::array<char, first_line.size() + before_secret.size() + 64 + 2> text{};
    std::size_t size = 0;
    while (size < text.size()) {
        const ssize_t count = ::read(file, text.data() + size, text.size() - size);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail(exit_data, "cannot read", path, errno);
        if (count == 0) break;
        size += static_cast<std::size_t>(count);
    }
    return {text.data(), size};
}

}  // namespace

void create_key_file(const std::string& path, const crypto::SecretKey& secret) {
    const Descriptor file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode_private)};
    if (!file.is_open()) fail(exit_cant_create, "cannot create", path, errno);
    const std::string text = std::string{first_line} + std::string{before_secret} + codec::to_hex(secret) + '\n';
    int error = ::fchmod(file.number(), mode_private) == 0 ? write_all(file.number(), text) : errno;
    if (error == 0 && ::fsync(file.number()) != 0) error = errno;
    const std::string folder = std::filesystem::path{path}.parent_path().string();
    if (error == 0) error = sync_folder(folder.empty() ? "." : folder);
    if (error == 0) return;
    ::unlink(path.c_str());
    fail(exit_io, "cannot write", path, error);
}

crypto::SecretKey read_key_file(const std::string& path) {
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (!file.is_open()) fail(exit_data, "cannot open the wallet", path, errno);
    check_is_private(path, file.number());
    const std::string text = read_text(path, file.number());
    const std::string start = std::string{first_line} + std::string{before_secret};
    const bool is_framed = text.size() == start.size() + 64 + 1 && text.starts_with(start) && text.ends_with('\n');
    const auto bytes = codec::from_hex(is_framed ? std::string_view{text}.substr(start.size(), 64) : "");
    crypto::SecretKey secret{};
    // What came is not shown: it may be a secret.
    if (!bytes || bytes.value().size() != secret.size()) {
        throw Failure{exit_data, in_quotes(path) +
                                     ": expected a wallet, made by `bloomcoin wallet new`: the line \"bloomcoin wallet "
                                     "1\" and a line with a secret of 64 hexadecimal digits; got something else"};
    }
    std::copy(bytes.value().begin(), bytes.value().end(), secret.begin());
    return secret;
}

crypto::SecretKey random_secret() {
    crypto::SecretKey secret{};
    // Up to 256 bytes come at once or not at all.
    ssize_t count = 0;
    do {
        count = ::getrandom(secret.data(), secret.size(), 0);
    } while (count < 0 && errno == EINTR);
    if (count != static_cast<ssize_t>(secret.size())) {
        throw Failure{exit_software, "the system gives no random bytes"};
    }
    return secret;
}

chain::Address address_of(const crypto::SecretKey& secret) { return chain::address_of(crypto::public_key_of(secret)); }

}  // namespace bloomcoin::app
