"""How long each public header takes to compile, alone, and how large a program is that only verifies headers.

    python3 bench/compile.py                  # prints Markdown; some minutes
    python3 bench/compile.py --write          # into bench/README.md
    python3 bench/compile.py --only kuramoto/ --rounds 1

Processor time of the compiler, without ccache, -O2; the compilers and headers take turns, so that whatever else the
machine does meets all of them alike.
"""

import argparse
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

from readme_part import table, write_part

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parent / "include"
UMBRELLA = "bloomcoin/bloomcoin.hpp"
OPTIONS = ["-std=c++20", "-O2", "-DNDEBUG", f"-I{INCLUDE}"]

VERIFIER = """
#include <bloomcoin/chain/check.hpp>
#include <bloomcoin/param/networks.hpp>

#include <cstdio>
#include <vector>

int main() {
    using namespace bloomcoin;
    std::vector<base::Byte> bytes(4096);
    bytes.resize(std::fread(bytes.data(), 1, bytes.size(), stdin));
    const auto header = codec::decode<chain::Header>(bytes);
    return header && chain::check_header<param::Mainnet>(header.value()) ? 0 : 1;
}
"""


def public_headers():
    return re.findall(r"'(bloomcoin/[^']+\.hpp)'", (INCLUDE / "meson.build").read_text())


def compile_seconds(compiler, source, output):
    """Processor seconds of the compiler and its children."""
    environment = os.environ | {"CCACHE_DISABLE": "1"}
    child = subprocess.Popen([compiler, *OPTIONS, "-c", source, "-o", output], env=environment)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"compile.py: {compiler} does not compile {source}")
    return usage.ru_utime + usage.ru_stime


def show(done, all_count, what):
    if sys.stderr.isatty():
        end = "\n" if done == all_count else ""
        print(f"\r\033[K[{done}/{all_count}] {what}", end=end, file=sys.stderr, flush=True)


def measure(headers, compilers, rounds, folder):
    """Median seconds by header and compiler. Of `empty`, too: what a compiler takes for nothing."""
    sources = {"(an empty file)": folder / "empty.cpp"} | {h: folder / (h.replace("/", "_") + ".cpp") for h in headers}
    for header, source in sources.items():
        source.write_text(f"#include <{header}>\n" if header in headers else "")
    seconds = {(header, compiler): [] for header in sources for compiler in compilers}
    done = 0
    for _ in range(rounds):
        for header, source in sources.items():
            for compiler in compilers:
                done += 1
                show(done, rounds * len(seconds), f"{compiler} {header}")
                seconds[header, compiler].append(compile_seconds(compiler, source, folder / "out.o"))
    return {key: statistics.median(taken) for key, taken in seconds.items()}


def times_table(median, headers, compilers):
    """The dearest first; the umbrella apart, since it is the others together."""
    first = compilers[0]
    alone = sorted((h for h in headers if h != UMBRELLA), key=lambda header: -median[header, first])
    rows = [[name, *(f"{median[name, c]:.2f}" for c in compilers)] for name in [*alone, "(an empty file)"]]
    rows.append(["**total of the headers**", *(f"{sum(median[h, c] for h in alone):.1f}" for c in compilers)])
    if UMBRELLA in headers:
        rows.append([f"**{UMBRELLA}**", *(f"{median[UMBRELLA, c]:.2f}" for c in compilers)])
    return table(["seconds", *compilers], rows)


def text_size(path):
    sizes = subprocess.run(["size", path], check=True, capture_output=True, text=True).stdout
    return int(sizes.split("\n")[1].split()[0])


def size_table(compilers, folder):
    """Bytes of machine code and constants of a program that only verifies headers."""
    source, output, program = folder / "verify.cpp", folder / "verify.o", folder / "verify"
    source.write_text(VERIFIER)
    rows = []
    for optimization in ("-O2", "-Os"):
        sizes = []
        for compiler in compilers:
            environment = os.environ | {"CCACHE_DISABLE": "1"}
            subprocess.run([compiler, *OPTIONS, optimization, "-c", source, "-o", output], check=True, env=environment)
            subprocess.run([compiler, output, "-lcryptopp", "-o", program], check=True)
            sizes.append(f"{text_size(output):,} / {text_size(program):,}")
        rows.append([optimization, *sizes])
    return table(["text bytes, object / program", *compilers], rows)


def version_of(compiler):
    return subprocess.run([compiler, "--version"], check=True, capture_output=True, text=True).stdout.split("\n")[0]


def main():
    parser = argparse.ArgumentParser(description="Measures what the public headers cost to compile.")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is compiled (3)")
    parser.add_argument("--only", default="", help="only headers whose path contains this")
    parser.add_argument("--write", action="store_true", help="write bench/README.md, print nothing")
    arguments = parser.parse_args()
    compilers = [compiler for compiler in ("g++", "clang++") if shutil.which(compiler)]
    headers = [header for header in public_headers() if arguments.only in header]
    if not compilers or not headers:
        sys.exit("compile.py: there is nothing to compile, or nothing to compile it with")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        median = measure(headers, compilers, arguments.rounds, folder)
        text = "\n\n".join([
            f"Processor seconds, `-O2`, median of {arguments.rounds}: {'; '.join(map(version_of, compilers))}.",
            times_table(median, headers, compilers),
            "A program that only verifies headers, `chain::check_header<param::Mainnet>`:",
            size_table(compilers, folder),
        ])
    if arguments.write:
        write_part(HERE / "README.md", "compile", text)
    else:
        print(text)


if __name__ == "__main__":
    main()
