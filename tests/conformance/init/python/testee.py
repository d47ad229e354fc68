#!/usr/bin/env python3
"""{{name}}, as BloomCoin's conformance suite asks for it: one JSON object a line comes in, one goes out.

An operation is a function of the profile and of `in` that returns `out`, or raises Refusal with the id of the first
rule that is broken. Write one, or call your own implementation, and name it in OPERATIONS: then it is asked for.
"""
import json
import math
import sys


class Refusal(Exception):
    """An input is refused; the message is the rule's id."""


def mulr(profile, given):
    """The product of two fractions in units of 2^-15, to the nearest, ties upward. [NUM-3]"""
    return {"value": (given["a"] * given["b"] + 2**14) >> 15}


def isqrt(profile, given):
    """The greatest integer whose square is not above n. Integers of 64 bits come and go as texts. [NUM-5]"""
    return {"root": math.isqrt(int(given["n"]))}


def from_hex(profile, given):
    """The checks stand in the order of the specification: the first broken rule is the answer. [COD-8]"""
    data = given["text"].encode()
    if len(data) % 2 != 0:
        raise Refusal("COD-3")
    if any(byte not in b"0123456789abcdef" for byte in data):
        raise Refusal("COD-4")
    return {"bytes": list(bytes.fromhex(data.decode()))}


OPERATIONS = {"num.mulr": mulr, "num.isqrt": isqrt, "cod.from_hex": from_hex}
PROFILES = ["mainnet"]
HELLO = {"protocol": 1, "name": "{{name}}", "version": "0.1.0", "language": "Python", "ops": list(OPERATIONS),
         "profiles": PROFILES}


def answer(request):
    """`out`, `rule` or `unsupported`."""
    operation = OPERATIONS.get(request["op"])
    if operation is None:
        return {"unsupported": f"there is no operation {request['op']}"}
    try:
        return {"out": operation(request["profile"], request["in"])}
    except Refusal as refusal:
        return {"rule": str(refusal)}


def main():
    for line in sys.stdin:
        message = json.loads(line)
        reply = {"hello": HELLO} if "hello" in message else {"id": message["id"], **answer(message)}
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
