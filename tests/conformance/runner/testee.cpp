#include "testee.hpp"

#include "line.hpp"
#include "process.hpp"
#include "reference.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <regex>
#include <sstream>
#include <vector>

namespace bloomcoin::conformance {

namespace {

constexpr int failed_starts_max = 3;
constexpr std::size_t greeting_bytes_max = 200;

/// What a testee wrote, fit for a message: short, and without bytes that a terminal would obey.
std::string abbreviated(const std::string& text) {
    constexpr std::size_t most = 200;
    std::string shown = text.substr(0, most);
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return text.size() <= most ? shown : shown + "… (" + std::to_string(text.size()) + " bytes)";
}

/// The two lines of what a testee wrote to stderr that tell most: the first that names an error and the one after it,
/// since most languages print the cause and then a trace of calls; or else the last two, of which one may be the
/// shell's.
std::string telling_lines(const std::string& text) {
    static const std::regex error{"^(?=\\S).*(error|exception|panic|panicked)\\b", std::regex::icase};
    std::vector<std::string> lines;
    std::istringstream stream{text};
    for (std::string line; std::getline(stream, line);) {
        if (line.find_first_not_of(" \t\r") != std::string::npos) lines.push_back(line);
    }
    const auto names_error = [](const std::string& line) { return std::regex_search(line, error); };
    auto first = std::find_if(lines.begin(), lines.end(), names_error);
    if (first == lines.end()) first -= std::min<std::ptrdiff_t>(2, std::ssize(lines));
    std::string telling;
    for (auto line = first; line != lines.end() && line - first < 2; ++line) {
        telling += (line == first ? "" : " | ") + line->substr(line->find_first_not_of(" \t"));
    }
    return telling;
}

class ReferenceTestee : public Testee {
public:
    ReferenceTestee() {
        identity_ = {reference_name(), std::string{reference_version}, "C++20", {}, {}};
        for (const std::string& op : reference_ops()) identity_.ops.insert(op);
        for (const std::string& profile : reference_profiles()) identity_.profiles.insert(profile);
    }

    const Identity& identity() override { return identity_; }

    Reply ask(const Question& question) override {
        try {
            return {answer(question.op, question.profile, question.in), "", ""};
        } catch (const std::exception& error) {
            return {{}, "crash", error.what()};
        }
    }

private:
    Identity identity_;
};

class ProcessTestee : public Testee {
public:
    ProcessTestee(std::string command, std::string suite_digest, std::chrono::milliseconds timeout)
        : command_{std::move(command)}, suite_digest_{std::move(suite_digest)}, timeout_{timeout} {}

    const Identity& identity() override {
        while (!process_ && failed_starts_ < failed_starts_max && identity_.name.empty()) start();
        return identity_;
    }

    Reply ask(const Question& question) override {
        while (!process_ && failed_starts_ < failed_starts_max) start();
        if (!process_) return {{}, "handshake", start_failure_};

        const Json request{
            {"id", question.id}, {"op", question.op}, {"profile", question.profile}, {"in", question.in}};
        std::string line;
        const Trouble trouble = process_->exchange(request.dump(), line, Process::Clock::now() + timeout_);
        Reply reply = trouble == Trouble::none ? judged(line, question.id) : broken_by(trouble);
        if (!reply.broken.empty()) process_.reset();
        return reply;
    }

private:
    Reply broken_by(Trouble trouble) {
        if (trouble == Trouble::timeout)
            return {{}, "timeout", "no answer within " + std::to_string(timeout_.count()) + " ms"};
        if (trouble == Trouble::too_long) return {{}, "garbage", "a line of more than 16 MiB"};
        const std::string ending = process_->ending();
        return {{}, "crash", ending + with_last_words()};
    }

    std::string with_last_words() const {
        const std::string words = telling_lines(process_->last_words());
        return words.empty() ? "" : "; it said: " + abbreviated(words);
    }

    static Reply judged(const std::string& line, const std::string& id) {
        const auto garbage = [&](const std::string& what) {
            return Reply{{}, "garbage", what + ": " + abbreviated(line)};
        };
        Json json;
        try {
            json = read_line(line);
        } catch (const Malformed& malformed) {
            return garbage(std::string{"expected "} + malformed.what() + ", got");
        }
        if (!json.contains("id") || json["id"] != id) {
            return {{}, "wrong-id", "expected the id " + id + ", got " + abbreviated(json.value("id", Json{}).dump())};
        }
        json.erase("id");
        if (json.size() != 1) return garbage("expected exactly one of out, rule, unsupported, got");
        const std::string key = json.begin().key();
        const bool has_form = key == "out" ? json[key].is_object() : json[key].is_string();
        if ((key != "out" && key != "rule" && key != "unsupported") || !has_form) {
            return garbage("expected out (an object), rule or unsupported (texts), got");
        }
        return {json, "", ""};
    }

    /// One attempt at starting and greeting the command.
    void start() {
        const Json hello{{"hello", {{"protocol", protocol_version}, {"suite", suite_digest_}}}};
        std::string line;
        process_ = std::make_unique<Process>(command_);
        const Trouble trouble = process_->exchange(hello.dump(), line, Process::Clock::now() + timeout_);
        const std::string failure = trouble == Trouble::none ? learn(line) : broken_by(trouble).message;
        if (failure.empty()) {
            failed_starts_ = 0;
            return;
        }
        ++failed_starts_;
        start_failure_ = "the handshake failed: " + failure;
        process_.reset();
    }

    /// Takes the testee's hello; says what is wrong with it, or nothing.
    std::string learn(const std::string& line) {
        try {
            const Json hello = read_line(line).at("hello");
            if (hello.at("protocol") != protocol_version) {
                return "expected protocol " + std::to_string(protocol_version) + ", got " +
                       abbreviated(hello.at("protocol").dump());
            }
            Identity identity{hello.at("name").get<std::string>(), hello.at("version").get<std::string>(),
                              hello.at("language").get<std::string>(), hello.at("ops").get<std::set<std::string>>(),
                              hello.at("profiles").get<std::set<std::string>>()};
            if (identity.name.empty()) return "expected a name, got none";
            for (const std::string* text : {&identity.name, &identity.version, &identity.language}) {
                if (text->size() > greeting_bytes_max) {
                    return "expected name, version and language of at most " + std::to_string(greeting_bytes_max) +
                           " bytes, got " + abbreviated(*text);
                }
            }
            identity_ = std::move(identity);
            return "";
        } catch (const Malformed& malformed) {
            return std::string{"expected "} + malformed.what() + ", got " + abbreviated(line);
        } catch (const Json::exception&) {
            return "expected a hello with protocol, name, version, language, ops and profiles, got " +
                   abbreviated(line);
        }
    }

    std::string command_;
    std::string suite_digest_;
    std::chrono::milliseconds timeout_;
    Identity identity_;
    std::unique_ptr<Process> process_;
    int failed_starts_ = 0;
    std::string start_failure_;
};

}  // namespace

std::string Identity::refusal_of(const std::string& op, const std::string& profile) const {
    if (!ops.contains(op)) return "the testee's hello does not list the operation " + op;
    if (profile != "any" && !profiles.contains(profile))
        return "the testee's hello does not list the profile " + profile;
    return "";
}

Reply ask_if_offered(Testee& testee, const Question& question) {
    const Identity& identity = testee.identity();
    const std::string refusal = identity.name.empty() ? "" : identity.refusal_of(question.op, question.profile);
    return refusal.empty() ? testee.ask(question) : Reply{{{"unsupported", refusal}}, "", ""};
}

std::unique_ptr<Testee> reference_testee() { return std::make_unique<ReferenceTestee>(); }

std::unique_ptr<Testee> process_testee(std::string command, std::string suite_digest,
                                       std::chrono::milliseconds timeout) {
    return std::make_unique<ProcessTestee>(std::move(command), std::move(suite_digest), timeout);
}

}  // namespace bloomcoin::conformance
