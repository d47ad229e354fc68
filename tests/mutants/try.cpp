// Tries mutants: reads their numbers, asks the reference the cases that reach them while each is on, and says which
// case notices, a room at a time. The headers that this is compiled with hold all mutants (instrument.py), or one mistake
// made by hand, which is tried when the second argument says so.
//
// Standard input: a number a line. Standard output: first a line about the suite, then one for each number, JSON.
#include <mutants/switch.hpp>

#include "../conformance/reference/reference.hpp"
#include "../conformance/runner/judge.hpp"
#include "../conformance/runner/suite.hpp"

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace bloomcoin;
using conformance::Case;
using conformance::Json;
using conformance::Outcome;
using Clock = std::chrono::steady_clock;
using Reached = std::bitset<mutants::count_max>;

/// What a case costs and which mutants it reaches while none is on.
struct Observation {
    bool is_passed;
    double ms;
    Reached reached;
};

struct Trial {
    const Case* asked;
    double ms;
    const Reached* reached;
};

conformance::Result asked(const Case& one) {
    return conformance::judge(one, {conformance::answer(one.op, one.profile, one.in), {}, {}});
}

void observe(const Case& one, Observation& observation) {
    std::fill(std::begin(mutants::reached), std::end(mutants::reached), false);
    const auto start = Clock::now();
    observation.is_passed = asked(one).outcome == Outcome::pass;
    observation.ms = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    for (std::size_t id = 0; id < mutants::count_max; ++id) observation.reached[id] = mutants::reached[id];
}

/// Of every case. Each is asked in a process of its own: what is computed once and kept, such as the constants of a
/// curve, is computed anew, so that every case that depends on it is known.
const Observation* observations_of(const std::vector<Case>& cases) {
    void* const memory = ::mmap(nullptr, cases.size() * sizeof(Observation), PROT_READ | PROT_WRITE,
                                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::runtime_error("mmap");
    auto* const observations = static_cast<Observation*>(memory);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const pid_t child = ::fork();
        if (child < 0) throw std::runtime_error("fork");
        if (child == 0) {
            observe(cases[i], observations[i]);
            std::_Exit(0);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        if (status != 0) throw std::runtime_error(cases[i].id + " ends the program without a mutant");
    }
    return observations;
}

/// All cases of the suite by room, the quick ones first. Throws unless all pass: a suite that fails without a mutant
/// proves nothing about mutants.
std::map<std::string, std::vector<Trial>> trials_of(const conformance::Suite& suite) {
    const Observation* observation = observations_of(suite.cases);
    std::map<std::string, std::vector<Trial>> rooms;
    for (const Case& one : suite.cases) {
        if (!observation->is_passed) throw std::runtime_error(one.id + " fails without a mutant");
        rooms[one.room].push_back({&one, observation->ms, &observation->reached});
        ++observation;
    }
    for (auto& [room, trials] : rooms) {
        std::stable_sort(trials.begin(), trials.end(), [](const Trial& a, const Trial& b) { return a.ms < b.ms; });
    }
    return rooms;
}

/// So that a mutant that allocates without end is a mutant that was noticed.
void limit_memory() {
    const rlimit memory{std::uint64_t{4} << 30, std::uint64_t{4} << 30};
    ::setrlimit(RLIMIT_AS, &memory);
    const rlimit core{0, 0};
    ::setrlimit(RLIMIT_CORE, &core);
}

/// So that a mutant that loops without end is one, too. The time is our own: another program's load does not count.
void limit_time(double ms) {
    const auto limit = static_cast<long>(1000 * (20 * ms + 300));
    const itimerval timer{{0, 0}, {limit / 1'000'000, limit % 1'000'000}};
    ::setitimer(ITIMER_VIRTUAL, &timer, nullptr);
}

/// Asks the cases until one notices. Runs in a process of its own, since a mutant may end it.
Json first_to_notice(const std::vector<const Trial*>& trials, int pipe) {
    for (const Trial* trial : trials) {
        // What is written first stands if the next case ends this process.
        const std::string id = trial->asked->id + "\n";
        if (::write(pipe, id.data(), id.size()) < 0) std::_Exit(70);
        limit_time(trial->ms);
        std::string kind;
        try {
            const conformance::Result result = asked(*trial->asked);
            if (result.outcome == Outcome::pass) continue;
            kind = result.kind;
        } catch (const std::exception&) {
            kind = "exception";
        }
        return {{"case", trial->asked->id}, {"how", kind}};
    }
    return nullptr;
}

std::string all_from(int pipe) {
    std::string text;
    std::array<char, 4096> some{};
    for (ssize_t size; (size = ::read(pipe, some.data(), some.size())) > 0;) {
        text.append(some.data(), static_cast<std::size_t>(size));
    }
    return text;
}

/// What the cases say of a mutant: null, or the first that noticed and how.
Json tried(int mutant, const std::vector<const Trial*>& trials) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) throw std::runtime_error("pipe");
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("fork");
    if (child == 0) {
        (void)std::freopen("/dev/null", "w", stderr);
        limit_memory();
        mutants::active = mutant;
        const std::string verdict = first_to_notice(trials, ends[1]).dump() + "\n";
        std::_Exit(::write(ends[1], verdict.data(), verdict.size()) < 0 ? 70 : 0);
    }
    ::close(ends[1]);
    const std::string said = all_from(ends[0]);
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);

    const std::string before = said.substr(0, said.empty() ? 0 : said.size() - 1);
    const std::string last = before.substr(before.rfind('\n') + 1);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return Json::parse(last);
    const bool is_late = WIFSIGNALED(status) && WTERMSIG(status) == SIGVTALRM;
    return {{"case", last}, {"how", is_late ? "timeout" : "crash"}};
}

void try_mutants(const std::string& folder) {
    const conformance::Suite suite = conformance::load_suite(folder);
    const auto start = Clock::now();
    const auto rooms = trials_of(suite);
    std::cout << Json{{"cases", suite.cases.size()},
                      {"seconds", std::chrono::duration<double>(Clock::now() - start).count()}}
              << std::endl;
    for (int mutant; std::cin >> mutant;) {
        if (mutant < 0 || mutant >= mutants::count_max) throw std::runtime_error("no mutant " + std::to_string(mutant));
        Json noticed = Json::object();
        std::size_t reached_by = 0;
        for (const auto& [room, trials] : rooms) {
            std::vector<const Trial*> reaching;
            for (const Trial& trial : trials) {
                if ((*trial.reached)[static_cast<std::size_t>(mutant)]) reaching.push_back(&trial);
            }
            reached_by += reaching.size();
            if (!reaching.empty()) noticed[room] = tried(mutant, reaching);
        }
        std::cout << Json{{"mutant", mutant}, {"reached_by", reached_by}, {"noticed", noticed}} << std::endl;
    }
}

/// The mistake in the headers that this was compiled with: every case that the program can answer may depend on it.
void try_by_hand(const std::string& folder) {
    constexpr double ms = 200;  // a case of any room, since without the mistake nobody measured
    const conformance::Suite suite = conformance::load_suite(folder);
    const std::vector<std::string> ops = conformance::reference_ops();
    std::vector<Trial> trials;
    for (const Case& one : suite.cases) {
        if (std::binary_search(ops.begin(), ops.end(), one.op)) trials.push_back({&one, ms, nullptr});
    }
    std::vector<const Trial*> all;
    for (const Trial& trial : trials) all.push_back(&trial);
    std::cout << Json{{"noticed", tried(-1, all)}} << std::endl;
}

}  // namespace

int main(int argc, char** argv) {
    const bool is_by_hand = argc == 3 && std::string{argv[2]} == "by-hand";
    if (argc != 2 && !is_by_hand) {
        std::cerr << "usage: try-mutants FOLDER_OF_VECTORS <NUMBERS\n"
                     "       try-mutants FOLDER_OF_VECTORS by-hand\n";
        return 64;
    }
    try {
        if (is_by_hand) {
            try_by_hand(argv[1]);
        } else {
            try_mutants(argv[1]);
        }
    } catch (const std::exception& error) {
        std::cerr << "try-mutants: " << error.what() << '\n';
        return 70;
    }
    return 0;
}
