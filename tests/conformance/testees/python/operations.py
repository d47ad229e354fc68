"""The operations of the suite (tests/vectors/README.md), answered by the package beside this file.

Every operation takes the profile (None for operations of no particular profile) and `in`, and gives `out`.
"""
import hashlib
import struct
from itertools import islice

from bloomcoin import chain, codec, crypto, kuramoto, num, param


def _bytes(text):
    return bytes.fromhex(text)


def _digest_of_bins(table, given):
    start, count = given["start"], given["count"]
    values = [table[(start + i) & 0xFFFF] for i in range(count)]
    return {"digest": hashlib.sha256(struct.pack(f"<{count}h", *values)).hexdigest()}


def _profile(profile, _):
    return {
        "name": profile.name,
        "magic": profile.magic.hex(),
        "oscillator_count": profile.oscillator_count,
        "step_count": profile.step_count,
        "bloom_run": profile.bloom_run,
        "difficulty_initial": str(profile.difficulty_initial),
        "frequency_scale": param.FREQUENCY_SCALE,
        "coupling_gain": str(profile.coupling_gain),
    }


def _words(_, given):
    seed = codec.of_exact_size(_bytes(given["seed"]), 32)
    skip = given["skip"]
    return {"words": list(islice(crypto.words(seed), skip, skip + given["count"]))}


def _seed(profile, given):
    prefix = codec.of_exact_size(_bytes(given["prefix"]), chain.PREFIX_SIZE)
    return {"seed": kuramoto.seed_of(profile, prefix, int(given["nonce"])).hex()}


def _state(profile, given):
    seed = codec.of_exact_size(_bytes(given["seed"]), 32)
    frequencies, phases = kuramoto.state_of(profile, seed)
    return {"frequencies": frequencies, "phases": phases}


def _order(profile, given):
    c, s = kuramoto.mean_field_of(given["phases"])
    return {
        "c": c,
        "s": s,
        "coherent": kuramoto.is_coherent(profile, c, s),
        "coherence": kuramoto.coherence_of(profile, c, s),
        "mean_phase": num.angle_of(c, s),
    }


def _step(profile, given):
    states = kuramoto.states(profile, given["frequencies"], given["phases"])
    return {"phases": next(islice(states, given["count"], None))[0]}


def _evolve(profile, given):
    checkpoints = given["checkpoints"]
    found = []
    states = kuramoto.states(profile, given["frequencies"], given["phases"])
    for step, (phases, c, s) in enumerate(islice(states, checkpoints[-1] + 1)):
        state = {"step": step, "phases": phases, "c": c, "s": s}
        for _ in range(checkpoints.count(step)):
            found.append({**state, "coherence": kuramoto.coherence_of(profile, c, s)})
    return {"states": found}


def _bloom(profile, given):
    bloom, _ = kuramoto.evolve(profile, given["frequencies"], given["phases"])
    return {"bloom": bloom and {**bloom._asdict(), "digest": bloom.digest.hex()}}


def _attempts(profile, given):
    prefix = codec.of_exact_size(_bytes(given["prefix"]), chain.PREFIX_SIZE)
    hasher = hashlib.sha256(_bytes(given["digest"]))
    blooms = 0
    start = int(given["start"])
    for nonce in range(start, start + given["count"]):
        bloom, last = kuramoto.evolve(profile, *kuramoto.state_of(profile, kuramoto.seed_of(profile, prefix, nonce)))
        blooms += bloom is not None
        record = bloom or last._replace(step=0xFFFFFFFF)
        hasher.update(struct.pack("<3I", record.step, record.coherence, record.mean_phase) + record.digest)
    return {"blooms": blooms, "digest": hasher.hexdigest()}


def _merge(_, given):
    weighted = [(state["weight"], state["phases"]) for state in given["states"]]
    return {"phases": kuramoto.merge(weighted, given["count"])}


def _header_in(text):
    return chain.decode(_bytes(text))


def _decode(_, given):
    header = _header_in(given["header"])
    # 64-bit fields are text in JSON, bytes are hexadecimal text.
    as_json = {4: int, 8: str, 32: bytes.hex}
    return {"fields": {name: as_json[size](getattr(header, name)) for name, size in chain.LAYOUT}}


def _encode(_, given):
    from_json = {4: int, 8: int, 32: _bytes}
    header = chain.Header(*(from_json[size](given["fields"][name]) for name, size in chain.LAYOUT))
    return {"header": chain.encode(header).hex()}


def _hash(_, given):
    header = _header_in(given["header"])
    return {"hash": chain.hash_of(header).hex(), "prefix": chain.prefix_of(header).hex()}


def _check(profile, given):
    header = _header_in(given["header"])
    chain.check_header(profile, header)
    return {"hash": chain.hash_of(header).hex()}


def _work(_, given):
    chain.check_work(codec.of_exact_size(_bytes(given["hash"]), 32), int(given["difficulty"]))
    return {}


def _mine(profile, given):
    mined = chain.mine(profile, _header_in(given["template"]), given["attempts"])
    return {
        "header": mined.header and chain.encode(mined.header).hex(),
        "nonce_next": str(mined.nonce_next),
        "attempts": mined.attempts,
        "blooms": mined.blooms,
    }


OPERATIONS = {
    "num.mulr": lambda _, given: {"value": num.mulr(given["a"], given["b"])},
    "num.shift_round": lambda _, given: {"value": str(num.shift_round(int(given["x"]), given["bits"]))},
    "num.isqrt": lambda _, given: {"root": num.isqrt(int(given["n"]))},
    "num.lucas": lambda _, given: {"value": str(num.lucas(given["n"]))},
    "num.sin": lambda _, given: {"value": num.SINES[given["turn"]]},
    "num.cos": lambda _, given: {"value": num.COSINES[given["turn"]]},
    "num.sines": lambda _, given: _digest_of_bins(num.SINES, given),
    "num.cosines": lambda _, given: _digest_of_bins(num.COSINES, given),
    "num.angle": lambda _, given: {"turn": num.angle_of(int(given["x"]), int(given["y"]))},
    "num.exp_neg": lambda _, given: {"value": num.exp_neg(given["x"])},
    "par.profile": _profile,
    "cod.from_hex": lambda _, given: {"bytes": list(codec.from_hex(given["text"]))},
    "cod.to_hex": lambda _, given: {"text": bytes(given["bytes"]).hex()},
    "cry.sha256": lambda _, given: {"digest": crypto.sha256(_bytes(given["message"])).hex()},
    "cry.double_sha256": lambda _, given: {"digest": crypto.double_sha256(_bytes(given["message"])).hex()},
    "cry.tagged_hash": lambda _, given: {"digest": crypto.tagged_hash(given["tag"], _bytes(given["message"])).hex()},
    "cry.words": _words,
    "kur.seed": _seed,
    "kur.frequency": lambda _, given: {"frequency": kuramoto.frequency_of(given["word"])},
    "kur.state": _state,
    "kur.order": _order,
    "kur.eta": lambda _, given: {"eta": kuramoto.negentropy_of(given["coherence"])},
    "kur.step": _step,
    "kur.evolve": _evolve,
    "kur.digest": lambda _, given: {"digest": kuramoto.digest_of(given["phases"]).hex()},
    "kur.bloom": _bloom,
    "kur.attempts": _attempts,
    "kur.merge": _merge,
    "hdr.decode": _decode,
    "hdr.encode": _encode,
    "hdr.hash": _hash,
    "hdr.check": _check,
    "wrk.check": _work,
    "min.mine": _mine,
}
