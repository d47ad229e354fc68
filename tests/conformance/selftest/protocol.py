#!/usr/bin/env python3
"""Shows that protocol.schema.json says what the runner and testees speak: protocol.py RUNNER.

The lines of a conversation are recorded in both directions and obey it; what the runner calls garbage, or no greeting,
does not.
"""
import json
import pathlib

import jsonschema

from report_runs import call, check, finish, suite, work
from toy import fake

schema = json.loads((pathlib.Path(__file__).resolve().parents[1] / "runner/protocol.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)


def obeys(line, direction):
    part = {"$ref": f"#/$defs/{direction}", "$defs": schema["$defs"]}
    return jsonschema.Draft202012Validator(part).is_valid(json.loads(line))


def conversation(mode):
    """Lines of the runner and lines of the testee."""
    sides = work / "questions", work / "answers"
    for side in sides:
        side.unlink(missing_ok=True)
    command = f"tee -a {sides[0]} | {fake(mode)} | tee -a {sides[1]}"
    call("run", "--testee", command, "--jobs", "1", "--timeout-ms", "20000", "--vectors", suite)
    return [side.read_text().splitlines() for side in sides]


for mode in ("good", "unsupported"):
    questions, answers = conversation(mode)
    check(f"{mode}: a conversation was recorded", len(questions) == 13 == len(answers), (len(questions), len(answers)))
    check(f"{mode}: the runner obeys", all(obeys(line, "from_runner") for line in questions), questions)
    check(f"{mode}: the testee obeys", all(obeys(line, "from_testee") for line in answers), answers)
    check(f"{mode}: neither speaks as the other",
          not any(obeys(line, "from_runner") for line in answers) and not any(obeys(line, "from_testee") for line in questions))

for mode, wrong in (("two-answers", 12), ("other-protocol", 1), ("no-name", 1), ("long-name", 1)):
    _, answers = conversation(mode)
    seen = sum(not obeys(line, "from_testee") for line in answers)
    check(f"{mode}: what the runner refuses does not obey", seen >= wrong, answers)

finish()
