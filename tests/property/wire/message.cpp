#include <bloomcoin/wire/message.hpp>

#include "../support/wire_laws.hpp"
#include "frames.hpp"

using namespace bloomcoin;
using test::answer_of;
using test::property;
using test::Random;
using wire::check_content;

namespace {

/// Short ones: the laws go through every byte.
template <class M>
rc::Gen<M> short_messages() {
    return test::seeded([](Random& random) { return test::random_message<M>(random, 3); });
}

/// Calls visit.operator()<M>() for each message but a batch.
template <class Visit>
void for_each_single(Visit visit) {
    for (std::size_t kind = 0; kind < test::single_count; ++kind) wire::with_kind<wire::Single>(kind, visit);
}

/// A message that breaks nothing, changed in one place, is refused with exactly this rule.
template <class M, class Change>
void breaks(base::Rule rule, Change change) {
    property(std::string{rule.id()}, [&] {
        Random random = test::draw_random();
        M message = test::random_message<M>(random, 500);
        RC_ASSERT(static_cast<bool>(check_content(message)));
        change(message, random);
        RC_ASSERT(answer_of(check_content(message)) == rule.id());
    });
}

template <class Purpose>
void check_entries() {
    using Entries = wire::Entries<Purpose>;
    for (unsigned kind = 0; kind < 256; ++kind) {
        const Entries message{{{1, {}}, {static_cast<std::uint8_t>(kind), {}}, {2, {}}}};
        REQUIRE(answer_of(check_content(message)) == (kind == 1 || kind == 2 ? "" : "MSG-2"));
    }
    breaks<Entries>("MSG-2", [](Entries& message, Random& random) {
        const auto kind = static_cast<std::uint8_t>(random.one_in(2) ? 0 : 3 + random.below(253U));
        const std::size_t at = random.below(message.entries.size() + 1);
        message.entries.insert(message.entries.begin() + static_cast<std::ptrdiff_t>(at), {kind, random.bytes<32>()});
    });
}

}  // namespace

TEST_CASE("[MSG-7] all messages but a batch obey the laws of wire types") {
    for_each_single([]<class M>() {
        if constexpr (codec::size_range<M>().min == codec::size_range<M>().max) {
            test::wire_laws<M>(short_messages<M>());
        } else {
            test::list_wire_laws<M>(short_messages<M>());
        }
    });
    test::wire_laws<wire::Entry>(test::seeded([](Random& random) {
        return wire::Entry{random.number<std::uint8_t>(), random.bytes<32>()};
    }));
}

TEST_CASE("[MSG-7] there are 21 kinds, and the batch is the last") {
    CHECK(wire::kind_count == 21);
    CHECK(wire::batch_kind == 20);
    CHECK(std::is_same_v<std::variant_alternative_t<wire::batch_kind, wire::Message>, wire::Batch>);
}

TEST_CASE("[MSG-9] a message has the same index alone and among those that travel together") {
    for_each_single([]<class M>() {
        CHECK(wire::Message{M{}}.index() == wire::Single{M{}}.index());
        CHECK(std::holds_alternative<M>(wire::Message{M{}}));
    });
    for (std::size_t kind = 0; kind < wire::kind_count; ++kind) {
        const wire::Message message =
            wire::with_kind<wire::Message>(kind, []<class M>() -> wire::Message { return M{}; });
        CHECK(message.index() == kind);
    }
}

TEST_CASE("[MSG-7] the greatest number of elements of each list is read, and one more is not") {
    const auto check_limit = []<class M, class E>(std::vector<E> M::*list, std::size_t limit) {
        M message;
        (message.*list).resize(limit);
        CHECK(codec::check_counts(message));
        CHECK(codec::decode<M>(codec::encode(message)).value() == message);
        (message.*list).resize(limit + 1);
        CHECK(answer_of(codec::check_counts(message)) == "COD-10");
    };
    check_limit(&wire::Version::user_agent, 64);
    check_limit(&wire::Headers::headers, 2000);
    check_limit(&wire::GetHeaders::locator, 64);
    check_limit(&wire::GetTx::txids, 500);
    check_limit(&wire::Phase::phases, 10'000);
    check_limit(&wire::Addr::records, 1000);
    check_limit(&wire::Inventory::entries, 500);
    check_limit(&wire::GetData::entries, 500);
    check_limit(&wire::NotFound::entries, 500);
    CHECK(wire::batch_count_max == 100);
}

TEST_CASE("[COD-10] [COD-18] a count above the limit of its list is refused as soon as it is read") {
    const auto check_count = []<class M>(M, std::size_t at, std::uint16_t limit) {
        property("with anything after it, or nothing", [&] {
            Random random = test::draw_random();
            base::Bytes bytes = random.bytes(at);
            const auto count = static_cast<std::uint16_t>(limit + 1 + random.below(65535U - limit));
            test::append_big(bytes, random.one_in(4) ? limit + 1U : count, 2);
            test::append(bytes, random.bytes(random.below(100U)));
            RC_ASSERT(answer_of(codec::decode<M>(bytes)) == "COD-10");
        });
    };
    check_count(wire::Version{}, 64, 64);
    check_count(wire::Headers{}, 0, 2000);
    check_count(wire::GetHeaders{}, 0, 64);
    check_count(wire::GetTx{}, 0, 500);
    check_count(wire::Phase{}, 8, 10'000);
    check_count(wire::Addr{}, 0, 1000);
    check_count(wire::Inventory{}, 0, 500);
    check_count(wire::GetData{}, 0, 500);
    check_count(wire::NotFound{}, 0, 500);
}

TEST_CASE("[MSG-8] what breaks nothing is not refused") {
    for_each_single([]<class M>() {
        property("any", [] {
            Random random = test::draw_random();
            RC_ASSERT(static_cast<bool>(check_content(test::random_message<M>(random, 1000))));
        });
    });
}

TEST_CASE("[MSG-1] the characters of a user agent are the bytes from 20 to 7e") {
    for (unsigned character = 0; character < 256; ++character) {
        wire::Version message;
        message.user_agent = {'a', static_cast<base::Byte>(character), 'z'};
        REQUIRE(answer_of(check_content(message)) == (character >= 0x20 && character <= 0x7e ? "" : "MSG-1"));
    }
    breaks<wire::Version>("MSG-1", [](wire::Version& message, Random& random) {
        const auto character = random.one_in(2) ? random.below(0x20U) : 0x7f + random.below(0x81U);
        const std::size_t at = random.below(message.user_agent.size() + 1);
        message.user_agent.insert(message.user_agent.begin() + static_cast<std::ptrdiff_t>(at),
                                  static_cast<base::Byte>(character));
    });
}

TEST_CASE("[MSG-7] all versions, services, endpoints and names of networks are taken in a version") {
    wire::Version message;
    message.version = 0;
    message.services = UINT64_MAX;
    message.receiver.ip.fill(0xff);
    CHECK(check_content(message));
}

TEST_CASE("[MSG-2] an entry is of a block or of a transaction, in all three lists of them") {
    check_entries<wire::Offered>();
    check_entries<wire::Wanted>();
    check_entries<wire::Missing>();
    CHECK(wire::is_block({1, {}}));
    CHECK(!wire::is_block({2, {}}));
    CHECK(wire::is_transaction({2, {}}));
    CHECK(!wire::is_transaction({1, {}}));
}

TEST_CASE("[MSG-3] a coherence is at most 1") {
    CHECK(check_content(wire::Phase{0, 1U << 30, {}}));
    CHECK(check_content(wire::Coherence{0, 1U << 30}));
    const auto above = [](auto& message, Random& random) {
        message.coherence = (1U << 30) + 1 + (random.one_in(4) ? 0 : random.below(UINT32_MAX - (1U << 30)));
    };
    breaks<wire::Phase>("MSG-3", above);
    breaks<wire::Coherence>("MSG-3", above);
}

TEST_CASE("[MSG-6] at most 500 blocks are asked for, from any height") {
    CHECK(check_content(wire::GetBlocks{UINT32_MAX, 500}));
    CHECK(check_content(wire::GetBlocks{0, 0}));
    breaks<wire::GetBlocks>("MSG-6", [](wire::GetBlocks& message, Random& random) {
        message.count = random.one_in(4) ? 501 : 501 + random.below(UINT32_MAX - 500);
    });
}

TEST_CASE("[MSG-8] [ADR-6] the records of an addr are checked as a list of addresses is") {
    breaks<wire::Addr>("ADR-2", [](wire::Addr& message, Random&) {
        message.records.insert(message.records.begin(), wire::AddressRecord{0, 0, {{}, 1}});
    });
    breaks<wire::Addr>("ADR-3", [](wire::Addr& message, Random& random) {
        message.records.insert(message.records.begin(), wire::AddressRecord{0, 0, {test::any_host(random), 0}});
    });
    breaks<wire::Addr>("ADR-4", [](wire::Addr& message, Random& random) {
        const wire::AddressRecord record{0, 0, test::any_endpoint(random)};
        message.records.insert(message.records.begin(), {record, record});
    });
}
