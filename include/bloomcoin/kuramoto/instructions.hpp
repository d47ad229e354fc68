// The instruction sets that many oscillators can be evolved with, and which of them this
// machine has. One binary holds the code for all; which one runs changes nothing but speed.
// Spec: spec/kuramoto.md. Not here: the code itself, which is in kernels.hpp.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace bloomcoin::kuramoto {

/// From the slowest to the fastest. The last is AVX-512 of Ice Lake and Zen 4 and after: with VNNI and VBMI2.
enum class InstructionSet : std::uint8_t { portable, neon, avx2, avx512, avx512_vnni };

/// All of them, whether this machine has them or not.
inline constexpr std::array instruction_sets{InstructionSet::portable, InstructionSet::neon, InstructionSet::avx2,
                                             InstructionSet::avx512, InstructionSet::avx512_vnni};

constexpr std::string_view name_of(InstructionSet set) {
    constexpr std::array<std::string_view, instruction_sets.size()> names{"portable", "neon", "avx2", "avx512",
                                                                          "avx512-vnni"};
    return names[static_cast<std::size_t>(set)];
}

constexpr std::optional<InstructionSet> instruction_set_named(std::string_view name) {
    const auto* found = std::find_if(instruction_sets.begin(), instruction_sets.end(),
                                     [&](InstructionSet set) { return name_of(set) == name; });
    if (found == instruction_sets.end()) return std::nullopt;
    return *found;
}

/// Whether this binary has code for the set and this machine can run it.
inline bool is_available(InstructionSet set) {
    if (set == InstructionSet::portable) return true;
#if defined(__aarch64__)
    return set == InstructionSet::neon;
#elif defined(__x86_64__) && defined(__GNUC__)
    const bool has_avx512 =
        __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
    if (set == InstructionSet::avx2) return __builtin_cpu_supports("avx2");
    if (set == InstructionSet::avx512) return has_avx512;
    if (set == InstructionSet::avx512_vnni) {
        return has_avx512 && __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512vbmi2");
    }
    return false;
#else
    return false;
#endif
}

/// The fastest that is available.
inline InstructionSet best_instruction_set() {
    return *std::find_if(instruction_sets.rbegin(), instruction_sets.rend(), is_available);
}

static_assert(instruction_set_named("avx512-vnni") == InstructionSet::avx512_vnni);
static_assert(!instruction_set_named("AVX2"));

}  // namespace bloomcoin::kuramoto
