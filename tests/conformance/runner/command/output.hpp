// Where a report is written to, and in which forms.
#pragma once

#include "../report.hpp"

#include <CLI/CLI.hpp>

#include <map>
#include <string>

namespace bloomcoin::conformance {

struct Outputs {
    std::map<std::string, std::string> paths;  // by form: "html", …
    std::string folder;                        // all forms, as report.html and so on
};

void add_outputs(CLI::App& command, Outputs& outputs);

/// Throws WrongUsage if one of them could not be written: better before a long run than after it.
void demand_writable(const Outputs& outputs);

/// Writes the report in all forms that are wanted, and says where on standard output.
void write_outputs(const Outputs& outputs, const std::string& json, const Report& report);

}  // namespace bloomcoin::conformance
