"""spec/param.md: profiles and the constants derived from them."""
from dataclasses import dataclass

from .num import PHI, PI, SQRT5, divide_round

SCALE = divide_round((3 * SQRT5 - 5 * 2**60) * 2**32, 400 * PI)       # PAR-3
GENESIS_TIME = 1767225600                                             # PAR-6


@dataclass(frozen=True)
class ChainConstants:
    """[PAR-6]"""
    interval_target_s: int
    retarget_window: int
    coinbase_maturity: int
    halving_interval: int
    block_size_max: int
    pool_size_max: int
    pool_age_max: int
    kept_max: int


@dataclass(frozen=True)
class WireConstants:
    """[PAR-7]"""
    port: int
    payload_size_max: int


class Profile:
    """[PAR-1]"""

    def __init__(self, name, magic, n, steps, run, difficulty, chain, wire):
        self.name, self.magic, self.n, self.steps, self.run = name, bytes.fromhex(magic), n, steps, run
        self.difficulty = difficulty
        self.gain = divide_round(PHI << 46, 300 * n * PI)             # PAR-4
        self.chain, self.wire = chain, wire


_MAIN = ChainConstants(420, 123, 123, 15127, 1 << 20, 1 << 24, 369, 64)
_TEST = ChainConstants(60, 10, 123, 15127, 1 << 20, 1 << 24, 369, 64)
_TINY = ChainConstants(10, 5, 3, 20, 4096, 6144, 8, 4)

_MAIN_WIRE = WireConstants(7618, 1 << 20)
_TEST_WIRE = WireConstants(8333, 1 << 20)
_TINY_WIRE = WireConstants(7618, 8192)

PROFILES = {p.name: p for p in (
    Profile("mainnet", "424c4300", 63, 1000, 7, 4, _MAIN, _MAIN_WIRE),
    Profile("testnet", "424c5400", 63, 1000, 7, 4, _TEST, _TEST_WIRE),
    Profile("fast", "424c4600", 31, 500, 7, 2, _MAIN, _MAIN_WIRE),
    Profile("secure", "424c5300", 127, 2000, 7, 6, _MAIN, _MAIN_WIRE),
    Profile("tiny", "424c5900", 5, 64, 7, 1, _TINY, _TINY_WIRE))}
