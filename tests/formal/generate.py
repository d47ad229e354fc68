#!/usr/bin/env python3
"""Writes the queries of spec/formal/ for the constants of the headers, or checks that they are what would be written.

    generate.py BUILD/tests/formal/bloomcoin-formal-constants           write
    generate.py BUILD/tests/formal/bloomcoin-formal-constants --check   exit status 1 if a file differs
"""
import json
import subprocess
import sys

import facts

if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--check"]):
    print(__doc__, file=sys.stderr)
    sys.exit(64)
profiles = json.loads(subprocess.run([sys.argv[1]], check=True, capture_output=True, text=True).stdout)
stale = 0
every = facts.facts()
for path, text in [(fact.path, fact.written(profiles)) for fact in every] + [facts.table(every)]:
    if text == path.read_text():
        continue
    stale += 1
    if "--check" in sys.argv:
        print(f"{path.relative_to(facts.root)}: not what the headers say; ./run formal write writes it anew")
    else:
        path.write_text(text)
        print(f"wrote {path.relative_to(facts.root)}")
print(f"{len(every)} facts, {stale} files {'differ' if '--check' in sys.argv else 'written anew'}")
sys.exit(1 if not every or (stale and "--check" in sys.argv) else 0)
