"""spec/param.md: profiles and the constants derived from them."""
from .num import PHI, PI, SQRT5, divide_round

SCALE = divide_round((3 * SQRT5 - 5 * 2**60) * 2**32, 400 * PI)       # PAR-3


class Profile:
    def __init__(self, name, magic, n, steps, run, difficulty):
        self.name, self.magic, self.n, self.steps, self.run = name, bytes.fromhex(magic), n, steps, run
        self.difficulty = difficulty
        self.gain = divide_round(PHI << 46, 300 * n * PI)             # PAR-4


PROFILES = {p.name: p for p in (
    Profile("mainnet", "424c4300", 63, 1000, 7, 4), Profile("testnet", "424c5400", 63, 1000, 7, 4),
    Profile("fast", "424c4600", 31, 500, 7, 2), Profile("secure", "424c5300", 127, 2000, 7, 6),
    Profile("tiny", "424c5900", 5, 64, 7, 1))}
