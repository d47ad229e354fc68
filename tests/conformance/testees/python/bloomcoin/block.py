"""spec/chain.md: blocks."""
from dataclasses import dataclass
from functools import cached_property

from . import merkle
from .chain import HEADER_SIZE, Header, check_header, check_proof
from .codec import decode, encode_list
from .refusal import refuse_if
from .transaction import TRANSACTION_SIZE_MAX, Transaction, check_transaction

TRANSACTIONS_MAX = 4096                                               # BLK-8
FIELDS_SIZE_MAX = HEADER_SIZE + 2 + TRANSACTIONS_MAX * TRANSACTION_SIZE_MAX


def merkle_root(transactions):
    """[BLK-9]"""
    return merkle.root([merkle.leaf(t.encoded) for t in transactions])


@dataclass(frozen=True)
class Block:
    """[BLK-8]"""
    header: Header
    transactions: tuple

    @classmethod
    def read(cls, reader):
        return cls(Header.read(reader), reader.list(TRANSACTIONS_MAX, Transaction.read))

    @property
    def hash(self):
        return self.header.hash

    @property
    def encoded(self):
        return self.header.encoded + encode_list([t.encoded for t in self.transactions])

    @cached_property
    def merkle_root(self):
        return merkle_root(self.transactions)


def decode_block(p, data):
    """BLK-1, then decoding. [BLK-10]"""
    refuse_if(len(data) > p.chain.block_size_max, "BLK-1")
    return decode(Block.read, data)


def check_covered(block):
    """That the hash of the block covers its transactions. [BLK-2, BLK-3]"""
    refuse_if(not block.transactions, "BLK-2")
    refuse_if(block.header.merkle_root != block.merkle_root, "BLK-3")


def check_transactions(p, block):
    """BLK-4, BLK-5, then each transaction. [BLK-10]"""
    first, *others = block.transactions
    refuse_if(not first.is_coinbase, "BLK-4")
    refuse_if(any(t.is_coinbase for t in others), "BLK-5")
    for transaction in block.transactions:
        check_transaction(p, transaction)


def check_contents(p, block):
    """WRK-1 … TXN-6. [BLK-10]"""
    check_proof(p, block.header)
    check_covered(block)
    check_transactions(p, block)


def check_block(p, block):
    """[BLK-10] after decoding."""
    check_header(p, block.header)
    check_covered(block)
    check_transactions(p, block)
