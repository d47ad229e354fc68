"""spec/wire.md: the compact dialect."""
from .address import ENDPOINT
from .binary32 import ONE, binary32, check_finite, fixed, magnitude, radians, turn
from .codec import decode
from .fields import HASH, LU16, LU32, LU64, List, Record, UInt
from .frame import Dialect
from .kuramoto import field
from .message import (BLOCK, BLOOM, COHERENCE, ENTRY, GET_BLOCKS, GET_DATA, GET_PHASE, INVENTORY, INVENTORY_MAX,
                      OF_BLOCK, PHASE, TX, VERACK, VERSION, Message, check_content, fields_max)
from .num import angle_of, centre
from .refusal import refuse_if

PAYLOAD_MAX = 65535                                                   # CMP-5
PORT_MAX = 65535
SENT_WHOLE_MAX, SAMPLE = 256, 64                                      # CMP-8

HEAD = Record("head", code=UInt(1), payload_size=LU16)                # CMP-5
F32 = LU32                                                            # COD-11


class Payload(Record):
    """What the compact dialect has for a kind; its fields have the same names where they say the same. [CMP-6]"""

    def __init__(self, code, kind, **types):
        super().__init__(kind.name, **types)
        self.code, self.kind = code, kind

    def body_of(self, said):
        """[CMP-7]"""
        return self.kind.zero._replace(**said._asdict())

    def said_of(self, body):
        """What of the fields of a message can be said. [CMP-7]"""
        return self.make(*(getattr(body, name) for name in self.types))

    def lacks(self, body):
        """Whether a field that is not said is neither zero nor empty. [CMP-9]"""
        return any(getattr(body, name) != t.zero for name, t in self.kind.types.items() if name not in self.types)


class VersionPayload(Payload):
    def body_of(self, said):
        """[CMP-2]"""
        refuse_if(said.port > PORT_MAX, "CMP-2")
        return VERSION.zero._replace(version=said.version, height=said.height, time_s=said.time_s,
                                     sender=ENDPOINT.zero._replace(port=said.port))

    def said_of(self, body):
        return self.make(body.version, body.height, body.time_s, body.sender.port)

    def lacks(self, body):
        """[CMP-9]"""
        return body != self.body_of(self.said_of(body))


class EntriesPayload(Payload):
    def body_of(self, said):
        return self.kind.make(tuple(ENTRY.make(OF_BLOCK, h) for h in said.hashes))

    def said_of(self, body):
        return self.make([entry.hash for entry in body.entries])

    def lacks(self, body):
        """[CMP-9]"""
        return any(entry.kind != OF_BLOCK for entry in body.entries)


class CoherencePayload(Payload):
    def body_of(self, said):
        return COHERENCE.make(0, coherence_of(said.coherence))

    def said_of(self, body):
        return self.make(binary32(body.coherence, 30))


class PhasePayload(Payload):
    def body_of(self, said):
        """[CMP-7]"""
        refuse_if(not said.phases, "CMP-4")
        coherence = coherence_of(said.coherence)
        turn(said.mean_phase)                                         # refused like the others, and not used
        return PHASE.make(0, coherence, tuple([turn(x) >> 16 for x in said.phases]))

    def said_of(self, body):
        """[CMP-4, CMP-7, CMP-8]"""
        refuse_if(not body.phases, "CMP-4")
        sent = [centre(body.phases[i]) for i in sampled(len(body.phases))]
        return self.make(binary32(body.coherence, 30), radians(angle_of(*field(sent))), [radians(t) for t in sent])


def coherence_of(r):
    """[CMP-7]"""
    check_finite(r)
    refuse_if(magnitude(r) > (0 if r >> 31 else ONE), "CMP-3")
    return fixed(r, 30)


def sampled(n):
    """The indices of the phases that are sent. [CMP-8]"""
    return range(n) if n <= SENT_WHOLE_MAX else [i * n // SAMPLE for i in range(SAMPLE)]


def up_to(most, element):
    return List(most, element, LU32)


PAYLOADS = (
    VersionPayload(0x01, VERSION, version=LU32, height=LU32, time_s=LU64, port=LU32),
    Payload(0x02, VERACK),
    Payload(0x10, GET_BLOCKS, start=LU32, count=LU32),
    EntriesPayload(0x11, INVENTORY, hashes=up_to(INVENTORY_MAX, HASH)),
    EntriesPayload(0x12, GET_DATA, hashes=up_to(INVENTORY_MAX, HASH)),
    Payload(0x13, BLOCK, **BLOCK.types),
    Payload(0x14, TX, **TX.types),
    PhasePayload(0x20, PHASE, coherence=F32, mean_phase=F32, phases=up_to(10000, F32)),
    Payload(0x21, GET_PHASE),
    CoherencePayload(0x22, COHERENCE, coherence=F32),
    Payload(0x30, BLOOM, **BLOOM.types))                              # CMP-6
PAYLOAD_OF = {payload.kind: payload for payload in PAYLOADS}


class Compact(Dialect):
    head = HEAD
    kinds = {payload.code: payload.kind for payload in PAYLOADS}

    def payload_max(self, p, kind):
        """[CMP-5]"""
        if kind is None:
            return PAYLOAD_MAX
        return min(fields_max(p, kind, PAYLOAD_OF[kind]), PAYLOAD_MAX)

    def head_of(self, p, kind, payload):
        """[CMP-5]"""
        return HEAD.make(PAYLOAD_OF[kind].code, len(payload))

    def decode_payload(self, p, kind, payload):
        """[CMP-7]"""
        of_kind = PAYLOAD_OF[kind]
        message = Message(kind, of_kind.body_of(decode(of_kind.read, payload)))
        check_content(message)
        return message

    def encode_payload(self, p, message):
        """[CMP-9]"""
        kind, body = message
        refuse_if(kind not in PAYLOAD_OF, "CMP-1")
        of_kind = PAYLOAD_OF[kind]
        kind.check_lists(body)
        check_content(message)
        refuse_if(of_kind.lacks(body), "CMP-1")
        return of_kind.write(of_kind.said_of(body))


COMPACT = Compact()
