"""spec/param.md: the profiles and the constants that are derived from them."""
from dataclasses import dataclass

from .num import PHI, PI, SQRT5, divide_round

FREQUENCY_SCALE = divide_round((3 * SQRT5 - (5 << 60)) << 32, 400 * PI)  # [PAR-3]


@dataclass(frozen=True)
class Profile:
    """[PAR-1]"""

    name: str
    magic: bytes
    oscillator_count: int
    step_count: int
    difficulty_initial: int
    bloom_run: int = 7

    @property
    def coupling_gain(self):
        """[PAR-4]"""
        return divide_round(PHI << 46, 300 * self.oscillator_count * PI)


PROFILES = {
    profile.name: profile
    for profile in (  # [PAR-2]
        Profile("mainnet", b"BLC\0", 63, 1000, 4),
        Profile("testnet", b"BLT\0", 63, 1000, 4),
        Profile("fast", b"BLF\0", 31, 500, 2),
        Profile("secure", b"BLS\0", 127, 2000, 6),
        Profile("tiny", b"BLY\0", 5, 64, 1),
    )
}
