// JSON from strangers: parsed without exceptions, and refused where it is nested more deeply than
// recursion survives.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace bloomcoin::conformance {

using Json = nlohmann::json;

/// More levels than any answer has. What goes through JSON by recursion would not survive a line of brackets.
inline constexpr int answer_depth_max = 64;

/// The JSON of a text; discarded where it is none or has more levels than this.
Json parsed(const std::string& text, int depth_max);

/// JSON as text on one line. What is not UTF-8 in it, as in a shell command, is replaced.
std::string text_of(const Json& json);

}  // namespace bloomcoin::conformance
