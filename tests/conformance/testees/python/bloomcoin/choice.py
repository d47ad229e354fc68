"""spec/chain.md: blocks that arrive, and the choice between branches."""
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from .block import Block, check_contents, check_covered, check_transactions, decode_block
from .chain import check_proof, check_structure
from .genesis import genesis
from .ledger import apply, check_coinbase_height, commitment
from .link import Link, check_difficulty, check_later, is_early
from .pool import Pool
from .refusal import Refusal, refuse_if


class Joined(Link):
    """A block that has joined; as invalid if it has a rule. [CHN-4, CHN-6]"""

    def __init__(self, p, block, before, rule=None):
        super().__init__(p, block.header, before)
        self.block, self.rule = block, rule
        self.ledger = None                                            # after it, once it has been applied

    @cached_property
    def commitment(self):
        return commitment(self.ledger)


class Kept(NamedTuple):
    """An early block or an orphan. [CHN-7]"""
    block: Block
    is_early: bool


@dataclass(frozen=True)
class News:
    """What an arrival led to: (hash, verdict) of blocks treated, (hash, rule) of blocks refused by LED-3."""
    treated: list
    invalid: list


class Choice:
    """The blocks that a node knows, its clock, its tip and its pool."""

    def __init__(self, p):
        first = Joined(p, genesis(p), None)
        first.ledger = apply(p, {}, first.block.transactions, 0)
        self.p, self.clock, self.tip = p, 0, first
        self.joined = {first.block.hash: first}                   # by hash, in the order in which they joined
        self.kept = {}                                                # by hash, longest kept first
        self.pool = Pool(p, first.ledger, 0)
        self.news = News([], [])
        self.tip_before = first                                       # the event

    def set_clock(self, clock):
        """What comes before anything that arrives is treated. [CHN-5]"""
        self.news, self.tip_before = News([], []), self.tip
        self.clock = max(self.clock, clock)
        self.treat_kept(lambda kept: kept.is_early and not is_early(kept.block.header, self.clock))

    def arrive(self, data):
        """The bytes of a block arrive, after the clock has been set. [CHN-6]"""
        try:
            block = decode_block(self.p, data)
        except Refusal as refusal:
            self.news.treated.append((None, refusal.rule))
        else:
            self.treat(block)

    def treat(self, block):
        """[CHN-6] after decoding."""
        had_joined = block.hash in self.joined
        self.news.treated.append((block.hash, self.verdict(block)))
        if block.hash in self.joined and not had_joined:
            self.follow()
            self.treat_kept(lambda kept: not kept.is_early and kept.block.header.previous == block.hash)

    def treat_kept(self, is_meant):
        """Takes kept blocks out and treats them, in the order in which they came. [CHN-5, CHN-6]"""
        meant = [kept.block for kept in self.kept.values() if is_meant(kept)]
        for block in meant:
            del self.kept[block.hash]
        for block in meant:
            self.treat(block)

    def verdict(self, block):
        """`known`, `orphan`, `early`, `joined` or the rule that refuses. [CHN-6]"""
        if block.hash in self.joined:
            return self.joined[block.hash].rule or "known"
        if block.hash in self.kept:
            return "known"
        try:
            return self.keep_or_join(block)
        except Refusal as refusal:
            return refusal.rule

    def keep_or_join(self, block):
        """[CHN-6] from HDR-1 on."""
        p, header = self.p, block.header
        check_structure(p, header)
        before = self.joined.get(header.previous)
        if before is None:
            return self.keep(block, early=False)
        refuse_if(before.rule is not None, "HDR-9")
        check_later(header, before)
        if is_early(header, self.clock):
            return self.keep(block, early=True)
        check_difficulty(p, header, before)
        check_proof(p, header)
        check_covered(block)
        return self.join(block, before)

    def keep(self, block, early):
        """[CHN-7]"""
        check_contents(self.p, block)
        self.kept[block.hash] = Kept(block, early)
        if len(self.kept) > self.p.chain.kept_max:
            del self.kept[next(iter(self.kept))]
        return "early" if early else "orphan"

    def join(self, block, before):
        """Joins as invalid if a transaction or the coinbase's height is wrong. [CHN-6]"""
        joined = self.joined[block.hash] = Joined(self.p, block, before)
        try:
            check_transactions(self.p, block)
            check_coinbase_height(block.transactions[0], joined.height)
        except Refusal as refusal:
            joined.rule = refusal.rule
            raise
        return "joined"

    def follow(self):
        """[CHN-8]"""
        while True:
            candidate = max((j for j in self.joined.values() if j.rule is None), key=lambda j: j.work)
            if candidate.work <= self.tip.work:
                return
            if self.apply_chain(candidate):
                self.tip = candidate

    def apply_chain(self, candidate):
        """Makes the ledgers up to a candidate; false if a block of its chain is refused. [CHN-8]"""
        path = list(takewhile(lambda j: j.ledger is None, candidate.downwards()))
        for joined in reversed(path):
            try:
                joined.ledger = apply(self.p, joined.before.ledger, joined.block.transactions, joined.height)
            except Refusal as refusal:
                self.invalidate(joined, refusal.rule)
                return False
        return True

    def invalidate(self, joined, rule):
        """[CHN-8]"""
        joined.rule = rule
        self.news.invalid.append((joined.block.hash, rule))
        for later in self.joined.values():                            # a block joins after the one before it
            if later.rule is None and later.before is not None and later.before.rule is not None:
                later.rule = "HDR-9"

    def renew_pool(self):
        """Makes the pool anew if the tip has changed in this event. [MPL-10]"""
        if self.tip is self.tip_before:
            return
        remaining = set(self.tip.downwards())
        undone = list(takewhile(lambda j: j not in remaining, self.tip_before.downwards()))
        self.pool.renew(self.tip.ledger, self.tip.height,
                        [t for j in reversed(undone) for t in j.block.transactions[1:]])
