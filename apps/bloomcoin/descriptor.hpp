// An open file of the system, and what is done with one.
#pragma once

#include "failure.hpp"

#include <string>
#include <string_view>

namespace bloomcoin::app {

/// An open file that closes itself, or a negative number.
class Descriptor {
public:
    explicit Descriptor(int opened) : number_{opened} {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor();

    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }

private:
    int number_;
};

/// Writes all of the text: 0, or the error that stopped it.
int write_all(int descriptor, std::string_view text);

/// Waits until what a folder lists is on disk: 0, or the error that stopped it.
int sync_folder(const std::string& path);

/// A Failure in the words of the system: "cannot open "x": No such file or directory".
[[noreturn]] void fail(Exit exit, std::string_view what, const std::string& path, int error);

/// What a new file may be, or with `all` of 0777 a new folder: all of it without the umask.
unsigned permissions_of_new(unsigned all);

}  // namespace bloomcoin::app
