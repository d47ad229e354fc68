"""spec/codec.md: values as bytes and as hexadecimal text."""
from .refusal import Refusal


def little(value, size):
    """[COD-5]"""
    return value.to_bytes(size, "little")


def of_exact_size(data, size):
    """The bytes, if they are as many as the value has. [COD-7]"""
    if len(data) < size:
        raise Refusal("COD-1")
    if len(data) > size:
        raise Refusal("COD-2")
    return data


def from_hex(text):
    """[COD-8]"""
    if len(text.encode()) % 2:
        raise Refusal("COD-3")
    if any(character not in "0123456789abcdef" for character in text):
        raise Refusal("COD-4")
    return bytes.fromhex(text)
