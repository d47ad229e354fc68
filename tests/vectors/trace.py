#!/usr/bin/env python3
"""Whether spec, code and vectors speak of the same rules.

Every rule of spec/ is cited in a header and by a case; a refusal has the same sentence in spec/ and in the table of
rules, a case that breaks it and an accepted sibling; nobody cites a rule that spec/ lacks. With --table it prints
where each rule stands.
"""
import collections
import json
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2]
rule_id = r"[A-Z]{3}-[0-9]+"

definitions, refusals, citations, problems = {}, {}, collections.defaultdict(list), []
for page in sorted((root / "spec").glob("*.md")):
    if page.stem in ("00-reading", "decisions", "claims"):
        continue
    text = page.read_text()
    for rule in re.findall(rf"^\*\*({rule_id})\.\*\*", text, re.M):
        if rule in definitions:
            problems.append(f"spec/{page.name}: {rule} is defined twice")
        definitions[rule] = page.name
    for rule, sentence in re.findall(rf"^> \*\*({rule_id})\.\*\* (.+)$", text, re.M):
        if rule in refusals or rule in definitions:
            problems.append(f"spec/{page.name}: {rule} is defined twice")
        refusals[rule] = sentence
rules = {**definitions, **refusals}

table = dict(re.findall(rf'RuleEntry{{"({rule_id})", "([^"]+)"}}', (root / "include/bloomcoin/base/rules.hpp").read_text()))
for rule in sorted(table.keys() | refusals.keys()):
    if table.get(rule) != refusals.get(rule):
        problems.append(f"{rule}: spec/ says {refusals.get(rule)!r}, base/rules.hpp says {table.get(rule)!r}")

for header in sorted((root / "include").rglob("*.hpp")):
    if header.name == "rules.hpp":
        continue
    for number, line in enumerate(header.read_text().splitlines(), 1):
        # A range of ids in a comment, [POC-1] … [POC-5], cites what lies between as well.
        for first, last in re.findall(rf"\[({rule_id})\] … \[({rule_id})\]", line):
            stem, start, end = first[:4], int(first[4:]), int(last[4:])
            for middle in range(start + 1, end):
                citations[f"{stem}{middle}"].append(f"{header.relative_to(root)}:{number}")
        for rule in re.findall(rf'\[({rule_id})\]|Rule\("({rule_id})"\)', line):
            citations["".join(rule)].append(f"{header.relative_to(root)}:{number}")


def refusals_in_script(out):
    """The rules that stand in the states of a script: as what became of something, of a block or of a stream."""
    if isinstance(out, list):
        return [rule for part in out for rule in refusals_in_script(part)]
    if not isinstance(out, dict):
        return []
    named = [out[key] for key in ("is", "rule", "broken") if out.get(key) in refusals]
    return named + [rule for part in out.values() for rule in refusals_in_script(part)]


accepted, refused = collections.Counter(), collections.Counter()
manifest = json.loads((root / "tests/vectors/MANIFEST.json").read_text())
for entry in manifest["files"]:
    for case in json.loads((root / "tests/vectors" / entry["path"]).read_text())["cases"]:
        for rule in case["clauses"]:
            if rule not in rules:
                problems.append(f"{case['id']}: cites {rule}, which spec/ lacks")
        for rule in case["clauses"]:
            accepted[rule] += "out" in case
        if "rule" in case:
            refused[case["rule"]] += 1
        refused.update(refusals_in_script(case.get("out")))

for rule in sorted(citations.keys() - rules.keys()):
    problems.append(f"{citations[rule][0]}: cites {rule}, which spec/ lacks")
for rule in sorted(rules):
    if not citations[rule]:
        problems.append(f"{rule}: no header cites it")
    if rule in refusals:
        if not refused[rule]:
            problems.append(f"{rule}: no case is refused with it")
    elif not accepted[rule]:
        problems.append(f"{rule}: no accepted case exercises it")

if "--table" in sys.argv:
    for rule in sorted(rules):
        cases = refused[rule] if rule in refusals else accepted[rule]
        print(f"{rule:8} {cases:5} cases  {', '.join(citations[rule])}")
for problem in problems:
    print(problem)
print(f"{len(definitions)} definitions, {len(refusals)} refusals, {len(problems)} problems")
sys.exit(1 if problems or not rules else 0)
