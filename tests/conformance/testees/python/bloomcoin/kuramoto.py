"""spec/kuramoto.md: oscillators, order, blooms, merging."""
import struct
from collections import namedtuple
from itertools import islice

from . import crypto
from .codec import little
from .num import COSINES, SINES, U32, angle_of, exp_neg, isqrt, shift_round
from .param import FREQUENCY_SCALE
from .refusal import Refusal

Bloom = namedtuple("Bloom", "step coherence mean_phase digest")


def seed_of(profile, prefix, nonce):
    """[KUR-3]"""
    return crypto.tagged_hash("BLC/poc/seed", profile.magic + prefix + little(nonce, 8))


def frequency_of(word):
    """[KUR-4]"""
    signed = word - (1 << 32) if word >> 31 else word
    return (signed * FREQUENCY_SCALE) >> 31


def state_of(profile, seed):
    """Frequencies and phases at step 0. [KUR-5]"""
    count = profile.oscillator_count
    drawn = list(islice(crypto.words(seed), 2 * count))
    return [frequency_of(word) for word in drawn[:count]], drawn[count:]


def mean_field_of(phases):
    """C and S. [KUR-6]"""
    bins = [phase >> 16 for phase in phases]
    return sum(COSINES[b] for b in bins), sum(SINES[b] for b in bins)


def is_coherent(profile, c, s):
    """[KUR-7]"""
    return 4 * (s * s + c * c) > 3 * (profile.oscillator_count << 14) ** 2


def coherence_of(profile, c, s):
    """[KUR-8]"""
    return min(isqrt(((s * s + c * c) << 32) // profile.oscillator_count**2), 1 << 30)


def states(profile, frequencies, phases):
    """(phases, C, S) at steps 0, 1, 2, … without end. [KUR-10]"""
    gain = profile.coupling_gain
    while True:
        bins = [phase >> 16 for phase in phases]
        sines = [SINES[b] for b in bins]
        cosines = [COSINES[b] for b in bins]
        c, s = sum(cosines), sum(sines)
        yield phases, c, s
        a_s = shift_round(s * gain, 36)
        a_c = shift_round(c * gain, 36)
        phases = [
            (phase + frequency + ((a_s * cosine - a_c * sine) >> 6)) & U32
            for phase, frequency, cosine, sine in zip(phases, frequencies, cosines, sines)
        ]


def digest_of(phases):
    """[KUR-11]"""
    return crypto.tagged_hash("BLC/poc/bloom", struct.pack(f"<{len(phases)}I", *phases))


def bloom_of(profile, step, phases, c, s):
    """What is recorded of a state. [KUR-12]"""
    return Bloom(step, coherence_of(profile, c, s), angle_of(c, s), digest_of(phases))


def evolve(profile, frequencies, phases):
    """The bloom of an attempt or None, and what is recorded of its last state. [KUR-12]"""
    threshold = 3 * (profile.oscillator_count << 14) ** 2
    run = 0
    for step, (now, c, s) in enumerate(islice(states(profile, frequencies, phases), profile.step_count)):
        run = run + 1 if 4 * (s * s + c * c) > threshold else 0
        if run == profile.bloom_run:
            return bloom_of(profile, step, now, c, s), None
    return None, bloom_of(profile, step, now, c, s)


def negentropy_of(coherence):
    """[KUR-13]"""
    distance = abs(coherence - 929887697)
    return exp_neg((((distance * distance) >> 30) * 3841535534) >> 30)


def merge(weighted, count):
    """The merge of (weight, phases) pairs for count oscillators. [KUR-14]"""
    if not 1 <= len(weighted) <= 1024:
        raise Refusal("MRG-1")
    if any(not phases for _, phases in weighted):
        raise Refusal("MRG-2")
    if all(weight == 0 for weight, _ in weighted):
        raise Refusal("MRG-3")
    merged = []
    for i in range(count):
        x = y = 0
        for weight, phases in weighted:
            index = 0 if count == 1 else i * (len(phases) - 1) // (count - 1)
            turn = phases[index] >> 16
            x += weight * COSINES[turn]
            y += weight * SINES[turn]
        merged.append(angle_of(x, y))
    return merged
