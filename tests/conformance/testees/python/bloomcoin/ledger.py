"""spec/chain.md: the ledger. A ledger is a dict of coins by outpoint that nobody changes once it is made."""
from typing import NamedTuple

from .amount import reward
from .codec import le
from .crypto import tagged_hash
from .refusal import refuse_if
from .transaction import address, check_signatures


class Coin(NamedTuple):
    """[LED-1]"""
    amount: int
    address: bytes
    height: int
    is_coinbase: bool

    def encoded(self):
        return le(self.amount, 8) + self.address + le(self.height, 4) + le(self.is_coinbase, 1)


def commitment(ledger):
    """[LED-2]"""
    return tagged_hash("BLC/ledger", b"".join(o.encoded() + ledger[o].encoded() for o in sorted(ledger)))


def coins_of(transaction, height):
    """The coins that a transaction makes, by outpoint. [LED-1]"""
    is_coinbase = transaction.is_coinbase
    return {o: Coin(out.amount, out.address, height, is_coinbase) for o, out in transaction.outpoints()}


def check_coinbase_height(coinbase, height):
    """[BLK-6]"""
    refuse_if(coinbase.lock_height != height, "BLK-6")


def check_lock(transaction, height):
    """[TXN-7]"""
    refuse_if(transaction.lock_height > height, "TXN-7")


def check_spending(p, spent, coin, height):
    """TXN-9 and TXN-10 of an input and the coin that it spends. [LED-3]"""
    refuse_if(coin.is_coinbase and height < coin.height + p.chain.coinbase_maturity, "TXN-9")
    refuse_if(address(spent.public_key) != coin.address, "TXN-10")


def fee_of(transaction, coins):
    """The fee, given the coins that are spent. [TXN-11]"""
    fee = sum(coin.amount for coin in coins) - transaction.worth
    refuse_if(fee < 0, "TXN-11")
    return fee


def spend(p, coins, transaction, height):
    """Takes the inputs out of the coins and puts the outputs in; returns the fee. [LED-3]"""
    check_lock(transaction, height)
    for spent in transaction.inputs:
        refuse_if(spent.outpoint not in coins, "TXN-8")
        check_spending(p, spent, coins[spent.outpoint], height)
    fee = fee_of(transaction, [coins[spent.outpoint] for spent in transaction.inputs])
    check_signatures(p, transaction)
    for spent in transaction.inputs:
        del coins[spent.outpoint]
    coins.update(coins_of(transaction, height))
    return fee


def apply(p, ledger, transactions, height):
    """The ledger after a block, made from the ledger before it. [LED-3]"""
    coins = dict(ledger)
    coinbase, *others = transactions
    check_coinbase_height(coinbase, height)
    fees = sum(spend(p, coins, transaction, height) for transaction in others)
    refuse_if(coinbase.worth > reward(p, height) + fees, "BLK-7")
    coins.update(coins_of(coinbase, height))
    return coins
