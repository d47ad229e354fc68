// Cases of the room chain: headers, work, mining.
#include "book.hpp"
#include "inputs.hpp"

#include "../../conformance/reference/profiles.hpp"

namespace bloomcoin::vectors {

namespace {

using chain::Header;
using param::Profile;

Json header_json(const Header& header) { return {{"header", hex(codec::encode(header))}}; }

Header drawn_header(Draw& draw) {
    Header header;
    header.version = draw.word();
    header.previous = draw.hash();
    header.merkle_root = draw.hash();
    header.time_s = draw.word64();
    header.difficulty = draw.word64();
    header.nonce = draw.word64();
    header.bloom_step = draw.word();
    header.coherence = draw.word();
    header.mean_phase = draw.word();
    header.bloom_digest = draw.hash();
    return header;
}

/// Each byte is its own offset: a field that is read from the wrong place shows where it was read.
base::Bytes counting_bytes(std::size_t size) {
    base::Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<base::Byte>(i);
    return bytes;
}

// ---- codec of the header

void write_codec_of_header(Group& group) {
    const Kind decode{"hdr.decode", "any", Source::spec, {"HDR-4", "COD-5", "COD-6", "COD-7"}};
    const Kind encode{"hdr.encode", "any", Source::spec, {"HDR-4", "COD-5", "COD-6", "COD-7"}};
    const Kind hash{"hdr.hash", "any", Source::spec, {"HDR-5", "HDR-6", "CRY-2"}};
    const auto all_ways = [&](const std::string& slug, const base::Bytes& bytes, std::string_view why) {
        const Json in{{"header", hex(bytes)}};
        const std::string id = group.accept(decode, slug, in, why);
        const Json fields = group.cases().back()["out"];
        group.accept(encode, slug, fields, why, in);
        group.accept(hash, slug, in, "the hash covers all 136 bytes, the prefix the first 84");
        return id;
    };
    all_ways("zeros", base::Bytes(136), "nothing but zeros: decoding judges no meaning");
    all_ways("ones", base::Bytes(136, 0xff), "the greatest value of each field: 64-bit fields do not fit in a double");
    const std::string sibling =
        all_ways("counting", counting_bytes(136), "each byte is its own offset: order and width of all fields");
    Draw draw{"header"};
    for (int i = 0; i < 8; ++i)
        all_ways("drawn-" + std::to_string(i), codec::encode(drawn_header(draw)), "a drawn header");

    const base::Bytes whole = counting_bytes(136);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        group.refuse(decode, "cut-at-" + padded(size, 3), {{"header", hex(base::BytesView{whole}.first(size))}},
                     "every proper beginning of a header is refused, wherever it ends", "COD-1", sibling);
    }
    for (const std::size_t size : {137U, 138U, 140U, 272U}) {
        group.refuse(decode, "too-long-" + padded(size, 3), {{"header", hex(counting_bytes(size))}},
                     "bytes after the header are refused, not ignored", "COD-2", sibling);
    }
    group.refuse(hash, "cut-at-135", {{"header", hex(base::BytesView{whole}.first(135))}},
                 "what is not a header has no hash", "COD-1", "hdr.hash.counting");
    group.refuse(hash, "too-long-137", {{"header", hex(counting_bytes(137))}}, "what is not a header has no hash",
                 "COD-2", "hdr.hash.counting");
}

// ---- work

base::Hash big_endian(const num::U256& value) {
    base::Hash bytes;
    for (unsigned i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<base::Byte>((value >> (8 * (31 - i))).low64());
    return bytes;
}

void write_work(Group& group) {
    const Kind kind{"wrk.check", "any", Source::hand, {"WRK-1", "WRK-2", "NUM-6"}};
    const auto in = [](const num::U256& hash, std::uint64_t difficulty) -> Json {
        return {{"hash", hex(big_endian(hash))}, {"difficulty", std::to_string(difficulty)}};
    };
    const num::U256 most = num::U256{} - num::U256{1};
    std::vector<std::uint64_t> difficulties{2,
                                            3,
                                            4,
                                            5,
                                            7,
                                            10,
                                            123,
                                            15127,
                                            65535,
                                            65536,
                                            (1ULL << 31),
                                            (1ULL << 32) - 1,
                                            1ULL << 32,
                                            (1ULL << 32) + 1,
                                            (1ULL << 53) + 1,
                                            1ULL << 63,
                                            UINT64_MAX - 1,
                                            UINT64_MAX};
    Draw draw{"work"};
    for (int i = 0; i < 12; ++i) difficulties.push_back(draw.word64() >> (i * 5) | 2);
    for (const std::uint64_t d : difficulties) {
        // Exactly the hashes up to floor((2^256 - 1) / d) are good enough.
        const num::U256 last = most / num::U256{d};
        const std::string name = std::to_string(d);
        const std::string sibling =
            group.accept(kind, name + "-last", in(last, d),
                         "the greatest hash that is good enough: the product needs all 256 bits", Json::object());
        group.accept(kind, name + "-below", in(last - num::U256{1}, d), "just below the boundary", Json::object());
        group.refuse(kind, name + "-first", in(last + num::U256{1}, d),
                     "the least hash that is not good enough: the product is not cut to 256 bits", "WRK-2", sibling);
        group.refuse(kind, name + "-most", in(most, d), "the greatest hash: the product has the most bits", "WRK-2",
                     sibling);
    }
    const std::string sibling =
        group.accept(kind, "1-most", in(most, 1), "difficulty 1 takes every hash", Json::object());
    group.accept(kind, "1-zero", in(num::U256{}, 1), "the hash zero is good enough", Json::object());
    group.accept(kind, "most-zero", in(num::U256{}, UINT64_MAX),
                 "the hash zero is good enough for the greatest difficulty", Json::object());
    group.accept(kind, "most-one", in(num::U256{1}, UINT64_MAX), "the hash is big-endian: one stands at its end",
                 Json::object());
    group.refuse(kind, "most-first-byte", in(num::U256{1} << 248, UINT64_MAX),
                 "the same byte at the beginning of the hash is far too great", "WRK-2", "wrk.check.most-one");
    // 2^192 * 2^64 is exactly 2^256.
    group.refuse(kind, "power-at", in(num::U256{1} << 193, 1ULL << 63),
                 "the product is exactly 2^256: below is demanded", "WRK-2", sibling);
    group.accept(kind, "power-below", in((num::U256{1} << 193) - num::U256{1}, 1ULL << 63),
                 "the product is just below 2^256", Json::object());
    for (const num::U256& hash : {num::U256{}, num::U256{1}, most}) {
        group.refuse(kind, "0-" + hex(big_endian(hash)).substr(62) + hex(big_endian(hash)).substr(0, 2), in(hash, 0),
                     "difficulty zero is refused before any product, which would be zero and pass", "WRK-1", sibling);
    }
}

// ---- whole headers

/// The first header at or after the template's nonce that the miner finds.
template <Profile P>
Header mined(const Header& block_template) {
    const chain::Mined found = chain::mine<P>(block_template, 100'000);
    if (!found.header) throw std::runtime_error("no header was found in 100,000 attempts");
    return *found.header;
}

template <Profile P>
std::optional<kuramoto::Bloom> bloom_at(const Header& header) {
    kuramoto::State<P> state = kuramoto::state_of<P>(kuramoto::seed_of<P>(chain::prefix_of(header), header.nonce));
    return kuramoto::evolve(state);
}

/// Cases on one profile's headers. `change` makes the fault, the rule is what it must break.
template <Profile P>
class HeaderCases {
public:
    HeaderCases(Group& group, Header valid) : group_{group}, valid_{valid} {
        sibling_ = group_.accept(kind(), "valid", header_json(valid_), "a mined header passes every check");
    }

    template <class Change>
    void refuse(std::string_view slug, std::string_view rule, std::string_view why, Change change) {
        Header header = valid_;
        change(header);
        Kind with_rule = kind();
        with_rule.clauses.emplace_back(rule);
        group_.refuse(with_rule, slug, header_json(header), why, rule, sibling_);
    }

    static Kind kind() { return {"hdr.check", std::string{P::name}, Source::spec, {"BAS-2", "HDR-7"}}; }

private:
    Group& group_;
    Header valid_;
    std::string sibling_;
};

template <Profile P>
void write_structure_faults(HeaderCases<P>& cases) {
    const auto version = [&](std::string_view slug, std::uint32_t value) {
        cases.refuse(slug, "HDR-1", "only version 1 is known", [=](Header& h) { h.version = value; });
    };
    version("version-0", 0);
    version("version-2", 2);
    version("version-swapped", 0x01000000);
    version("version-most", UINT32_MAX);
    const auto step = [&](std::string_view slug, std::uint32_t value, std::string_view why) {
        cases.refuse(slug, "HDR-2", why, [=](Header& h) { h.bloom_step = value; });
    };
    step("step-zero", 0, "a run of seven cannot be complete at step 0");
    step("step-too-early", P::bloom_run - 2, "a run of seven cannot be complete before step 6");
    step("step-too-late", P::step_count, "steps are counted from 0: the step count itself is not one of them");
    step("step-most", UINT32_MAX, "the greatest step");
    const auto coherence = [&](std::string_view slug, std::uint32_t value, std::string_view why) {
        cases.refuse(slug, "HDR-3", why, [=](Header& h) { h.coherence = value; });
    };
    coherence("coherence-zero", 0, "nothing is less coherent than zero");
    coherence("coherence-below", kuramoto::coherence_min - 1, "one unit below the least coherence of a coherent state");
    coherence("coherence-above", num::one_q30 + 1, "one unit above one");
    coherence("coherence-most", UINT32_MAX, "the greatest value of the field");
    cases.refuse("order-version-step", "HDR-1", "two rules are broken, the first in order is the answer",
                 [](Header& h) {
                     h.version = 0;
                     h.bloom_step = 0;
                 });
    cases.refuse("order-step-coherence", "HDR-2", "two rules are broken, the first in order is the answer",
                 [](Header& h) {
                     h.bloom_step = 0;
                     h.coherence = 0;
                 });
    cases.refuse("order-coherence-difficulty", "HDR-3", "structure is checked before work", [](Header& h) {
        h.coherence = 0;
        h.difficulty = 0;
    });
}

template <Profile P>
void write_work_faults(HeaderCases<P>& cases, const Header& valid) {
    cases.refuse("difficulty-zero", "WRK-1", "difficulty zero would let every hash pass",
                 [](Header& h) { h.difficulty = 0; });
    cases.refuse("difficulty-most", "WRK-2", "no hash is worth the greatest difficulty by chance",
                 [](Header& h) { h.difficulty = UINT64_MAX; });
    // A bloom is there, but the hash of its header is not good enough: what a miner throws away.
    Header poor = valid;
    poor.difficulty = 1000;
    do ++poor.nonce;
    while (!bloom_at<P>(poor));
    poor = chain::with_bloom(poor, *bloom_at<P>(poor));
    cases.refuse("work-poor", "WRK-2", "an honest bloom at difficulty 1000 whose hash is not good enough",
                 [&](Header& h) { h = poor; });
    cases.refuse("order-work-bloom", "WRK-2", "work is checked before the oscillators are evolved", [&](Header& h) {
        h = poor;
        h.bloom_digest[0] ^= 1;
    });
}

template <Profile P>
void write_bloom_faults(HeaderCases<P>& cases, const Header& valid) {
    Header barren = valid;
    do ++barren.nonce;
    while (bloom_at<P>(barren));
    cases.refuse("nonce-barren", "POC-1", "the bloom fields of another nonce on a nonce that does not bloom",
                 [&](Header& h) { h.nonce = barren.nonce; });
    Header other = valid;
    do ++other.nonce;
    while (!bloom_at<P>(other) || bloom_at<P>(other)->step == valid.bloom_step);
    cases.refuse("nonce-of-another-bloom", "POC-2", "the nonce blooms, but the fields are those of another bloom",
                 [&](Header& h) { h.nonce = other.nonce; });

    const bool at_end = valid.bloom_step == P::step_count - 1;
    const bool at_start = valid.bloom_step == P::bloom_run - 1;
    if (!at_end)
        cases.refuse("step-plus-one", "POC-2", "one step later: the bloom is the first run, not any run",
                     [](Header& h) { ++h.bloom_step; });
    if (!at_start)
        cases.refuse("step-minus-one", "POC-2", "one step earlier: six states are not a run",
                     [](Header& h) { --h.bloom_step; });
    cases.refuse("step-of-the-first-coherent", at_start || valid.bloom_step < 2 * P::bloom_run - 2 ? "HDR-2" : "POC-2",
                 "the step at which the run begins is not the bloom's",
                 [](Header& h) { h.bloom_step -= P::bloom_run - 1; });
    cases.refuse("coherence-plus-one", "POC-3", "one unit more: the coherence is exact, without tolerance",
                 [](Header& h) { ++h.coherence; });
    cases.refuse("coherence-minus-one", "POC-3", "one unit less: the coherence is exact, without tolerance",
                 [](Header& h) { --h.coherence; });
    cases.refuse("coherence-perfect", "POC-3", "a claim of perfect coherence",
                 [](Header& h) { h.coherence = num::one_q30; });
    cases.refuse("coherence-least", "POC-3",
                 "exactly the least coherence that can be stated: it is in the range of HDR-3",
                 [](Header& h) { h.coherence = kuramoto::coherence_min; });
    cases.refuse("mean-phase-plus-one", "POC-4", "one unit more", [](Header& h) { ++h.mean_phase; });
    cases.refuse("mean-phase-minus-one", "POC-4", "one unit less", [](Header& h) { --h.mean_phase; });
    cases.refuse("mean-phase-opposite", "POC-4", "half a turn away", [](Header& h) { h.mean_phase ^= 0x80000000; });
    cases.refuse("digest-first-bit", "POC-5", "the first bit of the digest",
                 [](Header& h) { h.bloom_digest.front() ^= 0x80; });
    cases.refuse("digest-last-bit", "POC-5", "the last bit of the digest: all 32 bytes are compared",
                 [](Header& h) { h.bloom_digest.back() ^= 1; });
    cases.refuse("digest-zero", "POC-5", "an empty digest is not a wildcard", [](Header& h) { h.bloom_digest = {}; });
    cases.refuse("order-step-coherence-exact", "POC-2", "two rules are broken, the first in order is the answer",
                 [=](Header& h) {
                     at_end ? --h.bloom_step : ++h.bloom_step;
                     --h.coherence;
                 });
    cases.refuse("order-coherence-phase", "POC-3", "two rules are broken, the first in order is the answer",
                 [](Header& h) {
                     --h.coherence;
                     ++h.mean_phase;
                 });
    cases.refuse("order-phase-digest", "POC-4", "two rules are broken, the first in order is the answer",
                 [](Header& h) {
                     ++h.mean_phase;
                     h.bloom_digest = {};
                 });
}

template <Profile P>
void write_headers(Group& group) {
    Draw draw{"header " + std::string{P::name}};
    Header valid = mined<P>(draw.block_template());
    // Faults of one unit must stay in range, and an early run must not be cut off.
    while (valid.coherence == kuramoto::coherence_min || valid.coherence == num::one_q30) {
        ++valid.nonce;
        valid = mined<P>(valid);
    }
    HeaderCases<P> cases{group, valid};
    write_structure_faults(cases);
    write_work_faults(cases, valid);
    write_bloom_faults(cases, valid);

    const Kind kind = HeaderCases<P>::kind();
    const base::Bytes bytes = codec::encode(valid);
    const std::string sibling = kind.op + "." + kind.profile + ".valid";
    group.refuse(kind, "cut", {{"header", hex(base::BytesView{bytes}.first(135))}}, "the last byte is missing", "COD-1",
                 sibling);
    base::Bytes longer = bytes;
    longer.push_back(0);
    group.refuse(kind, "too-long", {{"header", hex(longer)}}, "a byte follows the header", "COD-2", sibling);
    group.accept(kind, "valid-initial-difficulty", header_json([&] {
                     Header block_template = draw.block_template();
                     block_template.difficulty = P::difficulty_initial + 1;
                     return mined<P>(block_template);
                 }()),
                 "a header with work of more than difficulty 1");
}

/// A block of one network is refused by another: the magic is in the seed.
void write_foreign_header(Group& group) {
    Draw draw{"foreign"};
    Header header = draw.block_template();
    for (;; ++header.nonce) {
        header = mined<param::Mainnet>(header);
        if (!bloom_at<param::Testnet>(header)) break;
    }
    Kind kind = HeaderCases<param::Mainnet>::kind();
    const std::string sibling =
        group.accept(kind, "at-home", header_json(header), "valid on the network that it was mined for");
    kind.profile = "testnet";
    kind.clauses = {"KUR-3", "POC-1"};
    group.refuse(kind, "abroad", header_json(header),
                 "the oscillators of the other network do not bloom, though all else is the same", "POC-1", sibling);
}

void write_tiny_flips(Group& group) {
    const Kind kind{"hdr.check", "tiny", Source::spec, {"HDR-7"}};
    Draw draw{"flips"};
    const base::Bytes valid = codec::encode(mined<param::Tiny>(draw.block_template()));
    const std::string sibling = group.accept(kind, "flip-none", {{"header", hex(valid)}},
                                             "the header whose bits are flipped in the cases that follow");
    for (std::size_t bit = 0; bit < 8 * valid.size(); ++bit) {
        base::Bytes flipped = valid;
        flipped[bit / 8] = static_cast<base::Byte>(flipped[bit / 8] ^ (1 << bit % 8));
        group.either(kind, "flip-" + padded(bit, 4), {{"header", hex(flipped)}}, "every single bit of a header matters",
                     sibling);
        if (!group.cases().back().contains("rule"))
            throw std::runtime_error("a flipped bit was accepted: " + std::to_string(bit));
    }
}

// ---- mining

template <Profile P>
void write_mining(Group& group) {
    const Kind kind{"min.mine", std::string{P::name}, Source::spec, {"MIN-1"}};
    Draw draw{"mine " + std::string{P::name}};
    const auto in = [](const Header& header, std::uint32_t attempts) {
        Json json{{"template", hex(codec::encode(header))}, {"attempts", attempts}};
        return json;
    };
    const Header found = mined<P>(draw.block_template());
    Header start = found;
    start.bloom_step = start.coherence = start.mean_phase = 0;
    start.bloom_digest = {};
    group.accept(kind, "first-attempt", in(start, 1), "the nonce at which the search begins is tried too");
    start.nonce = found.nonce - 2;
    group.accept(kind, "third-attempt", in(start, 3), "nonces are tried upwards, and the last attempt counts");
    group.accept(kind, "bound", in(start, 2), "the search ends one attempt before the bloom, and says where to go on");
    group.accept(kind, "no-attempts", in(start, 0), "no attempts find nothing and stay where they are");
    Header claimed = found;
    claimed.bloom_digest[0] ^= 1;
    claimed.coherence = 0;
    group.accept(kind, "claims-ignored", in(claimed, 1), "what the template says about a bloom has no influence");
    Header last = start;
    last.nonce = UINT64_MAX;
    group.accept(kind, "wrap", in(last, 2), "after the greatest nonce comes zero");
    Header hard = found;
    hard.difficulty = UINT64_MAX;
    group.accept(kind, "too-hard", in(hard, 3), "a bloom without enough work is counted and passed over");
    Header zero = found;
    zero.difficulty = 0;
    group.accept(kind, "difficulty-zero", in(zero, 3), "a template of difficulty zero finds nothing");
}

}  // namespace

void write_headers(Book& book) {
    write_codec_of_header(book.group("chain", "header"));
    write_work(book.group("chain", "work"));
    Group& check = book.group("chain", "check");
    Group& mine = book.group("chain", "mine");
    conformance::for_each_profile([&]<Profile P>() {
        write_headers<P>(check);
        write_mining<P>(mine);
    });
    write_foreign_header(check);
    write_tiny_flips(book.group("chain", "check_tiny"));
}

}  // namespace bloomcoin::vectors
