#include "init.hpp"

#include "suite.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>
#include <vector>

namespace bloomcoin::conformance {

namespace {

using Placeholders = std::vector<std::pair<std::string, std::string>>;

struct Language {
    std::string name;
    Placeholders values;
};

const std::array<Language, 3> languages{
    Language{"cpp",
             {{"language", "C++"},
              {"file", "testee.cpp"},
              {"testee", "./testee"},
              {"image", "gcc:14"},
              {"build", "make || fail 1 \"{{name}} does not build\""},
              {"build_first", "make && "}}},
    Language{"javascript",
             {{"language", "JavaScript"},
              {"file", "testee.mjs"},
              {"testee", "node testee.mjs"},
              {"image", "node:22"},
              {"build", "# Nothing has to be built."},
              {"build_first", ""}}},
    Language{"python",
             {{"language", "Python"},
              {"file", "testee.py"},
              {"testee", "python3 testee.py"},
              {"image", "python:3.13"},
              {"build", "# Nothing has to be built."},
              {"build_first", ""}}},
};

const Language& language_of(const std::string& name) {
    const auto found =
        std::find_if(languages.begin(), languages.end(), [&](const Language& one) { return one.name == name; });
    if (found == languages.end()) throw WrongUsage("init: expected one of " + template_languages() + ", got " + name);
    return *found;
}

/// The folder's own name, such that it can stand in any source text.
std::string name_of(const std::filesystem::path& folder) {
    const std::filesystem::path whole = std::filesystem::absolute(folder / "").lexically_normal();
    std::string name = whole.parent_path().filename().string();
    const auto is_plain = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.'; };
    std::replace_if(
        name.begin(), name.end(), [&](char c) { return !is_plain(static_cast<unsigned char>(c)); }, '-');
    return name.empty() ? "my-bloomcoin" : name;
}

std::string filled(std::string text, const Placeholders& values) {
    for (const auto& [name, value] : values) {
        const std::string placeholder = "{{" + name + "}}";
        for (std::size_t at = text.find(placeholder); at != std::string::npos; at = text.find(placeholder, at)) {
            text.replace(at, placeholder.size(), value);
        }
    }
    return text;
}

void demand_empty(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) throw WrongUsage("init: cannot make the folder " + folder.string() + ": " + error.message());
    const std::filesystem::directory_iterator first{folder, error};
    if (error) throw WrongUsage("init: cannot read the folder " + folder.string() + ": " + error.message());
    if (first != std::filesystem::directory_iterator{}) {
        throw WrongUsage("init: expected a folder that is new or empty, got " + folder.string() +
                         ", in which there is " + first->path().filename().string());
    }
}

/// Never writes over a file, not even over one that has come since the folder was looked at.
void write_new(const std::filesystem::path& path, std::string_view text, bool is_program) {
    const auto fail = [&] { throw WrongUsage("init: cannot write " + path.string() + ": " + std::strerror(errno)); };
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, is_program ? 0777 : 0666);
    if (file < 0) fail();
    while (!text.empty()) {
        const ssize_t count = ::write(file, text.data(), text.size());
        if (count < 0) fail();
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    if (::close(file) != 0) fail();
}

}  // namespace

std::string template_languages() {
    std::string names;
    for (const Language& language : languages) names += (names.empty() ? "" : ", ") + language.name;
    return names;
}

void write_template(std::ostream& output, const std::string& language, const std::filesystem::path& folder) {
    Placeholders values = language_of(language).values;
    demand_empty(folder);
    values.emplace_back("name", name_of(folder));  // the last, since other values have it in them

    output << "in " << folder.string() << ":\n";
    for (const TemplateFile& file : template_files()) {
        const std::size_t slash = file.path.find('/');
        const std::string_view owner = file.path.substr(0, slash);
        if (owner != "common" && owner != language) continue;
        const std::string_view path = file.path.substr(slash + 1);
        write_new(folder / path, filled(std::string{file.text}, values), file.is_program);
        output << "  " << path << '\n';
    }
    output << filled(
        "README.md says how to go on. At once, there:\n"
        "  {{build_first}}bloomcoin-conformance run --testee \"{{testee}}\"\n",
        values);
}

}  // namespace bloomcoin::conformance
