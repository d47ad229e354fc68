#include <bloomcoin/chain/search.hpp>

#include "../support/instruction_sets.hpp"
#include "../support/property.hpp"
#include "headers.hpp"

#include <algorithm>
#include <vector>

using namespace bloomcoin;
using chain::Header;
using chain::Mined;
using chain::Search;
using kuramoto::GiveUp;
using kuramoto::InstructionSet;
using param::Mainnet;
using param::Tiny;

namespace {

bool are_equal(const Mined& a, const Mined& b) {
    return a.header == b.header && a.nonce_next == b.nonce_next && a.attempt_count == b.attempt_count &&
           a.bloom_count == b.bloom_count;
}

/// All nonces of a template that succeed among so many, in their order.
template <param::Profile P>
std::vector<std::uint64_t> successes(Header header, std::uint64_t attempt_count) {
    std::vector<std::uint64_t> nonces;
    const std::uint64_t end = header.nonce + attempt_count;
    while (header.nonce != end) {
        const Mined mined = chain::mine<P>(header, end - header.nonce);
        if (mined.header) nonces.push_back(mined.header->nonce);
        header.nonce = mined.nonce_next;
    }
    return nonces;
}

}  // namespace

TEST_CASE("[MIN-1] a search that gives nothing up is chain::mine, whatever the instruction set") {
    test::for_each_instruction_set([](InstructionSet set) {
        test::property("any template and number of attempts", [set] {
            const Header block_template = test::template_to_search(12);
            const auto attempts_max = *rc::gen::inRange<std::uint64_t>(0, 300);
            const Mined mined = chain::search<Tiny>(block_template, attempts_max, {GiveUp::never, set});
            RC_ASSERT(are_equal(mined, chain::mine<Tiny>(block_template, attempts_max)));
            RC_CLASSIFY(mined.header.has_value());
        });
    });
}

TEST_CASE("[MIN-1] a search and chain::mine agree for thousands of templates, to the counts") {
    Header block_template;
    for (block_template.difficulty = 1; block_template.difficulty < 4; ++block_template.difficulty) {
        int different = 0;
        for (block_template.time_s = 0; block_template.time_s < 1000; ++block_template.time_s) {
            const Mined mined = chain::search<Tiny>(block_template, 200, {GiveUp::never});
            if (!are_equal(mined, chain::mine<Tiny>(block_template, 200))) ++different;
        }
        CHECK(different == 0);
    }
}

TEST_CASE("[MIN-1] and so it is on the main network") {
    Header block_template;
    block_template.difficulty = 3;
    for (block_template.time_s = 0; block_template.time_s < 3; ++block_template.time_s) {
        const Mined mined = chain::search<Mainnet>(block_template, 150, {GiveUp::never});
        CHECK(are_equal(mined, chain::mine<Mainnet>(block_template, 150)));
    }
}

TEST_CASE("what is given up is only missing: whatever else a search finds, mining finds too") {
    for (const GiveUp give_up : {GiveUp::seldom, GiveUp::often}) {
        test::property("any template", [give_up] {
            const Header block_template = test::template_to_search(3);
            constexpr std::uint64_t attempt_count = 200;
            const auto expected = successes<Tiny>(block_template, attempt_count);
            const Mined mined = chain::search<Tiny>(block_template, attempt_count, {give_up});
            const auto all = chain::mine<Tiny>(block_template, attempt_count);
            RC_ASSERT(mined.attempt_count >= all.attempt_count);
            if (mined.header) {
                RC_ASSERT(mined.nonce_next == mined.header->nonce + 1);
                RC_ASSERT(mined.attempt_count == mined.nonce_next - block_template.nonce);
                RC_ASSERT(std::count(expected.begin(), expected.end(), mined.header->nonce) == 1);
                Header again = block_template;
                again.nonce = mined.header->nonce;
                RC_ASSERT(chain::mine<Tiny>(again, 1).header == mined.header);
            }
        });
    }
}

TEST_CASE("[CL-41] giving up seldom loses about one bloom in fifty, within chance, and giving up often loses more") {
    Header block_template;  // of difficulty 0: nothing ends the search
    constexpr std::uint64_t attempt_count = 30'000;
    const auto blooms = [&](GiveUp give_up) {
        return chain::search<Mainnet>(block_template, attempt_count, {give_up}).bloom_count;
    };
    const std::uint64_t all = blooms(GiveUp::never);
    const std::uint64_t most = blooms(GiveUp::seldom);
    CHECK(all > 400);
    CHECK(most <= all);
    // 540 blooms are too few to see two percent: 11 are expected, and 22 are three deviations away
    CHECK(most + 22 >= all);
    CHECK(blooms(GiveUp::often) < most);
}

TEST_CASE("the answer of a search that gives up does not depend on the instruction set") {
    Header block_template;
    block_template.difficulty = 40;
    const Mined expected = chain::search<Tiny>(block_template, 5000, {GiveUp::often, InstructionSet::portable});
    CHECK(expected.header.has_value());
    test::for_each_instruction_set([&](InstructionSet set) {
        CHECK(are_equal(chain::search<Tiny>(block_template, 5000, {GiveUp::often, set}), expected));
    });
}

TEST_CASE("[CL-12] searches side by side share the nonces out: together they try each once") {
    test::property("any template and number of parts", [] {
        Header block_template = test::template_to_search(0);
        const auto parts = *rc::gen::inRange<std::uint64_t>(1, 6);
        constexpr std::uint64_t each = 60;
        std::uint64_t blooms = 0;
        for (std::uint64_t part = 0; part < parts; ++part) {
            Search<Tiny> search{block_template, {block_template.nonce + part, parts}, each, {GiveUp::never}};
            while (!search.is_over()) search.step();
            RC_ASSERT(search.mined().attempt_count == each);
            RC_ASSERT(search.mined().nonce_next == block_template.nonce + part + each * parts);
            blooms += search.mined().bloom_count;
        }
        RC_ASSERT(blooms == chain::mine<Tiny>(block_template, each * parts).bloom_count);
    });
}

TEST_CASE("[CL-12] the parts of the nonces are disjoint and together all of them, also where nonces begin anew") {
    for (const std::uint64_t first : {std::uint64_t{0}, UINT64_MAX - 6}) {
        for (std::uint64_t parts = 1; parts < 6; ++parts) {
            std::vector<int> times(30);
            for (std::uint64_t part = 0; part < parts; ++part) {
                const chain::Nonces nonces{first + part, parts};
                for (std::uint64_t i = 0; nonces[i] - first < times.size(); ++i) ++times[nonces[i] - first];
            }
            CHECK(times == std::vector<int>(30, 1));
        }
    }
}

TEST_CASE("a part finds the first success among its own nonces") {
    test::property("any template", [] {
        const Header block_template = test::template_to_search(3);
        const auto stride = *rc::gen::inRange<std::uint64_t>(1, 5);
        Search<Tiny> search{block_template, {block_template.nonce, stride}, 100, {GiveUp::never}};
        while (!search.is_over()) search.step();
        std::optional<std::uint64_t> expected;
        for (const std::uint64_t nonce : successes<Tiny>(block_template, 100 * stride)) {
            if ((nonce - block_template.nonce) % stride == 0 && !expected) expected = nonce;
        }
        const auto& header = search.mined().header;
        RC_ASSERT(header.has_value() == expected.has_value());
        if (header) RC_ASSERT(header->nonce == *expected);
    });
}

TEST_CASE("without giving up each step finishes an attempt, and what is decided stays counted") {
    Header block_template;
    Search<Tiny> search{block_template, {0, 1}, 200, {GiveUp::never}};
    std::uint64_t steps = 0;
    std::uint64_t decided = 0;
    while (!search.is_over()) {
        search.step();
        ++steps;
        CHECK(search.decided_count() >= decided);
        decided = search.decided_count();
        CHECK(search.mined().bloom_count == chain::mine<Tiny>(block_template, decided).bloom_count);
    }
    CHECK(steps <= 200);
    CHECK(decided == 200);
    search.step();
    CHECK(search.decided_count() == 200);
}

TEST_CASE("a search that is shortened ends there, and forgets what it found behind that") {
    test::property("any template, number of steps and end", [] {
        const Header block_template = test::template_to_search(3);
        Search<Tiny> search{block_template, {block_template.nonce, 1}, 300, {GiveUp::never}};
        const auto steps = *rc::gen::inRange(0, 40);
        for (int i = 0; i < steps && !search.is_over(); ++i) search.step();
        const std::uint64_t end = std::max(*rc::gen::inRange<std::uint64_t>(0, 300), search.decided_count());
        search.shorten(end);
        while (!search.is_over()) search.step();
        RC_ASSERT(are_equal(search.mined(), chain::mine<Tiny>(block_template, end)));
    });
}

TEST_CASE("a search is a value: a copy finds the same") {
    Header block_template;
    block_template.difficulty = 9;
    Search<Tiny> search{block_template, {0, 1}, 2000};
    for (int i = 0; i < 5; ++i) search.step();
    Search<Tiny> copy = search;
    while (!search.is_over()) search.step();
    while (!copy.is_over()) copy.step();
    CHECK(search.mined().header.has_value());
    CHECK(are_equal(search.mined(), copy.mined()));
}
