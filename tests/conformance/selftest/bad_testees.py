#!/usr/bin/env python3
"""Shows that the suite and the runner catch bad testees: bad_testees.py RUNNER VECTORS FOLDER [FAULT…].

Each fault of testees/bad/ is driven through the whole suite and must be caught, in the way that is expected of it, on
exactly the cases that it changes. Every case must be failed by testees that answer it; what rounds must be told from
every other rounding. The matrix of faults and rooms is printed, and written to FOLDER as JSON and Markdown.
"""
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).resolve().parent
bad = here.parent / "testees/bad"
sys.path.insert(0, str(bad))

import rounding  # noqa: E402
from bad import STRIKING, answer_of  # noqa: E402
from book import Book  # noqa: E402
from faults import FAULTS  # noqa: E402

CONFORMANT, NOT_CONFORMANT, INCOMPLETE = 0, 1, 2
ANSWERING = ("blind", "value", "form", "reason", "verdict")

# The exit status and the outcomes other than a pass that must occur, all of them and no others: by kind, and where a
# fault is not like its kind.
BY_KIND = {
    "blind": (NOT_CONFORMANT, {"fail value", "fail verdict"}),
    "value": (NOT_CONFORMANT, {"fail value"}),
    "form": (NOT_CONFORMANT, {"fail value"}),
    "reason": (NOT_CONFORMANT, {"fail reason"}),
    "verdict": (NOT_CONFORMANT, {"fail verdict"}),
    "evasive": (INCOMPLETE, {"unsupported"}),
    "line": (NOT_CONFORMANT, {"broken garbage"}),
}
BY_FAULT = {
    "none": (CONFORMANT, set()),
    "accept-all": (NOT_CONFORMANT, {"fail verdict"}),
    "reject-all": (NOT_CONFORMANT, {"fail verdict", "fail reason"}),
    "lower-case-rule": (NOT_CONFORMANT, {"fail reason"}),
    "wrong-id": (NOT_CONFORMANT, {"broken wrong-id"}),
    "upper-case-id": (NOT_CONFORMANT, {"broken wrong-id"}),
    "missing-id": (NOT_CONFORMANT, {"broken wrong-id"}),
    "twice": (NOT_CONFORMANT, {"broken wrong-id"}),
    "crash": (NOT_CONFORMANT, {"broken crash"}),
    "leaves": (NOT_CONFORMANT, {"broken crash"}),
    "hang": (NOT_CONFORMANT, {"broken timeout"}),
    "half-a-line": (NOT_CONFORMANT, {"broken timeout"}),
    "late": (NOT_CONFORMANT, {"broken timeout"}),
    "shy": (INCOMPLETE, {"unsupported"}),
    "mute": (NOT_CONFORMANT, {"broken handshake"}),
}
# What strikes now and then is asked every sixth case, and strikes so often that the process is started anew three
# times; once where the runner has to wait for a time-out, which is long enough for a busy machine to start Python.
SHARDS = 6
EVERY, EVERY_SLOW = 600, 1200
SLOW = {"hang", "half-a-line", "late"}
TIMEOUT_SLOW_MS = 20_000

# The wrong roundings that give no other answer, and why; the suite tells all others from the right one.
NEVER_NEGATIVE = "nothing negative is rounded here"
NO_TIES = "no input gives a tie"
SAME_ROUNDING = {
    ("num.isqrt", "truncate"): NEVER_NEGATIVE,
    ("num.exp_neg", "ceiling"): "a half is rounded, so that up and to the nearest are the same",
    ("num.exp_neg", "half-away"): NEVER_NEGATIVE,
    ("kur.eta", "truncate"): NEVER_NEGATIVE,
    ("amt.reward", "truncate"): NEVER_NEGATIVE,
    ("dif.base", "half-away"): NEVER_NEGATIVE,
    ("dif.required", "truncate"): NEVER_NEGATIVE,
    ("cod.turn", "half-down"): NO_TIES,
    ("cod.turn", "half-away"): NO_TIES,
    ("cod.turn", "half-even"): NO_TIES,
    ("cod.radians", "half-up"): NO_TIES,
    ("cod.radians", "half-down"): NO_TIES,
    ("cod.radians", "half-away"): NO_TIES,
}
# Of all bins four have a tie; the suite asks for each.
for op in ("num.sin", "num.cos", "num.sines", "num.cosines"):
    SAME_ROUNDING |= {(op, mode): "the four ties are odd and positive" for mode in ("half-away", "half-even")}

problems = []


def check(what, good, seen=""):
    if not good:
        problems.append(f"{what}: {seen}")
        print(f"FAIL {what}: {seen}", flush=True)


def some(ids):
    ids = sorted(ids)
    return f"{len(ids)}: {', '.join(ids[:5])}" if ids else "none"


def shards(name):
    return SHARDS if FAULTS[name].kind in STRIKING else 1


def asked_cases(book, name):
    return book.cases[::shards(name)]


def every(name):
    return EVERY_SLOW if name in SLOW else EVERY


def run(runner, vectors, name):
    """The exit status, and the outcomes by id."""
    command = f"{sys.executable} -B '{bad / 'bad.py'}' --vectors '{vectors}' --fault {name} --every {every(name)}"
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder) / "report.json"
        done = subprocess.run([runner, "run", "--vectors", vectors, "--testee", command, "--jobs", "1", "--quiet",
                               "--shard", f"1/{shards(name)}", "--json", report,
                               *(["--timeout-ms", str(TIMEOUT_SLOW_MS)] if name in SLOW else [])], capture_output=True, text=True)
        if not report.exists():
            sys.exit(f"{name}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        results = json.loads(report.read_text())["testees"][0]["results"]
    return done.returncode, {one["id"]: f"{one['outcome']} {one.get('kind', '')}".strip() for one in results}


def changed_cases(book, name):
    """The ids of the cases that a fault gives another answer to than the right one."""
    kind, cases = FAULTS[name].kind, asked_cases(book, name)
    if name in ("shy", "mute"):
        return {case["id"] for case in cases}
    if kind not in STRIKING:
        return {case["id"] for case in cases if answer_of(book, name, case) != answer_of(book, "none", case)}
    # What is struck is the first fit case from the N-th on; the process after it counts anew.
    struck, due, delay = set(), 0, int(name == "twice")
    for place, case in enumerate(cases):
        due += 1
        if due >= every(name) and (kind == "process" or FAULTS[name].change(answer_of(book, "none", case))):
            struck.add(cases[place + delay]["id"])
            due = -delay
    return struck


def check_fault(book, name, status, outcomes):
    """Whether a fault was caught as it must be; the ids that did not pass."""
    expected_status, expected = BY_FAULT.get(name) or BY_KIND[FAULTS[name].kind]
    caught = {id_ for id_, outcome in outcomes.items() if outcome != "pass"}
    kinds = {outcomes[id_] for id_ in caught}
    changed = changed_cases(book, name)
    asked = [case["id"] for case in asked_cases(book, name)]
    check(f"{name}: {len(asked)} cases are asked", list(outcomes) == asked, len(outcomes))
    check(f"{name}: exit {expected_status}", status == expected_status, status)
    check(f"{name}: {' and '.join(sorted(expected)) or 'nothing'} and nothing else", kinds == expected, kinds)
    check(f"{name}: no changed answer passes", changed <= caught, some(changed - caught))
    check(f"{name}: no right answer fails", caught <= changed, some(caught - changed))
    return caught


def check_coverage(book, outcomes, caught):
    """Whether every case is failed by testees that answer it, and by enough different ones."""
    def of(*kinds):
        return [name for name in caught if FAULTS[name].kind in kinds]

    def not_failed(cases, names, times=1):
        return {case["id"] for case in cases if sum(case["id"] in caught[name] for name in names) < times}

    values = [case for case in book.cases if case.get("out")]
    refusals = [case for case in book.cases if "rule" in case]
    check("every case is failed by a testee that answers it", not not_failed(book.cases, of(*ANSWERING)),
          some(not_failed(book.cases, of(*ANSWERING))))
    check("every value is failed by two distortions of values", not not_failed(values, of("value"), 2),
          some(not_failed(values, of("value"), 2)))
    check("every refusal is failed by a testee that accepts all", not not_failed(refusals, ["accept-all"]),
          some(not_failed(refusals, ["accept-all"])))
    reasoned = {id_ for name in of("reason") for id_ in caught[name] if outcomes[name][id_] == "fail reason"}
    unreasoned = {case["id"] for case in refusals} - reasoned
    check("every refusal is failed by a wrong reason", not unreasoned, some(unreasoned))

    by_blind_alone = not_failed(book.cases, of("value", "form", "reason", "verdict"))
    empty = {case["id"] for case in book.cases if case.get("out") == {}}
    print(f"{len(book.cases)} cases: {len(values)} values, {len(refusals)} refusals, "
          f"{len(empty)} that accept without a value")
    print(f"cases that only blind testees fail ({', '.join(of('blind'))}): {some(by_blind_alone)}")
    return sorted(by_blind_alone)


def check_rounding(book, caught):
    """Whether the roundings are told apart, but for those that give the same answers."""
    for op, (_, right) in rounding.OPERATIONS.items():
        ids = {case["id"] for case in book.cases if case["op"] == op}
        for mode in rounding.MODES:
            failed = len(ids & caught[f"rounding-{mode}"])
            must_fail = mode != right and (op, mode) not in SAME_ROUNDING
            check(f"{op} in the mode {mode} is {'wrong' if must_fail else 'right'}", bool(failed) == must_fail, failed)


def matrix_of(book, outcomes, caught, by_blind_alone):
    rooms = sorted(set(book.room.values()))

    def by_room(ids):
        return {room: sum(book.room[id_] == room for id_ in ids) for room in rooms}

    return {"suite": book.digest, "failed_by_blind_testees_only": by_blind_alone,
            "faults": [{"fault": name, "kind": FAULTS[name].kind, "sentence": FAULTS[name].sentence,
                        "outcomes": sorted({outcomes[name][id_] for id_ in caught[name]}),
                        "asked": by_room(outcomes[name]), "failed": by_room(caught[name])} for name in caught]}


def cells_of(row):
    return [f"{failed}/{row['asked'][room]}" for room, failed in row["failed"].items()]


def markdown_of(matrix):
    rooms = list(matrix["faults"][0]["asked"])
    lines = ["# What each bad testee does not pass, of what it is asked", "", f"Suite {matrix['suite']}.", "",
             f"| fault | kind | {' | '.join(rooms)} | what it does |",
             "| --- | --- |" + " ---: |" * len(rooms) + " --- |"]
    lines += [f"| {row['fault']} | {row['kind']} | {' | '.join(cells_of(row))} | {row['sentence']} |"
              for row in matrix["faults"]]
    return "\n".join(lines) + "\n"


def table_of(matrix):
    lines = [f"{'':32}" + "".join(f"{room:>11}" for room in matrix["faults"][0]["asked"])]
    lines += [f"{row['fault']:22}{row['kind']:10}" + "".join(f"{cell:>11}" for cell in cells_of(row))
              for row in matrix["faults"]]
    return "\n".join(lines)


def main():
    runner, vectors, folder, *names = sys.argv[1:]
    book = Book(vectors)
    if unknown := (set(names) | BY_FAULT.keys()) - FAULTS.keys():
        sys.exit(f"there is no fault {', '.join(sorted(unknown))}; bad.py --list shows what there is")
    outcomes, caught = {}, {}
    with concurrent.futures.ThreadPoolExecutor(2 + len(SLOW)) as pool:
        # Those that wait go first: they need no time of a processor, and nothing waits for them at the end.
        order = sorted(names or FAULTS, key=lambda name: name not in SLOW)
        runs = dict(zip(order, pool.map(lambda name: run(runner, vectors, name), order)))
    for name in names or FAULTS:
        status, outcomes[name] = runs[name]
        caught[name] = check_fault(book, name, status, outcomes[name])

    # Of some faults only, nothing can be said about the cases.
    by_blind_alone = [] if names else check_coverage(book, outcomes, caught)
    if not names:
        check_rounding(book, caught)
    matrix = matrix_of(book, outcomes, caught, by_blind_alone)
    pathlib.Path(folder, "bad-testees.json").write_text(json.dumps(matrix, indent=1) + "\n")
    pathlib.Path(folder, "bad-testees.md").write_text(markdown_of(matrix))
    print(table_of(matrix))
    print(f"{len(caught)} bad testees, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
