"""A strict reader of TAP 14: what it takes is TAP, and what is not makes it raise ValueError."""
import json
import re

POINT = re.compile(r"(?P<not>not )?ok (?P<number>[0-9]+) - (?P<rest>.*)")
# A directive begins at a # that is not escaped.
DIRECTIVE = re.compile(
    r"(?P<name>(?:[^#\\]|\\[#\\])*?)(?: # (?P<directive>SKIP|TODO)(?: (?P<reason>(?:[^#\\]|\\[#\\])*))?)?"
)


class Point:
    """A test point: what it says, its directive, its diagnostics by key, and the points below it."""

    def __init__(self, good, name, directive, points):
        self.good, self.name, self.directive, self.points, self.yaml = good, name, directive, points, {}


def unescaped(text):
    return re.sub(r"\\([#\\])", r"\1", text)


def read(text):
    if not text.endswith("\n"):
        raise ValueError("expected a line end at the end")
    lines = text.split("\n")[:-1]
    if lines.pop(0) != "TAP version 14":
        raise ValueError("expected the version line first")
    points = block(lines, "")
    if lines:
        raise ValueError(f"expected the end, got {lines[0]!r}")
    return points


def block(lines, indent):
    """A plan and its points, at this indentation."""
    plan = re.fullmatch(indent + r"1\.\.([0-9]+)", lines.pop(0))
    if not plan:
        raise ValueError("expected a plan")
    points, below = [], None
    while lines and lines[0].startswith(indent) and (indent or not lines[0].startswith(" ")):
        line = lines.pop(0)[len(indent) :]
        if line.startswith("# Subtest: "):
            below = (unescaped(line[len("# Subtest: ") :]), block(lines, indent + "    "))
        elif not line.startswith("#"):
            points.append(point(line, len(points) + 1, below))
            below = None
            if lines and lines[0] == indent + "  ---":
                points[-1].yaml = yaml(lines, indent + "  ")
    if len(points) != int(plan.group(1)):
        raise ValueError(f"expected {plan.group(1)} points, got {len(points)}")
    return points


def point(line, number, below):
    found = POINT.fullmatch(line)
    words = found and DIRECTIVE.fullmatch(found["rest"])
    if not words or int(found["number"]) != number:
        raise ValueError(f"expected test point {number}, got {line!r}")
    name = unescaped(words["name"])
    if below and below[0] != name:
        raise ValueError(f"expected the point of {below[0]!r}, got {name!r}")
    points = below[1] if below else []
    good = not found["not"]
    if below and good != all(p.good or p.directive == "TODO" for p in points):
        raise ValueError(f"{name}: a subtest and its point disagree")
    return Point(good, name, words["directive"], points)


def yaml(lines, indent):
    """The diagnostics of a point: keys with JSON texts, and one level of such keys below a key."""
    lines.pop(0)
    values, into = {}, None
    while (line := lines.pop(0)) != indent + "...":
        if not line.startswith(indent):
            raise ValueError(f"expected diagnostics, got {line!r}")
        line = line[len(indent) :]
        is_below = line.startswith("  ")
        key, _, value = line.strip().partition(": ") if not line.endswith(":") else (line[:-1], "", "")
        if not value:
            into = values.setdefault(key, {})
        elif is_below and into is not None:
            into[json.loads(key)] = json.loads(value)
        else:
            values[key] = json.loads(value)
    return values
