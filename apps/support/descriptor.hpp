// An open file of the system that closes itself, for programs.
#pragma once

#include <unistd.h>

#include <utility>

namespace bloomcoin {

/// An open file that closes itself, or a negative number.
class Descriptor {
public:
    explicit Descriptor(int opened = -1) : number_{opened} {}
    Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() { close(); }

    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }
    void close() {
        if (is_open()) ::close(number_);
        number_ = -1;
    }

private:
    int number_;
};

}  // namespace bloomcoin
