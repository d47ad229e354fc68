#include "output.hpp"

#include "../file.hpp"
#include "../render/badge.hpp"
#include "../render/html.hpp"
#include "../render/junit.hpp"
#include "../render/markdown.hpp"
#include "../render/tap.hpp"

#include <array>
#include <filesystem>
#include <iostream>

namespace bloomcoin::conformance {

namespace {

struct Form {
    const char* name;       // of the option
    const char* extension;  // of the file
    const char* meaning;
    std::string (*render)(const Report&);  // nullptr: the JSON itself
};

/// What a person opens stands first.
constexpr std::array forms{
    Form{"html", "html", "as one page: what is wrong, why, and every case", render_html},
    Form{"markdown", "md", "as Markdown, for a pull request or the summary of a CI job", render_markdown},
    Form{"json", "json", "itself, from which all other forms can be made anew", nullptr},
    Form{"junit", "xml", "as JUnit XML", render_junit},
    Form{"tap", "tap", "as TAP 14", render_tap},
    Form{"badge", "svg", "as a badge", render_badge},
};

/// The path of a form that is wanted, or nothing.
std::string path_of(const Outputs& outputs, const Form& form) {
    const auto named = outputs.paths.find(form.name);
    if (named != outputs.paths.end() && !named->second.empty()) return named->second;
    if (outputs.folder.empty()) return "";
    return (std::filesystem::path{outputs.folder} / "report.").string() + form.extension;
}

}  // namespace

void add_outputs(CLI::App& command, Outputs& outputs) {
    for (const Form& form : forms) {
        command
            .add_option(std::string{"--"} + form.name, outputs.paths[form.name],
                        std::string{"write the report here, "} + form.meaning)
            ->type_name("FILE")
            ->take_last();
    }
    command.add_option("--reports", outputs.folder, "write the report here in all forms, as report.html and so on")
        ->type_name("FOLDER")
        ->take_last();
}

void demand_writable(const Outputs& outputs) {
    if (!outputs.folder.empty()) {
        std::error_code error;
        std::filesystem::create_directories(outputs.folder, error);
        if (error) throw WrongUsage("cannot make the folder " + outputs.folder + ": " + error.message());
    }
    for (const Form& form : forms) {
        if (const std::string path = path_of(outputs, form); !path.empty()) demand_writable(path);
    }
}

void write_outputs(const Outputs& outputs, const std::string& json, const Report& report) {
    std::filesystem::path first;
    std::string others;
    for (const Form& form : forms) {
        const std::filesystem::path path = path_of(outputs, form);
        if (path.empty()) continue;
        write_file(path, form.render == nullptr ? json : form.render(report));
        if (first.empty()) {
            first = path;
        } else {
            const bool is_beside = path.parent_path() == first.parent_path();
            others += (others.empty() ? "" : ", ") + (is_beside ? path.filename() : path).string();
        }
    }
    if (!first.empty()) std::cout << "report " << first.string() << '\n';
    if (!others.empty()) std::cout << "  also " << others << '\n';
}

}  // namespace bloomcoin::conformance
