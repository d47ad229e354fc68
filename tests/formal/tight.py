#!/usr/bin/env python3
"""Whether the questions of spec/formal/ can fail: each bound that is tight is moved by one, or a model changed, and
both solvers have to find the counterexample that there is then.

A row is a fact, one of its claims, and what is replaced by what. Bounds that no row moves have room to spare.
"""
import concurrent.futures
import os
import sys

import facts
import prove

changes = [
    ("num.mulr", "product-fits", "(<= (* a b) 1073741824)", "(<= (* a b) 1073741823)"),
    ("num.mulr", "result-fits", "(<= (- 32767) (rounded", "(<= (- 32766) (rounded"),
    ("num.mulr", "negative", "(mod b 32768) 16384", "(mod b 32768) 16383"),
    ("num.fold", "range", "#xc000", "#xc001"),
    ("num.fold", "odd", "(bvnot t)", "(bvneg t)"),
    ("num.fold", "vector", "#x000f", "#x000d"),
    ("num.sine", "range", "(_ bv16384 15))))\n", "(_ bv16383 15))))\n"),
    ("num.sine", "products-fit", "(bvule (z x) (_ bv32766 15))", "(bvule (z x) (_ bv32765 15))"),
    ("num.sine", "products-fit", "(bvule (_ bv1231 15)", "(bvule (_ bv1232 15)"),
    ("num.sine", "no-tie", "(bvult (_ bv16384 15)", "(bvult (_ bv16385 15)"),
    ("num.sine", "values", "bv1303", "bv1304"),
    ("num.isqrt", "digit", "(>= rest trial)", "(> rest trial)"),
    ("num.isqrt", "fits", "(- size 1)", "size"),
    ("num.exponential", "products", "(* e e) 4611686018427387904", "(* e e) 4611686018427387903"),
    ("num.wide", "digit", "18446744073709551615", "18446744073709551614"),
    ("num.wide", "rest", "(<= 1 divisor half)", "(<= 1 divisor (+ half 1))"),
    ("kuramoto.sums", "next", "(is-within sine 16384)", "(is-within sine 16387)"),
    ("kuramoto.coupling", "bound", "(coupling G) c)", "(coupling G) (- c 1))"),
    ("kuramoto.torque", "bound", "(is-within torque bound)", "(is-within torque (- bound 1))"),
    ("kuramoto.frequency", "range", "5838343)", "5838342)"),
    ("kuramoto.frequency", "values", "(* D word)", "(* D (+ word 1))"),
    ("kuramoto.squares", "square", "(<= 0 square (*", "(<= 1 square (*"),
    ("kuramoto.threshold", "descent", "(* 3 268435456", "(* 2 268435456"),
    ("kuramoto.coherence", "root", "(<= least root)", "(< least root)"),
    ("kuramoto.merge", "sum", "(* 65535 M (+ k 1))", "(* 65534 M (+ k 1))"),
    ("kuramoto.merge", "index", "(< index m)", "(< index (- m 1))"),
    ("kuramoto.lane-changes", "turn", "(div bound 64) 1)", "(div bound 64) 0)"),
    ("kuramoto.lane-halves", "change", "(bvslt (bvsub", "(bvsle (bvsub"),
    ("chain.retarget", "quotient", "(<= q (* 2 base))", "(< q (* 2 base))"),
    ("chain.retarget", "quotient", "(<= base (* 2 q))", "(< base (* 2 q))"),
    ("chain.retarget", "quotient", "(and (<= 1 q)", "(and (< 1 q)"),
    ("chain.retarget", "values", "(+ (* 2 a) b)", "(+ (* 2 a) 1)"),
    ("chain.difficulty", "range", "negentropy)) (div base 10))", "negentropy)) (- (div base 10) 1))"),
    ("chain.early", "exact", "(> (- time ahead) clock)", "(>= (- time ahead) clock)"),
    ("chain.amounts", "sum", "(<= (+ sum amount) (*", "(< (+ sum amount) (*"),
    ("codec.binary32", "angle-fits", "16777216", "67108864"),
    ("proof.quorum", "intersection", "(<= (+ f 1) (-", "(<= (+ f 2) (-"),
    ("proof.quorum", "reachable", "(<= quorum (- n f))", "(< quorum (- n f))"),
]


def question_after(fact, claim, old, new):
    """The first question of the claim that has to be unsat, with the change made."""
    text = fact.path.read_text()
    if old not in fact.text:
        return None
    for label, expected, script in prove.questions(text.replace(old, new)):
        if label.split()[-1] == claim and expected == "unsat":
            return script
    return None


def main():
    every = {fact.name: fact for fact in facts.facts()}
    asked = [(change, solver, question_after(every[change[0]], *change[1:])) for change in changes
             for solver in prove.solvers]
    bad = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = pool.map(lambda one: prove.answer(one[1], one[2], 60) if one[2] else ("no such place", 0), asked)
        for ((fact, claim, old, new), solver, _), (said, seconds) in zip(asked, answers):
            if said != "sat":
                bad += 1
                print(f"{fact} {claim}: with {new!r} for {old!r}, {solver} says {said} after {seconds:.0f} s,"
                      " expected sat")
    print(f"{len(changes)} changes, {bad} answers not as they should be")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
