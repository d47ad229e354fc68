"""spec/kuramoto.md: oscillators, order, blooms, merging."""
from .codec import le
from .crypto import tagged_hash, words
from .num import COS, M32, SIN, angle_of, cos_of, exp_neg, isqrt, sin_of
from .param import SCALE
from .refusal import Refusal


def attempt_seed(p, prefix, nonce):                                   # KUR-3
    return tagged_hash("BLC/poc/seed", p.magic + prefix + le(nonce, 8))


def frequency(w):                                                     # KUR-4
    return ((w - (1 << 32) if w >> 31 else w) * SCALE) >> 31


def seeded(p, seed):                                                  # KUR-5
    w = words(seed, 0, 2 * p.n)
    return [frequency(x) for x in w[:p.n]], w[p.n:]


def field(phases):                                                    # KUR-6
    bins = [t >> 16 for t in phases]
    return sum(map(cos_of, bins)), sum(map(sin_of, bins))


def is_coherent(n, c, s):                                             # KUR-7
    return 4 * (s * s + c * c) > 3 * (n << 14) ** 2


def coherence(n, c, s):                                               # KUR-8
    return min(isqrt(((s * s + c * c) << 32) // (n * n)), 1 << 30)


def digest(phases):                                                   # KUR-11
    return tagged_hash("BLC/poc/bloom", b"".join(le(t, 4) for t in phases))


def states(p, freqs, phases):
    """Endless: (phases, C, S) at steps 0, 1, 2, … (KUR-10)."""
    gain = p.gain
    half = 1 << 35
    while True:
        bins = [t >> 16 for t in phases]
        cs = list(map(cos_of, bins))
        sn = list(map(sin_of, bins))
        c, s = sum(cs), sum(sn)
        yield phases, c, s
        a_s = (s * gain + half) >> 36
        a_c = (c * gain + half) >> 36
        phases = [(t + w + ((a_s * x - a_c * y) >> 6)) & M32 for t, w, x, y in zip(phases, freqs, cs, sn)]


def run_attempt(p, freqs, phases):
    """(step or None, coherence, mean phase, digest) at the bloom, or at the last state (KUR-12)."""
    n, steps, run = p.n, p.steps, p.run
    bound = 3 * (n << 14) ** 2
    length = 0
    for step, (th, c, s) in enumerate(states(p, freqs, phases)):
        length = length + 1 if 4 * (s * s + c * c) > bound else 0
        if length == run:
            return step, coherence(n, c, s), angle_of(c, s), digest(th)
        if step == steps - 1:
            return None, coherence(n, c, s), angle_of(c, s), digest(th)


def attempt(p, prefix, nonce):
    return run_attempt(p, *seeded(p, attempt_seed(p, prefix, nonce)))


def eta(r):                                                           # KUR-13
    d = abs(r - 929887697)
    return exp_neg((((d * d) >> 30) * 3841535534) >> 30)


def merge(n, sts):                                                    # KUR-14
    if not 1 <= len(sts) <= 1024:
        raise Refusal("MRG-1")
    for _, ph in sts:
        if not ph:
            raise Refusal("MRG-2")
    if all(w == 0 for w, _ in sts):
        raise Refusal("MRG-3")
    out = []
    for i in range(n):
        x = y = 0
        for w, ph in sts:
            t = ph[0 if n == 1 else i * (len(ph) - 1) // (n - 1)] >> 16
            x += w * COS[t]
            y += w * SIN[t]
        out.append(angle_of(x, y))
    return out
