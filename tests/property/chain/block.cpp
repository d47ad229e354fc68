#include <bloomcoin/chain/block.hpp>

#include "../support/property.hpp"
#include "../support/wire_laws.hpp"
#include "headers.hpp"
#include "transactions.hpp"

#include <functional>

using namespace bloomcoin;
using chain::Block;
using chain::Transaction;
using param::Mainnet;
using param::Tiny;
using test::property;

namespace {

/// The Merkle root written in and the header mined.
void seal(Block& block) {
    block.header.merkle_root = chain::merkle_root_of(block.transactions);
    block.header = test::mined<Tiny>(block.header);
}

/// A block that breaks no rule that needs no other: a coinbase and one to four transactions.
Block draw_block() {
    Block block;
    block.header = *test::any_template();
    block.transactions.push_back(test::made_sound<Tiny>(*test::any_transaction(), 0, test::draw<std::size_t>(0, 3)));
    for (auto more = test::draw(1, 5); more > 0; --more) {
        block.transactions.push_back(*test::sound_transaction<Tiny>(1, 1));
    }
    seal(block);
    return block;
}

/// A valid block, changed in one place, is refused with exactly this rule.
void breaks(base::Rule rule, const std::function<void(Block&)>& change) {
    property(std::string{rule.id()}, [&] {
        Block block = draw_block();
        RC_ASSERT(static_cast<bool>(chain::check_block<Tiny>(block)));
        change(block);
        RC_ASSERT(chain::check_block<Tiny>(block).rule() == rule);
    });
}

Transaction& draw_other(Block& block) {
    return block.transactions[test::draw<std::size_t>(1, block.transactions.size())];
}

rc::Gen<Block> any_block() {
    return rc::gen::build<Block>(rc::gen::set(&Block::header, test::any_header()),
                                 rc::gen::set(&Block::transactions, test::up_to(3, test::any_transaction())));
}

}  // namespace

TEST_CASE("[BLK-8] a block obeys the laws of wire types with lists") { test::list_wire_laws<Block>(any_block()); }

TEST_CASE("[BLK-8] a block is its header, the count, and its transactions") {
    property("any block", [] {
        const Block block = *any_block();
        base::Bytes bytes = codec::encode(block.header);
        bytes.push_back(static_cast<base::Byte>(block.transactions.size()));
        bytes.push_back(0);
        for (const Transaction& transaction : block.transactions) {
            const base::Bytes part = codec::encode(transaction);
            bytes.insert(bytes.end(), part.begin(), part.end());
        }
        RC_ASSERT(codec::encode(block) == bytes);
    });
}

TEST_CASE("[BLK-8] [COD-10] 4096 transactions are read, and of 4097 not even the first is") {
    Block block;
    block.transactions.resize(4096);
    base::Bytes bytes = codec::encode(block);
    CHECK(chain::decode_block<Mainnet>(bytes).value() == block);
    REQUIRE(bytes[136] == 0);
    bytes[136] = 1;
    CHECK(chain::decode_block<Mainnet>(bytes).rule() == base::Rule("COD-10"));
    bytes.resize(138);
    CHECK(chain::decode_block<Mainnet>(bytes).rule() == base::Rule("COD-10"));
}

TEST_CASE("[BLK-1] one byte too many is refused before anything is decoded") {
    for (const base::Byte filler : {base::Byte{0}, base::Byte{0xff}}) {
        CHECK(chain::decode_block<Tiny>(base::Bytes(Tiny::block_size_max + 1, filler)).rule() == base::Rule("BLK-1"));
        CHECK(chain::decode_block<Tiny>(base::Bytes(Tiny::block_size_max, filler)).rule() != base::Rule("BLK-1"));
    }
    // 4092 bytes, and with another output 4132.
    Block block;
    block.transactions.resize(11);
    for (int i = 0; i < 95; ++i) block.transactions[0].body.outputs.emplace_back();
    REQUIRE(codec::encode(block).size() == 136 + 2 + 11 * 14 + 95 * 40);
    CHECK(chain::decode_block<Tiny>(codec::encode(block)));
    block.transactions[0].body.outputs.emplace_back();
    CHECK(chain::decode_block<Tiny>(codec::encode(block)).rule() == base::Rule("BLK-1"));
    CHECK(chain::decode_block<Mainnet>(codec::encode(block)));
}

TEST_CASE("[BLK-9] the Merkle root is over whole transactions, signatures included, in order") {
    property("any transactions", [] {
        Block block = draw_block();
        std::vector<base::Hash> leaves;
        for (const Transaction& transaction : block.transactions) {
            leaves.push_back(crypto::tagged_hash("BLC/merkle/leaf", codec::encode(transaction)));
        }
        const base::Hash root = chain::merkle_root_of(block.transactions);
        RC_ASSERT(root == crypto::merkle_root(leaves));
        std::swap(block.transactions.front(), block.transactions.back());
        RC_ASSERT(chain::merkle_root_of(block.transactions) != root);
        std::swap(block.transactions.front(), block.transactions.back());
        draw_other(block).signatures.front()[test::draw<std::size_t>(0, 64)] ^= 1;
        RC_ASSERT(chain::merkle_root_of(block.transactions) != root);
    });
}

TEST_CASE("[BLK-10] a block that breaks none of the rules is not refused, one with nothing but a coinbase neither") {
    property("any", [] {
        Block block = draw_block();
        RC_ASSERT(static_cast<bool>(chain::check_block<Tiny>(block)));
        block.transactions.resize(1);
        seal(block);
        RC_ASSERT(static_cast<bool>(chain::check_block<Tiny>(block)));
        RC_ASSERT(chain::decode_block<Tiny>(codec::encode(block)).value() == block);
    });
}

TEST_CASE("[BLK-2] a block without transactions is refused, whatever its root says") {
    breaks("BLK-2", [](Block& block) { block.transactions.clear(); });
}

TEST_CASE("[BLK-3] transactions that the header does not cover are refused") {
    breaks("BLK-3", [](Block& block) {
        auto& transactions = block.transactions;
        switch (test::draw(0, 5)) {
            case 0:
                transactions.pop_back();
                break;
            case 1:
                transactions.push_back(*test::sound_transaction<Tiny>(1, 1));
                break;
            case 2:
                transactions.back().signatures.back()[0] ^= 1;
                break;
            case 3:
                ++transactions.front().body.lock_height;
                break;
            default:
                std::swap(transactions.front(), transactions.back());
        }
    });
}

TEST_CASE("[BLK-3] a block with its last transactions once more is another block, not the same") {
    breaks("BLK-3", [](Block& block) {
        // Any number of the last, as an odd level of Bitcoin's tree would repeat them.
        auto& transactions = block.transactions;
        const auto count = test::draw<std::size_t>(1, transactions.size() + 1);
        const std::vector<Transaction> last(transactions.end() - static_cast<std::ptrdiff_t>(count),
                                            transactions.end());
        transactions.insert(transactions.end(), last.begin(), last.end());
    });
}

TEST_CASE("[BLK-4] a first transaction that is not a coinbase is refused") {
    breaks("BLK-4", [](Block& block) {
        auto& transactions = block.transactions;
        if (*rc::gen::arbitrary<bool>()) {
            transactions.erase(transactions.begin());
        } else {
            std::swap(transactions.front(), transactions.back());
        }
        seal(block);
    });
}

TEST_CASE("[BLK-5] a second coinbase is refused, wherever it stands") {
    breaks("BLK-5", [](Block& block) {
        auto& transactions = block.transactions;
        const auto at = test::draw<std::ptrdiff_t>(1, std::ssize(transactions) + 1);
        const Transaction coinbase = transactions.front();
        transactions.insert(transactions.begin() + at, coinbase);
        seal(block);
    });
}

TEST_CASE("[TXN-1] [TXN-2] [TXN-3] [TXN-4] [TXN-5] [TXN-6] every transaction of a block is checked by itself") {
    breaks("TXN-1", [](Block& block) {
        block.transactions[test::draw<std::size_t>(0, block.transactions.size())].body.version = 2;
        seal(block);
    });
    breaks("TXN-2", [](Block& block) {
        block.transactions[test::draw<std::size_t>(0, block.transactions.size())].signatures.emplace_back();
        seal(block);
    });
    breaks("TXN-3", [](Block& block) {
        draw_other(block).body.outputs.clear();
        seal(block);
    });
    breaks("TXN-4", [](Block& block) {
        block.transactions[test::draw<std::size_t>(0, block.transactions.size())].body.outputs.push_back({0, {}});
        seal(block);
    });
    breaks("TXN-5", [](Block& block) {
        draw_other(block).body.outputs.push_back({chain::supply<Tiny>, {}});
        seal(block);
    });
    breaks("TXN-6", [](Block& block) {
        Transaction& transaction = draw_other(block);
        transaction.body.inputs.push_back(transaction.body.inputs.front());
        transaction.signatures.emplace_back();
        seal(block);
    });
}

TEST_CASE("[BLK-10] of several broken rules the first in order is the answer") {
    // Each spoils a rule that comes before those that are broken already.
    Block block;
    block.header.difficulty = 1;
    Transaction good;
    good.body.inputs = {{{test::hash_of_number(1), 0}, {}}};
    good.body.outputs = {{1, {}}};
    good.signatures.resize(1);
    Transaction coinbase;
    block.transactions = {coinbase, good, good};
    const auto rule = [&] {
        seal(block);
        return chain::check_block<Tiny>(block).rule();
    };
    block.transactions[2].body.inputs.push_back(good.body.inputs[0]);
    block.transactions[2].signatures.emplace_back();
    CHECK(rule() == base::Rule("TXN-6"));
    block.transactions[1].body.outputs[0].amount = 0;
    CHECK(rule() == base::Rule("TXN-4"));  // the first transaction's, though TXN-6 of a later one is broken too
    block.transactions[2].body.version = 2;
    CHECK(rule() == base::Rule("TXN-4"));
    block.transactions[0].body.version = 2;
    CHECK(rule() == base::Rule("TXN-1"));
    block.transactions.push_back(coinbase);
    CHECK(rule() == base::Rule("BLK-5"));
    block.transactions.erase(block.transactions.begin());
    CHECK(rule() == base::Rule("BLK-4"));
    block.transactions.push_back(coinbase);
    CHECK(chain::check_block<Tiny>(block).rule() == base::Rule("BLK-3"));
    block.transactions.clear();
    CHECK(chain::check_block<Tiny>(block).rule() == base::Rule("BLK-2"));
    block.header.bloom_digest[0] ^= 1;
    CHECK(chain::check_block<Tiny>(block).rule() == base::Rule("POC-5"));
    block.header.difficulty = 0;
    CHECK(chain::check_block<Tiny>(block).rule() == base::Rule("WRK-1"));
    block.header.version = 0;
    CHECK(chain::check_block<Tiny>(block).rule() == base::Rule("HDR-1"));
}
