#!/usr/bin/env python3
"""Whether the vectors notice when the headers are wrong.

Every mutant is one small mistake in include/bloomcoin: another operator, a bound moved by one, a constant one off, a
check left out or made too late, another rule's name, the other byte order. One build holds them all (instrument.py); a
mutant is noticed if some case of the suite is answered wrongly while it is on. What lies in constants that the compiler
computes is made by hand and tried with a build of its own.

examples:
  mutants                                all mutants, which takes an hour or two
  mutants --constants 0                  all but those that need a build each
  mutants --sample 40 --seed 7           some of them, the same for the same seed
  mutants --only num/turn.hpp            those of one header
  mutants --sample 100 --properties      whether the tests of properties notice them
  mutants --list                         what they are
"""
import argparse
import collections
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import random
import subprocess
import sys
import time

import instrument
import page
import programs
import properties

here = pathlib.Path(__file__).resolve().parent
root = here.parents[1]
sys.path.insert(0, str(root / "bench"))
from readme_part import suite_line, table, write_part  # noqa: E402: from the line above

reasons_file = here / "survivors.txt"
score_min = 0.95


class Wrong(Exception):
    """Something a person can mend: the exit status and the sentence."""

    def __init__(self, status, text):
        super().__init__(text)
        self.status = status


# ---- trying ----

@dataclasses.dataclass
class Trial:
    """What became of a mutant: noticed, survived, equal (it survived since it is right, too), unreached (no case runs the
    code), same (the compiler makes the same of it), invalid (it is no C++, or an assertion of the headers refuses it)."""
    mutant: object
    fate: str
    noticed: dict  # by room: {"case", "how"}, or None where the room's cases reach it and notice nothing


class Progress:
    def __init__(self, what, total):
        self.what, self.total, self.done, self.noticed, self.start = what, total, 0, 0, time.monotonic()

    def advance(self, trial):
        self.done += 1
        self.noticed += trial.fate == "noticed"
        if sys.stderr.isatty():
            left = (time.monotonic() - self.start) / self.done * (self.total - self.done)
            end = "\n" if self.done == self.total else ""
            print(f"\r\033[K{self.what}: {self.done}/{self.total}  {self.noticed} noticed  about {left:.0f} s left{end}",
                  end="", file=sys.stderr, flush=True)


def in_parts(pool, jobs, function, things):
    """What the function returns of each part, in one list."""
    return [result for part in pool.map(function, (things[part::jobs] for part in range(jobs))) for result in part]


def try_running(program, mutants, most, progress):
    """Those that are switched on while the program runs, until so many were reached."""
    process = subprocess.Popen([program, root / "tests/vectors"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    if not process.stdout.readline():
        raise RuntimeError(f"the program that tries mutants ended with status {process.wait()}")
    trials, reached = [], 0
    for mutant in mutants:
        if reached == most:
            break
        process.stdin.write(f"{mutant.number}\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"the program that tries mutants ended with status {process.wait()} at {mutant.key}")
        said = json.loads(line)
        fate = "unreached" if said["reached_by"] == 0 else "noticed" if any(said["noticed"].values()) else "survived"
        trials.append(Trial(mutant, fate, said["noticed"]))
        reached += fate != "unreached"
        progress.advance(trials[-1])
    process.stdin.close()
    if process.wait() != 0:
        raise RuntimeError(f"the program that tries mutants ended with status {process.returncode}")
    return trials


def ask_vectors(folder, mutants, options):
    """Trials of these mutants by the cases of the suite."""
    jobs = options.jobs
    program = programs.with_all_mutants(folder, jobs)
    most = len(mutants) if options.sample is None else -(-options.sample // jobs)
    progress = Progress("mutants", options.sample or len(mutants))
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        running = in_parts(pool, jobs, lambda part: try_running(program, part, most, progress), mutants)
        trials = [trial for trial in running if trial.fate != "unreached"]
        constants = [trial.mutant for trial in running if trial.fate == "unreached" and trial.mutant.edit]
        constants = constants[:options.constants]
        if not constants:
            return trials
        by_hand = programs.ByHand(folder, jobs)
        rooms = rooms_of_cases()
        progress = Progress("mutants in constants", len(constants))

        def tried(mutant):
            fate, notice = by_hand.trial(mutant)
            trial = Trial(mutant, fate, {rooms.get(notice["case"], "start"): notice} if notice else {})
            progress.advance(trial)
            return trial

        return trials + list(pool.map(tried, constants))


def ask_properties(folder, mutants, options):
    """Trials of these mutants by the tests of properties; those in constants are left out."""
    witnesses = properties.witnesses(folder, options.jobs)
    reached = [mutant for mutant in mutants if any(mutant.number in witness.reached for witness in witnesses)]
    reached = reached[:options.sample]
    progress = Progress("mutants", len(reached))

    def tried(mutant):
        noticed = properties.noticed_by(mutant, witnesses)
        trial = Trial(mutant, "noticed" if any(noticed.values()) else "survived", noticed)
        progress.advance(trial)
        return trial

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        return list(pool.map(tried, reached))


def rooms_of_cases():
    manifest = json.loads((root / "tests/vectors/MANIFEST.json").read_text())
    rooms = {}
    for entry in manifest["files"]:
        content = json.loads((root / "tests/vectors" / entry["path"]).read_text())
        rooms.update({case["id"]: entry["path"].split("/")[0] for case in content["cases"]})
    return rooms


def suite_digest():
    return json.loads((root / "tests/vectors/MANIFEST.json").read_text())["digest"]


# ---- what the last run knows ----

def identity(mutant):
    """The same for a mutant as long as its line stays the same."""
    return mutant["file"], mutant["text"], mutant["change"], mutant["occurrence"]


def read_last(folder, mutants):
    """Trials of the last run that need not be made again: where headers were changed, as long as the mutant's line was
    not."""
    place = folder / "vectors.json"
    if not place.exists():
        raise Wrong(64, f"--again: expected the report of a run before, {place}, and there is none")
    report = json.loads(place.read_text())
    if report["suite"] != suite_digest():
        raise Wrong(64, f"--again: expected a report of this suite, {place} is of another one")
    last = {identity(entry): entry for entry in report["mutants"]}
    trials = []
    for mutant in mutants:
        entry = last.get(identity(dataclasses.asdict(mutant)))
        if entry and entry["fate"] in ("noticed", "same", "invalid"):
            trials.append(Trial(mutant, entry["fate"], entry["noticed"]))
    return trials


# ---- judging ----

def read_reasons():
    """Reason by key. A survivor without a reason, and a reason without a survivor, fail the run. A reason that begins
    with "equal: " says that the mutant is right, too, so that nothing can notice it."""
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


def settle(trials, reasons):
    """Survivors that are equal to what is right are told from the others."""
    for trial in trials:
        if trial.fate == "survived" and reasons.get(trial.mutant.key, "").startswith("equal: "):
            trial.fate = "equal"


def problems_of(trials, reasons, mutants, options):
    survivors = {trial.mutant.key for trial in trials if trial.fate in ("survived", "equal")}
    noticed = {trial.mutant.key for trial in trials if trial.fate == "noticed"} - survivors
    problems = [f"survives without a reason in tests/mutants/survivors.txt:\n      {key}"
                for key in sorted(survivors - reasons.keys())]
    problems += [f"has a reason to survive, and is noticed:\n      {key}" for key in sorted(reasons.keys() & noticed)]
    problems += [f"has a reason, and is not there:\n      {key}"
                 for key in sorted(reasons.keys() - {mutant.key for mutant in mutants})]
    if is_whole(options) and score_of(trials) < score_min:
        problems.append(f"expected a score of at least {score_min:.0%}, got {score_of(trials):.2%}")
    return problems


def is_whole(options):
    """Whether all were tried that do not need a build each."""
    return not (options.sample or options.only or options.properties)


def score_of(trials):
    counts = collections.Counter(trial.fate for trial in trials)
    tried = counts["noticed"] + counts["survived"]
    return counts["noticed"] / tried if tried else 0.0


def table_of(trials):
    """Rows: what, how many came to which end, and the score."""
    files = collections.defaultdict(list)
    for trial in trials:
        files[trial.mutant.file].append(trial)
    rows = []
    for file, part in [*sorted(files.items()), ("all", trials)]:
        counts = collections.Counter(trial.fate for trial in part)
        score = f"{score_of(part):.1%}" if counts["noticed"] + counts["survived"] else "–"
        rows.append((file, *(counts[fate] for fate in page.fates), score))
    return rows


def print_table(trials):
    for row in [("header", *page.fates, "score"), *table_of(trials)]:
        print(f"  {row[0]:28}" + "".join(f"{cell:>10}" for cell in row[1:]))


def report_of(trials, reasons, options, seconds):
    def entry(trial):
        mutant = dataclasses.asdict(trial.mutant)
        del mutant["edit"]
        return {**mutant, "fate": trial.fate, "noticed": trial.noticed, "reason": reasons.get(trial.mutant.key)}

    return {
        "asked": "properties" if options.properties else "vectors", "whole": is_whole(options), "seconds": round(seconds),
        "suite": suite_digest(),
        "score": round(score_of(trials), 4), "mutants": [entry(trial) for trial in trials],
    }


def write_results(report, trials):
    """What the pages of the project say of a whole run."""
    rules = collections.defaultdict(lambda: [0, 0])
    for trial in trials:
        for rule in trial.mutant.rules if trial.fate in ("noticed", "survived") else ():
            rules[rule][0] += trial.fate == "noticed"
            rules[rule][1] += 1
    lines = [f'  "{rule}": {json.dumps(counts)}' for rule, counts in sorted(rules.items())]
    (here / "kills.json").write_text(
        f'{{"suite": "{report["suite"]}", "rules": {{\n' + ",\n".join(lines) + "\n}}\n")
    counts = table(["header", *page.fates, "score"], table_of(trials))
    write_part(here / "README.md", "mutants", suite_line(root / "tests/vectors") + counts)


# ---- the command ----

def chosen_mutants(mutants, options):
    """In the order in which they are tried."""
    if options.only:
        mutants = [mutant for mutant in mutants if any(part in mutant.file for part in options.only)]
        if not mutants:
            raise Wrong(64, f"--only: no header's name contains {' or '.join(options.only)}; --list shows them")
    return random.Random(options.seed).sample(mutants, len(mutants))


class Parser(argparse.ArgumentParser):
    def error(self, message):
        raise Wrong(64, f"{message}; --help shows what there is")


def options_of(arguments):
    parser = Parser(prog="mutants", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, metavar="N", help="so many mutants instead of all, and none in constants")
    parser.add_argument("--seed", type=int, default=1, help="in which order, and so which sample (1)")
    parser.add_argument("--constants", type=int, metavar="N", help="so many mutants in constants, which need a build each")
    parser.add_argument("--only", action="append", metavar="HEADER", help="mutants of headers whose name contains this; repeatable")
    parser.add_argument("--properties", action="store_true", help="ask the tests of properties instead of the vectors")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="at a time (one for each core)")
    parser.add_argument("--again", action="store_true", help="only what the last run did not notice; the rest is kept")
    parser.add_argument("--write", action="store_true", help="into tests/mutants/README.md and kills.json; all, or none")
    parser.add_argument("--list", action="store_true", help="print the mutants and try none")
    options = parser.parse_args(arguments)
    for name in ("sample", "jobs"):
        if getattr(options, name) is not None and getattr(options, name) < 1:
            parser.error(f"--{name}: expected a number from 1 on, got {getattr(options, name)}")
    if options.write and not (is_whole(options) and options.constants is None):
        parser.error("--write: expected a run of all, got a part")
    if options.constants is None and options.sample:
        options.constants = 0
    if options.again and (options.properties or options.sample):
        parser.error("--again: expected neither --sample nor --properties beside it")
    return options


def main(arguments):
    options = options_of(arguments)
    folder = root / "build/mutants"
    start = time.monotonic()
    mutants = instrument.instrument(root / "include", folder / "include")
    chosen = chosen_mutants(mutants, options)
    if options.list:
        for mutant in sorted(chosen, key=lambda mutant: mutant.number):
            print(f"{mutant.number:5} {mutant.kind:10} {mutant.key}")
        return 0
    reasons = read_reasons()
    print(f"{len(mutants)} mutants; building the headers that hold them all", flush=True)
    ask = ask_properties if options.properties else ask_vectors
    kept = read_last(folder, chosen) if options.again else []
    known = {trial.mutant.number for trial in kept}
    tried = ask(folder, [mutant for mutant in chosen if mutant.number not in known], options)
    trials = sorted(kept + tried, key=lambda trial: trial.mutant.number)
    if is_whole(options) and options.constants is None:
        left = len(chosen) - len(trials)
        print(f"{left} were not tried: they mean nothing for the types that they stand at, or no case reaches them")
    if not any(trial.fate in ("noticed", "survived") for trial in trials):
        raise RuntimeError("no mutant was tried")
    settle(trials, reasons)
    report = report_of(trials, reasons, options, time.monotonic() - start)
    # A part leaves the report of the whole, from which --again goes on.
    name = report["asked"] if report["whole"] or options.properties else f"{report['asked']}-part"
    (folder / f"{name}.json").write_text(json.dumps(report, indent=1) + "\n")
    (folder / f"{name}.html").write_text(page.page_of(report))
    print_table(trials)
    if options.write:
        write_results(report, trials)
    problems = [] if options.properties else problems_of(trials, reasons, mutants, options)
    for problem in problems:
        print(f"  {problem}")
    print(f"score {report['score']:.2%} of {len(trials)} mutants in {report['seconds']} s; build/mutants/{name}.html")
    return 1 if problems else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Wrong as error:
        print(f"mutants: {error}", file=sys.stderr)
        sys.exit(error.status)
    except RuntimeError as error:
        print(f"mutants: {error}", file=sys.stderr)
        sys.exit(70)
