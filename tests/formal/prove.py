#!/usr/bin/env python3
"""Has Z3 and cvc5 answer every question of spec/formal/, and prints their answers as a table.

    prove.py                        all facts
    prove.py num.sine proof.quorum  some
    prove.py --limit 300            seconds of processor time for a question (60)

Each claim is asked twice: whether what is given can be (sat, or the claim would say nothing), and whether it can be
without what is claimed (unsat). Each question goes to a solver of its own. Exit status: 0 if all answers are as they
should be, 1 if not, 64 wrong usage, 69 if a solver is missing.
"""
import argparse
import concurrent.futures
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import facts

solvers = {"z3": ["z3", "-in"], "cvc5": ["cvc5", "--lang=smt2", "--incremental", "-"]}


def questions(text):
    """(label, expected answer, script) of each check-sat: the definitions, and what is asserted where it stands.

    Behind a push Z3 chooses another strategy: a better one for integers, a worse one for bit-vectors.
    """
    push = "" if "(set-logic QF_BV)" in text else "(push 1)\n"
    levels, label, expected = [[]], "", ""
    for command in commands(text):
        word = command.split()[0].strip("()")
        if word == "push":
            levels.append([])
        elif word == "pop":
            levels.pop()
        elif word == "echo":
            label = command.split('"')[1]
        elif command.startswith("(set-info :status"):
            expected = command.split()[-1].strip(")")
        elif word == "check-sat":
            asserted = "\n".join(command for level in levels[1:] for command in level)
            yield label, expected, "\n".join(levels[0]) + f"\n{push}{asserted}\n(check-sat)\n"
        else:
            levels[-1].append(command)


def commands(text):
    """The parenthesised commands of a script, without comments."""
    depth, start = 0, 0
    text = re.sub(r";.*", "", text)
    for place, character in enumerate(text):
        if character == "(":
            start = place if depth == 0 else start
            depth += 1
        elif character == ")":
            depth -= 1
            if depth == 0:
                yield text[start:place + 1]


def answer(solver, script, limit):
    """What a solver says, and after how many seconds. The limit is of processor time: a busy machine changes nothing."""
    call = ["prlimit", f"--cpu={limit}:{limit + 5}", *solvers[solver]]
    begun = time.monotonic()
    result = subprocess.run(call, input=script, capture_output=True, text=True)
    said = (result.stdout + result.stderr).strip().splitlines()
    if result.returncode == -signal.SIGXCPU or said and "timeout" in said[0]:
        said = ["timeout"]
    return said[0] if said else f"nothing, exit status {result.returncode}", time.monotonic() - begun


def chosen_facts(names):
    every = {fact.name: fact for fact in facts.facts()}
    for name in names:
        if name not in every:
            print(f"prove.py: there is no fact '{name}' in spec/formal/; there are {' '.join(every)}", file=sys.stderr)
            sys.exit(64)
    return [every[name] for name in names] if names else list(every.values())


class Parser(argparse.ArgumentParser):
    def error(self, message):
        print(f"prove.py: {message}; prove.py --help says what can be asked", file=sys.stderr)
        sys.exit(64)


def main():
    parser = Parser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", nargs="*", metavar="FACT")
    parser.add_argument("--limit", type=int, default=60, metavar="SECONDS")
    arguments = parser.parse_args()
    for solver in [*solvers, "prlimit"]:
        if not shutil.which(solver):
            print(f"prove.py: {solver} is missing; ./run formal installs it", file=sys.stderr)
            sys.exit(69)

    asked = [(fact.name, *question, solver) for fact in chosen_facts(arguments.facts)
             for question in questions(fact.path.read_text()) for solver in solvers]
    bad, begun = 0, time.monotonic()
    width = max((len(label) for _, label, *_ in asked), default=0)
    print(f"{'fact':22} {'profile, claim':{width}} {'solver':6} {'answer':7} seconds")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = pool.map(lambda one: answer(one[4], one[3], arguments.limit), asked)
        for number, ((fact, label, expected, _, solver), (said, seconds)) in enumerate(zip(asked, answers), 1):
            is_good = said == expected
            bad += not is_good
            remark = "" if is_good else f"   <- expected {expected}" + (
                "; a longer --limit may help" if said in ("unknown", "timeout") else "")
            print(f"{fact:22} {label:{width}} {solver:6} {said:7} {seconds:7.2f}{remark}")
            if sys.stderr.isatty():
                print(f"{number} of {len(asked)}", end="\r", file=sys.stderr, flush=True)
    print(f"{len(asked)} answers, {bad} not as they should be, {time.monotonic() - begun:.0f} s")
    sys.exit(1 if bad or not asked else 0)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
