// Ctrl-C, for commands that have something to bring to an end first.
#include "interrupt.hpp"

#include <atomic>
#include <csignal>

namespace bloomcoin::app {

namespace {

// The signal may meet any thread of a search, and the main thread reads.
std::atomic<int> interrupt_seen = 0;
static_assert(std::atomic<int>::is_always_lock_free);

void note_interrupt(int) { interrupt_seen = 1; }

}  // namespace

void catch_interrupts() {
    struct sigaction action {};
    action.sa_handler = note_interrupt;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

bool is_interrupted() { return interrupt_seen != 0; }

}  // namespace bloomcoin::app
