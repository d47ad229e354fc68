#!/usr/bin/env python3
"""Shows that one wrong sine is found and explained: wrong_sine.py RUNNER VECTORS.

No case may fail for which the testee did not look the wrong sine up; every case for which it did must fail, unless its
answer carries nothing that was computed (a refusal, or that nothing bloomed). And the explanation of a trajectory must
end at that sine.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from checks import check, finish

runner, vectors = sys.argv[1:3]
here = pathlib.Path(__file__).resolve().parent
wrong_bin = 5117  # one that cases ask for by itself
filters = ["room:num", "room:codec", "room:crypto", "kur.order.*", "kur.step.*", "kur.evolve.*", "kur.bloom.*",
           "kur.merge.*", "kur.attempts.tiny.*", "hdr.check.tiny.*", "hdr.check.mainnet.*"]

with tempfile.TemporaryDirectory() as folder:
    touched_file = f"{folder}/touched"
    report_file = f"{folder}/report.json"
    testee = f"{sys.executable} -B {here / 'wrong_sine_testee.py'} {wrong_bin} {touched_file}"
    done = subprocess.run([runner, "run", "--vectors", vectors, "--testee", testee, "--json", report_file,
                           *(word for text in filters for word in ("--filter", text))],
                          capture_output=True, text=True)
    results = json.loads(pathlib.Path(report_file).read_text())["testees"][0]["results"]
    wrong = {result["id"] for result in results if result["outcome"] == "fail"}
    touched = set(pathlib.Path(touched_file).read_text().split())
    check("the run says not conformant", done.returncode == 1, done)
    check("nothing but passes and failures", {result["outcome"] for result in results} == {"pass", "fail"})
    expected = {case["id"]: case for file in pathlib.Path(vectors).glob("*/*.json") if file.parent.name != "schema"
                for case in json.loads(file.read_text())["cases"]}

    def carries_nothing(id_):
        return "rule" in expected[id_] or None in expected[id_]["out"].values()

    check(f"of {len(results)} cases {len(touched)} use the sine, and none but these fail", wrong <= touched, sorted(wrong - touched))
    blind = touched - wrong
    check(f"all {len(wrong)} of them fail whose answer carries what was computed", all(map(carries_nothing, blind)),
          sorted(id_ for id_ in blind if not carries_nothing(id_)))
    check("the sine itself is among them", f"num.sin.{wrong_bin:05}" in wrong)

    def explained(id_):
        return subprocess.run([runner, "explain", id_, "--vectors", vectors, "--testee", testee], capture_output=True, text=True).stdout

    for op in ("kur.bloom.", "kur.attempts.", "kur.evolve.", "hdr.check."):
        ids = sorted(id_ for id_ in wrong if id_.startswith(op))
        check(f"some case of {op}* depends on the sine", ids)
        if not ids:
            continue
        text = explained(ids[0])
        check(f"{ids[0]} is explained by the first step that differs", re.search(r"first difference: step \d+ \[KUR-10\], oscillator \d+: expected \d+, received \d+", text), text)
        check(f"{ids[0]} is explained by the sine", re.search(rf"sine \[NUM-10\] of bin {wrong_bin}: expected|cosine \[NUM-11\] of bin {wrong_bin - 0x4000 & 0xFFFF}: expected", text), text)
    text = explained("num.sines.all")
    check("a digest over all sines is explained by the sine", f'num.sin of {{"turn":{wrong_bin}}}' in text, text)

finish()
