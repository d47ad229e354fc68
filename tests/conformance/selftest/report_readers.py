#!/usr/bin/env python3
"""Shows that reports are compared and verified, and that damage to them shows: report_readers.py RUNNER."""
import copy
import json
import random

from report_runs import WRONG, Reports, call, check, finish, suite, work
from toy import fake, footer_of

modes = ("good", "wrong-value", "wrong-reason", "accepts-all", "no-ops")
runs = {mode: Reports(mode, "--testee", fake(mode)) for mode in modes}
runs["part"] = Reports("part", "--testee", fake("good"), "--filter", "*.0[0-3]")

# ---- compare

done = call("compare", runs["good"].path, runs["good"].path)
check("a report is as good as itself", done.returncode == 0 and "no regression" in done.stdout, done)


def altered(name, alter):
    """A report with something else in it and a footer that fits."""
    report = copy.deepcopy(runs[name].json())
    alter(report)
    report["footer"] = footer_of(report)
    path = work / "altered.json"
    path.write_text(json.dumps(report))
    return path


def rename(name):
    def alter(report):
        report["testees"][0]["name"] = name

    return alter


changes = work / "changes.json"
done = call("compare", altered("good", rename("fake-wrong-value")), runs["wrong-value"].path, "--json", changes)
found = json.loads(changes.read_text())
check(
    "compare lists regressions by id",
    done.returncode == 1
    and "regressions: 6" in done.stdout
    and "toy.double.04  (was pass; is fail, value)" in done.stdout,
    done,
)
check(
    "and as JSON",
    not found["good"] and [change["id"] for change in found["testees"][0]["regressions"]] == WRONG,
    found,
)
done = call("compare", runs["wrong-value"].path, altered("good", rename("fake-wrong-value")))
check("compare lists what is mended", done.returncode == 0 and "mended: 6" in done.stdout, done)
done = call("compare", altered("accepts-all", rename("fake-wrong-reason")), runs["wrong-reason"].path)
check("another way to fail is no regression", done.returncode == 0 and "as bad, but otherwise: 6" in done.stdout, done)
done = call("compare", altered("no-ops", rename("fake-wrong-value")), runs["wrong-value"].path)
check(
    "to fail is worse than not to answer",
    done.returncode == 1 and "regressions: 6" in done.stdout and "mended: 6" in done.stdout,
    done,
)
done = call("compare", runs["good"].path, runs["part"].path)
check("compare lists cases that are gone", done.returncode == 0 and "cases no longer there: 8" in done.stdout, done)
done = call("compare", runs["part"].path, runs["good"].path)
check("and cases that are new", done.returncode == 0 and "new cases: 8" in done.stdout, done)
done = call("compare", runs["good"].path, runs["wrong-value"].path)
check(
    "a testee that is gone is a regression",
    done.returncode == 1 and "fake-good\n  is no longer there" in done.stdout,
    done,
)
done = call(
    "compare",
    altered(
        "part",
        lambda report: [case.update(id="x" + case["id"]) for case in report["cases"] + report["testees"][0]["results"]],
    ),
    runs["part"].path,
)
check(
    "reports without a common case cannot be compared",
    done.returncode == 64 and "cases of fake-good that both reports have" in done.stderr,
    done,
)

# ---- verify-report

verified = {
    "a count": (
        "wrong-value",
        lambda report: report["testees"][0]["counts"].update({"pass": 7}),
        "testee 0 (fake-wrong-value): counts",
    ),
    "a verdict": ("wrong-value", lambda report: report["testees"][0]["verdicts"].update(tiny="conformant"), "verdicts"),
    "what to begin with": (
        "wrong-value",
        lambda report: report["testees"][0]["begin"].update(id="toy.double.02"),
        "begin",
    ),
    "an answer": (
        "wrong-value",
        lambda report: report["testees"][0]["results"][4].update(received={"out": {"value": 8}}),
        "toy.double.04: the answer recorded is judged 'pass'",
    ),
    "a kind": (
        "wrong-reason",
        lambda report: report["testees"][0]["results"][1].update(kind="verdict"),
        "toy.double.01: the answer recorded is judged 'reason'",
    ),
    "the digest of the suite": ("good", lambda report: report["suite"].update(digest="0" * 64), "suite/digest"),
    "what was expected": (
        "wrong-value",
        lambda report: report["cases"][4]["expected"]["out"].update(value=9),
        "toy.double.04: expected",
    ),
    "a clause": ("good", lambda report: report["cases"][4]["clauses"].append("COD-2"), "toy.double.04: clauses"),
    "the digest of the right answers": (
        "good",
        lambda report: report["testees"][0]["answers"].update(right="0" * 64),
        "fake-good: answers/right",
    ),
    "the digest of all answers": (
        "good",
        lambda report: report["testees"][0]["answers"].update(digest="0" * 64),
        "fake-good: answers/digest",
    ),
    "another wrong answer": (
        "wrong-value",
        lambda report: report["testees"][0]["results"][4].update(received={"out": {"value": 10}}),
        "fake-wrong-value: answers/digest",
    ),
    "how many were selected": ("good", lambda report: report["selection"].update(selected=13), "selection/selected"),
    "a case that was left out": (
        "good",
        lambda report: (report["cases"].pop(), report["testees"][0]["results"].pop()),
        "toy.double.11: was selected, but the report lacks it",
    ),
    "a case that the suite lacks": (
        "good",
        lambda report: (
            report["cases"][0].update(id="toy.other"),
            report["testees"][0]["results"][0].update(id="toy.other"),
        ),
        "toy.other: the suite has no such case",
    ),
}
for what, (name, alter, words) in verified.items():
    done = call("verify-report", altered(name, alter), "--vectors", suite)
    check(f"verify-report notices: {what}", done.returncode == 1 and words in done.stdout, done)
broken_footer = runs["good"].json()
broken_footer["testees"][0]["results"][3]["outcome"] = "unsupported"
path = work / "footer.json"
path.write_text(json.dumps(broken_footer))
done = call("verify-report", path)
check(
    "verify-report notices: an outcome that the footer does not know",
    done.returncode == 1 and "footer: expected" in done.stdout,
    done,
)
for command in (("report", path), ("compare", path, path)):
    done = call(*command)
    check(
        f"{command[0]} refuses a report whose footer is wrong", done.returncode == 65 and "footer" in done.stderr, done
    )

whole = runs["wrong-value"].path.read_bytes()
for what, content in (
    ("an empty file", b""),
    ("half a file", whole[: len(whole) // 2]),
    ("no JSON", b"PK\x03\x04"),
    ("another JSON", b'{"a":1}'),
    ("a file of brackets", b"[" * 1_000_000),
    ("bytes that are not UTF-8", whole.replace(b"fake-wrong", b"fake-\xff\xfe")),
    ("the format before", whole.replace(b'"format":3', b'"format":2')),
):
    path.write_bytes(content)
    for command in (("verify-report", path), ("report", path), ("compare", path, runs["good"].path)):
        done = call(*command)
        check(
            f"{command[0]} says what is wrong with {what}",
            done.returncode == 65 and "damaged" in done.stderr and done.stderr.count("\n") == 1,
            done,
        )
check("a report that is not there is said to be so", call("verify-report", work / "nowhere.json").returncode == 65)

strange = runs["good"].json()
strange["\x1b[31m\n"] = 1
path.write_text(json.dumps(strange))
done = call("verify-report", path)
check("a report cannot command the terminal", done.returncode == 65 and "\x1b" not in done.stderr, repr(done.stderr))

# ---- any damage at all

SPOILS = (None, True, -1, 0, 7, 1e300, 2**70, "", "pass", "\x1b[31m", "../x",
          [], {}, [[]], {"out": {}}, {"rule": "COD-1"}, ["x"] * 3)


def places(value, path=()):
    yield path
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield from places(member, (*path, key))


def spoiled(report, chance):
    report = copy.deepcopy(report)
    *path, last = chance.choice([place for place in places(report) if place])
    parent = report
    for key in path:
        parent = parent[key]
    if chance.random() < 0.3:
        del parent[last]
    elif isinstance(parent, list) and chance.random() < 0.3:
        parent.insert(last, copy.deepcopy(chance.choice(parent)))
    else:
        parent[last] = chance.choice(SPOILS)
    return report


chance = random.Random(20260801)
both = Reports("both", "--testee", fake("wrong-value"), "--testee", fake("crash-at-third"))
whole = both.json()
statuses = {}
for number in range(300):
    path.write_text(json.dumps(spoiled(whole, chance)))
    arguments = [
        ("verify-report", path, "--vectors", suite),
        ("report", path, "--reports", work / "spoiled"),
        ("compare", both.path, path),
    ][number % 3]
    done = call(*arguments)
    statuses.setdefault(done.returncode, []).append((arguments[0], done.stderr))
allowed = {0, 1, 64, 65}
check(
    "no damage crashes the runner or is called an error of its own",
    set(statuses) <= allowed,
    {status: seen[:2] for status, seen in statuses.items() if status not in allowed},
)
check("and much of it is called damage", len(statuses.get(65, [])) > 150)

finish()
