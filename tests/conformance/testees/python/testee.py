#!/usr/bin/env python3
"""A testee: answers the conformance runner's questions, one JSON object a line.

Written from spec/ and tests/vectors/README.md by somebody who had not seen the headers.
Protocol: tests/conformance/runner/PROTOCOL.md. Standard library only.
"""
import json
import sys

import chain_operations  # noqa: F401: fills the table
import operations  # noqa: F401: fills the table
import wire_operations  # noqa: F401: fills the table
from bloomcoin.param import PROFILES
from bloomcoin.refusal import Refusal
from table import OPS

HELLO = {"protocol": 1, "name": "bloomcoin-python", "version": "0.3.0", "language": "Python", "ops": list(OPS),
         "profiles": list(PROFILES)}


def answer(request):
    """out, rule or unsupported for one request."""
    operation = OPS.get(request["op"])
    if operation is None:
        return {"unsupported": f"there is no operation {request['op']}"}
    if request["profile"] != "any" and request["profile"] not in PROFILES:
        return {"unsupported": f"there is no profile {request['profile']}"}
    try:
        return {"out": operation(PROFILES.get(request["profile"]), request["in"])}
    except Refusal as refusal:
        return {"rule": refusal.rule}


def main():
    for line in sys.stdin:
        message = json.loads(line)
        reply = {"hello": HELLO} if "hello" in message else {"id": message["id"], **answer(message)}
        print(json.dumps(reply, separators=(",", ":")), flush=True)


if __name__ == "__main__":
    main()
