// The header that a search or a look at one nonce starts from.
#pragma once

#include "commands.hpp"
#include "input.hpp"

#include <bloomcoin/chain/header.hpp>

#include <cstdint>

namespace bloomcoin::app {

/// The arguments as a header without a bloom; what was not given is zero, or as told here.
inline chain::Header header_of(const TemplateArguments& arguments, std::uint64_t time_default,
                               std::uint64_t difficulty_default) {
    chain::Header header;
    if (arguments.previous) header.previous = hash_of_hex("--previous", *arguments.previous);
    if (arguments.merkle_root) header.merkle_root = hash_of_hex("--merkle-root", *arguments.merkle_root);
    header.time_s = arguments.time ? number_of("--time", *arguments.time, 0) : time_default;
    // Nothing has work enough for the difficulty 0. [WRK-1]
    header.difficulty = arguments.difficulty ? number_of("--difficulty", *arguments.difficulty, 1) : difficulty_default;
    if (arguments.nonce) header.nonce = number_of("--nonce", *arguments.nonce, 0);
    return header;
}

}  // namespace bloomcoin::app
