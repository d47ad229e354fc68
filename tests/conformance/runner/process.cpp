#include "process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <system_error>
#include <thread>

namespace bloomcoin::conformance {

namespace {

struct Pipe {
    Descriptor read;
    Descriptor write;
};

Pipe new_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
    return {Descriptor{ends[0]}, Descriptor{ends[1]}};
}

int milliseconds_until(Process::Clock::time_point deadline) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Process::Clock::now()).count();
    return static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(left + 1, 0, 1'000'000));
}

/// The groups that live, for the handler of signals, which may neither lock nor allocate. As many as
/// there may be jobs.
std::array<std::atomic<pid_t>, 1024> groups{};
static_assert(std::atomic<pid_t>::is_always_lock_free);

void replace_group(pid_t from, pid_t to) {
    for (auto& group : groups) {
        pid_t seen = from;
        if (group.compare_exchange_strong(seen, to)) return;
    }
}

extern "C" void end_children(int signal) {
    for (const auto& group : groups) {
        if (const pid_t pid = group.load(); pid > 0) ::kill(-pid, SIGKILL);
    }
    ::signal(signal, SIG_DFL);
    ::raise(signal);
}

}  // namespace

void end_children_on_signals() {
    for (const int signal : {SIGHUP, SIGINT, SIGTERM}) {
        // Whoever started us may have wanted it ignored, as nohup does.
        if (::signal(signal, end_children) == SIG_IGN) ::signal(signal, SIG_IGN);
    }
}

void fill_standard_streams() {
    int end = ::open("/dev/null", O_RDWR);
    while (end >= 0 && end <= STDERR_FILENO) end = ::open("/dev/null", O_RDWR);
    if (end >= 0) ::close(end);
}

Process::Process(const std::string& command) {
    Pipe input = new_pipe();
    Pipe output = new_pipe();
    Pipe errors = new_pipe();
    pid_ = ::fork();
    if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
    if (pid_ == 0) {
        ::setpgid(0, 0);
        ::signal(SIGPIPE, SIG_DFL);
        ::dup2(input.read.number(), STDIN_FILENO);
        ::dup2(output.write.number(), STDOUT_FILENO);
        ::dup2(errors.write.number(), STDERR_FILENO);
        ::execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
        ::_exit(127);
    }
    // In both processes, so that neither order of events leaves the child in our own group.
    ::setpgid(pid_, pid_);
    replace_group(0, pid_);
    in_ = std::move(input.write);
    out_ = std::move(output.read);
    err_ = std::move(errors.read);
    for (const Descriptor* end : {&in_, &out_, &err_}) ::fcntl(end->number(), F_SETFL, O_NONBLOCK);
}

Process::~Process() {
    // An end of input asks the child to leave; a short while later it is made to.
    in_.close();
    if (!reaped_) {
        for (int i = 0; i < 20 && !has_ended(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    ::kill(-pid_, SIGKILL);
    replace_group(pid_, 0);
    if (reaped_) return;
    ::kill(pid_, SIGKILL);  // it may have left its group
    ::waitpid(pid_, &status_, 0);
}

bool Process::has_ended() {
    reaped_ = reaped_ || ::waitpid(pid_, &status_, WNOHANG) == pid_;
    return reaped_;
}

bool Process::take_line(std::string& line) {
    const std::size_t end = buffer_.find('\n', scanned_);
    scanned_ = buffer_.size();
    if (end == std::string::npos) return false;
    line = buffer_.substr(0, end);
    buffer_.erase(0, end + 1);
    scanned_ = 0;
    return true;
}

/// False at the end of the child's output.
bool Process::read_output() {
    std::array<char, 65536> chunk;
    const ssize_t count = ::read(out_.number(), chunk.data(), chunk.size());
    if (count > 0) buffer_.append(chunk.data(), static_cast<std::size_t>(count));
    return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
}

void Process::read_errors() {
    std::array<char, 4096> chunk;
    const ssize_t count = ::read(err_.number(), chunk.data(), chunk.size());
    if (count > 0) {
        stderr_tail_.append(chunk.data(), static_cast<std::size_t>(count));
        if (stderr_tail_.size() > stderr_bytes_max) stderr_tail_.erase(0, stderr_tail_.size() - stderr_bytes_max);
    } else if (count == 0) {
        err_.close();
    }
}

/// False if the child will never read the rest.
bool Process::write_some(std::string_view& rest) {
    const ssize_t count = ::write(in_.number(), rest.data(), rest.size());
    if (count >= 0) {
        rest.remove_prefix(static_cast<std::size_t>(count));
        return true;
    }
    return errno == EAGAIN || errno == EINTR;
}

Trouble Process::exchange(std::string_view line, std::string& answer, Clock::time_point deadline) {
    const std::string request = std::string{line} + "\n";
    std::string_view rest = request;
    while (!take_line(answer)) {
        if (buffer_.size() > line_bytes_max) return Trouble::too_long;
        const int wait_ms = milliseconds_until(deadline);
        if (wait_ms == 0) return Trouble::timeout;
        std::array<pollfd, 3> ends{pollfd{out_.number(), POLLIN, 0}, pollfd{err_.number(), POLLIN, 0},
                                   pollfd{rest.empty() ? -1 : in_.number(), POLLOUT, 0}};
        if (::poll(ends.data(), ends.size(), wait_ms) < 0 && errno != EINTR) return Trouble::ended;
        if (ends[1].revents != 0) read_errors();
        if (ends[2].revents != 0 && !write_some(rest)) rest = {};  // its output may still hold an answer
        if (ends[0].revents != 0 && !read_output()) {
            return take_line(answer) ? Trouble::none : Trouble::ended;
        }
    }
    return Trouble::none;
}

std::string Process::ending() {
    for (int i = 0; i < 100 && !has_ended(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{5});
    // What a pipe can hold, so that the last words are the last.
    for (int i = 0; i < 16 && err_.is_open(); ++i) read_errors();
    if (!reaped_) return "it closed its output";
    if (WIFSIGNALED(status_)) return "signal " + std::to_string(WTERMSIG(status_));
    const int status = WEXITSTATUS(status_);
    const std::string text = "exit status " + std::to_string(status);
    // A shell that outlives its command tells the command's signal this way.
    return status > 128 && status - 128 < NSIG ? text + ", which may stand for signal " + std::to_string(status - 128)
                                               : text;
}

}  // namespace bloomcoin::conformance
