#!/usr/bin/env python3
"""Writes the page of the HTML report as C++: embed.py OUTPUT page.html page.css SCRIPT…

The style and the scripts are put into the page, and their digests into its content security policy, so that a browser
runs and shows nothing else. What is left open are the places that a report fills: the page is cut there.
"""
import base64
import hashlib
import json
import pathlib
import sys

OPEN = ("<!--title-->", "<!--text-->", "<!--report-->")


def digest(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def literal(text):
    """A C++ string, a line of it for each line of the text; two question marks could begin a trigraph."""
    lines = (json.dumps(line, ensure_ascii=False).replace("??", "?\\?") for line in text.splitlines(keepends=True))
    return "\n".join("    " + line for line in lines) or '    ""'


def main():
    output, page, style, *scripts = sys.argv[1:]
    read = {path: pathlib.Path(path).read_text(encoding="utf-8") for path in (page, style, *scripts)}
    # Of several scripts each may use what those before it declare; together they are one function.
    script = '"use strict";\n(() => {\n' + "\n".join(read[path] for path in scripts) + "})();\n"
    text = read[page]
    for place, value in (
        ("<!--style-->", read[style]),
        ("<!--script-->", script),
        ("STYLE-DIGEST", digest(read[style])),
        ("SCRIPT-DIGEST", digest(script)),
    ):
        if text.count(place) != 1:
            sys.exit(f"{page}: expected {place} once, found it {text.count(place)} times")
        text = text.replace(place, value)
    parts = []
    for place in OPEN:
        if text.count(place) != 1:
            sys.exit(f"{page}: expected {place} once, found it {text.count(place)} times")
        part, text = text.split(place)
        parts.append(part)
    parts.append(text)
    constants = ",\n".join("std::string_view{\n" + literal(part) + "}" for part in parts)
    pathlib.Path(output).write_text(
        "// Made from render/page/ by embed.py.\n#pragma once\n\n#include <array>\n#include <string_view>\n\n"
        "namespace bloomcoin::conformance {\n\n/// The page, cut where a report fills it: title, text, report.\n"
        f"inline constexpr std::array<std::string_view, {len(parts)}> page_parts{{{{\n{constants}}}}};\n\n"
        "}  // namespace bloomcoin::conformance\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
