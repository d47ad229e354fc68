// Frames by the tables of the spec, written and read by hand, for tests that go over both dialects.
#pragma once

#include "../support/generators.hpp"
#include "../support/messages.hpp"
#include "../support/property.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bloomcoin::test {

/// The greatest size of a payload on the main network and on the tiny one.
struct Limit {
    std::size_t mainnet;
    std::size_t tiny;
};

/// The table of FRM-8, in the order of the alternatives of Message.
inline constexpr std::array<Limit, wire::kind_count> framed_limits{{
    {166, 166},       // version
    {0, 0},           // verack
    {1048576, 4096},  // block
    {8, 8},           // get-blocks
    {272002, 8192},   // headers
    {2082, 2082},     // get-headers
    {136, 136},       // bloom
    {44046, 8192},    // tx
    {16002, 8192},    // get-tx
    {0, 0},           // mempool
    {136, 20},        // phase
    {4, 4},           // get-phase
    {8, 8},           // coherence
    {34002, 8192},    // addr
    {0, 0},           // get-addr
    {8, 8},           // ping
    {8, 8},           // pong
    {16502, 8192},    // inventory
    {16502, 8192},    // get-data
    {16502, 8192},    // not-found
    {1048576, 8192},  // batch
}};

/// The codes of MSG-7, in the order of the alternatives of Message.
inline constexpr std::array<base::Byte, wire::kind_count> framed_codes{0x01, 0x02, 0x10, 0x11, 0x12, 0x13, 0x14,
                                                                       0x20, 0x21, 0x22, 0x30, 0x31, 0x32, 0x40,
                                                                       0x41, 0x42, 0x43, 0x50, 0x51, 0x52, 0x60};

/// The codes of CMP-6 and the greatest payloads by its fields, 0 for the code where there is none: no kind has it.
struct CompactKind {
    base::Byte code = 0;
    Limit limit{0, 0};
};
inline constexpr std::array<CompactKind, wire::kind_count> compact_kinds{{
    {0x01, {20, 20}},       // version
    {0x02, {0, 0}},         // verack
    {0x13, {65535, 4096}},  // block
    {0x10, {8, 8}},         // get-blocks
    {},
    {},
    {0x30, {136, 136}},     // bloom
    {0x14, {44046, 8192}},  // tx
    {},
    {},
    {0x20, {12 + 4 * 10'000, 8192}},  // phase
    {0x21, {0, 0}},                   // get-phase
    {0x22, {4, 4}},                   // coherence
    {},
    {},
    {},
    {},
    {0x11, {4 + 32 * 500, 8192}},  // inventory
    {0x12, {4 + 32 * 500, 8192}},  // get-data
    {},
    {},
}};

inline void append(base::Bytes& bytes, base::BytesView more) { bytes.insert(bytes.end(), more.begin(), more.end()); }
inline void append_big(base::Bytes& bytes, std::uint64_t value, unsigned size) {
    for (unsigned i = size; i > 0; --i) bytes.push_back(static_cast<base::Byte>(value >> (8 * (i - 1))));
}
inline void append_little(base::Bytes& bytes, std::uint64_t value, unsigned size) {
    for (unsigned i = 0; i < size; ++i) bytes.push_back(static_cast<base::Byte>(value >> (8 * i)));
}

/// What the spec says of a dialect, by hand.
template <class D>
struct DialectBySpec;

template <param::Profile P>
struct DialectBySpec<wire::Framed<P>> {
    static constexpr std::size_t header_size = 16;
    static constexpr std::size_t code_at = 4;

    static std::optional<std::size_t> kind_of(base::Byte code) {
        const auto found = std::ranges::find(framed_codes, code);
        if (found == framed_codes.end()) return std::nullopt;
        return static_cast<std::size_t>(found - framed_codes.begin());
    }
    static base::Byte code_of(std::size_t kind) { return framed_codes[kind]; }

    static std::size_t limit_of(base::Byte code) {
        const Limit limit = framed_limits[kind_of(code).value_or(wire::batch_kind)];
        return P::name == "tiny" ? limit.tiny : limit.mainnet;
    }

    static base::Bytes header(base::Byte code, std::size_t size, base::BytesView summed) {
        base::Bytes bytes(P::magic.begin(), P::magic.end());
        bytes.push_back(code);
        bytes.resize(8);
        append(bytes, base::BytesView{crypto::sha256(summed)}.first(4));
        append_big(bytes, size, 4);
        return bytes;
    }

    /// The size of the payload that a header states.
    static std::size_t size_in(base::BytesView header) {
        return std::size_t{header[12]} << 24 | std::size_t{header[13]} << 16 | std::size_t{header[14]} << 8 |
               header[15];
    }
    static std::optional<base::Rule> header_refusal(base::BytesView header) {
        if (!std::equal(P::magic.begin(), P::magic.end(), header.begin())) return base::Rule("FRM-1");
        if (header[5] != 0 || header[6] != 0 || header[7] != 0) return base::Rule("FRM-2");
        if (size_in(header) > limit_of(header[code_at])) return base::Rule("FRM-3");
        return std::nullopt;
    }
    static std::optional<base::Rule> payload_refusal(base::BytesView header, base::BytesView payload) {
        const base::Hash sum = crypto::sha256(payload);
        if (!std::equal(sum.begin(), sum.begin() + 4, header.begin() + 8)) return base::Rule("FRM-4");
        return std::nullopt;
    }

    static bool can_say(std::size_t) { return true; }
    static wire::Message message(std::size_t kind, Random& random, std::size_t count_max = 10'000) {
        return any_message<P>(kind, random, count_max);
    }
};

template <param::Profile P>
struct DialectBySpec<wire::Compact<P>> {
    static constexpr std::size_t header_size = 3;
    static constexpr std::size_t code_at = 0;

    static std::optional<std::size_t> kind_of(base::Byte code) {
        for (std::size_t kind = 0; code != 0 && kind < compact_kinds.size(); ++kind) {
            if (compact_kinds[kind].code == code) return kind;
        }
        return std::nullopt;
    }
    static base::Byte code_of(std::size_t kind) { return compact_kinds[kind].code; }

    static std::size_t limit_of(base::Byte code) {
        const auto kind = kind_of(code);
        if (!kind) return 65535;
        return P::name == "tiny" ? compact_kinds[*kind].limit.tiny : compact_kinds[*kind].limit.mainnet;
    }

    static base::Bytes header(base::Byte code, std::size_t size, base::BytesView) {
        base::Bytes bytes{code};
        append_little(bytes, size, 2);
        return bytes;
    }

    static std::size_t size_in(base::BytesView header) { return header[1] + std::size_t{header[2]} * 256; }
    static std::optional<base::Rule> header_refusal(base::BytesView header) {
        if (size_in(header) > limit_of(header[code_at])) return base::Rule("FRM-3");
        return std::nullopt;
    }
    static std::optional<base::Rule> payload_refusal(base::BytesView, base::BytesView) { return std::nullopt; }

    static bool can_say(std::size_t kind) { return compact_kinds[kind].code != 0; }
    static wire::Message message(std::size_t kind, Random& random, std::size_t count_max = 10'000) {
        return any_compact_message<P>(kind, random, count_max);
    }
};

/// A code, the size and the checksum of a payload, and the payload. [FRM-5] [CMP-5]
template <class D>
base::Bytes frame_of(base::Byte code, base::BytesView payload) {
    base::Bytes bytes = DialectBySpec<D>::header(code, payload.size(), payload);
    append(bytes, payload);
    return bytes;
}

template <class D>
base::Bytes payload_in(const base::Bytes& frame) {
    return {frame.begin() + DialectBySpec<D>::header_size, frame.end()};
}

/// A code that no kind has in a dialect.
template <class D>
base::Byte unknown_code(Random& random) {
    while (true) {
        const auto code = random.number<std::uint8_t>();
        if (!DialectBySpec<D>::kind_of(code)) return code;
    }
}

/// A source of numbers that rapidcheck names when a property fails. To be called inside a property.
inline Random draw_random() { return Random{*any_integer<std::uint64_t>()}; }

/// A seed's value as a generator of rapidcheck's.
template <class Make>
auto seeded(Make make) {
    return rc::gen::map(any_integer<std::uint64_t>(), [make](std::uint64_t seed) {
        Random random{seed};
        return make(random);
    });
}

/// The id of the rule that a result names, or nothing.
template <class T>
std::string answer_of(const base::Result<T>& result) {
    return result ? "" : std::string{result.rule().id()};
}
inline std::string answer_of(const base::Check& check) { return check ? "" : std::string{check.rule().id()}; }

/// Calls visit(kind) inside a property for each kind that a dialect can say.
template <class D, class Visit>
void for_each_kind(Visit visit) {
    for (std::size_t kind = 0; kind < wire::kind_count; ++kind) {
        if (!DialectBySpec<D>::can_say(kind)) continue;
        property(std::string{D::name} + ", " + std::string{wire::kinds[kind].name}, [&] { visit(kind); });
    }
}

/// One to three bytes changed, taken away or put in, anywhere.
inline base::Bytes mutated(base::Bytes bytes, Random& random) {
    for (auto times = 1 + random.below(3U); times > 0; --times) {
        const std::size_t at = random.below(bytes.size() + 1);
        const auto place = bytes.begin() + static_cast<std::ptrdiff_t>(at);
        switch (random.below(4U)) {
            case 0:
                bytes.insert(place, random.number<std::uint8_t>());
                break;
            case 1:
                if (at < bytes.size()) bytes.erase(place);
                break;
            default:
                if (at < bytes.size()) *place = static_cast<base::Byte>(*place ^ (1U << random.below(8U)));
        }
    }
    return bytes;
}

}  // namespace bloomcoin::test
