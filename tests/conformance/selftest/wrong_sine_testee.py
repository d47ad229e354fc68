#!/usr/bin/env python3
"""The Python testee with one sine one unit too great: wrong_sine_testee.py BIN TOUCHED_FILE.

It writes to the file the id of each request for which it looked that sine up.
"""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "testees/python"))

import operations  # noqa: E402
import testee  # noqa: E402
from bloomcoin import kuramoto, num  # noqa: E402

wrong_bin = int(sys.argv[1])
touched = False


class Watched(list):
    """A table that knows whether one of its places was looked at."""

    def __init__(self, values, place):
        super().__init__(values)
        self.place = place
        self[place] += 1

    def __getitem__(self, index):
        global touched
        if index == self.place:
            touched = True
        return super().__getitem__(index)


sines = Watched(num.SIN, wrong_bin)
cosines = Watched(num.COS, (wrong_bin - 0x4000) & 0xFFFF)
for module in (num, kuramoto, operations):
    module.SIN, module.COS = sines, cosines
    module.sin_of, module.cos_of = sines.__getitem__, cosines.__getitem__

with open(sys.argv[2], "a", encoding="utf-8") as log:
    for line in sys.stdin:
        message = json.loads(line)
        touched = False
        reply = {"hello": testee.HELLO} if "hello" in message else {"id": message["id"], **testee.answer(message)}
        if touched:
            print(message["id"], file=log, flush=True)
        print(json.dumps(reply), flush=True)
