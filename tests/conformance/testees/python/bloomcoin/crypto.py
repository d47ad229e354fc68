"""spec/crypto.md: hashes and the stream of words."""
from hashlib import sha256 as _sha256

from .codec import le


def sha256(m):
    return _sha256(m).digest()


def double_sha256(m):
    return sha256(sha256(m))


_tags = {}


def tagged_hash(tag, m):                                              # CRY-3
    h = _tags.get(tag)
    if h is None:
        t = sha256(tag.encode("utf-8"))
        h = _tags[tag] = _sha256(t + t)
    h = h.copy()
    h.update(m)
    return h.digest()


def words(seed, skip, count):                                         # CRY-4
    out = []
    j, drop = divmod(skip, 8)
    while len(out) < drop + count:
        b = tagged_hash("BLC/stream", seed + le(j, 8))
        out += [int.from_bytes(b[k:k + 4], "little") for k in range(0, 32, 4)]
        j += 1
    return out[drop:drop + count]
