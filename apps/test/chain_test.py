#!/usr/bin/env python3
"""Drives `bloomcoin chain`, `wallet` and `send` as a shell would, damages what they keep, and kills them.

usage: chain_test.py PROGRAM

Each check is a sentence; those that do not hold are printed. The last line counts them.
"""

import concurrent.futures
import fcntl
import hashlib
import os
import re
import resource
import shutil
import signal
import stat
import struct
import subprocess
import sys
import tempfile
import time

from driving import BUSY, CANT_CREATE, DATA, INTERRUPTED, IO, NEGATIVE, OK, PROGRAM, USAGE, check, expect_complaint
from driving import help_and_its_examples, interrupted_at, report, run

GENESIS = "b571a000af60dd7e74e34805f89d3c83d92a8aecfce111ac74d844c0b61e10d6"  # of tiny [CHN-2]
GENESIS_TIME = 1767225600
REWARD = 685410196
START = b"BLCHAIN\x01BLY\x00"
SIZE_MAX = 4096  # of a block of tiny
MATURITY = 3
ADDRESS = "%064x" % 7
RULE = r"(COD|HDR|WRK|POC|BLK|TXN|SIG)-\d+ [A-Z][^.]+\."

# --- files of blocks, as frames.hpp describes them ------------------------------------------


def frame(block):
    return struct.pack("<I", len(block)) + block + hashlib.sha256(block).digest()[:4]


def frames_of(data):
    """The offset and the bytes of each block."""
    found, offset = [], len(START)
    while offset < len(data):
        (size,) = struct.unpack_from("<I", data, offset)
        found.append((offset, data[offset + 4:offset + 4 + size]))
        offset += size + 8
    return found


def hash_of(block):
    return hashlib.sha256(hashlib.sha256(block[:136]).digest()).hexdigest()


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)
    return path


def units(coins):
    whole, places = coins.replace(",", "").split(".")
    return int(whole) * 10**8 + int(places)


class Workshop:
    """A folder, and the commands as one would type them in it."""

    def __init__(self, folder):
        self.folder = folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, *arguments, **options):
        return run(*arguments, cwd=self.folder, **options)

    def ok(self, *arguments):
        answer = self.run(*arguments)
        check(answer.code == OK, " ".join(arguments) + " works", answer)
        return answer.out

    def new(self, name, blocks=0, *options):
        self.ok("chain", "new", name, "--profile", "tiny")
        if blocks:
            self.mine(name, blocks, *options)

    def mine(self, name, blocks, *options):
        return self.ok("chain", "mine", name, "--blocks", str(blocks), *(options or ("--seconds-apart", "10")))

    def exported(self, name):
        self.ok("chain", "export", name, name + ".chain")
        return read(self.path(name + ".chain"))

    def shown(self, name):
        """The lines of `chain show` by their first word."""
        out = self.ok("chain", "show", name, "--blocks", "0")
        return dict(re.findall(r"^  (\w+) +(.+)$", out, re.M))

    def tip(self, name):
        shown = self.shown(name)
        return int(shown["height"].split(";")[0].replace(",", "")), shown["tip"]

    def blocks(self, name):
        return read(self.path(name + "/blocks"))

    def balance(self, wallet, chain):
        """Units: spendable, immature, leaving, arriving."""
        out = self.ok("wallet", "show", wallet, "--chain", chain)
        found = dict(re.findall(r"^  (\w+) +([\d,]+\.\d{8}) coins", out, re.M))
        return tuple(units(found.get(name, "0.00000000")) for name in ["spendable", "immature", "leaving", "arriving"])


# --- the main line --------------------------------------------------------------------------


def living(work):
    """From nothing to payments, and what the table and the balances say of it."""
    check(work.ok("chain", "new", "life", "--profile", "tiny") == GENESIS + "\n", "new puts out the hash of the genesis block")
    check(work.blocks("life")[:12] == START and len(frames_of(work.blocks("life"))) == 1, "which alone is in the folder")
    alice = work.ok("wallet", "new", "alice").strip()
    bob = work.ok("wallet", "new", "bob").strip()
    check(re.fullmatch("[0-9a-f]{64}", alice) and alice != bob, "wallets have addresses of their own", (alice, bob))
    check(work.ok("wallet", "show", "alice") == f"address {alice}\n", "and show them")
    check(work.balance("alice", "life") == (0, 0, 0, 0), "which have nothing at first")

    before = int(time.time())
    lines = work.mine("life", 12, "--wallet", "alice").splitlines()
    check([line.split()[0] for line in lines] == [str(n) for n in range(1, 13)], "mine puts out each height", lines)
    tip = work.tip("life")
    check(tip == (12, lines[-1].split()[1]), "show has the height and the tip that mine put out", (tip, lines))
    stamps = [struct.unpack_from("<Q", block, 68)[0] for _, block in frames_of(work.blocks("life"))]
    check(stamps[0] == GENESIS_TIME and before <= stamps[1] <= time.time(), "stamps begin now", stamps)
    check(all(a < b for a, b in zip(stamps, stamps[1:])), "and grow", stamps)
    check(work.balance("alice", "life") == (10 * REWARD, 2 * REWARD, 0, 0), "rewards ripen after the maturity",
          work.balance("alice", "life"))
    paying(work, bob)
    table(work)


def paying(work, bob):
    out = work.ok("send", "life", "--wallet", "alice", "--to", bob, "--amount", "8.5")
    check(re.fullmatch("[0-9a-f]{64}\n", out), "send puts out the txid", out)
    fee = 94 + 2 * 132  # a byte each
    change = 2 * REWARD - 850000000 - fee
    check(work.balance("alice", "life") == (8 * REWARD, 2 * REWARD, 2 * REWARD, change), "coins are leaving",
          work.balance("alice", "life"))
    check(work.balance("bob", "life") == (0, 0, 0, 850000000), "and arriving", work.balance("bob", "life"))
    check("1 transaction, 358 bytes, fees of 358 units" in work.shown("life")["pool"], "the pool is shown", work.shown("life"))
    work.mine("life", 1, "--to", bob)
    check(work.shown("life")["pool"] == "empty", "a block takes the transaction in")
    check(work.balance("alice", "life") == (9 * REWARD + change, REWARD, 0, 0), "change comes back", work.balance("alice", "life"))
    check(work.balance("bob", "life") == (850000000, REWARD + fee, 0, 0), "fees go to the miner", work.balance("bob", "life"))
    work.ok("send", "life", "--wallet", "bob", "--to", ADDRESS, "--amount", "0.00000001", "--fee", "1000")
    check(work.balance("bob", "life")[2:] == (850000000, 850000000 - 1001), "to the last unit", work.balance("bob", "life"))
    work.mine("life", 3)
    shown = work.shown("life")
    supply = units(shown["supply"].split()[0])
    check(supply == 17 * REWARD and "of 274.16407560 coins, in 18 outputs" in shown["supply"], "nothing is lost or made", shown)


def table(work):
    out = work.ok("chain", "show", "life", "--blocks", "4")
    rows = [line.split() for line in out.splitlines() if re.match(r" +\d+  [0-9a-f]{16}  ", line)]
    check([row[0] for row in rows] == ["13", "14", "15", "16"], "the table has the last blocks", out)
    check([(row[-2], row[-1]) for row in rows] == [("2", "358"), ("2", "1000"), ("1", "0"), ("1", "0")], "with their fees", out)
    blocks = [block for _, block in frames_of(work.blocks("life"))]
    for row in rows:
        block = blocks[int(row[0])]
        difficulty, step, coherence = (struct.unpack_from(form, block, at)[0] for form, at in [("<Q", 76), ("<I", 92), ("<I", 96)])
        is_same = (row[1] == hash_of(block)[:16] and row[5] == str(difficulty) and row[7] == str(step)
                   and abs(float(row[6]) - coherence / 2**30) < 1e-6)
        check(is_same, f"row {row[0]} is that block's", row)
    check(re.search(r"^  interval  [▁▂▃▄▅▆▇█]{16}$", out, re.M) and re.search(r"^  r         [▁▂▃▄▅▆▇█]{16}$", out, re.M),
          "charts have a column a block", out)
    check("the last 16 blocks" in out and "target 10.0 s" in out, "and words below", out)
    check(work.ok("chain", "show", "life", "--blocks", str(10**15)).count("\n") > 25, "more rows than blocks are all rows")
    work.new("empty")
    check("interval" not in work.ok("chain", "show", "empty"), "a genesis block has no charts")


def travelling(work):
    """export, verify, import: the same chain elsewhere."""
    data = work.exported("life")
    blocks = frames_of(data)
    check(data == work.blocks("life"), "the export is what the folder keeps")
    check(data == START + b"".join(frame(block) for _, block in blocks), "in the form that the help describes")
    verified = work.ok("chain", "verify", "life.chain")
    check(verified.startswith("valid\n") and work.tip("life")[1] in verified, "verify accepts it", verified)
    check(work.ok("chain", "verify", "life").startswith("valid\n"), "and the folder")
    check(work.run("chain", "verify", "/dev/stdin", stdin=data).code == OK, "and a pipe")
    imported = work.ok("chain", "import", "copy", "life.chain")
    check("imported 16 blocks; there before: 1;" in imported, "import says how many", imported)
    check(work.tip("copy") == work.tip("life") and work.blocks("copy") == data, "a new folder has the same chain")
    check("imported 0 blocks; there before: 17;" in work.ok("chain", "import", "copy", "life.chain"), "twice is once")

    write(work.path("prefix.chain"), data[:blocks[9][0]])
    work.ok("chain", "import", "part", "prefix.chain")
    check(work.tip("part")[0] == 8, "a part of a chain is one", work.tip("part"))
    check("imported 8 blocks; there before: 9;" in work.ok("chain", "import", "part", "life.chain"), "the rest is added")
    check(work.tip("part") == work.tip("life") and work.blocks("part") == data, "then the chains are the same")
    check(work.balance("bob", "part") == work.balance("bob", "life"), "and so are balances")
    piped = subprocess.run([PROGRAM, "chain", "export", "life", "-"], cwd=work.folder, capture_output=True).stdout
    check(piped == data, "export writes to standard output")
    expect_complaint(work.run("chain", "export", "life", "/dev/full"), IO, "cannot write", "a full device")
    expect_complaint(work.run("chain", "export", "life", "no/such"), CANT_CREATE, "cannot create", "a folder that is not there")


def reorganising(work):
    """A branch with more work wins, and what it undoes waits again."""
    work.new("left", 5, "--wallet", "alice", "--seconds-apart", "10")
    work.exported("left")
    work.ok("chain", "import", "right", "left.chain")
    work.ok("send", "left", "--wallet", "alice", "--to", ADDRESS, "--amount", "1")
    work.mine("left", 1)
    check(work.shown("left")["pool"] == "empty", "the payment is in a block")
    work.mine("right", 1, "--seconds-apart", "11")
    work.exported("right")
    tip = work.tip("left")
    answer = work.ok("chain", "import", "left", "right.chain")
    check("imported 1 block;" in answer and "the tip stays" in answer and work.tip("left") == tip, "the first of two stays", answer)
    check("1 block in branches" in work.shown("left")["height"], "and the other is kept", work.shown("left"))
    check("1 block in branches" in work.ok("chain", "verify", "left"), "verify sees both")
    work.mine("right", 2, "--seconds-apart", "11")
    work.exported("right")
    work.ok("chain", "import", "left", "right.chain")
    check(work.tip("left") == work.tip("right"), "more work wins", (work.tip("left"), work.tip("right")))
    check("1 transaction" in work.shown("left")["pool"], "what was undone waits again", work.shown("left"))
    work.mine("left", 1)
    check(work.shown("left")["pool"] == "empty" and "valid" in work.ok("chain", "verify", "left"), "and comes into a block")
    data = work.exported("left")
    check(len(frames_of(data)) == 10 and len(frames_of(work.blocks("left"))) == 11, "an export has the chain alone")
    check(work.ok("chain", "import", "left2", "left.chain") and work.tip("left2") == work.tip("left"), "which goes elsewhere")


def clocks(work):
    work.new("late", 3, "--seconds-apart", "86400")
    data = work.exported("late")
    offset, block = frames_of(data)[1]
    check(work.run("chain", "verify", "late.chain").code == OK, "days after the genesis are in the past by now")
    answer = work.run("chain", "verify", "late.chain", "--clock", str(GENESIS_TIME))
    expect_complaint(answer, NEGATIVE, ["refused: HDR-11 ", "height 1,", hash_of(block), f"offset {offset} of "], "a clock that is behind")
    answer = work.run("chain", "import", "later", "late.chain", "--clock", str(GENESIS_TIME + 2 * 86400))
    expect_complaint(answer, NEGATIVE, ["refused: HDR-11 ", "height 3,"], "an import with such a clock")
    check(not os.path.exists(work.path("later")), "makes nothing")
    check(work.ok("chain", "import", "later", "late.chain", "--clock", str(GENESIS_TIME + 3 * 86400 - 7200)), "two hours are allowed")
    work.new("future", 2, "--seconds-apart", "1000000000")
    check(work.shown("future")["time"].startswith("2089-"), "a chain can be tried out in the future", work.shown("future"))
    check(work.tip("future")[0] == 2 and work.mine("future", 1, "--to", ADDRESS), "and goes on there")
    work.exported("future")
    expect_complaint(work.run("chain", "verify", "future.chain"), NEGATIVE, "refused: HDR-11", "others refuse it today")
    expect_complaint(work.run("chain", "mine", "future", "--blocks", "900", "--seconds-apart", "1000000000"), USAGE,
                     "before the year 10000", "there is an end to time")


# --- damage ---------------------------------------------------------------------------------


def verdicts(work, variants):
    """verify's answers for many files, a few at a time."""

    def verdict(numbered):
        number, data = numbered
        path = write(work.path(f"variant-{number}"), data)
        try:
            return run("chain", "verify", path)
        finally:
            os.unlink(path)

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        return list(pool.map(verdict, enumerate(variants)))


def is_one_line(answer):
    return answer.out == "" and re.fullmatch(r"[ -~]{20,499}\n", answer.err)


def damaging(work):
    """Every byte of a small export, and every place at which it can be cut."""
    work.new("small", 2)
    data = work.exported("small")
    blocks = frames_of(data)
    flips = [(at, mask) for at in range(len(data)) for mask in (0x01, 0xff)]
    answers = verdicts(work, [data[:at] + bytes([data[at] ^ mask]) + data[at + 1:] for at, mask in flips])
    wrong = [(flip, answer) for flip, answer in zip(flips, answers) if answer.code not in (NEGATIVE, DATA) or not is_one_line(answer)]
    check(not wrong, "with any byte flipped the file is refused, on one line", wrong[:3])
    wrong = [(flip, answer) for flip, answer in zip(flips, answers)
             if flip[0] >= len(START) and "offset" not in answer.err]
    check(not wrong, "with the offset", wrong[:3])

    ends = {offset for offset, _ in blocks[1:]}
    cuts = range(len(data))
    answers = verdicts(work, [data[:cut] for cut in cuts])
    wrong = [(cut, answer) for cut, answer in zip(cuts, answers)
             if not (answer.code == OK if cut in ends else answer.code == DATA and is_one_line(answer))]
    check(not wrong, "cut anywhere but between blocks the file is refused, on one line", wrong[:3])

    offset, block = blocks[2]
    tampered = [block[:at] + bytes([block[at] ^ 1]) + block[at + 1:] for at in range(len(block))]
    answers = verdicts(work, [data[:offset] + frame(other) for other in tampered])
    form = rf"refused: {RULE} height 2, (block [0-9a-f]{{64}}, )?offset {offset} of \"[^\"]+\"(; .+)?\n"
    wrong = [(at, answer) for at, answer in enumerate(answers) if answer.code != NEGATIVE or not re.fullmatch(form, answer.err)]
    check(not wrong, "with a good checksum any byte flipped in a block breaks a rule", wrong[:3])


def crafting(work):
    data = work.blocks("life")
    blocks = [block for _, block in frames_of(data)]
    offsets = [offset for offset, _ in frames_of(data)]
    cases = [
        ("a block that is announced as endless", START + b"\xff" * 4, NEGATIVE, ["BLK-1", "height 0,", "offset 12 of", "4,294,967,295 bytes"]),
        ("one byte more than a block may have", data + struct.pack("<I", SIZE_MAX + 1) + bytes(5000), NEGATIVE,
         ["BLK-1", "height 17,", f"offset {len(data)} of"]),
        ("as much as a block may have", data + frame(bytes(SIZE_MAX)), NEGATIVE, ["COD-2", "height 17,", f"offset {len(data)} of"]),
        ("and not there", data + struct.pack("<I", SIZE_MAX) + bytes(9), DATA, ["damaged at height 17", "13 bytes"]),
        ("an empty block", data + frame(b""), NEGATIVE, ["COD-1", "height 17,"]),
        ("a byte behind a block", data[:offsets[5]] + frame(blocks[5] + b"\0"), NEGATIVE, ["COD-2", "height 5,", f"offset {offsets[5]}"]),
        ("a block that is missing", data[:offsets[3]] + data[offsets[4]:], NEGATIVE, ["HDR-8", hash_of(blocks[4]), f"offset {offsets[3]}"]),
        ("a block that is there twice", data[:offsets[4]] + data[offsets[3]:], DATA, ["second time", "height 3,", f"offset {offsets[4]}"]),
        ("blocks in another order", START + frame(blocks[0]) + frame(blocks[2]) + frame(blocks[1]), NEGATIVE, ["HDR-8", f"offset {offsets[1]}"]),
        ("no genesis", START + data[offsets[1]:], DATA, ["not the genesis block", "height 0,", "offset 12"]),
        ("no genesis and no block after it", START + data[offsets[2]:], DATA, ["not the genesis block", "height 0,", "offset 12"]),
        ("no blocks", START, DATA, ["ends without it", "offset 12"]),
        ("another profile's magic", data.replace(b"BLY\0", b"BLF\0"), NEGATIVE, ["height 0,", "offset 12"]),
        ("nobody's magic", data.replace(b"BLY\0", b"BLX\0"), DATA, ["mainnet, testnet, fast, secure, tiny", '"BLX']),
        ("a later version", data.replace(b"BLCHAIN\1", b"BLCHAIN\2"), DATA, ["version 1", "version 2"]),
        ("a transaction changed", data[:offsets[14]] + frame(blocks[14][:-1] + bytes([blocks[14][-1] ^ 1])), NEGATIVE,
         ["BLK-3", "height 14,", hash_of(blocks[14])]),
        ("a genesis block with another coinbase", START + frame(blocks[0][:-3] + b"\1\0\0"), NEGATIVE, ["BLK-3", "height 0,", GENESIS]),
        ("nothing at all", b"", DATA, "BLCHAIN"),
        ("letters", b"BLCHAIN", DATA, "only 7 bytes"),
    ]
    for name, bad, code, words in cases:
        path = write(work.path("bad.chain"), bad)
        answer = run("chain", "verify", path)
        expect_complaint(answer, code, words, name)
        folder_before = work.blocks("part")
        again = work.run("chain", "import", "part", "bad.chain")
        is_same = again.code == code or "magic" in name
        check(is_same and again.code != OK and work.blocks("part") == folder_before, f"{name}: an import changes nothing", again)
        work.run("chain", "import", "nothing", "bad.chain")
        left = [entry for entry in os.listdir(work.folder) if entry.startswith("nothing")]
        check(left == [], f"{name}: an import makes nothing", left)
    expect_complaint(run("chain", "verify", "/dev/zero"), DATA, "BLCHAIN", "an endless file")
    expect_complaint(work.run("chain", "verify", "no-such"), DATA, "No such file", "a file that is not there")
    expect_complaint(work.run("chain", "import", "part", work.path("life")), DATA, "directory", "a folder as a file")


def tagged(tag, message):
    digest = hashlib.sha256(tag.encode()).digest()
    return hashlib.sha256(digest + digest + message).digest()


def forged(previous, time_s, coinbase):
    """A block with work of difficulty 1 and this transaction alone, whatever the ledger says of it."""
    root = tagged("BLC/merkle/leaf", coinbase)  # of one leaf
    answer = run("mine", "--profile", "tiny", "--difficulty", "1", "--previous", previous, "--merkle-root", root.hex(), "--time", str(time_s))
    check(answer.code == OK, "mine finds a header for a forged block", answer)
    return bytes.fromhex(answer.out.strip()) + struct.pack("<H", 1) + coinbase


def coinbase_of(height, amount, version=1):
    return struct.pack("<IHHQ32sIH", version, 0, 1, amount, bytes(32), height, 0)


def forging(work):
    """What only the ledger refuses, even if that comes out later."""
    genesis = frames_of(work.blocks("life"))[0][1]
    start, offset = START + frame(genesis), len(START + frame(genesis))
    for rule, coinbase in [("BLK-7", coinbase_of(1, REWARD + 1)), ("BLK-6", coinbase_of(2, REWARD)), ("TXN-4", coinbase_of(1, 0)),
                           ("TXN-1", coinbase_of(1, 1, 2)), (None, coinbase_of(1, REWARD))]:
        block = forged(GENESIS, GENESIS_TIME + 10, coinbase)
        answer = run("chain", "verify", write(work.path("forged.chain"), start + frame(block)))
        if rule is None:
            check(answer.code == OK, "a block is as good as another whoever made it", answer)
        else:
            expect_complaint(answer, NEGATIVE, [f"refused: {rule} ", "height 1,", hash_of(block), f"offset {offset} of "], f"a block that breaks {rule}")

    greedy = forged(GENESIS, GENESIS_TIME + 11, coinbase_of(1, REWARD + 1))
    after = forged(hash_of(greedy), GENESIS_TIME + 21, coinbase_of(2, REWARD))
    work.new("honest", 1)
    before = work.blocks("honest")
    write(work.path("forged.chain"), start + frame(greedy) + frame(after))
    answer = work.run("chain", "import", "honest", "forged.chain")
    expect_complaint(answer, NEGATIVE, ["refused: BLK-7 ", "height 1,", hash_of(greedy), f"offset {offset} of "], "a branch with a greedy block")
    check(work.blocks("honest") == before, "changes nothing")


def wrong_places(work):
    for command in [["chain", "show", "PLACE"], ["chain", "mine", "PLACE", "--blocks", "1"], ["chain", "export", "PLACE", "x"],
                    ["send", "PLACE", "--wallet", "alice", "--to", ADDRESS, "--amount", "1"],
                    ["wallet", "show", "alice", "--chain", "PLACE"]]:
        for place, words in [("no-such", "No such file"), ("life.chain", "Not a directory"), (work.folder, "bloomcoin chain new"),
                             ("", "No such file"), ("\x1b[2J\n", "No such file")]:
            arguments = [place if argument == "PLACE" else argument for argument in command]
            expect_complaint(work.run(*arguments), DATA, words, f"{' '.join(command)} with {place!r}")
    for place in ["life", "life/", "life.chain", "no/such/folder", ""]:
        expect_complaint(work.run("chain", "new", place, "--profile", "tiny"), CANT_CREATE, "cannot create", f"new {place!r}")
    os.mkdir(work.path("hollow"))
    expect_complaint(work.run("chain", "new", "hollow"), CANT_CREATE, "File exists", "new where there is an empty folder")
    check(os.listdir(work.path("hollow")) == [], "which stays empty")
    work.ok("chain", "new", "other", "--profile", "fast")
    work.exported("other")
    expect_complaint(work.run("chain", "import", "life", "other.chain"), DATA, ["expected blocks of tiny", "got blocks of fast"],
                     "blocks of another profile")
    for arguments in [["chain"], ["wallet"], ["chain", "new"], ["chain", "mine", "life"], ["chain", "nonsense"], ["send", "life"],
                      ["chain", "show", "life", "life"], ["chain", "mine", "life", "--blocks", "0"],
                      ["chain", "mine", "life", "--blocks", "-1"], ["chain", "mine", "life", "--blocks", "1e3"],
                      ["chain", "mine", "life", "--blocks", "1", "--seconds-apart", "0"],
                      ["chain", "mine", "life", "--blocks", "1", "--to", ADDRESS, "--wallet", "alice"],
                      ["chain", "verify", "life", "--clock", "x"], ["chain", "verify", "life", "--clock", str(2**64)]]:
        expect_complaint(work.run(*arguments), USAGE, "bloomcoin: ", " ".join(arguments))
    for address in ["", "00", ADDRESS[:-1], ADDRESS + "0", "x" * 64, ADDRESS.replace("7", "G")]:
        expect_complaint(work.run("chain", "mine", "life", "--blocks", "1", "--to", address), DATA, ["--to", "64 hex"], f"--to {address!r}")


# --- wallets --------------------------------------------------------------------------------


def keys(work):
    seed = "%064x" % 1
    address = work.ok("wallet", "new", "key", "--seed", seed).strip()
    check(stat.S_IMODE(os.stat(work.path("key")).st_mode) == 0o600, "a wallet has mode 600")
    check(read(work.path("key")) == f"bloomcoin wallet 1\nsecret {seed}\n".encode(), "a wallet is two lines")
    previous = os.umask(0)
    try:
        check(work.ok("wallet", "new", "open", "--seed", seed).strip() == address, "a seed has one address")
        check(stat.S_IMODE(os.stat(work.path("open")).st_mode) == 0o600, "and mode 600 whatever the umask")
    finally:
        os.umask(previous)
    before = read(work.path("key"))
    expect_complaint(work.run("wallet", "new", "key"), CANT_CREATE, "File exists", "a wallet that is there")
    os.symlink("nowhere", work.path("link"))
    expect_complaint(work.run("wallet", "new", "link"), CANT_CREATE, "cannot create", "a link to nowhere")
    expect_complaint(work.run("wallet", "new", "no/such"), CANT_CREATE, "No such file", "a folder that is not there")
    check(read(work.path("key")) == before and not os.path.exists(work.path("nowhere")), "nothing is replaced")
    for mode in [0o644, 0o640, 0o604, 0o620, 0o601, 0o666, 0o777]:
        os.chmod(work.path("key"), mode)
        for command in [["wallet", "show", "key"], ["chain", "mine", "life", "--blocks", "1", "--wallet", "key"],
                        ["send", "life", "--wallet", "key", "--to", ADDRESS, "--amount", "1"]]:
            expect_complaint(work.run(*command), DATA, [f"mode {mode:o}", "chmod 600 key"], f"{' '.join(command)} of mode {mode:o}")
    for mode in [0o600, 0o400, 0o700]:
        os.chmod(work.path("key"), mode)
        check(work.run("wallet", "show", "key").code == OK, f"mode {mode:o} is private")
    for text in [b"", b"bloomcoin wallet 1\n", before[:-1], before + b"\n", before.replace(b"1\n", b"2\n", 1), before.upper(),
                 before[:-3] + b"g0\n", before[:-3] + b"\n", b"\0" * 91, b"x" * 100000]:
        path = write(work.path("broken"), text)
        os.chmod(path, 0o600)
        expect_complaint(work.run("wallet", "show", "broken"), DATA, "expected a wallet", f"a wallet of {text[:30]!r}")
        check(seed[:60] not in work.run("wallet", "show", "broken").err, "a secret is not shown")
    os.mkfifo(work.path("pipe"), 0o600)
    for path in ["pipe", "/dev/zero", work.folder]:
        expect_complaint(work.run("wallet", "show", path), DATA, "no plain file", f"a wallet that is {path}")
    expect_complaint(work.run("wallet", "show", "missing"), DATA, "No such file", "no wallet")
    for text in ["", "00", "x" * 64, "0" * 66]:
        expect_complaint(work.run("wallet", "new", "fresh", "--seed", text), DATA, ["--seed", "64 hex"], f"--seed {text!r}")
    check(not os.path.exists(work.path("fresh")), "which makes no wallet")


def refused_payments(work):
    work.new("shop")
    work.ok("wallet", "new", "carol")
    send = ["send", "shop", "--wallet", "carol", "--to", ADDRESS, "--amount"]
    expect_complaint(work.run(*send, "1"), NEGATIVE, ["not enough coins", "spendable: 0.00000000", "immature: 0.00000000"], "nothing there")
    work.mine("shop", 3, "--wallet", "carol", "--seconds-apart", "10")
    answer = work.run(*send, "7")
    expect_complaint(answer, NEGATIVE, ["7.00000000 and a fee are needed", "spendable: 6.85410196", "immature: 13.70820392",
                                        "from height 5 on", "next is 4"], "immature coins")
    expect_complaint(work.run(*send, ""), USAGE, ["--amount", "at most 8 places"], "no amount")
    for text in ["0", "0.0", "0.000000001", "1.", ".5", "-1", "+1", "1e3", "1,5", " 1", "1 ", "0x1", "274.16407561",
                 "18446744073709551617", "184467440737.09551617", "9" * 300, "1.5.5", "NaN", "\x1b[31m", "1.-5"]:
        expect_complaint(work.run(*send[:-1], f"--amount={text}"), USAGE, ["--amount", "at most 8 places"], f"--amount {text[:20]!r}")
    for fee in ["-1", "1.5", "x", str(2**64), "27416407561"]:
        expect_complaint(work.run(*send, "1", f"--fee={fee}"), USAGE, ["--fee", "whole number"], f"--fee {fee}")
    expect_complaint(work.run(*send, "1", "--fee", "225"), NEGATIVE, ["MPL-4", "226 bytes", "225 units"], "a fee that is too low")
    expect_complaint(work.run(*send, "6.85410196", "--fee", "300"), NEGATIVE, ["6.85410496 are needed with the fee"], "no coins for the fee")
    check(not os.path.exists(work.path("shop/pool")), "nothing that was refused is in the pool")
    work.ok(*send, "6.85410010")
    check(work.balance("carol", "shop")[2:] == (REWARD, 0), "less than change would cost goes into the fee", work.balance("carol", "shop"))
    expect_complaint(work.run(*send, "1"), NEGATIVE, ["in the pool: 6.85410196 leaving"], "coins that are leaving already")

    data = read(work.path("shop/pool"))
    for at in range(len(data)):
        write(work.path("shop/pool"), data[:at] + bytes([data[at] ^ 0x40]) + data[at + 1:])
        answer = work.run("chain", "show", "shop")
        if not check(answer.code == DATA and is_one_line(answer), f"a pool with byte {at} flipped is refused", answer):
            break
    write(work.path("shop/pool"), data)
    write(work.path("shop/pool.abcdef"), data[:50])
    work.mine("shop", 1)
    check(sorted(os.listdir(work.path("shop"))) == ["blocks", "lock", "pool"], "what a killed program left is removed",
          os.listdir(work.path("shop")))
    write(work.path("shop/pool"), data)
    check(work.shown("shop")["pool"] == "empty", "a pool that is behind the chain is put right")


# --- what happens to processes --------------------------------------------------------------


def tearing(work):
    """What a write leaves that is stopped at any byte is cut off; what it cannot leave is not."""
    work.new("torn", 3)
    whole = work.blocks("torn")
    blocks = frames_of(whole)
    last = blocks[-1][0]
    path = work.path("torn/blocks")
    for end in range(last + 1, len(whole)):
        write(path, whole[:end])
        answer = work.run("chain", "show", "torn")
        is_cut = answer.code == OK and work.blocks("torn") == whole[:last]
        is_said = f"{end - last} byte" in answer.err and f"from offset {last} on were cut off" in answer.err and "height 3" in answer.err
        if not check(is_cut and is_said and answer.err.count("\n") == 1, f"a block torn after {end - last} bytes is cut off", answer):
            break
    check(work.tip("torn")[0] == 2 and work.run("chain", "show", "torn").err == "", "then all is well")
    work.mine("torn", 1)
    check(work.tip("torn")[0] == 3 and "valid" in work.ok("chain", "verify", "torn"), "and goes on")

    write(path, whole[:-1])
    answer = work.run("chain", "verify", "torn")
    check(answer.code == OK and "beginning of another" in answer.err and work.blocks("torn") == whole[:-1], "verify only looks", answer)
    with open(work.path("torn/lock")) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answer = work.run("chain", "show", "torn")
        check(answer.code == OK and "left out" in answer.err and work.blocks("torn") == whole[:-1], "another's block is left alone", answer)

    for name, bad in [("a length that reaches beyond the end", whole[:blocks[1][0] + 1] + b"\x09" + whole[blocks[1][0] + 2:]),
                      ("a length that is too long", whole[:blocks[1][0] + 3] + b"\x01" + whole[blocks[1][0] + 4:]),
                      ("a bit in the middle", whole[:last - 50] + bytes([whole[last - 50] ^ 1]) + whole[last - 49:]),
                      ("a bit at the end", whole[:-1] + bytes([whole[-1] ^ 1])),
                      ("zeros at the end", whole + bytes(100)), ("nothing", b""), ("a start", START), ("half a genesis", whole[:50])]:
        write(path, bad)
        for command in [["chain", "show", "torn"], ["chain", "mine", "torn", "--blocks", "1"], ["chain", "import", "torn", "life.chain"]]:
            expect_complaint(work.run(*command), DATA, "blocks\"", f"{name}: {command[1]}")
        check(work.blocks("torn") == bad, f"{name}: nothing is cut off")


def start(work, *arguments, **options):
    return subprocess.Popen([PROGRAM, *arguments], cwd=work.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=options.pop("stderr", subprocess.PIPE), **options)


def killing(work):
    """kill -9 at any time: what was put out is on disk, and the chain is valid."""
    work.new("killed")
    for round_number in range(8):
        process = start(work, "chain", "mine", "killed", "--blocks", "100000", "--seconds-apart", "10")
        time.sleep(0.02 + 0.05 * round_number)
        process.kill()
        out = process.communicate()[0].decode()
        answer = work.run("chain", "show", "killed")
        check(answer.code == OK, "show works after a kill", answer)
        height, _ = work.tip("killed")
        said = [line.split() for line in out.splitlines() if re.fullmatch(r"\d+ [0-9a-f]{64}", line)]
        blocks = [hash_of(block) for _, block in frames_of(work.blocks("killed"))]
        check(len(blocks) == height + 1 and all(blocks[int(at)] == block for at, block in said), "what was put out is there", said[-1:])
        check(work.ok("chain", "verify", "killed").startswith("valid\n"), "the chain is valid after a kill")
    check(work.tip("killed")[0] > 20, "there were blocks between the kills", work.tip("killed"))


def two_writers(work):
    work.new("busy", 4, "--wallet", "alice", "--seconds-apart", "10")
    work.exported("busy")
    process = start(work, "chain", "mine", "busy", "--blocks", "100000", "--seconds-apart", "10")
    first = process.stdout.readline().decode()
    for command in [["chain", "mine", "busy", "--blocks", "1"], ["chain", "import", "busy", "busy.chain"],
                    ["send", "busy", "--wallet", "alice", "--to", ADDRESS, "--amount", "1"]]:
        expect_complaint(work.run(*command), BUSY, ["another bloomcoin is writing", f"process {process.pid}"], " ".join(command[:2]) + " meanwhile")
    answers = [work.run("chain", "show", "busy"), work.run("chain", "verify", "busy"), work.run("wallet", "show", "alice", "--chain", "busy")]
    check(all(answer.code == OK for answer in answers), "looking is possible", answers)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    lines = (first + out.decode()).splitlines()
    check(process.returncode == INTERRUPTED and err.startswith(b"interrupted; mined ") and b"\x1b" not in err, "an interrupt ends it", err)
    check(work.tip("busy") == (int(lines[-1].split()[0]), lines[-1].split()[1]), "with what was found", lines[-1])
    check(f"mined {len(lines):,} block" in err.decode(), "all of it", (len(lines), err))
    work.mine("busy", 1)


def on_a_terminal(work):
    work.ok("chain", "new", "slow")
    code, out, text = interrupted_at("ETA by luck", ["chain", "mine", "slow", "--blocks", "1000", "--to", ADDRESS], cwd=work.folder)
    check(re.search(r"height \d+ \(\d+ of 1,000\), [\d,]+ attempts?, [\d,]+/s, difficulty \d+", text), "progress on a terminal", text)
    check(code == INTERRUPTED and "interrupted; mined " in text, "an interrupt ends it there too", text[-300:])
    check(work.tip("slow")[0] == len(out.splitlines()), "with what was found", out)


def main():
    with tempfile.TemporaryDirectory() as folder:
        work = Workshop(folder)
        for part in [living, travelling, reorganising, clocks, damaging, crafting, forging, wrong_places, keys, refused_payments, tearing,
                     killing, two_writers, on_a_terminal]:
            part(work)
    with tempfile.TemporaryDirectory() as folder:
        help_and_its_examples(folder, [["chain"], ["chain", "new"], ["chain", "mine"], ["chain", "show"], ["chain", "verify"],
                                       ["chain", "export"], ["chain", "import"], ["wallet"], ["wallet", "new"], ["wallet", "show"],
                                       ["send"]])
    memory_kb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    check(memory_kb < 400_000, "nothing that came from outside took much memory", memory_kb)
    return report()


if __name__ == "__main__":
    sys.exit(main())
