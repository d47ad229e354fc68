#include <bloomcoin/chain/mine.hpp>

#include <bloomcoin/chain/check.hpp>

#include "../support/property.hpp"
#include "headers.hpp"

using namespace bloomcoin;
using chain::Header;
using param::Tiny;
using test::property;

TEST_CASE("[MIN-1] a search in pieces finds what one search finds") {
    property("pieces of one to twenty attempts", [] {
        Header block_template = *test::any_template();
        block_template.difficulty = 3;
        const chain::Mined whole = chain::mine<Tiny>(block_template, 5000);
        std::uint64_t attempts = 0;
        std::uint64_t blooms = 0;
        chain::Mined piece;
        piece.nonce_next = block_template.nonce;
        while (!piece.header && attempts < 5000) {
            Header resumed = block_template;
            resumed.nonce = piece.nonce_next;
            piece = chain::mine<Tiny>(
                resumed, std::min<std::uint64_t>(*rc::gen::inRange<std::uint64_t>(1, 20), 5000 - attempts));
            attempts += piece.attempt_count;
            blooms += piece.bloom_count;
        }
        RC_ASSERT(piece.header == whole.header);
        RC_ASSERT(piece.nonce_next == whole.nonce_next);
        RC_ASSERT(attempts == whole.attempt_count);
        RC_ASSERT(blooms == whole.bloom_count);
    });
}

TEST_CASE("[MIN-1] what is found is valid and is the first") {
    property("no nonce before it is", [] {
        const Header block_template = *test::any_template();
        const chain::Mined found = chain::mine<Tiny>(block_template, 5000);
        RC_ASSERT(found.header.has_value());
        RC_ASSERT(static_cast<bool>(chain::check_header<Tiny>(*found.header)));
        RC_ASSERT(found.header->nonce == block_template.nonce + found.attempt_count - 1);
        RC_ASSERT(found.nonce_next == found.header->nonce + 1);
        const chain::Mined before = chain::mine<Tiny>(block_template, found.attempt_count - 1);
        RC_ASSERT(!before.header);
        RC_ASSERT(before.nonce_next == found.header->nonce);
    });
}

TEST_CASE("[MIN-1] the number of attempts is bounded, and nothing is found for difficulty zero") {
    property("all attempts are made", [] {
        Header block_template = *test::any_template();
        block_template.difficulty = 0;
        const auto attempts = *rc::gen::inRange<std::uint64_t>(0, 50);
        const chain::Mined mined = chain::mine<Tiny>(block_template, attempts);
        RC_ASSERT(!mined.header);
        RC_ASSERT(mined.attempt_count == attempts);
        RC_ASSERT(mined.nonce_next == block_template.nonce + attempts);
    });
}

TEST_CASE("[MIN-1] after the greatest nonce comes zero") {
    Header block_template;
    block_template.nonce = UINT64_MAX;
    CHECK(chain::mine<Tiny>(block_template, 3).nonce_next == 2);
}

TEST_CASE("[MIN-1] what the template says of a bloom has no influence") {
    property("two templates that differ in nothing else", [] {
        const Header block_template = *test::any_template();
        const Header other = chain::with_bloom(block_template, chain::bloom_of(*test::any_header()));
        RC_ASSERT(chain::mine<Tiny>(block_template, 200).header == chain::mine<Tiny>(other, 200).header);
    });
}
