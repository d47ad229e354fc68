#!/usr/bin/env python3
"""Writes what the fuzz targets begin with: inputs taken from the vectors, in the form that each target
reads, and some programs for the acceptor. Vectors that are not there are left out.

corpus.py FOLDER [TARGET…]      writes FOLDER/TARGET/…, a file for each input, named by its SHA-256
"""
import hashlib
import json
import pathlib
import struct
import sys

vectors = pathlib.Path(__file__).resolve().parent.parent / "vectors"
length_max = 20000
targets = ["header", "transaction", "block", "hex", "branch", "signature", "acceptor"]
corpus = {target: set() for target in targets}

# support/event.hpp
kinds = ["grow", "block", "hold", "again", "transactions", "block_template", "wait", "clock", "raw_block",
         "raw_transaction"]


def event(kind, which=0, fault=0, count=0, coin=0, spoiled=0, length=0, value=0):
    return struct.pack("<BBBBBBHQ", kinds.index(kind), which, fault, count, coin, spoiled, length, value)


def add(target, data):
    if len(data) <= length_max:
        corpus[target].add(data)


def tagged_hash(tag, data):
    tag_hash = hashlib.sha256(tag.encode()).digest()
    return hashlib.sha256(tag_hash + tag_hash + data).digest()


def strings(value):
    return [value] if isinstance(value, str) else value if isinstance(value, list) else []


def add_parts(values):
    """Whatever is a header, a transaction or a block by its name."""
    for name, value in values.items():
        if name in ("header", "template", "chain", "transaction", "transactions", "block"):
            target = {"template": "header", "chain": "header", "transactions": "transaction"}.get(name, name)
            for text in strings(value):
                add(target, bytes.fromhex(text))
        if name == "block" and isinstance(value, str):
            add("header", bytes.fromhex(value)[:136])


def add_branch(given):
    message, root = bytes.fromhex(given["message"]), bytes.fromhex(given["root"])
    if len(root) != 32 or given["index"] >= 1 << 32 or given["count"] >= 1 << 32:
        return
    leaf = tagged_hash("BLC/merkle/leaf", message)
    branch = b"".join(bytes.fromhex(text) for text in given["branch"])
    add("branch", struct.pack("<BII", 1, given["index"], given["count"]) + root + leaf + branch)


def add_signature(given):
    key, signature = bytes.fromhex(given["public_key"]), bytes.fromhex(given["signature"])
    if len(key) == 32 and len(signature) == 64:
        add("signature", bytes(4) + key + signature + bytes.fromhex(given["message"]))


def add_script(events):
    program = bytes(1)
    for given in events:
        add_parts(given)
        clock = int(given["clock"])
        for name in ("block", "transaction"):
            if name in given:
                data = bytes.fromhex(given[name])
                program += event("raw_" + name, length=len(data), value=clock) + data
        if "block" not in given and "transaction" not in given:
            program += event("clock", value=clock)
        if "address" in given:
            program += event("block_template")
    add("acceptor", program[:length_max])


def add_case(case):
    given = case["in"]
    add_parts(given)
    add_parts(case.get("out") or {})
    match case["op"]:
        case "cod.from_hex":
            add("hex", given["text"].encode())
        case "mrk.verify":
            add_branch(given)
        case "mrk.branch":
            add("branch", bytes([0, given["index"] % 256, 0, 0, (len(given["messages"]) - 1) % 256]))
        case "sig.verify":
            add_signature(given)
        case "sig.sign":
            add("signature", b"\x03\0\0\0" + bytes.fromhex(given["secret"]) + bytes.fromhex(given["message"]))
        case "chn.script" if case["profile"] == "tiny":
            add_script(given["events"])


def add_programs():
    """Walks of the acceptor that chance would be long in finding."""
    grow = event("grow", count=3)
    spend = event("block", count=5, coin=6, value=1 << 8)
    send = event("transactions", count=7, coin=8, value=2 << 8)
    # More than the pool has room for, each paying more or less than those before; and a long chain in the pool.
    start = event("transactions", count=7, coin=6, value=5 << 8)
    dearer = [event("transactions", count=7, value=fee << 8) for fee in range(3, 11)]
    chained = event("transactions", value=2 << 8)
    fork = event("grow", which=165, count=3, value=1)
    add("acceptor", b"\x0c" + grow * 8 + spend)
    add("acceptor", b"\x06" + spend + send + event("block_template", count=1) + grow)
    add("acceptor", b"\x0c" + start + b"".join(dearer) + event("block_template", count=1) + grow)
    add("acceptor", b"\x0c" + start + b"".join(dearer[::-1]) + grow + event("grow", which=170, count=3) * 2)
    add("acceptor", b"\x0c" + start + chained * 27)
    add("acceptor", b"\x08" + send * 6 + event("block_template", count=1))
    add("acceptor", b"\x04" + fork * 5)
    add("acceptor", b"\x05" + spend + send + fork * 3 + event("block_template"))
    # Seven blocks that are held, each after the one before; they arrive last first, more than are kept.
    hold = event("hold")
    for size in range(4, 10):
        hold += event("hold", which=next(which for which in range(160, 256) if which % size == size - 1))
    arrivals = [event("again", which=which) for which in range(size, 2, -1)]
    add("acceptor", b"\x02" + hold + b"".join(arrivals[:-1]))
    add("acceptor", b"\x02" + hold + b"".join(arrivals))
    for fault in range(18):
        add("acceptor", b"\x06" + event("block", fault=144 + fault, count=1, coin=5, length=1, value=300) + grow)
    for spoiled in range(8):
        add("acceptor", b"\x06" + event("transactions", coin=5, spoiled=128 + spoiled, length=9, value=300)
            + event("block", count=1, coin=5, spoiled=128 + spoiled, length=9, value=300) + grow)
    # Blocks that are early, and then not any more.
    early = event("block", fault=126 + 2 + 11, length=9000)
    add("acceptor", b"\x03" + early * 6 + event("wait", value=9000) + event("wait", value=9000))


def main():
    folder = pathlib.Path(sys.argv[1])
    wanted = sys.argv[2:] or targets
    manifest = json.loads((vectors / "MANIFEST.json").read_text())
    for entry in manifest["files"]:
        path = vectors / entry["path"]
        if path.exists():
            for case in json.loads(path.read_text())["cases"]:
                add_case(case)
    add_programs()
    for target in wanted:
        (folder / target).mkdir(parents=True, exist_ok=True)
        for data in corpus[target]:
            (folder / target / hashlib.sha256(data).hexdigest()).write_bytes(data)


main()
