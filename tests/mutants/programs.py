"""The programs that try mutants on the cases of the suite: one that holds all mutants, and, for a mistake in a constant
that the compiler computes, one for each room of the reference.
"""
import concurrent.futures
import filecmp
import json
import pathlib
import re
import shutil
import subprocess

import instrument

here = pathlib.Path(__file__).resolve().parent
root = here.parents[1]
conformance = root / "tests/conformance"
rooms = sorted((conformance / "reference").glob("*.cpp"))
of_runner = [conformance / "runner" / name for name in ("json.cpp", "judge.cpp", "line.cpp", "suite.cpp", "render/text.cpp")]
of_runner.append(here / "try.cpp")
# The library's assertions, so that a step out of an array is no secret.
flags = ["-std=c++20", "-O1", "-w", "-Wno-narrowing", "-D_GLIBCXX_ASSERTIONS", f"-I{conformance / 'reference'}"]


def run(command):
    """Whether it succeeded, and what it said."""
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    return result.returncode == 0, result.stdout + result.stderr


def must_run(command, what):
    good, said = run(command)
    if not good:
        raise RuntimeError(f"{what}:\n{said[:3000]}")
    return said


def link(objects, program):
    must_run(["g++", *objects, "-lcryptopp", "-o", program], "the program that tries mutants cannot be linked")
    return program


def object_of(folder, unit):
    return folder / "objects" / f"{unit.stem}.o"


def with_all_mutants(folder, jobs):
    """The program whose headers hold all of them (instrument.py)."""
    (folder / "objects").mkdir(parents=True, exist_ok=True)

    def compile_unit(unit):
        must_run(["ccache", "g++", *flags, f"-I{folder / 'include'}", "-c", unit, "-o", object_of(folder, unit)],
                 "the headers that hold the mutants do not compile")
        return object_of(folder, unit)

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        return link(list(pool.map(compile_unit, rooms + of_runner)), folder / "try-mutants")


class ByHand:
    """Tries mutants with a build each. Every room of the reference is a program of its own, and the next is made only if
    those before notice nothing: most mistakes cost one file to compile. Their headers have none of the other mutants in
    them."""

    def __init__(self, folder, jobs):
        """After with_all_mutants, whose objects of the runner it takes."""
        self.folder = folder / "by_hand"
        self.objects = [object_of(folder, unit) for unit in of_runner]
        self.folder.mkdir(exist_ok=True)
        self.stable = self.write_stable()
        self.umbrella = self.write("umbrella.cpp", "#include <bloomcoin/bloomcoin.hpp>\n")
        units = [self.write_unit(room) for room in rooms if room.stem != "reference"]
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            self.headers = dict(zip(units, pool.map(self.prepare, units)))

    def write(self, name, text):
        instrument.write_if_new(self.folder / name, text)
        return self.folder / name

    def write_stable(self):
        """A precompiled header with all that no mutant changes."""
        sources = [*(root / "include").rglob("*.hpp"), *(conformance / "reference").iterdir()]
        names = {name for source in sources for name in re.findall(r"^#include <(.*)>", source.read_text(), re.MULTILINE)}
        lines = [f"#if __has_include(<{name}>)\n#include <{name}>\n#endif\n"
                 for name in sorted(names) if not name.startswith("bloomcoin/")]
        stable = self.write("stable.hpp", "".join(lines))
        must_run([*self.compiler(), "-x", "c++-header", stable, "-o", f"{stable}.gch"], "the libraries' headers do not compile")
        return stable

    def compiler(self, *folders):
        # The compiler would otherwise collect garbage for a fifth of its time.
        return ["g++", *flags, *(f"-I{folder}" for folder in (*folders, root / "include")),
                "--param", "ggc-min-heapsize=4000000"]

    def write_unit(self, room):
        """The reference without any other room."""
        tables = re.findall(r"void (add_\w+)\(", (conformance / "reference/ops.hpp").read_text())
        others = [name for name in tables if f"void {name}(" not in room.read_text()]
        stubs = "".join(f"void {name}(Operations&) {{}}\n" for name in others)
        return self.write(room.name, f'#include "{conformance}/reference/reference.cpp"\n#include "{room}"\n'
                                     f"namespace bloomcoin::conformance {{\n{stubs}}}\n")

    def prepare(self, unit):
        """Compiles the unit as it is, which passes all cases. Returns the headers that it depends on."""
        must_run([*self.compiler(), "-include", self.stable, "-c", unit, "-o", unit.with_suffix(".o")],
                 "the headers do not compile")
        if notice := self.noticed_by(link([unit.with_suffix(".o"), *self.objects], unit.with_suffix(""))):
            raise RuntimeError(f"{unit.stem}: {notice['case']} fails without a mutant")
        return must_run([*self.compiler(), "-MM", unit], "the headers do not compile")

    def trial(self, mutant):
        """(fate, first to notice), as mutants.py calls them."""
        floor, _, _ = mutant.file.partition("/")
        units = [unit for unit in self.headers if f"bloomcoin/{mutant.file}" in self.headers[unit]]
        # The room that the header belongs to, and then the cheap ones first.
        units.sort(key=lambda unit: (unit.stem != floor, unit.with_suffix(".o").stat().st_size))
        place = self.folder / f"mutant-{mutant.number}"
        header = place / "bloomcoin" / mutant.file
        try:
            header.parent.mkdir(parents=True, exist_ok=True)
            header.write_bytes(instrument.by_hand(root / "include", mutant))
            return self.trial_in(place, units)
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def trial_in(self, place, units):
        compiler = [*self.compiler(place), "-include", self.stable]
        if not run([*compiler, "-fsyntax-only", self.umbrella])[0]:
            return "invalid", None
        fate = "same"
        for unit in units:
            changed = place / f"{unit.stem}.o"
            if not run([*compiler, "-c", unit, "-o", changed])[0]:
                return "invalid", None
            if filecmp.cmp(changed, unit.with_suffix(".o"), shallow=False):
                continue
            if notice := self.noticed_by(link([changed, *self.objects], place / unit.stem)):
                return "noticed", notice
            fate = "survived"
        return fate, None

    def noticed_by(self, program):
        try:
            said = subprocess.run([program, root / "tests/vectors", "by-hand"], capture_output=True, text=True, timeout=300)
        except subprocess.TimeoutExpired:
            return {"case": None, "how": "timeout"}
        # A mutant may keep it from even computing the digest of the suite.
        return json.loads(said.stdout)["noticed"] if said.returncode == 0 else {"case": None, "how": "start"}
