#!/usr/bin/env python3
"""What the compiler made of one step of one oscillator in sixteen lanes: slots.py PROGRAM [--write]

PROGRAM holds kuramoto::detail::*::advance<Mainnet>, as build/gcc/tests/lanes/lanes-agree does. Of each instruction set
the innermost loop is taken from objdump: what stands between a jump backwards and its target, where most of the products
are. A step of an oscillator has five rounded products (vpmulhrsw) in each vector, so their number says how many steps
the loop does. --write puts the table into bench/README.md.
"""
import re
import subprocess
import sys

from readme_part import table, write_part
import pathlib

KINDS = [
    ("rounded products", r"vpmulhrsw$"),
    ("dot products", r"vpdpwssd$|vpmaddwd$"),
    ("additions", r"vpadd[dw]$"),
    ("shifts", r"vpsra[dw]$|vpshldw$"),
    ("shuffles", r"vpshuf|vpblend|vprol|vpsrld$"),
    ("logic", r"vpternlog[dq]$|vpxor[dq]?$|vpor[dq]?$"),
    ("moves between registers", r"vmovdqa\d*$|vmovdqu\d*$"),
]
LINE = re.compile(r"^\s*([0-9a-f]+):\s+(\S+)\s*(.*)$")
NAME = re.compile(r"detail::(avx\w+)::advance<bloomcoin::param::Mainnet>\(bloomcoin::kuramoto::detail::LaneBlocks<.*>&\)>:$")


def functions(program):
    """The lines of each advance<Mainnet>: (address, mnemonic, operands)."""
    text = subprocess.run(["objdump", "-d", "-C", "--no-show-raw-insn", program], capture_output=True, text=True, check=True).stdout
    found, name = {}, None
    for line in text.splitlines():
        if line.endswith(">:"):
            header = NAME.search(line)
            name = header.group(1) if header else None
        elif name and (parsed := LINE.match(line)):
            found.setdefault(name, []).append((int(parsed.group(1), 16), parsed.group(2), parsed.group(3)))
    return found


def hottest_loop(lines):
    """Of the loops with products and no such loop inside, the one with the most."""
    loops = []
    for address, mnemonic, operands in lines:
        target = re.match(r"([0-9a-f]+)\b", operands)
        if mnemonic.startswith("j") and target and int(target.group(1), 16) < address:
            loops.append([line for line in lines if int(target.group(1), 16) <= line[0] <= address])
    loops = [loop for loop in loops if products(loop)]
    inside = lambda a, b: a != b and b[0][0] <= a[0][0] and a[-1][0] <= b[-1][0]
    return max((loop for loop in loops if not any(inside(other, loop) for other in loops)), key=products)


def products(lines):
    return sum(mnemonic == "vpmulhrsw" for _, mnemonic, _ in lines)


def is_memory(operands):
    return "(" in operands


def row_of(name, lines):
    loop = hottest_loop(lines)
    steps = products(loop) / 5 / (2 if name == "avx2" else 1)  # two vectors of 256 bits are sixteen lanes
    count = lambda test: f"{sum(1 for line in loop if test(*line[1:])) / steps:.2f}".rstrip("0").rstrip(".")
    is_move = lambda mnemonic: re.match(KINDS[-1][1], mnemonic)
    cells = [count(lambda m, o, kind=kind: re.match(kind, m) and not (is_move(m) and is_memory(o))) for _, kind in KINDS]
    stores = count(lambda m, o: is_move(m) and o.rstrip().endswith(")"))
    loads = count(lambda m, o: is_memory(o) and not (is_move(m) and o.rstrip().endswith(")")))
    others = count(lambda m, o: not m.startswith("v"))
    return [name.replace("_", "-"), f"{steps:.0f}", *cells, loads, stores, others]


def main():
    rows = [row_of(name, lines) for name, lines in sorted(functions(sys.argv[1]).items())]
    if not rows:
        sys.exit(f"slots.py: {sys.argv[1]} has no advance<Mainnet> for x86")
    head = ["for a step of sixteen oscillators", "steps in the loop", *(name for name, _ in KINDS), "loads", "stores", "scalar"]
    text = table(head, rows)
    if "--write" in sys.argv:
        write_part(pathlib.Path(__file__).parent / "README.md", "slots", text)
    else:
        print(text)


if __name__ == "__main__":
    main()
