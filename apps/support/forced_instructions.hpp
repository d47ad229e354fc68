// The environment variable BLOOMCOIN_INSTRUCTIONS, by which tests choose the vector instructions
// that a program uses: "best", or an instruction set that the machine has.
#pragma once

#include <bloomcoin/kuramoto/instructions.hpp>

#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bloomcoin {

/// The instruction set that the variable names; nothing if it is not set or empty. Throws
/// std::runtime_error, with a message for the user, for a name that means nothing here.
inline std::optional<kuramoto::InstructionSet> forced_instructions() {
    const char* const variable = std::getenv("BLOOMCOIN_INSTRUCTIONS");
    if (variable == nullptr || *variable == '\0') return std::nullopt;
    const std::string_view name{variable};
    if (name == "best") return kuramoto::best_instruction_set();
    const auto set = kuramoto::instruction_set_named(name);
    if (set && kuramoto::is_available(*set)) return set;

    std::string names;
    for (const kuramoto::InstructionSet other : kuramoto::instruction_sets) {
        if (!kuramoto::is_available(other)) continue;
        names += (names.empty() ? "" : ", ") + std::string{kuramoto::name_of(other)};
    }
    throw std::runtime_error("BLOOMCOIN_INSTRUCTIONS: expected best or one of " + names +
                             ", which this machine has; got " + variable);
}

}  // namespace bloomcoin
