// bloomcoin-conformance explain
#include "../explain.hpp"

#include "command.hpp"

#include <iostream>
#include <memory>

namespace bloomcoin::conformance {

namespace {

struct ExplainOptions {
    std::string id;
    std::string vectors;
    TesteeOptions testees;
};

Exit explain_case(const ExplainOptions& options) {
    const Suite suite = load_suite(options.vectors);
    const Case* const asked = suite.find(options.id);
    if (asked == nullptr) {
        std::string hint;
        for (const std::string& id : suite.ids_like(options.id))
            hint += (hint.empty() ? "; there is, for example, " : ", ") + id;
        throw WrongUsage("explain: expected the id of a case, got " + options.id + hint);
    }
    const auto makers = makers_of(options.testees, suite);
    if (makers.size() != 1) throw WrongUsage("explain: expected one testee, got " + std::to_string(makers.size()));
    const Outcome outcome = explain(std::cout, *asked, *makers.front().second());
    return outcome == Outcome::pass ? good : outcome == Outcome::unsupported ? incomplete : not_good;
}

}  // namespace

Action add_explain(CLI::App& app) {
    const auto options = std::make_shared<ExplainOptions>();
    CLI::App& command = *app.add_subcommand("explain", "why a case fails, down to the first difference");
    command.add_option("id", options->id, "the case")->required();
    add_suite(command, options->vectors);
    add_testees(command, options->testees);
    command.footer(
        "example:\n  bloomcoin-conformance explain kur.bloom.mainnet.hit-00 --testee 'python3 my_testee.py'\n");
    return [options] { return explain_case(*options); };
}

}  // namespace bloomcoin::conformance
