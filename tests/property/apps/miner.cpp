#include "../../../apps/bloomcoin/miner.hpp"

#include "../chain/headers.hpp"
#include "../support/property.hpp"

using namespace bloomcoin;
using app::Miner;
using chain::Header;
using chain::Mined;
using kuramoto::GiveUp;
using param::Tiny;

namespace {

bool goes_on_for_ever(const Mined&) { return true; }

}  // namespace

TEST_CASE("[MIN-1] any number of threads finds what one attempt after the other finds") {
    test::property("any template, attempts and threads", [] {
        const Header block_template = test::template_to_search(6);
        const auto attempts_max = *rc::gen::inRange<std::uint64_t>(0, 200);
        const Miner miner{*rc::gen::inRange(1U, 8U), {GiveUp::never}};
        const Mined expected = chain::mine<Tiny>(block_template, attempts_max);
        const Mined mined = app::mine_in_parts<Tiny>(block_template, attempts_max, miner, goes_on_for_ever);
        RC_ASSERT(mined.header == expected.header);
        RC_ASSERT(mined.nonce_next == expected.nonce_next);
        RC_ASSERT(mined.attempt_count >= expected.attempt_count);
        RC_ASSERT(mined.attempt_count <= attempts_max);
        if (!expected.header || miner.thread_count == 1) {
            RC_ASSERT(mined.attempt_count == expected.attempt_count);
            RC_ASSERT(mined.bloom_count == expected.bloom_count);
        }
    });
}

TEST_CASE("threads share attempts out, the first ones one more where they do not divide") {
    for (std::uint64_t attempts = 0; attempts < 20; ++attempts) {
        for (std::uint64_t parts = 1; parts < 8; ++parts) {
            std::uint64_t all = 0;
            for (std::uint64_t part = 0; part < parts; ++part) {
                std::uint64_t own = 0;
                for (std::uint64_t i = part; i < attempts; i += parts) ++own;
                CHECK(app::detail::share(attempts, part, parts) == own);
                all += own;
            }
            CHECK(all == attempts);
        }
    }
    CHECK(app::detail::share(UINT64_MAX, 0, 2) == (std::uint64_t{1} << 63));
    CHECK(app::detail::share(UINT64_MAX, 1, 2) == (std::uint64_t{1} << 63) - 1);
}

TEST_CASE("a search without end that is told not to go on ends, and can be resumed where it says") {
    Header block_template;  // of difficulty 0: nothing is ever found
    const Miner miner{3, {GiveUp::never}};
    Mined seen;
    const Mined mined = app::mine_in_parts<Tiny>(block_template, UINT64_MAX, miner, [&](const Mined& so_far) {
        seen = so_far;
        return false;
    });
    CHECK_FALSE(mined.header);
    CHECK(seen.attempt_count > 0);
    CHECK(mined.attempt_count >= seen.attempt_count);
    CHECK(mined.nonce_next > 0);
    CHECK(mined.nonce_next <= mined.attempt_count);
    // what is before the next nonce has been tried: its blooms are counted
    CHECK(chain::search<Tiny>(block_template, mined.nonce_next, {GiveUp::never}).bloom_count <= mined.bloom_count);
}
