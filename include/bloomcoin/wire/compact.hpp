// The small dialect: a code, a length of 16 bits and the payload, integers least significant
// byte first, phases as radians in binary32. It has 11 kinds of message, and cannot say all
// that those can hold.
// Spec: spec/wire.md.
#pragma once

#include <bloomcoin/codec/binary32.hpp>
#include <bloomcoin/param/networks.hpp>
#include <bloomcoin/wire/frame.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace bloomcoin::wire {

/// The payloads of the compact dialect that are not those of the framed one. [CMP-6]
namespace compact {

struct Version {
    std::uint32_t version = 0;
    std::uint32_t height = 0;
    std::uint64_t time_s = 0;
    std::uint32_t port = 0;

    // clang-format off
    static constexpr std::tuple fields{
        codec::Field{"version", &Version::version},
        codec::Field{"height", &Version::height},
        codec::Field{"time_s", &Version::time_s},
        codec::Field{"port", &Version::port},
    };
    // clang-format on
};

static_assert(codec::encoded_size<Version>() == 20);

struct GetBlocks {
    std::uint32_t start = 0;
    std::uint32_t count = 0;

    static constexpr std::tuple fields{codec::Field{"start", &GetBlocks::start},
                                       codec::Field{"count", &GetBlocks::count}};
};

/// Hashes of blocks, for the purpose that the message has.
template <class Purpose>
struct Hashes {
    std::vector<base::Hash> hashes;

    static constexpr std::tuple fields{codec::ListField{"hashes", &Hashes::hashes, std::uint32_t{entry_count_max}}};
};

struct Phase {
    codec::Binary32 coherence;   // r
    codec::Binary32 mean_phase;  // ψ in radians; whoever wants it computes it from the phases
    std::vector<codec::Binary32> phases;

    // clang-format off
    static constexpr std::tuple fields{
        codec::Field{"coherence", &Phase::coherence},
        codec::Field{"mean_phase", &Phase::mean_phase},
        codec::ListField{"phases", &Phase::phases, std::uint32_t{phase_count_max}},
    };
    // clang-format on
};

struct GetPhase {
    static constexpr std::tuple<> fields{};
};

struct Coherence {
    codec::Binary32 coherence;

    static constexpr std::tuple fields{codec::Field{"coherence", &Coherence::coherence}};
};

inline constexpr std::size_t unsampled_count_max = 256;
inline constexpr std::size_t sample_count = 64;

/// At most 256 phases as they are; of more, 64 at even distances. [CMP-8]
constexpr std::vector<std::uint16_t> sampled(std::span<const std::uint16_t> phases) {
    if (phases.size() <= unsampled_count_max) return {phases.begin(), phases.end()};
    std::vector<std::uint16_t> samples;
    for (std::size_t i = 0; i < sample_count; ++i) samples.push_back(phases[i * phases.size() / sample_count]);
    return samples;
}

/// The mean phase of phases of which only the bins are known. [CMP-7]
constexpr num::Turn mean_phase_of(std::span<const std::uint16_t> phases) {
    std::int64_t x = 0;
    std::int64_t y = 0;
    for (const std::uint16_t bin : phases) {
        x += num::cosine(bin);
        y += num::sine(bin);
    }
    return num::angle_of(x, y);
}

/// r in units of 2^-30. [CMP-7]
/// Refuses COD-12, CMP-3.
constexpr base::Result<std::uint32_t> coherence_of(codec::Binary32 r) {
    if (const auto check = codec::check_finite(r); !check) return check.rule();
    constexpr codec::Binary32 one{0x3f80'0000};
    constexpr codec::Binary32 minus_zero{0x8000'0000};
    if (r.bits > one.bits && r != minus_zero) return base::Rule("CMP-3");
    return static_cast<std::uint32_t>(codec::fixed_of(r, 30));
}

// ---- the payload of a message, and the message of a payload [CMP-7]

/// A message that has the same payload in both dialects: a consensus object, or nothing.
template <class M>
constexpr base::Result<M> payload_of(const M& message) {
    return message;
}
template <class M>
constexpr base::Result<M> message_of(M payload) {
    return payload;
}

/// Refuses CMP-2.
constexpr base::Result<wire::Version> message_of(const Version& payload) {
    if (payload.port > UINT16_MAX) return base::Rule("CMP-2");
    wire::Version message;
    message.version = payload.version;
    message.height = payload.height;
    message.time_s = payload.time_s;
    message.sender.port = static_cast<std::uint16_t>(payload.port);
    return message;
}
/// Refuses CMP-1.
constexpr base::Result<Version> payload_of(const wire::Version& message) {
    const Version payload{message.version, message.height, message.time_s, message.sender.port};
    if (message_of(payload).value() != message) return base::Rule("CMP-1");
    return payload;
}

constexpr base::Result<wire::GetBlocks> message_of(const GetBlocks& payload) {
    return wire::GetBlocks{payload.start, payload.count};
}
constexpr base::Result<GetBlocks> payload_of(const wire::GetBlocks& message) {
    return GetBlocks{message.start, message.count};
}

template <class Purpose>
constexpr base::Result<Entries<Purpose>> message_of(const Hashes<Purpose>& payload) {
    Entries<Purpose> message;
    message.entries.reserve(payload.hashes.size());
    for (const base::Hash& hash : payload.hashes)
        message.entries.push_back({static_cast<std::uint8_t>(EntryKind::block), hash});
    return message;
}
/// Refuses CMP-1.
template <class Purpose>
constexpr base::Result<Hashes<Purpose>> payload_of(const Entries<Purpose>& message) {
    if (!std::all_of(message.entries.begin(), message.entries.end(), is_block)) return base::Rule("CMP-1");
    Hashes<Purpose> payload;
    payload.hashes.reserve(message.entries.size());
    for (const Entry& entry : message.entries) payload.hashes.push_back(entry.hash);
    return payload;
}

/// Refuses CMP-4, then COD-12, CMP-3 and COD-16 of the numbers in order.
constexpr base::Result<wire::Phase> message_of(const Phase& payload) {
    if (payload.phases.empty()) return base::Rule("CMP-4");
    const auto coherence = coherence_of(payload.coherence);
    if (!coherence) return coherence.rule();
    if (const auto mean = codec::turn_of(payload.mean_phase); !mean) return mean.rule();
    wire::Phase message;
    message.coherence = coherence.value();
    message.phases.reserve(payload.phases.size());
    for (const codec::Binary32 radians : payload.phases) {
        const auto phase = codec::turn_of(radians);
        if (!phase) return phase.rule();
        message.phases.push_back(num::bin_of(phase.value()));
    }
    return message;
}
/// Refuses CMP-1, CMP-4.
constexpr base::Result<Phase> payload_of(const wire::Phase& message) {
    if (message.height != 0) return base::Rule("CMP-1");
    if (message.phases.empty()) return base::Rule("CMP-4");
    const std::vector<std::uint16_t> samples = sampled(message.phases);
    Phase payload{codec::binary32_of(message.coherence, 30), codec::radians_of(mean_phase_of(samples)), {}};
    payload.phases.reserve(samples.size());
    for (const std::uint16_t bin : samples) payload.phases.push_back(codec::radians_of(num::centre_of(bin)));
    return payload;
}

constexpr base::Result<wire::GetPhase> message_of(const GetPhase&) { return wire::GetPhase{}; }
/// Refuses CMP-1.
constexpr base::Result<GetPhase> payload_of(const wire::GetPhase& message) {
    if (message.height != 0) return base::Rule("CMP-1");
    return GetPhase{};
}

/// Refuses COD-12, CMP-3.
constexpr base::Result<wire::Coherence> message_of(const Coherence& payload) {
    const auto coherence = coherence_of(payload.coherence);
    if (!coherence) return coherence.rule();
    return wire::Coherence{0, coherence.value()};
}
/// Refuses CMP-1.
constexpr base::Result<Coherence> payload_of(const wire::Coherence& message) {
    if (message.height != 0) return base::Rule("CMP-1");
    return Coherence{codec::binary32_of(message.coherence, 30)};
}

template <class M>
using PayloadOf = std::remove_cvref_t<decltype(payload_of(std::declval<const M&>()).value())>;

}  // namespace compact

template <param::Profile P>
struct Compact {
    static constexpr std::string_view name = "compact";
    static constexpr std::optional<base::Byte> Kind::*code = &Kind::compact;

    /// 3 bytes. [CMP-5]
    struct FrameHeader {
        base::Byte code = 0;
        std::uint16_t payload_size = 0;

        static constexpr std::tuple fields{codec::Field{"code", &FrameHeader::code},
                                           codec::Field{"payload_size", &FrameHeader::payload_size}};
    };

    /// The most bytes that a payload of this kind has, as FRM-8 says, and what 16 bits can count. [CMP-5]
    static constexpr std::uint32_t payload_size_max(std::optional<std::size_t> kind) {
        if (!kind) return UINT16_MAX;
        return with_kind<Single>(*kind, []<class M>() -> std::uint32_t {
            const std::size_t most =
                std::is_same_v<M, Block> ? P::block_size_max : codec::size_range<compact::PayloadOf<M>>().max;
            return static_cast<std::uint32_t>(
                std::min({most, std::size_t{P::payload_size_max}, std::size_t{UINT16_MAX}}));
        });
    }

    static constexpr base::Check check_header(const FrameHeader&) { return {}; }
    static constexpr base::Check check_payload(const FrameHeader&, base::BytesView) { return {}; }

    /// The message of a kind with this payload. [MSG-8] [CMP-7]
    /// Refuses COD-1, COD-10, COD-2, then CMP-2 … CMP-4, COD-12 and COD-16, then what the content breaks.
    static base::Result<Message> decode_payload(std::size_t kind, base::BytesView payload) {
        return with_kind<Single>(kind, [&]<class M>() -> base::Result<Message> {
            auto fields = codec::decode<compact::PayloadOf<M>>(payload);
            if (!fields) return fields.rule();
            auto message = compact::message_of(std::move(fields).value());
            if (!message) return message.rule();
            if (const auto check = check_content(message.value()); !check) return check.rule();
            return Message{std::move(message).value()};
        });
    }

    /// The frame of a message. [CMP-9]
    /// Refuses CMP-1 for a kind without a code, COD-10, what the content breaks, CMP-1, CMP-4, FRM-3.
    static base::Result<base::Bytes> encode(const Message& message) {
        const Kind& kind = kinds[message.index()];
        if (!kind.compact) return base::Rule("CMP-1");
        const auto payload = std::visit([]<class M>(const M& one) { return encode_payload(one); }, message);
        if (!payload) return payload.rule();
        const std::size_t size = payload.value().size();
        if (size > payload_size_max(message.index())) return base::Rule("FRM-3");
        codec::Writer writer;
        codec::write(writer, FrameHeader{*kind.compact, static_cast<std::uint16_t>(size)});
        writer.write(payload.value());
        return std::move(writer).bytes();
    }

private:
    template <class M>
    static base::Result<base::Bytes> encode_payload(const M& message) {
        if (const auto check = codec::check_counts(message); !check) return check.rule();
        if (const auto check = check_content(message); !check) return check.rule();
        if constexpr (std::is_same_v<M, compact::PayloadOf<M>>) {
            return codec::encode(message);
        } else {
            const auto payload = compact::payload_of(message);
            if (!payload) return payload.rule();
            return codec::encode(payload.value());
        }
    }
    static base::Result<base::Bytes> encode_payload(const Batch&) { return base::Rule("CMP-1"); }
};

static_assert(Dialect<Compact<param::Mainnet>>);
static_assert(codec::encoded_size<Compact<param::Mainnet>::FrameHeader>() == 3);

}  // namespace bloomcoin::wire
