#!/usr/bin/env python3
"""Whether the headers keep to the house: floors.py FOLDER HEADER…

FOLDER holds bloomcoin/; each HEADER is a path below it, as the build lists them. A header includes its own floor and
floors below; foreign headers have one door each; nothing below sim knows floats, clocks, threads, files, randomness or
hash-ordered containers; there are no macros; each file has a head comment; the umbrella has them all, once.
It first shows on a folder of its own that it finds each of these faults.
"""
import pathlib
import re
import sys
import tempfile

FLOORS = ["base", "num", "param", "codec", "crypto", "kuramoto", "chain", "wire", "node", "proof", "sim"]
APART = ({"node", "proof"},)
DOORS = {"cryptopp/": "crypto", "Eigen/": "kuramoto"}
FORBIDDEN_INCLUDES = {"chrono", "ctime", "thread", "mutex", "atomic", "random", "iostream", "fstream", "cmath",
                      "unordered_map", "unordered_set", "sys/socket.h", "filesystem"}
FORBIDDEN_WORDS = re.compile(r"\b(float|double|rand|time_t)\b")


def problems_of_line(room, line):
    """What is wrong with one line of a header of a room."""
    if re.match(r"\s*#\s*define\b", line):
        yield "no macros", line.strip()
    included = re.match(r'\s*#\s*include\s*[<"](.+)[>"]', line)
    if included:
        path = included.group(1)
        if '"' in line:
            yield "angle brackets", line.strip()
        for prefix, door in DOORS.items():
            if path.startswith(prefix) and room != door:
                yield f"<{prefix}…> only in {door}/", path
        if path in FORBIDDEN_INCLUDES and room != "sim":
            yield "nothing but integers and memory below sim/", path
        other = path.split("/")[1] if path.startswith("bloomcoin/") and path.count("/") == 2 else None
        if other in FLOORS and room in FLOORS and (FLOORS.index(other) > FLOORS.index(room) or {other, room} in APART):
            yield f"floors not above {room}", path
    code = re.sub(r'"(\\.|[^"])*"', '""', line.split("//")[0])
    word = FORBIDDEN_WORDS.search(code)
    if word and room != "sim" and not included:
        yield "nothing but integers below sim/", word.group(0)


def problems_of_file(path, room):
    lines = path.read_text().splitlines()
    head = next((i for i, line in enumerate(lines) if not line.startswith("//")), len(lines))
    if not 3 <= head <= 8:
        yield 1, "a head comment of 3 to 8 lines", f"{head} lines"
    if head >= len(lines) or lines[head] != "#pragma once":
        yield head + 1, "#pragma once after the head comment", lines[head] if head < len(lines) else "nothing"
    for number, line in enumerate(lines, 1):
        for expected, found in problems_of_line(room, line):
            yield number, expected, found


def problems_of_tree(folder, listed):
    found = {str(path.relative_to(folder)) for path in folder.rglob("*.hpp")}
    for name in sorted(found ^ set(listed)):
        yield f"{name}: expected it {'in the list of the build' if name in found else 'on disk'}, found it only elsewhere"
    for name in sorted(found):
        parts = name.split("/")
        room = parts[1] if len(parts) == 3 else "sim"  # the umbrella is above everything
        for number, expected, what in problems_of_file(folder / name, room):
            yield f"{name}:{number}: expected {expected}, found {what}"
    umbrella = (folder / "bloomcoin/bloomcoin.hpp").read_text()
    for name in sorted(found - {"bloomcoin/bloomcoin.hpp"}):
        count = umbrella.count(f"#include <{name}>")
        if count != 1:
            yield f"bloomcoin/bloomcoin.hpp: expected {name} once, found it {count} times"


HEAD = "// One.\n// Two.\n// Three.\n#pragma once\n"
FAULTS = {
    "an upper floor": "#include <bloomcoin/chain/x.hpp>\n",
    "quotation marks": '#include "x.hpp"\n',
    "a foreign door": "#include <cryptopp/sha.h>\n",
    "a clock": "#include <chrono>\n",
    "a hash-ordered container": "#include <unordered_map>\n",
    "a float": "float x = 1;\n",
    "a macro": "#define X 1\n",
}


def faults_not_found():
    """The faults that this program would overlook."""
    for fault, line in {**FAULTS, "no head comment": None, "not listed": HEAD, "not in the umbrella": HEAD}.items():
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "bloomcoin/num").mkdir(parents=True)
            (folder / "bloomcoin/num/a.hpp").write_text("#pragma once\n" if line is None else HEAD + line.replace(HEAD, ""))
            included = "" if fault == "not in the umbrella" else "#include <bloomcoin/num/a.hpp>\n"
            (folder / "bloomcoin/bloomcoin.hpp").write_text(HEAD + included)
            listed = ["bloomcoin/bloomcoin.hpp"] + ([] if fault == "not listed" else ["bloomcoin/num/a.hpp"])
            if len(list(problems_of_tree(folder, listed))) < 1:
                yield fault


overlooked = list(faults_not_found())
for fault in overlooked:
    print(f"floors.py overlooks {fault}")
problems = list(problems_of_tree(pathlib.Path(sys.argv[1]), sys.argv[2:]))
for problem in problems:
    print(problem)
print(f"{len(sys.argv) - 2} headers, {len(problems)} problems")
sys.exit(1 if problems or overlooked or len(sys.argv) < 3 else 0)
