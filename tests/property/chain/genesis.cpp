#include <bloomcoin/chain/genesis.hpp>

#include <bloomcoin/chain/choice.hpp>
#include <bloomcoin/codec/hex.hpp>
#include <bloomcoin/param/networks.hpp>

#include <doctest/doctest.h>

using namespace bloomcoin;
using chain::Block;
using chain::Transaction;

namespace {

template <param::Profile P>
void check_genesis(std::uint64_t nonce, std::uint32_t bloom_step, std::string_view hash) {
    CAPTURE(P::name);
    const Block& block = chain::genesis_block<P>();
    CHECK(block.header.nonce == nonce);
    CHECK(block.header.bloom_step == bloom_step);
    CHECK(codec::to_hex(chain::hash_of(block.header)) == hash);
    // [CHN-1], field by field
    CHECK(block.header.version == 1);
    CHECK(block.header.previous == base::Hash{});
    CHECK(block.header.time_s == 1'767'225'600);
    CHECK(block.header.difficulty == P::difficulty_initial);
    REQUIRE(block.transactions.size() == 1);
    const Transaction& coinbase = block.transactions.front();
    CHECK(coinbase.body.version == 1);
    CHECK(coinbase.body.inputs.empty());
    CHECK(coinbase.body.lock_height == 0);
    CHECK(coinbase.body.outputs == std::vector<chain::Output>{{685'410'196, base::Hash{}}});
    CHECK(coinbase.signatures.empty());

    CHECK(chain::check_block<P>(block));
    CHECK(chain::decode_block<P>(codec::encode(block)).value() == block);
    chain::Ledger ledger;
    REQUIRE(chain::apply<P>(ledger, block.transactions, 0));
    const chain::Outpoint outpoint{chain::txid_of(coinbase.body), 0};
    CHECK(ledger == chain::Ledger{{outpoint, {685'410'196, base::Hash{}, 0, 1}}});
}

/// Every nonce before the one of the genesis block, and that one.
template <param::Profile P>
void check_first() {
    CAPTURE(P::name);
    const chain::Mined found = chain::mine<P>(chain::genesis_template<P>().header, UINT64_MAX);
    CHECK(found.header == chain::genesis_block<P>().header);
    CHECK(found.attempt_count == P::genesis_nonce + 1);
}

}  // namespace

TEST_CASE("[CHN-1] [CHN-2] the genesis block of each network is the one that the rules list, and it is valid") {
    check_genesis<param::Mainnet>(299, 399, "360b486c6ee1f4542b8d90a30577a3733c1d73dcea50be8a84939fe8db4a86a9");
    check_genesis<param::Testnet>(501, 977, "3d392ad28ce70b875d402b8ad8b93c248dde2484bb5eea463e15a01a5e4971df");
    check_genesis<param::Fast>(46, 416, "4cd3179f3645913354d102e13d35bd85066f009d06b23dd78f35ff5ac671b79a");
    check_genesis<param::Secure>(870, 1272, "212384ed5c2f9ce25c9eed9f4742078677cc595094f62d55f6ea7d8ddaa86194");
    check_genesis<param::Tiny>(4, 55, "b571a000af60dd7e74e34805f89d3c83d92a8aecfce111ac74d844c0b61e10d6");
}

TEST_CASE("[CHN-1] the genesis nonce is the first that succeeds") {
    check_first<param::Tiny>();
    check_first<param::Fast>();
    check_first<param::Mainnet>();
}

TEST_CASE("[CHN-1] [KUR-3] the genesis block of one network is not valid on another") {
    CHECK(!chain::check_block<param::Testnet>(chain::genesis_block<param::Mainnet>()));
    CHECK(!chain::check_block<param::Mainnet>(chain::genesis_block<param::Testnet>()));
}

TEST_CASE("[TXN-16] a coinbase of nothing has no output") {
    CHECK(chain::coinbase_of(7, 0, {}).body.outputs.empty());
    CHECK(chain::coinbase_of(7, 1, {}).body.outputs.size() == 1);
    CHECK(chain::coinbase_of(7, 1, {}).body.lock_height == 7);
    CHECK(chain::is_coinbase(chain::coinbase_of(7, 1, {})));
}
