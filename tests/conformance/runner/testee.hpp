// A testee is an implementation under test: it says who it is and answers questions. One kind
// is a process that speaks the protocol of PROTOCOL.md, the other is the reference in here.
#pragma once

#include "json.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>

namespace bloomcoin::conformance {

/// Of PROTOCOL.md.
inline constexpr int protocol_version = 1;

struct Identity {
    std::string name;
    std::string version;
    std::string language;
    std::set<std::string> ops;
    std::set<std::string> profiles;

    /// Why this testee does not take an operation in a profile; empty if it does.
    std::string refusal_of(const std::string& op, const std::string& profile) const;
};

struct Question {
    std::string id;
    std::string op;
    std::string profile;
    Json in;
};

/// An answer ({"out":…}, {"rule":…} or {"unsupported":…}), or how the testee broke: crash,
/// timeout, garbage, wrong-id or handshake, and in what way.
struct Reply {
    Json answer;
    std::string broken;
    std::string message;
};

class Testee {
public:
    virtual ~Testee() = default;
    /// Who it is; empty names until the first handshake has succeeded.
    virtual const Identity& identity() = 0;
    /// Throws std::system_error if the system has nothing left to start it with.
    virtual Reply ask(const Question& question) = 0;
};

/// Asks what the testee's hello lists; to anything else the answer is "unsupported". A testee that never said hello is
/// asked all the same: its answer is what is wrong with it.
Reply ask_if_offered(Testee& testee, const Question& question);

/// Makes a testee for each job that wants one.
using TesteeMaker = std::function<std::unique_ptr<Testee>()>;

/// The headers, in this process.
std::unique_ptr<Testee> reference_testee();

/// A command that speaks the protocol. It is started when it is first needed and again after it
/// broke; after three failed starts in a row it is given up.
std::unique_ptr<Testee> process_testee(std::string command, std::string suite_digest,
                                       std::chrono::milliseconds timeout);

}  // namespace bloomcoin::conformance
