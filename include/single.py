#!/usr/bin/env python3
"""Writes all headers as one, which needs nothing but C++20 and Crypto++.

    python3 include/single.py build/bloomcoin.hpp

The umbrella's headers stand in it in the order in which they need each other, each once, and kernels.inc wherever it is
included. Foreign headers are gathered at the top, but for those that only some machines have.
"""

import argparse
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
INCLUDE = re.compile(r"#include <(.+)>")
CONDITION_BEGINS = re.compile(r"#if")
CONDITION_ENDS = re.compile(r"#endif")
WIDTH = 119

HEAD = """\
// BloomCoin {version}, all headers in one. It needs C++20 and Crypto++ (-lcryptopp).
// Made by include/single.py: change the headers, not this file.
//
{licence}
#pragma once

{foreign}
"""


def version():
    return re.search(r"version: '([^']+)'", (ROOT / "meson.build").read_text("utf-8")).group(1)


def licence():
    """What LICENSE says about code, as a comment."""
    text = (ROOT / "LICENSE").read_text("utf-8")
    lines = ["MIT License", "", *text[text.index("Copyright"):].splitlines()]
    return "\n".join(f"// {line}".rstrip() for line in lines)


def lines_of(header):
    return (ROOT / "include" / header).read_text("utf-8").splitlines()


def expand(header, seen, foreign):
    """The header behind those of ours that it needs, as lines; notes what it needs of others."""
    if header in seen:
        return []
    seen.add(header)
    needed, own, conditions = [], [], 0
    for line in lines_of(header):
        conditions += bool(CONDITION_BEGINS.match(line)) - bool(CONDITION_ENDS.match(line))
        included = INCLUDE.match(line)
        name = included.group(1) if included else ""
        if name.endswith(".inc"):
            own += lines_of(name)
        elif name.startswith("bloomcoin/"):
            needed += expand(name, seen, foreign)
        elif name and not conditions:
            foreign.add(name)
        elif line != "#pragma once":
            own.append(line)
    return [*needed, "", f"// ---- {header} ".ljust(WIDTH, "-"), "", *own]


def expand_umbrella(foreign):
    """Each room under its name, as the umbrella lists them."""
    seen = set()
    lines = lines_of("bloomcoin/bloomcoin.hpp")
    result = []
    for line in lines[lines.index("#pragma once") + 1:]:
        included = INCLUDE.match(line)
        if included:
            result += expand(included.group(1), seen, foreign)
        elif line:
            result += ["", "// ".ljust(WIDTH, "="), line, "// ".ljust(WIDTH, "=")]
    return result


def single_header():
    foreign = set()
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(expand_umbrella(foreign)))
    by_kind = sorted(foreign, key=lambda name: ("/" not in name, name))
    return HEAD.format(version=version(), licence=licence(),
                       foreign="\n".join(f"#include <{name}>" for name in by_kind)) + body.rstrip("\n") + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=pathlib.Path, help="what to write")
    file = parser.parse_args().file
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(single_header(), "utf-8")
    except OSError as error:
        sys.exit(f"single.py: cannot write {file}: {error.strerror}")
    print(f"wrote {file}")


if __name__ == "__main__":
    main()
