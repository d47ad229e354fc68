"""Makes a table and a plot of what bloomcoin-bench-peers measured.

    build/gcc/bench/peers/bloomcoin-bench-peers --benchmark_out=peers.json
    python3 bench/report.py peers.json                    # prints Markdown
    python3 bench/report.py peers.json --write            # into bench/README.md, and bench/peers.svg

Several runs are better than one: some rates differ by 15 % between processes and stay the same within one.
"""

import argparse
import json
import math
import pathlib
import statistics
from html import escape

from readme_part import table, write_part

HERE = pathlib.Path(__file__).parent
NOTABLE_FLAGS = ["avx2", "fma", "avx512f", "avx512bw", "avx512_vnni", "avx512_vbmi2", "avx_vnni", "sha_ni"]
STEPS_OF_16 = 63 * 999 / 16  # what an attempt without a bloom is in rows of the peak


class Measured:
    """The rates of one name, one for each repetition."""

    def __init__(self, name, rates):
        self.name = name
        self.rates = sorted(rates)
        self.median = statistics.median(rates)

    @property
    def machine(self):
        """The last word of peer/sleef-float/avx2, if it has one."""
        words = self.name.split("/")
        return words[2] if len(words) > 2 else ""

    @property
    def is_ours(self):
        return self.name.startswith("ours/")


def read(paths):
    """What was said of the machine, and the rates of all runs together."""
    rates = {}
    for path in paths:
        document = json.loads(pathlib.Path(path).read_text())
        for run in document["benchmarks"]:
            if run["run_type"] == "iteration":
                name = run["name"].removesuffix("/manual_time")
                rates.setdefault(name, []).append(run["items_per_second"])
    return document["context"], [Measured(name, found) for name, found in rates.items()]


def figure(rate):
    """Three digits, as a person reads them."""
    digits = 2 - math.floor(math.log10(rate))
    return f"{round(rate, digits):,.{max(0, digits)}f}"


def times(ratio):
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}" if ratio >= 100 else f"{ratio:.1f}"


def fair_ours(ours, peer):
    """The fastest of ours on the same instructions: what needs AVX-512 is not compared with AVX2."""
    fair = [one for one in ours if not (peer.machine == "avx2" and "avx512" in one.name)]
    return max(fair, key=lambda one: one.median)


def attempts_table(context, competitors):
    ours = [one for one in competitors if one.is_ours]
    libm = next((one for one in competitors if one.name == "peer/libm"), None)
    rows = []
    for one in sorted(competitors, key=lambda one: -one.median):
        against = fair_ours(ours, one) if ours and not one.is_ours else None
        rows.append([
            f"**{one.name}**" if one.is_ours else one.name,
            figure(one.median),
            f"{figure(one.rates[0])} … {figure(one.rates[-1])}",
            times(one.median / libm.median) if libm else "",
            f"{times(against.median / one.median)} ({against.name.removeprefix('ours/')})" if against else "",
            context.get(f"agreement:{one.name}", ""),
        ])
    return table(["", "attempts/s, median", "min … max", "× libm", "ours is × as fast", "same bloom or none"], rows)


def peak_table(peaks, ours):
    """The fastest arrangement of each machine, and what of it ours reaches that is made for this machine."""
    best = {}
    for peak in peaks:
        machine = peak.name.split("/")[1]
        if machine not in best or peak.median > best[machine].median:
            best[machine] = peak
    rows = []
    for machine, peak in sorted(best.items()):
        one = next((one for one in ours if one.name == f"ours/{machine}"), None)
        share = f"{100 * one.median * STEPS_OF_16 / peak.median:.0f} %" if one else ""
        together = peak.name.split("/")[2]
        rows.append([machine, f"{peak.median / 1e6:.0f}", together, figure(peak.median / STEPS_OF_16), share])
    head = ["peak", "million steps of 16 oscillators/s", "vectors together", "attempts/s", "ours reaches"]
    return table(head, rows)


def flags_table(context, names):
    """Who shares flags shares a row."""
    by_flags = {}
    for name in names:
        by_flags.setdefault(context.get(f"flags:{name}", ""), []).append(name)
    rows = [[f"`{flags}`" if flags else "no code of its own", ", ".join(who)] for flags, who in by_flags.items()]
    return table(["flags", "what"], rows, ":---")


def markdown(context, measured):
    competitors = [one for one in measured if not one.name.startswith("peak/")]
    ours = [one for one in competitors if one.is_ours]
    peaks = [one for one in measured if one.name.startswith("peak/")]
    has = set(context.get("cpu_flags", "").split())
    repetitions = max(len(one.rates) for one in measured)
    parts = [
        f"{context.get('cpu_model', 'unknown processor')}, one thread, {context.get('compiler', 'unknown compiler')}; "
        f"of {', '.join(NOTABLE_FLAGS)} it has {', '.join(flag for flag in NOTABLE_FLAGS if flag in has) or 'none'}. "
        f"{repetitions} repetition{'s' if repetitions != 1 else ''}, in a random order; {context['date'][:10]}.",
        "![Attempts a second, by us and by what people would use instead](peers.svg)",
        attempts_table(context, competitors),
    ]
    if peaks:
        parts.append(peak_table(peaks, ours))
    parts.append(flags_table(context, sorted({one.name for one in measured})))
    return "\n\n".join(parts)


STYLE = """
text { font: 13px sans-serif; fill: #6e7781; }
.ours text { font-weight: bold; fill: #b8620b; }
.peer rect { fill: #7d8fa3; } .ours rect { fill: #e08a1e; }
line { stroke: #808080; } .grid { stroke-opacity: .3; }
@media (prefers-color-scheme: dark) { text { fill: #b0b8c1; } .ours text { fill: #f0a33c; } }
"""


def svg(competitors):
    """Bars on a logarithmic scale: each decade has the same width."""
    left, right, top, bar, gap = 215, 80, 30, 16, 8
    width = 860
    ordered = sorted(competitors, key=lambda one: -one.median)
    low = math.floor(math.log10(min(one.rates[0] for one in ordered)))
    high = math.log10(max(one.rates[-1] for one in ordered))
    height = top + len(ordered) * (bar + gap) + 10

    def x(rate):
        return left + (math.log10(rate) - low) / (high - low) * (width - left - right)

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        "<title>Attempts a second, logarithmic</title>",
        f"<style>{STYLE}</style>",
    ]
    for decade in range(low, math.floor(high) + 1):
        at = x(10**decade)
        lines.append(f'<line class="grid" x1="{at:.1f}" y1="{top - 6}" x2="{at:.1f}" y2="{height}"/>')
        lines.append(f'<text x="{at:.1f}" y="{top - 12}" text-anchor="middle">{10**decade:,}/s</text>')
    for row, one in enumerate(ordered):
        y = top + row * (bar + gap)
        middle = y + bar / 2
        first, last = x(one.rates[0]), x(one.rates[-1])
        lines.append(f'<g class="{"ours" if one.is_ours else "peer"}">')
        lines.append(f'<text x="{left - 8}" y="{middle + 4.5}" text-anchor="end">{escape(one.name)}</text>')
        lines.append(f'<rect x="{left}" y="{y}" width="{x(one.median) - left:.1f}" height="{bar}"/>')
        lines.append(f'<line x1="{first:.1f}" y1="{middle}" x2="{last:.1f}" y2="{middle}"/>')
        lines.append(f'<text x="{last + 6:.1f}" y="{middle + 4.5}">{figure(one.median)}</text></g>')
    return "\n".join(lines + ["</svg>", ""])


def main():
    parser = argparse.ArgumentParser(description="Makes a table and a plot of what bloomcoin-bench-peers measured.")
    parser.add_argument("json", nargs="+", help="what --benchmark_out wrote, in one run or more")
    parser.add_argument("--write", action="store_true", help="write bench/README.md and bench/peers.svg, print nothing")
    arguments = parser.parse_args()
    context, measured = read(arguments.json)
    text = markdown(context, measured)
    if not arguments.write:
        print(text)
        return
    write_part(HERE / "README.md", "peers", text)
    (HERE / "peers.svg").write_text(svg([one for one in measured if not one.name.startswith("peak/")]))


if __name__ == "__main__":
    main()
