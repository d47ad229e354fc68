#include "judge.hpp"

#include "reference.hpp"
#include "render/text.hpp"

#include <stdexcept>

namespace bloomcoin::conformance {

std::string_view name_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::pass:
            return "pass";
        case Outcome::fail:
            return "fail";
        case Outcome::unsupported:
            return "unsupported";
        case Outcome::skipped:
            return "skipped";
        case Outcome::broken:
            return "broken";
    }
    throw std::logic_error("an outcome without a name");
}

bool is_same(const Json& a, const Json& b) {
    // Json's own comparison takes integers and fractions for equal where their values round to the same.
    return text_of(a) == text_of(b);
}

Result judge(const Case& asked, const Reply& reply) {
    Result result{&asked, Outcome::fail, "", reply.message, reply.answer, 0};
    if (!reply.broken.empty()) {
        result.outcome = Outcome::broken;
        result.kind = reply.broken;
        return result;
    }
    if (reply.answer.contains("unsupported")) {
        result.outcome = Outcome::unsupported;
        result.message = reply.answer["unsupported"].get<std::string>();
        return result;
    }
    if (is_same(reply.answer, asked.expected)) {
        result.outcome = Outcome::pass;
        return result;
    }
    const bool expected_refusal = asked.expected.contains("rule");
    const bool received_refusal = reply.answer.contains("rule");
    if (expected_refusal != received_refusal) {
        result.kind = "verdict";
        result.message = expected_refusal ? "accepted what must be refused" : "refused what must be accepted";
    } else {
        result.kind = expected_refusal ? "reason" : "value";
        result.message = expected_refusal ? "verdict right, reason wrong" : "the value differs";
    }
    return result;
}

void shorten(Result& result) {
    constexpr std::size_t spare = 4096;
    constexpr std::size_t shown = 1024;
    result.message = around(result.message, 0, shown);
    const std::size_t most = spare + 2 * text_of(result.asked->expected).size();
    const std::string text = text_of(result.received);
    if (text.size() > most)
        result.received = {
            {"shortened", {{"begins", around(text, 0, shown)}, {"bytes", text.size()}, {"sha256", sha256_hex(text)}}}};
}

}  // namespace bloomcoin::conformance
