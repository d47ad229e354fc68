#!/usr/bin/env python3
"""Another testee with one wrong answer: wrong_testee.py ID COMMAND…"""
import json
import subprocess
import sys

id_, *command = sys.argv[1:]
with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as testee:
    for line in sys.stdin:
        testee.stdin.write(line)
        testee.stdin.flush()
        reply = json.loads(testee.stdout.readline())
        if reply.get("id") == id_:
            reply["out"]["value"] += 1
        print(json.dumps(reply), flush=True)
    testee.stdin.close()
