// What must hold of a payload in either dialect: it is refused for what verdict.hpp says. What
// decodes is encoded to the same bytes (framed) or to bytes that stay the same from then on
// (compact), and is the same message in the other dialect, as far as that can say it.
#pragma once

#include "require.hpp"
#include "room.hpp"
#include "verdict.hpp"

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace bloomcoin::fuzz {

inline void require_verdict(Verdict got, Verdict expected, const char* sentence) {
    if (got == expected) return;
    std::fprintf(stderr, "'%s' instead of '%s'\n", std::string{got}.c_str(), std::string{expected}.c_str());
    require(false, sentence);
}

template <class T>
Verdict verdict_of(const base::Result<T>& result) {
    return result ? "" : result.rule().id();
}

// ---- what compact makes of a message

/// [CMP-8]
inline std::vector<std::uint16_t> sampled(const std::vector<std::uint16_t>& phases) {
    if (phases.size() <= 256) return phases;
    std::vector<std::uint16_t> samples;
    for (std::size_t i = 0; i < 64; ++i) samples.push_back(phases.at(i * phases.size() / 64));
    return samples;
}

/// To 24 significant bits, as a binary32 has them.
inline std::uint32_t rounded(std::uint32_t coherence) {
    return static_cast<std::uint32_t>(static_cast<float>(coherence));
}

/// What a message is after it has been put into compact and read again. [CMP-7]
inline wire::Message after_compact(wire::Message message) {
    if (auto* phase = std::get_if<wire::Phase>(&message)) {
        phase->phases = sampled(phase->phases);
        phase->coherence = rounded(phase->coherence);
    }
    if (auto* coherence = std::get_if<wire::Coherence>(&message)) coherence->coherence = rounded(coherence->coherence);
    return message;
}

/// The numbers of a phase in compact are near to what they stand for.
inline void require_radians(const wire::Phase& message, base::BytesView payload) {
    constexpr double pi = std::numbers::pi;
    const std::vector<std::uint16_t> bins = sampled(message.phases);
    require(payload.size() == 12 + 4 * bins.size(), "a phase has as many numbers as phases are sent");
    require(std::abs(float_at(payload, 0) - message.coherence * 0x1p-30) <= 0x1p-25, "r is the coherence");
    double x = 0;
    double y = 0;
    for (std::size_t i = 0; i < bins.size(); ++i) {
        const double angle = (bins[i] + 0.5) * (2 * pi / 65536);
        require(std::abs(float_at(payload, 12 + 4 * i) - angle) <= 0x1p-21, "a phase is the centre of its bin");
        x += std::cos(angle);
        y += std::sin(angle);
    }
    // A sine is right to 2^-13; the shorter the sum, the more of its angle that can turn.
    const double turning = static_cast<double>(bins.size()) * 0x1p-13 / std::hypot(x, y);
    const double apart = std::abs(std::remainder(float_at(payload, 4) - std::atan2(y, x), 2 * pi));
    require(turning > 0.5 || apart <= 2 * turning + 0x1p-20, "psi is the angle of the sum");
}

// ---- a message that is there

template <param::Profile P>
void require_framed(const wire::Message& message, base::BytesView payload, Verdict content) {
    using ByHand = FramedByHand<P>;
    const Row* row = row_of<ByHand>(wire::kinds[message.index()].name);
    const bool is_long = payload.size() > size_max_of<ByHand>(row);
    const auto frame = wire::Framed<P>::encode(message);
    require_verdict(verdict_of(frame),
                    !content.empty() ? content
                    : is_long        ? "FRM-3"
                                     : "",
                    "framed can say it, or not");
    if (!frame) return;

    const base::BytesView bytes = frame.value();
    require(bytes.size() == 16 + payload.size(), "a frame is a header and the payload");
    require(std::equal(payload.begin(), payload.end(), bytes.begin() + 16), "what decodes encodes to the same bytes");
    require_verdict(header_verdict<ByHand>(bytes.first(16)), "", "the header breaks nothing");
    require_verdict(ByHand::checksum(bytes.first(16), payload), "", "the checksum is that of the payload");
    require(row_at<ByHand>(bytes) == row && ByHand::size_of(bytes) == payload.size(),
            "the header is that of the payload");
    const auto back = wire::decode_frame<wire::Framed<P>>(bytes);
    require(back && back.value() == message, "and it is decoded as the same message");
}

template <param::Profile P>
void require_compact(const wire::Message& message, Verdict expected) {
    using D = wire::Compact<P>;
    const auto frame = D::encode(message);
    require_verdict(verdict_of(frame), expected, "compact can say it, or not");
    if (!frame) return;

    const base::BytesView bytes = frame.value();
    require_verdict(frame_verdict<CompactByHand<P>>(bytes), "", "what is encoded breaks nothing");
    if (const auto* phase = std::get_if<wire::Phase>(&message)) require_radians(*phase, bytes.subspan(3));
    const auto back = wire::decode_frame<D>(bytes);
    require(back && back.value() == after_compact(message), "it is decoded as what compact can say of the message");
    const auto again = D::encode(*back.value());
    require(again && again.value() == frame.value(), "which is encoded to the same bytes");
}

// ---- payloads

/// Makes each list of a message longer than it may be, one after the other.
template <param::Profile P, class M>
void require_bounds(const M& message) {
    codec::for_each_field<M>([&]<class F>(const F& field) {
        if constexpr (requires { field.count_max; }) {
            M other = message;
            (other.*field.member).resize(field.count_max + std::size_t{1});
            require_verdict(verdict_of(wire::Framed<P>::encode(other)), "COD-10", "there is a limit to each list");
            const bool has_code = row_of<CompactByHand<P>>(wire::kinds[wire::Message{other}.index()].name) != nullptr;
            require_verdict(verdict_of(wire::Compact<P>::encode(other)), has_code ? "COD-10" : "CMP-1", "here too");
        }
    });
}

/// A payload of the framed dialect.
template <param::Profile P>
void require_meaning(FramedByHand<P>, std::size_t kind, base::BytesView payload) {
    using ByHand = FramedByHand<P>;
    const Row* row = row_of<ByHand>(wire::kinds[kind].name);
    base::Result<wire::Message> decoded = base::Rule("COD-1");
    const std::size_t room = room_of([&] { decoded = wire::Framed<P>::decode_payload(kind, payload); });
    require(room <= 256 * payload.size() + 256, "room is made for what is there, not for what is said to be");
    require_verdict(verdict_of(decoded), ByHand::payload(*row, payload), "a payload is refused for what it breaks");
    if (kind == wire::batch_kind) {
        if (!decoded) return;
        require_framed<P>(decoded.value(), payload, "");
        require_compact<P>(decoded.value(), "CMP-1");
        return;
    }
    if (!framed_shape(row->kind, payload).empty()) return;
    // As it is when nobody looks at its content.
    const wire::Message message = wire::with_kind<wire::Single>(kind, [&]<class M>() -> wire::Message {
        const auto fields = codec::decode<M>(payload);
        require(bool{fields}, "a shape that is right decodes");
        if (payload.size() < 64) require_bounds<P>(fields.value());
        return fields.value();
    });
    require(!decoded || decoded.value() == message, "the content is only looked at");
    require_framed<P>(message, payload, framed_content(row->kind, payload, P::oscillator_count));
    require_compact<P>(message, compact_verdict<P>(row->kind, payload));
}

/// A payload of the compact dialect.
template <param::Profile P>
void require_meaning(CompactByHand<P>, std::size_t kind, base::BytesView payload) {
    using ByHand = CompactByHand<P>;
    const Row* row = row_of<ByHand>(wire::kinds[kind].name);
    base::Result<wire::Message> decoded = base::Rule("COD-1");
    const std::size_t room = room_of([&] { decoded = wire::Compact<P>::decode_payload(kind, payload); });
    require(room <= 256 * payload.size() + 256, "room is made for what is there, not for what is said to be");
    require_verdict(verdict_of(decoded), ByHand::payload(*row, payload), "a payload is refused for what it breaks");
    if (!decoded) return;

    const wire::Message& message = decoded.value();
    require(message.index() == kind, "a message is of the kind of its code");
    const bool is_long = payload.size() > size_max_of<ByHand>(row);
    const auto* phase = std::get_if<wire::Phase>(&message);
    require_compact<P>(message, is_long && (phase == nullptr || phase->phases.size() <= 256) ? "FRM-3" : "");
    if (!is_long && (phase == nullptr || phase->phases.size() <= 256)) {
        const auto back = wire::decode_frame<wire::Compact<P>>(wire::Compact<P>::encode(message).value());
        require(back && back.value() == message, "what has been decoded once is decoded as the same again");
    }

    const auto framed = wire::Framed<P>::encode(message);
    Verdict expected;
    if (phase != nullptr && phase->phases.size() != P::oscillator_count) expected = "MSG-4";
    std::size_t size = row->kind == "block" || row->kind == "tx" ? payload.size() : 0;
    if (is_list_of_entries(row->kind)) size = 2 + payload.size() / 32 * 33;
    if (size > size_max_of<FramedByHand<P>>(row_of<FramedByHand<P>>(row->kind))) expected = "FRM-3";
    require_verdict(verdict_of(framed), expected, "framed can say what compact says");
    if (!framed) return;
    const auto other = wire::decode_frame<wire::Framed<P>>(framed.value());
    require(other && other.value() == message, "and it is the same message there");
}

}  // namespace bloomcoin::fuzz
