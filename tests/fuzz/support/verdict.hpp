// What bytes are refused for, found another way than the headers find it: by walking over them with
// the offsets and the numbers of spec/wire.md. Nothing is built, and floating point is
// the machine's. An empty verdict is no refusal.
#pragma once

#include <bloomcoin/bloomcoin.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace bloomcoin::fuzz {

using Verdict = std::string_view;

inline std::uint64_t big_at(base::BytesView bytes, std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = 256 * value + bytes[at + i];
    return value;
}

inline std::uint64_t little_at(base::BytesView bytes, std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = size; i-- > 0;) value = 256 * value + bytes[at + i];
    return value;
}

// ---- the shape of payloads

/// Goes over bytes and remembers the first thing that they break.
struct Walk {
    base::BytesView bytes;
    std::size_t at = 0;
    Verdict verdict;

    void skip(std::size_t size) {
        if (!verdict.empty()) return;
        if (bytes.size() - at < size) {
            verdict = "COD-1";
        } else {
            at += size;
        }
    }

    /// A count of so many bytes, which is at most count_max, and then as many elements.
    template <class Element>
    void list(std::size_t width, std::endian order, std::size_t count_max, Element element) {
        const std::size_t start = at;
        skip(width);
        if (!verdict.empty()) return;
        const bool is_big = order == std::endian::big;
        const std::uint64_t count = is_big ? big_at(bytes, start, width) : little_at(bytes, start, width);
        if (count > count_max) verdict = "COD-10";
        for (std::uint64_t i = 0; i < count && verdict.empty(); ++i) element();
    }
    void list_of(std::size_t width, std::endian order, std::size_t count_max, std::size_t element_size) {
        list(width, order, count_max, [&] { skip(element_size); });
    }

    void transaction() {
        skip(4);
        list_of(2, std::endian::little, 256, 68);
        list_of(2, std::endian::little, 256, 40);
        skip(4);
        list_of(2, std::endian::little, 256, 64);
    }
    void block() {
        skip(136);
        list(2, std::endian::little, 4096, [&] { transaction(); });
    }

    Verdict finish() {
        if (verdict.empty() && at < bytes.size()) verdict = "COD-2";
        return verdict;
    }
};

inline bool is_list_of_entries(std::string_view kind) {
    return kind == "inventory" || kind == "get-data" || kind == "not-found";
}

/// [MSG-7], without the batch
inline Verdict framed_shape(std::string_view kind, base::BytesView payload) {
    constexpr std::endian big = std::endian::big;
    Walk walk{payload, 0, {}};
    if (kind == "version") {
        walk.skip(64);
        walk.list_of(2, big, 64, 1);
        walk.skip(36);
    }
    if (kind == "block") walk.block();
    if (kind == "get-blocks" || kind == "coherence" || kind == "ping" || kind == "pong") walk.skip(8);
    if (kind == "headers") walk.list_of(2, big, 2000, 136);
    if (kind == "get-headers") {
        walk.list_of(2, big, 64, 32);
        walk.skip(32);
    }
    if (kind == "bloom") walk.skip(136);
    if (kind == "tx") walk.transaction();
    if (kind == "get-tx") walk.list_of(2, big, 500, 32);
    if (kind == "phase") {
        walk.skip(8);
        walk.list_of(2, big, 10000, 2);
    }
    if (kind == "get-phase") walk.skip(4);
    if (kind == "addr") walk.list_of(2, big, 1000, 34);
    if (is_list_of_entries(kind)) walk.list_of(2, big, 500, 33);
    return walk.finish();
}

/// [CMP-6]
inline Verdict compact_shape(std::string_view kind, base::BytesView payload) {
    constexpr std::endian little = std::endian::little;
    Walk walk{payload, 0, {}};
    if (kind == "version") walk.skip(20);
    if (kind == "get-blocks") walk.skip(8);
    if (is_list_of_entries(kind)) walk.list_of(4, little, 500, 32);
    if (kind == "block") walk.block();
    if (kind == "tx") walk.transaction();
    if (kind == "phase") {
        walk.skip(8);
        walk.list_of(4, little, 10000, 4);
    }
    if (kind == "coherence") walk.skip(4);
    if (kind == "bloom") walk.skip(136);
    return walk.finish();
}

// ---- the content of payloads whose shape is right

inline Verdict record_content(base::BytesView record) {
    const base::BytesView ip = record.subspan(16, 16);
    const auto is_zero = [](base::Byte byte) { return byte == 0; };
    const bool is_mapped = std::all_of(ip.begin(), ip.begin() + 10, is_zero) && ip[10] == 0xff && ip[11] == 0xff;
    const bool is_low = std::all_of(ip.begin(), ip.begin() + 12, is_zero) && big_at(ip, 12, 4) != 1;
    if (is_mapped ? ip[12] == 0 || ip[12] >= 224 : ip[0] == 0xff || is_low) return "ADR-2";
    if (record[32] == 0 && record[33] == 0) return "ADR-3";
    return {};
}

/// [ADR-6]
inline Verdict records_content(base::BytesView records) {
    for (std::size_t at = 0; at < records.size(); at += 34) {
        const Verdict verdict = record_content(records.subspan(at, 34));
        if (!verdict.empty()) return verdict;
        if (at == 0) continue;
        const base::BytesView before = records.subspan(at - 18, 18);
        const base::BytesView endpoint = records.subspan(at + 16, 18);
        if (!std::lexicographical_compare(before.begin(), before.end(), endpoint.begin(), endpoint.end()))
            return "ADR-4";
    }
    return {};
}

/// The phases are counted only if it is said how many oscillators there are. [MSG-8]
inline Verdict framed_content(std::string_view kind, base::BytesView payload,
                              std::optional<std::size_t> oscillator_count) {
    constexpr std::uint64_t one = 1 << 30;
    if (kind == "version") {
        const base::BytesView user_agent = payload.subspan(66, payload.size() - 102);
        if (std::any_of(user_agent.begin(), user_agent.end(), [](int c) { return c < ' ' || c > '~'; })) return "MSG-1";
    }
    if (is_list_of_entries(kind)) {
        for (std::size_t at = 2; at < payload.size(); at += 33) {
            if (payload[at] != 1 && payload[at] != 2) return "MSG-2";
        }
    }
    if (kind == "phase" && oscillator_count && big_at(payload, 8, 2) != *oscillator_count) return "MSG-4";
    if ((kind == "phase" || kind == "coherence") && big_at(payload, 4, 4) > one) return "MSG-3";
    if (kind == "get-blocks" && big_at(payload, 4, 4) > 500) return "MSG-6";
    if (kind == "addr") return records_content(payload.subspan(2));
    return {};
}

inline float float_at(base::BytesView bytes, std::size_t at) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(little_at(bytes, at, 4)));
}
inline Verdict angle_verdict(float x) {
    if (!std::isfinite(x)) return "COD-12";
    return x > -8 && x < 8 ? "" : "COD-16";
}
inline Verdict coherence_verdict(float r) {
    if (!std::isfinite(r)) return "COD-12";
    return r >= 0 && r <= 1 ? "" : "CMP-3";
}

/// [CMP-7]
inline Verdict compact_content(std::string_view kind, base::BytesView payload) {
    if (kind == "version" && little_at(payload, 16, 4) > 65535) return "CMP-2";
    if (kind == "get-blocks" && little_at(payload, 4, 4) > 500) return "MSG-6";
    if (kind == "coherence") return coherence_verdict(float_at(payload, 0));
    if (kind == "phase") {
        if (payload.size() == 12) return "CMP-4";
        if (const Verdict verdict = coherence_verdict(float_at(payload, 0)); !verdict.empty()) return verdict;
        if (const Verdict verdict = angle_verdict(float_at(payload, 4)); !verdict.empty()) return verdict;
        for (std::size_t at = 12; at < payload.size(); at += 4) {
            if (const Verdict verdict = angle_verdict(float_at(payload, at)); !verdict.empty()) return verdict;
        }
    }
    return {};
}

// ---- the two dialects

/// A kind as a dialect has it: its code, and how long its payload can be by its fields alone.
struct Row {
    int code;
    std::string_view kind;
    std::size_t size_max;
};

template <param::Profile P>
struct FramedByHand {
    using Dialect = wire::Framed<P>;
    static constexpr std::size_t header_size = 16;
    static constexpr std::size_t size_max = P::payload_size_max;
    static constexpr std::size_t other_size_max = size_max;

    /// [MSG-7] [FRM-8]
    static constexpr std::array<Row, 21> rows{{
        {0x01, "version", 166},
        {0x02, "verack", 0},
        {0x10, "block", P::block_size_max},
        {0x11, "get-blocks", 8},
        {0x12, "headers", 272002},
        {0x13, "get-headers", 2082},
        {0x14, "bloom", 136},
        {0x20, "tx", 44046},
        {0x21, "get-tx", 16002},
        {0x22, "mempool", 0},
        {0x30, "phase", 10 + 2 * P::oscillator_count},
        {0x31, "get-phase", 4},
        {0x32, "coherence", 8},
        {0x40, "addr", 34002},
        {0x41, "get-addr", 0},
        {0x42, "ping", 8},
        {0x43, "pong", 8},
        {0x50, "inventory", 16502},
        {0x51, "get-data", 16502},
        {0x52, "not-found", 16502},
        {0x60, "batch", P::payload_size_max},
    }};

    static int code_of(base::BytesView header) { return header[4]; }
    static std::size_t size_of(base::BytesView header) { return big_at(header, 12, 4); }

    static Verdict header(base::BytesView header) {
        if (!std::equal(P::magic.begin(), P::magic.end(), header.begin())) return "FRM-1";
        return big_at(header, 5, 3) != 0 ? "FRM-2" : "";
    }
    static Verdict checksum(base::BytesView header, base::BytesView payload) {
        const base::Hash hash = crypto::sha256(payload);
        return std::equal(hash.begin(), hash.begin() + 4, header.begin() + 8) ? "" : "FRM-4";
    }
    static Verdict payload(const Row& row, base::BytesView payload) {
        if (row.kind == "batch") return batch(payload);
        const Verdict verdict = framed_shape(row.kind, payload);
        return verdict.empty() ? framed_content(row.kind, payload, P::oscillator_count) : verdict;
    }

private:
    /// [MSG-9]
    static Verdict batch(base::BytesView payload) {
        Walk walk{payload, 0, {}};
        walk.list(2, std::endian::big, 100, [&] {
            const std::size_t start = walk.at;
            walk.skip(5);
            if (!walk.verdict.empty()) return;
            const auto row = std::ranges::find(rows, int{payload[start]}, &Row::code);
            const std::size_t size = big_at(payload, start + 1, 4);
            if (row == rows.end() || row->kind == "batch") {
                walk.verdict = "MSG-5";
            } else if (size > std::min(row->size_max, size_max)) {
                walk.verdict = "FRM-3";
            } else {
                walk.skip(size);
                if (walk.verdict.empty()) walk.verdict = FramedByHand::payload(*row, payload.subspan(start + 5, size));
            }
        });
        return walk.finish();
    }
};

template <param::Profile P>
struct CompactByHand {
    using Dialect = wire::Compact<P>;
    static constexpr std::size_t header_size = 3;
    static constexpr std::size_t size_max = std::min<std::size_t>(P::payload_size_max, 65535);
    static constexpr std::size_t other_size_max = 65535;

    /// [CMP-5] [CMP-6]
    static constexpr std::array<Row, 11> rows{{
        {0x01, "version", 20},
        {0x02, "verack", 0},
        {0x10, "get-blocks", 8},
        {0x11, "inventory", 16004},
        {0x12, "get-data", 16004},
        {0x13, "block", P::block_size_max},
        {0x14, "tx", 44046},
        {0x20, "phase", 40012},
        {0x21, "get-phase", 0},
        {0x22, "coherence", 4},
        {0x30, "bloom", 136},
    }};

    static int code_of(base::BytesView header) { return header[0]; }
    static std::size_t size_of(base::BytesView header) { return little_at(header, 1, 2); }
    static Verdict header(base::BytesView) { return {}; }
    static Verdict checksum(base::BytesView, base::BytesView) { return {}; }
    static Verdict payload(const Row& row, base::BytesView payload) {
        const Verdict verdict = compact_shape(row.kind, payload);
        return verdict.empty() ? compact_content(row.kind, payload) : verdict;
    }
};

/// The row of a kind; nothing if the dialect has no code for it.
template <class ByHand>
const Row* row_of(std::string_view kind) {
    const auto row = std::ranges::find(ByHand::rows, kind, &Row::kind);
    return row == ByHand::rows.end() ? nullptr : &*row;
}

/// The greatest size of the payload of a kind, or of none. [FRM-8] [CMP-5]
template <class ByHand>
std::size_t size_max_of(const Row* row) {
    return row == nullptr ? ByHand::other_size_max : std::min(row->size_max, ByHand::size_max);
}

/// What a message of a kind, whose payload in the framed dialect is this, is refused for in the compact one. [CMP-9]
template <param::Profile P>
Verdict compact_verdict(std::string_view kind, base::BytesView payload) {
    const Row* row = row_of<CompactByHand<P>>(kind);
    if (row == nullptr) return "CMP-1";
    if (const Verdict verdict = framed_content(kind, payload, std::nullopt); !verdict.empty()) return verdict;

    const auto is_zero = [&](std::size_t at, std::size_t size) {
        const base::BytesView part = payload.subspan(at, size);
        return std::all_of(part.begin(), part.end(), [](base::Byte byte) { return byte == 0; });
    };
    std::size_t size = payload.size();
    if (kind == "version") {
        const bool is_plain = is_zero(4, 8) && is_zero(20, 34) && is_zero(56, 10) && is_zero(payload.size() - 32, 32);
        if (!is_plain) return "CMP-1";
        size = 20;
    }
    if (kind == "phase" || kind == "get-phase" || kind == "coherence") {
        if (!is_zero(0, 4)) return "CMP-1";
        size = kind == "coherence" ? 4 : 0;
    }
    if (kind == "phase") {
        const std::size_t count = big_at(payload, 8, 2);
        if (count == 0) return "CMP-4";
        size = 12 + 4 * (count > 256 ? 64 : count);
    }
    if (is_list_of_entries(kind)) {
        for (std::size_t at = 2; at < payload.size(); at += 33) {
            if (payload[at] != 1) return "CMP-1";
        }
        size = 4 + payload.size() / 33 * 32;
    }
    return size > size_max_of<CompactByHand<P>>(row) ? "FRM-3" : "";
}

// ---- frames

/// A frame of a stream, or as much of one as there is.
struct Span {
    const Row* row = nullptr;  // nothing if the code is that of no kind, or not there yet
    std::size_t begin = 0;
    std::size_t payload = 0;
    std::size_t end = 0;  // perhaps beyond the end of the stream
};

/// A stream, cut up. [FRM-6]
struct Stream {
    std::vector<Span> spans;
    Verdict broken;
    std::size_t broken_at = SIZE_MAX;  // how many bytes must be there for that
};

template <class ByHand>
const Row* row_at(base::BytesView header) {
    const auto row = std::ranges::find(ByHand::rows, ByHand::code_of(header), &Row::code);
    return row == ByHand::rows.end() ? nullptr : &*row;
}

/// FRM-1, FRM-2, FRM-3 of a header that is whole.
template <class ByHand>
Verdict header_verdict(base::BytesView header) {
    if (const Verdict verdict = ByHand::header(header); !verdict.empty()) return verdict;
    return ByHand::size_of(header) > size_max_of<ByHand>(row_at<ByHand>(header)) ? "FRM-3" : "";
}

template <class ByHand>
Stream cut_up(base::BytesView bytes) {
    Stream stream;
    std::size_t begin = 0;
    while (begin + ByHand::header_size <= bytes.size()) {
        const base::BytesView header = bytes.subspan(begin, ByHand::header_size);
        stream.broken = header_verdict<ByHand>(header);
        stream.broken_at = begin + ByHand::header_size;
        if (!stream.broken.empty()) return stream;

        const Span span{row_at<ByHand>(header), begin, stream.broken_at, stream.broken_at + ByHand::size_of(header)};
        const bool is_whole = span.end <= bytes.size();
        if (span.row != nullptr && is_whole)
            stream.broken = ByHand::checksum(header, bytes.subspan(span.payload, span.end - span.payload));
        stream.broken_at = span.end;
        if (!stream.broken.empty()) return stream;
        stream.spans.push_back(span);
        begin = span.end;
    }
    stream.broken_at = SIZE_MAX;
    return stream;
}

/// What bytes that are given as one frame are refused for. [FRM-7]
template <class ByHand>
Verdict frame_verdict(base::BytesView bytes) {
    if (bytes.size() < ByHand::header_size) return "COD-1";
    const base::BytesView header = bytes.first(ByHand::header_size);
    if (const Verdict verdict = header_verdict<ByHand>(header); !verdict.empty()) return verdict;
    const base::BytesView rest = bytes.subspan(ByHand::header_size);
    if (rest.size() != ByHand::size_of(header)) return rest.size() < ByHand::size_of(header) ? "COD-1" : "COD-2";
    const Row* row = row_at<ByHand>(header);
    if (row == nullptr) return {};
    const Verdict verdict = ByHand::checksum(header, rest);
    return verdict.empty() ? ByHand::payload(*row, rest) : verdict;
}

}  // namespace bloomcoin::fuzz
