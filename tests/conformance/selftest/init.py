#!/usr/bin/env python3
"""Shows that what `bloomcoin-conformance init` writes works as it stands: init.py RUNNER VECTORS.

For each language: the testee is run as its README says, and the steps of its files for CI are run in bash, with a
release archive that is made here. Then what CI must refuse: a wrong testee, a damaged download, and no address.
"""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import xml.etree.ElementTree

import yaml

from checks import check, finish

runner, vectors = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
work = pathlib.Path(tempfile.mkdtemp())
LANGUAGES = {"cpp": ["testee.cpp", "json.hpp"], "javascript": ["testee.mjs"], "python": ["testee.py"]}
OPERATIONS = {"num.mulr", "num.isqrt", "cod.from_hex"}


def init(language, folder):
    return subprocess.run([runner, "init", language, folder], capture_output=True, text=True, cwd=work)


# ---- a release

def make_release(folder):
    """An archive as a release has it, with SHA256SUMS beside it; its address."""
    folder.mkdir()
    archive = folder / "bloomcoin-conformance-1.2.3.tar.gz"
    with tarfile.open(archive, "w:gz", compresslevel=1) as tar:
        tar.add(runner, "bloomcoin-1.2.3/bin/bloomcoin-conformance")
        tar.add(vectors, "bloomcoin-1.2.3/share/vectors",
                filter=lambda entry: None if "generate" in entry.name else entry)
    sum_ = hashlib.sha256(archive.read_bytes()).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  another-{archive.name}\n{sum_}  {archive.name}\n")
    return archive.as_uri()


# ---- the files for CI, as the services read them

def github_job(folder):
    """The environment and the commands, each with whether it runs after a failure, too."""
    workflow = yaml.safe_load((folder / ".github/workflows/conformance.yml").read_text())
    steps = workflow["jobs"]["conformance"]["steps"]
    return workflow["env"], [(step["run"], step.get("if") == "always()") for step in steps if "run" in step]


def gitlab_job(folder):
    pipeline = yaml.safe_load((folder / ".gitlab-ci.yml").read_text())
    return pipeline["variables"], [("\n".join(pipeline["conformance"]["script"]), False)]


def run_job(job, folder, **changes):
    """Whether the job succeeds, the exit status of its first command, and what it printed."""
    environment, commands = job(folder)
    environment = {**os.environ, **environment, "GITHUB_STEP_SUMMARY": str(folder / "summary.md"), **changes}
    statuses, output = [], ""
    for command, always in commands:
        if any(statuses) and not always:
            continue
        done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", command], cwd=folder, env=environment, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
        statuses.append(done.returncode)
        output += done.stdout
    return not any(statuses), statuses[0], output


def set_address(folder, url):
    """What a person does first: writes the address at the top of the files for CI."""
    for name in (".github/workflows/conformance.yml", ".gitlab-ci.yml"):
        file = folder / name
        file.write_text(file.read_text().replace('BLOOMCOIN_SUITE_URL: ""', f'BLOOMCOIN_SUITE_URL: "{url}"'))


def report_of(folder):
    return json.loads((folder / "report.json").read_text())["testees"][0]


# ---- each language

def line_count(folder, files):
    return sum(len((folder / name).read_text().splitlines()) for name in files)


def works(language, url):
    folder = work / f"my {language}"
    done = init(language, folder)
    check(f"{language}: init writes a folder", done.returncode == 0, done)
    texts = [file.read_text() for file in folder.rglob("*") if file.is_file()]
    check(f"{language}: no placeholder is left", texts and not any(re.search(r"\{\{\w*\}\}", text) for text in texts))
    named = ("README.md", LANGUAGES[language][0], ".gitlab-ci.yml")
    check(f"{language}: the name is the folder's",
          all(f"my-{language}" in (folder / name).read_text() for name in named))
    lines = line_count(folder, LANGUAGES[language])
    check(f"{language}: fewer than 150 lines", 0 < lines < 150, lines)

    readme = (folder / "README.md").read_text()
    commands = [line.strip() for line in readme.splitlines() if line.startswith("    ./conformance.sh")]
    environment = {**os.environ, "BLOOMCOIN_SUITE_URL": url}
    statuses = [subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True,
                               timeout=120).returncode for command in commands]
    check(f"{language}: the README's commands work: all, a part, an explanation, the list of failures",
          statuses == [2, 2, 0, 2], list(zip(commands, statuses)))

    set_address(folder, url)
    for job in (github_job, gitlab_job):
        (folder / "report.json").unlink(missing_ok=True)
        good, _, output = run_job(job, folder)
        name = f"{language}: {job.__name__.replace('_', ' ')}"
        kept = kept_by(job, folder)
        check(f"{name} succeeds, and keeps what it must", good and kept and all(file.exists() for file in kept), output)
        testee = report_of(folder)
        passed_ids = {one["id"] for one in testee["results"] if one["outcome"] == "pass"}
        listed_ids = {one["id"] for one in testee["results"] if op_of(one["id"]) in OPERATIONS}
        check(f"{name} asks exactly what is listed, and all of it passes",
              passed_ids == listed_ids and {op_of(id_) for id_ in passed_ids} == OPERATIONS
              and testee["counts"]["pass"] + testee["counts"]["unsupported"] == len(testee["results"]),
              testee["counts"])
    summary = (folder / "summary.md").read_text()
    check(f"{language}: GitHub is shown the report", "num" in summary and summary == (folder / "report.md").read_text())
    return folder


def op_of(id_):
    return ".".join(id_.split(".")[:2])


def kept_by(job, folder):
    """The files that a job keeps, as its own file for CI names them."""
    if job is gitlab_job:
        artifacts = yaml.safe_load((folder / ".gitlab-ci.yml").read_text())["conformance"]["artifacts"]
        return [folder / name for name in [*artifacts["paths"], artifacts["reports"]["junit"]]]
    steps = yaml.safe_load((folder / ".github/workflows/conformance.yml").read_text())["jobs"]["conformance"]["steps"]
    patterns = [step["with"]["path"] for step in steps if step.get("uses", "").startswith("actions/upload-artifact@")]
    return [path for pattern in patterns for path in folder.glob(pattern)]


# ---- what CI must refuse

def refuses(what, folder, status, words, **changes):
    for job in (github_job, gitlab_job):
        good, seen, output = run_job(job, folder, **changes)
        check(f"{job.__name__.replace('_', ' ')}: {what}", not good and seen == status and words in output,
              (seen, output[-600:]))


def cut_products():
    """How many cases of num.mulr a testee gets wrong that does not round."""
    products = [case["in"]["a"] * case["in"]["b"] for case in json.loads((vectors / "num/mulr.json").read_text())["cases"]]
    return sum((product + 2**14) >> 15 != product >> 15 for product in products)


def refuses_what_is_wrong(folder, url):
    testee = folder / "testee.py"
    right = testee.read_text()
    refuses("an incomplete testee fails where that is not allowed", folder, 2, "incomplete",
            BLOOMCOIN_ALLOW_INCOMPLETE="no")
    testee.write_text(right.replace("+ 2**14) >> 15", ") >> 15"))
    refuses("a wrong testee fails", folder, 1, "num.mulr")
    junit = xml.etree.ElementTree.parse(folder / "report.xml").getroot()
    check("and its failures stand in the JUnit report", sum(int(suite.get("failures")) for suite in junit) == cut_products())
    known = folder / "known-failures.txt"
    environment = {**os.environ, "BLOOMCOIN_SUITE_URL": url}
    subprocess.run(["./conformance.sh", "run", "--known-failures", known, "--update-known-failures"], cwd=folder,
                   env=environment, capture_output=True)
    good, _, output = run_job(github_job, folder)
    check("with its failures listed, it does not", known.read_text().count("num.mulr.") == cut_products() and good, output[-600:])
    testee.write_text(right)
    refuses("a listed failure that passes fails", folder, 1, "remove the line")

    refuses("without an address it says so", folder, 64, "BLOOMCOIN_SUITE_URL is not set", BLOOMCOIN_SUITE_URL="")
    refuses("an address where nothing is fails", folder, 69, "cannot download", BLOOMCOIN_SUITE_URL=url + ".gone")
    refuses("an address without encryption is not used", folder, 69, 'Protocol "http"',
            BLOOMCOIN_SUITE_URL="http://localhost/x")
    damaged = work / "damaged"
    shutil.copytree(work / "release", damaged)
    archive = next(damaged.glob("*.tar.gz"))
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 1
    archive.write_bytes(data)
    refuses("a damaged archive is not unpacked", folder, 65, "is not what SHA256SUMS says",
            BLOOMCOIN_SUITE_URL=archive.as_uri())
    (damaged / "SHA256SUMS").write_text(f"{'0' * 64}  another-{archive.name}\n")
    refuses("an archive that SHA256SUMS lacks is not unpacked", folder, 65, "has no line",
            BLOOMCOIN_SUITE_URL=archive.as_uri())


# ---- what init must refuse

def init_refuses(what, language, folder, words):
    done = init(language, folder)
    check(f"init: {what}", done.returncode == 64 and done.stderr.count("\n") == 1 and words in done.stderr, done)


def init_refuses_what_is_wrong():
    full = work / "full"
    full.mkdir()
    (full / ".hidden").write_text("mine")
    init_refuses("a folder that is not empty is left alone", "python", full, "in which there is .hidden")
    check("init: nothing is written there", [file.name for file in full.iterdir()] == [".hidden"])
    init_refuses("an unknown language is refused, with what there is", "cobol", work / "new", "cpp, javascript, python")
    check("init: and no folder is made", not (work / "new").exists())
    init_refuses("a file is no folder", "python", full / ".hidden", "cannot make the folder")
    init_refuses("a place where nothing can be made is refused", "python", "/proc/mine", "cannot make the folder")
    empty = work / "empty"
    empty.mkdir()
    done = init("python", empty)
    written = done.returncode == 0 and (empty / "testee.py").exists()
    check("init: an empty folder is as good as a new one", written, done)
    help_ = subprocess.run([runner, "init", "--help"], capture_output=True, text=True).stdout
    check("init: the help has an example", "bloomcoin-conformance init python" in help_, help_)


for program in ("bash", "curl", "g++", "make", "node"):
    if shutil.which(program) is None:
        sys.exit(f"expected the program {program}, which is not installed; ./run setup installs it")
address = make_release(work / "release")
folders = {language: works(language, address) for language in LANGUAGES}
refuses_what_is_wrong(folders["python"], address)
init_refuses_what_is_wrong()
shutil.rmtree(work)
finish()
