#include <bloomcoin/chain/check.hpp>

#include "../support/property.hpp"
#include "headers.hpp"

using namespace bloomcoin;
using chain::Header;
using param::Mainnet;
using param::Tiny;
using test::property;

namespace {

template <param::Profile P>
void check_every_bit(const Header& valid) {
    REQUIRE(chain::check_header<P>(valid));
    const base::Bytes bytes = codec::encode(valid);
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
        base::Bytes flipped = bytes;
        flipped[bit / 8] = static_cast<base::Byte>(flipped[bit / 8] ^ (1 << bit % 8));
        INFO("bit " << bit);
        REQUIRE(!chain::check_header<P>(codec::decode<Header>(flipped).value()));
    }
}

/// A valid header of the smallest profile, changed in one place, is refused with exactly this rule.
template <class Change>
void breaks(base::Rule rule, Change change) {
    property(std::string{rule.id()}, [&] {
        Header header = test::mined<Tiny>(*test::any_template());
        change(header);
        RC_ASSERT(chain::check_header<Tiny>(header).rule() == rule);
    });
}

std::optional<kuramoto::Bloom> bloom_at(const Header& header) {
    auto state = chain::state_of<Tiny>(header);
    return kuramoto::evolve(state);
}

}  // namespace

TEST_CASE("[HDR-7] a header with any single bit flipped is refused") {
    Header block_template;
    block_template.difficulty = 1;
    check_every_bit<Tiny>(test::mined<Tiny>(block_template));
    check_every_bit<Mainnet>(test::mined<Mainnet>(block_template));
}

TEST_CASE("[HDR-7] [CL-07] what the miner claims is what the verifier finds, exactly") {
    property("every mined header is valid", [] {
        Header block_template = *test::any_template();
        block_template.difficulty = *rc::gen::inRange<std::uint64_t>(1, 4);
        const Header header = test::mined<Tiny>(block_template);
        RC_ASSERT(static_cast<bool>(chain::check_header<Tiny>(header)));
        RC_ASSERT(bloom_at(header) == chain::bloom_of(header));
    });
}

TEST_CASE("[HDR-1] another version is refused") {
    breaks("HDR-1",
           [](Header& header) { header.version = *rc::gen::distinctFrom(test::any_integer<std::uint32_t>(), 1U); });
}

TEST_CASE("[HDR-2] a step at which no bloom can be complete is refused") {
    breaks("HDR-2", [](Header& header) {
        const auto early = rc::gen::inRange<std::uint32_t>(0, Tiny::bloom_run - 1);
        const auto late = rc::gen::element<std::uint32_t>(Tiny::step_count + 0, Tiny::step_count + 1, UINT32_MAX);
        header.bloom_step = *rc::gen::oneOf(early, late);
    });
}

TEST_CASE("[HDR-3] a coherence that no coherent state has is refused") {
    breaks("HDR-3", [](Header& header) {
        const auto low = rc::gen::inRange<std::uint32_t>(0, kuramoto::coherence_min);
        header.coherence =
            *rc::gen::oneOf(low, rc::gen::element(kuramoto::coherence_min - 1, num::one_q30 + 1, UINT32_MAX));
    });
}

TEST_CASE("[HDR-2] [HDR-3] the first and last steps and the least and greatest coherences are not refused as such") {
    Header header;
    for (const std::uint32_t step : {Tiny::bloom_run - 1, Tiny::step_count - 1}) {
        for (const std::uint32_t coherence : {kuramoto::coherence_min + 0, num::one_q30 + 0}) {
            header.bloom_step = step;
            header.coherence = coherence;
            CHECK(chain::check_structure<Tiny>(header));
        }
    }
}

TEST_CASE("[WRK-1] difficulty zero is refused") {
    breaks("WRK-1", [](Header& header) { header.difficulty = 0; });
}

TEST_CASE("[WRK-2] a hash that is not worth the difficulty is refused") {
    breaks("WRK-2",
           [](Header& header) { header.difficulty = UINT64_MAX - *rc::gen::inRange<std::uint64_t>(0, 1'000'000); });
}

TEST_CASE("[POC-1] a nonce that does not bloom is refused") {
    breaks("POC-1", [](Header& header) {
        do ++header.nonce;
        while (bloom_at(header));
    });
}

TEST_CASE("[POC-2] another step than the bloom's is refused") {
    breaks("POC-2", [](Header& header) {
        const auto steps = rc::gen::inRange<std::uint32_t>(Tiny::bloom_run - 1, Tiny::step_count);
        header.bloom_step = *rc::gen::distinctFrom(steps, header.bloom_step);
    });
}

TEST_CASE("[POC-3] another coherence than the bloom's is refused") {
    breaks("POC-3", [](Header& header) {
        const auto coherences = rc::gen::inRange<std::uint32_t>(kuramoto::coherence_min, num::one_q30 + 1);
        header.coherence = *rc::gen::distinctFrom(coherences, header.coherence);
    });
}

TEST_CASE("[POC-4] another mean phase than the bloom's is refused") {
    breaks("POC-4", [](Header& header) {
        header.mean_phase = *rc::gen::distinctFrom(test::any_integer<num::Turn>(), header.mean_phase);
    });
}

TEST_CASE("[POC-5] another digest than that of the bloom's phases is refused") {
    breaks("POC-5", [](Header& header) {
        header.bloom_digest[*rc::gen::inRange<std::size_t>(0, 32)] ^=
            static_cast<base::Byte>(1 << *rc::gen::inRange(0, 8));
    });
}

TEST_CASE("[HDR-7] of several broken rules the first in order is the answer") {
    // Each spoils a rule that comes after those before it, on a header whose bloom is wrong already.
    Header header;
    header.difficulty = 1;
    header = test::mined<Tiny>(header);
    header.bloom_digest = {};
    CHECK(chain::check_header<Tiny>(header).rule() == base::Rule("POC-5"));
    header.mean_phase += 1;
    CHECK(chain::check_header<Tiny>(header).rule() == base::Rule("POC-4"));
    header.coherence = num::one_q30;
    CHECK(chain::check_header<Tiny>(header).rule() == base::Rule("POC-3"));
    header.bloom_step = header.bloom_step == 6 ? 7 : 6;
    CHECK(chain::check_header<Tiny>(header).rule() == base::Rule("POC-2"));
    header.difficulty = UINT64_MAX;
    CHECK(chain::check_header<Tiny>(header).rule() == base::Rule("WRK-2"));
    header.difficulty = 0;
    CHECK(chain::check_header<Tiny>(header).rule() == base::Rule("WRK-1"));
    header.coherence = 0;
    CHECK(chain::check_header<Tiny>(header).rule() == base::Rule("HDR-3"));
    header.bloom_step = 0;
    CHECK(chain::check_header<Tiny>(header).rule() == base::Rule("HDR-2"));
    header.version = 0;
    CHECK(chain::check_header<Tiny>(header).rule() == base::Rule("HDR-1"));
}

TEST_CASE("[KUR-3] a header of one network is refused by another") {
    Header block_template;
    block_template.difficulty = 1;
    CHECK(!chain::check_header<param::Testnet>(test::mined<Mainnet>(block_template)));
}
