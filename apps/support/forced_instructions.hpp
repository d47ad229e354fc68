// The environment variable BLOOMCOIN_INSTRUCTIONS, by which tests make a program use other
// vector instructions than the best that the machine has.
#pragma once

#include <bloomcoin/kuramoto/instructions.hpp>

#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>

namespace bloomcoin {

/// The instruction set that the variable names; nothing if it is not set or empty. Throws
/// std::runtime_error, with a message for the user, for a name that means nothing here.
inline std::optional<kuramoto::InstructionSet> forced_instructions() {
    const char* const variable = std::getenv("BLOOMCOIN_INSTRUCTIONS");
    if (variable == nullptr || *variable == '\0') return std::nullopt;
    const auto set = kuramoto::instruction_set_named(variable);
    if (set && kuramoto::is_available(*set)) return set;

    std::string names;
    for (const kuramoto::InstructionSet other : kuramoto::instruction_sets) {
        if (!kuramoto::is_available(other)) continue;
        names += (names.empty() ? "" : ", ") + std::string{kuramoto::name_of(other)};
    }
    throw std::runtime_error("BLOOMCOIN_INSTRUCTIONS: expected one of " + names + ", which this machine has; got " +
                             variable);
}

}  // namespace bloomcoin
