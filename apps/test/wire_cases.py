"""The vectors of tests/vectors/wire, and what the bytes of their frames are, field by field, from the message alone.

This is spec/wire.md and spec/chain.md once more, in few words: a frame is a list of leaves, each with the name that `bloomcoin
inspect` shows, the name that Wireshark's filters use, its bytes and its value. Nothing here reads what a program put out.
"""

import hashlib
import ipaddress
import json
import os
import struct
from collections import namedtuple

VECTORS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tests", "vectors", "wire")
Case = namedtuple("Case", "id dialect profile frame message rule")
Leaf = namedtuple("Leaf", "name filter data value")

MAGICS = {"mainnet": b"BLC\0", "testnet": b"BLT\0", "fast": b"BLF\0", "secure": b"BLS\0", "tiny": b"BLY\0"}
CODES = {
    "framed": {"version": 0x01, "verack": 0x02, "block": 0x10, "get-blocks": 0x11, "headers": 0x12, "get-headers": 0x13,
               "bloom": 0x14, "tx": 0x20, "get-tx": 0x21, "mempool": 0x22, "phase": 0x30, "get-phase": 0x31, "coherence": 0x32,
               "addr": 0x40, "get-addr": 0x41, "ping": 0x42, "pong": 0x43, "inventory": 0x50, "get-data": 0x51,
               "not-found": 0x52, "batch": 0x60},
    "compact": {"version": 0x01, "verack": 0x02, "get-blocks": 0x10, "inventory": 0x11, "get-data": 0x12, "block": 0x13,
                "tx": 0x14, "phase": 0x20, "get-phase": 0x21, "coherence": 0x22, "bloom": 0x30},
}
HEADER_SIZE = {"framed": 16, "compact": 3}


def cases():
    """All questions whether bytes are a frame."""
    found = []
    for name in sorted(os.listdir(VECTORS)):
        with open(os.path.join(VECTORS, name), encoding="utf-8") as file:
            for case in json.load(file)["cases"]:
                dialect = {"frm.decode": "framed", "cmp.decode": "compact"}.get(case["op"])
                if dialect:
                    message = case["out"]["message"] if "out" in case else None
                    found.append(Case(case["id"], dialect, case["profile"], case["in"]["frame"], message, case.get("rule")))
    return found


def streams():
    """Bytes that arrive in pieces, and all that is read of them: (id, dialect, profile, pieces, states)."""
    for name in sorted(os.listdir(VECTORS)):
        with open(os.path.join(VECTORS, name), encoding="utf-8") as file:
            for case in json.load(file)["cases"]:
                dialect = {"frm.stream": "framed", "cmp.stream": "compact"}.get(case["op"])
                if dialect:
                    yield case["id"], dialect, case["profile"], case["in"]["pieces"], case["out"]["states"]


def payload_size(case):
    """As the header says; nothing if there is no whole header."""
    data = bytes.fromhex(case.frame)
    if len(data) < HEADER_SIZE[case.dialect]:
        return None
    return int.from_bytes(data[12:16], "big") if case.dialect == "framed" else int.from_bytes(data[1:3], "little")


# --- numbers of a kind ---------------------------------------------------------------------


class Degrees(namedtuple("Degrees", "number")):
    """An angle."""


class Ratio(namedtuple("Ratio", "number")):
    """A coherence."""


def u(name, filter_name, size, value, order="big"):
    value = int(value)
    return Leaf(name, filter_name, value.to_bytes(size, order), value)


def coherence(filter_name, q30, order):
    return Leaf("coherence", filter_name, q30.to_bytes(4, order), Ratio(q30 / 2**30))


def raw(name, filter_name, data):
    return Leaf(name, filter_name, data, data)


def address(data):
    return ipaddress.IPv6Address(data)


def rounded(numerator, bits):
    """numerator / 2^bits to the nearest integer, ties upward."""
    return (2 * numerator + (1 << bits)) >> (bits + 1) if bits >= 0 else numerator << -bits


def scientific(bits32):
    exponent, fraction = bits32 >> 23 & 255, bits32 & 0x7FFFFF
    magnitude = fraction if exponent == 0 else fraction | 1 << 23
    return (-magnitude if bits32 >> 31 else magnitude), max(exponent, 1) - 150


def q30_of(bits32):
    """COD-13"""
    m, q = scientific(bits32)
    return rounded(m, -(q + 30))


def bin_of(bits32):
    """COD-15, NUM-2"""
    m, q = scientific(bits32)
    return (rounded(m * 174992710548, 8 - q) % 2**32) >> 16


# --- objects of the chain, from their bytes ------------------------------------------------


class Cursor:
    def __init__(self, data):
        self.data, self.offset = data, 0

    def take(self, size):
        self.offset += size
        return self.data[self.offset - size:self.offset]

    def number(self, name, filter_name, size):
        data = self.take(size)
        return Leaf(name, filter_name, data, int.from_bytes(data, "little"))

    def raw(self, name, filter_name, size):
        return raw(name, filter_name, self.take(size))


def header_leaves(cursor):
    at = "bloomcoin.header."
    leaves = [cursor.number("version", at + "version", 4), cursor.raw("previous", at + "previous", 32),
              cursor.raw("merkle_root", at + "merkle_root", 32), cursor.number("time_s", at + "time_s", 8),
              cursor.number("difficulty", at + "difficulty", 8), cursor.number("nonce", at + "nonce", 8),
              cursor.number("bloom_step", at + "bloom_step", 4)]
    leaves.append(coherence(at + "coherence", int.from_bytes(cursor.take(4), "little"), "little"))
    turn = cursor.take(4)
    leaves.append(Leaf("mean_phase", at + "mean_phase", turn, Degrees(int.from_bytes(turn, "little") * 360 / 2**32)))
    return leaves + [cursor.raw("bloom_digest", at + "bloom_digest", 32)]


def list_leaves(cursor, name, filter_name, element):
    count = cursor.number(name, filter_name + ".count", 2)
    return [count] + [leaf for i in range(count.value) for leaf in element(f"[{i}]")]


def transaction_leaves(cursor):
    at = "bloomcoin.transaction."

    def input_leaves(_):
        return [cursor.raw("txid", at + "outpoint.txid", 32), cursor.number("index", at + "outpoint.index", 4),
                cursor.raw("public_key", at + "input.public_key", 32)]

    def output_leaves(_):
        return [cursor.number("amount", at + "output.amount", 8), cursor.raw("address", at + "output.address", 32)]

    leaves = [cursor.number("version", at + "version", 4)]
    leaves += list_leaves(cursor, "inputs", at + "inputs", input_leaves)
    leaves += list_leaves(cursor, "outputs", at + "outputs", output_leaves)
    leaves.append(cursor.number("lock_height", at + "lock_height", 4))
    return leaves + list_leaves(cursor, "signatures", at + "signatures",
                                lambda name: [cursor.raw(name, at + "signatures", 64)])


def block_leaves(cursor):
    return header_leaves(cursor) + list_leaves(cursor, "transactions", "bloomcoin.block.transactions",
                                               lambda _: transaction_leaves(cursor))


def chain_leaves(read, text):
    cursor = Cursor(bytes.fromhex(text))
    leaves = read(cursor)
    assert cursor.offset == len(cursor.data)
    return leaves


# --- payloads -------------------------------------------------------------------------------


def endpoint_leaves(at, endpoint):
    data = bytes.fromhex(endpoint["ip"])
    return [Leaf("ip", at + ".ip", data, address(data)), u("port", at + ".port", 2, endpoint["port"])]


def hash_list(name, at, hashes, filter_name=None, size=2, order="big"):
    return [u(name, f"{at}.{name}.count", size, len(hashes), order)] + [
        raw(f"[{i}]", filter_name or f"{at}.{name}", bytes.fromhex(one)) for i, one in enumerate(hashes)]


def entry_leaves(at, entries):
    leaves = [u("entries", at + ".entries.count", 2, len(entries))]
    for entry in entries:
        leaves += [u("kind", "bloomcoin.entry.kind", 1, entry["kind"]),
                   raw("hash", "bloomcoin.entry.hash", bytes.fromhex(entry["hash"]))]
    return leaves


def version_leaves(m, at):
    leaves = [u("version", at + ".version", 4, m["version"]), u("services", at + ".services", 8, m["services"]),
              u("time_s", at + ".time_s", 8, m["time_s"]), *endpoint_leaves(at + ".receiver", m["receiver"]),
              *endpoint_leaves(at + ".sender", m["sender"]), u("nonce", at + ".nonce", 8, m["nonce"]),
              u("user_agent", at + ".user_agent.count", 2, len(m["user_agent"]))]
    if m["user_agent"]:
        leaves.append(Leaf("user_agent", at + ".user_agent", m["user_agent"].encode(), m["user_agent"]))
    return leaves + [u("height", at + ".height", 4, m["height"]), raw("genesis", at + ".genesis", bytes.fromhex(m["genesis"]))]


def framed_leaves(m):
    """Of a message in the framed dialect."""
    kind = m["kind"]
    at = "bloomcoin." + kind.replace("-", "_")
    if kind == "version":
        return version_leaves(m, at)
    if kind == "block":
        return chain_leaves(block_leaves, m["block"])
    if kind == "get-blocks":
        return [u("start", at + ".start", 4, m["start"]), u("count", at + ".count", 4, m["count"])]
    if kind == "headers":
        return [u("headers", at + ".headers.count", 2, len(m["headers"]))] + [
            leaf for one in m["headers"] for leaf in chain_leaves(header_leaves, one)]
    if kind == "get-headers":
        return hash_list("locator", at, m["locator"]) + [raw("stop", at + ".stop", bytes.fromhex(m["stop"]))]
    if kind == "bloom":
        return chain_leaves(header_leaves, m["header"])
    if kind == "tx":
        return chain_leaves(transaction_leaves, m["transaction"])
    if kind == "get-tx":
        return hash_list("txids", at, m["txids"])
    if kind == "phase":
        return [u("height", at + ".height", 4, m["height"]), coherence(at + ".coherence", m["coherence"], "big"),
                u("phases", at + ".phases.count", 2, len(m["phases"]))] + [
            Leaf(f"[{i}]", at + ".phases", one.to_bytes(2, "big"), Degrees((one + 0.5) * 360 / 2**16))
            for i, one in enumerate(m["phases"])]
    if kind == "get-phase":
        return [u("height", at + ".height", 4, m["height"])]
    if kind == "coherence":
        return [u("height", at + ".height", 4, m["height"]), coherence(at + ".coherence", m["coherence"], "big")]
    if kind == "addr":
        leaves = [u("records", at + ".records.count", 2, len(m["records"]))]
        for record in m["records"]:
            leaves += [u("last_seen_s", "bloomcoin.address.last_seen_s", 8, record["last_seen_s"]),
                       u("services", "bloomcoin.address.services", 8, record["services"]),
                       *endpoint_leaves("bloomcoin.address", record.get("endpoint", record))]
        return leaves
    if kind in ("ping", "pong"):
        return [u("nonce", at + ".nonce", 8, m["nonce"])]
    if kind in ("inventory", "get-data", "not-found"):
        return entry_leaves(at, m["entries"])
    if kind == "batch":
        leaves = [u("messages", at + ".count", 2, len(m["messages"]))]
        for part in m["messages"]:
            inside = framed_leaves(part)
            leaves += [u("code", "bloomcoin.part.code", 1, CODES["framed"][part["kind"]]),
                       u("payload_size", "bloomcoin.part.payload_size", 4, sum(len(leaf.data) for leaf in inside)), *inside]
        return leaves
    assert kind in ("verack", "mempool", "get-addr")
    return []


def binary32(name, filter_name, data, unit):
    number = struct.unpack("<f", data)[0]
    return Leaf(name, filter_name, data, Ratio(number) if unit is Ratio else Degrees(number * 180 / 3.141592653589793))


def compact_phase_leaves(m, payload):
    """Numbers are taken from the bytes, which a message does not determine; they must say what the message says."""
    at, bits = "bloomcoin.phase", [int.from_bytes(payload[i:i + 4], "little") for i in range(0, len(payload), 4)]
    assert bits[2] == len(bits) - 3 and q30_of(bits[0]) == m["coherence"] and [bin_of(one) for one in bits[3:]] == m["phases"]
    return [binary32("coherence", at + ".coherence", payload[:4], Ratio),
            binary32("mean_phase", at + ".mean_phase", payload[4:8], Degrees),
            u("phases", at + ".phases.count", 4, bits[2], "little")] + [
        binary32(f"[{i}]", at + ".phases", payload[12 + 4 * i:16 + 4 * i], Degrees) for i in range(bits[2])]


def compact_leaves(m, payload):
    """Of a message in the compact dialect."""
    kind = m["kind"]
    at = "bloomcoin." + kind.replace("-", "_")
    if kind == "version":
        return [u("version", at + ".version", 4, m["version"], "little"), u("height", at + ".height", 4, m["height"], "little"),
                u("time_s", at + ".time_s", 8, m["time_s"], "little"), u("port", at + ".port", 4, m["sender"]["port"], "little")]
    if kind == "get-blocks":
        return [u("start", at + ".start", 4, m["start"], "little"), u("count", at + ".count", 4, m["count"], "little")]
    if kind in ("inventory", "get-data"):
        assert all(entry["kind"] == 1 for entry in m["entries"])
        return hash_list("hashes", at, [entry["hash"] for entry in m["entries"]], "bloomcoin.entry.hash", 4, "little")
    if kind == "phase":
        return compact_phase_leaves(m, payload)
    if kind == "coherence":
        assert q30_of(int.from_bytes(payload, "little")) == m["coherence"]
        return [binary32("coherence", at + ".coherence", payload, Ratio)]
    return [] if kind == "get-phase" else framed_leaves(m)


def frame_leaves(case):
    """Of an accepted case with a message: the header's leaves, then the payload's. Together they are the frame."""
    frame, kind = bytes.fromhex(case.frame), case.message["kind"]
    payload = frame[HEADER_SIZE[case.dialect]:]
    code = CODES[case.dialect][kind]
    if case.dialect == "framed":
        inside = framed_leaves(case.message)
        digest = hashlib.sha256(b"".join(leaf.data for leaf in inside)).digest()
        leaves = [raw("magic", "bloomcoin.magic", MAGICS[case.profile]), u("code", "bloomcoin.code", 1, code),
                  raw("reserved", "bloomcoin.reserved", bytes(3)), raw("checksum", "bloomcoin.checksum", digest[:4])]
        size = u("payload_size", "bloomcoin.payload_size", 4, sum(len(leaf.data) for leaf in inside))
    else:
        inside = compact_leaves(case.message, payload)
        leaves = [u("code", "bloomcoin.code", 1, code)]
        size = u("payload_size", "bloomcoin.payload_size", 2, sum(len(leaf.data) for leaf in inside), "little")
    leaves += [size, *inside]
    assert b"".join(leaf.data for leaf in leaves) == frame, case.id
    return leaves
