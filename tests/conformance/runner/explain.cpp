#include "explain.hpp"

#include "comparison.hpp"
#include "judge.hpp"
#include "reference.hpp"
#include "render/text.hpp"
#include "rules.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <vector>

namespace bloomcoin::conformance {

namespace {

constexpr std::size_t value_width = 160;

std::string shown(const Json& json) { return printable(text_of(json)); }

/// The value in an answer, or the whole answer where it has none.
Json value_of(const Json& answer) {
    return answer.contains("out") && answer["out"].contains("value") ? answer["out"]["value"] : answer;
}

/// The least k in low … high for which differs(k); high if none is found before it. Once they have
/// parted, two computations do not meet again.
std::uint64_t first_where(std::uint64_t low, std::uint64_t high, const std::function<bool(std::uint64_t)>& differs) {
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        if (differs(middle)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

/// Prints the first index at which two arrays differ; false if they do not.
bool point_at(std::ostream& out, const std::string& what, const Json& expected, const Json& received) {
    if (is_same(expected, received)) return false;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const Json other = received.is_array() && i < received.size() ? received[i] : Json{};
        if (is_same(expected[i], other)) continue;
        const std::string right = shown(expected[i]);
        const std::string wrong = shown(other);
        const std::size_t place = first_difference(right, wrong);
        out << "  " << what << " " << i << ": expected " << around(right, place, value_width) << ", received "
            << around(wrong, place, value_width) << '\n';
        return true;
    }
    out << "  " << what << ": expected " << expected.size() << " values, received " << received.size() << '\n';
    return true;
}

// ---- ever smaller questions

void narrow_sines(Comparison& compare, const std::string& op, const Json& in) {
    const std::string single = op == "num.sines" ? "num.sin" : "num.cos";
    const auto start = in.at("start").get<std::uint64_t>();
    const auto count = in.at("count").get<std::uint64_t>();
    if (count == 0) return;
    const std::uint64_t index = first_where(0, count - 1, [&](std::uint64_t last) {
        return !compare.agree(op, {{"start", start}, {"count", last + 1}});
    });
    const Json turn{{"turn", (start + index) & 0xffff}};
    const auto answers = compare.ask(single, turn);
    if (answers.agree()) {
        compare.out << "  " << single << " of " << shown(turn) << " agrees: the digest is made differently from bin "
                    << shown(turn["turn"]) << " on\n";
        return;
    }
    compare.out << "  first difference: " << single << " of " << shown(turn) << ": expected " << shown(answers.expected)
                << ", received " << shown(answers.received) << '\n';
}

/// Names the first of these phases whose sine or cosine differs; false if none does. Says which of
/// the two could not be asked.
bool narrow_bins(Comparison& compare, const Json& phases) {
    std::vector<std::string> ops{"num.sin", "num.cos"};
    std::erase_if(ops, [&](const std::string& op) {
        if (compare.offers(op)) return false;
        compare.out << "  " << op << " cannot be asked: the testee's hello does not list it\n";
        return true;
    });
    std::set<std::uint32_t> asked;
    for (const Json& phase : phases) {
        const std::uint32_t bin = phase.get<std::uint32_t>() >> 16;
        if (!asked.insert(bin).second) continue;
        for (const std::string& op : ops) {
            const auto answers = compare.ask(op, {{"turn", bin}});
            if (answers.agree()) continue;
            compare.out << "  " << (op == "num.sin" ? "sine [NUM-10]" : "cosine [NUM-11]") << " of bin " << bin
                        << ": expected " << shown(value_of(answers.expected)) << ", received "
                        << shown(value_of(answers.received)) << '\n';
            return true;
        }
    }
    for (const std::string& op : ops) compare.out << "  " << op << " agrees for all of these phases\n";
    return false;
}

void narrow_order(Comparison& compare, const Json& phases) {
    if (narrow_bins(compare, phases)) return;
    for (const char* op : {"kur.order", "kur.digest"}) {
        const auto answers = compare.ask(op, {{"phases", phases}});
        if (answers.agree()) continue;
        compare.out << "  " << op << " of these phases differs:\n    expected " << shown(answers.expected)
                    << "\n    received " << shown(answers.received) << '\n';
        return;
    }
    compare.out << "  phases, sums and digest agree: the difference lies in what is made of them\n";
}

/// The phases in an answer about one checkpoint; null if there are none.
Json phases_in(const Json& answer) {
    const Json states = answer.value("out", Json::object()).value("states", Json{});
    if (!states.is_array() || states.empty() || !states[0].is_object()) return {};
    return states[0].value("phases", Json{});
}

/// The first step whose phases differ, the first oscillator there, and what the step before it was
/// made of.
void narrow_trajectory(Comparison& compare, Json state, std::uint64_t step_last) {
    const auto at = [&](std::uint64_t step) {
        state["checkpoints"] = {step};
        const auto answers = compare.ask("kur.evolve", state);
        if (!phases_in(answers.received).is_array())
            throw Unanswered("asked kur.evolve: received " + around(shown(answers.received), 0, value_width));
        return answers;
    };
    const auto differs = [&](std::uint64_t step) {
        const auto answers = at(step);
        return !is_same(phases_in(answers.expected), phases_in(answers.received));
    };
    if (!differs(step_last)) {
        compare.out << "  the phases agree at step " << step_last << '\n';
        const auto answers = at(step_last);
        narrow_order(compare, phases_in(answers.expected));
        return;
    }
    const std::uint64_t step = first_where(0, step_last, differs);
    const auto answers = at(step);
    point_at(compare.out, "first difference: step " + std::to_string(step) + " [KUR-10], oscillator",
             phases_in(answers.expected), phases_in(answers.received));
    if (step == 0) return;
    const auto before = at(step - 1);
    narrow_order(compare, phases_in(before.expected));
}

std::uint64_t step_count_of(const Comparison& compare) {
    return compare.reference_out("par.profile", Json::object()).at("step_count").get<std::uint64_t>();
}

void narrow_state(Comparison& compare, const Json& seed) {
    const Json in{{"seed", seed}};
    const auto answers = compare.ask("kur.state", in);
    const Json state = compare.reference_out("kur.state", in);
    const Json received = answers.received.value("out", Json::object());
    if (point_at(compare.out, "[KUR-4] frequency of oscillator", state["frequencies"],
                 received.value("frequencies", Json{})))
        return;
    if (point_at(compare.out, "[KUR-5] phase at step 0 of oscillator", state["phases"],
                 received.value("phases", Json{})))
        return;
    narrow_trajectory(compare, state, step_count_of(compare) - 1);
}

void narrow_attempt(Comparison& compare, const Json& prefix, const std::string& nonce) {
    compare.out << "  the attempt at nonce " << nonce << ":\n";
    const Json in{{"prefix", prefix}, {"nonce", nonce}};
    const auto answers = compare.ask("kur.seed", in);
    if (!answers.agree()) {
        compare.out << "  seed [KUR-3]: expected " << shown(answers.expected) << ", received "
                    << shown(answers.received) << '\n';
        return;
    }
    narrow_state(compare, answers.expected["out"]["seed"]);
}

void narrow_attempts(Comparison& compare, const Json& in) {
    if (compare.agree("kur.attempts", in)) {
        compare.out << "  every attempt agrees: the difference lies in what is made of them\n";
        return;
    }
    const auto start = std::stoull(in.at("start").get<std::string>());
    const auto count = in.at("count").get<std::uint64_t>();
    const std::uint64_t index = first_where(0, count - 1, [&](std::uint64_t last) {
        Json shorter = in;
        shorter["count"] = last + 1;
        return !compare.agree("kur.attempts", shorter);
    });
    narrow_attempt(compare, in.at("prefix"), std::to_string(start + index));
}

/// A header as hexadecimal text: its prefix is the first 84 bytes, its nonce the eight after them.
constexpr std::size_t header_digits = 2 * 136;

std::string prefix_in(const std::string& header) { return header.substr(0, 2 * 84); }

std::string nonce_in(const std::string& header) {
    std::string nonce_hex;
    for (std::size_t byte = 92; byte-- > 84;) nonce_hex += header.substr(2 * byte, 2);
    return std::to_string(std::stoull(nonce_hex, nullptr, 16));
}

void narrow_header(Comparison& compare, const std::string& header) {
    if (header.size() != header_digits) return;
    narrow_attempt(compare, prefix_in(header), nonce_in(header));
}

/// What was mined is a row of attempts, from the template's nonce on.
void narrow_mining(Comparison& compare, const Json& in) {
    const auto header = in.at("template").get<std::string>();
    if (header.size() != header_digits) return;
    if (!compare.offers("kur.attempts")) {
        narrow_header(compare, header);
        return;
    }
    const Json count = compare.reference_out("min.mine", in).at("attempts");
    if (count == 0) return;
    narrow_attempts(compare,
                    {{"prefix", prefix_in(header)}, {"start", nonce_in(header)}, {"count", count}, {"digest", ""}});
}

/// The first checkpoint at which the answers differ when it is asked alone; the last if none is.
std::uint64_t wrong_checkpoint(Comparison& compare, Json in) {
    const Json checkpoints = in.at("checkpoints");
    for (const Json& checkpoint : checkpoints) {
        in["checkpoints"] = Json::array({checkpoint});
        if (!compare.agree("kur.evolve", in)) return checkpoint.get<std::uint64_t>();
    }
    return checkpoints.empty() ? 0 : checkpoints.back().get<std::uint64_t>();
}

/// What an event of a script brings.
std::string kind_of(const Json& event) {
    for (const char* kind : {"block", "transaction"}) {
        if (event.contains(kind)) return std::string{"a "} + kind + " arrives";
    }
    return event.contains("address") ? "a template is assembled" : "the clock goes on";
}

/// The first state that differs, what differs in it, and whether the block that led to it is taken
/// otherwise on its own.
void narrow_script(Comparison& compare, const Json& in) {
    const auto answers = compare.ask("chn.script", in);
    const Json received = answers.received.value("out", Json::object()).value("states", Json::array());
    const Json& expected = answers.expected.at("out").at("states");
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const bool is_there = received.is_array() && i < received.size() && received[i].is_object();
        const Json other = is_there ? received[i] : Json::object();
        if (is_same(expected[i], other)) continue;
        const Json& event = in.at("events")[i];
        compare.out << "  event " << i << " of " << expected.size() << ", at clock " << shown(event.at("clock")) << ": "
                    << kind_of(event) << '\n';
        for (const auto& item : expected[i].items()) {
            const Json value = other.value(item.key(), Json{});
            if (is_same(item.value(), value)) continue;
            compare.out << "    " << item.key() << ": expected " << around(shown(item.value()), 0, value_width)
                        << "\n    " << std::string(item.key().size(), ' ') << "  received "
                        << around(shown(value), 0, value_width) << '\n';
        }
        if (!event.contains("block") || !compare.offers("blk.check")) return;
        const bool agrees = compare.agree("blk.check", {{"block", event["block"]}});
        compare.out << (agrees ? "  on its own the block is judged alike: the difference lies in what was before it\n"
                               : "  blk.check of this block alone differs too: begin there\n");
        return;
    }
    compare.out << "  asked once more, every state agrees\n";
}

/// What to ask next, by operation. Operations that are not here are small enough.
void narrow(Comparison& compare, const Case& asked) {
    const Json& in = asked.in;
    const std::map<std::string, std::function<void()>> smaller{
        {"num.sines", [&] { narrow_sines(compare, asked.op, in); }},
        {"num.cosines", [&] { narrow_sines(compare, asked.op, in); }},
        {"kur.order", [&] { narrow_bins(compare, in.at("phases")); }},
        {"kur.step",
         [&] {
             narrow_trajectory(compare, {{"frequencies", in.at("frequencies")}, {"phases", in.at("phases")}},
                               in.at("count").get<std::uint64_t>());
         }},
        {"kur.evolve",
         [&] {
             narrow_trajectory(compare, {{"frequencies", in.at("frequencies")}, {"phases", in.at("phases")}},
                               wrong_checkpoint(compare, in));
         }},
        {"kur.bloom", [&] { narrow_trajectory(compare, in, step_count_of(compare) - 1); }},
        {"kur.state", [&] { narrow_state(compare, in.at("seed")); }},
        {"kur.attempts", [&] { narrow_attempts(compare, in); }},
        {"hdr.check", [&] { narrow_header(compare, in.at("header").get<std::string>()); }},
        {"hdr.accept", [&] { narrow_header(compare, in.at("header").get<std::string>()); }},
        {"blk.check", [&] { narrow_header(compare, in.at("block").get<std::string>().substr(0, header_digits)); }},
        {"chn.script", [&] { narrow_script(compare, in); }},
        {"min.mine", [&] { narrow_mining(compare, in); }},
    };
    const auto found = smaller.find(asked.op);
    if (found == smaller.end()) return;
    compare.out << "\nin smaller questions:\n";
    try {
        found->second();
    } catch (const Unanswered& unanswered) {
        compare.out << "  " << printable(unanswered.what()) << ": nothing smaller can be told from this\n";
    }
}

// ---- the case itself

void print_rule(std::ostream& out, const std::string& id) {
    if (const auto rule = rule_text(id)) out << "    " << id << ": " << rule->sentence << '\n';
}

void print_case(std::ostream& out, const Case& asked) {
    out << asked.id << "\n  asks     " << asked.op << ", profile " << asked.profile << "\n  why      " << asked.why
        << "\n  source   " << asked.source << '\n';
    if (!asked.sibling.empty()) out << "  sibling  " << asked.sibling << ", which is accepted\n";
    out << "  rules\n";
    for (const std::string& clause : asked.clauses) print_rule(out, clause);
    out << "  in       " << around(shown(asked.in), 0, value_width) << '\n';
}

/// The first byte at which two hexadecimal values of an answer differ, if that is what differs.
void print_first_byte(std::ostream& out, const Json& expected, const Json& received) {
    if (!expected.contains("out") || !received.contains("out")) return;
    for (const auto& item : expected["out"].items()) {
        const Json other = received["out"].value(item.key(), Json{});
        if (is_same(item.value(), other)) continue;
        if (item.value().is_array()) {
            point_at(out, item.key(), item.value(), other);
        } else if (item.value().is_string() && other.is_string()) {
            const std::size_t place = first_difference(item.value().get<std::string>(), other.get<std::string>());
            const bool is_hex =
                (item.value().get<std::string>() + other.get<std::string>()).find_first_not_of("0123456789abcdef") ==
                std::string::npos;
            out << "  " << item.key() << ": differs from " << (is_hex ? "byte " : "character ")
                << (is_hex ? place / 2 : place) << " on\n";
        }
        return;
    }
}

}  // namespace

Outcome explain(std::ostream& out, const Case& asked, Testee& testee) {
    print_case(out, asked);
    const Result result = judge(asked, ask_if_offered(testee, {asked.id, asked.op, asked.profile, asked.in}));
    const std::string expected = shown(asked.expected);
    const std::string received = shown(result.received);
    const std::size_t place = first_difference(expected, received);
    out << "  expected " << around(expected, place, value_width) << '\n';
    if (asked.expected.contains("rule")) print_rule(out, asked.expected["rule"].get<std::string>());
    if (result.outcome == Outcome::broken) {
        out << "  broken   " << result.kind << ": " << printable(result.message) << '\n';
        return result.outcome;
    }
    out << "  received " << around(received, place, value_width) << '\n';
    if (result.received.contains("rule")) print_rule(out, result.received["rule"].get<std::string>());
    if (result.outcome == Outcome::pass) {
        out << "  pass\n";
        return result.outcome;
    }
    out << "  " << name_of(result.outcome) << (result.kind.empty() ? "" : ", " + result.kind) << ": "
        << printable(result.message) << '\n';
    print_first_byte(out, asked.expected, result.received);
    if (result.outcome == Outcome::fail) {
        Comparison compare{out, testee, asked.profile};
        narrow(compare, asked);
    }
    return result.outcome;
}

}  // namespace bloomcoin::conformance
