#!/usr/bin/env python3
"""A testee that is wrong in one named way: bad.py --fault NAME [--every N] --vectors FOLDER; bad.py --list.

It knows the right answers from the vectors themselves. Faults of lines and of the process strike at every N-th
question, those of answers always. tests/conformance/selftest/bad_testees.py shows that each is caught.
"""
import argparse
import json
import os
import sys
import time

from book import Book, right_answer
from faults import FAULTS, compact

STRIKING = ("line", "process")


def greeting(book, name):
    hello = {"protocol": 1, "name": f"bad-{name}", "version": "1", "language": "Python", "ops": book.ops,
             "profiles": book.profiles}
    if name == "shy":
        hello["ops"] = []
    if name == "mute":
        del hello["protocol"]
    return compact({"hello": hello})


def say(data):
    sys.stdout.buffer.write(data + b"\n")
    sys.stdout.buffer.flush()


def misbehave(name, line):
    """What a process that breaks does in place of answering; comes back only from answering late."""
    if name == "crash":
        os.abort()
    if name == "leaves":
        os._exit(0)
    if name == "half-a-line":
        sys.stdout.write(line[:len(line) // 2])
        sys.stdout.flush()
    if name in ("half-a-line", "hang"):
        time.sleep(3600)
    if name == "late":
        sys.stdin.readline()
        say(line.encode())


def answer_of(book, name, case):
    """The line that answers a case, for the faults that do not strike only now and then."""
    fault = FAULTS[name]
    answer = right_answer(case) if fault.kind in STRIKING else fault.change(book, case)
    return compact({"id": case["id"], **answer})


def serve(book, name, every):
    fault = FAULTS[name]
    due = 0
    for line in sys.stdin:
        message = json.loads(line)
        if "hello" in message:
            say(greeting(book, name).encode())
            continue
        due += 1
        answer = answer_of(book, name, book.by_id[message["id"]])
        spoilt = fault.change(answer) if fault.kind == "line" and due >= every else None
        if fault.kind == "process" and due >= every:
            misbehave(name, answer)
        say(spoilt or answer.encode())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fault", choices=FAULTS, metavar="NAME", default="none")
    parser.add_argument("--every", type=int, default=1000, metavar="N")
    parser.add_argument("--vectors", default="tests/vectors", metavar="FOLDER")
    parser.add_argument("--list", action="store_true", help="the faults, their kinds and what they are")
    options = parser.parse_args()
    if options.list:
        for name, fault in FAULTS.items():
            print(f"{name:22} {fault.kind:8} {fault.sentence}")
        return
    serve(Book(options.vectors), options.fault, options.every)


if __name__ == "__main__":
    main()
