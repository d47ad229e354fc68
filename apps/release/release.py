#!/usr/bin/env python3
"""Makes the release archives: a folder that can be used from anywhere, the same bytes whoever makes it.

    python3 apps/release/release.py pack build/static --site build/site    # into build/release/
    python3 apps/release/release.py check                                  # `./run release` in two other folders

`pack` takes what a build folder installs, whose runner must need no library, and the specification as HTML if there is
any. The time in the archives is SOURCE_DATE_EPOCH or, without it, that of the commit.
"""

import argparse
import gzip
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "build/release"
RUNNER = "bin/bloomcoin-conformance"
DOC = "share/doc/bloomcoin"
# What is linked into the runner, by the Debian packages whose licences go with it.
LINKED = ["libcrypto++-dev", "nlohmann-json3-dev", "libcli11-dev", "libc6-dev", "libstdc++-12-dev"]
# 1980-01-02, since zip knows nothing before 1980.
FIRST_OF_ZIP = 315_619_200
NOT_GOOD, WRONG_USAGE, MISSING, INTERNAL = 1, 64, 69, 70


def stop(status, sentence):
    print(f"release.py: {sentence}", file=sys.stderr)
    sys.exit(status)


def must(*command, **options):
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    if done.returncode != 0:
        stop(INTERNAL, f"{' '.join(map(str, command))}: exit status {done.returncode}\n{done.stdout}")
    return done.stdout


def version():
    return json.loads(must("meson", "introspect", "--projectinfo", ROOT / "meson.build"))["version"]


def epoch():
    """The seconds since 1970 that all files are dated."""
    given = os.environ.get("SOURCE_DATE_EPOCH") or time_of_commit()
    if not given.isdecimal() or int(given) < FIRST_OF_ZIP:
        stop(WRONG_USAGE, f"SOURCE_DATE_EPOCH: expected the seconds since 1970, from {FIRST_OF_ZIP} on, got {given}")
    return int(given)


def time_of_commit():
    done = subprocess.run(["git", "-C", ROOT, "log", "-1", "--format=%ct"], capture_output=True, text=True)
    if done.returncode != 0:
        stop(MISSING, "expected a git repository, or the environment variable SOURCE_DATE_EPOCH, found neither")
    return done.stdout.strip()


# What is packed

def stage(build, folder, site=None):
    """Lays out in a new folder what a build folder installs, and what else is released."""
    with tempfile.TemporaryDirectory() as name:
        must("meson", "install", "-C", build, "--no-rebuild", "--tags", "devel,doc,conformance", "--destdir", name)
        prefix = next(pathlib.Path(name).rglob("bin")).parent  # whatever the prefix of the build folder is
        shutil.copytree(prefix, folder)
    must(sys.executable, "-B", ROOT / "include/single.py", folder / "single/bloomcoin.hpp")
    shutil.copy(ROOT / "apps/release/README.md", folder)
    (folder / DOC / "licences").mkdir()
    for package in LINKED:
        source = pathlib.Path("/usr/share/doc") / package / "copyright"
        if not source.exists():
            stop(MISSING, f"expected the licence of what the runner is linked with, {source}; ./run setup installs it")
        shutil.copy(source, folder / DOC / "licences" / f"{package}.txt")
    if site:
        shutil.copytree(site, folder / DOC / "html")
    write_sums(folder, files_of(folder), folder / "SHA256SUMS")


def files_of(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def write_sums(folder, files, target):
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder)}\n" for file in files]
    target.write_text("".join(lines))


# How it is packed: nothing but names, bytes and one time

def mode_of(path):
    return 0o755 if path.parts[0] == "bin" else 0o644


def write_tar(folder, target, seconds):
    with open(target, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as zipped, \
            tarfile.open(fileobj=zipped, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for file in files_of(folder):
            path = file.relative_to(folder)
            member = tarfile.TarInfo(f"{folder.name}/{path}")
            member.size, member.mtime, member.mode = file.stat().st_size, seconds, mode_of(path)
            with open(file, "rb") as content:
                tar.addfile(member, content)


def write_zip(folder, target, seconds):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in files_of(folder):
            path = file.relative_to(folder)
            member = zipfile.ZipInfo(f"{folder.name}/{path}", time.gmtime(seconds)[:6])
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 3
            member.external_attr = (0o100000 | mode_of(path)) << 16
            archive.writestr(member, file.read_bytes())


def pack(folder, out, seconds):
    """Both archives of a folder, which bear its name, and their sums."""
    out.mkdir(parents=True, exist_ok=True)
    archives = [out / f"{folder.name}.tar.gz", out / f"{folder.name}.zip"]
    write_tar(folder, archives[0], seconds)
    write_zip(folder, archives[1], seconds)
    write_sums(out, archives, out / "SHA256SUMS")
    return archives


# Whether it is good

def check_runner(folder):
    """It needs no library, finds its vectors, and the reference conforms."""
    said = subprocess.run(["ldd", folder / RUNNER], capture_output=True, text=True, env=os.environ | {"LC_ALL": "C"})
    if "not a dynamic executable" not in said.stdout + said.stderr:
        stop(INTERNAL, f"expected a runner that needs no library, found that it needs\n{said.stdout}")
    must(folder / RUNNER, "run", "--reference", "--quiet", env={}, cwd="/")


def pack_build(build, site):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / f"bloomcoin-{version()}"
        stage(build, folder, site)
        check_runner(folder)
        shutil.rmtree(OUT, ignore_errors=True)
        pack(folder, OUT, epoch())
    print((OUT / "SHA256SUMS").read_text(), end="")


# Whether others make the same

def sources():
    """The files of this checkout that belong to the repository, whether they are committed or not."""
    listed = must("git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    return [path for path in listed if path and (ROOT / path).exists()]


def build_elsewhere(folder, **environment):
    """What another checkout makes, as lines of sums: of the archives, and of the files in them."""
    for path in sources():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, folder / path)
    done = subprocess.run(["./run", "release"], cwd=folder, env=os.environ | environment | {
        "CCACHE_DISABLE": "1", "SOURCE_DATE_EPOCH": str(epoch())})
    if done.returncode != 0:
        stop(INTERNAL, f"./run release, in {folder}: exit status {done.returncode}")
    out = folder / "build/release"
    with tarfile.open(next(out.glob("*.tar.gz"))) as tar:
        inside = tar.extractfile(next(member for member in tar if member.name.endswith("/SHA256SUMS"))).read().decode()
    return {*(out / "SHA256SUMS").read_text().splitlines(), *inside.splitlines()}


def check():
    with tempfile.TemporaryDirectory() as name:
        first = build_elsewhere(pathlib.Path(name) / "a", TZ="UTC", LC_ALL="C.UTF-8")
        os.umask(0o077)
        second = build_elsewhere(pathlib.Path(name) / "another/and-longer/path", TZ="Asia/Kolkata", LC_ALL="C")
    if first != second:
        differing = "\n".join(sorted(first ^ second, key=lambda line: line.split("  ")[1]))
        stop(NOT_GOOD, f"expected the same from two checkouts, found these to differ:\n{differing}")
    print("two checkouts make the same bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    packing = commands.add_parser("pack", help="make the archives")
    packing.add_argument("build", type=pathlib.Path, help="build folder")
    packing.add_argument("--site", type=pathlib.Path, help="folder with the specification as HTML")
    commands.add_parser("check", help="make the archives twice and compare")
    arguments = parser.parse_args()
    if arguments.command == "check":
        check()
    else:
        pack_build(arguments.build, arguments.site)


if __name__ == "__main__":
    main()
