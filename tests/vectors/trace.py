#!/usr/bin/env python3
"""Whether spec, code and vectors speak of the same rules.

Every rule of spec/ is cited in a header and by a case; a refusal has the same sentence in spec/ and in the table of
rules, a case that breaks it and an accepted sibling; nobody cites a rule that spec/ lacks. With --table it prints
where each rule stands. As a module, `read()` gives others what it finds.
"""
import collections
import dataclasses
import json
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2]
rule_id = r"[A-Z]{3}-[0-9]+"
# How code cites a rule, in a comment or by refusing with it.
citation = re.compile(rf'\[({rule_id})\]|Rule\("({rule_id})"\)')
pages_without_rules = ("00-reading", "decisions", "claims", "trace")
# In the order in which they are to be read.
pages = re.findall(r"^\| \[\w+\]\((\w+\.md)\)", (root / "spec/00-reading.md").read_text(), re.M)


@dataclasses.dataclass
class Trace:
    """Where each rule stands."""
    definitions: dict  # id -> its page
    refusals: dict  # id -> its sentence
    citations: dict  # id -> where headers cite it, as (path, line number)
    cases: dict  # id -> how many cases of each file are refused with it, or accepted and exercise it
    problems: list  # sentences


def read():
    trace = Trace({}, {}, collections.defaultdict(list), collections.defaultdict(collections.Counter), [])
    read_pages(trace)
    check_table(trace)
    read_headers(trace)
    read_vectors(trace)
    check_rules(trace)
    return trace


def read_pages(trace):
    files = [page.name for page in sorted((root / "spec").glob("*.md")) if page.stem not in pages_without_rules]
    if files != sorted(pages):
        trace.problems.append(f"spec/00-reading.md lists {sorted(pages)}, and there are {files}")
    for page in (root / "spec" / name for name in pages):
        text = page.read_text()
        for rule in re.findall(rf"^\*\*({rule_id})\.\*\*", text, re.M):
            if rule in trace.definitions:
                trace.problems.append(f"spec/{page.name}: {rule} is defined twice")
            trace.definitions[rule] = page.name
        for rule, sentence in re.findall(rf"^> \*\*({rule_id})\.\*\* (.+)$", text, re.M):
            if rule in trace.refusals or rule in trace.definitions:
                trace.problems.append(f"spec/{page.name}: {rule} is defined twice")
            trace.refusals[rule] = sentence


def check_table(trace):
    text = (root / "include/bloomcoin/base/rules.hpp").read_text()
    table = dict(re.findall(rf'RuleEntry{{"({rule_id})", "([^"]+)"}}', text))
    for rule in sorted(table.keys() | trace.refusals.keys()):
        if table.get(rule) != trace.refusals.get(rule):
            trace.problems.append(
                f"{rule}: spec/ says {trace.refusals.get(rule)!r}, base/rules.hpp says {table.get(rule)!r}")


def read_headers(trace):
    for header in sorted((root / "include").rglob("*.hpp")):
        if header.name == "rules.hpp":
            continue
        for number, line in enumerate(header.read_text().splitlines(), 1):
            place = (str(header.relative_to(root)), number)
            # A range of ids in a comment, [POC-1] … [POC-5], cites what lies between as well.
            for first, last in re.findall(rf"\[({rule_id})\] … \[({rule_id})\]", line):
                stem, start, end = first[:4], int(first[4:]), int(last[4:])
                for middle in range(start + 1, end):
                    trace.citations[f"{stem}{middle}"].append(place)
            for rule in citation.findall(line):
                trace.citations["".join(rule)].append(place)


def refusals_in_script(out, refusals):
    """The rules that stand in the states of a script: as what became of something, of a block or of a stream."""
    if isinstance(out, list):
        return [rule for part in out for rule in refusals_in_script(part, refusals)]
    if not isinstance(out, dict):
        return []
    named = [out[key] for key in ("is", "rule", "broken") if out.get(key) in refusals]
    return named + [rule for part in out.values() for rule in refusals_in_script(part, refusals)]


def read_vectors(trace):
    manifest = json.loads((root / "tests/vectors/MANIFEST.json").read_text())
    for path in (entry["path"] for entry in manifest["files"]):
        for case in json.loads((root / "tests/vectors" / path).read_text())["cases"]:
            for rule in case["clauses"]:
                if rule not in trace.definitions and rule not in trace.refusals:
                    trace.problems.append(f"{case['id']}: cites {rule}, which spec/ lacks")
                if rule in trace.definitions and "out" in case:
                    trace.cases[rule][path] += 1
            for rule in [case.get("rule"), *refusals_in_script(case.get("out"), trace.refusals)]:
                if rule in trace.refusals:
                    trace.cases[rule][path] += 1


def check_rules(trace):
    rules = trace.definitions.keys() | trace.refusals.keys()
    for rule in sorted(trace.citations.keys() - rules):
        path, number = trace.citations[rule][0]
        trace.problems.append(f"{path}:{number}: cites {rule}, which spec/ lacks")
    for rule in sorted(rules):
        if rule not in trace.citations:
            trace.problems.append(f"{rule}: no header cites it")
        if rule not in trace.cases:
            trace.problems.append(f"{rule}: no case is refused with it" if rule in trace.refusals else
                                  f"{rule}: no accepted case exercises it")


def main():
    trace = read()
    if "--table" in sys.argv:
        for rule in sorted(trace.definitions.keys() | trace.refusals.keys()):
            places = ", ".join(f"{path}:{number}" for path, number in trace.citations.get(rule, []))
            print(f"{rule:8} {sum(trace.cases[rule].values()):5} cases  {places}")
    for problem in trace.problems:
        print(problem)
    print(f"{len(trace.definitions)} definitions, {len(trace.refusals)} refusals, {len(trace.problems)} problems")
    return 1 if trace.problems or not trace.definitions or not trace.refusals else 0


if __name__ == "__main__":
    sys.exit(main())
