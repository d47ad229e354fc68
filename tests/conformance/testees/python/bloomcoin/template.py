"""spec/chain.md: block templates."""
from fractions import Fraction

from .amount import reward
from .block import TRANSACTIONS_MAX, Block, merkle_root
from .chain import Header
from .link import next_difficulty
from .transaction import Output, coinbase

FIXED_SIZE = 136 + 2 + 54                                             # MPL-11: header, count, coinbase


def package(pool, waiting, chosen):
    """A transaction and those before it that are not chosen yet, in the order of the pool. [MPL-11]"""
    members = {waiting.transaction.txid, *pool.all_before(waiting.transaction)} - chosen.keys()
    return [w for txid, w in pool.waiting.items() if txid in members]


def size_of(waiting):
    return sum(w.size for w in waiting)


def fees_of(waiting):
    return sum(w.fee for w in waiting)


def ratio(members):
    return Fraction(fees_of(members), size_of(members))


def fits(p, members, chosen):
    """[MPL-11]"""
    count = 1 + len(chosen) + len(members)
    size = FIXED_SIZE + size_of(chosen.values()) + size_of(members)
    return count <= TRANSACTIONS_MAX and size <= p.chain.block_size_max


def choose(p, pool):
    """What goes from the pool into a template, in its order. [MPL-11]"""
    chosen, passed_over = {}, set()
    while True:
        packages = [(txid, package(pool, w, chosen)) for txid, w in pool.waiting.items()
                    if txid not in chosen and txid not in passed_over]
        if not packages:
            return list(chosen.values())
        txid, members = max(packages, key=lambda candidate: ratio(candidate[1]))
        if fits(p, members, chosen):
            chosen.update((w.transaction.txid, w) for w in members)
        else:
            passed_over.add(txid)


def assemble(p, tip, pool, address, clock):
    """The block template on a tip (a Link). [MPL-11]"""
    chosen = choose(p, pool)
    height = tip.height + 1
    worth = reward(p, height) + fees_of(chosen)
    first = coinbase(height, [Output(worth, address)] if worth else [])
    transactions = (first, *(w.transaction for w in chosen))
    header = Header(version=1, previous=tip.header.hash, merkle_root=merkle_root(transactions),
                    time_s=max(clock, tip.header.time_s + 1), difficulty=next_difficulty(p, tip))
    return Block(header, transactions)
