"""spec/codec.md: values as bytes and as hexadecimal text."""
from .refusal import Refusal


def exactly(b, n):                                                    # COD-7
    if len(b) < n:
        raise Refusal("COD-1")
    if len(b) > n:
        raise Refusal("COD-2")
    return b


def from_hex(text):                                                   # COD-8
    b = text.encode("utf-8", "surrogatepass")
    if len(b) % 2:
        raise Refusal("COD-3")
    if not all(c in b"0123456789abcdef" for c in b):
        raise Refusal("COD-4")
    return bytes.fromhex(b.decode("ascii"))


def le(v, n):                                                         # COD-5
    return v.to_bytes(n, "little")
