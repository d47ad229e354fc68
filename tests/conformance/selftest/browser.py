#!/usr/bin/env python3
"""Shows that the page of a report works in a browser: browser.py RUNNER VECTORS FOLDER.

It makes reports of runs that pass, fail, break and attack, and has tests/browser/report_test.mjs look at them in
Chromium. Pictures of them stay in FOLDER/pictures.
"""
import copy
import json
import pathlib
import shutil
import subprocess
import sys

from toy import fake, footer_of, puppet_case, text_of, toy_case, write_suite

MISSING = 69
here = pathlib.Path(__file__).resolve().parent
browser = here.parents[1] / "browser"
runner, vectors, folder = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
work = folder / "reports"


def run(name, *arguments, suite=vectors, status):
    done = subprocess.run(
        [runner, "run", "--vectors", suite, "--reports", work / name, *arguments], capture_output=True, text=True
    )
    if done.returncode != status:
        sys.exit(f"{name}: expected exit {status}, got {done.returncode}\n{done.stdout[-2000:]}{done.stderr}")


# ---- cases whose differences are known to the byte

expected_bytes = bytes(range(64))
received_bytes = bytes(255 if i in (5, 20, 21) else i for i in range(64))
phases = [(i * 2654435761) % 2**32 for i in range(32)]
other_phases = [value + 1 if i in (7, 9) else value for i, value in enumerate(phases)]
states = [{"step": i, "coherence": 500_000_000 + 40_000_000 * i} for i in range(12)]
other_states = [
    {**state, "coherence": state["coherence"] - 30_000_000 * (i - 3)} if i >= 4 else state
    for i, state in enumerate(states)
]
DIFFERENCES = [
    puppet_case("bytes", {"out": {"block": received_bytes.hex()}}, {"out": {"block": expected_bytes.hex()}}),
    puppet_case("cut", {"out": {"block": expected_bytes[:60].hex()}}, {"out": {"block": expected_bytes.hex()}}),
    puppet_case("phases", {"out": {"phases": other_phases}}, {"out": {"phases": phases}}),
    puppet_case("trajectory", {"out": {"states": other_states}}, {"out": {"states": states}}),
    puppet_case("quoted", {"out": {"phases": ["1", "2", "3"]}}, {"out": {"phases": [1, 2, 3]}}),
    puppet_case("great", {"out": {"value": 2**53}}, {"out": {"value": 2**53 + 1}}),
    puppet_case("amount", {"out": {"amount": "685410197"}}, {"out": {"amount": "685410196"}}),
    puppet_case("keys", {"out": {"a": 1, "c": [1, {"d": None}]}}, {"out": {"a": 1, "b": 2, "c": [1, {"d": "x"}]}}),
    puppet_case("accepted", {"out": {}}, {"out": {}}),
    puppet_case("reason", {"rule": "SIG-2"}, {"rule": "SIG-1"}, sibling="toy.say.accepted"),
    puppet_case("too-lenient", {"out": {}}, {"rule": "SIG-1"}, sibling="toy.say.accepted"),
    puppet_case("too-strict", {"rule": "HDR-1"}, {"out": {"hash": "00" * 32}}),
    puppet_case("unknown-rule", {"rule": "<b>XSS-1</b>"}, {"rule": "SIG-1"}, sibling="toy.say.accepted"),
]


def make_reports():
    shutil.rmtree(work, ignore_errors=True)
    run("pass", "--reference", status=0)
    filters = [
        word
        for text in ("room:num", "room:codec", "kur.order.*", "kur.step.*", "kur.evolve.*", "kur.bloom.tiny.*")
        for word in ("--filter", text)
    ]
    run(
        "fail",
        "--testee",
        f"/usr/bin/python3 -B {here / 'wrong_sine_testee.py'} 5117 {folder / 'touched'}",
        *filters,
        status=1,
    )
    toy = write_suite(work / "toy", {"double": text_of("double", [toy_case(number) for number in range(12)])})
    differences = write_suite(work / "puppet", {"say": text_of("say", DIFFERENCES)})
    run("differences", "--testee", fake("good"), suite=differences, status=1)
    modes = ("good", "fractions", "crash-at-third", "wrong-reason", "no-tiny")
    run("several", *(word for mode in modes for word in ("--testee", fake(mode))), "--jobs", "1", suite=toy, status=1)
    run("hostile", "--testee", fake("hostile"), suite=toy, status=1)
    run("incomplete", "--testee", fake("no-ops"), suite=toy, status=2)
    make_twice()


def make_twice():
    """The report of a run with twice as many results, as if there had been two testees."""
    report = json.loads((work / "pass/report.json").read_text())
    second = copy.deepcopy(report["testees"][0])
    report["testees"].append({**second, "name": "the same once more"})
    report["footer"] = footer_of(report)
    (work / "twice").mkdir()
    (work / "twice/report.json").write_text(json.dumps(report))
    subprocess.run(
        [runner, "report", work / "twice/report.json", "--html", work / "twice/report.html"],
        check=True,
        stdout=subprocess.DEVNULL,
    )


for needed in (browser / "node_modules/playwright-core", pathlib.Path("/usr/bin/chromium")):
    if not needed.exists():
        print(f"expected {needed}, which './run test' installs: packages of Debian, and `npm ci` in tests/browser")
        sys.exit(MISSING)
make_reports()
sys.exit(subprocess.run(["node", browser / "report_test.mjs", work, folder / "pictures"]).returncode)
