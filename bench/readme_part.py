"""Writes what was measured between the markers of a Markdown file that belong to it."""

import json
import pathlib
import sys


def write_part(path, name, text):
    """Replaces what stands between <!-- name:begin --> and <!-- name:end -->."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    whole = pathlib.Path(path).read_text()
    if whole.count(begin) != 1 or whole.count(end) != 1:
        sys.exit(f"{path}: expected once each: {begin} and {end}")
    before, rest = whole.split(begin)
    _, after = rest.split(end)
    pathlib.Path(path).write_text(f"{before}{begin}\n{text.strip()}\n{end}{after}")


def suite_line(vectors):
    """With which suite something was measured."""
    manifest = json.loads((pathlib.Path(vectors) / "MANIFEST.json").read_text())
    return f"With suite {manifest['version']}, {manifest['count']:,} cases:\n\n"


def table(head, rows, others="---:"):
    """A Markdown table; the first column is to the left, the others to the right if nothing else is said."""
    lines = [head, ["---"] + [others] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
