// Cases of the compact dialect alone: what it cannot say, its numbers, and the phases that it samples.
#include "message.hpp"

namespace bloomcoin::vectors {

namespace {

using param::Mainnet;
using param::Tiny;
using D = wire::Compact<Mainnet>;

std::string sibling_of(std::string_view name) { return "cmp.decode.mainnet." + std::string{name}; }
Json frame_json(base::BytesView frame) { return {{"frame", hex(frame)}}; }
Json frame_named(std::string_view name, base::BytesView payload) {
    return frame_json(frame_of<D>(code_of<D>(name), payload));
}

/// Numbers in binary32, and what they are.
constexpr std::uint32_t one = 0x3f80'0000;
constexpr std::uint32_t minus_zero = 0x8000'0000;
constexpr std::uint32_t infinity = 0x7f80'0000;
constexpr std::uint32_t sign = 0x8000'0000;
constexpr std::uint32_t eight = 0x4100'0000;

base::Bytes coherence_payload(std::uint32_t r) {
    base::Bytes payload;
    append_little(payload, r, 4);
    return payload;
}

base::Bytes phase_payload(std::uint32_t r, std::uint32_t psi, const std::vector<std::uint32_t>& phases) {
    base::Bytes payload;
    append_little(payload, r, 4);
    append_little(payload, psi, 4);
    append_little(payload, phases.size(), 4);
    for (const std::uint32_t phase : phases) append_little(payload, phase, 4);
    return payload;
}

// ---- numbers that are no coherence and no angle

struct Number {
    std::string_view slug;
    std::uint32_t bits;
    std::string_view why;
};

constexpr std::array not_finite{
    Number{"infinity", infinity, "infinity"},
    Number{"minus-infinity", infinity | sign, "minus infinity"},
    Number{"nan-signalling", infinity | 1, "the first that is not a number"},
    Number{"nan", 0x7fc0'0000, "the usual one that is not a number: it compares as nothing"},
    Number{"nan-minus", 0xffff'ffff, "the last that is not a number"},
};

void write_numbers(Group& group) {
    const Kind kind{"cmp.decode", "mainnet", Source::hand, {"CMP-7", "COD-11"}};
    const auto refuse = [&](std::string_view of, const std::string& slug, base::BytesView payload,
                            std::string_view rule, std::string_view why) {
        group.refuse(kind, std::string{of} + "-" + slug, frame_named(of, payload), why, rule, sibling_of(of));
    };
    const auto accept = [&](std::string_view of, std::string_view slug, base::BytesView payload, std::string_view why) {
        group.accept(kind, std::string{of} + "-" + std::string{slug}, frame_named(of, payload), why);
    };
    const std::vector<std::uint32_t> zero{0};
    for (const Number& number : not_finite) {
        const std::string slug{number.slug};
        refuse("coherence", slug, coherence_payload(number.bits), "COD-12",
               "no finite number: " + std::string{number.why});
        refuse("phase", "r-" + slug, phase_payload(number.bits, 0, zero), "COD-12",
               "no finite number: " + std::string{number.why});
        refuse("phase", "psi-" + slug, phase_payload(0, number.bits, zero), "COD-12",
               "no finite number: " + std::string{number.why});
        refuse("phase", "phase-" + slug, phase_payload(0, 0, {0, number.bits}), "COD-12",
               "no finite number: " + std::string{number.why});
    }
    constexpr std::array not_from_0_to_1{
        Number{"above-1", one + 1, "the number after 1"},
        Number{"two", 0x4000'0000, "2"},
        Number{"greatest", infinity - 1, "the greatest number"},
        Number{"minus-least", sign | 1, "the number before -0, a subnormal one"},
        Number{"minus-1", sign | one, "-1"},
    };
    for (const Number& number : not_from_0_to_1) {
        refuse("coherence", std::string{number.slug}, coherence_payload(number.bits), "CMP-3",
               "no coherence: " + std::string{number.why});
        refuse("phase", "r-" + std::string{number.slug}, phase_payload(number.bits, 0, zero), "CMP-3",
               "no coherence: " + std::string{number.why});
    }
    constexpr std::array coherences{
        Number{"zero", 0, "0"},
        Number{"minus-zero", minus_zero, "-0 is 0"},
        Number{"least", 1, "the least subnormal number is nearer to 0 than to 2^-30"},
        Number{"subnormal", 0x007f'ffff, "the greatest subnormal number"},
        Number{"below-half", 0x2fff'ffff, "just below 2^-31: rounded down"},
        Number{"half", 0x3000'0000, "2^-31, half a unit: rounded upward"},
        Number{"unit", 0x3080'0000, "2^-30, one unit"},
        Number{"half-more", 0x30c0'0000, "a unit and a half: rounded upward"},
        Number{"below-1", one - 1, "the number before 1"},
        Number{"one", one, "1, the greatest coherence"},
        Number{"lens", 0x3f5d'b3d7, "√3/2"},
    };
    for (const Number& number : coherences) {
        accept("coherence", "r-" + std::string{number.slug}, coherence_payload(number.bits),
               "a coherence: " + std::string{number.why});
    }
    constexpr std::array angles{
        Number{"zero", 0, "0 lies in the first bin"},
        Number{"minus-zero", minus_zero, "-0 is 0"},
        Number{"minus-least", sign | 1, "just below 0: rounded to 0, not down to the last bin"},
        Number{"pi", 0x4049'0fdb, "the number next to π is above it"},
        Number{"minus-pi", 0xc049'0fdb, "half a turn backwards"},
        Number{"two-pi", 0x40c9'0fdb, "the number next to 2π is above it: the first bin again"},
        Number{"below-two-pi", 0x40c9'0fda, "the last number below 2π"},
        Number{"below-8", eight - 1, "the greatest angle that is taken"},
        Number{"above-minus-8", sign | (eight - 1), "the least angle that is taken"},
    };
    std::vector<std::uint32_t> all;
    for (const Number& number : angles) {
        accept("phase", "angle-" + std::string{number.slug}, phase_payload(one, number.bits, {number.bits}),
               "an angle: " + std::string{number.why});
        all.push_back(number.bits);
    }
    accept("phase", "angles", phase_payload(one, 0, all), "all of them in a row");
    constexpr std::array far{
        Number{"8", eight, "8 itself"},
        Number{"minus-8", sign | eight, "-8 itself"},
        Number{"greatest", infinity - 1, "the greatest number"},
        Number{"minus-greatest", sign | (infinity - 1), "the least number"},
    };
    for (const Number& number : far) {
        refuse("phase", "psi-" + std::string{number.slug}, phase_payload(0, number.bits, zero), "COD-16",
               "no angle: " + std::string{number.why});
        refuse("phase", "phase-" + std::string{number.slug}, phase_payload(0, 0, {0, number.bits}), "COD-16",
               "no angle: " + std::string{number.why});
    }
    refuse("phase", "none", phase_payload(0, 0, {}), "CMP-4", "no phases at all");
    refuse("phase", "none-and-r", phase_payload(infinity, 0, {}), "CMP-4", "that there are none is said first");
    refuse("phase", "r-and-psi", phase_payload(one + 1, infinity, {infinity}), "CMP-3", "r comes before ψ");
    refuse("phase", "psi-and-phase", phase_payload(one, eight, {infinity}), "COD-16", "ψ comes before the phases");
    refuse("phase", "phase-and-phase", phase_payload(one, 0, {eight, infinity}), "COD-16",
           "phases come in their order");
    {
        base::Bytes payload = phase_payload(infinity, 0, {0, 0});
        payload.pop_back();
        refuse("phase", "r-and-cut", payload, "COD-1", "the payload is decoded before its numbers are looked at");
        append(payload, base::Bytes{0, 0});
        refuse("phase", "r-and-longer", payload, "COD-2", "the payload is decoded before its numbers are looked at");
    }
    const auto count = [](std::uint64_t value) {
        base::Bytes payload = phase_payload(0, 0, {0, 0});
        payload.erase(payload.begin() + 8, payload.begin() + 12);
        base::Bytes changed{payload.begin(), payload.begin() + 8};
        append_little(changed, value, 4);
        append(changed, base::BytesView{payload}.subspan(8));
        return changed;
    };
    refuse("phase", "count-1", count(1), "COD-2", "fewer than there are");
    refuse("phase", "count-3", count(3), "COD-1", "more than there are");
    refuse("phase", "count-10000", count(10000), "COD-1", "as many as there can be, and not there");
    refuse("phase", "count-10001", count(10001), "COD-10", "more than there can be");
    refuse("phase", "count-65538", count(65538), "COD-10", "the count has four bytes, not two");
    refuse("phase", "count-most", count(UINT32_MAX), "COD-10", "the greatest count");
}

// ---- versions and names of blocks

void write_others(Group& group) {
    const Kind kind{"cmp.decode", "mainnet", Source::hand, {"CMP-6", "CMP-7"}};
    const auto version = [](std::uint64_t port) {
        base::Bytes payload;
        append_little(payload, 1, 4);
        append_little(payload, 2, 4);
        append_little(payload, 3, 8);
        append_little(payload, port, 4);
        return frame_named("version", payload);
    };
    const Json nowhere{{"ip", std::string(32, '0')}, {"port", 0}};
    Json here = nowhere;
    here["port"] = 65535;
    const Json message{
        {"kind", "version"}, {"version", 1}, {"services", "0"},  {"time_s", "3"}, {"receiver", nowhere},
        {"sender", here},    {"nonce", "0"}, {"user_agent", ""}, {"height", 2},   {"genesis", std::string(64, '0')}};
    const std::string sibling =
        group.accept(kind, "version-by-hand", version(65535),
                     "20 bytes put together by hand: the height before the time", {{"message", message}});
    group.refuse(kind, "version-port-65536", version(65536), "a port of more than 16 bits", "CMP-2", sibling);
    group.refuse(kind, "version-port-most", version(UINT32_MAX), "the greatest port field", "CMP-2", sibling);
    for (const std::string_view of : {"inventory", "get-data"}) {
        const auto count = [&](std::uint64_t value, std::size_t there) {
            base::Bytes payload;
            append_little(payload, value, 4);
            payload.resize(payload.size() + 32 * there, 5);
            return frame_named(of, payload);
        };
        const std::string name{of};
        const std::string other = group.accept(kind, name + "-empty", count(0, 0), "an empty list");
        group.refuse(kind, name + "-count-3", count(3, 2), "more than there are", "COD-1", other);
        group.refuse(kind, name + "-count-1", count(1, 2), "fewer than there are", "COD-2", other);
        group.refuse(kind, name + "-count-500", count(500, 1), "as many as there can be, and not there", "COD-1",
                     other);
        group.refuse(kind, name + "-count-501", count(501, 1), "more than there can be", "COD-10", other);
        group.refuse(kind, name + "-count-65536", count(65536, 0), "the count has four bytes, not two", "COD-10",
                     other);
    }
    const auto blocks = [](std::uint64_t asked) {
        base::Bytes payload;
        append_little(payload, 7, 4);
        append_little(payload, asked, 4);
        return frame_named("get-blocks", payload);
    };
    const std::string asked = group.accept(kind, "get-blocks-500", blocks(500), "the greatest count");
    group.refuse(kind, "get-blocks-501", blocks(501), "one more than an inventory can name", "MSG-6", asked);
}

// ---- what cannot be said

void write_encoding(Group& group) {
    const Kind kind{"cmp.encode", "mainnet", Source::hand, {"CMP-9"}};
    for (const Sample& sample : small_samples<Mainnet>(Wording::full)) {
        if (wire::kinds[sample.message.index()].compact) continue;
        const Json message = conformance::answer("frm.decode", "mainnet",
                                                 frame_json(wire::Framed<Mainnet>::encode(sample.message).value()))
                                 .at("out");
        group.refuse(kind, sample.slug, message, "a kind that the dialect has not", "CMP-1",
                     "cmp.encode.mainnet.verack");
    }
    const auto plain = [](std::string_view name) {
        for (const Sample& sample : edge_samples<Mainnet>()) {
            if (sample.slug == name)
                return conformance::answer("frm.decode", "mainnet",
                                           frame_json(wire::Framed<Mainnet>::encode(sample.message).value()))
                    .at("out")
                    .at("message");
        }
        throw std::logic_error("there is no sample " + std::string{name});
    };
    const auto refuse = [&](std::string_view name, std::string_view slug, const Json& change, std::string_view rule,
                            std::string_view why) {
        Json message = plain(name);
        message.update(change);
        group.refuse(kind, message.at("kind").get<std::string>() + "-" + std::string{slug}, {{"message", message}}, why,
                     rule, "cmp.encode.mainnet." + std::string{name});
    };
    const std::string ones(64, '1');
    const Json elsewhere{{"ip", std::string(31, '0') + "1"}, {"port", 0}};
    refuse("version-plain", "services", {{"services", "1"}}, "CMP-1", "services have no place");
    refuse("version-plain", "receiver", {{"receiver", elsewhere}}, "CMP-1", "the receiver has no place");
    refuse("version-plain", "receiver-port", {{"receiver", {{"ip", std::string(32, '0')}, {"port", 1}}}}, "CMP-1",
           "nor has its port");
    refuse("version-plain", "sender-ip", {{"sender", elsewhere}}, "CMP-1", "of the sender only the port has a place");
    refuse("version-plain", "nonce", {{"nonce", "1"}}, "CMP-1", "the nonce has no place");
    refuse("version-plain", "agent", {{"user_agent", "a"}}, "CMP-1", "the user agent has no place");
    refuse("version-plain", "genesis", {{"genesis", ones}}, "CMP-1", "the genesis hash has no place");
    refuse("version-plain", "agent-newline", {{"user_agent", "\n"}}, "MSG-1",
           "what breaks a rule of its own is refused for that first");
    refuse("version-plain", "agent-65", {{"user_agent", std::string(65, 'a')}}, "COD-10",
           "and before that for its length");
    refuse("version-plain", "agent-both", {{"user_agent", std::string(65, '\n')}}, "COD-10",
           "too long, and of characters that are not printable: the length comes first");
    refuse("phase-coherence-1", "height", {{"height", 1}}, "CMP-1", "a height has no place");
    refuse("phase-coherence-1", "none", {{"phases", Json::array()}}, "CMP-4", "no phases at all");
    refuse("phase-coherence-1", "height-and-none", {{"height", 1}, {"phases", Json::array()}}, "CMP-1",
           "what has no place comes first");
    refuse("phase-coherence-1", "coherence", {{"coherence", (1U << 30) + 1}, {"height", 1}}, "MSG-3",
           "the content comes first");
    refuse("phase-coherence-1", "count-10001", {{"phases", std::vector<int>(10001, 1)}, {"height", 1}}, "COD-10",
           "more than a message can have");
    refuse("get-phase-latest", "height", {{"height", 1}}, "CMP-1", "a height has no place");
    refuse("coherence-lens", "height", {{"height", 1}}, "CMP-1", "a height has no place");
    refuse("coherence-lens", "above", {{"coherence", UINT32_MAX}}, "MSG-3", "a coherence above 1");
    const auto entry = [&](unsigned of) { return Json{{"kind", of}, {"hash", ones}}; };
    refuse("inventory-blocks", "transaction", {{"entries", {entry(1), entry(2)}}}, "CMP-1", "only blocks are named");
    refuse("inventory-blocks", "kind-3", {{"entries", {entry(2), entry(3)}}}, "MSG-2",
           "an entry of no known kind comes first");
    refuse("get-data-block", "transaction", {{"entries", {entry(2)}}}, "CMP-1", "only blocks are asked for");
    refuse("get-blocks-none", "501", {{"count", 501}}, "MSG-6", "one more than an inventory can name");
    {
        chain::Block large = chain::genesis_block<Mainnet>();
        large.transactions.resize(1300, chain::coinbase_of(1, 1, base::Hash{}));
        base::Bytes bytes = codec::encode(large);
        group.refuse(kind, "block-large", {{"message", {{"kind", "block"}, {"block", hex(bytes)}}}},
                     "a size that 16 bits cannot count", "FRM-3", "cmp.encode.mainnet.block");
    }
}

// ---- sampling

void write_sampling(Group& group) {
    const Kind sample{"cmp.sample", "any", Source::hand, {"CMP-8"}};
    for (const unsigned count : {1U, 63U, 64U, 65U, 127U, 255U, 256U}) {
        std::vector<unsigned> all;
        for (unsigned i = 0; i < count; ++i) all.push_back(i);
        group.accept(sample, padded(count, 5), {{"count", count}}, "up to 256 phases are sent as they are",
                     {{"indices", all}});
    }
    for (const unsigned count :
         {257U, 258U, 300U, 319U, 320U, 321U, 383U, 384U, 512U, 1000U, 1023U, 1024U, 4095U, 9999U, 10000U}) {
        std::vector<unsigned> some;
        for (unsigned i = 0; i < 64; ++i) some.push_back(i * count / 64);
        group.accept(sample, padded(count, 5), {{"count", count}},
                     "64 phases and never more, at even distances: a stride rounded down would give up to 80",
                     {{"indices", some}});
    }
    Draw draw{"wire.sampling"};
    const Kind encode{"cmp.encode", "mainnet", Source::spec, {"CMP-7", "CMP-8", "COD-14", "COD-17", "NUM-14"}};
    for (const std::size_t count :
         {std::size_t{1}, std::size_t{2}, std::size_t{63}, std::size_t{256}, std::size_t{257}, std::size_t{1000}}) {
        std::vector<unsigned> phases;
        for (std::size_t i = 0; i < count; ++i) phases.push_back(draw.below(65536));
        const Json message{{"kind", "phase"}, {"height", 0}, {"coherence", draw.below(1 << 30)}, {"phases", phases}};
        group.accept(encode, "sampled-" + padded(count, 5), {{"message", message}},
                     "the mean phase is that of the phases that are sent");
    }
    for (const auto& [slug, phases] : {std::pair<std::string, std::vector<unsigned>>{"cancel", {0, 0x8000}},
                                       {"ends", {0, 1, 0x7fff, 0x8000, 0xfffe, 0xffff}}}) {
        const Json message{{"kind", "phase"}, {"height", 0}, {"coherence", 5}, {"phases", phases}};
        group.accept(encode, "phases-" + slug, {{"message", message}},
                     "phases at the ends of the turn, and such as cancel");
    }
}

}  // namespace

void write_compact(Book& book) {
    Group& payloads = book.group("wire", "compact_payload");
    write_numbers(payloads);
    write_others(payloads);
    Group& encoding = book.group("wire", "compact_encode");
    write_encoding(encoding);
    write_sampling(encoding);
}

}  // namespace bloomcoin::vectors
