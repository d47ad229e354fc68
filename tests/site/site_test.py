#!/usr/bin/env python3
"""Whether the site of spec/ is whole: built twice it is the same, every link and anchor is there, nothing comes from
outside, every rule has its place and leads to its code. Takes the program bloomcoin as its argument."""
import collections
import functools
import html.parser
import io
import pathlib
import posixpath
import re
import subprocess
import sys
import tempfile
import urllib.parse

from fontTools.ttLib import TTFont

root = pathlib.Path(__file__).resolve().parents[2]


class Reader(html.parser.HTMLParser):
    """What a page has: ids, addresses, text, and what it should not have."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.addresses, self.problems, self.tags, self.open = [], [], [], [], []
        self.code, self.prose = set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if "svg" not in self.open:
            self.tags.append(tag)
        self.open.append(tag)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        for key in ("href", "src"):
            if key in attributes:
                self.addresses.append((tag, attributes[key]))
        for key in attributes:
            if key == "style" or key.startswith("on"):
                self.problems.append(f"<{tag} {key}> is inline: a strict policy forbids it")
        if tag == "style" or (tag == "script" and "src" not in attributes):
            self.problems.append(f"<{tag}> is inline: a strict policy forbids it")
        if tag == "img" and "alt" not in attributes:
            self.problems.append("an image without alt")
        if tag == "html" and not attributes.get("lang"):
            self.problems.append("no language")

    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data):
        characters = {character for character in data if not character.isspace() and character.isprintable()}
        (self.code if {"code", "pre", "kbd"} & set(self.open) else self.prose).update(characters)


@functools.cache
def read(data):
    return Reader(data.decode())


@functools.cache
def glyphs_of(data):
    return {chr(code) for code in TTFont(io.BytesIO(data)).getBestCmap()}


def problems_of(files):
    """What is wrong with a site: bytes by name."""
    pages = {name: read(data) for name, data in files.items() if name.endswith(".html")}
    found = []
    for name, page in pages.items():
        found += [f"{name}: {problem}" for problem in page.problems]
        counts = collections.Counter(page.ids)
        found += [f"{name}: the id {one!r} stands twice" for one in counts if counts[one] > 1]
        found += [f"{name}: expected one <{tag}>, got {page.tags.count(tag)}"
                  for tag in ("title", "h1", "main", "header", "search") if page.tags.count(tag) != 1]
        for tag, address in page.addresses:
            found += [f"{name}: {problem}" for problem in problems_of_address(files, pages, name, tag, address)]
    for address in re.findall(r"url\((.*?)\)", files["style.css"].decode()):
        if address not in files:
            found.append(f"style.css: {address} is not there")
    return [*found, *problems_of_glyphs(files, pages)]


def problems_of_address(files, pages, name, tag, address):
    parts = urllib.parse.urlsplit(address)
    if parts.scheme or parts.netloc:
        if tag != "a":
            yield f"<{tag}> asks for {address}, which is elsewhere"
        return
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), parts.path)) if parts.path else name
    if target not in files:
        yield f"{address} leads to {target}, which is not there"
    elif parts.fragment and parts.fragment not in pages[target].ids:
        yield f"{address} leads to an id that {target} lacks"


def problems_of_glyphs(files, pages):
    serif, mono, math = (glyphs_of(files[f"fonts/{font}.woff2"]) for font in ("serif-regular", "mono-regular", "math"))
    for name, page in pages.items():
        lacking = (page.prose - serif - math) | (page.code - mono - math)
        if lacking:
            yield f"{name}: no glyph for {' '.join(sorted(lacking))}"


def problems_of_rules(files):
    """Whether every rule has a place, and the lines of code under it speak of it."""
    table = re.findall(r'RuleEntry{"([^"]+)"', (root / "include/bloomcoin/base/rules.hpp").read_text())
    defined = [rule for page in (root / "spec").glob("*.md")
               for rule in re.findall(r"^\*\*([A-Z]{3}-\d+)\.\*\*", page.read_text(), re.M)]
    text = {name: data.decode() for name, data in files.items() if name.endswith(".html")}
    found = [] if len(table) > 50 and len(defined) > 50 else ["no rules were found to look for"]
    for rule in table + defined:
        places = [re.search(rf'<div class="rule \w+" id="{rule}">(.*?)</details>', page, re.S) for page in text.values()]
        places = [place[1] for place in places if place]
        if len(places) != 1:
            found.append(f"{rule}: expected one place, got {len(places)}")
            continue
        links = re.findall(r'<a href="(code/[^"#]+)#(L\d+)">', places[0])
        if not links or not re.search(r"<li>\w+/\w+\.json: [\d,]+ cases?", places[0]):
            found.append(f"{rule}: expected code and vectors, got neither or one of them")
        for name, line in links:
            said = re.sub(r"<[^>]+>", "", re.search(rf'id="{line}">(.*)', text.get(name, ""))[1])
            # A range of ids, [POC-1] … [POC-5], speaks of those between.
            if rule not in said and not re.search(rf"\[{rule[:4]}\d+\] … \[{rule[:4]}\d+\]", said):
                found.append(f"{rule}: {name}#{line} says {said!r}")
    return found


def problems_of_figures(files):
    page = files["kuramoto.html"].decode()
    figures = re.findall(r"<figure>.*?</figure>", page, re.S)
    bloomed = [figure for figure in figures if 'class="bloom-run"' in figure]
    if not 0 < len(bloomed) < len(figures):
        yield f"expected attempts with and without a bloom, got {len(bloomed)} of {len(figures)}"
    for figure in figures:
        if [figure.count(f'class="{kind}"') for kind in ("curve", "lens", "snapshot")] != [1, 1, 3]:
            yield "a figure lacks its curve, its threshold or its circles"
        step = re.search(r"bloom at step (\d+)", figure)
        if step and f">step {int(step[1]):,}<" not in figure:
            yield "a figure lacks the phases at its bloom"


def build(program, folder):
    done = subprocess.run([sys.executable, "-B", root / "spec/site/build.py", "--program", program, folder],
                          capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"the site was not built: {done.stderr.strip()}")
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def spoilt(files, name, old, new):
    assert files[name].decode().count(old), f"{name} has no {old!r} to spoil"
    return {**files, name: files[name].decode().replace(old, new, 1).encode()}


def problems_of_this_test(files):
    """Whether what is spoilt on purpose is found."""
    without_num = {name: data for name, data in files.items() if name != "num.html"}
    from_elsewhere = spoilt(files, "num.html", 'src="site.js"', 'src="https://x.org/a.js"')
    another_line = spoilt(files, "kuramoto.html", "step.hpp.html#L15", "step.hpp.html#L16")
    cases = [
        ("an anchor is gone", problems_of, spoilt(files, "num.html", 'id="NUM-1"', 'id="NUM-0"'), "num.html lacks"),
        ("an id stands twice", problems_of, spoilt(files, "num.html", 'id="NUM-1"', 'id="NUM-2"'), "twice"),
        ("a page is gone", problems_of, without_num, "not there"),
        ("a script from elsewhere", problems_of, from_elsewhere, "elsewhere"),
        ("an inline style", problems_of, spoilt(files, "num.html", "<h1>", '<h1 style="x">'), "inline"),
        ("a strange character", problems_of, spoilt(files, "num.html", "<h1>", "<h1>☃"), "no glyph for ☃"),
        ("a font is gone", problems_of, spoilt(files, "style.css", "fonts/math.woff2", "fonts/none.woff2"), "none.woff2"),
        ("a rule is gone", problems_of_rules, spoilt(files, "wire.html", 'id="MSG-1"', 'id="MSG-0"'), "MSG-1: expected"),
        ("a line is another", problems_of_rules, another_line, "KUR-10"),
        ("a figure is gone", problems_of_figures,
         spoilt(files, "kuramoto.html", 'class="curve"', ""), "curve"),
    ]
    for what, look, site, expected in cases:
        if not any(expected in problem for problem in look(site)):
            yield f"this test does not see that {what}"


def main():
    program = pathlib.Path(sys.argv[1]).absolute()
    with tempfile.TemporaryDirectory() as folder:
        files = build(program, pathlib.Path(folder) / "one")
        again = build(program, pathlib.Path(folder) / "two")
    problems = [f"{name} differs when it is built again"
                for name in sorted(files.keys() | again.keys()) if files.get(name) != again.get(name)]
    for look in (problems_of, problems_of_rules, problems_of_figures, problems_of_this_test):
        problems += look(files)
    for problem in problems:
        print(problem)
    print(f"{len(files)} files, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
