"""spec/codec.md: types of fields. One list of fields reads, writes and measures a record. [COD-7, COD-18]"""
from collections import namedtuple

from .codec import encode_list
from .refusal import refuse_if


class UInt:
    """[COD-5, COD-18]"""
    zero = 0

    def __init__(self, size, order="little"):
        self.size_max, self.order = size, order

    def read(self, reader):
        return reader.uint(self.size_max, self.order)

    def write(self, value):
        return value.to_bytes(self.size_max, self.order)


class Bytes:
    """[COD-6]"""

    def __init__(self, length):
        self.size_max, self.zero = length, bytes(length)

    def read(self, reader):
        return reader.take(self.size_max)

    def write(self, value):
        return value


class Own:
    """A header, a block or a transaction, which keeps its own encoding. [MSG-7]"""
    zero = None

    def __init__(self, of, size_max):
        self.read, self.size_max = of.read, size_max

    def write(self, value):
        return value.encoded


class List:
    """A list of at most so many elements; its count is of a UInt. [COD-9]"""
    zero = ()

    def __init__(self, most, element, count):
        self.most, self.element, self.count = most, element, count
        self.size_max = count.size_max + most * element.size_max

    def read(self, reader):
        return reader.list(self.most, self.element.read, self.count.size_max, self.count.order)

    def write(self, value):
        return encode_list([self.element.write(v) for v in value], self.count.size_max, self.count.order)


class Record:
    """Fields in order; a value is a named tuple. [COD-7]"""

    def __init__(self, name, **types):
        self.name, self.types = name, types
        self.make = namedtuple(name.replace("-", "_"), types)
        self.size_max = sum(t.size_max for t in types.values())
        self.zero = self.make(*(t.zero for t in types.values()))

    def read(self, reader):
        return self.make(*[t.read(reader) for t in self.types.values()])

    def write(self, value):
        return b"".join([t.write(v) for t, v in zip(self.types.values(), value, strict=True)])

    def check_lists(self, value):
        """What a writer asks first. No element of a list has a list itself. [COD-10]"""
        for t, v in zip(self.types.values(), value, strict=True):
            refuse_if(isinstance(t, List) and len(v) > t.most, "COD-10")


U8, U16, U32, U64 = (UInt(size, "big") for size in (1, 2, 4, 8))      # COD-18: of the framed dialect
LU16, LU32, LU64 = (UInt(size) for size in (2, 4, 8))                 # COD-5: of the compact one
HASH = Bytes(32)
