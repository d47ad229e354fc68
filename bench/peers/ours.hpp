// Our own programs, in the form in which peers are compared: ours/WHAT.
#pragma once

#include "peer.hpp"

#include <span>
#include <vector>

namespace bloomcoin::bench {

/// Mainnet's attempts of a block with nothing in it, by nonce, as peers are given them.
std::vector<Attempt> attempts_of(std::span<const std::uint64_t> nonces);

/// At which step of the attempt with this nonce the specification has a bloom.
std::int32_t specified_bloom_step(std::uint64_t nonce);

/// Those of ours that this machine can run.
std::vector<Peer> ours();

}  // namespace bloomcoin::bench
