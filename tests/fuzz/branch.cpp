// Merkle branches. An input that begins with an odd byte is a branch as it stands: index, count
// (u32), root, leaf, hashes. It is refused with the rule that another way of counting says. Any other
// input is a tree of leaves that differ: the branch of a leaf holds, and none does after a change.
#include "support/require.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

using namespace bloomcoin;
using namespace bloomcoin::fuzz;

namespace {

/// How many hashes a branch has, from the top down: a tree of n leaves has on its left the
/// greatest power of two below n, and is a leaf if n is one.
std::size_t branch_length(std::uint64_t index, std::uint64_t count) {
    std::size_t length = 0;
    for (; count > 1; ++length) {
        const std::uint64_t left = std::bit_ceil(count) / 2;
        const bool is_left = index < left;
        count = is_left ? left : count - left;
        if (!is_left) index -= left;
    }
    return length;
}

void check_as_it_stands(base::BytesView bytes) {
    codec::Reader reader{bytes};
    std::uint32_t index = 0;
    std::uint32_t count = 0;
    base::Hash root{};
    base::Hash leaf{};
    if (!reader.read(index) || !reader.read(count) || !reader.read(root) || !reader.read(leaf)) return;
    std::vector<base::Hash> branch;
    for (base::Hash hash; reader.read(hash);) branch.push_back(hash);

    const base::Check check = crypto::verify_merkle_branch(root, leaf, index, count, branch);
    require((index >= count) == (!check && check.rule() == base::Rule("MRK-1")),
            "MRK-1 is an index that is not below the count");
    if (index >= count) return;
    require((branch.size() != branch_length(index, count)) == (!check && check.rule() == base::Rule("MRK-2")),
            "MRK-2 is a branch of another length than the place in the tree has");
}

void check_tree(base::BytesView bytes) {
    if (bytes.size() < 4) return;
    const std::uint32_t n = bytes[3] + 1U;
    std::vector<base::Hash> leaves;
    for (std::uint32_t i = 0; i < n; ++i) {
        base::Bytes message(bytes.begin(), bytes.end());
        message.push_back(static_cast<base::Byte>(i));
        leaves.push_back(crypto::merkle_leaf(message));
    }
    const std::uint32_t index = bytes[0] % n;

    const base::Hash root = crypto::merkle_root(leaves);
    std::vector<base::Hash> branch = crypto::merkle_branch(leaves, index);
    const auto holds = [&](std::uint32_t at) {
        return bool{crypto::verify_merkle_branch(root, leaves[index], at, n, branch)};
    };
    require(branch.size() == branch_length(index, n) && holds(index), "the branch of a leaf holds");
    require(!holds(n) && (n == 1 || !holds((index + 1) % n)), "at no other place");

    branch.push_back(root);
    require(!holds(index), "nor with a hash too many");
    branch.pop_back();
    if (branch.empty()) return;
    branch[bytes[1] % branch.size()][bytes[2] % 32] ^= 1;
    require(!holds(index), "nor with a changed hash");
    branch.pop_back();
    require(!holds(index), "nor with a hash too few");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const base::BytesView bytes{data + 1, size - 1};
    data[0] % 2 != 0 ? check_as_it_stands(bytes) : check_tree(bytes);
    return 0;
}
