#!/usr/bin/env python3
"""Whether the reference answers all vectors alike with every instruction set: instructions.py RUNNER VECTORS

That a set is used at all is not seen here: tests/property/ and tests/lanes/ call each of them by name.
Which sets this machine has is what the runner says when it is asked for one that nobody has.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

WRONG_USAGE = 64


def run(runner, vectors, instructions, *arguments):
    return subprocess.run([runner, "run", "--reference", "--vectors", vectors, *arguments], text=True,
                          env={**os.environ, "BLOOMCOIN_INSTRUCTIONS": instructions}, capture_output=True)


def available(runner, vectors):
    refused = run(runner, vectors, "abacus")
    names = re.search(r"BLOOMCOIN_INSTRUCTIONS: expected best or one of (.*), which this machine has; got abacus", refused.stderr)
    if refused.returncode != WRONG_USAGE or not names:
        sys.exit(f"expected exit {WRONG_USAGE} and the names of the sets, got {refused.returncode}: {refused.stderr}")
    return names.group(1).split(", ")


def counts(runner, vectors, instructions):
    with tempfile.TemporaryDirectory() as folder:
        report = os.path.join(folder, "report.json")
        result = run(runner, vectors, instructions, "--json", report)
        if result.returncode != 0:
            sys.exit(f"{instructions or 'the specification itself'}: exit {result.returncode}\n{result.stdout}{result.stderr}")
        with open(report) as file:
            return json.load(file)["testees"][0]["counts"]


def main():
    runner, vectors = sys.argv[1:]
    expected = counts(runner, vectors, "")
    names = available(runner, vectors)
    if "portable" not in names or expected["pass"] == 0:
        sys.exit(f"expected the portable set and vectors that pass, got {names} and {expected}")
    for name in names:
        found = counts(runner, vectors, name)
        print(f"{name}: {found}")
        if found != expected:
            sys.exit(f"{name}: expected {expected}, got {found}")


if __name__ == "__main__":
    main()
