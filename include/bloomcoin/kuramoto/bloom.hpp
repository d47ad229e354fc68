// A bloom: the first time that the oscillators stay coherent for a whole run of states.
// It is the proof of work's witness, and the only thing that an attempt puts out.
// Spec: spec/kuramoto.md.
#pragma once

#include <bloomcoin/codec/writer.hpp>
#include <bloomcoin/crypto/hash.hpp>
#include <bloomcoin/kuramoto/step.hpp>

#include <cstdint>
#include <optional>

namespace bloomcoin::kuramoto {

/// What is recorded of the state at the last step of the run. [KUR-12]
struct Bloom {
    std::uint32_t step = 0;
    std::uint32_t coherence = 0;  // r in units of 2^-30
    num::Turn mean_phase = 0;     // ψ
    base::Hash digest{};          // of the phases

    friend constexpr bool operator==(const Bloom&, const Bloom&) = default;
};

/// tagged_hash("BLC/poc/bloom", the phases in order, each a little-endian u32). [KUR-11]
template <param::Profile P>
base::Hash digest_of(const Phases<P>& phases) {
    static const crypto::Sha256 tag = crypto::tagged("BLC/poc/bloom");
    codec::Writer writer;
    writer.reserve(sizeof(phases));
    for (const num::Turn phase : phases) writer.write(phase);
    return crypto::Sha256{tag}.update(writer.bytes()).digest();
}

/// What a bloom at this step with these phases, of which this is the mean field, puts out. [KUR-12]
template <param::Profile P>
Bloom bloom_of(std::uint32_t step, const Phases<P>& phases, const MeanField& field) {
    return {step, coherence_of<P>(field), mean_phase_of(field), digest_of<P>(phases)};
}

template <param::Profile P>
Bloom bloom_of(std::uint32_t step, const Phases<P>& phases) {
    return bloom_of<P>(step, phases, mean_field_of<P>(phases));
}

/// Evolves the oscillators from step 0 until they have been coherent in bloom_run
/// consecutive states, and says what that bloom is; nothing if none of the states at steps
/// 0 … step_count-1 completes such a run. The state is left where the search ended: at the
/// bloom, or at step step_count-1. [KUR-12]
template <param::Profile P>
std::optional<Bloom> evolve(State<P>& state) {
    std::uint32_t run = 0;
    for (std::uint32_t at = 0;; ++at) {
        const MeanField field = mean_field_of<P>(state.phases);
        run = is_coherent<P>(field) ? run + 1 : 0;
        if (run == P::bloom_run) return bloom_of<P>(at, state.phases, field);
        if (at == P::step_count - 1) return std::nullopt;
        step(state, field);
    }
}

}  // namespace bloomcoin::kuramoto
