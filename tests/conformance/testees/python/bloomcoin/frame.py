"""spec/wire.md: what the dialects share: frames, alone and in a stream."""
from typing import NamedTuple

from .codec import Reader
from .message import Kind
from .refusal import Refusal, refuse_if


class Frame(NamedTuple):
    """A frame that stands. [FRM-6]"""
    kind: Kind
    payload: bytes


class Dialect:
    """How a dialect writes; `head` is the record of the header, with `code` and `payload_size` in it."""
    head = None
    kinds = {}                                                        # by code

    def payload_max(self, p, kind):
        """The greatest payload size of a kind; of codes of no kind if it is None."""
        raise NotImplementedError

    def check_network(self, p, head):
        """[FRM-1, FRM-2]"""

    def check_sum(self, head, payload):
        """[FRM-4]"""

    def decode_payload(self, p, kind, payload):
        raise NotImplementedError

    def encode_payload(self, p, message):
        raise NotImplementedError

    def head_of(self, p, kind, payload):
        raise NotImplementedError

    def check_size(self, p, kind, size):
        """[FRM-3]"""
        refuse_if(size > self.payload_max(p, kind), "FRM-3")

    def read_head(self, p, reader):
        """The header, refused as soon as it is there, whole. [FRM-6]"""
        head = self.head.read(reader)
        self.check_network(p, head)
        self.check_size(p, self.kinds.get(head.code), head.payload_size)
        return head

    def decode(self, p, data):
        """The message in bytes that are one frame, or None if no kind has its code. [FRM-7]"""
        reader = Reader(data)
        head = self.read_head(p, reader)
        payload = reader.take(head.payload_size)
        reader.end()
        kind = self.kinds.get(head.code)
        if kind is None:
            return None
        self.check_sum(head, payload)
        return self.decode_payload(p, kind, payload)

    def encode(self, p, message):
        """The frame of a message. [FRM-9, CMP-9]"""
        payload = self.encode_payload(p, message)
        self.check_size(p, message.kind, len(payload))
        return self.head.write(self.head_of(p, message.kind, payload)) + payload


class Stream:
    """Reads frames out of pieces, and holds no more than the header and the payload of one. [FRM-6]"""

    def __init__(self, dialect, p):
        self.dialect, self.p = dialect, p
        self.passed_over, self.broken = 0, None
        self.await_head()

    def await_head(self):
        self.head, self.held, self.missing = None, bytearray(), self.dialect.head.size_max

    @property
    def kind(self):
        """Of the frame whose header has been read; None if it is passed over."""
        return self.dialect.kinds.get(self.head.code)

    @property
    def is_passing_over(self):
        return self.head is not None and self.kind is None

    def read(self, piece):
        """Yields the frames that stand when this piece has come; what breaks the stream goes to `broken`."""
        rest = memoryview(piece)
        while self.broken is None:
            part, rest = rest[:self.missing], rest[self.missing:]
            self.missing -= len(part)
            if not self.is_passing_over:
                self.held += part
            if self.missing:
                return
            frame = self.advance_or_break()
            if frame is not None:
                yield frame

    def advance_or_break(self):
        try:
            return self.advance()
        except Refusal as refusal:
            self.broken, self.held = refusal.rule, bytearray()
            return None

    def advance(self):
        """What was waited for is there, whole: the frame that stands now, or None."""
        if self.head is None:
            self.begin_payload()
            return None
        frame = None if self.is_passing_over else self.finish_payload()
        self.await_head()
        return frame

    def begin_payload(self):
        self.head = self.dialect.read_head(self.p, Reader(self.held))
        self.held, self.missing = bytearray(), self.head.payload_size
        self.passed_over += self.is_passing_over

    def finish_payload(self):
        self.dialect.check_sum(self.head, self.held)
        return Frame(self.kind, bytes(self.held))
