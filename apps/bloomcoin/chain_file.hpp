// What the commands that read and write files of blocks share.
#pragma once

#include "any_chain.hpp"
#include "frames.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace bloomcoin::app {

/// The chain, for now its genesis block, whose blocks a file says that it has.
std::unique_ptr<AnyChain> chain_of_file(const FrameReader& reader);

/// The time of an option --clock, or now.
std::uint64_t clock_of(const std::optional<std::string>& option);

/// Profile, height, tip, time and work of a chain of so many blocks, a line each.
std::string chain_text(const AnyChain& chain, std::uint64_t block_count);

/// In decimal digits, grouped.
std::string number_text(num::U256 number);

}  // namespace bloomcoin::app
