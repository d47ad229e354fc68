"""spec/chain.md: headers, their work, their check, and mining."""
from dataclasses import astuple, dataclass, replace
from functools import cached_property

from .codec import le
from .crypto import double_sha256
from .kuramoto import attempt
from .num import M64
from .refusal import Refusal, refuse_if

FIELDS = (("version", 4), ("previous", None), ("merkle_root", None), ("time_s", 8), ("difficulty", 8), ("nonce", 8),
          ("bloom_step", 4), ("coherence", 4), ("mean_phase", 4), ("bloom_digest", None))     # HDR-4

HEADER_SIZE = 136


@dataclass(frozen=True)
class Header:
    """[HDR-4]"""
    version: int
    previous: bytes
    merkle_root: bytes
    time_s: int
    difficulty: int
    nonce: int = 0
    bloom_step: int = 0
    coherence: int = 0
    mean_phase: int = 0
    bloom_digest: bytes = bytes(32)

    @classmethod
    def read(cls, reader):
        return cls(*(reader.take(32) if n is None else reader.uint(n) for _, n in FIELDS))

    @cached_property
    def encoded(self):
        return b"".join(v if n is None else le(v, n) for v, (_, n) in zip(astuple(self), FIELDS))

    @cached_property
    def hash(self):
        """[HDR-5]"""
        return double_sha256(self.encoded)

    @property
    def prefix(self):
        """[HDR-6]"""
        return self.encoded[:84]


def check_structure(p, header):
    """[HDR-7]"""
    refuse_if(header.version != 1, "HDR-1")
    refuse_if(not p.run - 1 <= header.bloom_step <= p.steps - 1, "HDR-2")
    refuse_if(not 929887696 <= header.coherence <= 1 << 30, "HDR-3")


def check_work(h, difficulty):
    """[WRK-1, WRK-2]"""
    refuse_if(difficulty == 0, "WRK-1")
    refuse_if(int.from_bytes(h, "big") * difficulty >= 1 << 256, "WRK-2")


def check_bloom(p, header):
    """[POC-1 … POC-5]"""
    step, r, psi, dig = attempt(p, header.prefix, header.nonce)
    refuse_if(step is None, "POC-1")
    refuse_if(step != header.bloom_step, "POC-2")
    refuse_if(r != header.coherence, "POC-3")
    refuse_if(psi != header.mean_phase, "POC-4")
    refuse_if(dig != header.bloom_digest, "POC-5")


def check_proof(p, header):
    """Work, then bloom. [HDR-7]"""
    check_work(header.hash, header.difficulty)
    check_bloom(p, header)


def check_header(p, header):
    """[HDR-7] without the bytes."""
    check_structure(p, header)
    check_proof(p, header)


def has_work(header):
    try:
        check_work(header.hash, header.difficulty)
    except Refusal:
        return False
    return True


def mine(p, template, attempts):
    """The header found or None, the next nonce, how many attempts and blooms. [MIN-1]"""
    nonce, made, blooms, found = template.nonce, 0, 0, None
    while made < attempts and found is None:
        step, r, psi, dig = attempt(p, template.prefix, nonce)
        made += 1
        if step is not None:
            blooms += 1
            header = replace(template, nonce=nonce, bloom_step=step, coherence=r, mean_phase=psi,
                             bloom_digest=dig)
            found = header if has_work(header) else None
        nonce = (nonce + 1) & M64
    return found, nonce, made, blooms
