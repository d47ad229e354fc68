// The Merkle tree: one hash for a list of byte strings, and branches that show that one of
// them is in it. Leaves and nodes are hashed under different tags, and a lone node is
// promoted, so that no two lists have the same root.
// Spec: spec/crypto.md.
#pragma once

#include <bloomcoin/base/result.hpp>
#include <bloomcoin/crypto/hash.hpp>

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bloomcoin::crypto {

/// [CRY-5]
inline base::Hash merkle_leaf(base::BytesView message) { return tagged_hash("BLC/merkle/leaf", message); }

/// [CRY-5]
inline base::Hash merkle_node(const base::Hash& left, const base::Hash& right) {
    return tagged("BLC/merkle/node").update(left).update(right).digest();
}

namespace detail {

/// The level above this one: half as many hashes, rounded up. [CRY-6]
inline std::vector<base::Hash> merkle_level_above(std::span<const base::Hash> level) {
    std::vector<base::Hash> above;
    above.reserve((level.size() + 1) / 2);
    for (std::size_t i = 0; i + 1 < level.size(); i += 2) above.push_back(merkle_node(level[i], level[i + 1]));
    if (level.size() % 2 != 0) above.push_back(level.back());
    return above;
}

}  // namespace detail

/// The root over one or more leaves. [CRY-6]
inline base::Hash merkle_root(std::span<const base::Hash> leaves) {
    assert(!leaves.empty());
    std::vector<base::Hash> level(leaves.begin(), leaves.end());
    while (level.size() > 1) level = detail::merkle_level_above(level);
    return level.front();
}

/// The hashes beside the way from leaf `index` to the root, lowest first. [CRY-7]
inline std::vector<base::Hash> merkle_branch(std::span<const base::Hash> leaves, std::size_t index) {
    assert(index < leaves.size());
    std::vector<base::Hash> branch;
    std::vector<base::Hash> level(leaves.begin(), leaves.end());
    for (; level.size() > 1; index /= 2) {
        if (const std::size_t sibling = index ^ 1; sibling < level.size()) branch.push_back(level[sibling]);
        level = detail::merkle_level_above(level);
    }
    return branch;
}

/// Whether a branch shows that the leaf is the one with this index among `count`. [CRY-7]
/// Refuses MRK-1, MRK-2, MRK-3.
inline base::Check verify_merkle_branch(const base::Hash& root, const base::Hash& leaf, std::uint32_t index,
                                        std::uint32_t count, std::span<const base::Hash> branch) {
    if (index >= count) return base::Rule("MRK-1");

    base::Hash hash = leaf;
    std::size_t used = 0;
    // Half of count, rounded up without overflow.
    for (; count > 1; index /= 2, count = count / 2 + count % 2) {
        if ((index ^ 1) >= count) continue;
        if (used == branch.size()) return base::Rule("MRK-2");
        const base::Hash& sibling = branch[used++];
        hash = index % 2 == 0 ? merkle_node(hash, sibling) : merkle_node(sibling, hash);
    }
    if (used != branch.size()) return base::Rule("MRK-2");
    if (hash != root) return base::Rule("MRK-3");
    return {};
}

}  // namespace bloomcoin::crypto
