// bloomcoin-conformance list
#include "command.hpp"

#include <iostream>
#include <memory>

namespace bloomcoin::conformance {

namespace {

struct ListOptions {
    std::string vectors;
    SelectionOptions selection;
};

Exit list(const ListOptions& options) {
    const Selection selection = selection_of(options.selection);
    const Suite suite = load_suite(options.vectors);
    for (const Case* one : select(suite, selection)) {
        std::cout << one->id << '\t' << one->op << '\t' << one->profile << '\t' << one->why << '\n';
    }
    return good;
}

}  // namespace

Action add_list(CLI::App& app) {
    const auto options = std::make_shared<ListOptions>();
    CLI::App& command = *app.add_subcommand("list", "the selected cases: id, operation, profile and why");
    add_suite(command, options->vectors);
    add_selection(command, options->selection);
    command.footer("example:\n  bloomcoin-conformance list --filter rule:POC-2\n");
    return [options] { return list(*options); };
}

}  // namespace bloomcoin::conformance
