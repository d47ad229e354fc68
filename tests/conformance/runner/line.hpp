// A line that a testee wrote, read as JSON. The library is lenient where the protocol is not: a
// second key of the same name would win over the first, and what follows a zero byte would not be seen.
#pragma once

#include "json.hpp"

#include <stdexcept>
#include <string>

namespace bloomcoin::conformance {

/// The message says what was expected instead: "a JSON object".
struct Malformed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The object that a line consists of. Throws Malformed.
Json read_line(const std::string& line);

}  // namespace bloomcoin::conformance
