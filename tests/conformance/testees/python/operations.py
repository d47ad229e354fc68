"""The operations of the lower rooms (tests/vectors/README.md): `out` from the profile and `in`."""
from dataclasses import asdict
from hashlib import sha256 as _sha256

from bloomcoin import merkle, sign
from bloomcoin.amount import supply
from bloomcoin.codec import exactly, from_hex, le
from bloomcoin.crypto import double_sha256, sha256, tagged_hash, words
from bloomcoin.kuramoto import (attempt, attempt_seed, coherence, digest, eta, field, frequency, is_coherent, merge,
                                run_attempt, seeded, states)
from bloomcoin.num import COS, M32, M64, SIN, angle_of, divide_round, exp_neg, isqrt, lucas, mulr, shift_round
from bloomcoin.param import SCALE
from table import OPS, hx, op, un

OPS["num.mulr"] = lambda p, i: {"value": mulr(i["a"], i["b"])}
OPS["num.shift_round"] = lambda p, i: {"value": str(shift_round(int(i["x"]), int(i["bits"])))}
OPS["num.isqrt"] = lambda p, i: {"root": isqrt(int(i["n"]))}
@op("num.product")
def _(p, i):
    high, low = divmod(int(i["a"], 16) * int(i["factor"]), 1 << 256)
    return {"high": str(high), "low": hx(low.to_bytes(32, "big"))}


@op("num.divide_round")
def _(p, i):
    return {"quotient": hx(divide_round(int(i["a"], 16), int(i["b"], 16)).to_bytes(32, "big"))}


OPS["num.lucas"] = lambda p, i: {"value": str(lucas(int(i["n"])))}
OPS["num.sin"] = lambda p, i: {"value": SIN[i["turn"]]}
OPS["num.cos"] = lambda p, i: {"value": COS[i["turn"]]}


def _table(t, i):
    return {"digest": hx(sha256(b"".join(t[(i["start"] + k) & 0xFFFF].to_bytes(2, "little", signed=True)
                                         for k in range(i["count"]))))}


OPS["num.sines"] = lambda p, i: _table(SIN, i)
OPS["num.cosines"] = lambda p, i: _table(COS, i)
OPS["num.angle"] = lambda p, i: {"turn": angle_of(int(i["x"]), int(i["y"]))}
OPS["num.exp_neg"] = lambda p, i: {"value": exp_neg(int(i["x"]))}
OPS["par.profile"] = lambda p, i: {
    "name": p.name, "magic": hx(p.magic), "oscillator_count": p.n, "step_count": p.steps, "bloom_run": p.run,
    "difficulty_initial": str(p.difficulty), "frequency_scale": SCALE, "coupling_gain": str(p.gain)}
OPS["par.chain"] = lambda p, i: {**asdict(p.chain), "supply": str(supply(p))}
OPS["cod.from_hex"] = lambda p, i: {"bytes": list(from_hex(i["text"]))}
OPS["cod.to_hex"] = lambda p, i: {"text": hx(bytes(i["bytes"]))}
OPS["cry.sha256"] = lambda p, i: {"digest": hx(sha256(un(i["message"])))}
OPS["cry.double_sha256"] = lambda p, i: {"digest": hx(double_sha256(un(i["message"])))}
OPS["cry.tagged_hash"] = lambda p, i: {"digest": hx(tagged_hash(i["tag"], un(i["message"])))}
OPS["cry.words"] = lambda p, i: {"words": words(exactly(un(i["seed"]), 32), int(i["skip"]), int(i["count"]))}


def _leaves(i):
    return [merkle.leaf(un(m)) for m in i["messages"]]


OPS["mrk.root"] = lambda p, i: {"root": hx(merkle.root(_leaves(i)))}
OPS["mrk.branch"] = lambda p, i: {"branch": [hx(h) for h in merkle.branch(_leaves(i), i["index"])]}


@op("mrk.verify")
def _(p, i):
    hashes = [un(h) for h in i["branch"]]
    merkle.verify(un(i["root"]), merkle.leaf(un(i["message"])), i["index"], i["count"], hashes)
    return {}


OPS["sig.public"] = lambda p, i: {"public_key": hx(sign.public_key(un(i["secret"])))}
OPS["sig.sign"] = lambda p, i: {"signature": hx(sign.sign(un(i["secret"]), un(i["message"])))}


@op("sig.verify")
def _(p, i):
    key, signature = exactly(un(i["public_key"]), 32), exactly(un(i["signature"]), 64)
    sign.verify(key, un(i["message"]), signature)
    return {}


OPS["kur.seed"] = lambda p, i: {"seed": hx(attempt_seed(p, exactly(un(i["prefix"]), 84), int(i["nonce"])))}
OPS["kur.frequency"] = lambda p, i: {"frequency": frequency(i["word"])}


@op("kur.state")
def _(p, i):
    f, t = seeded(p, exactly(un(i["seed"]), 32))
    return {"frequencies": f, "phases": t}


@op("kur.order")
def _(p, i):
    c, s = field(i["phases"])
    return {"c": c, "s": s, "coherent": is_coherent(p.n, c, s), "coherence": coherence(p.n, c, s),
            "mean_phase": angle_of(c, s)}


OPS["kur.eta"] = lambda p, i: {"eta": eta(i["coherence"])}


@op("kur.step")
def _(p, i):
    for k, (th, c, s) in enumerate(states(p, i["frequencies"], i["phases"])):
        if k == i["count"]:
            return {"phases": th}


@op("kur.evolve")
def _(p, i):
    out, left = [], list(i["checkpoints"])
    if left:
        for k, (th, c, s) in enumerate(states(p, i["frequencies"], i["phases"])):
            while left and left[0] == k:
                out.append({"step": left.pop(0), "phases": th, "c": c, "s": s, "coherence": coherence(p.n, c, s)})
            if not left:
                break
    return {"states": out}


OPS["kur.digest"] = lambda p, i: {"digest": hx(digest(i["phases"]))}


@op("kur.bloom")
def _(p, i):
    step, r, psi, dig = run_attempt(p, i["frequencies"], i["phases"])
    return {"bloom": None if step is None else {"step": step, "coherence": r, "mean_phase": psi, "digest": hx(dig)}}


@op("kur.attempts")
def _(p, i):
    prefix, start = exactly(un(i["prefix"]), 84), int(i["start"])
    h, blooms = _sha256(un(i["digest"])), 0
    for k in range(int(i["count"])):
        step, r, psi, dig = attempt(p, prefix, (start + k) & M64)
        blooms += step is not None
        h.update(le(M32 if step is None else step, 4) + le(r, 4) + le(psi, 4) + dig)
    return {"blooms": blooms, "digest": h.hexdigest()}


OPS["kur.merge"] = lambda p, i: {"phases": merge(i["count"], [(s["weight"], s["phases"]) for s in i["states"]])}
