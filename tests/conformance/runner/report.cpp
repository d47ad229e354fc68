#include "report.hpp"

#include "reference.hpp"

#include <sys/utsname.h>

#include <chrono>
#include <cmath>
#include <ctime>
#include <thread>

namespace bloomcoin::conformance {

namespace {

Json environment() {
    utsname system{};
    ::uname(&system);
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    char date[32];
    std::strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return {{"os", std::string{system.sysname} + " " + system.release + " " + system.machine},
            {"compiler", __VERSION__},
            {"cpus", std::thread::hardware_concurrency()},
            {"date", date}};
}

Json result_json(const Result& result) {
    Json json{
        {"id", result.asked->id}, {"outcome", name_of(result.outcome)}, {"ms", std::round(result.ms * 1000) / 1000}};
    if (!result.kind.empty()) json["kind"] = result.kind;
    if (!result.message.empty()) json["message"] = result.message;
    if (result.outcome != Outcome::pass && !result.received.is_null()) {
        json["expected"] = result.asked->expected;
        json["received"] = result.received;
    }
    return json;
}

Json testee_json(const TesteeRun& run) {
    Json counts;
    for (const Outcome outcome : outcomes) counts[std::string{name_of(outcome)}] = run.count(outcome);
    Json verdicts = Json::object();
    for (const std::string& profile : profiles_of(run)) verdicts[profile] = verdict_of(run, profile);
    Json results = Json::array();
    for (const Result& result : run.results) results.push_back(result_json(result));
    return {{"name", run.identity.name},
            {"version", run.identity.version},
            {"language", run.identity.language},
            {"command", run.command},
            {"counts", counts},
            {"verdicts", verdicts},
            {"known_failures_problems", run.list_problems},
            {"elapsed_ms", std::round(run.elapsed_ms)},
            {"answers", {{"digest", digest_of_answers(run)}, {"right", digest_of_right_answers(run)}}},
            {"results", results}};
}

Json footer(const std::vector<TesteeRun>& runs) {
    std::string lines;
    std::size_t count = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        for (const Result& result : runs[i].results) {
            lines += std::to_string(i) + " " + result.asked->id + " " + std::string{name_of(result.outcome)} + "\n";
            ++count;
        }
    }
    return {{"results", count}, {"digest", sha256_hex(lines)}};
}

}  // namespace

Json report_of(const Suite& suite, const Selection& selection, const std::vector<TesteeRun>& runs) {
    Json testees = Json::array();
    for (const TesteeRun& run : runs) testees.push_back(testee_json(run));
    const std::string shard = selection.shard_text();
    return {{"format", 1},
            {"suite", {{"version", suite.version}, {"digest", suite.digest}, {"count", suite.cases.size()}}},
            {"environment", environment()},
            {"selection",
             {{"filters", selection.filters},
              {"profiles", selection.profiles},
              {"shard", shard.empty() ? Json{} : Json(shard)},
              {"selected", runs.empty() ? 0 : runs.front().results.size()},
              {"partial", selection.is_partial()}}},
            {"testees", testees},
            {"footer", footer(runs)}};
}

}  // namespace bloomcoin::conformance
