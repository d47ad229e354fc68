#!/usr/bin/env python3
"""A testee for the toy suite of selftest.py that misbehaves on demand: fake_testee.py MODE.

The toy operation `toy.double` doubles a number and refuses odd ones with COD-1, and `toy.say` answers what the question
says; the order of requests does not matter to them, except in modes that count them.
"""
import json
import os
import pathlib
import subprocess
import sys
import time

mode = sys.argv[1]
# What would be markup, a script, an end of line or a command in one of the forms of a report.
hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u2028\u2029]]>--><!-- `|*_[x](http://example.org) @all # \\ ' \" &lt; \x1b[31m\ufffe"
hello = {"protocol": 1, "name": f"fake-{mode}", "version": "1", "language": "Python", "ops": ["toy.double", "toy.say"], "profiles": ["mainnet", "tiny"]}
if mode == "no-ops":
    hello["ops"] = []
if mode == "only-doubles":
    hello["ops"] = ["toy.double"]
if mode == "misspelt":
    hello["ops"] = ["toy.duble", "\x1b[31m" + "x" * 100_000]
if mode == "many-ops":
    hello["ops"] = ["toy.double", *(f"other.{number:02}" for number in range(12))]
if mode == "no-tiny":
    hello["profiles"] = ["mainnet"]
if mode == "painted-name":
    hello["name"] = "fake\x1b[31m\u009b31m"
if mode == "hostile":
    hello["name"] = hello["version"] = hello["language"] = hostile
if mode == "other-protocol":
    hello["protocol"] = 2
if mode == "no-name":
    hello["name"] = ""
if mode == "long-name":
    hello["name"] = "x" * 100_000
if mode in ("declines", "odd", "refuses", "dies"):
    hello["ops"] += ["kur.bloom", "kur.evolve", "chn.script"]


# What these say when they are asked smaller questions about an attempt.
smaller_answers = {"declines": {"unsupported": "not today"}, "odd": {"out": {"states": "abc"}}, "refuses": {"rule": "COD-1"}}


# What dying programs write to stderr: causes in the middle, at the end, and at the start.
last_words = {
    "crash-like-node": "node:internal/errors:496\n    throw error;\n    ^\n\nError: EAGAIN: resource temporarily unavailable, write\n"
                       "    at writeSync (node:fs:912:3)\n  errno: -11\n}\n\nNode.js v18.20.4\n",
    "crash-like-python": 'Traceback (most recent call last):\n  File "error.py", line 1, in <module>\n    int("x")\nValueError: not a number\n',
    "crash-like-go": "panic: index out of range\n\ngoroutine 1 [running]:\nmain.main()\n\t/main.go:4 +0x1d\nexit status 2\n",
    "crash-like-rust": "thread 'main' panicked at src/main.rs:4:9:\nthe cause\nnote: run with `RUST_BACKTRACE=1`\n",
    "crash-like-shell": "first\nno luck\n\nTerminated\n",
}


def say(value):
    print(json.dumps(value), flush=True)


def right_answer(request):
    if request["op"] == "toy.say":
        return request["in"]["answer"]
    number = request["in"]["number"]
    return {"rule": "COD-1"} if number % 2 else {"out": {"value": 2 * number}}


# Lines that a lenient reader of JSON takes for the right answer, although they are none.
spoilers = {
    "two-values": lambda line: line.replace('{"value": ', '{"value": 7, "value": '),
    "two-ids": lambda line: '{"id": "something.else", ' + line[1:],
    "two-outs": lambda line: line.replace('"out": {', '"out": {"value": 7}, "out": {'),
    "signed-zero": lambda line: line.replace('"value": 0}', '"value": -0}'),
    "byte-order-mark": lambda line: "\ufeff" + line,
    "zero-byte": lambda line: line + "\0 and more",
}


def wrong_answer(request, answer):
    """What a testee of this mode says instead."""
    id_ = request["id"]
    if mode == "wrong-value" and "out" in answer:
        return {"id": id_, "out": {"value": answer["out"]["value"] + 1}}
    if mode == "accepts-all":
        return {"id": id_, "out": {"value": 2 * request["in"]["number"]}}
    if mode == "refuses-all":
        return {"id": id_, "rule": "COD-1"}
    if mode == "wrong-reason" and "rule" in answer:
        return {"id": id_, "rule": "COD-2"}
    if mode == "wrong-id":
        return {"id": "something.else", **answer}
    if mode == "echo":
        return request
    if mode == "hostile":
        return {"id": id_, "out": {hostile: hostile}} if "out" in answer else {"id": id_, "rule": hostile}
    if mode == "flood":
        return {"id": id_, "out": {"value": "x" * 8_000_000}}
    if mode == "other-flood":
        return {"id": id_, "out": {"value": "x" * 7_999_999 + "y"}}
    if mode == "two-answers":
        return {"id": id_, "out": {}, "rule": "COD-1"}
    if mode == "fractions" and "out" in answer:
        return {"id": id_, "out": {"value": float(answer["out"]["value"])}}
    if mode == "painted-value":
        return {"id": id_, "out": {"value": "\x1b[31m\u009b31m\uffff"}}
    if mode == "painted-excuse":
        return {"id": id_, "unsupported": "\x1b[31m\u009b31m\uffff"}
    if mode == "unsupported":
        return {"id": id_, "unsupported": "not today"}
    return {"id": id_, **answer}


if mode == "leaves-its-group":
    os.setpgid(0, os.getpgid(os.getppid()))
if mode == "exits-at-once":
    sys.exit(3)
if mode == "silent":
    time.sleep(3600)
if mode == "stderr-flood":
    sys.stderr.write("noise\n" * 200_000)
if mode == "grandchild":
    subprocess.Popen(["sleep", "3600"])

for count, line in enumerate(sys.stdin):
    message = json.loads(line)
    if "hello" in message:
        say({"hello": hello})
        continue
    if message["op"] == "kur.bloom":
        say({"id": message["id"], "out": {"bloom": {}}})
        continue
    if message["op"] == "chn.script":
        say({"id": message["id"], "out": {"states": 5}})
        continue
    if message["op"] == "kur.evolve":
        if mode == "dies":
            sys.exit(9)
        say({"id": message["id"], **smaller_answers[mode]})
        continue
    if mode in last_words:
        sys.stderr.write(last_words[mode])
        sys.exit(1)
    if mode == "crash-at-third" and count == 3:
        print("the third is too much", file=sys.stderr, flush=True)
        os.abort()
    if mode == "hang-at-third" and count == 3:
        time.sleep(3600)
    if mode == "closes-output" and count == 3:
        os.close(1)
        time.sleep(3600)
    if mode == "leaves" and count == 3:
        sys.exit(0)
    if mode == "half-a-line":
        sys.stdout.write('{"id":')
        sys.stdout.flush()
        sys.exit(0)
    if mode == "garbage":
        print("not JSON \x1b[31m", flush=True)
        continue
    if mode == "nested":
        print('{"id":"%s","out":{"value":%s%s}}' % (message["id"], "[" * 300_000, "]" * 300_000), flush=True)
        continue
    if mode == "large-slow-line" and count == 1:
        # Blanks are legal JSON: a right answer in many pieces.
        for _ in range(40):
            sys.stdout.write(" " * 100_000)
            sys.stdout.flush()
            time.sleep(0.01)
    if mode == "hang-with-pid":
        pathlib.Path(sys.argv[2]).write_text(str(os.getpid()))
        time.sleep(3600)
    if mode == "closes-input" and count == 3:
        os.close(0)
        time.sleep(3600)
    if mode == "endless-line":
        while True:
            sys.stdout.write("x" * 65536)
    if mode in spoilers:
        print(spoilers[mode](json.dumps({"id": message["id"], **right_answer(message)})), flush=True)
        continue
    say(wrong_answer(message, right_answer(message)))

if mode == "leaves-its-group":
    time.sleep(60)
