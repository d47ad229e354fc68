// How a command ends when it cannot do what it was asked: one line for people and an exit
// code for scripts. The codes from 64 up have the meanings of sysexits.h.
#pragma once

#include <string>

namespace bloomcoin::app {

enum Exit : int {
    exit_ok = 0,
    exit_negative = 1,      // an answer, but not the hoped-for one: refused, or nothing found
    exit_usage = 64,        // the command line is wrong
    exit_data = 65,         // what was given to read is malformed or cannot be read
    exit_software = 70,     // a defect of this program
    exit_cant_create = 73,  // a file cannot be created
    exit_io = 74,           // writing failed half-way
    exit_busy = 75,         // another program is at work there; later it may go
    exit_interrupted = 130,
};

/// Thrown by whatever finds it out, caught by main.
struct Failure {
    Exit exit;
    std::string sentence;  // one line, without the program's name
};

}  // namespace bloomcoin::app
