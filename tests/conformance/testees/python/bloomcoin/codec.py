"""spec/codec.md: values as bytes and as hexadecimal text."""
from .refusal import Refusal, refuse_if


class Reader:
    """Reads the fields of a record in order. [COD-7]"""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, length):
        """[COD-6]"""
        start, self.at = self.at, self.at + length
        refuse_if(self.at > len(self.data), "COD-1")
        return self.data[start:self.at]

    def uint(self, length, order="little"):
        """[COD-5, COD-18]"""
        return int.from_bytes(self.take(length), order)

    def list(self, most, read, count_size=2, order="little"):
        """[COD-9, COD-18]"""
        count = self.uint(count_size, order)
        refuse_if(count > most, "COD-10")
        return tuple(read(self) for _ in range(count))

    def end(self):
        refuse_if(self.at < len(self.data), "COD-2")


def decode(read, data):
    """The value that `read` makes of exactly these bytes. [COD-7]"""
    reader = Reader(data)
    value = read(reader)
    reader.end()
    return value


def exactly(b, n):
    """A value of fixed length that is read alone. [COD-7]"""
    return decode(lambda reader: reader.take(n), b)


def from_hex(text):                                                   # COD-8
    b = text.encode("utf-8", "surrogatepass")
    if len(b) % 2:
        raise Refusal("COD-3")
    if not all(c in b"0123456789abcdef" for c in b):
        raise Refusal("COD-4")
    return bytes.fromhex(b.decode("ascii"))


def le(v, n):                                                         # COD-5
    return v.to_bytes(n, "little")


def encode_list(elements, count_size=2, order="little"):
    """A list of elements that are encoded already. [COD-9, COD-18]"""
    return len(elements).to_bytes(count_size, order) + b"".join(elements)
