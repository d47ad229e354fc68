#!/usr/bin/env python3
"""Whether the vectors notice when the headers are wrong.

Every mutant is one small mistake in include/bloomcoin: another operator, a bound moved by one, a constant one off, a
check left out or made too late, another rule's name, the other byte order. One build holds them all (instrument.py); a
mutant is noticed if some case of the suite is answered wrongly while it is on. What lies in constants that the compiler
computes is tried with a build of its own.

examples:
  mutants.py                      all mutants, which takes long
  mutants.py --sample 40 --seed 7 some of them, the same for the same seed
  mutants.py --only num/turn.hpp  those of one header
  mutants.py --list               what they are
"""
import argparse
import collections
import concurrent.futures
import dataclasses
import filecmp
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import time

import page

root = pathlib.Path(__file__).resolve().parents[2]
reasons_file = pathlib.Path(__file__).parent / "survivors.txt"
conformance = root / "tests/conformance"
score_min = 0.95


class Wrong(Exception):
    """Something a person can mend: the exit status and the sentence."""

    def __init__(self, status, text):
        super().__init__(text)
        self.status = status


# ---- building ----

def units():
    return sorted((conformance / "reference").glob("*.cpp")) + [
        conformance / "runner/judge.cpp", conformance / "runner/suite.cpp", pathlib.Path(__file__).parent / "try.cpp"]


def compile_unit(folder, objects, unit, mutant):
    """Compiles with the instrumented headers. Returns the object, or None where the mutant is no C++."""
    target = objects / (unit.stem + ".o")
    command = ["ccache", "g++", "-std=c++20", "-O1", "-w", "-Wno-narrowing", f"-I{folder / 'include'}", "-c", str(unit),
               "-o", str(target)]
    if mutant is not None:
        command.append(f"-DBLOOMCOIN_MUTANT={mutant}")
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode == 0:
        return target
    if mutant is None:
        raise Wrong(70, f"the instrumented headers do not compile:\n{result.stderr[:3000]}")
    return None


def build(folder, objects, jobs, mutant=None):
    """The program that tries mutants, or None if this mutant does not compile."""
    objects.mkdir(parents=True, exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        compiled = list(pool.map(lambda unit: compile_unit(folder, objects, unit, mutant), units()))
    if None in compiled:
        return None
    program = objects / "try-mutants"
    subprocess.run(["g++", *map(str, compiled), "-lcryptopp", "-o", str(program)], check=True)
    return program


# ---- trying ----

@dataclasses.dataclass
class Trial:
    """What became of a mutant: noticed, survived, unreached (no case runs the code), same (the compiler makes the same
    of it), invalid (it is no C++, or an assertion of the headers refuses it)."""
    mutant: object
    fate: str
    noticed: dict  # by room: {"case", "how"}, or None where the room's cases reach it and notice nothing
    reached_by: int = 0

    def case(self):
        return next((notice for notice in self.noticed.values() if notice), None)


class Progress:
    def __init__(self, total):
        self.total, self.done, self.noticed, self.start = total, 0, 0, time.monotonic()

    def advance(self, trial):
        self.done += 1
        self.noticed += trial.fate == "noticed"
        if sys.stderr.isatty():
            left = (time.monotonic() - self.start) / self.done * (self.total - self.done)
            end = "\n" if self.done == self.total else ""
            print(f"\r\033[Kmutants {self.done}/{self.total}  {self.noticed} noticed  about {left:.0f} s left{end}",
                  end="", file=sys.stderr, flush=True)


def try_running(program, mutants, progress):
    """Those that are switched on while the program runs. Yields trials."""
    process = subprocess.Popen([program, root / "tests/vectors"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    head = process.stdout.readline()
    if not head:
        raise Wrong(70, f"the program that tries mutants ended with status {process.wait()}")
    trials = []
    for mutant in mutants:
        process.stdin.write(f"{mutant.number}\n")
        process.stdin.flush()
        said = json.loads(process.stdout.readline())
        fate = "unreached" if said["reached_by"] == 0 else "noticed" if any(said["noticed"].values()) else "survived"
        trials.append(Trial(mutant, fate, said["noticed"], said["reached_by"]))
        progress.advance(trials[-1])
    process.stdin.close()
    if process.wait() != 0:
        raise Wrong(70, f"the program that tries mutants ended with status {process.returncode}")
    return trials


def try_compiled(folder, mutant, rooms):
    """One that lies in a constant, with a build of its own."""
    objects = folder / f"mutant-{mutant.number}"
    try:
        program = build(folder, objects, 1, mutant.number)
        if program is None:
            return Trial(mutant, "invalid", {})
        if all(filecmp.cmp(objects / f"{unit.stem}.o", folder / "objects" / f"{unit.stem}.o", shallow=False)
               for unit in units() if unit.stem != "try"):
            return Trial(mutant, "same", {})
        said = json.loads(subprocess.run([program, root / "tests/vectors"], capture_output=True, text=True, check=True).stdout)
    finally:
        shutil.rmtree(objects, ignore_errors=True)
    notice = said["noticed"]
    if notice is None:
        return Trial(mutant, "survived", {})
    return Trial(mutant, "noticed", {rooms.get(notice["case"], "?"): notice})


def try_all(folder, mutants, jobs, constants):
    """Trials of these mutants; of those that only the compiler sees, so many (None: all)."""
    program = folder / "objects/try-mutants"
    progress = Progress(len(mutants))
    parts = [mutants[part::jobs] for part in range(jobs)]
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        running = [trial for part in pool.map(lambda part: try_running(program, part, progress), parts) for trial in part]
        unreached = [trial.mutant for trial in running if trial.fate == "unreached"]
        chosen = unreached if constants is None else unreached[:constants]
        rooms = rooms_of_cases()
        progress = Progress(len(chosen))

        def tried(mutant):
            trial = try_compiled(folder, mutant, rooms)
            progress.advance(trial)
            return trial

        compiled = {trial.mutant.number: trial for trial in pool.map(tried, chosen)}
    # What was left out says nothing; what was tried and makes no difference to any case was not reached.
    trials = []
    for trial in running:
        if trial.fate != "unreached":
            trials.append(trial)
        elif trial.mutant.number in compiled:
            trials.append(compiled[trial.mutant.number])
    return sorted(trials, key=lambda trial: trial.mutant.number)


def rooms_of_cases():
    manifest = json.loads((root / "tests/vectors/MANIFEST.json").read_text())
    rooms = {}
    for entry in manifest["files"]:
        content = json.loads((root / "tests/vectors" / entry["path"]).read_text())
        rooms.update({case["id"]: entry["path"].split("/")[0] for case in content["cases"]})
    return rooms


# ---- judging ----

def read_reasons():
    """Reason by key. A survivor without a reason, and a reason without a survivor, fail the run."""
    reasons = {}
    for number, line in enumerate(reasons_file.read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        key, mark, reason = line.partition("  # ")
        if not mark or not reason.strip():
            raise Wrong(65, f"{reasons_file}:{number}: expected 'MUTANT  # reason', got {line!r}")
        if key in reasons:
            raise Wrong(65, f"{reasons_file}:{number}: {key!r} stands twice")
        reasons[key] = reason.strip()
    return reasons


def problems_of(trials, reasons, mutants, is_whole):
    survivors = [trial for trial in trials if trial.fate == "survived"]
    problems = [f"survives without a reason in tests/mutants/survivors.txt:\n      {trial.mutant.key}"
                for trial in survivors if trial.mutant.key not in reasons]
    noticed = {trial.mutant.key for trial in trials if trial.fate == "noticed"} - {trial.mutant.key for trial in survivors}
    problems += [f"has a reason to survive, and is noticed:\n      {key}" for key in sorted(reasons.keys() & noticed)]
    keys = {mutant.key for mutant in mutants}
    problems += [f"has a reason, and is not there:\n      {key}" for key in sorted(reasons.keys() - keys)]
    if is_whole and score_of(trials) < score_min:
        problems.append(f"expected a score of at least {score_min:.0%}, got {score_of(trials):.2%}")
    return problems


def score_of(trials):
    counts = collections.Counter(trial.fate for trial in trials)
    tried = counts["noticed"] + counts["survived"]
    return counts["noticed"] / tried if tried else 0.0


def print_table(trials):
    files = collections.defaultdict(collections.Counter)
    for trial in trials:
        files[trial.mutant.file][trial.fate] += 1
    fates = ("noticed", "survived", "same", "invalid")
    print(f"  {'header':28}" + "".join(f"{fate:>10}" for fate in fates) + f"{'score':>9}")
    for file, counts in [*sorted(files.items()), ("all", collections.Counter(trial.fate for trial in trials))]:
        tried = counts["noticed"] + counts["survived"]
        score = f"{counts['noticed'] / tried:8.1%}" if tried else "       –"
        print(f"  {file:28}" + "".join(f"{counts[fate]:10}" for fate in fates) + f" {score}")


def report_of(trials, reasons, seconds, is_whole):
    return {
        "whole": is_whole, "seconds": round(seconds), "score": round(score_of(trials), 4),
        "suite": json.loads((root / "tests/vectors/MANIFEST.json").read_text())["digest"],
        "mutants": [{**dataclasses.asdict(trial.mutant), "fate": trial.fate, "noticed": trial.noticed,
                     "reached_by": trial.reached_by, "reason": reasons.get(trial.mutant.key)} for trial in trials],
    }


# ---- the command ----

def chosen_mutants(mutants, options):
    if options.only:
        mutants = [mutant for mutant in mutants if any(part in mutant.file for part in options.only)]
        if not mutants:
            raise Wrong(64, f"--only: no header's name contains {' or '.join(options.only)}; --list shows them")
    if options.sample and options.sample < len(mutants):
        mutants = sorted(random.Random(options.seed).sample(mutants, options.sample), key=lambda mutant: mutant.number)
    return mutants


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, metavar="N", help="so many mutants instead of all")
    parser.add_argument("--seed", type=int, default=1, help="which sample (1)")
    parser.add_argument("--only", action="append", metavar="HEADER", help="mutants of headers whose name contains this; repeatable")
    parser.add_argument("--constants", type=int, metavar="N",
                        help="of the mutants that need a build of their own, so many instead of all")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="at a time (one for each core)")
    parser.add_argument("--list", action="store_true", help="print the mutants and try none")
    options = parser.parse_args()

    import instrument
    folder = root / "build/mutants"
    start = time.monotonic()
    mutants = instrument.instrument(root / "include", folder / "include")
    if options.list:
        for mutant in mutants:
            print(f"{mutant.number:5} {mutant.kind:10} {mutant.key}")
        return 0
    chosen = chosen_mutants(mutants, options)
    reasons = read_reasons()
    print(f"{len(mutants)} mutants, {len(chosen)} chosen; building the headers that hold them all", flush=True)
    build(folder, folder / "objects", options.jobs)
    trials = try_all(folder, chosen, options.jobs, options.constants)
    is_whole = len(chosen) == len(mutants) and options.constants is None
    report = report_of(trials, reasons, time.monotonic() - start, is_whole)
    (folder / "report.json").write_text(json.dumps(report, indent=1) + "\n")
    (folder / "report.html").write_text(page.page_of(report))
    print_table(trials)
    problems = problems_of(trials, reasons, mutants, is_whole)
    for problem in problems:
        print(f"  {problem}")
    if not any(trial.fate in ("noticed", "survived") for trial in trials):
        raise Wrong(70, "no mutant was tried")
    print(f"score {score_of(trials):.2%} of {len(trials)} mutants in {report['seconds']} s; build/mutants/report.html")
    return 1 if problems else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Wrong as error:
        print(f"mutants: {error}", file=sys.stderr)
        sys.exit(error.status)
