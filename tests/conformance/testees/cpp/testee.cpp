// The reference as a testee process: answers the conformance runner's questions, one JSON object a line.
// The same headers as --reference asks, but on the other side of a pipe, so that they may run on another machine.
// Protocol: tests/conformance/runner/PROTOCOL.md.
#include "reference.hpp"

#include <exception>
#include <iostream>
#include <string>

namespace {

using namespace bloomcoin::conformance;

enum Exit { good = 0, damaged_input = 65 };

Json hello() {
    return {{"protocol", 1},
            {"name", "reference"},
            {"version", reference_version},
            {"language", "C++20"},
            {"ops", reference_ops()},
            {"profiles", reference_profiles()}};
}

Json reply_to(const Json& message) {
    if (message.contains("hello")) return {{"hello", hello()}};
    Json reply = answer(message.at("op").get<std::string>(), message.at("profile").get<std::string>(), message.at("in"));
    reply["id"] = message.at("id");
    return reply;
}

}  // namespace

int main() {
    std::ios::sync_with_stdio(false);
    try {
        for (std::string line; std::getline(std::cin, line);) std::cout << reply_to(Json::parse(line)) << '\n' << std::flush;
    } catch (const std::exception& error) {
        std::cerr << "bloomcoin-reference-testee: expected a question of the protocol; " << error.what() << '\n';
        return damaged_input;
    }
    return good;
}
