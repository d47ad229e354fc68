#include "run.hpp"

#include "reference.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace bloomcoin::conformance {

namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

Result ask(Testee& testee, const Case& one) {
    const Clock::time_point start = Clock::now();
    Result result = judge(one, ask_if_offered(testee, {one.id, one.op, one.profile, one.in}));
    result.ms = ms_since(start);
    shorten(result);
    return result;
}

}  // namespace

std::string TesteeRun::title() const {
    if (!identity.name.empty()) return identity.name;
    return command.empty() ? "reference" : command;
}

std::size_t TesteeRun::count(Outcome outcome) const {
    return static_cast<std::size_t>(
        std::count_if(results.begin(), results.end(), [&](const Result& result) { return result.outcome == outcome; }));
}

std::size_t TesteeRun::count(Outcome outcome, const std::string& profile) const {
    return static_cast<std::size_t>(std::count_if(results.begin(), results.end(), [&](const Result& result) {
        return result.outcome == outcome && (result.asked->profile == profile || result.asked->profile == "any");
    }));
}

std::string answers_digest(const std::vector<Result>& results, const std::function<Json(const Result&)>& answer_of) {
    std::string lines;
    for (const Result& result : results) lines += result.asked->id + " " + text_of(answer_of(result)) + "\n";
    return sha256_hex(lines);
}

TesteeRun run_testee(const TesteeMaker& make, const std::string& command, const std::vector<const Case*>& cases,
                     unsigned jobs, const Watch& watch) {
    TesteeRun run;
    run.command = command;
    run.results.resize(cases.size());
    const Clock::time_point start = Clock::now();
    std::atomic<std::size_t> next{0};
    std::size_t done = 0;
    std::mutex mutex;
    std::string trouble;

    const auto ask_all = [&] {
        const std::unique_ptr<Testee> testee = make();
        for (std::size_t i = next++; i < cases.size(); i = next++) {
            Result result = ask(*testee, *cases[i]);
            const std::scoped_lock lock{mutex};
            run.results[i] = std::move(result);
            watch(run.results[i], ++done);
        }
        const std::scoped_lock lock{mutex};
        if (run.identity.name.empty()) run.identity = testee->identity();
    };
    const auto work = [&] {
        try {
            ask_all();
        } catch (const std::system_error& error) {
            next = cases.size();
            const std::scoped_lock lock{mutex};
            trouble = error.what();
        }
    };
    std::vector<std::thread> threads;
    const auto thread_count = std::min<std::size_t>(std::max(jobs, 1U), cases.size());
    for (std::size_t i = 0; i < thread_count; ++i) threads.emplace_back(work);
    for (std::thread& thread : threads) thread.join();
    if (!trouble.empty()) throw std::runtime_error(trouble + "; with --jobs fewer testees run at a time");

    run.elapsed_ms = ms_since(start);
    run.answers = answers_digest(run.results, [](const Result& result) { return result.received; });
    run.right_answers = answers_digest(run.results, [](const Result& result) { return result.asked->expected; });
    return run;
}

std::string verdict_of(const TesteeRun& run, const std::string& profile) {
    if (run.count(Outcome::fail, profile) + run.count(Outcome::broken, profile) > 0) return "not conformant";
    if (run.count(Outcome::skipped, profile) + run.count(Outcome::unsupported, profile) > 0) return "incomplete";
    return run.has_whole_profiles ? "conformant" : "passed in part";
}

std::vector<const Result*> to_mend(const TesteeRun& run) {
    std::vector<std::pair<std::pair<std::size_t, std::size_t>, const Result*>> ranked;
    for (const Result& result : run.results) {
        if (!is_bad(result.outcome)) continue;
        const Case& asked = *result.asked;
        const std::size_t size = text_of(asked.in).size() + text_of(asked.expected).size();
        ranked.push_back({{floor_of(asked.room), size}, &result});
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<const Result*> results;
    for (const auto& [rank, result] : ranked) results.push_back(result);
    return results;
}

std::string suspect_of(const TesteeRun& run, const Result& result) {
    if (result.asked->expected.contains("rule")) return result.asked->expected["rule"].get<std::string>();
    std::string suspect;
    double most = 0;
    for (const std::string& rule : result.asked->clauses) {
        double bad = 0;
        double all = 0;
        for (const Result& other : run.results) {
            const auto& clauses = other.asked->clauses;
            if (std::find(clauses.begin(), clauses.end(), rule) == clauses.end()) continue;
            all += 1;
            bad += is_bad(other.outcome);
        }
        if (bad / all <= most) continue;
        most = bad / all;
        suspect = rule;
    }
    return suspect;
}

std::vector<std::string> rooms_of(const TesteeRun& run) {
    std::vector<std::string> rooms;
    for (const Result& result : run.results) {
        if (std::find(rooms.begin(), rooms.end(), result.asked->room) == rooms.end())
            rooms.push_back(result.asked->room);
    }
    std::stable_sort(rooms.begin(), rooms.end(),
                     [](const std::string& a, const std::string& b) { return floor_of(a) < floor_of(b); });
    return rooms;
}

std::vector<std::string> profiles_of(const TesteeRun& run) {
    std::vector<std::string> profiles;
    for (const Result& result : run.results) {
        const std::string& profile = result.asked->profile;
        if (profile != "any" && std::find(profiles.begin(), profiles.end(), profile) == profiles.end()) {
            profiles.push_back(profile);
        }
    }
    return profiles;
}

}  // namespace bloomcoin::conformance
