#!/usr/bin/env python3
"""Whether the README's example is the program that is built, and works: readme.py EXAMPLE."""
import json
import pathlib
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parents[2]
shown = (root / "README.md").read_text().split("```cpp\n")[1].split("```")[0]
built = (root / "apps/example/verify_header.cpp").read_text()
cases = json.loads((root / "tests/vectors/chain/check.json").read_text())["cases"]


def ran(case):
    done = subprocess.run([sys.argv[1], case["in"]["header"]], capture_output=True, text=True)
    return done.returncode, done.stdout


by_id = {case["id"]: case for case in cases}
checks = {
    "the README shows the program": shown == built,
    "it accepts a valid header": ran(by_id["hdr.check.mainnet.valid"]) == (0, "valid\n"),
    "it refuses a wrong step": ran(by_id["hdr.check.mainnet.step-plus-one"]) == (1, "The bloom happens at another step than the header says.\n"),
    "it refuses what is no header": ran(by_id["hdr.check.mainnet.cut"]) == (65, ""),
}
for what, good in checks.items():
    print("ok  " if good else "FAIL", what)
sys.exit(0 if all(checks.values()) else 1)
