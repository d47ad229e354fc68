// FrameReader cuts a stream of bytes into frames, however the stream arrives in pieces. It
// holds less than one frame, and nothing at all of a frame that comes whole.
// Spec: spec/wire.md.
#pragma once

#include <bloomcoin/wire/dialect.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace bloomcoin::wire {

/// A frame of a known type. The payload lies in the reader or in the bytes that were given to it, and only
/// until the reader is called again.
struct Frame {
    std::size_t kind = 0;  // the index of its message among the alternatives of Message
    base::BytesView payload;
};

/// What the header of a frame can break. [FRM-6]
/// Refuses FRM-1, FRM-2, FRM-3.
template <Dialect D>
constexpr base::Check check_frame_header(const typename D::FrameHeader& header) {
    if (const auto check = D::check_header(header); !check) return check;
    if (header.payload_size > D::payload_size_max(find_kind(D::code, header.code))) return base::Rule("FRM-3");
    return {};
}

/// Reads the frames of one stream. [FRM-6]
template <Dialect D>
class FrameReader {
public:
    /// Takes bytes from the front, up to the end of the next frame of a known type: that frame, or nothing
    /// when all bytes are taken and more are needed. After a broken rule the answer stays that rule.
    /// Refuses what the header and the payload of a frame can break: FRM-1 … FRM-4.
    base::Result<std::optional<Frame>> read(base::BytesView& bytes) {
        if (broken_) return *broken_;
        auto frame = next_frame(bytes);
        if (!frame) broken_ = frame.rule();
        return frame;
    }

    /// How many frames of unknown type have begun. [FRM-6]
    std::uint64_t passed_over() const { return passed_over_; }

    /// How many bytes of the next frame are held.
    std::size_t held() const { return (header_ ? header_size : 0) + (is_yielded_ ? 0 : held_.size()); }

private:
    using Header = typename D::FrameHeader;
    static constexpr std::size_t header_size = codec::encoded_size<Header>();

    base::Result<std::optional<Frame>> next_frame(base::BytesView& bytes) {
        constexpr std::optional<Frame> need_more;
        while (true) {
            skip(bytes);
            if (skip_ > 0) return need_more;
            if (!header_) {
                const auto start = gather(bytes, header_size);
                if (!start) return need_more;
                const Header header = codec::decode<Header>(*start).value();
                if (const auto check = check_frame_header<D>(header); !check) return check.rule();
                begin(header);
                if (!header_) continue;
            }
            const auto payload = gather(bytes, header_->payload_size);
            if (!payload) return need_more;
            const Header header = *std::exchange(header_, std::nullopt);
            if (const auto check = D::check_payload(header, *payload); !check) return check.rule();
            return std::optional{Frame{*find_kind(D::code, header.code), *payload}};
        }
    }

    /// A header that breaks nothing: its payload is waited for, or passed over.
    void begin(const Header& header) {
        if (find_kind(D::code, header.code)) {
            header_ = header;
        } else {
            ++passed_over_;
            skip_ = header.payload_size;
        }
    }

    void skip(base::BytesView& bytes) {
        const std::size_t size = std::min(skip_, bytes.size());
        bytes = bytes.subspan(size);
        skip_ -= size;
    }

    /// The next `size` bytes, once they are all there. Until then they are held, in room for no more.
    std::optional<base::BytesView> gather(base::BytesView& bytes, std::size_t size) {
        if (is_yielded_) held_.clear();
        is_yielded_ = false;
        if (held_.empty()) {
            if (bytes.size() >= size) return take(bytes, size);
            // The old room goes before the new one comes.
            if (held_.capacity() < size) held_ = base::Bytes{};
            held_.reserve(size);
        }
        const base::BytesView piece = take(bytes, std::min(size - held_.size(), bytes.size()));
        held_.insert(held_.end(), piece.begin(), piece.end());
        if (held_.size() < size) return std::nullopt;
        is_yielded_ = true;
        return held_;
    }

    static base::BytesView take(base::BytesView& bytes, std::size_t size) {
        const base::BytesView piece = bytes.first(size);
        bytes = bytes.subspan(size);
        return piece;
    }

    std::optional<base::Rule> broken_;
    std::optional<Header> header_;  // of the frame whose payload is not there yet
    base::Bytes held_;
    bool is_yielded_ = false;  // what is held was all there, and has been given out
    std::size_t skip_ = 0;     // bytes of a payload that is passed over
    std::uint64_t passed_over_ = 0;
};

/// The message of which these bytes, all of them, are a frame; nothing if its type is unknown. [FRM-7]
/// Refuses COD-1, FRM-1 … FRM-3, COD-2, FRM-4, and what the payload breaks.
template <Dialect D>
base::Result<std::optional<Message>> decode_frame(base::BytesView bytes) {
    codec::Reader reader{bytes};
    typename D::FrameHeader header;
    if (const auto check = codec::read(reader, header); !check) return check.rule();
    if (const auto check = check_frame_header<D>(header); !check) return check.rule();
    const auto payload = reader.take(header.payload_size);
    if (!payload) return payload.rule();
    if (const auto check = reader.finish(); !check) return check.rule();

    const auto kind = find_kind(D::code, header.code);
    if (!kind) return std::optional<Message>{};
    if (const auto check = D::check_payload(header, payload.value()); !check) return check.rule();
    auto message = D::decode_payload(*kind, payload.value());
    if (!message) return message.rule();
    return std::optional{std::move(message).value()};
}

}  // namespace bloomcoin::wire
