// Writes a testee repository to begin with: a testee that speaks the protocol and implements three operations, and what
// runs the suite in CI. The files lie under tests/conformance/init/ and are part of this program.
#pragma once

#include <filesystem>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

namespace bloomcoin::conformance {

/// A file of a template: "python/testee.py", or "common/README.md" for every language. Its text has placeholders:
/// {{name}}.
struct TemplateFile {
    std::string_view path;
    bool is_program;
    std::string_view text;
};

/// All of them; written at build time by init/embed.py.
std::span<const TemplateFile> template_files();

/// "cpp, javascript, python"
std::string template_languages();

/// Writes the template of a language into a folder that is new or empty, and says what it wrote. Throws WrongUsage
/// where there is no such language, where something lies in the folder, and where nothing can be written.
void write_template(std::ostream& output, const std::string& language, const std::filesystem::path& folder);

}  // namespace bloomcoin::conformance
