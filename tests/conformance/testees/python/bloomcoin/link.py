"""spec/chain.md: what a header owes to the headers before it."""
from itertools import islice

from .chain import check_proof, check_structure
from .difficulty import COHERENCES, base_at, required
from .refusal import refuse_if

AHEAD_MAX_S = 7200                                                    # HDR-11


class Link:
    """A header in its chain: `before` is the link of the header before it, or None."""

    def __init__(self, p, header, before):
        self.header, self.before = header, before
        self.height = 0 if before is None else before.height + 1      # HDR-13
        self.base = next_base(p, before)
        self.work = header.difficulty + (0 if before is None else before.work)    # CHN-3

    def downwards(self):
        """This link and all before it, highest first."""
        link = self
        while link is not None:
            yield link
            link = link.before

    def time_at(self, height):
        """The time of the link at a height that is not above this one's."""
        return next(islice(self.downwards(), self.height - height, None)).header.time_s


def next_base(p, last):
    """The base of the height after a link; of height 0 if there is none. [DIF-1]"""
    return p.difficulty if last is None else base_at(p, last.height + 1, last.base, last.time_at)


def next_difficulty(p, last):
    """The difficulty that the height after a link requires. [DIF-2]"""
    coherences = [link.header.coherence for link in islice(last.downwards(), COHERENCES)]
    return required(next_base(p, last), coherences)


def is_early(header, clock):
    """[HDR-11]"""
    return header.time_s > clock + AHEAD_MAX_S


def check_later(header, before):
    """[HDR-10]"""
    refuse_if(header.time_s <= before.header.time_s, "HDR-10")


def check_difficulty(p, header, before):
    """[HDR-12]"""
    refuse_if(header.difficulty != next_difficulty(p, before), "HDR-12")


def check_next_header(p, header, last, clock):
    """A header that comes after a chain of valid ones: all but the bytes. [HDR-7, HDR-14]"""
    check_structure(p, header)
    refuse_if(header.previous != last.header.hash, "HDR-8")
    check_later(header, last)
    refuse_if(is_early(header, clock), "HDR-11")
    check_difficulty(p, header, last)
    check_proof(p, header)
