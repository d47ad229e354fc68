"""spec/chain.md: headers, their work, their check, and mining."""
from .codec import exactly, le
from .crypto import double_sha256
from .kuramoto import attempt
from .num import M64
from .refusal import Refusal

FIELDS = (("version", 4), ("previous", None), ("merkle_root", None), ("time_s", 8), ("difficulty", 8), ("nonce", 8),
          ("bloom_step", 4), ("coherence", 4), ("mean_phase", 4), ("bloom_digest", None))     # HDR-4


def decode(b):
    exactly(b, 136)
    f, at = {}, 0
    for name, n in FIELDS:
        part = b[at:at + (n or 32)]
        at += len(part)
        f[name] = part if n is None else int.from_bytes(part, "little")
    return f


def encode(f):
    return b"".join(f[name] if n is None else le(f[name], n) for name, n in FIELDS)


def check_work(h, d):
    if d == 0:
        raise Refusal("WRK-1")
    if int.from_bytes(h, "big") * d >= 1 << 256:
        raise Refusal("WRK-2")


def check_header(p, b):                                               # HDR-7
    f = decode(b)
    if f["version"] != 1:
        raise Refusal("HDR-1")
    if not p.run - 1 <= f["bloom_step"] <= p.steps - 1:
        raise Refusal("HDR-2")
    if not 929887696 <= f["coherence"] <= 1 << 30:
        raise Refusal("HDR-3")
    h = double_sha256(b)
    check_work(h, f["difficulty"])
    step, r, psi, dig = attempt(p, b[:84], f["nonce"])
    for rule, broken in (("POC-1", step is None), ("POC-2", step != f["bloom_step"]), ("POC-3", r != f["coherence"]),
                         ("POC-4", psi != f["mean_phase"]), ("POC-5", dig != f["bloom_digest"])):
        if broken:
            raise Refusal(rule)
    return h


def mine(p, b, attempts):                                             # MIN-1
    f = decode(b)
    prefix = b[:84]
    nonce, made, blooms, found = f["nonce"], 0, 0, None
    while made < attempts and found is None:
        step, r, psi, dig = attempt(p, prefix, nonce)
        made += 1
        if step is not None:
            blooms += 1
            h = prefix + le(nonce, 8) + le(step, 4) + le(r, 4) + le(psi, 4) + dig
            try:
                check_work(double_sha256(h), f["difficulty"])
                found = h
            except Refusal:
                pass
        nonce = (nonce + 1) & M64
    return found, nonce, made, blooms
