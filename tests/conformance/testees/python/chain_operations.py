"""The operations of the room chain (tests/vectors/README.md): `out` from the profile and `in`."""
from bloomcoin.amount import reward
from bloomcoin.block import check_block, decode_block, merkle_root
from bloomcoin.chain import FIELDS, Header, check_header, check_work, mine
from bloomcoin.choice import Choice
from bloomcoin.codec import decode, exactly
from bloomcoin.difficulty import COHERENCES, base_at, rebase, required
from bloomcoin.genesis import genesis
from bloomcoin.ledger import Coin, apply, commitment
from bloomcoin.link import Link, check_next_header
from bloomcoin.refusal import Refusal
from bloomcoin.template import assemble
from bloomcoin.transaction import Input, Outpoint, Output, Transaction, address, check_transaction
from table import OPS, hx, op, un


def numbers(texts):
    return [int(text) for text in texts]


def header_of(text):
    return decode(Header.read, un(text))


def transaction_of(text):
    return decode(Transaction.read, un(text))


OPS["amt.reward"] = lambda p, i: {"reward": str(reward(p, i["height"]))}


@op("txn.decode")
def _(p, i):
    t = transaction_of(i["transaction"])
    return {"fields": {
        "version": t.version,
        "inputs": [{"txid": hx(o.txid), "index": o.index, "public_key": hx(key)} for o, key in t.inputs],
        "outputs": [{"amount": str(amount), "address": hx(to)} for amount, to in t.outputs],
        "lock_height": t.lock_height,
        "signatures": [hx(s) for s in t.signatures]}}


@op("txn.encode")
def _(p, i):
    f = i["fields"]
    inputs = tuple(Input(Outpoint(un(x["txid"]), x["index"]), un(x["public_key"])) for x in f["inputs"])
    outputs = tuple(Output(int(x["amount"]), un(x["address"])) for x in f["outputs"])
    signatures = tuple(un(s) for s in f["signatures"])
    t = Transaction(f["version"], inputs, outputs, f["lock_height"], signatures)
    return {"transaction": hx(t.encoded)}


@op("txn.ids")
def _(p, i):
    t = transaction_of(i["transaction"])
    return {"txid": hx(t.txid), "signature_hash": hx(t.signature_hash(p))}


@op("txn.check")
def _(p, i):
    t = transaction_of(i["transaction"])
    check_transaction(p, t)
    return {"txid": hx(t.txid)}


OPS["txn.address"] = lambda p, i: {"address": hx(address(un(i["public_key"])))}


@op("hdr.decode")
def _(p, i):
    h = header_of(i["header"])
    as_json = {None: hx, 4: int, 8: str}
    return {"fields": {name: as_json[n](getattr(h, name)) for name, n in FIELDS}}


@op("hdr.encode")
def _(p, i):
    from_json = {None: un, 4: int, 8: int}
    return {"header": hx(Header(*(from_json[n](i["fields"][name]) for name, n in FIELDS)).encoded)}


@op("hdr.hash")
def _(p, i):
    h = header_of(i["header"])
    return {"hash": hx(h.hash), "prefix": hx(h.prefix)}


@op("hdr.check")
def _(p, i):
    h = header_of(i["header"])
    check_header(p, h)
    return {"hash": hx(h.hash)}


@op("hdr.accept")
def _(p, i):
    last = None
    for text in i["chain"]:
        last = Link(p, header_of(text), last)
    h = header_of(i["header"])
    check_next_header(p, h, last, int(i["clock"]))
    return {"height": last.height + 1, "hash": hx(h.hash)}


OPS["dif.base"] = lambda p, i: {"base": str(rebase(p, int(i["base"]), int(i["span"])))}
OPS["dif.required"] = lambda p, i: {"difficulty": str(required(int(i["base"]), i["coherences"]))}


@op("dif.chain")
def _(p, i):
    times, base = numbers(i["times"]), None
    for height in range(len(times) + 1):
        base = base_at(p, height, base, times.__getitem__)
    return {"base": str(base), "difficulty": str(required(base, i["coherences"][-COHERENCES:]))}


@op("wrk.check")
def _(p, i):
    check_work(exactly(un(i["hash"]), 32), int(i["difficulty"]))
    return {}


@op("min.mine")
def _(p, i):
    h, nonce, made, blooms = mine(p, header_of(i["template"]), int(i["attempts"]))
    return {"header": None if h is None else hx(h.encoded), "nonce_next": str(nonce), "attempts": made,
            "blooms": blooms}


@op("blk.root")
def _(p, i):
    return {"merkle_root": hx(merkle_root([transaction_of(t) for t in i["transactions"]]))}


@op("blk.check")
def _(p, i):
    block = decode_block(p, un(i["block"]))
    check_block(p, block)
    return {"hash": hx(block.hash)}


@op("led.apply")
def _(p, i):
    before = {Outpoint(un(c["txid"]), c["index"]):
              Coin(int(c["amount"]), un(c["address"]), c["height"], c["is_coinbase"]) for c in i["coins"]}
    after = apply(p, before, [transaction_of(t) for t in i["transactions"]], i["height"])
    return {"before": hx(commitment(before)), "after": hx(commitment(after))}


@op("chn.genesis")
def _(p, i):
    block = genesis(p)
    return {"block": hx(block.encoded), "hash": hx(block.hash)}


@op("chn.script")
def _(p, i):
    choice = Choice(p)
    return {"states": [_event(p, choice, event) for event in i["events"]]}


def _event(p, choice, event):
    """One event of a script, and the state after it."""
    choice.set_clock(int(event["clock"]))
    special = {}
    if "block" in event:
        choice.arrive(un(event["block"]))
    choice.renew_pool()
    if "transaction" in event:
        special["transaction"] = _arrive(choice.pool, un(event["transaction"]))
    elif "address" in event:
        template = assemble(p, choice.tip, choice.pool, un(event["address"]), choice.clock)
        special["template"] = hx(template.encoded)
    return {**_state(choice), **special}


def _arrive(pool, data):
    """The bytes of a transaction arrive. [MPL-8]"""
    txid = None
    try:
        t = decode(Transaction.read, data)
        txid = hx(t.txid)
        pool.admit(t)
    except Refusal as refusal:
        return {"txid": txid, "is": refusal.rule}
    return {"txid": txid, "is": "admitted"}


def _state(choice):
    tip, news = choice.tip, choice.news
    treated = [{"block": None if h is None else hx(h), "is": verdict} for h, verdict in news.treated]
    invalid = [{"block": hx(h), "rule": rule} for h, rule in news.invalid]
    return {"treated": treated, "invalid": invalid,
            "tip": hx(tip.block.hash), "height": tip.height, "work": hx(tip.work.to_bytes(32, "big")),
            "ledger": hx(tip.commitment), "pool": [hx(txid) for txid in choice.pool.waiting]}
