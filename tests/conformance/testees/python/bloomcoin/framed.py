"""spec/wire.md: the framed dialect, and batches."""
from .codec import decode, encode_list
from .crypto import sha256
from .fields import U8, U32, Bytes, Record
from .frame import Dialect
from .message import BATCH, BATCH_MAX, KINDS, PHASE, Message, check_content, fields_max
from .refusal import refuse_if

HEAD = Record("head", magic=Bytes(4), code=U8, reserved=Bytes(3), checksum=Bytes(4), payload_size=U32)       # FRM-5
PART_HEAD = Record("part_head", code=U8, payload_size=U32)                                                 # MSG-9


class Framed(Dialect):
    head = HEAD
    kinds = {kind.code: kind for kind in KINDS.values()}

    def payload_max(self, p, kind):
        """[FRM-8]"""
        if kind is None or kind is BATCH:
            return p.wire.payload_size_max
        if kind is PHASE:
            return 10 + 2 * p.n
        return fields_max(p, kind, kind)

    def check_network(self, p, head):
        """[FRM-1, FRM-2]"""
        refuse_if(head.magic != p.magic, "FRM-1")
        refuse_if(head.reserved != HEAD.zero.reserved, "FRM-2")

    def check_sum(self, head, payload):
        """[FRM-4]"""
        refuse_if(head.checksum != checksum(payload), "FRM-4")

    def head_of(self, p, kind, payload):
        """[FRM-5]"""
        return HEAD.make(p.magic, kind.code, HEAD.zero.reserved, checksum(payload), len(payload))

    def check(self, p, message):
        """[MSG-8]"""
        refuse_if(message.kind is PHASE and len(message.body.phases) != p.n, "MSG-4")
        check_content(message)

    def decode_payload(self, p, kind, payload):
        """[MSG-8, MSG-9]"""
        if kind is BATCH:
            return Message(kind, self.decode_batch(p, payload))
        message = Message(kind, decode(kind.read, payload))
        self.check(p, message)
        return message

    def decode_batch(self, p, payload):
        """[MSG-9]"""
        return decode(lambda reader: reader.list(BATCH_MAX, lambda r: self.read_part(p, r), 2, "big"), payload)

    def read_part(self, p, reader):
        """[MSG-9]"""
        head = PART_HEAD.read(reader)
        kind = self.kinds.get(head.code)
        refuse_if(kind is None or kind is BATCH, "MSG-5")
        self.check_size(p, kind, head.payload_size)
        return self.decode_payload(p, kind, reader.take(head.payload_size))

    def encode_payload(self, p, message):
        """[FRM-9]"""
        if message.kind is BATCH:
            return self.encode_batch(p, message.body)
        message.kind.check_lists(message.body)
        self.check(p, message)
        return message.kind.write(message.body)

    def encode_batch(self, p, messages):
        """[FRM-9]"""
        refuse_if(len(messages) > BATCH_MAX, "COD-10")
        return encode_list([self.encode_part(p, message) for message in messages], 2, "big")

    def encode_part(self, p, message):
        """[FRM-9]"""
        refuse_if(message.kind is BATCH, "MSG-5")
        payload = self.encode_payload(p, message)
        self.check_size(p, message.kind, len(payload))
        return PART_HEAD.write(PART_HEAD.make(message.kind.code, len(payload))) + payload


def checksum(payload):
    """[FRM-5]"""
    return sha256(payload)[:4]


FRAMED = Framed()
