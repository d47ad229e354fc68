#include <bloomcoin/crypto/merkle.hpp>

#include "../support/generators.hpp"
#include "../support/property.hpp"

#include <algorithm>
#include <set>

using namespace bloomcoin;
using base::Hash;
using test::property;

namespace {

using Hashes = std::vector<Hash>;

Hash leaf_of(std::uint32_t number) {
    return crypto::merkle_leaf(base::Bytes{static_cast<base::Byte>(number), static_cast<base::Byte>(number >> 8)});
}

Hashes leaves_of(std::size_t count) {
    Hashes leaves;
    for (std::uint32_t i = 0; i < count; ++i) leaves.push_back(leaf_of(i));
    return leaves;
}

Hash node_by_definition(const Hash& left, const Hash& right) {
    base::Bytes bytes(left.begin(), left.end());
    bytes.insert(bytes.end(), right.begin(), right.end());
    return crypto::tagged_hash("BLC/merkle/node", bytes);
}

/// The root from the top: the left part has the greatest power of two of leaves that is less than all of them. That is
/// another way to say what CRY-6 says, level by level.
Hash root_from_the_top(std::span<const Hash> leaves) {
    if (leaves.size() == 1) return leaves.front();
    std::size_t left = 1;
    while (2 * left < leaves.size()) left *= 2;
    return node_by_definition(root_from_the_top(leaves.first(left)), root_from_the_top(leaves.subspan(left)));
}

/// How many hashes the branch of a leaf has, by the same reading.
std::size_t branch_size(std::size_t index, std::size_t count) {
    if (count == 1) return 0;
    std::size_t left = 1;
    while (2 * left < count) left *= 2;
    return 1 + (index < left ? branch_size(index, left) : branch_size(index - left, count - left));
}

base::Check verified(const Hash& root, const Hash& leaf, std::size_t index, std::size_t count, const Hashes& branch) {
    return crypto::verify_merkle_branch(root, leaf, static_cast<std::uint32_t>(index),
                                        static_cast<std::uint32_t>(count), branch);
}

/// A leaf of a tree, with its branch.
struct Drawn {
    std::size_t count = 0;
    std::size_t index = 0;
    Hashes leaves;
    Hash root{};
    Hashes branch;
};

Drawn draw_leaf(std::size_t count_min = 1) {
    Drawn drawn;
    drawn.count = test::draw<std::size_t>(count_min, 80);
    drawn.index = test::draw<std::size_t>(0, drawn.count);
    drawn.leaves = leaves_of(drawn.count);
    drawn.root = crypto::merkle_root(drawn.leaves);
    drawn.branch = crypto::merkle_branch(drawn.leaves, drawn.index);
    return drawn;
}

void flip(Hash& hash) { hash[test::draw<std::size_t>(0, 32)] ^= static_cast<base::Byte>(1U << test::draw(0, 8)); }

}  // namespace

TEST_CASE("[CRY-5] leaves and nodes are hashed under their tags") {
    property("any bytes", [] {
        const auto bytes = *rc::gen::arbitrary<base::Bytes>();
        RC_ASSERT(crypto::merkle_leaf(bytes) == crypto::tagged_hash("BLC/merkle/leaf", bytes));
        const Hash left = *test::any_hash();
        const Hash right = *test::any_hash();
        RC_ASSERT(crypto::merkle_node(left, right) == node_by_definition(left, right));
    });
}

TEST_CASE("[CRY-6] the root is that of the tree whose left part is the greatest power of two") {
    for (std::size_t count = 1; count <= 300; ++count) {
        const Hashes leaves = leaves_of(count);
        CHECK(crypto::merkle_root(leaves) == root_from_the_top(leaves));
    }
}

TEST_CASE("[CRY-6] the smallest trees, by hand") {
    const Hash a = leaf_of(0), b = leaf_of(1), c = leaf_of(2), d = leaf_of(3), e = leaf_of(4);
    const auto node = node_by_definition;
    CHECK(crypto::merkle_root(Hashes{a}) == a);
    CHECK(crypto::merkle_root(Hashes{a, b}) == node(a, b));
    CHECK(crypto::merkle_root(Hashes{a, b, c}) == node(node(a, b), c));
    CHECK(crypto::merkle_root(Hashes{a, b, c, d}) == node(node(a, b), node(c, d)));
    CHECK(crypto::merkle_root(Hashes{a, b, c, d, e}) == node(node(node(a, b), node(c, d)), e));
}

TEST_CASE("[CRY-6] lists that differ have different roots: repeated at the end, cut, swapped or changed") {
    std::set<Hash> roots;
    std::size_t lists = 0;
    const auto add = [&](const Hashes& leaves) {
        roots.insert(crypto::merkle_root(leaves));
        ++lists;
    };
    for (std::size_t count = 1; count <= 40; ++count) {
        const Hashes leaves = leaves_of(count);
        add(leaves);
        // As in CVE-2012-2459: the last one, two, three, … once more.
        for (std::size_t repeated = 1; repeated <= count; ++repeated) {
            Hashes longer = leaves;
            longer.insert(longer.end(), leaves.end() - static_cast<std::ptrdiff_t>(repeated), leaves.end());
            add(longer);
        }
        for (std::size_t i = 0; i + 1 < count; ++i) {
            Hashes swapped = leaves;
            std::swap(swapped[i], swapped[i + 1]);
            add(swapped);
        }
        for (std::size_t i = 0; i < count; ++i) {
            Hashes changed = leaves;
            changed[i][0] ^= 1;
            add(changed);
        }
    }
    CHECK(roots.size() == lists);
}

TEST_CASE("[CRY-6] [CRY-5] a level of nodes cannot pass as a list of messages") {
    for (std::size_t count = 3; count <= 40; ++count) {
        const Hashes leaves = leaves_of(count);
        const Hash root = crypto::merkle_root(leaves);
        // Somebody gives the two hashes below a node as a message: its leaf is not that node.
        Hashes forged;
        for (std::size_t i = 0; i < count; i += 2) {
            base::Bytes message(leaves[i].begin(), leaves[i].end());
            if (i + 1 < count) message.insert(message.end(), leaves[i + 1].begin(), leaves[i + 1].end());
            forged.push_back(crypto::merkle_leaf(message));
        }
        CHECK(crypto::merkle_root(forged) != root);
    }
    CHECK(crypto::merkle_leaf(base::Bytes(64)) != crypto::merkle_node({}, {}));
}

TEST_CASE("[CRY-7] the branch of every leaf leads to the root, for up to 40 leaves") {
    for (std::size_t count = 1; count <= 40; ++count) {
        const Hashes leaves = leaves_of(count);
        const Hash root = crypto::merkle_root(leaves);
        for (std::size_t index = 0; index < count; ++index) {
            const Hashes branch = crypto::merkle_branch(leaves, index);
            CHECK(branch.size() == branch_size(index, count));
            CHECK(verified(root, leaves[index], index, count, branch));
        }
    }
}

TEST_CASE("[MRK-1] an index that is not below the number of leaves is refused, whatever else is wrong") {
    property("any tree", [] {
        const Drawn drawn = draw_leaf();
        const std::size_t beyond = drawn.count + *rc::gen::element<std::size_t>(0, 1, 1'000'000);
        RC_ASSERT(verified(drawn.root, drawn.leaves[drawn.index], beyond, drawn.count, drawn.branch).rule() ==
                  base::Rule("MRK-1"));
        RC_ASSERT(verified({}, {}, drawn.index, 0, {}).rule() == base::Rule("MRK-1"));
    });
}

TEST_CASE("[MRK-2] too few or too many hashes are refused, whatever they are") {
    property("any tree, any wrong number", [] {
        Drawn drawn = draw_leaf();
        const auto sizes = rc::gen::inRange<std::size_t>(0, 10);
        drawn.branch.resize(*rc::gen::distinctFrom(sizes, drawn.branch.size()));
        RC_ASSERT(verified(drawn.root, drawn.leaves[drawn.index], drawn.index, drawn.count, drawn.branch).rule() ==
                  base::Rule("MRK-2"));
        RC_ASSERT(verified({}, {}, drawn.index, drawn.count, drawn.branch).rule() == base::Rule("MRK-2"));
    });
}

TEST_CASE("[MRK-3] a single change of root, leaf, hash or order is refused") {
    property("any tree", [] {
        Drawn drawn = draw_leaf(2);
        Hash leaf = drawn.leaves[drawn.index];
        switch (test::draw(0, 4)) {
            case 0:
                flip(drawn.root);
                break;
            case 1:
                flip(leaf);
                break;
            case 2:
                flip(drawn.branch[test::draw<std::size_t>(0, drawn.branch.size())]);
                break;
            default:
                RC_PRE(drawn.branch.size() > 1);
                std::swap(drawn.branch.front(), drawn.branch.back());
        }
        RC_ASSERT(verified(drawn.root, leaf, drawn.index, drawn.count, drawn.branch).rule() == base::Rule("MRK-3"));
    });
}

TEST_CASE("[MRK-2] [MRK-3] a leaf is shown at its own index only, for up to 40 leaves") {
    for (std::size_t count = 1; count <= 40; ++count) {
        const Hashes leaves = leaves_of(count);
        const Hash root = crypto::merkle_root(leaves);
        for (std::size_t index = 0; index < count; ++index) {
            const Hashes branch = crypto::merkle_branch(leaves, index);
            for (std::size_t other = 0; other < count; ++other) {
                if (other != index) CHECK(!verified(root, leaves[index], other, count, branch));
            }
        }
    }
}

TEST_CASE(
    "[CRY-7] [MRK-2] another number of leaves is refused where it asks for a longer or shorter branch, and only "
    "there") {
    // A root does not say how many leaves there are. The number decides only where siblings are missing, and the more
    // leaves, the fewer are missing: branches of the same length go the same way.
    for (std::size_t count = 1; count <= 40; ++count) {
        const Hashes leaves = leaves_of(count);
        const Hash root = crypto::merkle_root(leaves);
        for (std::size_t index = 0; index < count; ++index) {
            const Hashes branch = crypto::merkle_branch(leaves, index);
            for (std::size_t other = 1; other <= 45; ++other) {
                const auto check = verified(root, leaves[index], index, other, branch);
                if (index >= other) {
                    CHECK(check.rule() == base::Rule("MRK-1"));
                } else if (branch_size(index, other) != branch.size()) {
                    CHECK(check.rule() == base::Rule("MRK-2"));
                } else {
                    CHECK(check);
                }
            }
        }
    }
}

TEST_CASE("[MRK-3] a node cannot be shown as a leaf of the tree, nor of the smaller tree that it would be a leaf of") {
    for (std::size_t count = 3; count <= 40; ++count) {
        const Hashes leaves = leaves_of(count);
        const Hash root = crypto::merkle_root(leaves);
        // The message of the forged leaf is what a node is made of: left and right.
        base::Bytes message(leaves[0].begin(), leaves[0].end());
        message.insert(message.end(), leaves[1].begin(), leaves[1].end());
        Hashes branch = crypto::merkle_branch(leaves, 0);
        branch.erase(branch.begin());
        CHECK(verified(root, crypto::merkle_leaf(message), 0, (count + 1) / 2, branch).rule() == base::Rule("MRK-3"));
    }
}

TEST_CASE("[CRY-7] a tree of 2^32 - 1 leaves has branches of 32 hashes, and of 31 for its last pair's second level") {
    const Hashes branch(32);
    for (const std::uint32_t index : {0U, 1U, 0x7fffffffU, 0x80000000U, 0xfffffffdU}) {
        CHECK(crypto::verify_merkle_branch({}, {}, index, UINT32_MAX, branch).rule() == base::Rule("MRK-3"));
    }
    // The last leaf is alone on the lowest level.
    CHECK(crypto::verify_merkle_branch({}, {}, UINT32_MAX - 1, UINT32_MAX, branch).rule() == base::Rule("MRK-2"));
    CHECK(crypto::verify_merkle_branch({}, {}, UINT32_MAX - 1, UINT32_MAX, Hashes(31)).rule() == base::Rule("MRK-3"));
    CHECK(crypto::verify_merkle_branch({}, {}, UINT32_MAX, UINT32_MAX, branch).rule() == base::Rule("MRK-1"));
}
