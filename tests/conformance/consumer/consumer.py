#!/usr/bin/env python3
"""Builds the example as somebody else would, in one of the ways to find the headers, and runs it.

    consumer.py WAY VERSION     # WAY is a folder beside this file, VERSION what the build says it is
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
CASES = json.loads((ROOT / "tests/vectors/chain/check.json").read_text())["cases"]
HEADERS = {case["id"]: case["in"]["header"] for case in CASES}
STRICT = ["-std=c++20", "-O0", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror"]

failures = 0


def check(holds, sentence, evidence=""):
    global failures
    failures += not holds
    print("ok  " if holds else "FAIL", sentence)
    if not holds:
        print(str(evidence)[-4000:])


def run(*command, folder=None, **environment):
    """The exit status of a command and all that it writes; of our environment it sees only what any shell has."""
    shell = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    done = subprocess.run(command, cwd=folder, env=shell | environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout


def must(*command, **options):
    status, output = run(*command, **options)
    if status != 0:
        sys.exit(f"{output}\nconsumer.py: {' '.join(map(str, command))}: exit status {status}")
    return output


def moved_installation(folder):
    """A prefix with the headers alone, which is no longer where it was installed."""
    must("meson", "setup", "-Dheaders_only=true", "--prefix", folder / "where-it-was-installed", folder / "build", ROOT)
    must("meson", "install", "-C", folder / "build")
    moved = (folder / "where-it-was-installed").rename(folder / "moved")
    telling = [file for file in moved.rglob("*") if file.is_file() and b"where-it-was-installed" in file.read_bytes()]
    check(not telling, "no file says where it was installed", telling)
    return moved


def check_origin(included, include):
    """All our headers come from the folder include, none is missing, and nothing comes from the repository."""
    ours = {path for path in included if path.is_relative_to(include)}
    expected = set(include.glob("bloomcoin/*.hpp")) | set(include.glob("bloomcoin/*/*"))
    check(ours == expected and ours, f"all headers come from {include.name}/: {len(ours)}", ours ^ expected)
    check(not any(path.is_relative_to(ROOT) for path in included), "none comes from the repository", included)


def check_program(program):
    accepted = run(program, HEADERS["hdr.check.mainnet.valid"])
    check(accepted == (0, "valid\n"), "it accepts a valid header", accepted)
    refused = run(program, HEADERS["hdr.check.mainnet.step-plus-one"])
    expected = (1, "The bloom happens at another step than the header says.\n")
    check(refused == expected, "it refuses another step", refused)


def build(project, include, compiles_in, **environment):
    """Builds a project, checks what came of it, and returns what the build wrote."""
    shutil.copy(ROOT / "apps/example/verify_header.cpp", project)
    status, output = run("sh", "build.sh", folder=project, CXX="g++", CXXFLAGS="-O0 -H", **environment)
    included = re.findall(r"^\.+ (.+)$", output, re.MULTILINE)
    if status != 0:
        sys.exit("FAIL it builds\n" + re.sub(r"^(\.+ )?/.+\n", "", output, flags=re.MULTILINE))
    check_origin([pathlib.Path(os.path.normpath(project / compiles_in / path)) for path in included], include)
    check_program(project / "build/verify_header")
    return output


def pkg_config(folder, project, version):
    prefix = moved_installation(folder)
    environment = {"PKG_CONFIG_PATH": str(prefix / "share/pkgconfig")}
    build(project, prefix / "include", ".", **environment)
    said = must("pkg-config", "--modversion", "bloomcoin", **environment)
    check(said == version + "\n", f"pkg-config knows version {version}", said)
    flags = must("pkg-config", "--define-prefix", "--cflags", "bloomcoin", **environment).split()
    places = [pathlib.Path(os.path.normpath(flag[2:])) for flag in flags if flag.startswith("-I")]
    check(prefix / "include" in places, "pkg-config --define-prefix finds the same headers", flags)


FIND = """
cmake_minimum_required(VERSION 3.16)
project(find LANGUAGES CXX)
find_package(bloomcoin {wanted} REQUIRED)
"""


def cmake(folder, project, version):
    prefix = moved_installation(folder)
    output = build(project, prefix / "include", "build", CMAKE_PREFIX_PATH=str(prefix))
    check(f"bloomcoin {version}\n" in output, f"CMake knows version {version}", output)

    def find(wanted, *options):
        shutil.rmtree(folder / "find", ignore_errors=True)
        (folder / "find").mkdir()
        (folder / "find/CMakeLists.txt").write_text(FIND.format(wanted=wanted))
        return run("cmake", "-B", "build", *options, folder=folder / "find", CMAKE_PREFIX_PATH=str(prefix))

    major, minor, patch = map(int, version.split("."))
    for wanted in (f"{major}.{minor}", f"{version} EXACT"):
        status, said = find(wanted)
        check(status == 0, f"it is good enough for who wants {wanted}", said)
    for wanted in (f"{major}.{minor}.{patch + 1}", f"{major}.{minor + 1}", f"{major + 1}.{minor}", "0.0.1"):
        status, said = find(wanted)
        check(status != 0 and "not accepted" in said, f"it is none for who wants {wanted}", said)

    nowhere = [f"-DCMAKE_FIND_ROOT_PATH={folder / 'nowhere'}", "-DCMAKE_FIND_ROOT_PATH_MODE_LIBRARY=ONLY",
               "-DCMAKE_FIND_ROOT_PATH_MODE_INCLUDE=ONLY"]
    status, said = find("", *nowhere)
    check(status != 0 and "expected Crypto++" in said and "libcrypto++-dev" in said,
          "without Crypto++ it says what is missing", said)


def meson_dependency(folder, project, version):
    prefix = moved_installation(folder)
    output = build(project, prefix / "include", "build", PKG_CONFIG_PATH=str(prefix / "share/pkgconfig"))
    check(f"dependency bloomcoin found: YES {version}\n" in output, f"Meson finds version {version}", output)


def meson_subproject(folder, project, version):
    copy = project / "subprojects/bloomcoin"
    copy.mkdir(parents=True)
    for part in ("meson.build", "meson_options.txt", "LICENSE"):
        shutil.copy(ROOT / part, copy)
    for part in ("include", "spec"):
        shutil.copytree(ROOT / part, copy / part)
    output = build(project, copy / "include", "build")
    check(f"bloomcoin| Project version: {version}\n" in output, f"Meson takes version {version} along", output)


def single_header(folder, project, version):
    header = project / "bloomcoin/bloomcoin.hpp"
    must(sys.executable, "-B", ROOT / "include/single.py", header)
    build(project, project, ".")
    check(header.read_text().startswith(f"// BloomCoin {version},"), f"it says that it is version {version}")
    again = folder / "again.hpp"
    must(sys.executable, "-B", ROOT / "include/single.py", again)
    check(again.read_bytes() == header.read_bytes(), "it is the same when it is made again")
    for compiler in ("g++", "clang++"):
        units = sorted((ROOT / "tests/property/two_units").glob("*.cpp"))
        status, output = run(compiler, *STRICT, "-I", project, *units, "-lcryptopp", "-o", folder / "units")
        check((status, output) == (0, ""), f"{compiler} compiles it in {len(units)} units, without warnings", output)
        check(run(folder / "units") == (0, "both units see the same\n"), "and both see the same")


WAYS = {
    "pkg-config": pkg_config,
    "cmake": cmake,
    "meson-dependency": meson_dependency,
    "meson-subproject": meson_subproject,
    "single-header": single_header,
}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in WAYS:
        sys.exit(f"{__doc__}\nconsumer.py: expected a way of {', '.join(WAYS)} and a version, got {sys.argv[1:]}")
    way, version = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name).resolve()
        project = pathlib.Path(shutil.copytree(HERE / way, folder / "project"))
        WAYS[way](folder, project, version)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
