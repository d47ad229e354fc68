#!/usr/bin/env python3
"""Renders the specification to a site of plain files, which reads the same from a folder and from any host.

See `render.py` for pages, `fonts.py` for fonts; `page.html`, `style.css`, `site.js` and `icon.svg` go into the site.
"""
import argparse
import html
import json
import pathlib
import posixpath
import re
import shutil
import string
import subprocess
import sys

try:
    import pygments
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import CommonLispLexer, CppLexer, guess_lexer_for_filename
    from fonts import write_fonts
    from render import Anchor, Refused, link_references, mathml_of, read_page, render
except ImportError as error:
    print(f"build.py: {error}; './run site' installs what is missing", file=sys.stderr)
    sys.exit(69)

here = pathlib.Path(__file__).resolve().parent
root = here.parents[1]
sys.path.insert(0, str(root / "tests/vectors"))
import trace as trace_of_rules  # noqa: E402, tests/vectors/trace.py



def sources_of_pages():
    """Source and name of each page: first what the reading page links to, in its order, then what else is there."""
    linked = re.findall(r"\]\((\w+\.md)\)", (root / "spec/00-reading.md").read_text())
    there = sorted((root / "spec").glob("*.md")) + sorted((root / "spec/formal").glob("*.md"))
    paths = dict.fromkeys([f"spec/{name}" for name in linked] + [str(path.relative_to(root)) for path in there])
    del paths["spec/00-reading.md"]
    names = [path.removeprefix("spec/").removesuffix(".md").replace("/", "-").lower() for path in paths]
    return [("spec/00-reading.md", "index.html"), *((path, f"{name}.html") for path, name in zip(paths, names)),
            ("tests/vectors/README.md", "vectors.html"), ("tests/conformance/runner/PROTOCOL.md", "protocol.html")]


def has_rules(source):
    path = pathlib.PurePath(source)
    return str(path.parent) == "spec" and path.stem not in trace_of_rules.pages_without_rules


def short(path):
    return path.removeprefix("include/bloomcoin/")


def counted(number, noun):
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


class Site:
    """What the pages need of each other."""

    def __init__(self, program):
        self.program = program
        self.trace = trace_of_rules.read()
        self.pages = [read_page(root, source, name) for source, name in sources_of_pages()]
        self.names = {page.source: page.name for page in self.pages}
        # Files that are shown as they are: the headers, and whatever a page links to.
        self.listings = {str(path.relative_to(root)) for path in (root / "include").rglob("*.hpp")}

    def listing_name(self, path):
        return f"code/{short(path)}.html"

    def target_of(self, page, target):
        """Where a link of a page leads in the site."""
        if re.match(r"[a-z]+:|#", target):
            return target
        path, _, anchor = target.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.source), path))
        if path not in self.names:
            if not (root / path).is_file():
                raise Refused(f"{page.source}: links to {target!r}, and there is no such file")
            self.listings.add(path)
        return self.names.get(path, self.listing_name(path)) + (f"#{anchor}" if anchor else "")

    def trace_of(self, page, rule):
        """What stands under a rule: the lines that cite it and the cases that try it."""
        places, cases = self.trace.citations.get(rule, []), self.trace.cases.get(rule, {})
        lines = "".join(f'<li><a href="{self.listing_name(path)}#L{line}">{short(path)}:{line}</a>'
                        for path, line in places)
        files = "".join(f"<li>{path}: {counted(count, 'case')}" for path, count in sorted(cases.items()))
        return (f'<details class="trace"><summary>{counted(len(places), "line")} of code, '
                f'{counted(sum(cases.values()), "case")}</summary>\n'
                f'<div><ul aria-label="Code of {rule}">{lines}</ul><ul aria-label="Vectors of {rule}">{files}</ul></div>'
                "</details>\n")

    def figures_for(self, page, comment):
        """The figures that comments ask for, `<!-- figure: ARGUMENTS OF EVOLVE: CAPTION -->`, drawn by the program."""
        asked = re.findall(r"<!-- figure: (.+?): (.+?) -->", comment)
        if comment.count("<!-- figure") != len(asked):
            raise Refused(f"{page.source}: expected <!-- figure: ARGUMENTS: CAPTION -->, got {comment.strip()!r}")
        return "".join(self.figure(arguments, caption) for arguments, caption in asked)

    def figure(self, arguments, caption):
        try:
            command = [self.program, "evolve", *arguments.split(), "--svg", "-"]
            done = subprocess.run(command, capture_output=True, text=True)
        except OSError as error:
            raise Refused(f"expected bloomcoin at {self.program}: {error.strerror}; './run build' makes it", 69)
        if done.returncode != 0:
            raise Refused(f"bloomcoin evolve {arguments}: {done.stderr.strip()}")
        # Its colours come from the site's style sheet, which knows the dark.
        svg = re.sub(r"<\?xml.*?\?>\n|  <style>.*?</style>\n", "", done.stdout, flags=re.S)
        return (f'<figure><div class="drawing">{svg}</div>\n'
                f"<figcaption>{html.escape(caption)} <code>bloomcoin evolve {arguments}</code></figcaption></figure>\n")

    def render_pages(self):
        mathml = mathml_of(self.pages)
        for page in self.pages:
            render(page, mathml, self, has_rules(page.source))
        index = self.pages[0]
        index.content = index.content.replace('<h2 id="pages">', self.map_of_rules() + '<h2 id="pages">', 1)

    def rules_of(self, page):
        return [anchor for anchor in page.anchors if anchor.kind == "rule"]

    def map_of_rules(self):
        """All rooms with all their rules, as a map: the lowest floor at the bottom."""
        rows = "".join(
            f'<li><a class="room" href="{page.name}">{page.title.partition(":")[0]}</a><ol>' + "".join(
                f'<li class="{"refusal" if rule.name in self.trace.refusals else "definition"}">'
                f'<a class="reference" href="{rule.url}">{rule.name}</a>' for rule in self.rules_of(page)) + "</ol>\n"
            for page in reversed(self.pages) if self.rules_of(page))
        return (f'<ul class="map" aria-label="All rules, by room">\n{rows}</ul>\n'
                '<p class="key">The rooms of the house, each on those below it, with '
                f"{counted(len(self.trace.definitions), 'definition')} and "
                f"<b>{counted(len(self.trace.refusals), 'refusal')}</b>.</p>\n")

    def navigation(self, current, prefix):
        """The pages, and under the current one its sections and rules."""
        items = []
        for page in self.pages:
            label = "reading" if page.name == "index.html" else page.name.removesuffix(".html")
            mark = ' aria-current="page"' if page is current else ""
            below = sections(page) if page is current else ""
            items.append(f'<li><a href="{prefix}{page.name}"{mark}>{label}</a>{below}\n')
        mark = ' aria-current="page"' if current is None else ""
        return f'<ul>{"".join(items)}<li><a href="{prefix}code/index.html"{mark}>code</a>\n</ul>'

    def neighbours(self, page):
        at = self.pages.index(page)
        links = [f'<a rel="{rel}" href="{other.name}">{html.escape(other.title)}</a>'
                 for rel, other in (("prev", at and self.pages[at - 1]),
                                    ("next", at + 1 < len(self.pages) and self.pages[at + 1])) if other]
        return f'<nav class="neighbours" aria-label="Before and after">{"".join(links)}</nav>\n'


def sections(page):
    """The list of a page's sections with the rules in each."""
    parts = []
    for anchor in page.anchors:
        if anchor.kind == "section":
            parts.append(f'<li><a href="#{anchor.url.partition("#")[2]}">{html.escape(anchor.name)}</a>\n')
        elif anchor.kind == "rule":
            parts.append(f'<li class="rule"><a href="#{anchor.name}">{anchor.name}</a>\n')
    return f"<ul>{''.join(parts)}</ul>"


def listing(path):
    """A file of the repository, line by line."""
    text = (root / path).read_text()
    # Of what it does not know by name: SMT-LIB is written as Lisp is.
    known = {".hpp": CppLexer, ".smt2": CommonLispLexer}
    suffix = pathlib.PurePath(path).suffix
    lexer = known[suffix]() if suffix in known else guess_lexer_for_filename(path, text)
    lines = pygments.highlight(text, lexer, HtmlFormatter(nowrap=True)).splitlines()
    rows = "\n".join(f'<span class="line" id="L{number}">{line}</span>' for number, line in enumerate(lines, 1))
    return f"<h1>{path}</h1>\n<pre class=\"listing\"><code>{rows}</code></pre>\n"


def contents_of_code(site):
    folders = {}
    for path in sorted(site.listings):
        folders.setdefault(posixpath.dirname(path), []).append(path)
    written = ["<h1>Code</h1>\n<p>The headers of the reference, and what these pages refer to.</p>\n"]
    order = [f"include/bloomcoin/{page.name.removesuffix('.html')}" for page in site.pages]
    for folder, paths in sorted(folders.items(), key=lambda item: place_of(item[0], order)):
        files = "".join(f'<li><a href="../{site.listing_name(path)}">{posixpath.basename(path)}</a> {head_of(path)}\n'
                        for path in paths)
        written.append(f'<h2 id="{folder.replace("/", "-")}">{folder}</h2>\n<ul class="files">\n{files}</ul>\n')
    return "".join(written)


def place_of(folder, order):
    """Rooms as their pages stand, after the umbrella and before all other folders."""
    return (order.index(folder) if folder in order else -1 if folder == "include/bloomcoin" else len(order), folder)


def head_of(path):
    """The first sentence of a header's opening comment."""
    comment = re.match(r"(?://.*\n)+", (root / path).read_text())
    text = re.sub(r"\s*\n?//\s*", " ", comment[0]).strip() if comment else ""
    return html.escape(re.split(r"(?<=\.)\s", text)[0].rstrip("."))


def search_index(site):
    anchors = [anchor for page in site.pages for anchor in page.anchors]
    anchors += [Anchor("code", short(path), site.listing_name(path), html.unescape(head_of(path)))
                for path in sorted(site.listings)]
    entries = [[anchor.kind, anchor.name, anchor.url, " ".join(anchor.text.split()), anchor.shown] for anchor in anchors]
    rows = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    return ("// What can be found: kind, name, address, text, and of rules and claims the sentence as HTML.\n"
            f"const searchIndex = [\n{rows}\n];\n")


def files_of(site):
    """The site's texts by name."""
    site.render_pages()
    template = string.Template((here / "page.html").read_text())
    anchors = [anchor for page in site.pages for anchor in page.anchors]
    urls = {anchor.name: anchor.url for anchor in anchors if anchor.kind in ("rule", "claim")}
    files = {}

    def add(name, title, kind, content, current):
        prefix = "../" * name.count("/")
        files[name] = template.substitute(
            root=prefix, title=html.escape(title), kind=kind, navigation=site.navigation(current, prefix),
            content=link_references(content, name, urls, prefix))

    for page in site.pages:
        title = "BloomCoin" if page.name == "index.html" else f"{page.title.partition(':')[0]} · BloomCoin"
        add(page.name, title, "text", page.content + site.neighbours(page), page)
    for path in sorted(site.listings):
        add(site.listing_name(path), f"{path} · BloomCoin", "code", listing(path), None)
    add("code/index.html", "code · BloomCoin", "text", contents_of_code(site), None)
    files["search_index.js"] = search_index(site)
    return files


def build(program, folder):
    """Writes the site in place of what was there."""
    if folder.exists() and not (folder / "search_index.js").is_file() and any(folder.iterdir()):
        raise Refused(f"{folder}: expected a new or empty folder, or one with such a site, got other files", 64)
    files = files_of(Site(program))
    fresh = folder.with_name(folder.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    for name, content in files.items():
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).write_text(content)
    for name in ("style.css", "site.js", "icon.svg"):
        shutil.copyfile(here / name, fresh / name)
    (fresh / "fonts").mkdir()
    pages = {name: content for name, content in files.items() if name.endswith(".html")}
    problems = write_fonts(pages, fresh / "fonts")
    if problems:
        raise Refused("\n".join(problems))
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return len(files)


def main():
    parser = argparse.ArgumentParser(
        description="Renders spec/ to a site of plain files that needs no network.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="""examples:
  ./run site                     into build/site/; open build/site/index.html
  ./run site /srv/www/bloomcoin  into a folder of your own
  spec/site/build.py --program build/clang/apps/bloomcoin/bloomcoin build/site""")
    parser.add_argument("folder", nargs="?", default=root / "build/site", type=pathlib.Path,
                        help="where the site goes, in place of one that is there (default: build/site)")
    parser.add_argument("--program", default=root / "build/gcc/apps/bloomcoin/bloomcoin", type=pathlib.Path,
                        help="the program bloomcoin, which draws the figures (default: the one in build/gcc)")
    parser.error = lambda message: parser.exit(64, f"build.py: {message}; --help has examples\n")
    arguments = parser.parse_args()
    folder = arguments.folder.absolute()
    try:
        count = build(arguments.program.absolute(), folder)
    except Refused as refused:
        print(f"build.py: {refused}", file=sys.stderr)
        return refused.code
    except FileNotFoundError as error:
        print(f"build.py: {error}; './run site' installs what is missing", file=sys.stderr)
        return 69
    print(f"{count - 1} pages in {folder}: open {folder / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
