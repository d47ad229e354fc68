// What must hold of a stream of bytes in either dialect: however it is cut into pieces, the
// reader gives the frames that verdict.hpp finds, says the same rule at the same byte, and holds
// what it has to and no more. Each payload is looked at as meaning.hpp says.
#pragma once

#include "meaning.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace bloomcoin::fuzz {

/// How many bytes the next piece has: few, mostly, and now and then many.
inline std::size_t piece_size(base::Byte byte) { return byte < 128 ? byte : std::size_t{64} * (byte - 127U); }

/// What a reader has to say after so many bytes of a stream.
template <class ByHand>
void require_state(const wire::FrameReader<typename ByHand::Dialect>& reader, const Stream& stream, std::size_t fed,
                   std::size_t frames) {
    const auto& spans = stream.spans;
    const auto is_there = [&](const Span& span) { return span.row != nullptr && span.end <= fed; };
    const auto is_passed = [&](const Span& span) { return span.row == nullptr && span.payload <= fed; };
    require(frames == static_cast<std::size_t>(std::ranges::count_if(spans, is_there)),
            "each whole frame is given out");
    require(reader.passed_over() == static_cast<std::size_t>(std::ranges::count_if(spans, is_passed)),
            "each frame of no kind is counted when its header is there");
    if (fed >= stream.broken_at) return;

    // the frame that is not whole
    const auto next = std::ranges::find_if(spans, [&](const Span& span) { return span.end > fed; });
    const std::size_t begin = next != spans.end() ? next->begin : spans.empty() ? 0 : spans.back().end;
    const bool is_skipped = next != spans.end() && is_passed(*next);
    require(reader.held() == (is_skipped ? 0 : fed - begin), "what is held is what is there of the next frame");
}

/// Reads a stream in pieces of these sizes, over and over; with no sizes, whole.
template <class ByHand>
void require_frames(base::BytesView bytes, const Stream& stream, std::span<const base::Byte> sizes) {
    using D = typename ByHand::Dialect;
    wire::FrameReader<D> reader;
    std::size_t fed = 0;
    std::size_t next = 0;  // the span that is read
    std::size_t frames = 0;
    const bool is_stuck = std::ranges::all_of(sizes, [](base::Byte size) { return size == 0; });
    for (std::size_t i = 0; fed < bytes.size(); ++i) {
        const std::size_t wanted = is_stuck ? bytes.size() : piece_size(sizes[i % sizes.size()]);
        const std::size_t start = fed;
        base::BytesView piece = bytes.subspan(start, std::min(wanted, bytes.size() - start));
        fed += piece.size();
        while (true) {
            base::Result<std::optional<wire::Frame>> frame{std::optional<wire::Frame>{}};
            const std::size_t room = room_of([&] { frame = reader.read(piece); });
            require(room <= ByHand::header_size + ByHand::size_max, "there is room for one frame at most");
            require_verdict(verdict_of(frame),
                            fed >= stream.broken_at && (!frame || !frame.value()) ? stream.broken : "",
                            "a stream breaks where it is broken, and stays so");
            if (!frame || !frame.value()) break;

            while (next < stream.spans.size() && stream.spans[next].row == nullptr) ++next;
            require(next < stream.spans.size(), "there is no frame but in the stream");
            const Span& span = stream.spans[next++];
            const auto payload = bytes.subspan(span.payload, span.end - span.payload);
            require(wire::kinds[frame.value()->kind].name == span.row->kind, "a frame is of its kind");
            require(std::ranges::equal(frame.value()->payload, payload), "its payload is what stands there");
            require(span.begin < start || frame.value()->payload.data() == payload.data(),
                    "a frame that comes whole is not copied");
            ++frames;
        }
        require_state<ByHand>(reader, stream, fed, frames);
        require(fed >= stream.broken_at || piece.empty(), "all of a piece is taken");
        if (fed >= stream.broken_at && !stream.broken.empty()) {
            base::BytesView more = bytes;
            require_verdict(verdict_of(reader.read(more)), stream.broken,
                            "after a refusal every answer is that refusal");
            require(more.size() == bytes.size(), "and nothing more is read");
            return;
        }
    }
}

/// One frame given alone.
template <class ByHand>
void require_alone(base::BytesView bytes) {
    const auto message = wire::decode_frame<typename ByHand::Dialect>(bytes);
    require_verdict(verdict_of(message), frame_verdict<ByHand>(bytes), "a frame alone is refused for what it breaks");
    if (!message) return;
    const Row* row = row_at<ByHand>(bytes);
    require(message.value().has_value() == (row != nullptr), "a frame of no kind is no message");
    require(row == nullptr || wire::kinds[message.value()->index()].name == row->kind, "others are of their kind");
}

/// Everything above of a stream.
template <class ByHand>
void require_stream(base::BytesView bytes, std::span<const base::Byte> sizes) {
    const Stream stream = cut_up<ByHand>(bytes);
    require_frames<ByHand>(bytes, stream, {});
    require_frames<ByHand>(bytes, stream, sizes);
    require_alone<ByHand>(bytes);
    for (const Span& span : stream.spans) {
        if (span.end > bytes.size()) break;
        const base::BytesView frame = bytes.subspan(span.begin, span.end - span.begin);
        require_alone<ByHand>(frame);
        require_alone<ByHand>(frame.first(std::min<std::size_t>(frame.size() - 1, piece_size(sizes[0]))));
        if (span.end < bytes.size()) require_alone<ByHand>(bytes.subspan(span.begin, frame.size() + 1));
        if (span.row == nullptr) continue;
        const auto kind = std::ranges::find(wire::kinds, span.row->kind, &wire::Kind::name);
        require_meaning(ByHand{}, static_cast<std::size_t>(kind - wire::kinds.begin()),
                        bytes.subspan(span.payload, span.end - span.payload));
    }
}

}  // namespace bloomcoin::fuzz
