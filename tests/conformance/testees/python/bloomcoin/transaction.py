"""spec/chain.md: transactions."""
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from .amount import supply
from .codec import encode_list, le
from .crypto import tagged_hash
from .refusal import refuse_if
from .sign import verify

LIST_MAX = 256                                                        # TXN-12
INPUT_SIZE, OUTPUT_SIZE, SIGNATURE_SIZE = 68, 40, 64
TRANSACTION_SIZE_MAX = 14 + LIST_MAX * (INPUT_SIZE + OUTPUT_SIZE + SIGNATURE_SIZE)


class Outpoint(NamedTuple):
    """[TXN-12] Outpoints compare as LED-2 orders them."""
    txid: bytes
    index: int

    @classmethod
    def read(cls, reader):
        return cls(reader.take(32), reader.uint(4))

    def encoded(self):
        return self.txid + le(self.index, 4)


class Input(NamedTuple):
    """[TXN-12]"""
    outpoint: Outpoint
    public_key: bytes

    @classmethod
    def read(cls, reader):
        return cls(Outpoint.read(reader), reader.take(32))

    def encoded(self):
        return self.outpoint.encoded() + self.public_key


class Output(NamedTuple):
    """[TXN-12]"""
    amount: int
    address: bytes

    @classmethod
    def read(cls, reader):
        return cls(reader.uint(8), reader.take(32))

    def encoded(self):
        return le(self.amount, 8) + self.address


@dataclass(frozen=True)
class Transaction:
    """[TXN-12] Body and signatures in one."""
    version: int
    inputs: tuple
    outputs: tuple
    lock_height: int
    signatures: tuple

    @classmethod
    def read(cls, reader):
        return cls(reader.uint(4), reader.list(LIST_MAX, Input.read), reader.list(LIST_MAX, Output.read),
                   reader.uint(4), reader.list(LIST_MAX, lambda r: r.take(64)))

    @cached_property
    def body(self):
        return (le(self.version, 4) + encode_list([i.encoded() for i in self.inputs])
                + encode_list([o.encoded() for o in self.outputs]) + le(self.lock_height, 4))

    @cached_property
    def encoded(self):
        return self.body + encode_list(self.signatures)

    @cached_property
    def txid(self):
        """[TXN-13]"""
        return tagged_hash("BLC/tx/id", self.body)

    @property
    def size(self):
        return len(self.encoded)

    @property
    def is_coinbase(self):
        """[TXN-16]"""
        return not self.inputs

    @property
    def worth(self):
        """What the outputs are worth together."""
        return sum(o.amount for o in self.outputs)

    def outpoints(self):
        """The outputs, each with its outpoint. [LED-1]"""
        return ((Outpoint(self.txid, index), output) for index, output in enumerate(self.outputs))

    def signature_hash(self, p):
        """[TXN-14]"""
        return tagged_hash("BLC/tx/sign", p.magic + self.body)


def address(public_key):
    """[TXN-15]"""
    return tagged_hash("BLC/address", public_key)


def coinbase(height, outputs):
    """[TXN-16]"""
    return Transaction(1, (), tuple(outputs), height, ())


def check_transaction(p, transaction):
    """[TXN-17]"""
    inputs, outputs = transaction.inputs, transaction.outputs
    refuse_if(transaction.version != 1, "TXN-1")
    refuse_if(len(transaction.signatures) != len(inputs), "TXN-2")
    refuse_if(inputs and not outputs, "TXN-3")
    refuse_if(any(not 1 <= o.amount <= supply(p) for o in outputs), "TXN-4")
    refuse_if(transaction.worth > supply(p), "TXN-5")
    refuse_if(len({i.outpoint for i in inputs}) != len(inputs), "TXN-6")


def check_signatures(p, transaction):
    """SIG-1 … SIG-6 for each input in order. [LED-3]"""
    message = transaction.signature_hash(p)
    for spent, signature in zip(transaction.inputs, transaction.signatures, strict=True):
        verify(spent.public_key, message, signature)
