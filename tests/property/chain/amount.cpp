#include <bloomcoin/chain/amount.hpp>

#include <bloomcoin/param/networks.hpp>

#include <doctest/doctest.h>

using namespace bloomcoin;
using chain::Amount;
using chain::Height;

namespace {

/// The rewards of all heights, one after the other, until there are no more.
template <param::Profile P>
Amount sum_of_rewards() {
    Amount sum = 0;
    for (Height height = 0; chain::reward_of<P>(height) > 0; ++height) sum += chain::reward_of<P>(height);
    return sum;
}

template <param::Profile P>
void check_halvings() {
    constexpr Height interval = P::halving_interval;
    CHECK(chain::reward_of<P>(0) == 685'410'196);
    Amount reward = 685'410'196;
    for (Height halving = 0; halving < 100; ++halving, reward /= 2) {
        CHECK(chain::reward_of<P>(halving * interval) == reward);
        CHECK(chain::reward_of<P>(halving * interval + interval - 1) == reward);
    }
    CHECK(reward == 0);
    // There are 30 halvings until nothing is left; the shift of 64 and more is never made.
    CHECK(chain::reward_of<P>(30 * interval - 1) == 1);
    CHECK(chain::reward_of<P>(30 * interval) == 0);
    for (const Height height : {64 * interval - 1, 64 * interval, 65 * interval, Height{UINT32_MAX}}) {
        CHECK(chain::reward_of<P>(height) == 0);
    }
}

}  // namespace

TEST_CASE("[AMT-2] the reward is halved, rounded down, with every halving interval, until it is nothing") {
    check_halvings<param::Mainnet>();
    check_halvings<param::Tiny>();
}

TEST_CASE("[TXN-11] [BLK-7] a sum is exact as long as it is an amount, and the greatest amount beyond that") {
    constexpr Amount greatest = UINT64_MAX;
    CHECK(chain::capped_sum(0, 0) == 0);
    CHECK(chain::capped_sum(3, 4) == 7);
    CHECK(chain::capped_sum(greatest - 4, 4) == greatest);
    CHECK(chain::capped_sum(4, greatest - 4) == greatest);
    CHECK(chain::capped_sum(greatest - 4, 5) == greatest);
    CHECK(chain::capped_sum(1, greatest) == greatest);
    CHECK(chain::capped_sum(greatest, greatest) == greatest);
}

TEST_CASE("[AMT-3] the supply is the sum of the rewards of all heights") {
    CHECK(chain::supply<param::Tiny> == sum_of_rewards<param::Tiny>());
    CHECK(chain::supply<param::Mainnet> == sum_of_rewards<param::Mainnet>());
    CHECK(chain::supply<param::Tiny> == 27'416'407'560);
    CHECK(chain::supply<param::Mainnet> == 20'736'399'858'006);
    CHECK(chain::supply<param::Testnet> == chain::supply<param::Mainnet>);
    CHECK(chain::supply<param::Fast> == chain::supply<param::Mainnet>);
    CHECK(chain::supply<param::Secure> == chain::supply<param::Mainnet>);
}
