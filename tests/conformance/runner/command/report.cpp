// bloomcoin-conformance report, compare and verify-report: what works on reports that are there.
#include "../report.hpp"

#include "../changes.hpp"
#include "../file.hpp"
#include "../render/terminal.hpp"
#include "../render/text.hpp"
#include "../verify.hpp"
#include "command.hpp"
#include "output.hpp"

#include <iostream>
#include <memory>

namespace bloomcoin::conformance {

namespace {

struct ReportOptions {
    std::string path;
    Outputs outputs;
};

struct CompareOptions {
    std::string before;
    std::string after;
    std::string json_path;
};

struct VerifyOptions {
    std::string path;
    std::string vectors;
};

Exit report(const ReportOptions& options) {
    demand_writable(options.outputs);
    const std::string text = read_file(options.path);
    const Report read = read_report(text, options.path);
    for (const TesteeRun& run : read.runs) render_terminal(std::cout, run, read.environment, {false, wants_colour()});
    write_outputs(options.outputs, text, read);
    return good;
}

void refuse_strangers(const Changes& changes) {
    for (const TesteeChanges& testee : changes.testees) {
        if (testee.common == 0) {
            throw WrongUsage("compare: expected cases of " + printable(testee.name) +
                             " that both reports have, found none");
        }
    }
}

Exit compare(const CompareOptions& options) {
    const Report before = read_report(read_file(options.before), options.before);
    const Report after = read_report(read_file(options.after), options.after);
    const Changes changes = changes_between(before, after);
    refuse_strangers(changes);
    print_changes(std::cout, changes);
    if (!options.json_path.empty()) write_file(options.json_path, changes_json(changes).dump(1) + "\n");
    return changes.is_good() ? good : not_good;
}

Exit verify(const VerifyOptions& options) {
    const Recorded recorded = read_claims(read_file(options.path), options.path);
    std::vector<std::string> problems = problems_of(recorded);
    if (!options.vectors.empty()) {
        const auto more = problems_with(recorded.report, load_suite(options.vectors));
        problems.insert(problems.end(), more.begin(), more.end());
    }
    for (const std::string& problem : problems) std::cout << printable(problem) << '\n';
    std::size_t results = 0;
    for (const TesteeRun& run : recorded.report.runs) results += run.results.size();
    std::cout << results << " results, " << problems.size() << " problems; "
              << (options.vectors.empty() ? "not compared with the vectors: --vectors FOLDER does that\n"
                                          : "compared with the vectors\n");
    return problems.empty() ? good : not_good;
}

}  // namespace

Action add_report(CLI::App& app) {
    const auto options = std::make_shared<ReportOptions>();
    CLI::App& command = *app.add_subcommand("report", "show a report again, or write it in other forms");
    command.add_option("file", options->path, "the report as JSON")->required();
    add_outputs(command, options->outputs);
    command.footer("example:\n  bloomcoin-conformance report report.json --html report.html --markdown report.md\n");
    return [options] { return report(*options); };
}

Action add_compare(CLI::App& app) {
    const auto options = std::make_shared<CompareOptions>();
    CLI::App& command = *app.add_subcommand("compare", "what is worse, better or new in a report");
    command.add_option("old", options->before, "the earlier report as JSON")->required();
    command.add_option("new", options->after, "the later report as JSON")->required();
    command.add_option("--json", options->json_path, "write the changes here, too")->type_name("FILE");
    command.footer(
        "exit status: 0 nothing is worse, 1 something is\n\n"
        "example:\n  bloomcoin-conformance compare main.json branch.json\n");
    return [options] { return compare(*options); };
}

Action add_verify_report(CLI::App& app) {
    const auto options = std::make_shared<VerifyOptions>();
    CLI::App& command = *app.add_subcommand("verify-report", "whether a report follows from its results");
    command.add_option("file", options->path, "the report as JSON")->required();
    command.add_option("--vectors", options->vectors, "folder of the suite, to compare the report with")
        ->type_name("FOLDER");
    command.footer(
        "exit status: 0 all is right, 1 something is wrong, 65 it is no report or was cut short\n\n"
        "example:\n  bloomcoin-conformance verify-report report.json --vectors tests/vectors\n");
    return [options] { return verify(*options); };
}

}  // namespace bloomcoin::conformance
