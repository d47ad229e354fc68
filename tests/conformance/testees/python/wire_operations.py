"""The operations of the room wire, and those of codec and param that it uses (tests/vectors/README.md)."""
from dataclasses import asdict
from functools import singledispatch

from bloomcoin.address import ADDRESS_RECORD, check_record
from bloomcoin.binary32 import binary32, fixed, radians, turn
from bloomcoin.codec import decode, le
from bloomcoin.compact import COMPACT, sampled
from bloomcoin.crypto import sha256
from bloomcoin.fields import U8, Bytes, List, Own, Record, UInt
from bloomcoin.frame import Stream
from bloomcoin.framed import FRAMED
from bloomcoin.message import BATCH, KINDS, Message
from bloomcoin.num import M32
from table import OPS, hx, op, un

OPS["par.wire"] = lambda p, i: asdict(p.wire)
OPS["cod.fixed"] = lambda p, i: {"value": str(fixed(i["x"], i["bits"]))}
OPS["cod.binary32"] = lambda p, i: {"x": binary32(int(i["value"]), i["bits"])}
OPS["cod.turn"] = lambda p, i: {"turn": turn(i["x"])}
OPS["cod.radians"] = lambda p, i: {"x": radians(i["turn"])}
OPS["cmp.sample"] = lambda p, i: {"indices": list(sampled(i["count"]))}


@op("cod.angles")
def _(p, i):
    angles = [radians((i["start"] + k * i["step"]) & M32) for k in range(i["count"])]
    return {"digest": hx(sha256(b"".join([le(x, 4) + le(turn(x), 4) for x in angles])))}


@op("adr.check")
def _(p, i):
    record = decode(ADDRESS_RECORD.read, un(i["record"]))
    check_record(record)
    fields = to_json(ADDRESS_RECORD, record)
    return {**fields.pop("endpoint"), **fields}


@singledispatch
def to_json(of_type, value):
    """A value of a type of fields, as JSON has it."""
    raise TypeError(of_type)


@singledispatch
def from_json(of_type, value):
    """The reverse."""
    raise TypeError(of_type)


@to_json.register
def _(of_type: UInt, value):
    return str(value) if of_type.size_max == 8 else value


@from_json.register
def _(of_type: UInt, value):
    return int(value)


@to_json.register
def _(of_type: Bytes, value):
    return hx(value)


@from_json.register
def _(of_type: Bytes, value):
    return un(value)


@to_json.register
def _(of_type: Own, value):
    return hx(value.encoded)


@from_json.register
def _(of_type: Own, value):
    return decode(of_type.read, un(value))


@to_json.register
def _(of_type: List, value):
    if of_type.element is U8:
        return bytes(value).decode("ascii")                           # the user agent
    return [to_json(of_type.element, v) for v in value]


@from_json.register
def _(of_type: List, value):
    if of_type.element is U8:
        return tuple(value.encode("utf-8", "surrogatepass"))
    return tuple([from_json(of_type.element, v) for v in value])


@to_json.register
def _(of_type: Record, value):
    return {name: to_json(t, v) for (name, t), v in zip(of_type.types.items(), value, strict=True)}


@from_json.register
def _(of_type: Record, value):
    return of_type.make(*[from_json(t, value[name]) for name, t in of_type.types.items()])


def message_to_json(message):
    kind, body = message
    fields = {"messages": [message_to_json(m) for m in body]} if kind is BATCH else to_json(kind, body)
    return {"kind": kind.name, **fields}


def message_from_json(value):
    kind = KINDS[value["kind"]]
    if kind is BATCH:
        return Message(kind, tuple(message_from_json(m) for m in value["messages"]))
    return Message(kind, from_json(kind, value))


def stream_state(stream, piece):
    frames = [{"kind": f.kind.name, "payload": hx(sha256(f.payload))} for f in stream.read(un(piece))]
    return {"frames": frames, "passed_over": stream.passed_over, "broken": stream.broken}


def of_dialect(room, dialect):
    """The operations that both dialects have."""
    @op(room + ".decode")
    def _(p, i):
        message = dialect.decode(p, un(i["frame"]))
        return {"message": None if message is None else message_to_json(message)}

    @op(room + ".encode")
    def _(p, i):
        return {"frame": hx(dialect.encode(p, message_from_json(i["message"])))}

    @op(room + ".stream")
    def _(p, i):
        stream = Stream(dialect, p)
        return {"states": [stream_state(stream, piece) for piece in i["pieces"]]}

    @op(room + ".limits")
    def _(p, i):
        limits = {kind.name: dialect.payload_max(p, kind) for kind in dialect.kinds.values()}
        return {"limits": limits, "other": dialect.payload_max(p, None)}


of_dialect("frm", FRAMED)
of_dialect("cmp", COMPACT)
