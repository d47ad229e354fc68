"""spec/crypto.md: the Merkle tree."""
from .crypto import tagged_hash
from .refusal import refuse_if


def leaf(message):
    """[CRY-5]"""
    return tagged_hash("BLC/merkle/leaf", message)


def node(left, right):
    """[CRY-5]"""
    return tagged_hash("BLC/merkle/node", left + right)


def level_above(level):
    """[CRY-6]"""
    above = [node(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return above + level[-1:] if len(level) % 2 else above


def root(leaves):
    """[CRY-6]"""
    level = list(leaves)
    while len(level) > 1:
        level = level_above(level)
    return level[0]


def branch(leaves, index):
    """[CRY-7]"""
    level, hashes = list(leaves), []
    while len(level) > 1:
        if index ^ 1 < len(level):
            hashes.append(level[index ^ 1])
        level, index = level_above(level), index >> 1
    return hashes


def sides(index, count):
    """For each hash of a branch whether it stands to the left. [CRY-7]"""
    while count > 1:
        if index ^ 1 < count:
            yield index % 2 == 1
        index, count = index >> 1, (count + 1) >> 1


def verify(tree_root, start, index, count, hashes):
    """[CRY-7]"""
    refuse_if(index >= count, "MRK-1")
    way = list(sides(index, count))
    refuse_if(len(hashes) != len(way), "MRK-2")
    here = start
    for other, is_left in zip(hashes, way):
        here = node(other, here) if is_left else node(here, other)
    refuse_if(here != tree_root, "MRK-3")
