#!/usr/bin/env python3
"""Has `bloomcoin capture` write the frames of tests/vectors/wire as conversations, and tshark with apps/wireshark/bloomcoin.lua
read them; every field must have the bytes and the value that wire_cases.py makes of the vector's message.

usage: wireshark_test.py PROGRAM

Without tshark it is skipped, but in CI (where CI is set) that is a failure.
"""

import hashlib
import ipaddress
import itertools
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import wire_cases
from driving import OK, PROGRAM, check, report, run
from wire_cases import HEADER_SIZE, Degrees, Ratio

SKIPPED = 77  # what Meson takes for it
DISSECTOR = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "wireshark", "bloomcoin.lua")
GENERATED = ("bloomcoin.kind", "bloomcoin.dialect", "bloomcoin.profile", "bloomcoin.part.kind")
VERACK = {"framed": "{magic}02000000e3b0c44200000000", "compact": "020000"}
OPTIONS = [[], ["--together", "--segment-size", "97"], ["--segment-size", "13"]]


def tshark(path, *options, settings=()):
    """What tshark says of a capture, as XML; complaints of Lua are failures."""
    command = ["tshark", "-X", f"lua_script:{DISSECTOR}", "-r", path, "-n"]
    for setting in settings:
        command += ["-o", setting]
    # A folder of its own: what the user has configured makes no difference.
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([*command, *options], capture_output=True, timeout=500,
                              env={**os.environ, "HOME": folder, "XDG_CONFIG_HOME": folder, "LC_ALL": "C.UTF-8"})
    text = done.stdout.decode()
    check(done.returncode == 0 and "Lua" not in done.stderr.decode() and "Lua Error" not in text, "tshark reads the capture",
          done.stderr.decode() + "".join(re.findall(r"Lua Error[^\"<]*", text)[:3]))
    return text


class Dissected:
    """A frame as the dissector shows it."""

    def __init__(self, number, proto):
        self.number, self.title = number, proto.get("showname")
        self.leaves, self.generated, self.experts, self.notes = [], [], [], []
        for field in proto.iter("field"):
            name = field.get("name")
            if name == "_ws.expert":
                self.expert(field)
            elif name in GENERATED:
                self.generated.append((name, field.get("show")))
            elif name.startswith("bloomcoin.") and field.get("value"):
                self.leaves.append((name, int(field.get("pos")), bytes.fromhex(field.get("value")), field.get("show")))

    def expert(self, field):
        name = next((inside.get("name") for inside in field if inside.get("name").startswith("bloomcoin.")), "a defect")
        message = next(inside.get("show") for inside in field if inside.get("name") == "_ws.expert.message")
        (self.experts if name.startswith("bloomcoin.refused.") else self.notes).append((name, message))

    def kind(self):
        return dict(self.generated).get("bloomcoin.kind")


def dissect(path, **options):
    """For each stream that has frames all of them, in order."""
    streams = {}
    text = tshark(path, "-Y", "bloomcoin", "-T", "pdml", "-J", "bloomcoin frame tcp", **options)
    for packet in ElementTree.fromstring(text).iter("packet"):
        number = stream = None
        for field in packet.iter("field"):
            if field.get("name") == "frame.number":
                number = int(field.get("show"))
            if field.get("name") == "tcp.stream":
                stream = int(field.get("show"))
            if field.get("name") in ("_ws.malformed", "_ws.lua.error"):
                check(False, "nothing is malformed", ElementTree.tostring(field)[:300])
        streams.setdefault(stream, [])
        streams[stream] += [Dissected(number, proto) for proto in packet.findall("proto") if proto.get("name") == "bloomcoin"]
    return [streams[key] for key in sorted(streams)]


def capture(path, frames, profile, *options):
    """To standard output: with a file the program waits for the disk."""
    command = [PROGRAM, "capture", "-o", "-", "--profile", profile, *options, "-"]
    done = subprocess.run(command, input="".join(frame + "\n" for frame in frames).encode(), capture_output=True, timeout=120)
    check(done.returncode == OK, "frames are captured", done.stderr)
    with open(path, "wb") as file:
        file.write(done.stdout)


def merge(path, parts):
    """One file of many conversations: those of the files, each with a port of its own for the client."""
    with open(path, "wb") as out:
        for i, part in enumerate(parts):
            with open(part, "rb") as file:
                data = bytearray(file.read())
            if i == 0:
                out.write(data[:24])
            offset = 24
            while offset < len(data):
                size = struct.unpack("<I", data[offset + 8:offset + 12])[0]
                for place in (36, 38):  # behind the packet's 16 bytes in the file and its 20 of IPv4
                    if data[offset + place:offset + place + 2] == struct.pack(">H", 49152):
                        data[offset + place:offset + place + 2] = struct.pack(">H", 49152 - 1000 + i)
                out.write(data[offset:offset + 16 + size])
                offset += 16 + size


# --- what is accepted ----------------------------------------------------------------------


def is_near(shown, number):
    return abs(float(shown) - number) <= 1e-13 * max(1.0, abs(number))


def value_fits(leaf, shown):
    value = leaf.value
    if isinstance(value, (Ratio, Degrees)):
        return is_near(shown, value.number)
    if isinstance(value, bytes):
        return shown.replace(":", "") == value.hex()
    if isinstance(value, ipaddress.IPv6Address):
        return ipaddress.IPv6Address(shown) == value
    return shown == value if isinstance(value, str) else int(shown, 0) == value


def same_fields(case, frame):
    expected = wire_cases.frame_leaves(case)
    names = [leaf.filter for leaf in expected]
    if not check([name for name, *_ in frame.leaves] == names, f"{case.id}: all fields, in order",
                 [pair for pair in zip([name for name, *_ in frame.leaves], names) if pair[0] != pair[1]][:3]):
        return
    start = frame.leaves[0][1]
    for leaf, (name, place, data, shown) in zip(expected, frame.leaves):
        check(place == start, f"{case.id}: {name} is where it should be", (place, start))
        check(data == leaf.data, f"{case.id}: the bytes of {name}", (data, leaf.data))
        check(value_fits(leaf, shown), f"{case.id}: the value of {name}", (shown, leaf.value))
        start += len(leaf.data)
    kinds = [part["kind"] for part in case.message.get("messages", [])]
    parts = [shown for name, shown in frame.generated if name == "bloomcoin.part.kind"]
    check(parts == kinds, f"{case.id}: the kinds of the parts", parts)


def is_accepted(case, frame):
    generated = dict(frame.generated)
    check(frame.experts == [], f"{case.id}: nothing is refused", frame.experts)
    check(generated["bloomcoin.dialect"] == case.dialect, f"{case.id}: the dialect", generated)
    check(generated.get("bloomcoin.profile") == (case.profile if case.dialect == "framed" else None), f"{case.id}: the profile",
          generated)
    if case.message is None:
        check([name for name, _ in frame.notes] == ["bloomcoin.passed_over"], f"{case.id}: passed over", frame.notes)
        check(frame.kind().startswith("unknown 0x"), f"{case.id}: of no kind", frame.kind())
        shown = b"".join(data for _, _, data, _ in frame.leaves)
        check(shown == bytes.fromhex(case.frame), f"{case.id}: all of its bytes", shown)
        return
    check(frame.kind() == case.message["kind"] and frame.notes == [], f"{case.id}: the kind", (frame.kind(), frame.notes))
    same_fields(case, frame)


def settings_of(dialect, profile):
    return [f"bloomcoin.profile:{profile}"] if dialect == "compact" else []


def accepted(cases, folder):
    path = os.path.join(folder, "accepted.pcap")
    key = lambda case: (case.dialect, case.profile)
    kinds = set()
    for (dialect, profile), group in itertools.groupby(sorted((case for case in cases if not case.rule), key=key), key):
        # The first byte of a conversation says the dialect: 42 would be no magic but a code that no kind has.
        group = sorted(group, key=lambda case: case.message is None)
        kinds |= {(dialect, case.message["kind"]) for case in group if case.message}
        for options in OPTIONS:
            capture(path, [case.frame for case in group], profile, *options)
            streams = dissect(path, settings=settings_of(dialect, profile))
            frames = [frame for stream in streams for frame in stream]
            if check(len(streams) == 1 and len(frames) == len(group), f"{dialect}, {profile}, {options}: each frame once",
                     (len(frames), len(group))):
                for case, frame in zip(group, frames, strict=True):
                    is_accepted(case, frame)
    everything = {(dialect, kind) for dialect, codes in wire_cases.CODES.items() for kind in codes}
    check(kinds == everything, "frames of all kinds were looked at", everything - kinds)


# --- what is refused -----------------------------------------------------------------------


def is_whole(case):
    size = wire_cases.payload_size(case)
    return size is not None and len(case.frame) // 2 >= HEADER_SIZE[case.dialect] + size


def is_longer(case):
    return is_whole(case) and len(case.frame) // 2 > HEADER_SIZE[case.dialect] + wire_cases.payload_size(case)


def conversations(cases, folder, dialect, profile, *options):
    """A file with a conversation for each case: a frame that says the dialect, the case, and the first frame again."""
    verack = VERACK[dialect].format(magic=wire_cases.MAGICS[profile].hex())
    parts = []
    for i, case in enumerate(cases):
        parts.append(os.path.join(folder, f"part{i}"))
        capture(parts[-1], [verack, case.frame, verack], profile, *options)
    path = os.path.join(folder, "refused.pcap")
    merge(path, parts)
    for part in parts:
        os.remove(part)
    return path


sentences = {}


def sentence_of(case):
    """What the program says of the rule that a case breaks."""
    if case.rule not in sentences:
        answer = run("inspect", "frame", "--dialect", case.dialect, "--profile", case.profile, "-", stdin=case.frame)
        sentences[case.rule] = answer.out.splitlines()[-1].partition("refused: ")[2]
    return sentences[case.rule]


def is_refused(case, stream):
    """The rule that the vector names, and whether reading goes on."""
    if not check(len(stream) >= 2 and stream[0].kind() == "verack", f"{case.id}: the frame is there", stream):
        return
    frame = stream[1]
    name = "bloomcoin.refused." + case.rule.lower().replace("-", "_")
    check([one for one, _ in frame.experts] == [name], f"{case.id}: refused for {case.rule} alone", frame.experts)
    check([message for _, message in frame.experts] == [sentence_of(case)], f"{case.id}: in the words of the table",
          frame.experts)
    check(frame.title.endswith(f", refused: {case.rule}"), f"{case.id}: so says the title", frame.title)
    size = wire_cases.payload_size(case)
    # After FRM-1, and FRM-3 of the frame itself, nobody knows where the next frame begins.
    is_end = case.rule == "FRM-1" or (case.rule == "FRM-3" and (not is_whole(case) or len(frame.leaves) <= 6))
    if is_end:
        check(all(name == "bloomcoin.not_read" for later in stream[2:] for name, _ in later.notes), f"{case.id}: the end",
              [later.notes for later in stream[2:]])
    else:
        check(len(stream) == 3 and stream[2].kind() == "verack" and stream[2].experts == [], f"{case.id}: {size} bytes, and on",
              [later.kind() for later in stream])


def refused(cases, folder):
    """All frames that are refused as they stand; those that only lack bytes, or have too many, are another matter."""
    # A header that is refused is refused without its payload; without its last byte it is not there.
    is_asked = lambda case: case.rule and not is_longer(case) and (is_whole(case) or case.rule.startswith("FRM"))
    key = lambda case: (case.dialect, case.profile)
    rules = set()
    for (dialect, profile), group in itertools.groupby(sorted(filter(is_asked, cases), key=key), key):
        group = list(group)
        rules |= {case.rule for case in group}
        path = conversations(group, folder, dialect, profile)
        streams = dissect(path, settings=settings_of(dialect, profile))
        if check(len(streams) == len(group), f"{dialect}, {profile}: all conversations", len(streams)):
            for case, stream in zip(group, streams, strict=True):
                is_refused(case, stream)
    expected = {case.rule for case in cases if case.rule}
    check(rules == expected, "all rules that a frame can break were looked at", expected - rules)


def cut(cases, folder):
    """A frame of which bytes are missing is waited for; without reassembly it is shown as far as it goes."""
    group = [case for case in cases if case.rule == "COD-1" and not is_whole(case) and case.frame]
    group = [case for case in group if (case.dialect, case.profile) == ("framed", "tiny")][::15]
    parts = []
    verack = VERACK["framed"].format(magic="424c5900")
    for i, case in enumerate(group):
        parts.append(os.path.join(folder, f"part{i}"))
        capture(parts[-1], [verack, case.frame], "tiny")
    path = os.path.join(folder, "cut.pcap")
    merge(path, parts)
    for case, stream in zip(group, dissect(path), strict=True):
        check([frame.kind() for frame in stream] == ["verack"], f"{case.id}: more is waited for", stream)
    for case, stream in zip(group, dissect(path, settings=["tcp.desegment_tcp_streams:FALSE"]), strict=True):
        notes = [name for name, _ in stream[-1].notes]
        check(len(stream) == 2 and notes == ["bloomcoin.not_whole"] and not stream[-1].experts, f"{case.id}: not whole", notes)
    check(len(group) > 20, "frames were cut", len(group))


def longer(cases, folder):
    """In a stream what follows a frame is the next frame."""
    group = [case for case in cases if case.rule == "COD-2" and is_longer(case) and case.dialect == "framed"][:10]
    path = os.path.join(folder, "longer.pcap")
    for case in group:
        capture(path, [case.frame], case.profile)
        (stream,) = dissect(path)
        check(len(stream) == 1 and stream[0].experts == [], f"{case.id}: the frame stands, and the rest is waited for", stream)
    check(len(group) > 5, "frames were followed by bytes", len(group))


# --- the rest ------------------------------------------------------------------------------


def for_people(folder):
    """The line of a packet, the filters of the head comment, and ports."""
    path = os.path.join(folder, "people.pcap")
    payload = "0000000000000007"
    ping = "424c430042000000" + hashlib.sha256(bytes.fromhex(payload)).hexdigest()[:8] + "00000008" + payload
    capture(path, ["424c430002000000e3b0c44200000000", ping, "424c430002000000e3b0c44300000000"], "mainnet", "--together")
    text = tshark(path)
    check("verack, ping nonce=0000000000000007, verack [refused: FRM-4]" in text, "a packet in one line", text)
    for expression, count in [("bloomcoin.refused.frm_4", 1), ('bloomcoin.kind == "ping"', 1), ("bloomcoin.ping.nonce == 7", 1),
                              ("bloomcoin.ping.nonce == 8", 0), ('bloomcoin.kind == "phase"', 0),
                              ("bloomcoin.phase.coherence > 0.9", 0), ('bloomcoin.version.user_agent contains "x"', 0)]:
        text = tshark(path, "-Y", expression)
        check(len(text.splitlines()) == count, f"the filter {expression}", text)
    version = "01000000" + "40e20100" + "00f1536500000000" + "c21d0000"
    capture(path, ["011400" + version], "mainnet")
    text = tshark(path, "-V")
    check("time_s: 1700000000 (2023-11-14 22:13:20 UTC)" in text and "port: 7618" in text, "a time is a date", text[-600:])
    capture(path, ["020000"], "testnet")
    check("BloomCoin" in tshark(path), "the other port")
    text = tshark(path, settings=["bloomcoin.ports:7618"])
    check("BloomCoin" not in text, "a port that was taken away", text)
    text = tshark(path, settings=["bloomcoin.ports:8000-9000"])
    check("BloomCoin" in text, "ports that were added", text)


def main():
    if not shutil.which("tshark"):
        print("there is no tshark: install the package tshark (./run setup does)")
        return 1 if os.environ.get("CI") else SKIPPED
    cases = wire_cases.cases()
    with tempfile.TemporaryDirectory() as folder:
        accepted(cases, folder)
        refused(cases, folder)
        cut(cases, folder)
        longer(cases, folder)
        for_people(folder)
    return report()


if __name__ == "__main__":
    sys.exit(main())
