"""spec/wire.md: messages."""
from typing import NamedTuple

from .address import ADDRESS_RECORD, ENDPOINT, check_records
from .block import FIELDS_SIZE_MAX, Block
from .chain import HEADER_SIZE, Header
from .fields import HASH, U8, U16, U32, U64, List, Own, Record
from .refusal import refuse_if
from .transaction import TRANSACTION_SIZE_MAX, Transaction

INVENTORY_MAX = 500
BATCH_MAX = 100                                                       # MSG-9
OF_BLOCK, OF_TRANSACTION = 1, 2                                       # MSG-7: kinds of entries
COHERENCE_MAX = 1 << 30


class Kind(Record):
    """A kind of message, with its code in the framed dialect. [MSG-7]"""

    def __init__(self, code, name, **types):
        super().__init__(name, **types)
        self.code = code


class Message(NamedTuple):
    """`body` is a value of the record that the kind is; of a batch, a tuple of messages."""
    kind: Kind
    body: tuple


def up_to(most, element):
    return List(most, element, U16)


ENTRY = Record("entry", kind=U8, hash=HASH)
ENTRIES = up_to(INVENTORY_MAX, ENTRY)
HEADER = Own(Header, HEADER_SIZE)

VERSION = Kind(0x01, "version", version=U32, services=U64, time_s=U64, receiver=ENDPOINT, sender=ENDPOINT, nonce=U64,
               user_agent=up_to(64, U8), height=U32, genesis=HASH)
VERACK = Kind(0x02, "verack")
BLOCK = Kind(0x10, "block", block=Own(Block, FIELDS_SIZE_MAX))
GET_BLOCKS = Kind(0x11, "get-blocks", start=U32, count=U32)
HEADERS = Kind(0x12, "headers", headers=up_to(2000, HEADER))
GET_HEADERS = Kind(0x13, "get-headers", locator=up_to(64, HASH), stop=HASH)
BLOOM = Kind(0x14, "bloom", header=HEADER)
TX = Kind(0x20, "tx", transaction=Own(Transaction, TRANSACTION_SIZE_MAX))
GET_TX = Kind(0x21, "get-tx", txids=up_to(INVENTORY_MAX, HASH))
MEMPOOL = Kind(0x22, "mempool")
PHASE = Kind(0x30, "phase", height=U32, coherence=U32, phases=up_to(10000, U16))
GET_PHASE = Kind(0x31, "get-phase", height=U32)
COHERENCE = Kind(0x32, "coherence", height=U32, coherence=U32)
ADDR = Kind(0x40, "addr", records=up_to(1000, ADDRESS_RECORD))
GET_ADDR = Kind(0x41, "get-addr")
PING = Kind(0x42, "ping", nonce=U64)
PONG = Kind(0x43, "pong", nonce=U64)
INVENTORY = Kind(0x50, "inventory", entries=ENTRIES)
GET_DATA = Kind(0x51, "get-data", entries=ENTRIES)
NOT_FOUND = Kind(0x52, "not-found", entries=ENTRIES)
BATCH = Kind(0x60, "batch")                                           # MSG-9 stands in place of fields

KINDS = {kind.name: kind for kind in (
    VERSION, VERACK, BLOCK, GET_BLOCKS, HEADERS, GET_HEADERS, BLOOM, TX, GET_TX, MEMPOOL, PHASE, GET_PHASE, COHERENCE,
    ADDR, GET_ADDR, PING, PONG, INVENTORY, GET_DATA, NOT_FOUND, BATCH)}


def check_version(body):
    """[MSG-1]"""
    refuse_if(any(not 0x20 <= c <= 0x7E for c in body.user_agent), "MSG-1")


def check_entries(body):
    """[MSG-2]"""
    refuse_if(any(entry.kind not in (OF_BLOCK, OF_TRANSACTION) for entry in body.entries), "MSG-2")


def check_coherence(body):
    """[MSG-3]"""
    refuse_if(body.coherence > COHERENCE_MAX, "MSG-3")


def check_range(body):
    """[MSG-6]"""
    refuse_if(body.count > INVENTORY_MAX, "MSG-6")


CHECKS = {VERSION: check_version, INVENTORY: check_entries, GET_DATA: check_entries, NOT_FOUND: check_entries,
          PHASE: check_coherence, COHERENCE: check_coherence, GET_BLOCKS: check_range,
          ADDR: lambda body: check_records(body.records)}


def check_content(message):
    """[MSG-8] without MSG-4, which is of the framed dialect and comes before."""
    if message.kind in CHECKS:
        CHECKS[message.kind](message.body)


def fields_max(p, kind, fields):
    """The greatest payload size that both dialects allow a kind with these fields. [FRM-8, CMP-5]"""
    most = min(fields.size_max, p.wire.payload_size_max)
    return min(most, p.chain.block_size_max) if kind is BLOCK else most
