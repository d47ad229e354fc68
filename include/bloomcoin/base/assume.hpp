// What the code takes for granted about the platform, on one page. A compiler
// that breaks an assumption refuses the program here instead of answering
// differently later.
// Spec: spec/00-reading.md.
#pragma once

#include <climits>
#include <cstdint>

namespace bloomcoin::base {

static_assert(CHAR_BIT == 8, "a byte has eight bits");
static_assert(sizeof(int) >= 4, "arithmetic on 16-bit values happens in at least 32 bits");
static_assert((std::int32_t{-3} >> 1) == -2, "a right shift rounds toward minus infinity [NUM-1]");
static_assert((std::int64_t{-1} >> 40) == -1, "and so it does in 64 bits [NUM-1]");
static_assert(static_cast<std::int16_t>(std::uint16_t{0x8000}) == -32768, "two's complement [NUM-1]");
static_assert(std::uint32_t{0xffffffff} + std::uint32_t{1} == 0, "phases wrap by their type [NUM-2]");

}  // namespace bloomcoin::base
