"""The miner that BloomCoin was first described with, from its equations, in NumPy.

Z = <exp(i theta)> is the mean field, r = |Z|, psi = arg Z, and a step is
    theta <- (theta + dt (omega + K r sin(psi - theta))) mod 2 pi
for one network of oscillators at a time; given more than one, it evolves them side by side, which is what somebody
who knows NumPy does first.

A child of bloomcoin-bench-peers. It reads, again and again until its input ends, two little-endian u32, how many
attempts there are and how many to evolve side by side, and for each attempt 63 frequencies and 63 phases as doubles.
It answers with an i32 for each attempt, the step of its bloom or -1, and the processor seconds that it took as a double.
"""

import struct
import sys
import time

import numpy as np

OSCILLATORS = 63
STATES = 1000
BLOOM_RUN = 7
COUPLING = 2 * ((1 + np.sqrt(5)) / 2) / 3
TIME_STEP = 0.01
LENS = np.sqrt(3) / 2


def bloom_steps(frequencies, phases):
    """The steps at which networks bloom, or -1. A row for each network."""
    runs = np.zeros(len(phases), dtype=np.int32)
    found = np.full(len(phases), -1, dtype=np.int32)
    for at in range(STATES):
        mean_field = np.mean(np.exp(1j * phases), axis=-1, keepdims=True)
        r = np.abs(mean_field)
        psi = np.angle(mean_field)
        runs = np.where(r[:, 0] > LENS, runs + 1, 0)
        found[(runs == BLOOM_RUN) & (found < 0)] = at
        if (found >= 0).all():
            break
        phases = (phases + TIME_STEP * (frequencies + COUPLING * r * np.sin(psi - phases))) % (2 * np.pi)
    return found


def bloom_step(frequencies, phases):
    """The same for one network, with nothing in the loop that only many need."""
    run = 0
    for at in range(STATES):
        mean_field = np.mean(np.exp(1j * phases))
        r = np.abs(mean_field)
        psi = np.angle(mean_field)
        run = run + 1 if r > LENS else 0
        if run == BLOOM_RUN:
            return at
        phases = (phases + TIME_STEP * (frequencies + COUPLING * r * np.sin(psi - phases))) % (2 * np.pi)
    return -1


def answer(attempts, width):
    if width == 1:
        return np.array([bloom_step(*attempt) for attempt in attempts], dtype=np.int32)
    parts = [attempts[first : first + width] for first in range(0, len(attempts), width)]
    return np.concatenate([bloom_steps(part[:, 0], part[:, 1]) for part in parts])


def main():
    while len(head := sys.stdin.buffer.read(8)) == 8:
        count, width = struct.unpack("<II", head)
        numbers = np.frombuffer(sys.stdin.buffer.read(count * 2 * OSCILLATORS * 8), dtype="<f8")
        attempts = numbers.reshape(count, 2, OSCILLATORS)
        begin = time.process_time()
        found = answer(attempts, width)
        seconds = time.process_time() - begin
        sys.stdout.buffer.write(found.astype("<i4").tobytes() + struct.pack("<d", seconds))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
