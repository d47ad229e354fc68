// Bytes as a block. What decodes encodes to the same bytes; a block passes only if its parts do;
// the transactions can be committed to anew; and a ledger is changed by a block that it accepts, in
// a way that can be undone, and by no other.
#include "support/require.hpp"

#include <cstddef>
#include <cstdint>
#include <set>

using namespace bloomcoin;
using namespace bloomcoin::fuzz;
using param::Tiny;

namespace {

/// Coins for two inputs that there are, so that the ledger has something to refuse or to spend. None is
/// an output of the block itself: no ledger has what is not made yet.
chain::Ledger ledger_for(const chain::Block& block) {
    std::set<base::Hash> own;
    for (const chain::Transaction& transaction : block.transactions) own.insert(chain::txid_of(transaction.body));
    chain::Ledger ledger;
    for (const chain::Transaction& transaction : block.transactions) {
        for (const chain::Input& input : transaction.body.inputs) {
            if (own.contains(input.outpoint.txid)) continue;
            ledger.emplace(input.outpoint, chain::Coin{1000, chain::address_of(input.public_key), 0, 0});
            if (ledger.size() == 2) return ledger;
        }
    }
    return ledger;
}

void check_ledger(const chain::Block& block) {
    const chain::Height height = block.transactions.front().body.lock_height;
    const chain::Ledger before = ledger_for(block);
    chain::Ledger ledger = before;
    const auto diff = chain::apply<Tiny>(ledger, block.transactions, height);
    if (diff) {
        const chain::Ledger after = ledger;
        chain::undo(ledger, diff.value());
        require(ledger == before, "an applied block can be undone");
        chain::redo(ledger, diff.value());
        require(ledger == after, "and applied again");
    } else {
        require(ledger == before, "a refused block leaves the ledger as it was");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const base::BytesView bytes{data, size};
    require_one_encoding<chain::Block>(bytes);
    const auto decoded = chain::decode_block<Tiny>(bytes);
    if (size > Tiny::block_size_max)
        require(!decoded && decoded.rule() == base::Rule("BLK-1"), "too many bytes are BLK-1");
    if (!decoded) return 0;
    chain::Block block = decoded.value();

    const base::Check check = chain::check_block<Tiny>(block);
    const base::Check header = chain::check_header<Tiny>(block.header);
    require(header || (!check && check.rule() == header.rule()), "the header comes first");

    if (block.transactions.empty()) {
        const base::Check commitment = chain::check_commitment(block);
        require(!commitment && commitment.rule() == base::Rule("BLK-2"), "no transactions are BLK-2");
        return 0;
    }
    block.header.merkle_root = chain::merkle_root_of(block.transactions);
    require(bool{chain::check_commitment(block)}, "a root made anew commits to the transactions");
    block.header.merkle_root.back() ^= 1;
    require(!chain::check_commitment(block), "another root does not");

    const base::Check transactions = chain::check_transactions<Tiny>(block.transactions);
    require(!check || transactions, "a block passes only if its transactions do");
    if (transactions) check_ledger(block);
    return 0;
}
