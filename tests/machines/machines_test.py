#!/usr/bin/env python3
"""Shows that machines.py tells equal answers from others, and a machine that cannot be built from one that is wrong:
machines_test.py RUNNER TESTEE VECTORS
"""
import hashlib
import json
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent / "conformance/selftest"))
from checks import check, finish  # noqa: E402: from the line above

runner, testee, vectors = sys.argv[1:]
work = pathlib.Path(tempfile.mkdtemp())


def run(*arguments, path=None):
    """Exit status, what was printed, and the rows of machines.json, if there is one."""
    environment = {**os.environ, **({"PATH": str(path)} if path else {})}
    summary = work / "build/machines.json"
    summary.unlink(missing_ok=True)
    done = subprocess.run([sys.executable, "-B", here / "machines.py", "--runner", runner, "--vectors", vectors, "--folder", work / "build", *arguments],
                          capture_output=True, text=True, env=environment)
    rows = json.loads(summary.read_text())["machines"] if summary.exists() else []
    return done.returncode, done.stdout + done.stderr, rows


# ---- answers

cases = json.loads((pathlib.Path(vectors) / "num/mulr.json").read_text())["cases"]
ids = [case["id"] for case in cases if case["op"] == "num.mulr"]
only = ("--filter", "op:num.mulr")
lines = "".join(f"{case['id']} {json.dumps({'out': case['out']}, sort_keys=True, separators=(',', ':'))}\n"
                for case in cases if case["id"] in ids)
right = hashlib.sha256(lines.encode()).hexdigest()
wrong_testee = shlex.join([sys.executable, "-B", str(here / "wrong_testee.py"), ids[len(ids) // 2], testee])

status, output, rows = run("--testee", testee, *only)
check("right answers are equal", status == 0 and rows[0]["is_equal"] and rows[0]["passed"] == len(ids) > 1, (status, output))
check("their digest is that of the suite", rows and rows[0]["digests"] == [rows[0]["right"]] == [right], rows)

status, output, rows = run("--testee", testee, "--testee", wrong_testee, *only)
check("one wrong answer fails", status == 1 and rows[1]["passed"] == len(ids) - 1, (status, output))
check("it has another digest", rows[0]["is_equal"] and not rows[1]["is_equal"] and rows[1]["digests"] != [right], rows)
check("the table says so", [line.split()[-1] for line in output.splitlines() if line.startswith("testee-") and "/" in line][:2] == ["yes", "no"], output)
check("the wrong case is named", ids[len(ids) // 2] in output, output)

status, output, rows = run("--testee", "exit 3", *only)
check("a testee that ends at once fails", status == 1 and rows[0]["passed"] == 0, (status, output))
status, output, rows = run("--testee", testee, "--filter", "no such case")
check("no case at all fails", status == 1 and "is_equal" not in rows[0], (status, output))

# ---- machines

listed = run("list")[1]
for name in ("s390x", "aarch64", "armhf", "i686", "riscv64", "gcc-O0", "gcc-asan", "clang-O3-native", "clang-ubsan"):
    check(f"{name} is a machine", any(line.split()[0] == name for line in listed.splitlines()), listed)
status, output, _ = run("pdp11")
check("an unknown machine is wrong usage", status == 64 and "s390x" in output and "pdp11" in output, (status, output))
status, output, _ = run("s390x", "--write", *only)
check("a part of the cases is not written into the README", status == 64, (status, output))
status, output, _ = run("--jobs", "0")
check("no jobs are wrong usage", status == 64, (status, output))
check("packages are those of the machines", run("--packages", "s390x")[1].split() == ["ccache", "g++-s390x-linux-gnu", "qemu-user"])

empty = work / "empty"
empty.mkdir()
status, output, rows = run("gcc-O2", *only, path=empty)
check("a missing compiler is missing", status == 69 and "apt-get install g++" in output, (status, output))
status, output, rows = run("gcc-O2", "--testee", wrong_testee, *only, path=empty)
check("a wrong answer is worse than a missing compiler", status == 1, (status, output))

broken = work / "broken"
broken.mkdir()
for tool in ("ccache", "g++"):
    (broken / tool).write_text("#!/bin/sh\necho 'error: no such integer' >&2\nexit 1\n")
    (broken / tool).chmod(0o755)
status, output, rows = run("gcc-O2", *only, path=broken)
check("headers that do not compile are not good", status == 1 and "no such integer" in output, (status, output))

shutil.rmtree(work)
finish()
