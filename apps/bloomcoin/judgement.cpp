// What there is to say about a whole header.
#include "judgement.hpp"

#include "text.hpp"

#include <bloomcoin/codec/hex.hpp>
#include <bloomcoin/num/expo.hpp>
#include <bloomcoin/num/wide.hpp>

#include <cmath>

namespace bloomcoin::app {

namespace {

/// The greatest d with hash * d < 2^256, in words where it is beyond all difficulties.
std::string difficulty_max_text(const base::Hash& hash) {
    const num::U256 number = num::U256::from_big_endian(hash);
    if (number == num::U256{}) return "any";
    if (number > num::U256{1} << 255) return "1";
    const num::U256 quotient = (num::U256{} - num::U256{1}) / number;
    return quotient > num::U256{UINT64_MAX} ? "any" : grouped(quotient.low64());
}

/// hash / 2^256, close enough to show.
double fraction_of(const base::Hash& hash) {
    double fraction = 0;
    for (auto byte = hash.rbegin(); byte != hash.rend(); ++byte) fraction = (fraction + *byte) / 256;
    return fraction;
}

std::string coherence_in_full(std::uint32_t coherence) {
    return "coherence " + std::to_string(coherence) + " (" + coherence_text(coherence) + ')';
}

std::string mean_phase_in_full(num::Turn phase) {
    return "mean phase " + std::to_string(phase) + " (" + decimal(degrees_of(phase), 6) + " degrees)";
}

Evidence structure_evidence(const Judgement& judgement) {
    const chain::Header& header = judgement.header;
    if (judgement.rule == base::Rule("HDR-1")) {
        return {"version " + std::to_string(header.version), "there is only version 1"};
    }
    if (judgement.rule == base::Rule("HDR-2")) {
        return {"bloom step " + std::to_string(header.bloom_step), "a bloom is complete at a step from " +
                                                                       std::to_string(judgement.step_min) + " to " +
                                                                       std::to_string(judgement.step_max)};
    }
    if (judgement.rule == base::Rule("HDR-3")) {
        return {coherence_in_full(header.coherence), "a coherent state has one from " +
                                                         std::to_string(kuramoto::coherence_min) + " to " +
                                                         std::to_string(num::one_q30) + " (r from 0.866025 to 1)"};
    }
    return {};
}

Evidence bloom_evidence(const Judgement& judgement) {
    const chain::Header& header = judgement.header;
    const std::string bloom_said = "bloom step " + std::to_string(header.bloom_step);
    if (!judgement.bloom) return {bloom_said, "no bloom up to step " + std::to_string(judgement.step_max)};
    const kuramoto::Bloom& bloom = *judgement.bloom;
    if (judgement.rule == base::Rule("POC-2")) return {bloom_said, "bloom step " + std::to_string(bloom.step)};
    if (judgement.rule == base::Rule("POC-3")) {
        return {coherence_in_full(header.coherence), coherence_in_full(bloom.coherence)};
    }
    if (judgement.rule == base::Rule("POC-4")) {
        return {mean_phase_in_full(header.mean_phase), mean_phase_in_full(bloom.mean_phase)};
    }
    return {"digest " + codec::to_hex(header.bloom_digest), "digest " + codec::to_hex(bloom.digest)};
}

}  // namespace

Evidence evidence_of(const Judgement& judgement) {
    if (!judgement.rule) return {};
    if (judgement.rule->id().starts_with("HDR")) return structure_evidence(judgement);
    if (judgement.rule->id().starts_with("POC")) return bloom_evidence(judgement);
    return {"difficulty " + std::to_string(judgement.header.difficulty),
            "the hash is enough for a difficulty up to " + difficulty_max_text(judgement.hash)};
}

std::string margin_text(const base::Hash& hash, std::uint64_t difficulty) {
    const double margin = 1 / (fraction_of(hash) * static_cast<double>(difficulty));
    return significant(margin, 3) + " times what difficulty " + std::to_string(difficulty) +
           " needs: enough up to difficulty " + difficulty_max_text(hash);
}

std::string essentials_text(const chain::Header& header) {
    const base::Hash hash = chain::hash_of(header);
    std::string text = "  hash   " + codec::to_hex(hash) + '\n';
    text += "  bloom  step " + std::to_string(header.bloom_step) + ", " + coherence_text(header.coherence) + '\n';
    text += "  work   " + margin_text(hash, header.difficulty) + '\n';
    return text;
}

}  // namespace bloomcoin::app
