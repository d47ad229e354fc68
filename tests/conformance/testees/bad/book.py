"""The right answers: what the vectors say, and what can be told from them about texts and rules."""
import functools
import json
import pathlib
import re

INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
HEX = re.compile(r"([0-9a-f]{2})*")


def right_answer(case):
    """The answer that the suite expects: {"out": …} or {"rule": …}."""
    key = "out" if "out" in case else "rule"
    return {key: case[key]}


def texts(value, key=""):
    """Every text in a value, with the key that it stands under."""
    if isinstance(value, dict):
        for inner, item in value.items():
            yield from texts(item, inner)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item, key)
    elif isinstance(value, str):
        yield key, value


class Book:
    """The cases in the order of the suite, and by id."""

    def __init__(self, vectors):
        vectors = pathlib.Path(vectors)
        manifest = json.loads((vectors / "MANIFEST.json").read_bytes())
        self.digest = manifest["digest"]
        self.cases, self.room = [], {}
        for file in manifest["files"]:
            group = json.loads((vectors / file["path"]).read_bytes())
            self.cases += group["cases"]
            self.room.update((case["id"], group["room"]) for case in group["cases"])
        self.by_id = {case["id"]: case for case in self.cases}
        self.ops = sorted({case["op"] for case in self.cases})
        self.profiles = sorted({case["profile"] for case in self.cases} - {"any"})

    def of_op(self, key):
        """The values that the cases of each operation have under a key, each once, in the order of the suite."""
        found = {}
        for case in self.cases:
            if key in case:
                found.setdefault(case["op"], {})[json.dumps(case[key])] = case[key]
        return {op: list(values.values()) for op, values in found.items()}

    @functools.cached_property
    def constants(self):
        """The answer to par.chain of each profile."""
        return {case["profile"]: case["out"] for case in self.cases if case["op"] == "par.chain"}

    @functools.cached_property
    def integer_keys(self):
        """The keys under which every text is an integer."""
        return self._keys_of_only(INTEGER)

    @functools.cached_property
    def bytes_keys(self):
        """The keys under which every text is bytes, and not every one an integer."""
        return self._keys_of_only(HEX) - self.integer_keys

    def _keys_of_only(self, pattern):
        keys, others = set(), set()
        for case in self.cases:
            for key, text in texts(case.get("out", {})):
                (keys if pattern.fullmatch(text) else others).add(key)
        return keys - others

    @functools.cached_property
    def outs(self):
        return self.of_op("out")

    @functools.cached_property
    def rules(self):
        """The rules that each operation refuses with."""
        return self.of_op("rule")

    @functools.cached_property
    def all_rules(self):
        return sorted({rule for rules in self.rules.values() for rule in rules})

    @functools.cached_property
    def refused_sibling(self):
        """Of the id of an accepted case, the first refused case that was made from it."""
        return {case["sibling"]: case for case in reversed(self.cases) if "rule" in case}

    @functools.cached_property
    def previous(self):
        """Of an id, the case before it that asks for the same operation, or None."""
        last, previous = {}, {}
        for case in self.cases:
            previous[case["id"]] = last.get(case["op"])
            last[case["op"]] = case
        return previous
