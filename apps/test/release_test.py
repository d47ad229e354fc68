#!/usr/bin/env python3
"""Whether release archives are complete, right and the same bytes each time, and can be used where they are unpacked.

    release_test.py BUILD VERSION    # BUILD is any build folder; only that of `./run release` has a static runner
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "apps/release"))
import release  # noqa: E402

SECONDS = 1_700_000_001
DAMAGED = 65

failures = 0


def check(holds, sentence, evidence=""):
    global failures
    failures += not holds
    print("ok  " if holds else "FAIL", sentence)
    if not holds:
        print(str(evidence)[-2000:])


def run(*command, folder=None, **environment):
    """Exit status and output in an environment that has nothing else."""
    done = subprocess.run(command, cwd=folder, env={"PATH": os.environ["PATH"]} | environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout


def expected_files():
    """What the repository says must be released, by the places where it lies there."""
    headers = {f"include/{file.relative_to(ROOT / 'include')}" for file in ROOT.glob("include/bloomcoin/**/*.*")}
    pages = {f"share/doc/bloomcoin/spec/{file.name}" for file in ROOT.glob("spec/*.md")}
    vectors = {f"share/bloomcoin/vectors/{file.relative_to(ROOT / 'tests/vectors')}"
               for file in ROOT.glob("tests/vectors/**/*.json") if "generate" not in file.parts}
    return headers | pages | vectors | {f"share/doc/bloomcoin/licences/{package}.txt" for package in release.LINKED} | {
        "README.md",
        "SHA256SUMS",
        "bin/bloomcoin-conformance",
        "share/bloomcoin/vectors/README.md",
        "share/cmake/bloomcoin/bloomcoin-config-version.cmake",
        "share/cmake/bloomcoin/bloomcoin-config.cmake",
        "share/doc/bloomcoin/LICENSE",
        "share/doc/bloomcoin/PROTOCOL.md",
        "share/doc/bloomcoin/protocol.schema.json",
        "share/doc/bloomcoin/report.schema.json",
        "share/doc/bloomcoin/html/index.html",
        "share/pkgconfig/bloomcoin.pc",
        "single/bloomcoin.hpp",
    }


def copied_otherwise(folder, copy):
    """The same files, made in another order, at another time, with other rights."""
    for file in reversed(release.files_of(folder)):
        target = copy / file.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        target.chmod(0o600)
        os.utime(target, (1, 1))
    return copy


def check_bytes(folder, place):
    first = release.pack(folder, place / "first", SECONDS)
    second = release.pack(copied_otherwise(folder, place / "copy" / folder.name), place / "second", SECONDS)
    for one, other in zip(first, second):
        check(one.read_bytes() == other.read_bytes(), f"{one.name} is the same when it is made again")
    later = release.pack(folder, place / "later", SECONDS + 2)
    check(later[0].read_bytes() != first[0].read_bytes(), "at another time it is not")
    check(run("sha256sum", "-c", "--quiet", "SHA256SUMS", folder=place / "first") == (0, ""), "their sums are right")
    return first


def check_members(archives, name):
    expected = {f"{name}/{path}" for path in expected_files()}
    with tarfile.open(archives[0]) as tar, zipfile.ZipFile(archives[1]) as zipped:
        members = tar.getmembers()
        check({member.name for member in members} == expected, f"{len(expected)} files are there, and no others",
              {member.name for member in members} ^ expected)
        check([m.name for m in members] == zipped.namelist(), "the other archive has the same")
        check(all((m.uid, m.gid, m.uname, m.gname, m.mtime) == (0, 0, "", "", SECONDS) for m in members),
              "they belong to nobody and are of one time")
        programs = {m.name for m in members if m.mode == 0o755}
        check(programs == {f"{name}/bin/bloomcoin-conformance"}, "the runner is the only program", programs)


def check_use(folder, empty, version):
    sums = run("sha256sum", "-c", "--quiet", "SHA256SUMS", folder=folder)
    listed = [line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()]
    check(sums == (0, "") and set(listed) == expected_files() - {"SHA256SUMS"}, "the sums of all files are right", sums)
    single = (folder / "single/bloomcoin.hpp").read_text()
    check(single.startswith(f"// BloomCoin {version},"), "the single header says its version")
    flags = run("pkg-config", "--modversion", "bloomcoin", PKG_CONFIG_PATH=str(folder / "share/pkgconfig"))
    check(flags == (0, f"{version}\n"), "pkg-config finds the version", flags)

    runner = folder / "bin/bloomcoin-conformance"
    count = json.loads((ROOT / "tests/vectors/MANIFEST.json").read_text())["count"]
    status, listed = run(runner, "list", folder=empty)
    check((status, len(listed.splitlines())) == (0, count), "the runner finds the vectors that came with it", listed)
    status, said = run(runner, "run", "--reference", "--quiet", "--filter", "num.isqrt", folder=empty)
    check(status == 0 and f"reference {version}," in said, "it drives the reference, of this version", said)

    here, elsewhere = empty / "tests/vectors", empty / "elsewhere"
    for place in (here, elsewhere):
        place.mkdir(parents=True)
    status, said = run(runner, "list", folder=empty)
    check(status == DAMAGED and "expected the suite in tests/vectors," in said, "vectors in the current folder come first", said)
    status, said = run(runner, "list", folder=empty, BLOOMCOIN_VECTORS=str(elsewhere))
    check(status == DAMAGED and "/elsewhere," in said, "BLOOMCOIN_VECTORS comes before them", said)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    build, version = sys.argv[1:]
    check(release.version() == version, "the version is the build's", release.version())
    with tempfile.TemporaryDirectory() as name:
        place = pathlib.Path(name)
        (place / "site").mkdir()
        (place / "site/index.html").write_text("<!doctype html><title>BloomCoin</title>\n")
        folder = place / f"bloomcoin-{version}"
        release.stage(build, folder, place / "site")
        archives = check_bytes(folder, place)
        check_members(archives, folder.name)
        (place / "unpacked").mkdir()
        (place / "empty").mkdir()
        check(run("tar", "xzf", archives[0], folder=place / "unpacked")[0] == 0, "it unpacks")
        check_use(place / "unpacked" / folder.name, place / "empty", version)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
