// A child process that is spoken to in lines. Every wait has a deadline; a child that does
// not read, does not write or leaves grandchildren behind cannot hold us up.
// POSIX only.
#pragma once

#include "../../../apps/support/descriptor.hpp"

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace bloomcoin::conformance {

/// Why a line could not be exchanged.
enum class Trouble { none, timeout, ended, too_long };

class Process {
public:
    using Clock = std::chrono::steady_clock;

    /// Starts a command through the shell, in a process group of its own. Throws std::system_error
    /// if the system has no process or pipe to give.
    explicit Process(const std::string& command);
    /// Kills the whole group and waits for the child.
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    /// Writes the line and a line end, then reads one line into `answer`, without its line end.
    Trouble exchange(std::string_view line, std::string& answer, Clock::time_point deadline);

    /// How the child ended ("exit status 3", "signal 11"), for messages. Waits a moment for it.
    std::string ending();

    /// The last of what the child wrote to stderr.
    const std::string& last_words() const { return stderr_tail_; }

private:
    static constexpr std::size_t line_bytes_max = 16 << 20;
    static constexpr std::size_t stderr_bytes_max = 4000;

    bool has_ended();
    bool take_line(std::string& line);
    bool read_output();
    void read_errors();
    bool write_some(std::string_view& rest);

    pid_t pid_ = -1;
    Descriptor in_;
    Descriptor out_;
    Descriptor err_;
    bool reaped_ = false;
    int status_ = 0;
    std::string buffer_;
    std::size_t scanned_ = 0;
    std::string stderr_tail_;
};

/// From now on, a signal that ends this program ends the groups of all children with it.
void end_children_on_signals();

/// Opens the standard streams that this program was started without, so that no pipe takes their place.
void fill_standard_streams();

}  // namespace bloomcoin::conformance
