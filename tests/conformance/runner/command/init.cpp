// bloomcoin-conformance init
#include "init.hpp"
#include "command.hpp"

#include <iostream>
#include <memory>

namespace bloomcoin::conformance {

namespace {

struct InitOptions {
    std::string language;
    std::string folder;
};

}  // namespace

Action add_init(CLI::App& app) {
    const auto options = std::make_shared<InitOptions>();
    CLI::App& command = *app.add_subcommand("init", "write a testee to begin with, ready for CI");
    command.add_option("language", options->language, "one of " + template_languages())->required();
    command.add_option("folder", options->folder, "where to write it: a folder that is new or empty")->required();
    command.footer(
        "examples:\n"
        "  bloomcoin-conformance init python my-bloomcoin\n"
        "  bloomcoin-conformance init cpp .\n");
    return [options] {
        write_template(std::cout, options->language, options->folder);
        return good;
    };
}

}  // namespace bloomcoin::conformance
