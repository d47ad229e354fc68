#!/usr/bin/env python3
"""Shows that every form of a report says what happened, and that damage shows: reports.py RUNNER.

The testees of fake_testee.py answer a toy suite; what is written about them is read back by strict readers.
"""
import base64
import copy
import hashlib
import html.parser
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import jsonschema

import tap
from toy import fake, puppet_case, text_of, toy_case, write_suite

runner = pathlib.Path(sys.argv[1]).resolve()
here = pathlib.Path(__file__).resolve().parent
work = pathlib.Path(tempfile.mkdtemp())
passed = failed = 0
EXTENSIONS = {"html": "html", "markdown": "md", "json": "json", "junit": "xml", "tap": "tap", "badge": "svg"}
NAMES = ("pass", "fail", "unsupported", "skipped", "broken")


def check(what, good, seen=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    print(("ok   " if good else "FAIL ") + what + ("" if good else f": {str(seen)[:1500]}"), flush=True)


def call(*arguments):
    return subprocess.run([runner, *arguments], capture_output=True, text=True, errors="replace", timeout=120)


suite = write_suite(work / "suite", {"double": text_of("double", [toy_case(number) for number in range(12)])})


class Reports:
    """All forms of the report of a run."""

    def __init__(self, name, *arguments, vectors=suite):
        self.folder = work / name
        self.done = call(
            "run", "--vectors", vectors, "--jobs", "1", "--timeout-ms", "20000", "--reports", self.folder, *arguments
        )
        self.path = self.folder / "report.json"

    def text(self, form):
        return (self.folder / f"report.{EXTENSIONS[form]}").read_text(encoding="utf-8")

    def json(self):
        return json.loads(self.text("json"))


known = work / "known.txt"
known.write_text("".join(f"toy.double.{number:02}  # doubles badly, #1 of \\ reasons\n" for number in range(0, 12, 2)))
stale = work / "stale.txt"
stale.write_text("toy.double.00  # was wrong once\n")
runs = {
    "good": Reports("good", "--testee", fake("good")),
    "wrong-value": Reports("wrong-value", "--testee", fake("wrong-value")),
    "wrong-reason": Reports("wrong-reason", "--testee", fake("wrong-reason")),
    "accepts-all": Reports("accepts-all", "--testee", fake("accepts-all")),
    "garbage": Reports("garbage", "--testee", fake("garbage")),
    "crash": Reports("crash", "--testee", fake("crash-at-third")),
    "handshake": Reports("handshake", "--testee", fake("exits-at-once")),
    "unsupported": Reports("unsupported", "--testee", fake("no-ops")),
    "skipped": Reports("skipped", "--testee", fake("wrong-value"), "--known-failures", known),
    "stale": Reports("stale", "--testee", fake("good"), "--known-failures", stale),
    "part": Reports("part", "--testee", fake("good"), "--filter", "*.0[0-3]"),
    "shard": Reports("shard", "--testee", fake("good"), "--shard", "2/3"),
    "profile": Reports("profile", "--testee", fake("no-tiny"), "--profile", "mainnet"),
    "several": Reports(
        "several", "--testee", fake("good"), "--testee", fake("wrong-value"), "--testee", fake("no-tiny")
    ),
    "hostile": Reports("hostile", "--testee", fake("hostile") + " '</script><b>' `echo`"),
    "latin": Reports("latin", "--testee", b"exit 3; \xff"),
    "flood": Reports("flood", "--testee", fake("flood"), "--filter", "*.0[0-3]"),
}

# ---- the JSON, which the others are made of

schema = json.loads((here.parent / "runner/report.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for name, reports in runs.items():
    errors = [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for error in validator.iter_errors(reports.json())
    ]
    check(f"{name}: the JSON obeys its schema", not errors, errors)
    done = call("verify-report", reports.path, "--vectors", suite)
    check(f"{name}: the report verifies", done.returncode == 0 and ", 0 problems; compared" in done.stdout, done)
    again = work / "again"
    done = call("report", reports.path, "--reports", again)
    same = [
        form
        for form, extension in EXTENSIONS.items()
        if (again / f"report.{extension}").read_bytes() == (reports.folder / f"report.{extension}").read_bytes()
    ]
    check(
        f"{name}: every form can be made anew, byte by byte",
        done.returncode == 0 and len(same) == len(EXTENSIONS),
        (same, done),
    )

report = runs["wrong-value"].json()
wrong = {case["id"]: case for case in report["cases"] if "expected" in case}
check(
    "question and answer stand with what somebody got wrong, and nothing else",
    sorted(wrong) == [f"toy.double.{number:02}" for number in range(0, 12, 2)],
    wrong,
)
check(
    "what to begin with is named, with its rule",
    report["testees"][0]["begin"] == {"id": "toy.double.00", "rule": "COD-1"},
    report["testees"][0]["begin"],
)
check(
    "rules have their sentence",
    report["rules"]["COD-1"] == {"page": "spec/codec.md", "sentence": "The bytes end before the value is complete."},
    report["rules"],
)
size = runs["flood"].path.stat().st_size
check(
    "an answer without measure is kept by its beginning",
    size < 40_000 and runs["flood"].json()["testees"][0]["results"][0]["received"]["shortened"]["bytes"] > 8_000_000,
    size,
)

floors = write_suite(work / "floors", {"one": text_of("one", [puppet_case("far", {"out": {}}, {"out": {"value": 1}})])})
other = json.loads(text_of("two", [puppet_case("near", {"out": {}}, {"out": {"value": 123456789}})]))
(floors / "num").mkdir()
text = json.dumps({**other, "room": "num"})
(floors / "num/two.json").write_text(text)
manifest = json.loads((floors / "MANIFEST.json").read_text())
manifest["files"].append({"path": "num/two.json", "count": 1, "sha256": hashlib.sha256(text.encode()).hexdigest()})
lines = "".join(f"{file['sha256']}  {file['path']}\n" for file in manifest["files"])
(floors / "MANIFEST.json").write_text(
    json.dumps({**manifest, "count": 2, "digest": hashlib.sha256(lines.encode()).hexdigest()})
)
low = Reports("low", "--testee", fake("good"), vectors=floors)
check(
    "the lowest room is begun with, whatever the size of its question",
    low.json()["testees"][0]["begin"]["id"] == "toy.say.near",
    low.done,
)

# ---- TAP, JUnit, Markdown, badge


def outcomes_in_tap(points):
    """Counts by outcome; broken ones say so in their severity."""
    counts = dict.fromkeys(NAMES, 0)
    for room in points:
        for point in room.points:
            outcome = {"SKIP": "unsupported", "TODO": "skipped"}.get(point.directive) or (
                "pass" if point.good else point.yaml["severity"]
            )
            counts[outcome] += 1
    return counts


def outcomes_in_junit(root):
    counts = dict.fromkeys(NAMES, 0)
    for case in root.iter("testcase"):
        kinds = [child.tag for child in case]
        counts[
            {"failure": "fail", "error": "broken", "skipped": "left"}[kinds[0]]
            if kinds and kinds[0] != "skipped"
            else "skipped"
            if kinds
            else "pass"
        ] += 1
    return counts


for name, reports in runs.items():
    total = {outcome: sum(testee["counts"][outcome] for testee in reports.json()["testees"]) for outcome in NAMES}
    problems = sum(len(testee["known_failures_problems"]) for testee in reports.json()["testees"])
    try:
        points = tap.read(reports.text("tap"))
        check(
            f"{name}: TAP is TAP, and has every case by its outcome",
            outcomes_in_tap(points) == total,
            (outcomes_in_tap(points), total),
        )
    except ValueError as error:
        check(f"{name}: TAP is TAP", False, error)
    is_bad = total["fail"] + total["broken"] + problems > 0
    check(f"{name}: TAP fails if and only if the run does", is_bad == (not all(point.good for point in points)))
    root = xml.etree.ElementTree.fromstring(reports.text("junit"))
    seen = outcomes_in_junit(root)
    expected = {
        **total,
        "fail": total["fail"] + problems,
        "skipped": total["skipped"] + total["unsupported"],
        "unsupported": 0,
    }
    check(f"{name}: JUnit has every case by its outcome", seen == expected, (seen, expected))
    markdown = reports.text("markdown")
    check(f"{name}: Markdown fits a comment", 0 < len(markdown) < 20_000, len(markdown))
    badge = xml.etree.ElementTree.fromstring(reports.text("badge"))
    texts = [element.text for element in badge.iter("{http://www.w3.org/2000/svg}text")]
    check(
        f"{name}: the badge says how it ended",
        texts[0] == "BloomCoin conformance 0.0.1" and ("not conformant" in texts[1] or "wrong" in texts[1]) == is_bad,
        texts,
    )


def badge_of(name):
    return [
        element.text
        for element in xml.etree.ElementTree.fromstring(runs[name].text("badge")).iter(
            "{http://www.w3.org/2000/svg}text"
        )
    ][1]


for name, words in (
    ("good", "conformant"),
    ("wrong-value", "not conformant: 6 of 12 fail"),
    ("unsupported", "incomplete: 0 of 12"),
    ("part", "passed in part: 4 of 4"),
    ("profile", "mainnet: conformant"),
    ("stale", "the list of known failures is wrong"),
):
    check(f"{name}: the badge says '{words}'", badge_of(name) == words, badge_of(name))

point = next(point for room in tap.read(runs["wrong-value"].text("tap")) for point in room.points if not point.good)
check(
    "TAP says what was expected and received, and the rule",
    point.yaml["expected"] == '{"out":{"value":0}}'
    and point.yaml["received"] == '{"out":{"value":1}}'
    and point.yaml["rules"] == {"COD-1": "The bytes end before the value is complete."},
    point.yaml,
)
todo = [point for room in tap.read(runs["skipped"].text("tap")) for point in room.points if point.directive == "TODO"]
check("a known failure is TODO", len(todo) == 6 and not any(point.good for point in todo))
for text in (
    "not ok 1 - a\n",
    "TAP version 14\n1..2\nok 1 - a\n",
    "TAP version 14\n1..1\nok 2 - a\n",
    "TAP version 14\n1..1\nok 1 - a # b # SKIP\n",
):
    try:
        tap.read(text)
        check(f"what is not TAP is refused: {text!r}", False)
    except ValueError:
        check(f"what is not TAP is refused: {text!r}", True)
markdown = runs["wrong-value"].text("markdown")
check(
    "Markdown has the verdict, the first failure, its rule and the command",
    all(
        words in markdown
        for words in (
            "tiny: ❌ not conformant",
            "`toy.double.00`",
            '- expected {"out":{"value":0}}',
            '+ received {"out":{"value":1}}',
            "COD-1, spec/codec.md",
            "./run explain toy.double.00",
        )
    ),
    markdown,
)
outside = re.sub(r"(?ms)^(`{3,})\w*\n.*?^\1$|(`+)(?!`).*?(?<!`)\2(?!`)", "", runs["hostile"].text("markdown"))
check(
    "Markdown has what a testee says in code only",
    not any(words in outside for words in ("<script", "<img", "@all", "](http")),
    outside,
)

# ---- HTML


class Page(html.parser.HTMLParser):
    """Elements by name, scripts and styles with their text, and everything that could load or run something."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.contents, self.suspects, self.policy, self.open = [], [], [], "", None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append(tag)
        if attributes.get("http-equiv") == "Content-Security-Policy":
            self.policy = attributes["content"]
        if tag in ("script", "style", "title"):
            self.open = [tag, attributes, ""]
            self.contents.append(self.open)
        self.suspects += [
            (tag, name)
            for name, value in attributes.items()
            if name.startswith("on")
            or name == "style"
            or (name in ("src", "href") and not (value or "").startswith("#"))
        ]

    def handle_endtag(self, tag):
        self.open = None

    def handle_data(self, data):
        if self.open:
            self.open[2] += data


plain = Page(runs["good"].text("html"))
for name, reports in runs.items():
    text = reports.text("html")
    page = Page(text)
    check(
        f"{name}: the page has no element that the report put there",
        page.tags == plain.tags,
        [tag for tag in page.tags if page.tags.count(tag) != plain.tags.count(tag)],
    )
    check(f"{name}: the page loads nothing and has no handlers", not page.suspects, page.suspects)
    style, data, script = (content for content in page.contents if content[0] != "title")
    digests = [
        "'sha256-" + base64.b64encode(hashlib.sha256(content[2].encode()).digest()).decode() + "'"
        for content in (style, script)
    ]
    check(
        f"{name}: the policy allows this style and this script and nothing else",
        page.policy
        == f"default-src 'none'; style-src {digests[0]}; script-src {digests[1]}; base-uri 'none'; form-action 'none'",
        page.policy,
    )
    check(f"{name}: nothing can end the data", not set("<>&\u2028\u2029") & set(data[2]))
    content = json.loads(data[2])
    check(
        f"{name}: the data has every result",
        [len(testee["results"]) for testee in content["testees"]]
        == [len(testee["results"]) for testee in reports.json()["testees"]],
    )
check(
    "the answers are there to the last character",
    json.loads(
        json.loads(next(c for c in Page(runs["hostile"].text("html")).contents if c[1].get("id") == "report")[2])[
            "testees"
        ][0]["results"][0][4]
    )
    == runs["hostile"].json()["testees"][0]["results"][0]["received"],
)

# ---- what works on reports

done = call("compare", runs["good"].path, runs["good"].path)
check("a report is as good as itself", done.returncode == 0 and "no regression" in done.stdout, done)


def altered(name, alter):
    """A report with something else in it and a footer that fits."""
    report = copy.deepcopy(runs[name].json())
    alter(report)
    lines = "".join(
        f"{number} {result['id']} {result['outcome']}\n"
        for number, testee in enumerate(report["testees"])
        for result in testee["results"]
    )
    report["footer"] = {"results": lines.count("\n"), "digest": hashlib.sha256(lines.encode()).hexdigest()}
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
    not found["good"] and [change["id"] for change in found["testees"][0]["regressions"]] == sorted(wrong),
    found,
)
done = call("compare", runs["wrong-value"].path, altered("good", rename("fake-wrong-value")))
check("compare lists what is mended", done.returncode == 0 and "mended: 6" in done.stdout, done)
done = call("compare", altered("accepts-all", rename("fake-wrong-reason")), runs["wrong-reason"].path)
check("another way to fail is no regression", done.returncode == 0 and "as bad, but otherwise: 6" in done.stdout, done)
done = call("compare", altered("unsupported", rename("fake-wrong-value")), runs["wrong-value"].path)
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
    ("the format before", whole.replace(b'"format":2', b'"format":1')),
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

SPOILS = (
    None,
    True,
    -1,
    0,
    7,
    1e300,
    2**70,
    "",
    "pass",
    "\x1b[31m",
    "../x",
    [],
    {},
    [[]],
    {"out": {}},
    {"rule": "COD-1"},
    ["x"] * 3,
)


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
whole = Reports("both", "--testee", fake("wrong-value"), "--testee", fake("crash-at-third")).json()
statuses = {}
for number in range(300):
    path.write_text(json.dumps(spoiled(whole, chance)))
    arguments = [
        ("verify-report", path, "--vectors", suite),
        ("report", path, "--reports", work / "spoiled"),
        ("compare", runs["several"].path, path),
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

shutil.rmtree(work)
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
