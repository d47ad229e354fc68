"""spec/crypto.md: hashes and the stream of words."""
import hashlib
import struct

from .codec import little


def sha256(data):
    """[CRY-1]"""
    return hashlib.sha256(data).digest()


def double_sha256(data):
    """[CRY-2]"""
    return sha256(sha256(data))


def tagged_hash(tag, data):
    """[CRY-3]"""
    tag_hash = sha256(tag.encode("ascii"))
    return sha256(tag_hash + tag_hash + data)


def words(seed):
    """The endless stream of words of a seed. [CRY-4]"""
    counter = 0
    while True:
        yield from struct.unpack("<8I", tagged_hash("BLC/stream", seed + little(counter, 8)))
        counter += 1
