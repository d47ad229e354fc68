// The same question, asked of the reference and of a testee: what explanations are made of.
// A testee that cannot answer ends the comparison, because nothing can be told from its silence.
#pragma once

#include "judge.hpp"
#include "reference.hpp"

#include <ostream>
#include <stdexcept>
#include <string>
#include <utility>

namespace bloomcoin::conformance {

/// A smaller question that the testee has no answer to, so that nothing can be told from it.
struct Unanswered : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Asks the reference and the testee the same questions in one profile.
class Comparison {
public:
    Comparison(std::ostream& output, Testee& testee, std::string profile)
        : out{output}, testee_{testee}, profile_{std::move(profile)} {}

    struct Answers {
        Json expected;
        Json received;
        bool agree() const { return is_same(expected, received); }
    };

    /// Throws Unanswered if the testee breaks or does not support the operation.
    Answers ask(const std::string& op, const Json& in) {
        const std::string profile = profile_for(op);
        const Reply reply = ask_if_offered(testee_, {"explain", op, profile, in});
        if (!reply.broken.empty()) throw Unanswered("asked " + op + ": " + reply.broken + ", " + reply.message);
        if (reply.answer.contains("unsupported"))
            throw Unanswered("asked " + op + ": unsupported, " + reply.answer["unsupported"].get<std::string>());
        return {answer(op, profile, in), reply.answer};
    }

    bool offers(const std::string& op) { return testee_.identity().refusal_of(op, profile_for(op)).empty(); }

    bool agree(const std::string& op, const Json& in) { return ask(op, in).agree(); }

    /// What the reference answers; only for questions that it does not refuse.
    Json reference_out(const std::string& op, const Json& in) const { return answer(op, profile_, in).at("out"); }

    std::ostream& out;

private:
    /// The suite asks about numbers in no profile in particular, and a testee need not know them in another.
    std::string profile_for(const std::string& op) const { return op.starts_with("num.") ? "any" : profile_; }

    Testee& testee_;
    std::string profile_;
};

}  // namespace bloomcoin::conformance
