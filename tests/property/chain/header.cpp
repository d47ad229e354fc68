#include <bloomcoin/chain/header.hpp>

#include "../support/wire_laws.hpp"
#include "headers.hpp"

using namespace bloomcoin;
using test::property;

TEST_CASE("[HDR-4] a header obeys the laws of wire types") { test::wire_laws<chain::Header>(test::any_header()); }

TEST_CASE("[HDR-4] every field lies at its offset") {
    base::Bytes bytes(136);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<base::Byte>(i);
    const chain::Header header = codec::decode<chain::Header>(bytes).value();
    const auto little = [&](std::size_t offset, std::size_t size) {
        std::uint64_t value = 0;
        for (std::size_t i = size; i-- > 0;) value = value << 8 | (offset + i);
        return value;
    };
    CHECK(header.version == little(0, 4));
    CHECK(header.previous[0] == 4);
    CHECK(header.merkle_root[0] == 36);
    CHECK(header.time_s == little(68, 8));
    CHECK(header.difficulty == little(76, 8));
    CHECK(header.nonce == little(84, 8));
    CHECK(header.bloom_step == little(92, 4));
    CHECK(header.coherence == little(96, 4));
    CHECK(header.mean_phase == little(100, 4));
    CHECK(header.bloom_digest[0] == 104);
    CHECK(header.bloom_digest[31] == 135);
}

TEST_CASE("[HDR-5] [HDR-6] the hash is over all bytes, the prefix is the first 84") {
    property("on any header", [] {
        const chain::Header header = *test::any_header();
        const base::Bytes bytes = codec::encode(header);
        RC_ASSERT(chain::hash_of(header) == crypto::sha256(crypto::sha256(bytes)));
        const kuramoto::Prefix prefix = chain::prefix_of(header);
        RC_ASSERT(std::equal(prefix.begin(), prefix.end(), bytes.begin()));
    });
}

TEST_CASE("[HDR-6] what the search finds is not in the prefix") {
    property("nonce and bloom", [] {
        const chain::Header header = *test::any_header();
        chain::Header other = *test::any_header();
        chain::Header found = chain::with_bloom(header, chain::bloom_of(other));
        found.nonce = other.nonce;
        RC_ASSERT(chain::prefix_of(found) == chain::prefix_of(header));
        RC_ASSERT(chain::bloom_of(found) == chain::bloom_of(other));
    });
}
