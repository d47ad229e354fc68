// The clock of this machine: the one place where time comes in.
#pragma once

#include <chrono>
#include <cstdint>

namespace bloomcoin::app {

/// Seconds since 1970-01-01 00:00 UTC.
inline std::uint64_t now_s() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

/// The last second of the year 9999, up to which times are taken seriously: nothing here adds to one
/// of these and comes near the end of 64 bits.
inline constexpr std::uint64_t time_s_max = 253'402'300'799;

/// Seconds that have passed since it was made.
class Stopwatch {
public:
    double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace bloomcoin::app
