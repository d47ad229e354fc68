// The commands and what they are told. Arguments are texts as they were typed: reading
// them is the command's work, so that every complaint has the same form. Each command
// returns the exit code of an answer; whatever prevents an answer is thrown as Failure.
#pragma once

#include "failure.hpp"

#include <optional>
#include <string>

namespace bloomcoin::app {

/// The fields of a header that stand before the bloom's. What is absent has a default.
struct TemplateArguments {
    std::optional<std::string> previous;
    std::optional<std::string> merkle_root;
    std::optional<std::string> time;
    std::optional<std::string> difficulty;
    std::optional<std::string> nonce;
};

struct MineArguments {
    std::string profile = "mainnet";
    TemplateArguments block_template;
    std::string attempts = "1000000";
    std::optional<std::string> threads;
    std::string give_up = "seldom";
    bool is_json = false;
};

struct HeaderArguments {
    std::string profile = "mainnet";
    std::string header;
};

struct EvolveArguments {
    std::string profile = "mainnet";
    std::optional<std::string> header;
    std::optional<std::string> seed;
    TemplateArguments block_template;  // used if it has a nonce
    std::optional<std::string> steps;
    std::optional<std::string> csv;
    std::optional<std::string> svg;
};

Exit mine(const MineArguments& arguments);
Exit verify(const HeaderArguments& arguments);
Exit inspect(const HeaderArguments& arguments);
Exit evolve(const EvolveArguments& arguments);

}  // namespace bloomcoin::app
