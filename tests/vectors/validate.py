#!/usr/bin/env python3
"""Whether the vectors beside this script obey their schemas, and what no schema can say:
a file lies where its room and group say, and a sibling is an accepted case of the same operation.

validate.py [FOLDER]
"""
import json
import pathlib
import sys

import jsonschema

here = pathlib.Path(__file__).resolve().parent
folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here


def schema_of(name):
    schema = json.loads((here / "schema" / f"{name}.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def refuse_float(text):
    raise ValueError(f"expected integers only, got {text}")


def load(path):
    return json.loads(path.read_text(), parse_float=refuse_float)


problems = []


def judge(name, validator, value):
    for error in validator.iter_errors(value):
        where = "/".join(str(part) for part in error.absolute_path)
        problems.append(f"{name}: at {where or 'the top'}: {error.message[:300]}")


manifest = load(folder / "MANIFEST.json")
judge("MANIFEST.json", schema_of("manifest"), manifest)

cases = {}
validators = {}
for entry in manifest["files"]:
    content = load(folder / entry["path"])
    room, group = content["room"], content["group"]
    if entry["path"] != f"{room}/{group}.json":
        problems.append(f"{entry['path']}: expected the path {room}/{group}.json")
    if room not in validators:
        validators[room] = schema_of(room)
    judge(entry["path"], validators[room], content)
    cases.update((case["id"], case) for case in content["cases"])

for case in cases.values():
    if "rule" not in case:
        continue
    sibling = cases.get(case["sibling"])
    if sibling is None or "out" not in sibling or sibling["op"] != case["op"]:
        problems.append(f"{case['id']}: expected the sibling to be an accepted case of {case['op']}, got {case['sibling']}")

for problem in problems:
    print(problem)
print(f"{len(cases)} cases in {len(manifest['files'])} files, {len(problems)} problems")
sys.exit(1 if problems or not cases else 0)
