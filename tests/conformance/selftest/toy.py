"""A toy suite, and the testees that answer it: what tests of the runner are made of."""
import hashlib
import json
import pathlib
import shutil
import sys

here = pathlib.Path(__file__).resolve().parent


def fake(mode):
    """The command of a testee that misbehaves in this way."""
    return f"{sys.executable} -B {here / 'fake_testee.py'} {mode}"


def toy_case(number):
    case = {
        "clauses": ["COD-1"],
        "id": f"toy.double.{number:02}",
        "in": {"number": number},
        "op": "toy.double",
        "profile": "tiny" if number < 4 else "mainnet" if number < 8 else "any",
        "source": "hand",
        "why": "to see what the runner makes of it",
    }
    if number % 2:
        return {**case, "rule": "COD-1", "sibling": f"toy.double.{number - 1:02}"}
    return {**case, "out": {"value": 2 * number}}


def puppet_case(name, answer, expected, **changes):
    """A case whose question says what the testee is to answer."""
    return {
        "clauses": ["COD-1", "NUM-10"],
        "id": f"toy.say.{name}",
        "in": {"answer": answer},
        "op": "toy.say",
        "profile": "any",
        "source": "hand",
        "why": "to see how a difference is shown",
        **expected,
        **changes,
    }


def text_of(group, cases):
    lines = ",\n".join(json.dumps(case, sort_keys=True, separators=(",", ":")) for case in cases)
    return '{"cases":[\n' + lines + f'\n],"group":"{group}","room":"toy"}}\n'


def footer_of(report):
    """The footer that fits a report's results."""
    lines = "".join(
        f"{number} {result['id']} {result['outcome']}\n"
        for number, testee in enumerate(report["testees"])
        for result in testee["results"]
    )
    return {"results": lines.count("\n"), "digest": hashlib.sha256(lines.encode()).hexdigest()}


def write_suite(folder, groups, retired=()):
    """Writes the groups with a manifest that is right for them."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "toy").mkdir(parents=True)
    files = []
    for group, text in sorted(groups.items()):
        path = f"toy/{group}.json"
        (folder / path).write_text(text)
        count = text.count('"id"')
        files.append({"path": path, "count": count, "sha256": hashlib.sha256(text.encode()).hexdigest()})
    lines = "".join(f"{file['sha256']}  {file['path']}\n" for file in files)
    manifest = {
        "suite": "bloomcoin",
        "version": "0.0.1",
        "count": sum(file["count"] for file in files),
        "files": files,
        "retired": list(retired),
        "digest": hashlib.sha256(lines.encode()).hexdigest(),
    }
    (folder / "MANIFEST.json").write_text(json.dumps(manifest))
    return folder
