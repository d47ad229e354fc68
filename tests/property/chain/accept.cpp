#include <bloomcoin/chain/accept.hpp>

#include "../support/chain_builder.hpp"
#include "../support/generators.hpp"
#include "../support/property.hpp"
#include "by_definition.hpp"

#include <functional>

using namespace bloomcoin;
using chain::Ancestry;
using chain::Header;
using param::Mainnet;
using param::Tiny;
using test::property;

namespace {

/// Any time a chain can have after another.
std::uint64_t draw_seconds(std::uint64_t target_s) {
    return *rc::gen::oneOf(rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint64_t>(1, 3 * target_s)),
                           rc::gen::just<std::uint64_t>(1), rc::gen::just<std::uint64_t>(1'000'000));
}

std::uint32_t draw_coherence() { return test::draw<std::uint32_t>(kuramoto::coherence_min, num::one_q30 + 1); }

/// Headers from the genesis on, as far as ancestries look at them.
template <param::Profile P>
std::vector<Header> draw_headers(std::size_t count) {
    std::vector<Header> headers{chain::genesis_block<P>().header};
    const bool is_steady = *rc::gen::arbitrary<bool>();
    const std::uint64_t steady_s = draw_seconds(P::interval_target_s);
    while (headers.size() < count) {
        Header header;
        header.previous = chain::hash_of(headers.back());
        header.time_s = headers.back().time_s + (is_steady ? steady_s : draw_seconds(P::interval_target_s));
        header.coherence = draw_coherence();
        headers.push_back(header);
    }
    return headers;
}

template <param::Profile P>
void check_against_definition(std::size_t count, bool is_asked_everywhere = true) {
    const std::vector<Header> headers = draw_headers<P>(count);
    Ancestry ancestry = chain::ancestry_of_genesis<P>(headers.front());
    std::vector<Header> before;
    for (const Header& header : headers) {
        if (!before.empty()) ancestry = chain::ancestry_after<P>(ancestry, header);
        before.push_back(header);
        RC_ASSERT(ancestry.hash == chain::hash_of(header));
        RC_ASSERT(ancestry.height + 1 == before.size());
        RC_ASSERT(ancestry.time_s == header.time_s);
        if (!is_asked_everywhere && before.size() < headers.size()) continue;
        RC_ASSERT(ancestry.base == test::base_by_definition<P>(before));
        RC_ASSERT(chain::difficulty_after(ancestry) == test::difficulty_by_definition<P>(before));
    }
}

/// A network on which ten headers are fewer than a window, and a window is odd.
struct Odd : Tiny {
    static constexpr std::uint32_t retarget_window = 13;
};
/// A window of one interval.
struct Hasty : Tiny {
    static constexpr std::uint32_t retarget_window = 1;
};

/// A header that stands well after a chain of some blocks, and the clock at its time.
struct Draft {
    test::Branch<Tiny> branch;
    Header header;
    std::uint64_t clock_s = 0;

    base::Check accepted() const { return chain::accept_header<Tiny>(header, branch.ancestry(), clock_s); }
    void mine() { header = test::mined<Tiny>(header); }
};

Draft draw_draft() {
    Draft draft;
    for (auto more = test::draw(0, 12); more > 0; --more) {
        draft.branch.add(draft.branch.next(test::key_of(0).address, {}, 0, test::draw<std::uint64_t>(1, 15)));
    }
    draft.header.previous = draft.branch.ancestry().hash;
    draft.header.time_s = draft.branch.ancestry().time_s + test::draw<std::uint64_t>(1, 15);
    draft.header.difficulty = chain::difficulty_after(draft.branch.ancestry());
    draft.header.merkle_root = *test::any_hash();
    draft.clock_s = draft.header.time_s;
    draft.mine();
    return draft;
}

/// A header that is accepted, changed in one place, is refused with exactly this rule.
void breaks(base::Rule rule, const std::function<void(Draft&)>& change) {
    property(std::string{rule.id()}, [&] {
        Draft draft = draw_draft();
        RC_ASSERT(static_cast<bool>(draft.accepted()));
        change(draft);
        RC_ASSERT(draft.accepted().rule() == rule);
    });
}

bool blooms(const Header& header) {
    auto state = chain::state_of<Tiny>(header);
    return kuramoto::evolve(state).has_value();
}

}  // namespace

TEST_CASE("[DIF-1] [DIF-2] an ancestry that is carried on says what all headers say together") {
    property("tiny", [] { check_against_definition<Tiny>(40); });
    property("a window of 13", [] { check_against_definition<Odd>(60); });
    property("a window of 1", [] { check_against_definition<Hasty>(30); });
    property("mainnet, at the end of four windows",
             [] { check_against_definition<Mainnet>(test::draw(1U, 500U), false); });
}

TEST_CASE("[DIF-1] the base is set anew at heights n with n > 1 and n - 1 divisible by the window, and at no others") {
    Ancestry ancestry = chain::ancestry_of_genesis<Tiny>(chain::genesis_block<Tiny>().header);
    std::vector<std::uint64_t> bases{ancestry.base};
    for (int i = 0; i < 16; ++i) {
        Header header;
        header.time_s = ancestry.time_s + 1;
        ancestry = chain::ancestry_after<Tiny>(ancestry, header);
        bases.push_back(ancestry.base);
    }
    // Element h is the base of height h + 1.
    CHECK(bases == std::vector<std::uint64_t>{1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 4, 4, 4, 4, 4, 8, 8});
}

TEST_CASE("[DIF-1] no stamp is counted twice and none is left out: the spans add up to the time that has passed") {
    // A window whose last block came late is slow, and the one after it is not.
    Ancestry ancestry = chain::ancestry_of_genesis<Tiny>(chain::genesis_block<Tiny>().header);
    ancestry.base = 1000;
    const auto add = [&](std::uint64_t seconds) {
        Header header;
        header.time_s = ancestry.time_s + seconds;
        ancestry = chain::ancestry_after<Tiny>(ancestry, header);
    };
    for (const unsigned seconds : {10U, 10U, 10U, 10U, 60U}) add(seconds);
    CHECK(ancestry.base == 500);
    for (const unsigned seconds : {10U, 10U, 10U, 10U, 10U}) add(seconds);
    CHECK(ancestry.base == 500);
    for (const unsigned seconds : {5U, 5U, 5U, 5U, 5U}) add(seconds);
    CHECK(ancestry.base == 1000);
}

TEST_CASE("[HDR-14] [HDR-7] a header that breaks none of the rules is accepted, and passes by itself too") {
    property("after any chain", [] {
        const Draft draft = draw_draft();
        RC_ASSERT(static_cast<bool>(draft.accepted()));
        RC_ASSERT(static_cast<bool>(chain::check_header<Tiny>(draft.header)));
    });
}

TEST_CASE("[HDR-1] [HDR-2] [HDR-3] structure is asked of a header in a chain too") {
    breaks("HDR-1", [](Draft& draft) { draft.header.version = test::draw<std::uint32_t>(2, UINT32_MAX); });
    breaks("HDR-2", [](Draft& draft) { draft.header.bloom_step = Tiny::step_count + test::draw(0U, 1000U); });
    breaks("HDR-3", [](Draft& draft) { draft.header.coherence = test::draw(0U, kuramoto::coherence_min); });
}

TEST_CASE("[HDR-8] a header after another one than these is refused") {
    breaks("HDR-8", [](Draft& draft) {
        draft.header.previous[test::draw<std::size_t>(0, 32)] ^= static_cast<base::Byte>(1U << test::draw(0, 8));
        draft.mine();
    });
}

TEST_CASE("[HDR-10] a time that is that of the header before, or earlier, is refused") {
    breaks("HDR-10", [](Draft& draft) {
        const std::uint64_t last_s = draft.branch.ancestry().time_s;
        draft.header.time_s = *rc::gen::element<std::uint64_t>(0, 1, last_s - 1, last_s);
        draft.mine();
    });
}

TEST_CASE("[HDR-11] a time 7201 seconds ahead of the clock is refused, and one 7200 ahead is not") {
    breaks("HDR-11", [](Draft& draft) {
        draft.clock_s = draft.header.time_s - 7200;
        RC_ASSERT(static_cast<bool>(draft.accepted()));
        draft.clock_s -= test::draw<std::uint64_t>(1, 100'000);
    });
    Header header;
    header.time_s = UINT64_MAX;
    CHECK(chain::is_early(header, 0));
    CHECK(chain::is_early(header, UINT64_MAX - 7201));
    CHECK(!chain::is_early(header, UINT64_MAX - 7200));
    CHECK(!chain::is_early(header, UINT64_MAX));
    header.time_s = 7200;
    CHECK(!chain::is_early(header, 0));
    header.time_s = 7201;
    CHECK(chain::is_early(header, 0));
    CHECK(!chain::is_early(header, 1));
}

TEST_CASE("[HDR-12] any other difficulty than the required one is refused, a greater one too") {
    breaks("HDR-12", [](Draft& draft) {
        const std::uint64_t required = draft.header.difficulty;
        draft.header.difficulty = *rc::gen::element<std::uint64_t>(required + 1, required - 1, 2 * required, 0);
        if (draft.header.difficulty != 0) draft.mine();
    });
}

TEST_CASE("[WRK-2] [POC-1] the required difficulty and a bloom are asked for at the end") {
    breaks("WRK-2", [](Draft& draft) {
        // Fast blocks until a difficulty is asked for that not every hash is worth.
        while (draft.branch.ancestry().base < 8) {
            draft.branch.add(draft.branch.next(test::key_of(0).address, {}, 0, 1));
        }
        draft.header.previous = draft.branch.ancestry().hash;
        draft.header.time_s = draft.branch.ancestry().time_s + 1;
        draft.header.difficulty = chain::difficulty_after(draft.branch.ancestry());
        draft.clock_s = draft.header.time_s;
        draft.mine();
        do ++draft.header.mean_phase;
        while (chain::check_work(chain::hash_of(draft.header), draft.header.difficulty));
    });
    breaks("POC-1", [](Draft& draft) {
        do ++draft.header.nonce;
        while (blooms(draft.header) || !chain::check_work(chain::hash_of(draft.header), draft.header.difficulty));
    });
}

TEST_CASE("[HDR-7] [HDR-14] of several broken rules the first in order is the answer") {
    test::Branch<Tiny> branch;
    branch.grow(1, {});
    while (branch.ancestry().base < 8) branch.add(branch.next({}, {}, 0, 1));
    const Ancestry& ancestry = branch.ancestry();
    Header header = branch.next({}).header;
    std::uint64_t clock_s = header.time_s;
    const auto rule = [&] { return chain::accept_header<Tiny>(header, ancestry, clock_s).rule(); };
    REQUIRE(chain::accept_header<Tiny>(header, ancestry, clock_s));
    do ++header.nonce;
    while (blooms(header) || chain::check_work(chain::hash_of(header), header.difficulty));
    CHECK(rule() == base::Rule("WRK-2"));
    header.difficulty = 0;
    CHECK(rule() == base::Rule("HDR-12"));
    clock_s = 0;
    CHECK(rule() == base::Rule("HDR-11"));
    header.time_s = ancestry.time_s;
    CHECK(rule() == base::Rule("HDR-10"));
    header.previous = {};
    CHECK(rule() == base::Rule("HDR-8"));
    header.coherence = 0;
    CHECK(rule() == base::Rule("HDR-3"));
    header.bloom_step = 0;
    CHECK(rule() == base::Rule("HDR-2"));
    header.version = 0;
    CHECK(rule() == base::Rule("HDR-1"));
}
