// The suite as it lies on disk: a manifest and files of cases. Loading it checks everything
// that can be checked without a testee; what is damaged is never run.
// Format: tests/vectors/README.md.
#pragma once

#include "json.hpp"

#include <filesystem>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace bloomcoin::conformance {

/// The suite, or another file that a person gave, cannot be what it should be: exit status 65.
struct DamagedInput : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The command line asks for something that cannot be done: exit status 64.
struct WrongUsage : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Case {
    std::string id;
    std::string room;
    std::string op;
    std::string profile;
    Json in;
    Json expected;  // {"out":…} or {"rule":"ID"}
    std::string why;
    std::string source;
    std::string sibling;
    std::vector<std::string> clauses;
};

struct Suite {
    std::string version;
    std::string digest;
    std::vector<Case> cases;

    /// The case with this id, or nullptr.
    const Case* find(const std::string& id) const;
    /// Up to three ids that resemble a text, for messages.
    std::vector<std::string> ids_like(const std::string& text) const;
    /// The operations that any case asks for.
    std::set<std::string> ops() const;
};

/// The place of a room among those that build on each other, num first: what fails in a room may
/// only be a consequence of what fails in one before it. Unknown rooms come last.
std::size_t floor_of(const std::string& room);

/// The suite under a folder. Throws DamagedInput at the first thing that is wrong: which file,
/// what was expected, what was found.
Suite load_suite(const std::filesystem::path& folder);

/// The whole content of a file. Throws DamagedInput if it cannot be read.
std::string read_file(const std::filesystem::path& path);

}  // namespace bloomcoin::conformance
