#include <bloomcoin/wire/address.hpp>

#include "../support/wire_laws.hpp"
#include "frames.hpp"

using namespace bloomcoin;
using test::property;
using test::Random;
using wire::AddressRecord;
using wire::Endpoint;
using wire::IpAddress;

namespace {

/// ADR-5, sentence by sentence.
bool is_host_by_spec(const IpAddress& ip) {
    const auto all_zero = [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i) {
            if (ip[i] != 0) return false;
        }
        return true;
    };
    if (all_zero(0, 10) && ip[10] == 255 && ip[11] == 255) return ip[12] >= 1 && ip[12] <= 223;
    if (all_zero(0, 15) && ip[15] == 1) return true;
    return ip[0] != 255 && !all_zero(0, 12);
}

IpAddress ipv4(base::Byte a, base::Byte b, base::Byte c, base::Byte d) {
    return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d};
}

/// An address that no host can have.
IpAddress no_host(Random& random) {
    IpAddress ip = random.bytes<16>();
    switch (random.below(3U)) {
        case 0: {
            const auto first = random.one_in(2) ? 0U : 224 + random.below(32U);
            return ipv4(static_cast<base::Byte>(first), ip[13], ip[14], ip[15]);
        }
        case 1:
            ip[0] = 0xff;
            return ip;
        default:
            std::fill_n(ip.begin(), 12, base::Byte{0});
            if (random.one_in(2)) std::fill_n(ip.begin(), 15, base::Byte{0});
            if (std::all_of(ip.begin(), ip.begin() + 15, [](base::Byte byte) { return byte == 0; }) && ip[15] == 1) {
                ip[15] = 2;
            }
            return ip;
    }
}

/// At least so many records that break nothing.
std::vector<AddressRecord> draw_records(Random& random, std::size_t count_min) {
    while (true) {
        auto records = test::any_records(random, 12);
        if (records.size() >= count_min) return records;
    }
}

std::string answer(const std::vector<AddressRecord>& records) {
    return test::answer_of(wire::check_addresses(records));
}

}  // namespace

TEST_CASE("[ADR-1] endpoints and address records obey the laws of wire types") {
    test::wire_laws<Endpoint>(test::seeded([](Random& random) {
        return Endpoint{random.bytes<16>(), random.number<std::uint16_t>()};
    }));
    test::wire_laws<AddressRecord>(test::seeded([](Random& random) {
        return AddressRecord{random.number<std::uint64_t>(), random.number<std::uint64_t>(),
                             test::any_endpoint(random)};
    }));
}

TEST_CASE(
    "[ADR-1] [COD-18] a record is the time, the services, the address and the port, most significant byte first") {
    AddressRecord record{0x0102030405060708, 0x090a0b0c0d0e0f10, {{}, 0x2122}};
    for (std::size_t i = 0; i < 16; ++i) record.endpoint.ip[i] = static_cast<base::Byte>(0x11 + i);
    const base::Bytes bytes = codec::encode(record);
    REQUIRE(bytes.size() == 34);
    for (std::size_t i = 0; i < bytes.size(); ++i) CHECK(bytes[i] == i + 1);
}

TEST_CASE("[ADR-1] an address of IPv4 is ten zero bytes, two bytes ff and its four, and no other is") {
    CHECK(wire::is_ipv4(ipv4(192, 0, 2, 1)));
    CHECK(wire::is_ipv4(ipv4(0, 0, 0, 0)));
    for (std::size_t i = 0; i < 12; ++i) {
        for (unsigned change = 1; change < 256; ++change) {
            IpAddress ip = ipv4(192, 0, 2, 1);
            ip[i] = static_cast<base::Byte>(ip[i] ^ change);
            REQUIRE(!wire::is_ipv4(ip));
        }
    }
}

TEST_CASE("[ADR-5] the first byte of an address of IPv4 is from 1 to 223, the others are any") {
    for (unsigned first = 0; first < 256; ++first) {
        for (const base::Byte other : {base::Byte{0}, base::Byte{1}, base::Byte{255}}) {
            const IpAddress ip = ipv4(static_cast<base::Byte>(first), other, other, other);
            REQUIRE(wire::is_host(ip) == (first >= 1 && first <= 223));
        }
    }
}

TEST_CASE("[ADR-5] an address of IPv6 begins with another byte than ff and not with twelve zeros, or is ::1") {
    for (unsigned first = 0; first < 256; ++first) {
        REQUIRE(wire::is_host({static_cast<base::Byte>(first), 1}) == (first != 255));
    }
    for (std::size_t i = 0; i < 16; ++i) {
        for (unsigned value = 0; value < 256; ++value) {
            IpAddress ip{};
            ip[i] = static_cast<base::Byte>(value);
            const bool is_loopback = i == 15 && value == 1;
            const bool is_other = i < 12 && value != 0 && !(i == 0 && value == 255);
            REQUIRE(wire::is_host(ip) == (is_loopback || is_other));
        }
    }
    CHECK(!wire::is_host({}));
    CHECK(!wire::is_host({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1}));
    CHECK(!wire::is_host({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 127, 0, 0, 1}));
    CHECK(wire::is_host({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xfe, 0, 0, 0, 0}));
    property("any sixteen bytes, made of few values", [] {
        Random random = test::draw_random();
        IpAddress ip{};
        for (base::Byte& byte : ip) {
            constexpr std::array<base::Byte, 6> values{0, 0, 0, 1, 0xff, 0xfe};
            byte = values[random.below(values.size())];
        }
        if (random.one_in(2)) std::fill_n(ip.begin(), random.below(17U), base::Byte{0});
        if (random.one_in(4)) ip[10] = ip[11] = 0xff;
        RC_ASSERT(wire::is_host(ip) == is_host_by_spec(ip));
    });
}

TEST_CASE("[ADR-2] [ADR-3] an endpoint with an address of a host and a port is not refused") {
    property("any", [] {
        Random random = test::draw_random();
        const Endpoint endpoint = test::any_endpoint(random);
        RC_ASSERT(is_host_by_spec(endpoint.ip));
        RC_ASSERT(static_cast<bool>(wire::check_endpoint(endpoint)));
    });
}

TEST_CASE("[ADR-2] an address that no host can have is refused, also without a port") {
    property("any such address", [] {
        Random random = test::draw_random();
        Endpoint endpoint = test::any_endpoint(random);
        endpoint.ip = no_host(random);
        RC_ASSERT(!is_host_by_spec(endpoint.ip));
        RC_ASSERT(test::answer_of(wire::check_endpoint(endpoint)) == "ADR-2");
        endpoint.port = 0;
        RC_ASSERT(test::answer_of(wire::check_endpoint(endpoint)) == "ADR-2");
    });
}

TEST_CASE("[ADR-3] the port zero is refused, and no other") {
    Endpoint endpoint{ipv4(192, 0, 2, 1), 0};
    CHECK(test::answer_of(wire::check_endpoint(endpoint)) == "ADR-3");
    for (unsigned port = 1; port < 65536; ++port) {
        endpoint.port = static_cast<std::uint16_t>(port);
        REQUIRE(wire::check_endpoint(endpoint));
    }
}

TEST_CASE("[ADR-6] records that ascend and are sound are not refused, and none are not either") {
    CHECK(answer({}).empty());
    property("any", [] {
        Random random = test::draw_random();
        RC_ASSERT(answer(test::any_records(random, 1000)).empty());
    });
}

TEST_CASE("[ADR-2] [ADR-3] one record with one fault is found, wherever it stands") {
    property("its address", [] {
        Random random = test::draw_random();
        auto records = draw_records(random, 1);
        records[random.below(records.size())].endpoint.ip = no_host(random);
        RC_ASSERT(answer(records) == "ADR-2");
    });
    property("its port", [] {
        Random random = test::draw_random();
        auto records = draw_records(random, 1);
        records[random.below(records.size())].endpoint.port = 0;
        RC_ASSERT(answer(records) == "ADR-3");
    });
}

TEST_CASE("[ADR-4] a record that is not after the one before is refused") {
    property("one that comes twice, whatever else it says", [] {
        Random random = test::draw_random();
        auto records = draw_records(random, 1);
        const std::size_t at = random.below(records.size());
        AddressRecord again = records[at];
        again.last_seen_s = random.number<std::uint64_t>();
        records.insert(records.begin() + static_cast<std::ptrdiff_t>(at), again);
        RC_ASSERT(answer(records) == "ADR-4");
    });
    property("two that have changed places", [] {
        Random random = test::draw_random();
        auto records = draw_records(random, 2);
        const std::size_t at = random.below(records.size() - 1);
        std::swap(records[at], records[at + 1]);
        RC_ASSERT(answer(records) == "ADR-4");
    });
}

TEST_CASE("[ADR-6] endpoints are compared as 18 bytes: by every byte, the first ones first, as unsigned numbers") {
    property("any two", [] {
        Random random = test::draw_random();
        Endpoint a = test::any_endpoint(random);
        Endpoint b = random.one_in(2) ? test::any_endpoint(random) : a;
        if (random.one_in(2)) b.port = static_cast<std::uint16_t>(1 + random.below(65535U));
        if (random.one_in(2)) b.ip[15] = random.number<std::uint8_t>();
        RC_PRE(is_host_by_spec(b.ip));
        const bool ascends = codec::encode(a) < codec::encode(b);
        RC_ASSERT(answer({{0, 0, a}, {0, 0, b}}) == (ascends ? "" : "ADR-4"));
    });
    for (std::size_t i = 0; i < 16; ++i) {
        Endpoint low{{0x20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, 65535};
        Endpoint high = low;
        low.ip[i] = 0x7f;
        high.ip[i] = 0x80;
        high.port = 1;
        CHECK(answer({{9, 9, low}, {0, 0, high}}).empty());
        CHECK(answer({{0, 0, high}, {9, 9, low}}) == "ADR-4");
    }
    // A port is a number: its high byte comes first.
    CHECK(answer({{0, 0, {ipv4(1, 2, 3, 4), 0x00ff}}, {0, 0, {ipv4(1, 2, 3, 4), 0x0100}}}).empty());
}

TEST_CASE("[ADR-6] record by record: the first record with a fault decides, and in it ADR-2, ADR-3, then ADR-4") {
    const Endpoint sound{ipv4(10, 0, 0, 1), 7618};
    const Endpoint later{ipv4(10, 0, 0, 2), 7618};
    const Endpoint no_port{ipv4(10, 0, 0, 1), 0};
    const Endpoint nobody{ipv4(0, 0, 0, 0), 7618};
    const Endpoint nothing{ipv4(0, 0, 0, 0), 0};
    const auto answer_to = [](const std::vector<Endpoint>& endpoints) {
        std::vector<AddressRecord> records;
        for (const Endpoint& endpoint : endpoints) records.push_back({0, 0, endpoint});
        return answer(records);
    };
    CHECK(answer_to({sound, later}).empty());
    // Two faults of one record: both bad ones here are not after the record before either.
    CHECK(answer_to({later, nothing}) == "ADR-2");
    CHECK(answer_to({later, nobody}) == "ADR-2");
    CHECK(answer_to({later, no_port}) == "ADR-3");
    CHECK(answer_to({later, sound}) == "ADR-4");
    // Faults of two records.
    CHECK(answer_to({later, sound, nobody}) == "ADR-4");
    CHECK(answer_to({later, sound, no_port}) == "ADR-4");
    CHECK(answer_to({later, no_port, nobody}) == "ADR-3");
    CHECK(answer_to({no_port, nobody}) == "ADR-3");
    CHECK(answer_to({nobody, no_port}) == "ADR-2");
}

static_assert(codec::encoded_size<Endpoint>() == 18);
