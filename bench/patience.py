#!/usr/bin/env python3
"""When to give up an attempt: patience.py COLLECTOR HEADER [--attempts N]

COLLECTOR is build/…/bench/bloomcoin-patience. Evolves N attempts of each profile to their ends, finds from the first half
the tables of kuramoto/patience.hpp, tries them on the other half, prints how that went and writes HEADER.

A policy says which classes of spread are begun at all, and for each class and check the smallest S² + C² to go on with. For
a price of time, the best policy maximises blooms - price * time; it is found from the last check backwards, since what an
attempt is worth behind a check is known when the check is decided. Two prices are wanted: one at which LOSS of the blooms
are lost ("seldom"), and one at which the gain per time is greatest ("often"), which is the price that blooms then cost.
"""
import argparse
import subprocess
import sys

import numpy

PROFILES = {"mainnet": (63, 1000), "fast": (31, 500), "secure": (127, 2000), "tiny": (5, 64)}
BLOOM_RUN = 7
CLASSES = 12
CHECKS = 7
LOSS = 0.018  # found with; what is promised is 0.02
# Ends of the classes: as large a part of the blooms lies below.
PARTS = (0.3, 0.5, 0.65, 0.75, 0.82, 0.88, 0.92, 0.95, 0.97, 0.98, 0.99, 1.0)
# Times in nanoseconds, by ./run bench on the machine of bench/README.md (AVX-512): one compression of SHA-256, what it takes to
# put an oscillator into a lane, and one step of one oscillator.
COMPRESSION, LOADING, STEP = 75, 2, 0.25


class Attempts:
    """What the collector wrote of some attempts of a profile, and what evolving them costs."""

    def __init__(self, collector, profile, first, count):
        record = numpy.dtype([("spread", "<u8"), ("bloom", "<i8"), ("squares", "<i8", CHECKS)])
        output = subprocess.run([collector, profile, str(first), str(count)], stdout=subprocess.PIPE, check=True).stdout
        records = numpy.frombuffer(output, record)
        oscillators, steps = PROFILES[profile]
        self.spread = records["spread"]
        self.squares = records["squares"]
        self.has_bloomed = records["bloom"] >= 0
        self.end = numpy.where(self.has_bloomed, records["bloom"], steps - 1)
        self.checks = [(check + 1) * steps // (CHECKS + 1) for check in range(CHECKS)]
        blocks = -(-oscillators // 8)
        self.time_to_look = (1 + blocks) * COMPRESSION
        self.time_to_begin = (-(-2 * oscillators // 8) - blocks) * COMPRESSION + oscillators * LOADING
        self.time_of_step = oscillators * STEP

    def time_between(self, first, last):
        """Of each attempt, what it takes from one step to another or to its end."""
        return self.time_of_step * numpy.maximum(0, numpy.minimum(self.end, last) - first)

    def classes(self, ends):
        return numpy.searchsorted(ends, self.spread, side="right")


class Policy:
    def __init__(self, ends, begun, floors):
        self.ends = ends  # of the classes of spread
        self.begun = begun  # how many classes are begun, those of the smallest spreads
        self.floors = floors  # [check][class]

    def outcome(self, attempts):
        """(blooms kept, time spent) on these attempts."""
        classes = attempts.classes(self.ends)
        alive = classes < self.begun
        time = attempts.time_to_look * len(classes) + attempts.time_to_begin * alive.sum()
        step = 0
        for number, (check, floors) in enumerate(zip(attempts.checks, self.floors)):
            time += attempts.time_between(step, check)[alive].sum()
            floor = numpy.append(floors, 0)[classes]
            alive &= (attempts.end <= check) | (attempts.squares[:, number] >= floor)
            step = check
        time += attempts.time_between(step, attempts.end.max())[alive].sum()
        return (attempts.has_bloomed & alive).sum(), time


def never(attempts):
    """(blooms, time) without giving up."""
    time = (attempts.time_to_look + attempts.time_to_begin) * len(attempts.end)
    return attempts.has_bloomed.sum(), time + attempts.time_between(0, attempts.end.max()).sum()


def floor_of(squares, worth):
    """The floor for which the attempts at or above it are worth most together; one that none reaches if none are."""
    order = numpy.argsort(squares)
    together = numpy.cumsum(worth[order][::-1])[::-1]
    best = int(numpy.argmax(together)) if len(order) else 0
    if not len(order) or together[best] <= 0:
        return 2**62
    return int(squares[order[best]]) if best > 0 else 0


def best_policy(attempts, price):
    ends = [int(end) for end in numpy.quantile(attempts.spread[attempts.has_bloomed], PARTS)]
    classes = attempts.classes(ends)
    members = [numpy.flatnonzero(classes == one) for one in range(CLASSES)]
    worth = numpy.zeros(len(classes))  # of each attempt, from the check in hand to its end
    after = attempts.end.max()
    floors = [[0] * CLASSES for _ in range(CHECKS)]
    for number in reversed(range(CHECKS)):
        check = attempts.checks[number]
        step_after = attempts.checks[number + 1] if number + 1 < CHECKS else after
        is_won = attempts.has_bloomed & (attempts.end > check) & (attempts.end <= step_after)
        worth = numpy.where(attempts.end > check, worth + is_won - price * attempts.time_between(check, step_after), 0.0)
        for one, member in enumerate(members):
            there = member[attempts.end[member] > check]
            floor = floor_of(attempts.squares[there, number], worth[there])
            floors[number][one] = floor
            worth[there[attempts.squares[there, number] < floor]] = 0
    is_won = attempts.has_bloomed & (attempts.end <= attempts.checks[0])
    worth += is_won - price * (attempts.time_between(0, attempts.checks[0]) + attempts.time_to_begin)
    worthy = [one for one, member in enumerate(members) if worth[member].sum() > 0]
    return Policy(ends, max(worthy, default=-1) + 1, floors)


def seldom(attempts):
    """The policy of the highest price that loses no more than LOSS."""
    blooms, time = never(attempts)
    low, high = 0.0, blooms / time
    for _ in range(20):
        price = (low + high) / 2
        if best_policy(attempts, price).outcome(attempts)[0] >= (1 - LOSS) * blooms:
            low = price
        else:
            high = price
    return best_policy(attempts, low)


def often(attempts):
    """The policy of the most blooms per time: its price is what its blooms cost (Dinkelbach 1967)."""
    blooms, time = never(attempts)
    for _ in range(10):
        policy = best_policy(attempts, blooms / time)
        blooms, time = policy.outcome(attempts)
    return policy


def report_spread(profile, attempts):
    """How much the frequencies alone decide."""
    order = numpy.argsort(attempts.spread)
    blooms = attempts.has_bloomed[order]
    least, greatest = blooms[: len(blooms) // 16].sum(), blooms[len(blooms) // 2 :].sum()
    print(f"{profile:8} of the blooms {100 * least / blooms.sum():.1f} % have the sixteenth of the attempts with the least spread, "
          f"{100 * greatest / blooms.sum():.1f} % the half with the greatest", flush=True)


def report(profile, name, policy, attempts):
    all_blooms, all_time = never(attempts)
    blooms, time = policy.outcome(attempts)
    print(f"{profile:8} {name:7} {len(attempts.end)} attempts, {all_blooms} blooms: {100 * (1 - blooms / all_blooms):5.2f} % lost, "
          f"{(blooms / time) / (all_blooms / all_time):5.2f} times the blooms in a time", flush=True)


def table_text(policy):
    ends = policy.ends[: policy.begun] + [policy.ends[policy.begun - 1]] * (CLASSES - policy.begun)
    rows = [", ".join(str(floor) for floor in floors) for floors in policy.floors]
    return "{{{" + ", ".join(str(end) for end in ends) + "}},\n     {{" + ",\n       ".join(f"{{{{{row}}}}}" for row in rows) + "}}}"


HEADER = '''\
// The tables of patience.hpp. `./run bench --patience` (bench/patience.py) finds them and writes
// this file: not to be edited by hand. Found from {attempts} attempts of each profile.
// Spec: spec/kuramoto.md, "Giving up".
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace bloomcoin::kuramoto {{

struct PatienceTable {{
    static constexpr std::size_t class_count = {classes};
    static constexpr std::size_t check_count = {checks};

    /// A class has the spreads below its end that no class before it has; what is in no class is not begun.
    std::array<std::uint64_t, class_count> spread_ends;
    /// The smallest S² + C² that an attempt of a class goes on with, at each check.
    std::array<std::array<std::int64_t, class_count>, check_count> squares_min;
}};

/// The tables for so many oscillators, steps and states of a run, if they have been measured: seldom, often.
template <std::uint32_t N, std::uint32_t step_count, std::uint32_t bloom_run>
inline constexpr std::array<PatienceTable, 0> patience_tables{{}};

// clang-format off
{tables}
// clang-format on

}}  // namespace bloomcoin::kuramoto
'''


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collector")
    parser.add_argument("header")
    parser.add_argument("--attempts", type=int, default=4_000_000, help="of each profile, half of them to find with")
    arguments = parser.parse_args()
    half = arguments.attempts // 2
    tables = []
    for profile, (oscillators, steps) in PROFILES.items():
        print(f"{profile}: evolving {2 * half} attempts", file=sys.stderr, flush=True)
        found_with = Attempts(arguments.collector, profile, 0, half)
        tried_on = Attempts(arguments.collector, profile, half, half)
        report_spread(profile, tried_on)
        policies = [seldom(found_with), often(found_with)]
        for name, policy in zip(("seldom", "often"), policies):
            report(profile, name, policy, tried_on)
        tables.append(f"template <>\ninline constexpr std::array<PatienceTable, 2> patience_tables<{oscillators}, {steps}, {BLOOM_RUN}>{{{{\n    "
                      + ",\n    ".join(table_text(policy) for policy in policies) + "\n}};")
    with open(arguments.header, "w") as file:
        file.write(HEADER.format(attempts=half, classes=CLASSES, checks=CHECKS, tables="\n".join(tables)))


if __name__ == "__main__":
    main()
