// The words for bytes that every room speaks: an owned string of bytes, a view
// of one, and the 32 bytes of a hash. Reading and writing values is codec's work.
// Spec: spec/base.md.
#pragma once

#include <bloomcoin/base/assume.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bloomcoin::base {

using Byte = std::uint8_t;
using Bytes = std::vector<Byte>;
using BytesView = std::span<const Byte>;

/// 32 bytes in the order in which SHA-256 puts them out. [BAS-1]
using Hash = std::array<Byte, 32>;

}  // namespace bloomcoin::base
