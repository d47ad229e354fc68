#!/usr/bin/env python3
"""Shows that the runner tells right from wrong: selftest.py RUNNER.

It drives the testees of fake_testee.py through a toy suite, and damages the suite in every way that must be noticed.
"""
import hashlib
import json
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree

from checks import check, finish
from toy import fake, text_of, toy_case, write_suite

runner = pathlib.Path(sys.argv[1]).resolve()
work = pathlib.Path(tempfile.mkdtemp())

cases = [toy_case(number) for number in range(12)]
groups = {"first": text_of("first", cases[:6]), "second": text_of("second", cases[6:])}
suite = write_suite(work / "suite", groups)


# ---- running

def call(*arguments, vectors=suite):
    return subprocess.run([runner, *arguments, "--vectors", vectors], capture_output=True, text=True, errors="replace", timeout=120)


def run(mode, *arguments, vectors=suite, jobs=1):
    """Exit status, the testee's part of the report, and everything that was printed."""
    report = work / "report.json"
    report.unlink(missing_ok=True)
    done = call("run", "--testee", fake(mode), "--jobs", str(jobs), "--timeout-ms", "3000", "--json", report, *arguments, vectors=vectors)
    whole = json.loads(report.read_text()) if report.exists() else None
    return done.returncode, whole, done.stdout + done.stderr


def outcomes(report):
    return {result["id"]: (result["outcome"], result.get("kind", "")) for result in report["testees"][0]["results"]}


def shows(what, mode, status, counts, kinds=None, *arguments):
    """The exit status, the counts (pass, fail, unsupported, skipped, broken) and the kinds that occur."""
    code, report, output = run(mode, *arguments)
    names = ("pass", "fail", "unsupported", "skipped", "broken")
    seen = tuple(report["testees"][0]["counts"][name] for name in names) if report else None
    seen_kinds = {kind for _, kind in outcomes(report).values() if kind} if report else None
    good = code == status and seen == counts and (kinds is None or seen_kinds == set(kinds))
    check(what, good, (code, seen, seen_kinds, output[-500:]))
    return report, output


def digest_of(answers):
    lines = "".join(f"{id_} {json.dumps(answer, separators=(',', ':'))}\n" for id_, answer in answers.items())
    return hashlib.sha256(lines.encode()).hexdigest()


def is_gone(pid):
    """Whether a process ends within a second; a dead one that nobody has waited for yet is gone, too."""
    for _ in range(20):
        try:
            if pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False


report, output = shows("a right testee conforms", "good", 0, (12, 0, 0, 0, 0), [])
check("no progress is drawn where nobody looks", "\r" not in output and "\x1b" not in output, repr(output[:200]))
lines = "".join(f"0 {result['id']} {result['outcome']}\n" for result in report["testees"][0]["results"])
check("the footer has count and digest",
      report["footer"] == {"results": 12, "digest": hashlib.sha256(lines.encode()).hexdigest()}, report["footer"])
right = digest_of({case["id"]: {key: case[key] for key in ("out", "rule") if key in case} for case in cases})
check("right answers have the suite's digest", report["testees"][0]["answers"] == {"digest": right, "right": right}, report["testees"][0]["answers"])
check("verdicts are by profile", report["testees"][0]["verdicts"] == {"tiny": "conformant", "mainnet": "conformant"})
report, _ = shows("a wrong value fails", "wrong-value", 1, (6, 6, 0, 0, 0), ["value"])
wrong_answers = digest_of({case["id"]: {"out": {"value": case["out"]["value"] + 1}} if "out" in case else {"rule": "COD-1"} for case in cases})
check("and has another digest", report["testees"][0]["answers"] == {"digest": wrong_answers, "right": right}, report["testees"][0]["answers"])
shows("accepting everything fails where a refusal is due", "accepts-all", 1, (6, 6, 0, 0, 0), ["verdict"])
shows("refusing everything fails where a value is due", "refuses-all", 1, (6, 6, 0, 0, 0), ["verdict"])
shows("a refusal for the wrong reason fails as that", "wrong-reason", 1, (6, 6, 0, 0, 0), ["reason"])
shows("the wrong id is broken", "wrong-id", 1, (0, 0, 0, 0, 12), ["wrong-id"])
shows("an echo is broken", "echo", 1, (0, 0, 0, 0, 12), ["garbage"])
shows("a fraction is not an integer", "fractions", 1, (6, 6, 0, 0, 0), ["value"])
shows("a key that comes twice is broken, though the last be right", "two-values", 1, (6, 0, 0, 0, 6), ["garbage"])
shows("an answer that comes twice is broken", "two-outs", 1, (6, 0, 0, 0, 6), ["garbage"])
shows("an id that comes twice is broken", "two-ids", 1, (0, 0, 0, 0, 12), ["garbage"])
shows("a zero with a sign is broken", "signed-zero", 1, (11, 0, 0, 0, 1), ["garbage"])
shows("a byte order mark is broken", "byte-order-mark", 1, (0, 0, 0, 0, 12), ["garbage"])
_, output = shows("what follows a zero byte is seen", "zero-byte", 1, (0, 0, 0, 0, 12), ["garbage"])
check("and the message says what was expected", "expected no zero byte, got" in output, output[-300:])
shows("two answers are broken", "two-answers", 1, (0, 0, 0, 0, 12), ["garbage"])
_, output = shows("garbage is broken", "garbage", 1, (0, 0, 0, 0, 12), ["garbage"])
check("what a testee writes cannot command the terminal", "\x1b" not in output)
for mode in ("painted-name", "painted-value", "painted-excuse"):
    _, _, output = run(mode)
    check(f"nor can it inside JSON: {mode}", "fake" in output and not set("\x1b\x9b") & set(output), repr(output[:300]))
shows("nesting without end is broken", "nested", 1, (0, 0, 0, 0, 2), ["garbage"], "--filter", "*.00", "--filter", "*.01")
shows("a line that does not end is broken", "half-a-line", 1, (0, 0, 0, 0, 12), ["crash"])
shows("a line without end is broken", "endless-line", 1, (0, 0, 0, 0, 2), ["garbage"], "--filter", "*.00", "--filter", "*.01")
_, output = shows("a crash is broken, and the run goes on", "crash-at-third", 1, (8, 0, 0, 0, 4), ["crash"])
check("a crash is shown with its last words", "signal 6" in output and "the third is too much" in output, output)
for mode, words in (("node", "Error: EAGAIN: resource temporarily unavailable, write | at writeSync"),
                    ("python", "ValueError: not a number"), ("go", "panic: index out of range | goroutine 1"),
                    ("rust", "thread 'main' panicked at src/main.rs:4:9: | the cause"), ("shell", "no luck | Terminated")):
    _, output = shows(f"a crash is shown with its cause, as {mode} puts it", f"crash-like-{mode}", 1, (0, 0, 0, 0, 12), ["crash"])
    check(f"the cause, as {mode} puts it", f"it said: {words}" in output, output)
shows("leaving is no refusal", "leaves", 1, (8, 0, 0, 0, 4), ["crash"])
half = ("--filter", "toy.double.0[0-5]*")  # each of these waits for its time-out
shows("a hang is broken, and the run goes on", "hang-at-third", 1, (4, 0, 0, 0, 2), ["timeout"], *half)
shows("a closed output is broken", "closes-output", 1, (4, 0, 0, 0, 2), None, *half)
shows("a closed input is broken", "closes-input", 1, (4, 0, 0, 0, 2), ["timeout"], *half)
shows("a large line may come slowly", "large-slow-line", 0, (12, 0, 0, 0, 0), [])
shows("operations not listed are unsupported", "no-ops", 2, (0, 0, 12, 0, 0), [])
_, output = shows("a misspelt operation is unsupported", "misspelt", 2, (0, 0, 12, 0, 0), [])
warnings = [line for line in output.splitlines() if line.startswith("warning: ")]
check("and is warned of, with the nearest that there is",
      any("no operation toy.duble," in line and line.endswith("the nearest is toy.double") for line in warnings), warnings)
check("a warning is short, and cannot command the terminal",
      len(warnings) == 2 and max(map(len, warnings)) < 300 and "\x1b" not in output, repr(output[-300:]))
_, output = shows("operations that the suite lacks do no harm", "many-ops", 0, (12, 0, 0, 0, 0), [])
check("of many, some are named and the rest counted",
      output.count("warning: the suite has no operation other.") == 10 and "warning: and 2 more" in output, output[-500:])
_, output = shows("what the suite knows is not warned of", "only-doubles", 0, (12, 0, 0, 0, 0), [])
check("at all", "warning" not in output, output[-300:])
report, _ = shows("profiles not listed are unsupported", "no-tiny", 2, (8, 0, 4, 0, 0), [])
check("one profile may be incomplete and another conformant",
      report["testees"][0]["verdicts"] == {"tiny": "incomplete", "mainnet": "conformant"}, report["testees"][0]["verdicts"])
shows("declining is unsupported, not a pass", "unsupported", 2, (0, 0, 12, 0, 0), [])
shows("another protocol is broken", "other-protocol", 1, (0, 0, 0, 0, 12), ["handshake"])
shows("ending at once is broken", "exits-at-once", 1, (0, 0, 0, 0, 12), ["handshake"])
shows("never greeting is broken", "silent", 1, (0, 0, 0, 0, 12), ["handshake"])
for mode in ("no-name", "long-name"):
    _, output = shows(f"a greeting must have a name of some bytes: {mode}", mode, 1, (0, 0, 0, 0, 12), ["handshake"])
    check(f"and a message is short: {mode}", "expected " in output and len(output) < 10_000, len(output))
shows("a flood on stderr does no harm", "stderr-flood", 0, (12, 0, 0, 0, 0), [])
shows("a grandchild that holds the pipes does no harm", "grandchild", 0, (12, 0, 0, 0, 0), [])
done = subprocess.run(["sh", "-c", '"$@" <&-', "sh", runner, "run", "--testee", fake("good"), "--vectors", suite], capture_output=True, text=True)
check("a runner without standard input works", done.returncode == 0, done)
pid_file = work / "pid"
with subprocess.Popen([runner, "run", "--testee", fake(f"hang-with-pid {pid_file}"), "--jobs", "1", "--vectors", suite], stdout=subprocess.DEVNULL) as ended:
    deadline = time.monotonic() + 20
    while not (pid_file.exists() and pid_file.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)
    ended.terminate()
check("a runner that is ended says by what", ended.returncode == -signal.SIGTERM, ended.returncode)
check("and takes its testees with it", is_gone(int(pid_file.read_text())))
code, report, _ = run("good", jobs=4)
check("four jobs give the same results", code == 0 and list(outcomes(report)) == [case["id"] for case in cases])
done = call("run", "--testee", "/does/not/exist", "--jobs", "1")
check("a command that does not exist is broken", done.returncode == 1 and "not found" in done.stdout, done)

# ---- several testees, renderings

def is_xml(path):
    try:
        return xml.etree.ElementTree.parse(path) is not None
    except xml.etree.ElementTree.ParseError:
        return False


both = work / "both.json"
junit = work / "junit.xml"
done = call("run", "--testee", fake("no-ops"), "--testee", fake("wrong-value"), "--json", both, "--junit", junit)
check("of two testees the worse decides", done.returncode == 1, done)
names = [testee["name"] for testee in json.loads(both.read_text())["testees"]]
check("the report has both testees", names == ["fake-no-ops", "fake-wrong-value"], names)
suites = xml.etree.ElementTree.parse(junit).getroot()
check("JUnit has one suite for each testee and room",
      [(s.get("name"), s.get("tests"), s.get("failures"), s.get("skipped")) for s in suites]
      == [("fake-no-ops.toy", "12", "0", "12"), ("fake-wrong-value.toy", "12", "6", "0")])
for mode in ("garbage", "painted-name", "painted-value", "painted-excuse"):
    run(mode, "--junit", junit)
    check(f"JUnit stays XML when a testee writes control characters: {mode}", is_xml(junit))
call("run", "--testee", b"exit 3; \xff", "--jobs", "1", "--junit", junit)
check("JUnit stays XML when a command is not UTF-8", is_xml(junit))
done = call("explain", "toy.double.04", "--testee", fake("wrong-value"))
check("explain shows both values", done.returncode == 1 and '{"value":8}' in done.stdout and '{"value":9}' in done.stdout, done)
done = call("explain", "toy.double.05", "--testee", fake("wrong-reason"))
check("explain gives the sentences of both rules", "COD-1: The bytes end" in done.stdout and "COD-2: Bytes follow" in done.stdout, done)
done = call("explain", "toy.double.04", "--testee", fake("no-ops"))
check("explain asks nothing that the hello does not list", done.returncode == 2 and "unsupported" in done.stdout, done)
check("explain says so when a case passes", call("explain", "toy.double.04", "--testee", fake("good")).returncode == 0)

attempt = {**toy_case(0), "id": "toy.attempt", "op": "kur.bloom", "in": {"frequencies": [0] * 5, "phases": [0] * 5}, "out": {"bloom": None}}
attempts = write_suite(work / "attempts", {"attempt": text_of("attempt", [attempt])})
for mode in ("declines", "odd", "refuses", "dies"):
    done = call("explain", "toy.attempt", "--testee", fake(mode), vectors=attempts)
    check(f"explain makes nothing up of a testee that {mode}",
          done.returncode == 1 and "nothing smaller can be told" in done.stdout and "first difference" not in done.stdout, done)

one_event = {**toy_case(0), "id": "toy.script", "op": "chn.script", "in": {"events": [{"clock": "0"}]}, "out": {"states": [{}]}}
scripts = write_suite(work / "scripts", {"script": text_of("script", [one_event])})
done = call("explain", "toy.script", "--testee", fake("odd"), vectors=scripts)
check("explain copes with states that are no list", done.returncode == 1 and "event 0 of 1" in done.stdout, done)

done = subprocess.run([runner, "--version"], capture_output=True, text=True)
version = re.search(r"version: '(.*)'", (pathlib.Path(__file__).resolve().parents[3] / "meson.build").read_text())[1]
check("--version tells the version of the project, and what it understands",
      done.returncode == 0 and done.stdout == f"bloomcoin-conformance {version}\nprotocol 1, report format 3\n", done)

# ---- selection

parts = []
for index in (1, 2, 3):
    _, report, _ = run("good", "--shard", f"{index}/3")
    parts.append(set(outcomes(report)))
check("shards are disjoint and together everything",
      sum(map(len, parts)) == 12 and set.union(*parts) == {case["id"] for case in cases}, parts)
_, report, _ = run("good", "--profile", "tiny")
check("a profile selects its cases and those of none", len(outcomes(report)) == 8 and report["selection"]["partial"])
check("a whole profile can be found conformant", report["testees"][0]["verdicts"] == {"tiny": "conformant"})
_, report, _ = run("good", "--shard", "1/3")
check("a part of a profile cannot", set(report["testees"][0]["verdicts"].values()) == {"passed in part"})
_, report, _ = run("good", "--filter", "rule:COD-1", "--filter", "toy.double.00")
check("filters are a union", len(outcomes(report)) == 7)
listed = call("list", "--filter", "toy.double.1*").stdout.splitlines()
check("list prints the selected cases", len(listed) == 2 and listed[0].startswith("toy.double.10\ttoy.double\tany\t"), listed)


def refuses(what, status, *arguments, vectors=suite, words=""):
    """One line on stderr, this exit status, these words."""
    done = call(*arguments, vectors=vectors)
    good = done.returncode == status and done.stderr.count("\n") == 1 and words in done.stderr
    check(what, good, (done.returncode, done.stderr))


testee = ("--testee", fake("only-doubles"))
refuses("a filter that selects nothing is an error", 64, "run", *testee, "--filter", "toy.dubble", words="there is, for example, toy.double.00")
refuses("no testee is an error", 64, "run", words="--testee")
refuses("an unknown profile is an error", 64, "run", *testee, "--profile", "moon", words="mainnet")
refuses("a shard of nothing is an error", 64, "run", *testee, "--shard", "4/3", words="4/3")
refuses("a shard that is no number is an error", 64, "run", *testee, "--shard", "a/b", words="I/N")
refuses("an unknown option is an error", 64, "run", *testee, "--fliter", "x")
refuses("no jobs are an error", 64, "run", *testee, "--jobs", "0")
refuses("an unknown id is an error", 64, "explain", "toy.double.99", *testee, words="toy.double.0")
refuses("a report that cannot be written is an error", 64, "run", *testee, "--json", "/does/not/exist.json", words="/does/not/exist.json")

# ---- known failures

known = work / "known.txt"
wrong = [case["id"] for case in cases if "out" in case]
known.write_text("# a comment\n\n" + "".join(f"{id_}  # doubles badly\n" for id_ in wrong))
report, _ = shows("known failures are skipped, and the run is incomplete", "wrong-value", 2, (6, 0, 0, 6, 0), None, "--known-failures", known)
check("a skipped case keeps its reason", report["testees"][0]["results"][0]["message"] == "doubles badly")
_, output = shows("a known failure that passes fails the run", "good", 1, (12, 0, 0, 0, 0), None, "--known-failures", known)
check("and says what to do", "toy.double.00 is a known failure, but it passes: remove the line" in output, output)
known.write_text("toy.double.77  # gone\n")
_, output = shows("a known failure that does not exist fails the run", "good", 1, (12, 0, 0, 0, 0), None, "--known-failures", known)
known.write_text("toy.double.00\n")
refuses("a known failure needs a reason", 65, "run", *testee, "--known-failures", known, words="known.txt:1")
known.write_text("toy.double.00  # a\ntoy.double.00  # b\n")
refuses("a known failure stands once", 65, "run", *testee, "--known-failures", known, words="known.txt:2")
refuses("a list that cannot be read is an error", 65, "run", *testee, "--known-failures", "/does/not/exist", words="/does/not/exist")
known.write_text("toy.double.02  # my own words\n")
refuses("a partial run does not update the list", 64, "run", *testee, "--known-failures", known, "--update-known-failures", "--filter", "toy", words="partial")
shows("the list can be updated", "wrong-value", 2, (6, 0, 0, 6, 0), None, "--known-failures", known, "--update-known-failures")
text = known.read_text()
check("an update keeps reasons and adds kinds", "toy.double.02  # my own words" in text and "toy.double.00  # fail: value" in text, text)

# ---- a damaged suite


def damage(what, words, spoil, altered=None, retired=()):
    folder = write_suite(work / "damaged", altered or groups, retired)
    spoil(folder)
    refuses(f"damage: {what}", 65, "run", *testee, vectors=folder, words=words)


def edit(name, old, new):
    def spoil(folder):
        text = (folder / name).read_text()
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1))
    return spoil


def nothing(_):
    pass


first = "toy/first.json"
damage("a changed byte", "SHA-256", edit(first, '"value":4', '"value":5'))
damage("a missing file", first, lambda folder: (folder / first).unlink())
damage("a file that the manifest lacks", "toy/stray.json", lambda folder: (folder / "toy/stray.json").write_text("{}"))
damage("no manifest", "MANIFEST.json", lambda folder: (folder / "MANIFEST.json").unlink())
damage("a manifest that is not JSON", "JSON", edit("MANIFEST.json", "{", "["))
damage("a wrong total", "count", edit("MANIFEST.json", '"count": 12', '"count": 13'))
damage("a wrong root digest", "root digest", edit("MANIFEST.json", '"digest": "', '"digest": "0'))
damage("an unknown key in the manifest", "no key", edit("MANIFEST.json", '"suite"', '"extra": 1, "suite"'))
damage("another suite", "bloomcoin", edit("MANIFEST.json", '"suite": "bloomcoin"', '"suite": "other"'))
damage("an unknown key of a file", "no key", edit("MANIFEST.json", '"path"', '"extra": 1, "path"'))
damage("a retired id that is used", "retired", nothing, None, ["toy.double.03"])
for what, words, old, new in (
    ("a file that is not JSON", "JSON", '{"cases"', '{cases'),
    ("the same id twice", "two cases", "toy.double.02", "toy.double.00"),
    ("a fraction", "fraction", '"number":2', '"number":2.5'),
    ("an unknown key in a case", "no key", '"why"', '"extra":1,"why"'),
    ("neither value nor rule", "either out or rule", '"out":{"value":4},', ""),
    ("a sibling that is refused itself", "sibling", '"sibling":"toy.double.00"', '"sibling":"toy.double.01"'),
    ("a value of the wrong type", "wrong type", '"id":"toy.double.00"', '"id":7'),
):
    assert old in groups["first"], old
    damage(what, words, nothing, {**groups, "first": groups["first"].replace(old, new, 1)})

shutil.rmtree(work)
finish()
