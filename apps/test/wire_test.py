#!/usr/bin/env python3
"""Drives `bloomcoin inspect frame`, `bloomcoin inspect payload` and `bloomcoin capture`, and checks what they answer: on all
vectors of tests/vectors/wire, against what wire_cases.py makes of their messages, and on bytes that nobody meant.

usage: wire_test.py PROGRAM
"""

import datetime
import hashlib
import itertools
import os
import random
import re
import struct
import sys
import tempfile

import wire_cases
from driving import CANT_CREATE, DATA, IO, OK, USAGE, check, expect_complaint, help_and_its_examples, report, run
from wire_cases import HEADER_SIZE, Degrees, Ratio


class Shown:
    """What inspect shows of one frame."""

    def __init__(self, text):
        self.title, _, rest = text.partition("\n")
        lines = rest.splitlines()
        self.heading = lines[0]
        self.verdict = lines[-1].partition("  ")[2]
        self.leaves, self.marks, self.names = [], [], []
        for line in lines[1:-1]:
            mark = re.match(r"^ *(\d+)  \^ here: ([A-Z]+-\d+) (.*)$", line)
            row = re.match(r"^ *(\d+) +(\d+)  ( *)(\(.*?\)|\S+)(?: +(.*))?$", line)
            if mark:
                self.marks.append((int(mark[1]), mark[2], mark[3]))
            elif row:
                self.row(int(row[1]), int(row[2]), row[4], row[5] or "")
            else:
                self.leaves[-1][3] += line.strip()

    def row(self, offset, size, name, rest):
        self.names.append(name)
        digits, _, meaning = rest.partition("  ")
        if size and re.fullmatch(f"[0-9a-f]{{{2 * min(size, 16)}}}", digits):
            self.leaves.append([offset, size, name, digits, meaning.strip()])

    def joined(self):
        return "".join(digits for *_, digits, _ in self.leaves)

    def is_contiguous(self):
        ends = [offset + size for offset, size, *_ in self.leaves]
        return [offset for offset, *_ in self.leaves] == [0, *ends][:len(ends)]

    def rule(self):
        return self.verdict.split()[1] if self.verdict.startswith("refused: ") else None


def inspected(frames, *options):
    """What is shown of each frame, all of it in one run."""
    answer = run("inspect", "frame", "--all", *options, "-", stdin="".join(frame + "\n" for frame in frames))
    is_plain = all(character == "\n" or " " <= character <= "~" for character in answer.out)
    check(is_plain, "what is shown is plain text", answer.out[:300])
    texts = answer.out.split("\n\n")
    check(len(texts) == len(frames), "each frame is shown once", (len(texts), len(frames)))
    return answer, [Shown(text) for text in texts]


# --- all vectors ---------------------------------------------------------------------------


def meaning_fits(leaf, meaning):
    """Whether what is said of a value is what it is."""
    name = leaf.name
    if isinstance(leaf.value, int) and leaf.filter.endswith(".count") and not leaf.filter.endswith("get_blocks.count"):
        return meaning.startswith(f"{leaf.value}, at most ")
    if name in ("time_s", "last_seen_s"):
        if leaf.value >= 253402300800:
            return meaning == str(leaf.value)
        date = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=leaf.value)
        return meaning == f"{leaf.value} = {date:%Y-%m-%d %H:%M:%S} UTC".replace(f"= {date:%Y}", f"= {date.year}")
    if name == "amount":
        return meaning == f"{leaf.value // 10**8}.{leaf.value % 10**8:08} coins"
    if name == "kind":
        return meaning == {1: "block", 2: "transaction"}[leaf.value]
    if name == "user_agent":
        return meaning == f'"{leaf.value}"'
    if name == "ip":
        mapped = leaf.value.ipv4_mapped
        return meaning == (f"::ffff:{mapped}" if mapped else str(leaf.value))
    if isinstance(leaf.value, Ratio):
        return abs(float(re.match(r"r = (\S+?)(,|$)", meaning)[1]) - leaf.value.number) < 1e-6
    if isinstance(leaf.value, Degrees):
        turned = (float(re.search(r"(\S+) degrees", meaning)[1]) - leaf.value.number) % 360
        return min(turned, 360 - turned) < 0.02
    if isinstance(leaf.value, bytes):
        return meaning in ("", "zeros", "zeros: as many as fit") or leaf.filter in ("bloomcoin.magic", "bloomcoin.checksum")
    return meaning.startswith(str(leaf.value)) or leaf.filter in ("bloomcoin.code", "bloomcoin.part.code")


def accepted(case, shown):
    if case.message is None:
        check(shown.verdict == "passed over: its code is that of no kind", f"{case.id}: passed over", shown.verdict)
        return
    kind = case.message["kind"]
    check(shown.verdict == f"accepted: {kind}" and not shown.marks, f"{case.id}: accepted", shown.verdict)
    expected = wire_cases.frame_leaves(case)
    got = [(name, digits) for _, _, name, digits, _ in shown.leaves]
    check(got == [(leaf.name, leaf.data.hex()) for leaf in expected], f"{case.id}: every field with its bytes", got)
    for leaf, (*_, meaning) in zip(expected, shown.leaves):
        check(meaning_fits(leaf, meaning), f"{case.id}: what {leaf.filter} means", (leaf, meaning))
    code = next(meaning for _, _, name, _, meaning in shown.leaves if name == "code")
    check(code == kind, f"{case.id}: the code's name", code)


def place_of(case):
    """Where a frame breaks: counted by hand from the layouts of spec/wire.md; nothing for what is in a batch."""
    data, size, rule = bytes.fromhex(case.frame), wire_cases.payload_size(case), case.rule
    start = HEADER_SIZE[case.dialect]
    is_framed = case.dialect == "framed"
    is_batch = is_framed and len(data) > 4 and data[4] == 0x60
    if rule == "COD-1" and (size is None or len(data) < start + size):
        return len(data)
    if rule == "COD-2" and len(data) > start + size:
        return start + size
    if rule == "FRM-2":
        return 5 + next(i for i in range(3) if data[5 + i])
    if rule in ("FRM-1", "FRM-4"):
        return {"FRM-1": 0, "FRM-4": 8}[rule]
    if rule == "FRM-3" and is_batch and size <= (8192 if case.profile == "tiny" else 1 << 20):
        return None  # a part is too long
    if is_batch and rule != "FRM-3":
        return None
    if rule == "COD-1":
        return len(data)
    if rule == "FRM-3":
        return 12 if is_framed else 1
    if rule == "MSG-1":
        return 82 + next(i for i, byte in enumerate(data[82:]) if not 0x20 <= byte <= 0x7E)
    if rule == "MSG-2":
        return next(i for i in range(18, len(data), 33) if data[i] not in (1, 2))
    if rule in ("MSG-3", "MSG-4"):
        return {"MSG-3": 20, "MSG-4": 24}[rule]
    if rule == "MSG-6":
        return start + 4
    if rule == "ADR-4":
        keys = [data[i + 16:i + 34] for i in range(18, len(data), 34)]
        return 18 + 34 * next(i for i in range(1, len(keys)) if keys[i - 1] >= keys[i])
    if rule == "ADR-3":
        return next(i + 32 for i in range(18, len(data), 34) if data[i + 32:i + 34] == b"\0\0")
    if rule in ("CMP-2", "CMP-3", "CMP-4"):
        return start + {"CMP-2": 16, "CMP-3": 0, "CMP-4": 8}[rule]
    if rule in ("COD-12", "COD-16"):
        numbers = [(i, int.from_bytes(data[i:i + 4], "little") & 0x7FFFFFFF) for i in range(3, len(data), 4) if i != 11]
        least = 0x7F800000 if rule == "COD-12" else 0x41000000
        return next(i for i, bits in numbers if bits >= least and (rule == "COD-12" or i > 3))
    return None


def refused(case, shown):
    check(shown.rule() == case.rule, f"{case.id}: refused for {case.rule}", shown.verdict)
    if not check(len(shown.marks) == 1, f"{case.id}: one place is marked", shown.marks):
        return
    offset, rule, sentence = shown.marks[0]
    check(shown.verdict == f"refused: {rule} {sentence}", f"{case.id}: the mark and the verdict agree", shown.marks)
    expected = place_of(case)
    start = HEADER_SIZE[case.dialect]
    if expected is None:
        check(start <= offset <= len(case.frame) // 2, f"{case.id}: the mark is in the payload", offset)
    else:
        check(offset == expected, f"{case.id}: the mark is at {expected}", offset)


def vectors():
    cases = wire_cases.cases()
    key = lambda case: (case.dialect, case.profile)
    for (dialect, profile), group in itertools.groupby(sorted(cases, key=key), key):
        group = list(group)
        answer, shown = inspected([case.frame for case in group], "--dialect", dialect, "--profile", profile)
        count = sum(case.rule is not None for case in group)
        expect = (DATA, f"refused in all: {count} of ") if count else (OK, "")
        check(answer.code == expect[0] and expect[1] in answer.err, f"{dialect}, {profile}: so many are refused", answer.err)
        for case, one in zip(group, shown):
            check(one.title.endswith(f": {dialect}, {profile}, {grouped(case)}"), f"{case.id}: the title", one.title)
            check(one.joined() == case.frame and one.is_contiguous(), f"{case.id}: every byte is shown once", one.joined())
            (refused if case.rule else accepted)(case, one)
    check(len(cases) > 3000, "all of the vectors are there", len(cases))
    one_by_one(cases)
    payloads(cases)


def grouped(case):
    size = len(case.frame) // 2
    return f"{size:,} byte" + ("" if size == 1 else "s")


def some_of_each(cases, count):
    """The first cases for each rule and kind."""
    seen = {}
    for case in cases:
        key = (case.dialect, case.rule, case.message and case.message["kind"])
        seen[key] = seen.get(key, 0) + 1
        if seen[key] <= count:
            yield case


def one_by_one(cases):
    """The exit code and the one line of a frame alone; and what is guessed where nothing is said."""
    for case in some_of_each(cases, 2):
        options = ["--dialect", case.dialect, "--profile", case.profile]
        answer = run("inspect", "frame", *options, "-", stdin=case.frame + "\n")
        if case.rule:
            expect_complaint(answer, DATA, f"bloomcoin: refused: {case.rule} ", f"{case.id} alone")
        else:
            check(answer.code == OK and answer.err == "", f"{case.id} alone: exit 0", answer)
        if case.message:
            guessed = run("inspect", "frame", "-", stdin=case.frame)
            profile = case.profile if case.dialect == "framed" else "mainnet"
            check(guessed.out.startswith(f"{case.dialect}, {profile}, "), f"{case.id}: the dialect is guessed", guessed.out[:40])


def payloads(cases):
    """A payload without its frame gets the verdict that it gets inside of one."""
    names = {dialect: {code: kind for kind, code in codes.items()} for dialect, codes in wire_cases.CODES.items()}
    outside = ("FRM-1", "FRM-2", "FRM-4")
    for case in some_of_each(cases, 3):
        data, size = bytes.fromhex(case.frame), wire_cases.payload_size(case)
        start = HEADER_SIZE[case.dialect]
        if size is None or len(data) != start + size or case.rule in outside:
            continue
        kind = names[case.dialect].get(data[4] if case.dialect == "framed" else data[0])
        # A payload alone has no size that a frame's header could announce.
        if kind is None or (case.rule == "FRM-3" and kind != "batch"):
            continue
        answer = run("inspect", "payload", "--dialect", case.dialect, "--profile", case.profile, kind, "-",
                     stdin=data[start:].hex() + "\n")
        if case.rule == "FRM-3" and " FRM-3 " not in answer.err:
            continue  # the batch itself is too long
        check(answer.code == (DATA if case.rule else OK), f"{case.id}: the payload's exit code", answer)
        check(case.rule is None or f"refused: {case.rule} " in answer.err, f"{case.id}: the payload's rule", answer.err)


# --- streams -------------------------------------------------------------------------------


def stream(name, dialect, profile, pieces, states):
    answer = run("inspect", "frame", "--all", "--stream", "--dialect", dialect, "--profile", profile, "-",
                 stdin="".join(piece + "\n" for piece in pieces))
    shown = [Shown(text) for text in answer.out.rstrip("\n").split("\n\n")[1:]]
    broken = next((state["broken"] for state in states if state["broken"]), None)
    expected = [(frame["kind"], frame["payload"]) for state in states for frame in state["frames"]]
    start, got, passed_over = HEADER_SIZE[dialect], [], 0
    for one in shown:
        codes = [meaning for _, _, leaf, _, meaning in one.leaves if leaf == "code"]
        is_whole = one.verdict.startswith(("accepted", "refused"))
        if codes and codes[0] == "of no kind" and any(leaf == "payload_size" and "at most" in meaning
                                                       for _, _, leaf, _, meaning in one.leaves):
            passed_over += 1 if not (one is shown[-1] and broken) else 0
        elif is_whole and not (one is shown[-1] and broken):
            got.append((codes[0], hashlib.sha256(bytes.fromhex(one.joined())[start:]).hexdigest()))
    check(got == expected, f"{name}: the frames of the stream", (got, expected))
    check(passed_over == (states[-1]["passed_over"] if states else 0), f"{name}: frames passed over", passed_over)
    if broken:
        check(shown and shown[-1].rule() == broken, f"{name}: what breaks it", answer.out[-200:])
    joined = "".join(pieces)
    check("".join(one.joined() for one in shown) == (joined if not broken else joined[:sum(len(one.joined()) for one in shown)]),
          f"{name}: every byte is shown once")
    check(answer.code == (DATA if any(one.rule() for one in shown) else OK), f"{name}: the exit code", answer)


def streams():
    count = 0
    for one in wire_cases.streams():
        # The pieces make no difference: one way to cut is enough, of those that are the same bytes.
        stream(*one)
        count += 1
    check(count > 150, "all streams are there", count)


# --- by hand -------------------------------------------------------------------------------


def by_hand():
    payload = "0000000000000007"
    checksum = hashlib.sha256(bytes.fromhex(payload)).hexdigest()[:8]
    frame = "424c590042000000" + checksum + "00000008" + payload
    answer = run("inspect", "frame", frame)
    check(answer.code == OK and answer.err == "", "a ping is accepted", answer)
    check(answer.out.splitlines() == [
        "framed, tiny, 24 bytes",
        "offset  length  field         bytes             meaning",
        "     0       4  magic         424c5900          tiny",
        "     4       1  code          42                ping",
        "     5       3  reserved      000000",
        f"     8       4  checksum      {checksum}          that of the payload",
        "    12       4  payload_size  00000008          8, at most 8",
        "    16       8  payload       ping",
        "    16       8    nonce       0000000000000007  7",
        "verdict  accepted: ping"], "a ping, line by line", answer.out)
    answer = run("inspect", "frame", "--dialect", "compact", "2204000000403f")
    check("r = 0.75\n" in answer.out and "verdict  accepted: coherence" in answer.out, "three quarters in binary32", answer)
    answer = run("inspect", "frame", "22040000000040bf")
    expect_complaint(answer, DATA, "refused: COD-2 ", "a byte too many")
    check("     7  ^ here: COD-2 " in answer.out, "it points behind the frame", answer.out)

    phases = "000003e8" + "20000000" + "003f" + "".join(f"{1000 * i:04x}" for i in range(63))
    answer = run("inspect", "payload", "phase", phases)
    check(re.search(r"^    18     118    \.\.\. 59 more elements$", answer.out, re.M), "long lists are cut", answer.out)
    check("r = 0.500000" in answer.out and "  1000\n" in answer.out, "half a coherence at height 1000", answer.out)
    whole = run("inspect", "payload", "phase", "--all", phases)
    check("more element" not in whole.out and whole.out.count(" degrees") == 63, "--all shows them all", whole.out)
    # An entry that would not be shown, if it were not the one that is wrong.
    entries = "000c" + ("01" + "ab" * 32) * 9 + "03" + "cd" * 32 + ("02" + "ef" * 32) * 2
    answer = run("inspect", "payload", "inventory", entries)
    check(re.search(r"5 more elements\n *299 +33 +\[9\] .*\n *299 +1 +kind +03 +neither .*\n *299  \^ here: MSG-2 ", answer.out)
          and "2 more elements" in answer.out, "what is wrong is never cut", answer.out)
    text = "\x1b[31m\n".encode().hex()
    version = "00000001" + "00" * 16 + "00" * 36 + "00" * 8 + "0006" + text + "00" * 36
    answer = run("inspect", "payload", "version", version)
    check(r'"\x1b[31m\x0a"' in answer.out and "\x1b" not in answer.out, "a user agent cannot speak to the terminal", answer.out)
    expect_complaint(answer, DATA, "MSG-1", "nor is it accepted")
    for ip, words in [("0" * 32, "::"), ("0" * 31 + "1", "::1"), ("20010db8" + "0" * 23 + "1", "2001:db8::1"),
                      ("2001000000000001" + "0" * 15 + "1", "2001:0:0:1::1"), ("20010db80000000100010001" + "00010001",
                       "2001:db8:0:1:1:1:1:1"), ("0" * 20 + "ffff01020304", "::ffff:1.2.3.4"),
                      ("fe80000000000000abcd0000000000ff", "fe80::abcd:0:0:ff"), ("0001" + "0" * 28, "1::"),
                      ("00010000000000020003000000000004", "1::2:3:0:0:4")]:
        answer = run("inspect", "payload", "addr", "0001" + "00" * 16 + ip + "1dc2")
        check(f"  [{words}]:7618\n" in answer.out, f"an address in the form of RFC 5952: {words}", answer.out)


def several():
    good, bad = "020000", "02000000"
    answer = run("inspect", "frame", good, bad, "zz", "0100")
    expect_complaint(answer, DATA, ["frame 2: refused: COD-2 ", "At offset 3", "refused in all: 3 of 4 frames"], "four frames")
    check(re.findall(r"^frame (\d): compact, mainnet, (\d) bytes$", answer.out, re.M) == [("1", "3"), ("2", "4"), ("4", "2")]
          and "frame 3: framed, mainnet, 0 bytes\n" in answer.out, "all of them are shown", answer.out)
    answer = run("inspect", "frame", "-", stdin=good + "\r\n" + good)
    check(answer.code == OK and answer.out.count("accepted: verack") == 2, "a frame a line", answer)
    answer = run("inspect", "frame", "--stream", "0200", "0002", "000001")
    check(answer.code == OK and answer.out.count("accepted: verack") == 2 and "waits for 2 more bytes" in answer.out,
          "pieces of a stream", answer)
    answer = run("inspect", "frame", "--stream", good + "01ffff" + good)
    expect_complaint(answer, DATA, "frame 2: refused: FRM-3 ", "a stream that breaks")
    check(answer.out.count("verdict") == 2, "nothing is read after that", answer.out)


def complaints(folder):
    for text, words in [("0", "got 1: COD-3"), ("0g", 'got "g" as the 2. of 2 characters: COD-4'), ("éé", "COD-4"),
                        ("02 000", "COD-4"), ("020000 ", "COD-3"), ("\x1b[2J", "COD-4")]:
        expect_complaint(run("inspect", "frame", text), DATA, words, f"inspect frame {text!r}")
        expect_complaint(run("inspect", "frame", "--stream", text), DATA, words, f"a stream of {text!r}")
        expect_complaint(run("inspect", "payload", "ping", text), DATA, words, f"inspect payload {text!r}")
        expect_complaint(run("capture", "-o", os.path.join(folder, "x"), "02", text), DATA, ["frame 2: ", words],
                         f"capture {text!r}")
    expect_complaint(run("inspect", "frame", ""), DATA, "COD-1", "no bytes")
    expect_complaint(run("inspect", "frame", "-"), DATA, "got nothing", "no lines")
    expect_complaint(run("inspect", "payload", "ping", "-", stdin="00\n00\n"), DATA, "got 2 lines", "two payloads")
    expect_complaint(run("inspect", "frame", "-", stdin=b"0" * 70_000_000), DATA, "got more", "70 MB")
    expect_complaint(run("inspect", "frame", "-", stdin=os.urandom(5000).replace(b"\n", b"")), DATA, "COD-", "garbage")
    expect_complaint(run("capture", "-o", os.path.join(folder, "x"), ""), DATA, "frame 1: ", "a frame of nothing")
    check(not os.path.exists(os.path.join(folder, "x")), "no file is left where nothing could be written")
    for arguments, words in [(["inspect"], "HEADER"), (["inspect", "frame"], "FRAME"),
                             (["inspect", "payload"], "KIND"),
                             (["inspect", "payload", "ping"], "PAYLOAD"),
                             (["inspect", "payload", "Ping", "00"], "version, verack"),
                             (["inspect", "payload", "--dialect", "compact", "ping", "00"], "get-phase"),
                             (["inspect", "frame", "--dialect", "morse", "00"], "framed, compact"),
                             (["inspect", "frame", "--profile", "Tiny", "00"], "mainnet, testnet"),
                             (["inspect", "--profile", "tiny", "frame", "00"], "frame"),
                             (["inspect", "0000", "frame", "00"], "frame"),
                             (["capture", "020000"], "--output"), (["capture", "-o", "x"], "FRAME"),
                             (["capture", "-o", "x", "--segment-size", "0", "02"], "from 1 to 65495"),
                             (["capture", "-o", "x", "--segment-size", "65496", "02"], "from 1 to 65495"),
                             (["capture", "-o", "x", "--profile", "none", "02"], "mainnet")]:
        expect_complaint(run(*arguments, cwd=folder), USAGE, words, " ".join(arguments))
    check(os.listdir(folder) == [], "nothing is left behind", os.listdir(folder))


def mutations():
    """Bytes that nobody meant: no crash, every byte shown, a place for every refusal."""
    dice = random.Random(7618)
    accepted_cases = [case for case in wire_cases.cases() if case.message and len(case.frame) < 1200]
    key = lambda case: (case.dialect, case.profile)
    for (dialect, profile), group in itertools.groupby(sorted(accepted_cases, key=key), key):
        frames = []
        for case in group:
            for _ in range(12):
                frames.append(mutated(dice, dialect, bytearray.fromhex(case.frame)).hex())
        frames += [dice.randbytes(dice.randrange(60)).hex() for _ in range(40)]
        answer, shown = inspected(frames, "--dialect", dialect, "--profile", profile)
        check(answer.code == DATA, f"{dialect}, {profile}: mutations", answer.err)
        for frame, one in zip(frames, shown):
            check(one.joined() == frame and one.is_contiguous(), f"{dialect} {frame[:200]}: every byte once", one.joined())
            is_marked = len(one.marks) == (0 if one.rule() is None else 1)
            check(is_marked and all(mark[1] == one.rule() for mark in one.marks), f"{dialect} {frame[:200]}: a place", one.marks)


def mutated(dice, dialect, data):
    """Some bytes changed, cut or added; half of the time with the size and the checksum made right again."""
    start = HEADER_SIZE[dialect]
    for _ in range(dice.randrange(1, 4)):
        data[dice.randrange(len(data))] = dice.choice([0, 1, 2, 0x7F, 0xFF, dice.randrange(256)])
    if dice.random() < 0.4:
        del data[dice.randrange(len(data)):]
    if dice.random() < 0.2:
        data += dice.randbytes(dice.randrange(5))
    if len(data) < start or dice.random() < 0.3:
        return data
    if dialect == "framed":
        data[12:16] = (len(data) - start).to_bytes(4, "big")
        data[8:12] = hashlib.sha256(data[16:]).digest()[:4]
    else:
        data[1:3] = (len(data) - start).to_bytes(2, "little")
    return data


# --- capture -------------------------------------------------------------------------------


def ones_sum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return total


def packets_of(data):
    """(seconds, microseconds, packet) of a capture file."""
    check(struct.unpack("<IHHiIII", data[:24]) == (0xA1B2C3D4, 2, 4, 0, 0, 1 << 18, 101), "the file's header", data[:24])
    offset, packets = 24, []
    while offset < len(data):
        seconds, micros, size, original = struct.unpack("<IIII", data[offset:offset + 16])
        check(size == original and micros < 1_000_000, "a packet's header", (seconds, micros, size, original))
        packets.append((seconds, micros, data[offset + 16:offset + 16 + size]))
        offset += 16 + size
    check(offset == len(data), "the last packet is whole")
    return packets


def conversation(packets, port):
    """What was sent, segment by segment, after checking everything that a pair of hosts would."""
    client = server = None
    segments, flags_seen, times = [], [], []
    for seconds, micros, packet in packets:
        ip, tcp = packet[:20], packet[20:]
        check(ip[0] == 0x45 and ip[9] == 6 and struct.unpack(">H", ip[2:4])[0] == len(packet), "an IPv4 header", ip)
        check(ones_sum(ip) == 0xFFFF, "the IPv4 checksum", ip)
        check(ones_sum(ip[12:20] + struct.pack(">HH", 6, len(tcp)) + tcp) == 0xFFFF, "the TCP checksum", tcp[:20])
        source, target, sequence, acknowledged, flags, window = struct.unpack(">HHIIHH", tcp[:16])
        is_client = target == port
        check({source, target} == {49152, port} and flags >> 12 == 5 and window > 0, "the ports", (source, target))
        data = tcp[20:]
        flags &= 0xFFF
        expected, other = (client, server) if is_client else (server, client)
        if flags & 2:
            expected = sequence
        check(sequence == expected, "the sequence number", (sequence, expected))
        check(not flags & 16 or acknowledged == other, "everything is acknowledged", (acknowledged, other))
        after = sequence + len(data) + (1 if flags & 3 else 0)
        client, server = (after, server) if is_client else (client, after)
        if data:
            check(is_client and flags == 0x18, "data goes to the port", flags)
            segments.append(data)
        flags_seen.append((is_client, flags))
        times.append((seconds, micros))
    check(flags_seen[:3] == [(True, 2), (False, 0x12), (True, 0x10)], "it begins with a handshake", flags_seen[:3])
    check(flags_seen[-3:] == [(True, 0x11), (False, 0x11), (True, 0x10)], "it ends with a farewell", flags_seen[-3:])
    check(times == sorted(set(times)), "time goes on", times[:5])
    return segments


def captures(folder):
    path = os.path.join(folder, "a.pcap")
    dice = random.Random(1)
    frames = [dice.randbytes(size) for size in (1, 2, 24, 1459, 1460, 1461, 40_000)]
    lines = "".join(frame.hex() + "\n" for frame in frames)
    for options, size, is_together, port in [([], 1460, False, 7618), (["--segment-size", "7"], 7, False, 7618),
                                             (["--together"], 1460, True, 7618), (["--profile", "testnet"], 1460, False, 8333),
                                             (["--together", "--segment-size", "65495"], 65495, True, 7618)]:
        answer = run("capture", "-o", path, *options, "-", stdin=lines)
        check(answer.code == OK and answer.out == "" and "7 frames in " in answer.err, "a capture is written", answer)
        with open(path, "rb") as file:
            data = file.read()
        segments = conversation(packets_of(data), port)
        pieces = [b"".join(frames)] if is_together else frames
        expected = [piece[i:i + size] for piece in pieces for i in range(0, len(piece), size)]
        check(segments == expected, f"{options}: frames are cut where they should be", [len(one) for one in segments][:20])
    check(run("capture", "-o", "-", *options, "-", stdin=lines).code == OK, "standard output will do")
    again = run("capture", "-o", path, *options, "-", stdin=lines)
    with open(path, "rb") as file:
        check(again.code == OK and file.read() == data, "the same frames make the same file")
    check("to port 8333" in run("capture", "-o", path, "424c5400").err, "the magic says the profile")
    check(os.listdir(folder) == ["a.pcap"], "nothing else is left behind", os.listdir(folder))
    expect_complaint(run("capture", "-o", os.path.join(folder, "no", "a"), "02"), CANT_CREATE, "No such file", "no such folder")
    expect_complaint(run("capture", "-o", folder, "02"), CANT_CREATE, "directory", "a folder")
    expect_complaint(run("capture", "-o", "/dev/full", "02"), IO, "cannot write", "a full device")
    os.remove(path)


def main():
    vectors()
    streams()
    by_hand()
    several()
    mutations()
    with tempfile.TemporaryDirectory() as folder:
        complaints(folder)
        captures(folder)
    with tempfile.TemporaryDirectory() as folder:
        help_and_its_examples(folder, [["inspect", "frame"], ["inspect", "payload"], ["capture"]])
    return report()


if __name__ == "__main__":
    sys.exit(main())
