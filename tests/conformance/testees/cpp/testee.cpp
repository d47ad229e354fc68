// The reference as a testee process: answers the conformance runner's questions, one JSON object a line.
// The same headers as --reference asks, but on the other side of a pipe, so that they may run on another machine.
// Protocol: tests/conformance/runner/PROTOCOL.md.
#include "reference.hpp"

#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

namespace {

using namespace bloomcoin::conformance;

enum Exit { good = 0, wrong_usage = 64, damaged_input = 65 };

Json hello() {
    const Json identity{{"protocol", 1},       {"name", reference_name()}, {"version", reference_version},
                        {"language", "C++20"}, {"ops", reference_ops()},   {"profiles", reference_profiles()}};
    return {{"hello", identity}};
}

Json reply_to(const Json& message) {
    Json reply =
        answer(message.at("op").get<std::string>(), message.at("profile").get<std::string>(), message.at("in"));
    reply["id"] = message.at("id");
    return reply;
}

}  // namespace

int main() {
    const auto say = [](const std::string& what) { std::cerr << "bloomcoin-reference-testee: " << what << '\n'; };
    Json greeting;
    try {
        greeting = hello();
    } catch (const std::runtime_error& error) {  // the environment asks for instructions that this machine lacks
        say(error.what());
        return wrong_usage;
    }
    try {
        for (std::string line; std::getline(std::cin, line);) {
            const Json message = Json::parse(line);
            std::cout << (message.contains("hello") ? greeting : reply_to(message)) << '\n' << std::flush;
        }
    } catch (const std::exception& error) {
        say(std::string{"expected a question as PROTOCOL.md describes it; "} + error.what());
        return damaged_input;
    }
    return good;
}
