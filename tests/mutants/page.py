"""The kill matrix as one HTML page: which rooms' cases notice the mutants of which header, and who survives."""
import collections
import html

style = """
:root { color-scheme: light dark; --ink: #1c1e21; --paper: #fff; --line: #d5d8dc; --soft: #59616b; --bad: #b3261e; --cell: 22, 118, 74; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8ea; --paper: #16181b; --line: #3a3f45; --soft: #a3abb5; --bad: #ff8a80; --cell: 60, 190, 125; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 2rem auto; max-width: 72rem;
  padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .15rem .6rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; }
td.bad { color: var(--bad); font-weight: 600; }
code { font-size: .85rem; overflow-wrap: anywhere; white-space: normal; }
li { margin: .6rem 0; } .soft { color: var(--soft); }
summary { cursor: pointer; }
"""
fates = ("noticed", "survived", "equal", "same", "invalid")


def row(cells, tag="td"):
    return "<tr>" + "".join(f"<{tag}{attributes}>{text}</{tag}>" for text, attributes in cells) + "</tr>"


def plain(texts, tag="td"):
    return row([(html.escape(str(text)), "") for text in texts], tag)


def matrix(mutants):
    """How many of a header's mutants the cases of each room notice; a mutant may be noticed in several rooms."""
    rooms = sorted({room for mutant in mutants for room in mutant["noticed"]})
    lines = [plain(["header", "mutants", *fates, *rooms], "th")]
    files = collections.defaultdict(list)
    for mutant in mutants:
        files[mutant["file"]].append(mutant)
    for file, group in sorted(files.items()):
        counts = collections.Counter(mutant["fate"] for mutant in group)
        tried = counts["noticed"] + counts["survived"]
        cells = [(html.escape(file), ""), (len(group), "")]
        cells += [(counts[fate], ' class="bad"' if fate == "survived" and counts[fate] else "") for fate in fates]
        for room in rooms:
            count = sum(bool(mutant["noticed"].get(room)) for mutant in group)
            shade = 0.1 + 0.5 * count / tried if tried and count else 0
            cells.append((count or "", f' style="background: rgba(var(--cell), {shade:.2f})"'))
        lines.append(row(cells))
    return f'<div class="wide" tabindex="0" role="region" aria-label="Kill matrix"><table>{"".join(lines)}</table></div>'


def kinds(mutants):
    groups = collections.defaultdict(collections.Counter)
    for mutant in mutants:
        groups[mutant["kind"]][mutant["fate"]] += 1
    lines = [plain(["kind", "noticed", "survived", "score"], "th")]
    for kind, fates in sorted(groups.items()):
        tried = fates["noticed"] + fates["survived"]
        lines.append(plain([kind, fates["noticed"], fates["survived"], f"{fates['noticed'] / tried:.1%}" if tried else "–"]))
    return f"<table>{''.join(lines)}</table>"


def survivors(mutants, fate):
    items = [f"<li><code>{html.escape(mutant['file'])}:{mutant['line']}</code> {html.escape(mutant['change'])}<br>"
             f"<code>{html.escape(mutant['text'])}</code><br>"
             f"<span class=\"soft\">{html.escape(mutant['reason'] or 'no reason is written down')}</span></li>"
             for mutant in mutants if mutant["fate"] == fate]
    return f"<ul>{''.join(items)}</ul>" if items else "<p>None.</p>"


def noticed(mutants):
    lines = [plain(["mutant", "change", "noticed by", "how"], "th")]
    for mutant in mutants:
        notice = next((notice for notice in mutant["noticed"].values() if notice), None)
        if notice:
            lines.append(plain([f"{mutant['file']}:{mutant['line']}", mutant["change"], notice["case"], notice["how"]]))
    return f"<details><summary>Each mutant that was noticed, and by which case</summary><div class=\"wide\"><table>{''.join(lines)}</table></div></details>"


def page_of(report):
    mutants = report["mutants"]
    asked = "the vectors" if report["asked"] == "vectors" else "the tests of properties"
    what = "all mutants" if report["whole"] else f"a part: {len(mutants)} mutants"
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>BloomCoin: do the vectors notice?</title><style>{style}</style><main>"
        f"<h1>{report['score']:.1%} of the mistakes are noticed by {asked}</h1>"
        f"<p class=\"soft\">{what}; suite {html.escape(report['suite'][:16])}…; {report['seconds']} s. "
        "<em>Equal</em>: it is no mistake, every answer is the same. <em>Same</em>: the compiler makes the same program of it. "
        "<em>Invalid</em>: it does not compile, or an assertion of the headers refuses it. None of these count.</p>"
        f"<h2>Which rooms' cases notice the mutants of which header</h2>{matrix(mutants)}"
        f"<h2>By kind of mistake</h2>{kinds(mutants)}"
        f"<h2>Survivors</h2>{survivors(mutants, 'survived')}"
        f"<details><summary>Equal to what is right</summary>{survivors(mutants, 'equal')}</details>"
        f"<h2>Noticed</h2>{noticed(mutants)}</main></html>\n")
