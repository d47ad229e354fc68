"""spec/chain.md: the pool."""
from dataclasses import dataclass
from fractions import Fraction

from .ledger import check_lock, check_spending, coins_of, fee_of
from .refusal import Refusal, refuse_if
from .transaction import Transaction, check_signatures, check_transaction

BEFORE_MAX = 24                                                       # MPL-5


@dataclass(frozen=True)
class Waiting:
    """A transaction in the pool; `height` is that of the tip when it came. [MPL-7]"""
    transaction: Transaction
    fee: int
    height: int

    @property
    def size(self):
        return self.transaction.size


class Pool:
    """[MPL-7]"""

    def __init__(self, p, ledger, height):
        self.p, self.ledger, self.height = p, ledger, height      # the ledger and the height of the tip
        self.waiting = {}                                         # by txid, in the order in which they came
        self.spenders = {}                                        # txids, by the outpoints that they spend

    def coin(self, outpoint):
        """The coin of the ledger or of the pool under an outpoint, or None. [MPL-8]"""
        if outpoint in self.ledger:
            return self.ledger[outpoint]
        maker = self.waiting.get(outpoint.txid)
        return None if maker is None else coins_of(maker.transaction, self.height + 1).get(outpoint)

    def all_before(self, transaction):
        """The txids of those in the pool that come before a transaction. [MPL-5]"""
        found, ways = set(), [transaction]
        while ways:
            for spent in ways.pop().inputs:
                txid = spent.outpoint.txid
                if txid in self.waiting and txid not in found:
                    found.add(txid)
                    ways.append(self.waiting[txid].transaction)
        return found

    def all_after(self, transaction):
        """The txids of those in the pool that come after a transaction. [MPL-9]"""
        found, ways = set(), [transaction]
        while ways:
            for outpoint, _ in ways.pop().outpoints():
                txid = self.spenders.get(outpoint)
                if txid is not None and txid not in found:
                    found.add(txid)
                    ways.append(self.waiting[txid].transaction)
        return found

    def check(self, transaction):
        """All of MPL-8 between decoding and MPL-6; returns the fee. [MPL-8]"""
        height = self.height + 1
        check_transaction(self.p, transaction)
        refuse_if(transaction.is_coinbase, "MPL-1")
        refuse_if(transaction.txid in self.waiting, "MPL-2")
        check_lock(transaction, height)
        coins = [self.check_input(spent, height) for spent in transaction.inputs]
        fee = fee_of(transaction, coins)
        refuse_if(fee < transaction.size, "MPL-4")
        refuse_if(len(self.all_before(transaction)) > BEFORE_MAX, "MPL-5")
        check_signatures(self.p, transaction)
        return fee

    def check_input(self, spent, height):
        """The coin that an input spends. [MPL-8]"""
        coin = self.coin(spent.outpoint)
        refuse_if(coin is None, "TXN-8")
        refuse_if(spent.outpoint in self.spenders, "MPL-3")
        check_spending(self.p, spent, coin, height)
        return coin

    def admit(self, transaction, came=None):
        """Puts a transaction in that came at a height, now if it is not given. [MPL-8]"""
        fee = self.check(transaction)
        self.put(Waiting(transaction, fee, self.height if came is None else came))
        losers = self.losers()
        if transaction.txid in losers:
            self.take(transaction.txid)
            raise Refusal("MPL-6")
        for txid in losers:
            self.take(txid)

    def losers(self):
        """The txids of those that have to go because the pool is too large. [MPL-9]"""
        excess = sum(w.size for w in self.waiting.values()) - self.p.chain.pool_size_max
        if excess <= 0:
            return set()
        gone = set()
        last_first = reversed(self.waiting.values())
        for worst in sorted(last_first, key=lambda w: Fraction(w.fee, w.size)):
            if excess <= 0:
                break
            if worst.transaction.txid not in gone:
                going = {worst.transaction.txid, *self.all_after(worst.transaction)} - gone
                excess -= sum(self.waiting[txid].size for txid in going)
                gone |= going
        return gone

    def put(self, waiting):
        txid = waiting.transaction.txid
        self.waiting[txid] = waiting
        for spent in waiting.transaction.inputs:
            self.spenders[spent.outpoint] = txid

    def take(self, txid):
        for spent in self.waiting.pop(txid).transaction.inputs:
            del self.spenders[spent.outpoint]

    def renew(self, ledger, height, undone):
        """After a change of the tip; `undone` are transactions of undone blocks, in order. [MPL-10]"""
        waited = self.waiting.values()
        self.ledger, self.height, self.waiting, self.spenders = ledger, height, {}, {}
        for transaction in undone:
            self.admit_or_drop(transaction, height)
        for old in waited:
            if height - old.height < self.p.chain.pool_age_max:
                self.admit_or_drop(old.transaction, old.height)

    def admit_or_drop(self, transaction, came):
        try:
            self.admit(transaction, came)
        except Refusal:
            pass
