#!/usr/bin/env python3
"""Writes the rules of spec/ as a C++ table: rules.py OUTPUT PAGE…

Of a definition only the first sentence is taken: a report says what a rule is about, and spec/ what it says.
"""
import json
import pathlib
import re
import sys

# A rule stands in a paragraph of its own: "**KUR-3.** …", or "> **COD-1.** …" if it is a refusal.
PARAGRAPH = re.compile(r"^(?:> )?\*\*([A-Z]{3}-[0-9]+)\.\*\* (.+?)(?=\n\n|\n> \*\*|\Z)", re.M | re.S)
FIRST_SENTENCE = re.compile(r".+?[.:](?=\s+[A-Z`*]|\s*$)")


def plain(markdown):
    """The text without emphasis, links and backticks; a star with a space after it is a multiplication."""
    parts = re.sub(r"\[([^]]+)\]\([^)]+\.md\)", r"\1", markdown).split("`")
    return "".join(part if number % 2 else re.sub(r"\*(\w[^*]*)\*", r"\1", part) for number, part in enumerate(parts))


def sentence(paragraph):
    text = re.sub(r"\s*\n(?:> )?\s*", " ", paragraph)
    text = re.sub(r" *\[formal: [^]]*\]", "", text)
    found = FIRST_SENTENCE.match(text)
    first = plain(found.group() if found else text)
    return first if first.endswith(".") else first.rstrip(":, ") + " …"


def main():
    output, *pages = sys.argv[1:]
    entries = []
    for page in map(pathlib.Path, pages):
        for rule, paragraph in PARAGRAPH.findall(page.read_text(encoding="utf-8")):
            words = (rule, f"spec/{page.name}", sentence(paragraph))
            entries.append("    RuleText{" + ", ".join(json.dumps(word, ensure_ascii=False) for word in words) + "},\n")
    if not entries:
        sys.exit(f"expected rules in {' '.join(pages)}, found none")
    pathlib.Path(output).write_text(
        '// Made from spec/ by rules.py.\n#pragma once\n\n#include "rules.hpp"\n\n#include <array>\n\n'
        "namespace bloomcoin::conformance {\n\ninline constexpr std::array rule_texts{\n"
        + "".join(entries)
        + "};\n\n}  // namespace bloomcoin::conformance\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
