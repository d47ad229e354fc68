#!/usr/bin/env python3
"""Whether the facts of spec/formal/ and the pages of spec/ know of each other.

Every fact is cited, as [formal: name], on a page that defines one of its rules, or on claims.md if it has none yet; a
citation names a fact that there is, a fact names rules and headers that there are.
"""
import re
import sys

import facts

rules, cited, problems = {}, {}, []
for page in sorted((facts.root / "spec").glob("*.md")):
    text = page.read_text()
    for rule in re.findall(r"^(?:> )?\*\*([A-Z]{3}-[0-9]+)\.\*\*", text, re.M):
        rules[rule] = page.name
    for name in re.findall(r"\[formal: ([a-z0-9.-]+)\]", text):
        cited.setdefault(name, set()).add(page.name)

every = {fact.name: fact for fact in facts.facts()}
for name, fact in every.items():
    problems += [f"{name}: names {rule}, which spec/ lacks" for rule in fact.rules if rule not in rules]
    for header in fact.headers:
        if not (facts.root / "include/bloomcoin" / header).is_file():
            problems.append(f"{name}: names {header}, which include/bloomcoin/ lacks")
    pages = {rules[rule] for rule in fact.rules if rule in rules} or {"claims.md"}
    if not cited.get(name, set()) & pages:
        problems.append(f"{name}: expected [formal: {name}] on {' or '.join(sorted(pages))}")
for name in sorted(cited.keys() - every.keys()):
    problems.append(f"{', '.join(sorted(cited[name]))}: cites [formal: {name}], which spec/formal/ lacks")

for problem in problems:
    print(problem)
print(f"{len(every)} facts, {len(problems)} problems")
sys.exit(1 if problems or not every else 0)
