// {{name}}, as BloomCoin's conformance suite asks for it: one JSON object a line comes in, one goes out.
//
// An operation is a function of the profile and of `in` that returns `out`, or throws a Refusal with the id of the
// first rule that is broken. Write one, or call your own implementation, and name it in operations: then it
// is asked for.
#include "json.hpp"

#include <iostream>

struct Refusal { std::string rule; };

// The product of two fractions in units of 2^-15, to the nearest, ties upward. [NUM-3]
std::string mulr(const std::string&, const Json& in) {
    const std::int64_t product = in["a"].number() * in["b"].number();
    return R"({"value":)" + std::to_string((product + (1 << 14)) >> 15) + "}";
}

// The greatest integer whose square is not above n. Integers of 64 bits come and go as texts. [NUM-5]
std::string isqrt(const std::string&, const Json& in) {
    const std::uint64_t square = std::stoull(in["n"].text);
    std::uint64_t root = 0;
    for (std::uint64_t bit = std::uint64_t{1} << 31; bit != 0; bit /= 2) {
        if ((root + bit) * (root + bit) <= square) root += bit;
    }
    return R"({"root":)" + std::to_string(root) + "}";
}

// The checks stand in the order of the specification: the first broken rule is the answer. [COD-8]
std::string from_hex(const std::string&, const Json& in) {
    const std::string& text = in["text"].text;
    if (text.size() % 2 != 0) throw Refusal{"COD-3"};
    if (text.find_first_not_of("0123456789abcdef") != std::string::npos) throw Refusal{"COD-4"};
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        bytes += (i == 0 ? "" : ",") + std::to_string(std::stoi(text.substr(i, 2), nullptr, 16));
    }
    return R"({"bytes":[)" + bytes + "]}";
}

using Operation = std::string (*)(const std::string& profile, const Json& in);
const std::map<std::string, Operation> operations{
    {"num.mulr", mulr}, {"num.isqrt", isqrt}, {"cod.from_hex", from_hex}};

std::string hello() {
    std::string names;
    for (const auto& operation : operations) names += (names.empty() ? "" : ",") + quoted(operation.first);
    return R"({"hello":{"protocol":1,"name":"{{name}}","version":"0.1.0","language":"C++",)"
           R"("profiles":["mainnet"],"ops":[)" + names + "]}}";
}

// `out`, `rule` or `unsupported`, with its key.
std::string answer(const Json& request) {
    const auto operation = operations.find(request["op"].text);
    if (operation == operations.end()) return R"("unsupported":"there is no such operation")";
    try {
        return R"("out":)" + operation->second(request["profile"].text, request["in"]);
    } catch (const Refusal& refusal) {
        return R"("rule":)" + quoted(refusal.rule);
    }
}

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        const Json message = JsonReader{line}.value();
        if (message.has("hello")) std::cout << hello() << std::endl;
        else std::cout << "{\"id\":" << quoted(message["id"].text) << ',' << answer(message) << '}' << std::endl;
    }
}
