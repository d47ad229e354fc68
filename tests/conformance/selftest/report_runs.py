"""What the tests of reports share: runs of the testees of fake_testee.py through a toy suite, and all that is written
about them. The runner is the first argument of the program that imports this.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import checks
from toy import text_of, toy_case, write_suite

EXTENSIONS = {"html": "html", "markdown": "md", "json": "json", "junit": "xml", "tap": "tap", "badge": "svg"}
WRONG = [f"toy.double.{number:02}" for number in range(0, 12, 2)]  # what the testee wrong-value gets wrong
runner = pathlib.Path(sys.argv[1]).resolve()
work = pathlib.Path(tempfile.mkdtemp())


def check(what, good, seen=""):
    checks.check(what, good, str(seen)[:1500])


def finish():
    """Says how the checks went, and ends the program."""
    shutil.rmtree(work)
    checks.finish()


def call(*arguments):
    return subprocess.run([runner, *arguments], capture_output=True, text=True, errors="replace", timeout=120)


suite = write_suite(work / "suite", {"double": text_of("double", [toy_case(number) for number in range(12)])})


class Reports:
    """All forms of the report of a run."""

    def __init__(self, name, *arguments, vectors=suite):
        self.folder = work / name
        self.done = call(
            "run", "--vectors", vectors, "--jobs", "1", "--timeout-ms", "20000", "--reports", self.folder, *arguments
        )
        self.path = self.folder / "report.json"

    def text(self, form):
        return (self.folder / f"report.{EXTENSIONS[form]}").read_text(encoding="utf-8")

    def json(self):
        return json.loads(self.text("json"))
