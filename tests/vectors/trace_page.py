#!/usr/bin/env python3
"""Writes spec/trace.md, or with --check says whether it is what would be written: where each rule stands in the code, how
many cases ask for it, and how many small mistakes in its code they notice; and the same from the other side.
"""
import collections
import json
import sys

import trace

page = trace.root / "spec/trace.md"
kills = trace.root / "tests/mutants/kills.json"
head = """# Where each rule stands

Every rule of these pages, the lines of code that cite it, the cases of the suite that ask for it, and how many of the small
mistakes that were made in that code the suite noticed, of those it could have. A mistake in a declaration that cites several
rules is counted for each. What a mistake is, and why some are not noticed: [tests/mutants](../tests/mutants/README.md).

`./run trace write` writes this page from the headers, the vectors and the last whole run of `./run mutants`. The tests refuse
a rule without code or without cases, a header or a case without a rule, and a page that is out of date.
"""


def link(path, number):
    return f"[{path.removeprefix('include/bloomcoin/')}:{number}](../{path}#L{number})"


def table(columns, rows):
    return ["", f"| {' | '.join(columns)} |", "|" + " --- |" * len(columns), *(f"| {' | '.join(row)} |" for row in rows)]


def in_order(rules):
    return sorted(rules, key=lambda rule: (rule[:3], int(rule[4:])))


def noticed(rule, mistakes):
    good, tried = mistakes.get(rule, (0, 0))
    return f"{good} of {tried}" if tried else "–"


def rules_of_page(found, name):
    """In the order in which they stand there."""
    text = (trace.root / "spec" / name).read_text()
    rules = [rule for rule in found.definitions.keys() | found.refusals.keys() if f"**{rule}.**" in text]
    return sorted(rules, key=lambda rule: text.index(f"**{rule}.**"))


def written():
    found, mistakes = trace.read(), json.loads(kills.read_text())["rules"]
    lines = head.splitlines()
    for name in trace.pages:
        rows = [(f"**{rule}**", "<br>".join(link(*place) for place in dict.fromkeys(found.citations[rule])),
                 str(sum(found.cases[rule].values())), noticed(rule, mistakes)) for rule in rules_of_page(found, name)]
        lines += ["", f"## [{name.removesuffix('.md')}]({name})", *table(("rule", "code", "cases", "mistakes noticed"), rows)]
    headers, files = collections.defaultdict(set), collections.defaultdict(set)
    for rule, places in found.citations.items():
        for path, _ in places:
            headers[f"[{path.removeprefix('include/bloomcoin/')}](../{path})"].add(rule)
    for rule, counts in found.cases.items():
        for path in counts:
            files[f"`{path}`"].add(rule)
    for what, places in (("header", headers), ("file of cases", files)):
        lines += ["", f"## From the {what} to the rules"]
        lines += table((what, "rules"), [(name, ", ".join(in_order(rules))) for name, rules in sorted(places.items())])
    return "\n".join(lines) + "\n"


def main():
    text = written()
    if sys.argv[1:] == ["--check"]:
        good = page.read_text() == text
        print("spec/trace.md is up to date" if good else "spec/trace.md is out of date: ./run trace write")
        return 0 if good else 1
    page.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
