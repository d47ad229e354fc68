"""Asks the tests of properties, instead of the vectors, whether they notice a mutant.

They are built once more with the headers that hold all mutants, as if these were the project's; their environment tells
them which one is on (switch.hpp).
"""
import os
import pathlib
import resource
import subprocess

root = pathlib.Path(__file__).resolve().parents[2]
# Fewer examples than a test of its own has: they are asked for every mutant.
environment = {**os.environ, "RC_PARAMS": "seed=7618 max_success=20", "BLOOMCOIN_FRAMES": "20000"}


def tree_of(folder):
    """A project like ours in which the headers hold the mutants."""
    tree = folder / "tree"
    for place in root.iterdir():
        if place.name not in ("include", "build") and not place.name.startswith("."):
            link(place, tree / place.name)
    for place in (root / "include").iterdir():
        if place.name != "bloomcoin":
            link(place, tree / "include" / place.name)
    for place in (folder / "include").iterdir():
        link(place, tree / "include" / place.name)
    return tree


def link(place, name):
    name.parent.mkdir(parents=True, exist_ok=True)
    if not name.is_symlink():
        name.symlink_to(place)


def build(folder, jobs):
    """The programs by name."""
    tree, target = tree_of(folder), folder / "properties"
    names = [f"property-{place.name}" for place in sorted((root / "tests/property").iterdir())
             if place.is_dir() and place.name not in ("apps", "support", "two_units")]
    if not (target / "build.ninja").exists():
        subprocess.run(["meson", "setup", target, tree, "-Doptimization=1", "-Dwarning_level=0",
                        "-Dcpp_args=['-w','-Wno-narrowing']"], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "CXX": "ccache g++"})
    subprocess.run(["ninja", f"-j{jobs}", "-C", target, *(f"tests/property/{name}" for name in names)], check=True)
    return {name: target / "tests/property" / name for name in names}


class Witness:
    """A program of tests: what it takes, and which mutants it reaches while none is on."""

    def __init__(self, name, program, folder):
        self.name, self.program = name, program
        diary = folder / f"{name}.reached"
        result, self.seconds = run(program, {"BLOOMCOIN_MUTANTS_REACHED": str(diary)}, 1200)
        if result != "passed":
            raise RuntimeError(f"{name} {result} without a mutant")
        self.reached = {int(line) for line in diary.read_text().split()}

    def says(self, mutant):
        """None, or how it noticed."""
        result, _ = run(self.program, {"BLOOMCOIN_MUTANT": str(mutant.number)}, 5 * self.seconds + 5)
        return None if result == "passed" else result


def run(program, variables, seconds):
    """What became of it, and its processor seconds. Its own time is limited, so that another program's load does not
    count."""
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    process = subprocess.Popen([program, "--abort-after=1"], env={**environment, **variables}, preexec_fn=limit,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    names = {0: "passed", 1: "failed"}
    return names.get(process.returncode, "timeout" if usage.ru_utime >= seconds else "crash"), usage.ru_utime


def witnesses(folder, jobs):
    """All programs, the quick ones first."""
    programs = build(folder, jobs)
    return sorted((Witness(name, program, folder) for name, program in programs.items()), key=lambda one: one.seconds)


def noticed_by(mutant, all_witnesses):
    """By program, as cases are by room. What comes after the first that notices is not asked."""
    noticed = {}
    for witness in all_witnesses:
        if mutant.number in witness.reached:
            how = witness.says(mutant)
            noticed[witness.name] = {"case": witness.name, "how": how} if how else None
            if how:
                break
    return noticed
