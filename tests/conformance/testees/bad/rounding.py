"""The operations that round, each with its rounding left open, so that every wrong one can be tried.

With the rounding that the specification names, each gives the answers of the suite; the gate checks that first.
"""
import functools
import hashlib
import math


def floor(a, b):
    return a // b


def ceiling(a, b):
    return -(-a // b)


def truncate(a, b):
    return abs(a) // b * (-1 if a < 0 else 1)


def half_up(a, b):
    return (2 * a + b) // (2 * b)


def half_down(a, b):
    return -half_up(-a, b)


def half_away(a, b):
    return (2 * abs(a) + b) // (2 * b) * (-1 if a < 0 else 1)


def half_even(a, b):
    down, rest = divmod(a, b)
    return down + (2 * rest > b or 2 * rest == b and down % 2)


MODES = {f.__name__.replace("_", "-"): f for f in (floor, ceiling, truncate, half_up, half_down, half_away, half_even)}

PI = 3622009729038561421                                              # NUM-9


def mulr(p, i, r):                                                     # NUM-3
    return {"value": r(i["a"] * i["b"], 1 << 15)}


def shift_round(p, i, r):                                                # NUM-4
    return {"value": str(r(int(i["x"]), 1 << i["bits"]))}


def root(p, i, r):                                                       # NUM-5
    return {"root": r(math.isqrt(int(i["n"]) << 60), 1 << 30)}


def sine_of(t, r):                                                    # NUM-10
    m = 0x7FFF if (t >> 15 & 1) != (t >> 14 & 1) else 0
    x = ((t ^ m) + 0x8000 & 0xFFFF) - 0x8000
    y = 2 * x + 1
    z = r(y * y, 1 << 15)
    p = -72
    for constant in (1303, -10583, 25736):
        p = r(p * z, 1 << 15) + constant
    return r(y * p, 1 << 15)


@functools.cache
def sines_of(r):
    return [sine_of(t, r) for t in range(65536)]


def sine(p, i, r):
    return {"value": sines_of(r)[i["turn"]]}


def cosine(p, i, r):                                                  # NUM-11
    return {"value": sines_of(r)[i["turn"] + 0x4000 & 0xFFFF]}


def sines(p, i, r, start=0):
    bins = (start + i["start"] + k & 0xFFFF for k in range(i["count"]))
    table = b"".join(sines_of(r)[t].to_bytes(2, "little", signed=True) for t in bins)
    return {"digest": hashlib.sha256(table).hexdigest()}


def cosines(p, i, r):
    return sines(p, i, r, 0x4000)


def exp_of(x, r):                                                     # NUM-13, its last step
    t = x >> 1
    e = 1 << 31
    for n in range(13, 0, -1):
        e = (1 << 31) - t * e // (n << 31)
    for _ in range(2):
        e = (e * e) >> 31
    return r(e, 2)


def exp_neg(p, i, r):
    return {"value": exp_of(i["x"], r)}


def frequency(p, i, r):                                                  # KUR-4
    w = i["word"]
    return {"frequency": r((w - (1 << 32) if w >> 31 else w) * 5838344, 1 << 31)}


def eta_of(coherence, r):                                             # KUR-13
    d = abs(coherence - 929887697)
    return exp_of(r(r(d * d, 1 << 30) * 3841535534, 1 << 30), half_up)


def eta(p, i, r):
    return {"eta": eta_of(i["coherence"], r)}


def reward(p, i, r):                                                     # AMT-2
    return {"reward": str(r(685410196, 1 << min(i["height"] // p["halving_interval"], 64)))}


def base(p, i, r):                                                       # DIF-1
    target = p["retarget_window"] * p["interval_target_s"]
    span = min(max(int(i["span"]), target // 2), 2 * target)
    return {"base": str(min(max(r(int(i["base"]) * target, span), 1), 1 << 62))}


def required(p, i, r):                                                   # DIF-2
    b, mean = int(i["base"]), sum(i["coherences"]) // len(i["coherences"])
    return {"difficulty": str(b + r(b * eta_of(mean, floor), 10 << 30))}


def parts(x):                                                         # COD-11
    e, m = x >> 23 & 255, x & 0x7FFFFF
    m += (1 << 23) if e else 0
    return -m if x >> 31 else m, max(e, 1) - 150


def scaled(m, q, r):
    return m << q if q >= 0 else r(m, 1 << -q)


def fixed(p, i, r):                                                      # COD-13
    m, q = parts(i["x"])
    return {"value": str(scaled(m, q + i["bits"], r))}


def turn(p, i, r):                                                       # COD-15
    m, q = parts(i["x"])
    return {"turn": scaled(m * half_up(1 << 99, PI), q - 8, r) & 0xFFFFFFFF}


def binary32_of(v, n, r):                                             # COD-14
    if v == 0:
        return 0
    excess = v.bit_length() - 24
    return (excess - n + 149 << 23) + (r(v, 1 << excess) if excess > 0 else v << -excess)


def binary32(p, i, r):
    return {"x": binary32_of(int(i["value"]), i["bits"], r)}


def radians(p, i, r):                                                    # COD-17
    return {"x": binary32_of(i["turn"] * half_up(PI, 1 << 31), 60, r)}


# The operation, and the rounding that the specification names for it.
OPERATIONS = {
    "num.mulr": (mulr, "half-up"), "num.shift_round": (shift_round, "half-up"), "num.isqrt": (root, "floor"),
    "num.sin": (sine, "half-up"), "num.cos": (cosine, "half-up"), "num.sines": (sines, "half-up"),
    "num.cosines": (cosines, "half-up"), "num.exp_neg": (exp_neg, "half-up"),
    "kur.frequency": (frequency, "floor"), "kur.eta": (eta, "floor"), "amt.reward": (reward, "floor"),
    "dif.base": (base, "half-up"), "dif.required": (required, "floor"), "cod.fixed": (fixed, "half-up"),
    "cod.turn": (turn, "half-up"), "cod.binary32": (binary32, "half-even"), "cod.radians": (radians, "half-even"),
}


def answer(constants, case, mode):
    """What an implementation says that rounds in this mode everywhere, or None if the operation does not round.

    The constants are those of the case's profile: the answer to par.chain.
    """
    if case["op"] not in OPERATIONS or "rule" in case:
        return None
    operation, _ = OPERATIONS[case["op"]]
    return {"out": operation(constants, case["in"], MODES[mode])}
