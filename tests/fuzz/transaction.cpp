// Bytes as a transaction. What decodes encodes to the same bytes; what is then checked ends with a
// rule of its own; what passes is within the supply; and a pool beside an empty ledger, where there
// is nothing to spend, admits none.
#include "support/require.hpp"

#include <cstddef>
#include <cstdint>
#include <set>

using namespace bloomcoin;
using namespace bloomcoin::fuzz;
using param::Tiny;

namespace {

void require_sound(const chain::Transaction& transaction) {
    const chain::TransactionBody& body = transaction.body;
    require(transaction.signatures.size() == body.inputs.size(), "each input has a signature");
    require(body.inputs.empty() || !body.outputs.empty(), "what is spent goes somewhere");

    chain::Amount left = chain::supply<Tiny>;
    for (const chain::Output& output : body.outputs) {
        require(output.amount > 0 && output.amount <= left, "outputs are worth something, together at most the supply");
        left -= output.amount;
    }
    std::set<chain::Outpoint> spent;
    for (const chain::Input& input : body.inputs)
        require(spent.insert(input.outpoint).second, "nothing is spent twice");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const base::BytesView bytes{data, size};
    require_one_encoding<chain::Transaction>(bytes);
    const auto decoded = codec::decode<chain::Transaction>(bytes);
    if (!decoded) return 0;
    chain::Transaction transaction = decoded.value();

    const base::Check check = chain::check_transaction<Tiny>(transaction);
    require(passes_or_breaks(check, {"TXN-1", "TXN-2", "TXN-3", "TXN-4", "TXN-5", "TXN-6"}),
            "a check is TXN-1 to TXN-6");
    if (check) require_sound(transaction);

    chain::Mempool<Tiny> pool;
    const base::Check admitted = pool.admit(transaction, {}, 0);
    require(!admitted && pool.entries().empty() && pool.size() == 0, "where nothing can be spent nothing is admitted");
    require(check || admitted.rule() == check.rule(), "the pool asks first what needs nothing else");
    require(!check || passes_or_breaks(admitted, {"MPL-1", "TXN-7", "TXN-8"}),
            "then it finds that there is nothing to spend");

    const base::Hash txid = chain::txid_of(transaction.body);
    transaction.signatures.clear();
    require(chain::txid_of(transaction.body) == txid, "the txid does not cover the signatures");
    require(txid != chain::signature_hash_of<Tiny>(transaction.body), "what is signed is not the txid");
    return 0;
}
