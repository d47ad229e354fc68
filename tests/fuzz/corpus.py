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
targets = ["header", "transaction", "block", "hex", "branch", "signature", "acceptor", "binary32", "message",
           "framed", "compact"]
corpus = {target: set() for target in targets}

# support/event.hpp
kinds = ["grow", "block", "hold", "again", "transactions", "block_template", "wait", "clock", "raw_block",
         "raw_transaction"]

# The kinds of messages in the order of the alternatives of wire::Message, with their codes; message.cpp counts one
# more: a batch that is put together.
message_kinds = {
    "version": (0x01, 0x01), "verack": (0x02, 0x02), "block": (0x10, 0x13), "get-blocks": (0x11, 0x10),
    "headers": (0x12, None), "get-headers": (0x13, None), "bloom": (0x14, 0x30), "tx": (0x20, 0x14),
    "get-tx": (0x21, None), "mempool": (0x22, None), "phase": (0x30, 0x20), "get-phase": (0x31, 0x21),
    "coherence": (0x32, 0x22), "addr": (0x40, None), "get-addr": (0x41, None), "ping": (0x42, None),
    "pong": (0x43, None), "inventory": (0x50, 0x11), "get-data": (0x51, 0x12), "not-found": (0x52, None),
    "batch": (0x60, None)}
choice_count = len(message_kinds) + 1
dialects = {"frm": "framed", "cmp": "compact"}


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


def add_payload(choice, is_compact, profile, payload):
    add("message", bytes([choice + choice_count * is_compact + 2 * choice_count * (profile == "mainnet")]) + payload)


def add_batch(profile, payload):
    """A batch whose parts are as long as they say, as message.cpp puts it together."""
    at, parts = 2, b""
    while at + 5 <= len(payload):
        size = int.from_bytes(payload[at + 1:at + 5], "big")
        parts += struct.pack("<BH", payload[at], size & 0xffff) + payload[at + 5:at + 5 + size]
        at += 5 + size
    add_payload(choice_count - 1, False, profile, parts)


def add_stream(dialect, profile, pieces):
    """A stream as it is, in one piece and in many; and if it is one frame, its payload."""
    data = b"".join(pieces)
    sizes = bytes(min(len(piece), 127) for piece in pieces[:4]).ljust(4, b"\3") if len(pieces) > 1 else bytes(4)
    flags = profile == "mainnet"
    add(dialect, bytes([flags]) + sizes + data)
    if dialect == "framed":
        add(dialect, bytes([flags | 2]) + sizes + data)
    is_compact = dialect == "compact"
    if not data or len(pieces) > 1:
        return
    code, payload = (data[0], data[3:]) if is_compact else (data[4], data[16:]) if len(data) > 4 else (None, b"")
    for choice, codes in enumerate(message_kinds.values()):
        if codes[is_compact] == code:
            add_payload(choice, is_compact, profile, payload)
    if not is_compact and code == message_kinds["batch"][0]:
        add_batch(profile, payload)


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
        case "frm.decode" | "cmp.decode":
            add_stream(dialects[case["op"][:3]], case["profile"], [bytes.fromhex(given["frame"])])
        case "frm.encode" | "cmp.encode" if "out" in case:
            add_stream(dialects[case["op"][:3]], case["profile"], [bytes.fromhex(case["out"]["frame"])])
        case "frm.stream" | "cmp.stream":
            add_stream(dialects[case["op"][:3]], case["profile"], [bytes.fromhex(piece) for piece in given["pieces"]])
        case "cod.fixed" | "cod.turn":
            add("binary32", struct.pack("<IBQ", given["x"], given.get("bits", 30), 0))
        case "cod.binary32":
            add("binary32", struct.pack("<IBQ", 0, given["bits"], 2 * int(given["value"]) % (1 << 64)))
        case "cod.radians":
            add("binary32", struct.pack("<IBQ", 0, 60, given["turn"]))


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


def add_messages():
    """Small payloads of each kind, so that there is something to begin with where there are no vectors yet."""
    def u16(x):
        return struct.pack(">H", x)

    header = struct.pack("<I", 1) + bytes(132)
    transaction = bytes.fromhex("01000000" "0100" + "11" * 68 + "0100" + "22" * 40 + "00000000" "0100" + "33" * 64)
    ip = bytes(10) + b"\xff\xff\x01\x02\x03\x04"
    endpoint = ip + u16(7618)
    block = header + b"\1\0" + transaction
    number = struct.pack("<f", 0.5)
    framed = {
        "version": bytes(20) + endpoint * 2 + bytes(8) + u16(4) + b"/a~/" + bytes(36), "block": block,
        "get-blocks": bytes(6) + u16(500), "headers": u16(2) + header * 2, "get-headers": u16(2) + bytes(96),
        "bloom": header, "tx": transaction, "get-tx": u16(2) + bytes(64),
        "get-phase": bytes(4), "coherence": bytes(4) + struct.pack(">I", 1 << 30),
        "addr": u16(2) + bytes(16) + endpoint + bytes(16) + ip + u16(7619), "ping": bytes(8), "pong": bytes(8)}
    for kind in ("inventory", "get-data", "not-found"):
        framed[kind] = u16(2) + b"\1" + bytes(32) + b"\2" + bytes(32)
    compact = {"version": bytes(16) + struct.pack("<I", 65535), "get-blocks": bytes(8), "block": block,
               "tx": transaction, "phase": number * 2 + struct.pack("<I", 5) + number * 5, "coherence": number,
               "inventory": struct.pack("<I", 2) + bytes(64), "get-data": struct.pack("<I", 2) + bytes(64),
               "bloom": header}
    for profile, magic, count in (("tiny", b"BLY\0", 5), ("mainnet", b"BLC\0", 63)):
        framed["phase"] = bytes(8) + u16(count) + bytes(2 * count)
        parts = framed_stream = compact_stream = b""
        for kind, (code, compact_code) in message_kinds.items():
            payload = framed.get(kind, b"")
            if kind == "batch":
                payload = u16(len(message_kinds) - 1) + parts
            frame = magic + bytes([code, 0, 0, 0]) + hashlib.sha256(payload).digest()[:4]
            frame += struct.pack(">I", len(payload)) + payload
            parts += struct.pack(">BI", code, len(payload)) + payload
            framed_stream += frame
            add_stream("framed", profile, [frame])
            if compact_code is not None:
                payload = compact.get(kind, b"")
                frame = struct.pack("<BH", compact_code, len(payload)) + payload
                compact_stream += frame
                add_stream("compact", profile, [frame])
        for count in (256, 257, 319):  # of more than 256 phases some are sent
            phases = b"".join(struct.pack("<f", index / 64) for index in range(count))
            payload = bytes(8) + struct.pack("<I", count) + phases
            add_stream("compact", profile, [struct.pack("<BH", 0x20, len(payload)) + payload])
        # Among frames that are passed over, and cut in the middle of things.
        for stream, other in ((framed_stream, magic + b"\x99" + bytes(9) + b"\0\5"), (compact_stream, b"\x99\5\0")):
            dialect = "framed" if stream is framed_stream else "compact"
            add_stream(dialect, profile, [other + bytes(5) + stream[:700] + other + bytes(2), bytes(3) + stream[:90]])
            add_stream(dialect, profile, [stream[:7], stream[7:40], stream[40:]])


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
    add_messages()
    for target in wanted:
        (folder / target).mkdir(parents=True, exist_ok=True)
        for data in corpus[target]:
            (folder / target / hashlib.sha256(data).hexdigest()).write_bytes(data)


main()
