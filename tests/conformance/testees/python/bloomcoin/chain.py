"""spec/chain.md: headers, their work, their check, and mining."""
from collections import namedtuple

from . import crypto, kuramoto
from .codec import little, of_exact_size
from .refusal import Refusal

# Names and sizes in the order of the layout. [HDR-4]
LAYOUT = (
    ("version", 4), ("previous", 32), ("merkle_root", 32), ("time_s", 8), ("difficulty", 8), ("nonce", 8),
    ("bloom_step", 4), ("coherence", 4), ("mean_phase", 4), ("bloom_digest", 32),
)
HEADER_SIZE = 136
PREFIX_SIZE = 84

Header = namedtuple("Header", [name for name, _ in LAYOUT])
Mined = namedtuple("Mined", "header nonce_next attempts blooms")


def decode(data):
    """Refuses COD-1, COD-2. [HDR-4]"""
    of_exact_size(data, HEADER_SIZE)
    values, offset = [], 0
    for _, size in LAYOUT:
        piece = data[offset:offset + size]
        values.append(piece if size == 32 else int.from_bytes(piece, "little"))
        offset += size
    return Header(*values)


def encode(header):
    """[HDR-4]"""
    return b"".join(value if size == 32 else little(value, size) for value, (_, size) in zip(header, LAYOUT))


def hash_of(header):
    """[HDR-5]"""
    return crypto.double_sha256(encode(header))


def prefix_of(header):
    """[HDR-6]"""
    return encode(header)[:PREFIX_SIZE]


def check_structure(profile, header):
    """[HDR-1] [HDR-2] [HDR-3]"""
    if header.version != 1:
        raise Refusal("HDR-1")
    if not profile.bloom_run - 1 <= header.bloom_step < profile.step_count:
        raise Refusal("HDR-2")
    if not 929887696 <= header.coherence <= 1 << 30:
        raise Refusal("HDR-3")


def check_work(block_hash, difficulty):
    """[WRK-1] [WRK-2]"""
    if difficulty == 0:
        raise Refusal("WRK-1")
    if int.from_bytes(block_hash, "big") * difficulty >= 1 << 256:
        raise Refusal("WRK-2")


def bloom_at(profile, header):
    """What blooms for this header and nonce, or None. [KUR-12]"""
    seed = kuramoto.seed_of(profile, prefix_of(header), header.nonce)
    return kuramoto.evolve(profile, *kuramoto.state_of(profile, seed))[0]


def verify_bloom(profile, header):
    """[POC-1] to [POC-5]"""
    bloom = bloom_at(profile, header)
    if bloom is None:
        raise Refusal("POC-1")
    if bloom.step != header.bloom_step:
        raise Refusal("POC-2")
    if bloom.coherence != header.coherence:
        raise Refusal("POC-3")
    if bloom.mean_phase != header.mean_phase:
        raise Refusal("POC-4")
    if bloom.digest != header.bloom_digest:
        raise Refusal("POC-5")


def check_header(profile, header):
    """[HDR-7]"""
    check_structure(profile, header)
    check_work(hash_of(header), header.difficulty)
    verify_bloom(profile, header)


def mine(profile, template, attempts_max):
    """[MIN-1]"""
    nonce = template.nonce
    blooms = 0
    for attempts in range(1, attempts_max + 1):
        header = template._replace(nonce=nonce)
        nonce = (nonce + 1) % (1 << 64)
        bloom = bloom_at(profile, header)
        if bloom is None:
            continue
        blooms += 1
        header = header._replace(bloom_step=bloom.step, coherence=bloom.coherence, mean_phase=bloom.mean_phase,
                                 bloom_digest=bloom.digest)
        try:
            check_work(hash_of(header), header.difficulty)
        except Refusal:
            continue
        return Mined(header, nonce, attempts, blooms)
    return Mined(None, nonce, attempts_max, blooms)
