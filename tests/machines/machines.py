#!/usr/bin/env python3
"""Whether the headers answer alike on every machine.

A machine is another architecture, which qemu emulates, or this one with a compiler and its flags. For each, the
reference is built as a testee process and asked the whole suite twice: as the scalar specification, and with the fastest
vector instructions that the machine has. The digest of all answers must be the suite's own, everywhere.

    ./run machines                     # all of them: half an hour the first time, much less again
    ./run machines s390x gcc-asan      # these
    ./run machines list                # what there is
    ./run machines --testee 'ssh board ./bloomcoin-reference-testee'   # one that runs elsewhere

Exit status: 0 all alike, 1 another answer or headers that do not compile, 64 wrong usage, 69 a machine could not be
built because something is missing here.
"""
import argparse
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import platform
import shlex
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))
from readme_part import suite_line, table, write_part  # noqa: E402: from the line above

README = pathlib.Path(__file__).with_name("README.md")
SOURCES = [*sorted((ROOT / "tests/conformance/reference").glob("*.cpp")), ROOT / "tests/conformance/testees/cpp/testee.cpp"]
# Where integers are narrower, a conversion may lose what it does not lose here.
WARNINGS = ["-Werror=conversion"]
INCLUDES = [f"-I{ROOT}/include", f"-I{ROOT}/tests/conformance/reference"]
GOOD, NOT_GOOD, USAGE, MISSING = 0, 1, 64, 69


@dataclasses.dataclass(frozen=True)
class Machine:
    name: str
    compiler: str
    flags: tuple[str, ...]
    emulator: str = ""
    architecture: str = ""  # Debian's name of a foreign one
    release: str = ""  # of Debian, from which its Crypto++ is taken
    runtime: tuple[str, ...] = ()  # packages that its testee runs with; none: it is linked statically

    @property
    def packages(self):
        """What Debian calls the tools that this machine needs here."""
        if not self.emulator:
            return [{"g++": "g++", "clang++": "clang"}[self.compiler], "ccache"]
        return ["g++-" + self.compiler.removesuffix("-g++"), "qemu-user", "ccache"]


VARIANTS = {
    "O0": ("-O0",),
    "O2": ("-O2",),
    "O3-native": ("-O3", "-march=native"),
    "ubsan": ("-O1", "-fsanitize=undefined", "-fno-sanitize-recover=all"),
    "asan": ("-O1", "-fsanitize=address"),
}
MACHINES = [
    # big-endian, 64 bits
    Machine("s390x", "s390x-linux-gnu-g++", ("-O2",), "qemu-s390x", "s390x", "bookworm"),
    Machine("aarch64", "aarch64-linux-gnu-g++", ("-O2",), "qemu-aarch64", "arm64", "bookworm"),
    # 32 bits
    Machine("armhf", "arm-linux-gnueabihf-g++", ("-O2",), "qemu-arm", "armhf", "bookworm"),
    Machine("i686", "i686-linux-gnu-g++", ("-O2",), "qemu-i386", "i386", "bookworm"),
    # An architecture of Debian only since the next release, whose static libraries the linker of this one cannot read.
    Machine("riscv64", "riscv64-linux-gnu-g++", ("-O2",), "qemu-riscv64", "riscv64", "trixie",
            ("libcrypto++8t64", "libc6", "libstdc++6", "libgcc-s1")),
    *(Machine(f"{short}-{name}", compiler, flags) for short, compiler in (("gcc", "g++"), ("clang", "clang++"))
      for name, flags in VARIANTS.items()),
]


class Missing(Exception):
    """Something that a machine needs is not here."""


class Broken(Exception):
    """The headers do not compile, or the runner has no report to give."""


class Progress:
    """One line on a terminal, written over and over; nothing in a log."""

    def __init__(self):
        self.is_shown = sys.stderr.isatty()

    def show(self, text):
        if self.is_shown:
            print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def call(arguments, **options):
    return subprocess.run([str(argument) for argument in arguments], capture_output=True, text=True, **options)


# ---- building


def demand_tools(machine):
    for tool, package in zip((machine.compiler, machine.emulator or "ccache", "ccache"), machine.packages):
        if not shutil.which(tool):
            raise Missing(f"{tool} is not installed: apt-get install {package}")


def foreign_library(machine, folder):
    """The folder in which Crypto++ of a foreign architecture is unpacked, and what its testee runs with.

    It is fetched with a state of apt's own, so that the architecture is not added to this system.
    """
    folder = folder / "debian" / machine.architecture
    unpacked = folder / "root"
    if unpacked.exists():
        return unpacked
    if not shutil.which("apt-get"):
        raise Missing("expected Debian's apt-get to fetch Crypto++ of another architecture, found none")
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("lists/partial", "cache/archives/partial"):
        (folder / part).mkdir(parents=True)
    (folder / "status").touch()
    (folder / "sources.list").write_text("deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] "
                                         f"http://deb.debian.org/debian {machine.release} main\n")
    settings = {
        "APT::Architecture": machine.architecture, "APT::Architectures": machine.architecture,
        "APT::Sandbox::User": "", "Acquire::Languages": "none",
        "Dir::Etc::SourceList": folder / "sources.list", "Dir::Etc::SourceParts": "/dev/null",
        "Dir::State::Lists": folder / "lists", "Dir::State::status": folder / "status", "Dir::Cache": folder / "cache",
    }
    apt = ["apt-get", "-qq", *(f"-o{key}={value}" for key, value in settings.items())]
    for command in ([*apt, "update"], [*apt, "download", "libcrypto++-dev", *machine.runtime]):
        done = call(command, cwd=folder)
        if done.returncode != 0:
            raise Missing(f"Crypto++ of {machine.architecture} could not be fetched from deb.debian.org: {done.stderr.strip()}")
    partial = folder / "partial"
    for package in sorted(folder.glob("*.deb")):
        done = call(["dpkg", "-x", package, partial])
        if done.returncode != 0:
            raise Missing(f"{package} could not be unpacked: {done.stderr.strip()}")
    if machine.runtime:
        (partial / "lib").symlink_to("usr/lib")  # where programs look for the loader of libraries
    partial.rename(unpacked)
    return unpacked


def build(machine, folder, jobs, show):
    """The command that runs the testee. ccache remembers what has not changed."""
    demand_tools(machine)
    includes, library, launcher = INCLUDES, ["-lcryptopp"], []
    if machine.architecture:
        show("fetching Crypto++")
        unpacked = foreign_library(machine, folder)
        includes = [*INCLUDES, "-isystem", unpacked / "usr/include"]
        archive, = unpacked.glob("usr/lib/*/libcrypto++.a")
        if machine.runtime:
            # what the library needs of a newer system is there when the testee runs
            library = [f"-L{archive.parent}", "-lcryptopp", "-Wl,--allow-shlib-undefined"]
            launcher = [machine.emulator, "-L", str(unpacked)]
        else:
            library = [archive, "-static"]
            launcher = [machine.emulator]

    objects_folder = folder / machine.name
    objects_folder.mkdir(parents=True, exist_ok=True)

    def compile_one(source):
        target = objects_folder / f"{source.stem}.o"
        done = call(["ccache", machine.compiler, "-std=c++20", *machine.flags, *WARNINGS, *includes, "-c", source, "-o", target])
        if done.returncode != 0:
            raise Broken(f"{source.relative_to(ROOT)} does not compile:\n{done.stderr.strip()}")
        return target

    objects = []
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        tasks = [pool.submit(compile_one, source) for source in SOURCES]
        for count, task in enumerate(concurrent.futures.as_completed(tasks), 1):
            show(f"compiled {count} of {len(SOURCES)}")
            try:
                objects.append(task.result())
            except Broken:
                pool.shutdown(cancel_futures=True)
                raise
    show("linking")
    testee = objects_folder / "bloomcoin-reference-testee"
    done = call([machine.compiler, *machine.flags, *sorted(objects), *library, "-o", testee])
    if done.returncode != 0:
        raise Broken(f"the testee does not link:\n{done.stderr.strip()}")
    return shlex.join([*launcher, str(testee)])


def compiler_version(compiler):
    """GCC 12.2.0 or Clang 14.0.6; its own name where it is not installed."""
    if not shutil.which(compiler):
        return compiler
    name = "Clang" if "clang" in compiler else "GCC"
    return f"{name} {call([compiler, '-dumpversion' if name == 'Clang' else '-dumpfullversion']).stdout.strip()}"


# ---- asking


def ask(name, commands, arguments):
    """What the runner reports of the testees that these commands start, and what it printed."""
    report = arguments.folder / name / "report.json"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    command = [arguments.runner, "run", "--vectors", arguments.vectors, "--jobs", arguments.jobs,
               "--timeout-ms", 600_000, "--json", report]
    for testee in commands:
        command += ["--testee", testee]
    for text in arguments.filter:
        command += ["--filter", text]
    # its standard error stays the terminal's, on which it shows its own progress
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, text=True)
    if not report.exists():
        raise Broken(f"the runner ended with status {done.returncode} and no report")
    return json.loads(report.read_text()), done.stdout


def row_of(report):
    """What a machine comes to: all of its testees together."""
    testees = report["testees"]
    digests = [testee["answers"]["digest"] for testee in testees]
    right = testees[0]["answers"]["right"]
    return {
        "instructions": " ".join(testee["name"].partition(" with ")[2] for testee in testees).strip(),
        "passed": sum(testee["counts"]["pass"] for testee in testees),
        "asked": sum(len(testee["results"]) for testee in testees),
        "seconds": round(sum(testee["elapsed_ms"] for testee in testees) / 1000, 1),
        "digests": digests,
        "right": right,
        "is_equal": all(digest == right for digest in digests),
    }


def is_good(row):
    return row.get("is_equal", False) and row["passed"] == row["asked"]


def examine(row, commands_of, arguments):
    """The row with what was found, and what to say about it beside the table. The commands may have to be built first."""
    try:
        report, output = ask(row["machine"], commands_of(), arguments)
    except Missing as problem:
        return {**row, "missing": str(problem)}, f"cannot be built here: {problem}"
    except Broken as problem:
        return {**row, "broken": str(problem)}, str(problem)
    row = {**row, **row_of(report)}
    return row, "" if is_good(row) else output


def examine_built(machine, arguments, show):
    def commands():
        command = build(machine, arguments.folder, arguments.jobs, show)
        show("")
        return [command, f"BLOOMCOIN_INSTRUCTIONS=best {command}"]

    row = {"machine": machine.name, "compiler": compiler_version(machine.compiler), "flags": " ".join(machine.flags)}
    return examine(row, commands, arguments)


def examine_elsewhere(name, command, arguments):
    return examine({"machine": name, "compiler": "", "flags": ""}, lambda: [command], arguments)


# ---- telling

HEAD = ["machine", "compiler", "flags", "vectors by", "cases passed", "seconds", "answers", "equal"]
WIDTHS = [16, 13, 52, 12, 14, 8, 13, 5]


def cells(row):
    start = [row["machine"], row["compiler"], row["flags"]]
    if "is_equal" not in row:
        return [*start, "", "", "", "", "not built" if "missing" in row else "no"]
    wrong = [digest for digest in row["digests"] if digest != row["right"]]
    return [*start, row["instructions"], f"{row['passed']}/{row['asked']}", f"{row['seconds']:.1f}",
            (wrong or row["digests"])[0][:12], "no" if wrong else "yes"]


def summary_of(rows):
    """The same in few lines, for the first page of the project."""
    emulated = {machine.name for machine in MACHINES if machine.emulator}
    names = {}
    for row in rows:
        is_emulated = row["machine"] in emulated
        name = row["machine"] if is_emulated else row["machine"].partition("-")[2]
        place = row["compiler"], "qemu" if is_emulated else platform.machine(), row["digests"][0][:12]
        names.setdefault(place, []).append(name)
    return table(["compiler", "on", "machines", "answers"],
                 [(compiler, on, ", ".join(these), digest) for (compiler, on, digest), these in names.items()], "---")


def line_of(columns):
    return " ".join(column.ljust(width) for column, width in zip(columns, WIDTHS)).rstrip()


def chosen(arguments):
    known = [machine.name for machine in MACHINES]
    for name in arguments.names:
        if name not in known:
            print(f"machines: expected one of {' '.join(known)}, got {name}", file=sys.stderr)
            sys.exit(USAGE)
    wants_all = not arguments.names and not arguments.testee
    return [machine for machine in MACHINES if wants_all or machine.name in arguments.names]


class Parser(argparse.ArgumentParser):
    def error(self, message):
        print(f"machines: {message}; --help shows what there is", file=sys.stderr)
        sys.exit(USAGE)


def parse():
    parser = Parser(prog="./run machines", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="a machine, or `list`; all of them if there is none")
    parser.add_argument("--testee", action="append", default=[], metavar="COMMAND", help="a machine that is reached by a command; may be repeated")
    parser.add_argument("--filter", action="append", default=[], help="only these cases; as the runner's")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="compilers and testees at a time (%(default)s)")
    parser.add_argument("--write", action="store_true", help="write the table into tests/machines/README.md and README.md; of all cases only")
    parser.add_argument("--packages", action="store_true", help="only print the packages that these machines need")
    parser.add_argument("--runner", type=pathlib.Path, default=ROOT / "build/gcc/tests/conformance/bloomcoin-conformance")
    parser.add_argument("--vectors", type=pathlib.Path, default=ROOT / "tests/vectors")
    parser.add_argument("--folder", type=pathlib.Path, default=ROOT / "build/machines", help="for what is built and found")
    arguments = parser.parse_args()
    if arguments.write and (arguments.filter or arguments.testee):
        parser.error("--write: expected all cases, and machines that anybody can build")
    if arguments.jobs < 1:
        parser.error(f"--jobs: expected 1 or more, got {arguments.jobs}")
    arguments.folder = arguments.folder.resolve()
    return arguments


def rows_of(arguments):
    """Examines all that is asked for, a line each as soon as it is known, and then what went wrong."""
    progress = Progress()
    machines = chosen(arguments)
    total = len(machines) + len(arguments.testee)
    found = []
    print(line_of(HEAD), flush=True)

    def add(examined):
        found.append(examined)
        progress.show("")
        print(line_of(cells(examined[0])), flush=True)

    for number, machine in enumerate(machines, 1):
        add(examine_built(machine, arguments, lambda text: progress.show(text and f"[{number}/{total}] {machine.name}: {text}")))
    for number, command in enumerate(arguments.testee, 1):
        add(examine_elsewhere(f"testee-{number}", command, arguments))
    for row, trouble in found:
        if trouble:
            print(f"\n{row['machine']}: {trouble}", flush=True)
    return [row for row, _ in found]


def main():
    arguments = parse()
    if arguments.names == ["list"]:
        for machine in MACHINES:
            print(f"{machine.name:16} {machine.compiler} {' '.join(machine.flags)}".rstrip(), *([f"under {machine.emulator}"] if machine.emulator else []))
        return GOOD
    if arguments.packages:
        print(*sorted({package for machine in chosen(arguments) for package in machine.packages}))
        return GOOD
    if not arguments.runner.exists():
        print(f"machines: there is no runner at {arguments.runner}; ./run machines builds it", file=sys.stderr)
        return MISSING
    rows = rows_of(arguments)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    summary = arguments.folder / "machines.json"
    summary.write_text(json.dumps({"format": 1, "machines": rows}, indent=1, sort_keys=True) + "\n")
    good = sum(map(is_good, rows))
    print(f"\n{good} of {len(rows)} machines give the answers of the suite; {summary} has all digests")
    if good == len(rows):
        if arguments.write:
            which = suite_line(arguments.vectors)
            write_part(README, "machines", which + table(HEAD, map(cells, rows), "---"))
            write_part(ROOT / "README.md", "machines", which + summary_of(rows))
        return GOOD
    return MISSING if all(is_good(row) or "missing" in row for row in rows) else NOT_GOOD


if __name__ == "__main__":
    sys.exit(main())
