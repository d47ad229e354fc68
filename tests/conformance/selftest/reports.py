#!/usr/bin/env python3
"""Shows that every form of a report says what happened: reports.py RUNNER.

What is written about the testees of fake_testee.py is read back by strict readers.
"""
import base64
import hashlib
import html.parser
import json
import pathlib
import re
import xml.etree.ElementTree

import jsonschema

import tap
from report_runs import EXTENSIONS, WRONG, Reports, call, check, finish, suite, work
from toy import fake, puppet_case, text_of, write_suite

NAMES = ("pass", "fail", "unsupported", "skipped", "broken")
here = pathlib.Path(__file__).resolve().parent

known = work / "known.txt"
known.write_text("".join(f"{id_}  # doubles badly, #1 of \\ reasons\n" for id_ in WRONG))
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
kept = [case["id"] for case in report["cases"] if "expected" in case]
check("question and answer stand with what somebody got wrong, and nothing else", kept == WRONG, kept)
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
digests = [Reports(f"flood-{mode}", "--testee", fake(mode), "--filter", "*.00").json()["testees"][0]["answers"]["digest"]
           for mode in ("flood", "other-flood")]
check("and floods that begin alike have digests of their own", digests[0] != digests[1], digests)

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
        counts[{"failure": "fail", "error": "broken", "skipped": "skipped"}[kinds[0]] if kinds else "pass"] += 1
    return counts


def badge_of(reports):
    """The two texts of the badge."""
    badge = xml.etree.ElementTree.fromstring(reports.text("badge"))
    return [element.text for element in badge.iter("{http://www.w3.org/2000/svg}text")]


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
    texts = badge_of(reports)
    check(
        f"{name}: the badge says how it ended",
        texts[0] == "BloomCoin conformance 0.0.1" and ("not conformant" in texts[1] or "wrong" in texts[1]) == is_bad,
        texts,
    )


for name, words in (
    ("good", "conformant"),
    ("wrong-value", "not conformant: 6 of 12 fail"),
    ("unsupported", "incomplete: 0 of 12"),
    ("part", "passed in part: 4 of 4"),
    ("profile", "mainnet: conformant"),
    ("stale", "the list of known failures is wrong"),
):
    check(f"{name}: the badge says '{words}'", badge_of(runs[name])[1] == words, badge_of(runs[name]))

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
            "bloomcoin-conformance explain toy.double.00",
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
data = next(one[2] for one in Page(runs["hostile"].text("html")).contents if one[1].get("id") == "report")
shown = json.loads(json.loads(data)["testees"][0]["results"][0][4])
received = runs["hostile"].json()["testees"][0]["results"][0]["received"]
check("the answers are there to the last character", shown == received, (shown, received))

finish()
