// How much room a stream can take: a program of its own, because it replaces the operators new and delete of all of it.
// The environment variable BLOOMCOIN_FRAMES says how many frames are read in each dialect, five million if it is unset.
#include <bloomcoin/wire/compact.hpp>
#include <bloomcoin/wire/framed.hpp>

#include "frames.hpp"

#include <cstdlib>
#include <new>

using namespace bloomcoin;
using param::Mainnet;
using param::Tiny;
using test::append_big;
using test::append_little;
using test::frame_of;
using test::Random;
using wire::FrameReader;

namespace {

/// What operator new has given out and not got back.
struct Counter {
    std::size_t live = 0;   // bytes
    std::size_t peak = 0;   // the most since somebody set it
    std::size_t count = 0;  // calls
};
constinit Counter counter;

constexpr std::size_t before_block = 16;  // room for the size, and as aligned as the block must be

void* give(std::size_t size) {
    void* const whole = std::malloc(before_block + size);
    if (whole == nullptr) throw std::bad_alloc{};
    *static_cast<std::size_t*>(whole) = size;
    counter.live += size;
    counter.peak = std::max(counter.peak, counter.live);
    ++counter.count;
    return static_cast<std::byte*>(whole) + before_block;
}

void take_back(void* block) noexcept {
    if (block == nullptr) return;
    void* const whole = static_cast<std::byte*>(block) - before_block;
    counter.live -= *static_cast<std::size_t*>(whole);
    std::free(whole);
}

}  // namespace

void* operator new(std::size_t size) { return give(size); }
void* operator new[](std::size_t size) { return give(size); }
void operator delete(void* block) noexcept { take_back(block); }
void operator delete[](void* block) noexcept { take_back(block); }
void operator delete(void* block, std::size_t) noexcept { take_back(block); }
void operator delete[](void* block, std::size_t) noexcept { take_back(block); }

namespace {

/// What happens to the counter from here on.
class Watch {
public:
    Watch() { counter.peak = counter.live; }
    std::size_t peak() const { return counter.peak - live_; }
    std::size_t count() const { return counter.count - count_; }
    /// Below 0 if more came back than was given out.
    std::ptrdiff_t grown() const { return static_cast<std::ptrdiff_t>(counter.live - live_); }

private:
    std::size_t live_ = counter.live;
    std::size_t count_ = counter.count;
};

// ---- the bounds

// A list takes room when its count has been read, for no more elements than the bytes that are left can hold, all at
// once. So at any moment there is, for each level of lists, at most what the payload could hold of their elements, and
// an element takes little more than its bytes, a transaction apart:
//     transactions                   payload * 88 / 14 < 7 * payload
//     inputs, outputs, signatures    payload
// where the lists within transactions are together no longer than the payload: those that are complete are as long as
// their bytes, and the last one claims no more than what is left. All others are one list, of at most 40 / 34 of it.
static_assert(sizeof(chain::Transaction) <= 7 * codec::size_range<chain::Transaction>().min);
static_assert(sizeof(chain::Input) == codec::encoded_size<chain::Input>());
static_assert(sizeof(chain::Output) == codec::encoded_size<chain::Output>());
static_assert(sizeof(chain::Header) <= 2 * codec::encoded_size<chain::Header>());
static_assert(sizeof(wire::AddressRecord) <= 2 * codec::encoded_size<wire::AddressRecord>());
static_assert(sizeof(wire::Entry) == codec::encoded_size<wire::Entry>());
constexpr std::size_t expansion = 8;

// The messages of a batch stand in a vector that grows by doubling, from 64 to 128 for the last ones.
constexpr std::size_t batch_room = (64 + 128) * sizeof(wire::Single);
constexpr std::size_t batch_allocations = 8;  // 1, 2, 4, … 128

/// Whether what is decoded is the message. The compact dialect makes some messages of other records, and has both for a
/// moment; that is one list of each, no block.
template <class D, class M>
constexpr bool is_direct = true;
template <param::Profile P, class M>
constexpr bool is_direct<wire::Compact<P>, M> = std::is_same_v<M, wire::compact::PayloadOf<M>>;
static_assert(is_direct<wire::Compact<Mainnet>, wire::Block> && is_direct<wire::Compact<Mainnet>, wire::Tx>);

/// The most bytes that are live while a payload is decoded. The message takes no more.
std::size_t room_max(std::size_t kind, std::size_t payload_size) {
    return expansion * payload_size + (kind == wire::batch_kind ? batch_room : 0);
}

/// The most allocations for a payload: one for each list that has an element, in each form. Those within transactions
/// have one of 40 bytes at least.
template <class D>
std::size_t allocation_max(std::size_t kind, std::size_t payload_size) {
    if (kind == wire::batch_kind) return batch_allocations + wire::batch_count_max + payload_size / 40;
    return wire::with_kind<wire::Single>(kind, [&]<class M>() -> std::size_t {
        if (std::is_same_v<M, wire::Block>) return 1 + payload_size / 40;
        if (std::is_same_v<M, wire::Tx>) return std::min<std::size_t>(3, payload_size / 40);
        if (codec::size_range<M>().min == codec::size_range<M>().max) return 0;
        return is_direct<D, M> ? 1 : 2;
    });
}

/// The most bytes that a reader has: those of a header or a payload, of which there is never more than one.
template <class D>
std::size_t reader_room_max() {
    std::size_t most = test::DialectBySpec<D>::header_size;
    for (std::size_t kind = 0; kind < wire::kind_count; ++kind) {
        if (!test::DialectBySpec<D>::can_say(kind)) continue;
        most = std::max(most, test::DialectBySpec<D>::limit_of(test::DialectBySpec<D>::code_of(kind)));
    }
    return most;
}

/// How many lists of a transaction have an element.
std::size_t lists_in(const chain::Transaction& transaction) {
    return std::size_t{!transaction.body.inputs.empty()} + std::size_t{!transaction.body.outputs.empty()} +
           std::size_t{!transaction.signatures.empty()};
}

/// How many lists of a message have an element, of a batch its messages' too; and how often the vector of those grows.
struct ListsIn {
    std::size_t operator()(const wire::Block& message) const {
        std::size_t count = message.block.transactions.empty() ? 0 : 1;
        for (const chain::Transaction& transaction : message.block.transactions) count += lists_in(transaction);
        return count;
    }
    std::size_t operator()(const wire::Tx& message) const { return lists_in(message.transaction); }
    std::size_t operator()(const wire::Batch& message) const {
        const std::size_t size = message.messages.size();
        std::size_t count = size == 0 ? 0 : 1 + static_cast<std::size_t>(std::bit_width(size - 1));
        for (const wire::Single& part : message.messages) count += std::visit(*this, part);
        return count;
    }
    template <class M>
    std::size_t operator()(const M& message) const {
        std::size_t count = 0;
        codec::for_each_field<M>([&](const auto& field) {
            if constexpr (requires { field.count_max; }) count += (message.*field.member).empty() ? 0 : 1;
        });
        return count;
    }
};

// ---- readings

/// What reading has cost at most, and the first of what cost too much.
struct Costs {
    std::uint64_t frames = 0;
    std::uint64_t messages = 0;
    std::size_t reader_room = 0;
    double expansion = 0;
    std::string excess;
};

/// Decodes a payload and asks what it cost.
template <class D>
void decode(std::size_t kind, base::BytesView payload, Costs& costs) {
    const Watch watch;
    {
        const auto message = D::decode_payload(kind, payload);
        if (message) ++costs.messages;
    }
    const std::size_t peak = watch.peak();
    const std::size_t count = watch.count();
    if (kind != wire::batch_kind && payload.size() > 0) {
        costs.expansion = std::max(costs.expansion, static_cast<double>(peak) / static_cast<double>(payload.size()));
    }
    if (!costs.excess.empty()) return;
    const std::string what = std::string{wire::kinds[kind].name} + " of " + std::to_string(payload.size()) + " bytes: ";
    if (peak > room_max(kind, payload.size())) costs.excess = what + std::to_string(peak) + " bytes";
    if (count > allocation_max<D>(kind, payload.size())) costs.excess = what + std::to_string(count) + " allocations";
}

/// The most bytes that a reader may have at once for a stream: those of a header, or of the longest payload that one
/// announces, up to the header that is refused.
template <class D>
std::size_t room_for(base::BytesView stream) {
    using Spec = test::DialectBySpec<D>;
    std::size_t room = Spec::header_size;
    while (stream.size() >= Spec::header_size && !Spec::header_refusal(stream.first(Spec::header_size))) {
        const std::size_t size = Spec::size_in(stream);
        if (Spec::kind_of(stream[Spec::code_at])) room = std::max(room, size);
        stream = stream.subspan(std::min(stream.size(), Spec::header_size + size));
    }
    return room;
}

/// Gives a stream to a new reader in pieces, and decodes its frames.
template <class D>
void read_stream(const base::Bytes& stream, Random& random, Costs& costs) {
    const std::size_t room_max = room_for<D>(stream);
    const std::size_t longest = random.one_in(4) ? stream.size() + 1 : std::size_t{2} << random.below(9U);
    FrameReader<D> reader;
    std::size_t room = 0;
    base::BytesView rest{stream};
    while (true) {
        base::BytesView piece = rest.first(std::min(rest.size(), random.below(longest) + 1));
        rest = rest.subspan(piece.size());
        while (true) {
            const Watch watch;
            const auto frame = reader.read(piece);
            costs.reader_room = std::max(costs.reader_room, room + watch.peak());
            if (room + watch.peak() > room_max && costs.excess.empty()) {
                costs.excess = "a reader: " + std::to_string(room + watch.peak()) + " bytes";
            }
            room += static_cast<std::size_t>(watch.grown());
            if (!frame) {
                costs.frames += 1 + reader.passed_over();
                return;
            }
            if (!frame.value()) break;
            ++costs.frames;
            decode<D>(frame.value()->kind, frame.value()->payload, costs);
        }
        if (rest.empty()) break;
    }
    costs.frames += reader.passed_over();
}

/// Streams of frames, sound ones and others.
template <class D>
class Flood {
public:
    using Spec = test::DialectBySpec<D>;

    explicit Flood(std::uint64_t seed) : random_{seed} {
        for (std::size_t i = 0; i < 3000; ++i) {
            const std::size_t kind = i % wire::kind_count;
            if (Spec::can_say(kind)) small_.push_back(D::encode(Spec::message(kind, random_, 1 + i % 3)).value());
            if (i < 100 && Spec::can_say(kind)) large_.push_back(D::encode(Spec::message(kind, random_)).value());
        }
    }

    void run(std::uint64_t frame_count, Costs& costs) {
        while (costs.frames < frame_count && costs.excess.empty()) {
            stream_.clear();
            for (auto count = 1 + random_.below(12U); count > 0; --count) add();
            read_stream<D>(stream_, random_, costs);
        }
    }

private:
    void add() {
        const std::size_t at = stream_.size();
        switch (random_.below(16U)) {
            case 0:  // bytes
                test::append(stream_, random_.bytes(random_.below(64U)));
                break;
            case 1:  // a header of any size, and less after it
                test::append(stream_,
                             Spec::header(any_code(), random_.below(std::size_t{1} << (1 + random_.below(20U))), {}));
                test::append(stream_, random_.bytes(random_.below(64U)));
                break;
            case 2:  // a kind that nobody knows
                test::append(stream_, frame_of<D>(test::unknown_code<D>(random_), random_.bytes(random_.below(40U))));
                break;
            case 3:  // a frame with a bit changed
                append(any_frame());
                stream_[at + random_.below(stream_.size() - at)] ^= static_cast<base::Byte>(1U << random_.below(8U));
                break;
            case 4:
            case 5:
            case 6:
            case 7:
            case 8:
                append(any_frame());
                tamper(at);
                break;
            default:
                append(any_frame());
        }
    }

    /// Changes the payload, and the size and the checksum with it: the change reaches the decoder.
    void tamper(std::size_t at) {
        const std::size_t payload_at = at + Spec::header_size;
        const base::Byte code = stream_[at + Spec::code_at];
        if (random_.one_in(4)) {
            stream_.resize(payload_at + random_.below(stream_.size() - payload_at + 1));
        } else if (random_.one_in(4)) {
            stream_.resize(stream_.size() + 1 + random_.below(8U), random_.number<std::uint8_t>());
        }
        if (stream_.size() > payload_at && !random_.one_in(4)) {
            // Counts are more often among the first bytes.
            const std::size_t size = stream_.size() - payload_at;
            const std::size_t place = random_.below(random_.one_in(2) ? std::min<std::size_t>(size, 12) : size);
            stream_[payload_at + place] = random_.number<std::uint8_t>();
        }
        const base::BytesView payload = base::BytesView{stream_}.subspan(payload_at);
        std::ranges::copy(Spec::header(code, payload.size(), payload),
                          stream_.begin() + static_cast<std::ptrdiff_t>(at));
    }

    void append(const base::Bytes& frame) { test::append(stream_, frame); }
    const base::Bytes& any_frame() {
        return random_.one_in(4000) ? large_[random_.below(large_.size())] : small_[random_.below(small_.size())];
    }
    base::Byte any_code() { return random_.one_in(4) ? random_.number<std::uint8_t>() : any_frame()[Spec::code_at]; }

    Random random_;
    std::vector<base::Bytes> small_;
    std::vector<base::Bytes> large_;
    base::Bytes stream_;
};

std::uint64_t frame_count() {
    const char* const number = std::getenv("BLOOMCOIN_FRAMES");
    return number == nullptr ? 5'000'000 : std::stoull(number);
}

/// Half of the frames with the limits of each profile.
template <template <class> class Dialect>
void flood() {
    Costs costs;
    Flood<Dialect<Tiny>>{1}.run(frame_count() / 2, costs);
    Flood<Dialect<Mainnet>>{2}.run(frame_count(), costs);
    CHECK(costs.excess == "");
    CHECK(costs.frames >= frame_count());
    CHECK(costs.messages > costs.frames / 4);
    CHECK(costs.reader_room <= reader_room_max<Dialect<Mainnet>>());
    MESSAGE(costs.frames << " frames, " << costs.messages << " messages; a reader had at most " << costs.reader_room
                         << " bytes, a message alone at most " << costs.expansion << " times its payload");
}

/// A payload that is as dear as can be made, decoded.
template <class D>
Costs cost_of(std::size_t kind, const base::Bytes& payload) {
    Costs costs;
    decode<D>(kind, payload, costs);
    CHECK(costs.excess == "");
    return costs;
}

template <class M>
const std::size_t kind_of = wire::Message{M{}}.index();

}  // namespace

TEST_CASE("[FRM-6] the counter counts") {
    Watch watch;
    {
        const base::Bytes first(100);
        const base::Bytes second(50);
        CHECK(watch.grown() == 150);
    }
    CHECK(watch.grown() == 0);
    CHECK(watch.peak() == 150);
    CHECK(watch.count() == 2);
}

TEST_CASE("[FRM-6] [COD-9] millions of framed frames in pieces take no more room than one of them says") {
    flood<wire::Framed>();
    CHECK(reader_room_max<wire::Framed<Mainnet>>() == 1 << 20);
    CHECK(reader_room_max<wire::Framed<Tiny>>() == 8192);
}

TEST_CASE("[FRM-6] [COD-9] millions of compact frames in pieces take no more room than one of them says") {
    flood<wire::Compact>();
    CHECK(reader_room_max<wire::Compact<Mainnet>>() == 65535);
}

TEST_CASE("[FRM-6] for each kind a reader takes room when the header is there, not before, and for one payload alone") {
    const auto check = []<class D>(D) {
        using Spec = test::DialectBySpec<D>;
        for (unsigned number = 0; number < 256; ++number) {
            const auto code = static_cast<base::Byte>(number);
            const std::size_t limit = Spec::limit_of(code);
            const base::Bytes header = Spec::header(code, limit, {});
            FrameReader<D> reader;
            const Watch watch;
            for (std::size_t i = 0; i < header.size(); ++i) {
                REQUIRE(watch.peak() <= header.size());
                base::BytesView piece = base::BytesView{header}.subspan(i, 1);
                static_cast<void>(reader.read(piece));
            }
            REQUIRE(watch.peak() <= (Spec::kind_of(code) ? std::max(limit, header.size()) : header.size()));
        }
    };
    check(wire::Framed<Mainnet>{});
    check(wire::Framed<Tiny>{});
    check(wire::Compact<Mainnet>{});
    check(wire::Compact<Tiny>{});
}

TEST_CASE("[FRM-6] a header that is refused takes no room for its payload, and a frame that comes whole takes none") {
    using D = wire::Framed<Mainnet>;
    base::Bytes header = test::DialectBySpec<D>::header(0x10, 1 << 20, {});
    for (const std::size_t at : {0U, 5U, 12U}) {
        base::Bytes bad = header;
        bad[at] ^= 0x80;
        FrameReader<D> reader;
        const Watch watch;
        base::BytesView piece{bad};
        REQUIRE(!reader.read(piece));
        CHECK(watch.count() == 0);
    }
    Random random{1};
    const base::Bytes frame = D::encode(test::any_message<Mainnet>(kind_of<wire::Headers>, random)).value();
    FrameReader<D> reader;
    const Watch watch;
    base::BytesView piece{frame};
    REQUIRE(reader.read(piece).value().has_value());
    CHECK(watch.count() == 0);
}

TEST_CASE("[COD-9] counts that claim the most, with few bytes after them, take little room") {
    const auto claim = []<class M>(M, std::size_t at, std::uint16_t count) {
        for (std::size_t more = 0; more < 200; ++more) {
            base::Bytes framed(at);
            append_big(framed, count, 2);
            framed.resize(framed.size() + more);
            cost_of<wire::Framed<Mainnet>>(kind_of<M>, framed);
        }
    };
    claim(wire::Version{}, 64, 64);
    claim(wire::Headers{}, 0, 2000);
    claim(wire::GetHeaders{}, 0, 64);
    claim(wire::GetTx{}, 0, 500);
    claim(wire::Phase{}, 8, 10'000);
    claim(wire::Addr{}, 0, 1000);
    claim(wire::Inventory{}, 0, 500);
    claim(wire::Block{}, 136, 0x0010);  // 4096, least significant byte first
    claim(wire::Tx{}, 4, 0x0001);       // 256 inputs
    claim(wire::Tx{}, 6, 0x0001);       // 256 outputs
    claim(wire::Tx{}, 12, 0x0001);      // 256 signatures
    claim(wire::Batch{}, 0, 100);
    for (const std::size_t kind : {kind_of<wire::Inventory>, kind_of<wire::GetData>, kind_of<wire::Phase>}) {
        for (std::size_t more = 0; more < 200; ++more) {
            base::Bytes compact(kind == kind_of<wire::Phase> ? 8 : 0);
            append_little(compact, kind == kind_of<wire::Phase> ? 10'000 : 500, 4);
            compact.resize(compact.size() + more);
            cost_of<wire::Compact<Mainnet>>(kind, compact);
        }
    }
}

TEST_CASE("[COD-9] to decode a message there is one allocation for each list that has an element") {
    const auto check = []<class D>(D) {
        Random random{7};
        for (std::size_t i = 0; i < 200 * wire::kind_count; ++i) {
            const std::size_t kind = i % wire::kind_count;
            if (!test::DialectBySpec<D>::can_say(kind)) continue;
            const wire::Message message = test::DialectBySpec<D>::message(kind, random, i % 8 == 0 ? 10'000 : 8);
            const base::Bytes payload = test::payload_in<D>(D::encode(message).value());
            const Watch watch;
            const auto decoded = D::decode_payload(kind, payload);
            REQUIRE(decoded);
            const std::size_t lists = std::visit(ListsIn{}, message);
            const bool is_one_form = std::visit(
                []<class M>(const M&) { return std::is_same_v<M, wire::Batch> || is_direct<D, M>; }, message);
            REQUIRE(watch.count() <= (is_one_form ? lists : 2 * lists));
            // It stands in the room that it needs, and nothing else is left.
            REQUIRE(static_cast<std::size_t>(watch.grown()) <= room_max(kind, payload.size()));
        }
    };
    check(wire::Framed<Mainnet>{});
    check(wire::Framed<Tiny>{});
    check(wire::Compact<Mainnet>{});
    check(wire::Compact<Tiny>{});
}

TEST_CASE("[COD-9] [MSG-9] the dearest payloads stay within the bounds, and come near them") {
    wire::Block block;
    block.block.transactions.resize(4096);
    const base::Bytes empty_transactions = codec::encode(block);
    const Costs framed = cost_of<wire::Framed<Mainnet>>(kind_of<wire::Block>, empty_transactions);
    CHECK(framed.messages == 1);
    CHECK(framed.expansion > 6);
    const Costs compact = cost_of<wire::Compact<Mainnet>>(kind_of<wire::Block>, empty_transactions);
    CHECK(compact.messages == 1);

    base::Bytes batch{0, 100};
    for (int i = 0; i < 100; ++i) test::append(batch, base::Bytes{0x02, 0, 0, 0, 0});
    CHECK(cost_of<wire::Framed<Mainnet>>(wire::batch_kind, batch).messages == 1);
    batch = {0, 100};
    for (int i = 0; i < 100; ++i) {
        block.block.transactions.resize(600);
        const base::Bytes part = codec::encode(block);
        batch.push_back(0x10);
        append_big(batch, part.size(), 4);
        test::append(batch, part);
    }
    REQUIRE(batch.size() <= 1 << 20);
    CHECK(cost_of<wire::Framed<Mainnet>>(wire::batch_kind, batch).messages == 1);
}
