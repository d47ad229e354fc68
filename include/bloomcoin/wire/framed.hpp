// The dialect that nodes speak: a magic that names the network, a checksum, and integers in
// network byte order. Consensus objects keep the one encoding that they have everywhere.
// Spec: spec/wire.md.
#pragma once

#include <bloomcoin/crypto/hash.hpp>
#include <bloomcoin/param/networks.hpp>
#include <bloomcoin/wire/frame.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace bloomcoin::wire {

template <param::Profile P>
struct Framed {
    static constexpr std::string_view name = "framed";
    static constexpr std::optional<base::Byte> Kind::*code = &Kind::framed;

    /// 16 bytes. [FRM-5]
    struct FrameHeader {
        std::array<base::Byte, 4> magic = P::magic;
        base::Byte code = 0;
        std::array<base::Byte, 3> reserved{};
        std::array<base::Byte, 4> checksum{};  // first bytes of SHA-256 of the payload
        std::uint32_t payload_size = 0;

        // clang-format off
        static constexpr std::endian byte_order = std::endian::big;
        static constexpr std::tuple fields{
            codec::Field{"magic", &FrameHeader::magic},
            codec::Field{"code", &FrameHeader::code},
            codec::Field{"reserved", &FrameHeader::reserved},
            codec::Field{"checksum", &FrameHeader::checksum},
            codec::Field{"payload_size", &FrameHeader::payload_size},
        };
        // clang-format on
    };

    /// The header of one message in a batch. [MSG-9]
    struct PartHeader {
        base::Byte code = 0;
        std::uint32_t payload_size = 0;

        static constexpr std::endian byte_order = std::endian::big;
        static constexpr std::tuple fields{codec::Field{"code", &PartHeader::code},
                                           codec::Field{"payload_size", &PartHeader::payload_size}};
    };

    /// The most bytes that a payload of this kind has: as many as its fields can be, within what the profile
    /// allows; for an unknown type what the profile allows. [FRM-8]
    static constexpr std::uint32_t payload_size_max(std::optional<std::size_t> kind) {
        if (!kind || *kind == batch_kind) return P::payload_size_max;
        return with_kind<Single>(*kind, []<class M>() -> std::uint32_t {
            if constexpr (std::is_same_v<M, Block>) {
                return P::block_size_max;
            } else if constexpr (std::is_same_v<M, Phase>) {
                return codec::size_range<M>().min + sizeof(std::uint16_t) * P::oscillator_count;
            } else {
                return std::min<std::size_t>(codec::size_range<M>().max, P::payload_size_max);
            }
        });
    }

    /// Refuses FRM-1, FRM-2.
    static constexpr base::Check check_header(const FrameHeader& header) {
        if (header.magic != P::magic) return base::Rule("FRM-1");
        if (header.reserved != FrameHeader{}.reserved) return base::Rule("FRM-2");
        return {};
    }

    /// Refuses FRM-4.
    static base::Check check_payload(const FrameHeader& header, base::BytesView payload) {
        if (header.checksum != checksum_of(payload)) return base::Rule("FRM-4");
        return {};
    }

    /// The message of a kind with this payload. [MSG-8]
    /// Refuses COD-1, COD-10, COD-2, then what the content breaks.
    static base::Result<Message> decode_payload(std::size_t kind, base::BytesView payload) {
        if (kind == batch_kind) return decode_batch(payload);
        return decode_single<Message>(kind, payload);
    }

    /// The frame of a message. [FRM-9]
    /// Refuses COD-10, what the content breaks, FRM-3.
    static base::Result<base::Bytes> encode(const Message& message) {
        // The header is written last, into the room that is left for it here.
        constexpr std::size_t header_size = codec::encoded_size<FrameHeader>();
        codec::Writer writer{base::Bytes(header_size)};
        const auto check = std::visit([&](const auto& one) { return write_payload(writer, one); }, message);
        if (!check) return check.rule();

        base::Bytes frame = std::move(writer).bytes();
        const base::BytesView payload = base::BytesView{frame}.subspan(header_size);
        if (payload.size() > payload_size_max(message.index())) return base::Rule("FRM-3");
        FrameHeader header;
        header.code = *kinds[message.index()].framed;
        header.checksum = checksum_of(payload);
        header.payload_size = static_cast<std::uint32_t>(payload.size());
        std::ranges::copy(codec::encode(header), frame.begin());
        return frame;
    }

private:
    static std::array<base::Byte, 4> checksum_of(base::BytesView payload) {
        const base::Hash hash = crypto::sha256(payload);
        return {hash[0], hash[1], hash[2], hash[3]};
    }

    template <class M>
    static constexpr base::Check check(const M& message) {
        if constexpr (std::is_same_v<M, Phase>) {
            if (message.phases.size() != P::oscillator_count) return base::Rule("MSG-4");
        }
        return check_content(message);
    }

    /// As one of the alternatives of Single, in a variant that has them all.
    template <class Variant>
    static base::Result<Variant> decode_single(std::size_t kind, base::BytesView payload) {
        return with_kind<Single>(kind, [&]<class M>() -> base::Result<Variant> {
            auto message = codec::decode<M>(payload);
            if (!message) return message.rule();
            if (const auto result = check(message.value()); !result) return result.rule();
            return Variant{std::move(message).value()};
        });
    }

    /// [MSG-9]
    static base::Result<Message> decode_batch(base::BytesView payload) {
        codec::Reader reader{payload};
        std::uint16_t count = 0;
        if (const auto result = reader.read(count, std::endian::big); !result) return result.rule();
        if (count > batch_count_max) return base::Rule("COD-10");
        Batch batch;
        for (std::uint16_t i = 0; i < count; ++i) {
            auto part = read_part(reader);
            if (!part) return part.rule();
            batch.messages.push_back(std::move(part).value());
        }
        if (const auto result = reader.finish(); !result) return result.rule();
        return Message{std::move(batch)};
    }

    static base::Result<Single> read_part(codec::Reader& reader) {
        PartHeader header;
        if (const auto result = codec::read(reader, header); !result) return result.rule();
        const auto kind = find_kind(code, header.code);
        if (!kind || *kind == batch_kind) return base::Rule("MSG-5");
        if (header.payload_size > payload_size_max(kind)) return base::Rule("FRM-3");
        const auto payload = reader.take(header.payload_size);
        if (!payload) return payload.rule();
        return decode_single<Single>(*kind, payload.value());
    }

    template <class M>
    static base::Check write_payload(codec::Writer& writer, const M& message) {
        if (const auto result = codec::check_counts(message); !result) return result;
        if (const auto result = check(message); !result) return result;
        writer.reserve(codec::size_of(message));
        codec::write(writer, message);
        return {};
    }

    static base::Check write_payload(codec::Writer& writer, const Batch& batch) {
        if (batch.messages.size() > batch_count_max) return base::Rule("COD-10");
        writer.write(static_cast<std::uint16_t>(batch.messages.size()), std::endian::big);
        for (const Single& message : batch.messages) {
            if (const auto result = write_part(writer, message); !result) return result;
        }
        return {};
    }

    static base::Check write_part(codec::Writer& writer, const Single& message) {
        codec::Writer part;
        const auto result = std::visit([&](const auto& one) { return write_payload(part, one); }, message);
        if (!result) return result;
        const std::size_t size = part.bytes().size();
        if (size > payload_size_max(message.index())) return base::Rule("FRM-3");
        codec::write(writer, PartHeader{*kinds[message.index()].framed, static_cast<std::uint32_t>(size)});
        writer.write(part.bytes());
        return {};
    }
};

static_assert(Dialect<Framed<param::Mainnet>>);
static_assert(codec::encoded_size<Framed<param::Mainnet>::FrameHeader>() == 16);

}  // namespace bloomcoin::wire
