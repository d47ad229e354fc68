// The reference implementation as a testee: every operation of the suite, answered by the
// headers. The runner, the vector generator and the C++ testee process share it.
// Operations: tests/vectors/README.md.
#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bloomcoin::conformance {

using Json = nlohmann::json;

/// What the reference says of itself in its hello. Its name has the vector instructions that it was told to use.
std::string reference_name();
inline constexpr std::string_view reference_version = "0.1.0";

/// {"out":…}, {"rule":"ID"} or {"unsupported":"why"}. Throws std::exception when `in` is not
/// what the operation takes: that is a damaged suite, not an answer.
Json answer(std::string_view op, std::string_view profile, const Json& in);

std::vector<std::string> reference_ops();
std::vector<std::string> reference_profiles();

/// SHA-256 as lower-case hexadecimal text.
std::string sha256_hex(std::string_view bytes);

}  // namespace bloomcoin::conformance
