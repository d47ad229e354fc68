#include <bloomcoin/wire/frame.hpp>

#include "frames.hpp"

#include <functional>
#include <initializer_list>

using namespace bloomcoin;
using param::Mainnet;
using param::Tiny;
using test::answer_of;
using test::frame_of;
using test::property;
using test::Random;
using wire::FrameReader;

namespace {

/// What was read of a stream.
struct Reading {
    std::vector<std::pair<std::size_t, base::Bytes>> frames;  // kinds and payloads
    std::uint64_t passed_over = 0;
    std::size_t held = 0;
    std::string rule;

    friend bool operator==(const Reading&, const Reading&) = default;
};

/// What FRM-6 says is read of a stream that ends here or goes on later.
template <class D>
Reading reading_by_spec(base::BytesView stream) {
    using Spec = test::DialectBySpec<D>;
    Reading reading;
    while (stream.size() >= Spec::header_size) {
        const base::BytesView header = stream.first(Spec::header_size);
        if (const auto rule = Spec::header_refusal(header)) {
            reading.rule = rule->id();
            return reading;
        }
        const std::size_t size = Spec::size_in(header);
        const auto kind = Spec::kind_of(header[Spec::code_at]);
        if (!kind) ++reading.passed_over;
        if (stream.size() < Spec::header_size + size) {
            if (kind) reading.held = stream.size();
            return reading;
        }
        const base::BytesView payload = stream.subspan(Spec::header_size, size);
        if (kind) {
            if (const auto rule = Spec::payload_refusal(header, payload)) {
                reading.rule = rule->id();
                return reading;
            }
            reading.frames.push_back({*kind, {payload.begin(), payload.end()}});
        }
        stream = stream.subspan(Spec::header_size + size);
    }
    reading.held = stream.size();
    return reading;
}

/// A reader and what it has read so far.
template <class D>
class Reception {
public:
    /// Gives the reader one piece and takes all its frames.
    void feed(base::BytesView piece) {
        static const std::size_t held_max = test::DialectBySpec<D>::header_size + greatest_payload();
        while (true) {
            const base::BytesView before = piece;
            const auto frame = reader_.read(piece);
            require(piece.data() + piece.size() == before.data() + before.size(), "bytes are taken from the front");
            require(reader_.held() <= held_max, "no more than one frame is held");
            if (!frame) {
                rule_ = frame.rule().id();
                return;
            }
            if (!frame.value()) {
                require(piece.empty(), "all is taken before more is asked for");
                return;
            }
            const wire::Frame& read = *frame.value();
            require(reader_.held() == 0, "a frame that is given out is not held any longer");
            frames_.push_back({read.kind, {read.payload.begin(), read.payload.end()}});
        }
    }

    Reading reading() const { return {frames_, reader_.passed_over(), rule_.empty() ? reader_.held() : 0, rule_}; }

    static std::size_t greatest_payload() {
        std::size_t greatest = 0;
        for (unsigned code = 0; code < 256; ++code) {
            if (!test::DialectBySpec<D>::kind_of(static_cast<base::Byte>(code))) continue;
            greatest = std::max(greatest, test::DialectBySpec<D>::limit_of(static_cast<base::Byte>(code)));
        }
        return greatest;
    }

private:
    static void require(bool holds, const char* sentence) {
        if (!holds) FAIL(sentence);
    }

    FrameReader<D> reader_;
    std::vector<std::pair<std::size_t, base::Bytes>> frames_;
    std::string rule_;
};

template <class D>
Reading reading_of(base::BytesView stream, const std::vector<std::size_t>& cuts) {
    Reception<D> reception;
    std::size_t from = 0;
    for (const std::size_t cut : cuts) {
        reception.feed(stream.subspan(from, cut - from));
        from = cut;
    }
    reception.feed(stream.subspan(from));
    return reception.reading();
}

base::Bytes joined(std::initializer_list<base::Bytes> parts) {
    base::Bytes bytes;
    for (const base::Bytes& part : parts) test::append(bytes, part);
    return bytes;
}

template <class D, class M>
base::Bytes frame_of_kind(base::BytesView payload) {
    return frame_of<D>(test::DialectBySpec<D>::code_of(wire::Message{M{}}.index()), payload);
}

/// Short streams: known kinds and unknown ones, with payloads and without, at the beginning, inside and at the end.
template <class D>
std::vector<base::Bytes> short_streams() {
    const base::Bytes empty = frame_of_kind<D, wire::Verack>({});
    const base::Bytes one = frame_of_kind<D, wire::GetBlocks>(base::Bytes{1, 2, 3, 4, 5, 6, 7, 8});
    const base::Bytes two = frame_of_kind<D, wire::Coherence>(base::Bytes{4, 3, 2, 1});
    const base::Bytes unknown = frame_of<D>(0xee, base::Bytes{1, 2, 3, 4, 5});
    const base::Bytes unknown_empty = frame_of<D>(0x00, {});
    base::Bytes not_looked_at = unknown;
    not_looked_at.back() ^= 1;  // whose checksum is wrong, where there is one
    return {{},
            empty,
            one,
            joined({empty, empty, two}),
            joined({one, two, empty}),
            joined({unknown, one, unknown_empty, empty}),
            joined({two, not_looked_at, unknown_empty, two, unknown})};
}

/// Streams that break a rule somewhere, with sound frames before and after.
template <class D>
std::vector<base::Bytes> broken_streams() {
    const base::Bytes sound = frame_of_kind<D, wire::Coherence>(base::Bytes{4, 3, 2, 1});
    const base::Bytes unknown = frame_of<D>(0xee, base::Bytes{1, 2, 3});
    std::vector<base::Bytes> streams;
    const auto add = [&](const base::Bytes& bad) {
        streams.push_back(joined({bad, sound}));
        streams.push_back(joined({sound, unknown, bad, sound}));
    };
    add(frame_of_kind<D, wire::Verack>(base::Bytes{0}));     // FRM-3
    add(frame_of_kind<D, wire::GetBlocks>(base::Bytes(9)));  // FRM-3
    if constexpr (test::DialectBySpec<D>::header_size == 16) {
        for (const std::size_t at : {0U, 3U, 5U, 7U, 8U, 11U, 16U, 19U}) {  // FRM-1, FRM-2, FRM-4
            base::Bytes bad = sound;
            bad[at] ^= 0x80;
            add(bad);
        }
        base::Bytes bad = unknown;
        bad[12] = 0x80;  // FRM-3 of a kind that nobody knows
        add(bad);
    }
    return streams;
}

/// Whole frames of any messages, a few of unknown kinds among them.
template <class D>
base::Bytes long_stream(Random& random) {
    using Spec = test::DialectBySpec<D>;
    base::Bytes stream;
    for (auto count = 1 + random.below(20U); count > 0; --count) {
        if (random.one_in(4)) {
            base::Bytes frame = frame_of<D>(test::unknown_code<D>(random), random.bytes(random.below(200U)));
            if (frame.size() > Spec::header_size) frame.back() ^= 1;
            test::append(stream, frame);
            continue;
        }
        std::size_t kind = random.below(wire::kind_count);
        while (!Spec::can_say(kind)) kind = random.below(wire::kind_count);
        const wire::Message message = Spec::message(kind, random, random.one_in(8) ? 10'000 : 4);
        test::append(stream, D::encode(message).value());
    }
    return stream;
}

/// Cuts at random places: many small pieces or a few large ones, empty ones among them.
std::vector<std::size_t> random_cuts(Random& random, std::size_t size) {
    const std::size_t longest = std::size_t{2} << random.below(15U);
    std::vector<std::size_t> cuts;
    for (std::size_t at = random.below(longest); at < size; at += random.below(longest)) {
        cuts.push_back(at);
        if (cuts.size() > 5000) break;
    }
    return cuts;
}

/// Each dialect once, and each profile: a reader knows of a profile only the limits, which have their own test.
template <class Visit>
void for_each_dialect(Visit visit) {
    visit.template operator()<wire::Framed<Tiny>>();
    visit.template operator()<wire::Compact<Mainnet>>();
}

/// A frame of a message that the tests below take apart.
template <class D>
wire::Message sample() {
    return wire::Coherence{0, 1U << 29};
}

}  // namespace

TEST_CASE("[FRM-6] short streams are read as the rules say, whole and byte by byte") {
    for_each_dialect([]<class D>() {
        for (const base::Bytes& stream : short_streams<D>()) {
            const Reading reading = reading_of<D>(stream, {});
            CHECK(reading == reading_by_spec<D>(stream));
            CHECK(reading.rule.empty());
            CHECK(reading.held == 0);
            std::vector<std::size_t> everywhere(stream.size());
            for (std::size_t i = 0; i < stream.size(); ++i) everywhere[i] = i;
            CHECK(reading_of<D>(stream, everywhere) == reading);
        }
    });
}

TEST_CASE("[FRM-6] a stream that is cut once or twice, anywhere, is read as if it were whole") {
    for_each_dialect([]<class D>() {
        auto streams = short_streams<D>();
        for (base::Bytes& stream : broken_streams<D>()) streams.push_back(std::move(stream));
        for (const base::Bytes& stream : streams) {
            const Reading whole = reading_by_spec<D>(stream);
            for (std::size_t first = 0; first <= stream.size(); ++first) {
                REQUIRE(reading_of<D>(stream, {first}) == whole);
                for (std::size_t second = first; second <= stream.size(); ++second) {
                    if (reading_of<D>(stream, {first, second}) != whole) FAIL("cut at " << first << " and " << second);
                }
            }
        }
    });
}

TEST_CASE(
    "[FRM-1] [FRM-2] [FRM-3] [FRM-4] a stream is refused as soon as the header or the payload is there, not before") {
    for_each_dialect([]<class D>() {
        for (const base::Bytes& stream : broken_streams<D>()) {
            CHECK(!reading_by_spec<D>(stream).rule.empty());
            Reception<D> reception;
            for (std::size_t size = 0; size <= stream.size(); ++size) {
                if (size > 0) reception.feed(base::BytesView{stream}.subspan(size - 1, 1));
                REQUIRE(reception.reading() == reading_by_spec<D>(base::BytesView{stream}.first(size)));
            }
        }
    });
}

TEST_CASE("[FRM-6] at every byte of a stream what is read and held is what the rules say") {
    for_each_dialect([]<class D>() {
        for (const base::Bytes& stream : short_streams<D>()) {
            for (std::size_t size = 0; size <= stream.size(); ++size) {
                const base::BytesView part = base::BytesView{stream}.first(size);
                REQUIRE(reading_of<D>(part, {}) == reading_by_spec<D>(part));
                REQUIRE(reading_of<D>(part, {size / 2}) == reading_by_spec<D>(part));
            }
        }
    });
}

TEST_CASE("[FRM-6] long streams of any messages, in any pieces, are read as if they were whole") {
    for_each_dialect([]<class D>() {
        property(std::string{D::name}, [] {
            Random random = test::draw_random();
            const base::Bytes stream = long_stream<D>(random);
            const Reading whole = reading_by_spec<D>(stream);
            RC_ASSERT(whole.rule.empty());
            RC_ASSERT(reading_of<D>(stream, {}) == whole);
            for (int i = 0; i < 3; ++i) {
                RC_ASSERT(reading_of<D>(stream, random_cuts(random, stream.size())) == whole);
            }
        });
    });
}

TEST_CASE("[FRM-6] streams that somebody has tampered with, in any pieces, are read or refused as if they were whole") {
    for_each_dialect([]<class D>() {
        property(std::string{D::name}, [] {
            Random random = test::draw_random();
            const base::Bytes stream = test::mutated(long_stream<D>(random), random);
            const Reading whole = reading_by_spec<D>(stream);
            RC_ASSERT(reading_of<D>(stream, {}) == whole);
            RC_ASSERT(reading_of<D>(stream, random_cuts(random, stream.size())) == whole);
        });
    });
}

TEST_CASE("[FRM-6] after a refusal nothing more is read, and every answer is that refusal") {
    for_each_dialect([]<class D>() {
        for (const base::Bytes& stream : broken_streams<D>()) {
            FrameReader<D> reader;
            base::BytesView rest{stream};
            auto frame = reader.read(rest);
            while (frame && frame.value()) frame = reader.read(rest);
            REQUIRE(!frame);
            const base::Rule rule = frame.rule();
            const std::uint64_t passed_over = reader.passed_over();
            const base::Bytes sound = frame_of<D>(0xee, base::Bytes{1});
            for (const base::Bytes& more : {base::Bytes{}, sound, base::Bytes{1}, D::encode(sample<D>()).value()}) {
                base::BytesView bytes{more};
                const auto again = reader.read(bytes);
                REQUIRE(!again);
                CHECK(again.rule() == rule);
                CHECK(bytes.size() == more.size());
                CHECK(reader.passed_over() == passed_over);
            }
        }
    });
}

TEST_CASE("[FRM-6] a frame of no known kind is counted when its header is there, and takes no room") {
    for_each_dialect([]<class D>() {
        property("any unknown kind and any size", [] {
            Random random = test::draw_random();
            const base::Byte code = test::unknown_code<D>(random);
            const std::size_t size = random.below(test::DialectBySpec<D>::limit_of(code) + 1);
            const base::Bytes header = test::DialectBySpec<D>::header(code, size, random.bytes(4));
            FrameReader<D> reader;
            base::BytesView bytes = base::BytesView{header}.first(header.size() - 1);
            RC_ASSERT(!reader.read(bytes).value());
            RC_ASSERT(reader.passed_over() == 0U);
            bytes = base::BytesView{header}.last(1);
            RC_ASSERT(!reader.read(bytes).value());
            RC_ASSERT(reader.passed_over() == 1U);
            RC_ASSERT(reader.held() == 0U);
            const base::Bytes payload = random.bytes(size);
            const std::size_t cut = random.below(size + 1);
            bytes = base::BytesView{payload}.first(cut);
            RC_ASSERT(!reader.read(bytes).value());
            bytes = base::BytesView{payload}.subspan(cut);
            RC_ASSERT(!reader.read(bytes).value());
            RC_ASSERT(bytes.empty());
            RC_ASSERT(reader.passed_over() == 1U);
            RC_ASSERT(reader.held() == 0U);
            const base::Bytes next = D::encode(sample<D>()).value();
            bytes = next;
            RC_ASSERT(reader.read(bytes).value().has_value());
        });
    });
}

TEST_CASE("[FRM-6] the longest frame of a kind that nobody knows is passed over, and a longer one is refused") {
    using D = wire::Framed<Tiny>;
    CHECK(reading_of<D>(frame_of<D>(0xee, base::Bytes(8192)), {}).passed_over == 1);
    CHECK(reading_of<D>(test::DialectBySpec<D>::header(0xee, 8193, {}), {}).rule == "FRM-3");
    using C = wire::Compact<Tiny>;
    CHECK(reading_of<C>(frame_of<C>(0xee, base::Bytes(65535)), {}).passed_over == 1);
}

TEST_CASE("[FRM-6] a frame that comes whole is not held: its payload lies in the bytes that were given") {
    for_each_dialect([]<class D>() {
        property("any message", [] {
            Random random = test::draw_random();
            const base::Bytes stream = long_stream<D>(random);
            FrameReader<D> reader;
            base::BytesView bytes{stream};
            while (true) {
                const auto frame = reader.read(bytes);
                RC_ASSERT(static_cast<bool>(frame));
                RC_ASSERT(reader.held() == 0U);
                if (!frame.value()) break;
                const base::BytesView payload = frame.value()->payload;
                RC_ASSERT(payload.data() + payload.size() == bytes.data());
            }
        });
    });
}

TEST_CASE("[FRM-6] a copy of a reader goes on by itself") {
    for_each_dialect([]<class D>() {
        const base::Bytes stream = short_streams<D>().back();
        const Reading whole = reading_by_spec<D>(stream);
        for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
            Reception<D> original;
            original.feed(base::BytesView{stream}.first(cut));
            Reception<D> copy = original;
            copy.feed(base::Bytes(40, 0x5a));
            copy = original;
            copy.feed(base::BytesView{stream}.subspan(cut));
            CHECK(copy.reading() == whole);
            original.feed(base::BytesView{stream}.subspan(cut));
            CHECK(original.reading() == whole);
        }
    });
}

TEST_CASE("[FRM-6] the payload of a frame is not looked at: one that is no message stands") {
    for_each_dialect([]<class D>() {
        const base::Bytes frame = frame_of_kind<D, wire::GetBlocks>(base::Bytes{1, 2, 3});
        const Reading reading = reading_of<D>(frame, {});
        CHECK(reading.frames.size() == 1);
        CHECK(reading.rule.empty());
        CHECK(answer_of(wire::decode_frame<D>(frame)) == "COD-1");
    });
}

TEST_CASE("[FRM-7] a frame alone is the message of its payload") {
    for_each_dialect([]<class D>() {
        test::for_each_kind<D>([](std::size_t kind) {
            Random random = test::draw_random();
            const wire::Message message = test::DialectBySpec<D>::message(kind, random);
            const base::Bytes frame = D::encode(message).value();
            RC_ASSERT(wire::decode_frame<D>(frame).value() == message);
            const Reading reading = reading_of<D>(frame, {random.below(frame.size() + 1)});
            RC_ASSERT(reading.frames.size() == 1U);
            RC_ASSERT(reading.frames[0].first == kind);
            RC_ASSERT(reading.frames[0].second == test::payload_in<D>(frame));
            RC_ASSERT(D::decode_payload(kind, reading.frames[0].second).value() == message);
        });
    });
}

TEST_CASE("[COD-1] [FRM-7] every proper beginning of a frame alone is refused, and every further byte") {
    for_each_dialect([]<class D>() {
        test::for_each_kind<D>([](std::size_t kind) {
            Random random = test::draw_random();
            base::Bytes frame = D::encode(test::DialectBySpec<D>::message(kind, random, 3)).value();
            for (std::size_t size = 0; size < frame.size(); ++size) {
                RC_ASSERT(answer_of(wire::decode_frame<D>(base::BytesView{frame}.first(size))) == "COD-1");
            }
            frame.push_back(random.number<std::uint8_t>());
            RC_ASSERT(answer_of(wire::decode_frame<D>(frame)) == "COD-2");
        });
    });
}

TEST_CASE("[FRM-7] a frame of no known kind has no message, whatever its payload, and must be whole all the same") {
    for_each_dialect([]<class D>() {
        property("any", [] {
            Random random = test::draw_random();
            base::Bytes frame = frame_of<D>(test::unknown_code<D>(random), random.bytes(1 + random.below(50U)));
            frame.back() ^= 1;
            RC_ASSERT(wire::decode_frame<D>(frame).value() == std::nullopt);
            for (std::size_t size = 0; size < frame.size(); ++size) {
                RC_ASSERT(answer_of(wire::decode_frame<D>(base::BytesView{frame}.first(size))) == "COD-1");
            }
            frame.push_back(0);
            RC_ASSERT(answer_of(wire::decode_frame<D>(frame)) == "COD-2");
        });
    });
}

TEST_CASE("[FRM-3] for every code, a payload of the greatest size is waited for and one byte more is refused") {
    const auto check = []<class D>(D) {
        using Spec = test::DialectBySpec<D>;
        for (unsigned number = 0; number < 256; ++number) {
            const auto code = static_cast<base::Byte>(number);
            const std::size_t limit = Spec::limit_of(code);
            const base::Bytes header = Spec::header(code, limit, {});
            REQUIRE(reading_of<D>(header, {}).rule == "");
            if (limit > 0) REQUIRE(answer_of(wire::decode_frame<D>(header)) == "COD-1");
            if (limit == 65535 && Spec::header_size == 3) continue;
            REQUIRE(reading_of<D>(Spec::header(code, limit + 1, {}), {}).rule == "FRM-3");
            REQUIRE(answer_of(wire::decode_frame<D>(Spec::header(code, limit + 1, {}))) == "FRM-3");
            const std::size_t most = Spec::header_size == 3 ? 65535 : UINT32_MAX;
            REQUIRE(reading_of<D>(Spec::header(code, most, {}), {}).rule == "FRM-3");
        }
    };
    check(wire::Framed<Tiny>{});
    check(wire::Framed<Mainnet>{});
    check(wire::Compact<Tiny>{});
    check(wire::Compact<Mainnet>{});
}

TEST_CASE("[FRM-7] of several broken rules of a frame alone the first in order is the answer") {
    // Each change spoils a rule that comes before those that are broken already.
    using D = wire::Framed<Tiny>;
    base::Bytes frame = frame_of<D>(0x11, base::Bytes{0, 0, 0, 0, 0, 0, 0x01, 0xf5});
    const auto answer = [&] { return answer_of(wire::decode_frame<D>(frame)); };
    CHECK(answer() == "MSG-6");
    frame[8] ^= 1;
    CHECK(answer() == "FRM-4");
    frame.push_back(0);
    CHECK(answer() == "COD-2");
    frame.resize(20);
    CHECK(answer() == "COD-1");
    frame[15] = 9;
    CHECK(answer() == "FRM-3");
    frame[7] = 1;
    CHECK(answer() == "FRM-2");
    frame[0] ^= 1;
    CHECK(answer() == "FRM-1");
    frame.resize(15);
    CHECK(answer() == "COD-1");

    // A code of no kind is known only by its header: all that comes before the payload is asked of it.
    frame = frame_of<D>(0xee, base::Bytes{1});
    frame.push_back(0);
    CHECK(answer() == "COD-2");
    frame.resize(16);
    CHECK(answer() == "COD-1");
    frame[12] = 1;
    CHECK(answer() == "FRM-3");
    frame[6] = 1;
    CHECK(answer() == "FRM-2");
    frame[2] ^= 1;
    CHECK(answer() == "FRM-1");
}

TEST_CASE("[CMP-5] in the compact dialect too the first in order is the answer") {
    using D = wire::Compact<Tiny>;
    base::Bytes frame = frame_of<D>(0x10, base::Bytes{0, 0, 0, 0, 0xf5, 0x01, 0, 0});
    const auto answer = [&] { return answer_of(wire::decode_frame<D>(frame)); };
    CHECK(answer() == "MSG-6");
    frame.push_back(0);
    CHECK(answer() == "COD-2");
    frame.resize(5);
    CHECK(answer() == "COD-1");
    frame[1] = 9;
    CHECK(answer() == "FRM-3");
    frame.resize(2);
    CHECK(answer() == "COD-1");
}

TEST_CASE("[FRM-6] in a stream FRM-1 comes before FRM-2, that before FRM-3, and a header before what follows it") {
    using D = wire::Framed<Tiny>;
    base::Bytes frame = frame_of<D>(0x42, base::Bytes(8));
    const auto answer = [&] { return reading_of<D>(frame, {}).rule; };
    frame[8] ^= 1;
    CHECK(answer() == "FRM-4");
    frame[15] = 9;
    CHECK(answer() == "FRM-3");
    frame[5] = 1;
    CHECK(answer() == "FRM-2");
    frame[3] = 1;
    CHECK(answer() == "FRM-1");
}
