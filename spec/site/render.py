"""From Markdown to HTML: pages with formulas, rules that have anchors, and references that are links."""
import dataclasses
import html
import json
import pathlib
import re
import subprocess

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from mdit_py_plugins.dollarmath import dollarmath_plugin

here = pathlib.Path(__file__).resolve().parent


class Refused(Exception):
    """Why there is no site, and the exit code for it: 64 wrong usage, 65 a page that cannot be shown, 69 something that
    is missing on the machine."""

    def __init__(self, why, code=65):
        super().__init__(why)
        self.code = code


@dataclasses.dataclass
class Anchor:
    """A place that can be linked to and found."""
    kind: str  # rule, claim or section
    name: str
    url: str  # from the root of the site
    text: str = ""
    shown: str = ""  # of a rule or claim: its sentence as HTML


@dataclasses.dataclass
class Page:
    """A page of Markdown on its way to HTML."""
    source: str  # path in the repository
    name: str  # of the file in the site
    tokens: list
    title: str
    anchors: list = dataclasses.field(default_factory=list)  # in the order of the page
    content: str = ""


class Writer(RendererHTML):
    """Writes tokens as HTML. `env` has the page, the formulas as MathML, and the site."""

    def text(self, tokens, at, options, env):
        return typeset(tokens[at].content)

    def fence(self, tokens, at, options, env):
        if tokens[at].info == "math":
            return f'<div class="formula">{env["mathml"][tokens[at].content, True]}</div>\n'
        return super().fence(tokens, at, options, env)

    def link_open(self, tokens, at, options, env):
        return f'<a href="{html.escape(env["site"].target_of(env["page"], tokens[at].attrs["href"]))}">'

    def html_block(self, tokens, at, options, env):
        return env["site"].figures_for(env["page"], tokens[at].content)

    def table_open(self, *_):
        return '<div class="table"><table>\n'

    def table_close(self, *_):
        return "</table></div>\n"


def math_inline(self, tokens, at, options, env):
    # A line does not begin with the full stop that follows a formula.
    joined = at + 1 < len(tokens) and tokens[at + 1].content.startswith((".", ",", ";", ":", ")"))
    return env["mathml"][tokens[at].content, False] + ("\u2060" if joined else "")


markdown = MarkdownIt("commonmark", renderer_cls=Writer).enable("table").use(dollarmath_plugin)
markdown.add_render_rule("math_inline", math_inline)


def read_page(root, source, name):
    tokens = markdown.parse((root / source).read_text())
    titles = [plain(text) for start, text in zip(tokens, tokens[1:])
              if start.type == "heading_open" and start.tag == "h1"]
    if len(titles) != 1:
        raise Refused(f"{source}: expected one title (a line that begins with '# '), got {len(titles)}")
    return Page(source, name, tokens, titles[0])


def plain(token):
    """What can be searched of a token: not its formulas."""
    if token.type == "inline":
        shown = {"softbreak": " ", "math_inline": "…"}
        return "".join(shown.get(child.type, child.content) for child in token.children)
    return "" if token.info == "math" else token.content


# Characters and formulas


def typeset(text):
    """Formulas in plain characters as print has them: raised powers, real signs for minus, times and comparison."""
    def raised(power):
        exponent = (power[1] or power[2]).replace("-", "−")
        return f"<sup>{exponent}</sup>{'−' if power[3] else ''}"

    text = re.sub(r"\^(?:\(([^()]+)\)|(-?\w+))(-(?=\d))?", raised, html.escape(text, quote=False))
    text = text.replace("²", "<sup>2</sup>").replace("&lt;= ", "≤ ").replace(" * ", " · ").replace(" - ", " − ")
    return re.sub(r"(?<![\w.>)])-(?=[\dφσ])|(?<=\b[A-Za-z])-(?=\d)", "−", text)


def mathml_of(pages):
    """The formulas of the pages as MathML, by (TeX, whether it stands alone)."""
    formulas = []
    for page in pages:
        for token in page.tokens:
            if token.type == "fence" and token.info == "math":
                formulas.append((token.content, True))
            formulas += [(child.content, False) for child in token.children or [] if child.type == "math_inline"]
    done = subprocess.run(["node", here / "tex.js"], input=json.dumps(formulas), text=True, capture_output=True)
    if done.returncode == 65:
        raise Refused(f"a formula that KaTeX does not take: {done.stderr.strip()}")
    if done.returncode != 0:
        raise Refused(f"expected Node and KaTeX, got: {done.stderr.strip()}", 69)
    return dict(zip(formulas, json.loads(done.stdout)))


# Parts of a page: a heading, a rule with what belongs to it, or anything else


def blocks_of(tokens):
    """Tokens cut into headings, paragraphs, lists, tables and so on."""
    block = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield block
            block = []


def rule_of(block):
    """The id of the rule that a block begins with, if it is one."""
    start = {"paragraph_open": 1, "blockquote_open": 2}.get(block[0].type)
    found = start and re.match(r"\*\*([A-Z]{3}-[0-9]+)\.\*\*", block[start].content)
    return found[1] if found else None


def parts_of(tokens, has_rules):
    """(kind, rule, blocks) of each part. A definition goes on to the next rule or heading, a refusal is one sentence."""
    parts, part = [], None
    for block in blocks_of(tokens):
        rule = rule_of(block) if has_rules else None
        if rule and block[0].type == "paragraph_open":
            part = ("definition", rule, [block])
            parts.append(part)
        elif rule:
            part = None
            parts.append(("refusal", rule, [block[1:-1]]))
        elif part and block[0].type != "heading_open":
            part[2].append(block)
        else:
            part = None
            parts.append(("heading" if block[0].type == "heading_open" else "other", None, [block]))
    return parts


def render(page, mathml, site, has_rules):
    """Fills in the content and the anchors of a page."""
    def write(tokens):
        return markdown.renderer.render(tokens, markdown.options, {"page": page, "mathml": mathml, "site": site})

    written = []
    for kind, rule, blocks in parts_of(page.tokens, has_rules):
        if kind == "heading":
            written.append(heading(page, blocks[0], write))
            continue
        text = " ".join(plain(token) for block in blocks for token in block
                        if token.type in ("inline", "fence", "code_block"))
        if rule:
            written.append(rule_with_anchor(page, kind, rule, text, blocks, write, site))
            continue
        if page.anchors:
            page.anchors[-1].text += " " + text
        written += [claims_with_anchors(page, write(block)) for block in blocks]
    page.content = "".join(written)


def heading(page, block, write):
    title = plain(block[1])
    slug = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
    if block[0].tag == "h1":
        page.anchors.append(Anchor("page", title, page.name))
        return f"<h1>{write(block[1:2])}</h1>\n"
    page.anchors.append(Anchor("section", title, f"{page.name}#{slug}"))
    return f'<{block[0].tag} id="{slug}"><a href="#{slug}">{write(block[1:2])}</a></{block[0].tag}>\n'


def rule_with_anchor(page, kind, rule, text, blocks, write, site):
    inline = blocks[0][1]
    end_of_id = next(at for at, child in enumerate(inline.children) if child.type == "strong_close")
    inline.children = inline.children[end_of_id + 1:]
    shown = write([inline]).strip()
    page.anchors.append(Anchor("rule", rule, f"{page.name}#{rule}", text.split(". ", 1)[1], shown))
    label = f'<a class="label" href="#{rule}">{rule}</a>'
    rest = "".join(write(block) for block in blocks[1:])
    return f'<div class="rule {kind}" id="{rule}">\n<p>{label} {shown}</p>\n{rest}{site.trace_of(page, rule)}</div>\n'


def claims_with_anchors(page, content):
    def marked(row):
        claim, said, verdict = row.groups()
        text = html.unescape(re.sub(r"<[^>]+>", "", f"{said}: {verdict}"))
        page.anchors.append(Anchor("claim", claim, f"{page.name}#{claim}", text, f"<q>{said}</q>: {verdict}"))
        return f'<tr>\n<td id="{claim}">{claim}</td>\n<td>{said}</td>\n<td>{verdict}</td>'

    return re.sub(r"<tr>\n<td>(CL-[0-9]+)</td>\n<td>(.*?)</td>\n<td>(.*?)</td>", marked, content)


# References


def link_references(content, page_name, urls, root):
    """Makes links of the ids that stand in the text of some HTML, where there is not one already."""
    def link(found):
        url = urls.get(found[0])
        if not url:
            return found[0]
        place = url[len(page_name):] if url.startswith(page_name + "#") else root + url
        return f'<a class="reference" href="{place}">{found[0]}</a>'

    linked, inside = [], 0
    for piece in re.split(r"(<[^>]+>)", content):
        if piece.startswith("<"):
            inside += bool(re.match(r"<(a|math|h1)\b", piece)) - bool(re.match(r"</(a|math|h1)>", piece))
        elif not inside:
            piece = re.sub(r"\b(?:[A-Z]{3}-[0-9]+|CL-[0-9]{2})\b", link, piece)
        linked.append(piece)
    return "".join(linked)
