#!/usr/bin/env python3
"""Drives the program `bloomcoin` as a shell would, and checks what it answers.

usage: cli_test.py PROGRAM

Each check is a sentence; those that do not hold are printed. The last line counts them.
"""

import csv
import io
import json
import os
import re
import stat
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

from driving import CANT_CREATE, DATA, INTERRUPTED, IO, NEGATIVE, OK, PROGRAM, USAGE, Answer, check, expect_complaint
from driving import help_and_its_examples, interrupted_at, report, run

LENS = 3**0.5 / 2
HEADER_DIGITS = 272
FIELDS = ["version", "previous", "merkle_root", "time_s", "difficulty", "nonce",
          "bloom_step", "coherence", "mean_phase", "bloom_digest"]


def mined(*arguments):
    answer = run("mine", *arguments)
    check(answer.code == OK, f"mine {' '.join(arguments)} finds a header", answer)
    return answer.out.strip()


# --- the main line -----------------------------------------------------------------------


def mining_and_verifying():
    for profile, difficulty in [("tiny", "1"), ("mainnet", "1"), ("fast", "2"), ("testnet", "1")]:
        answer = run("mine", "--profile", profile, "--difficulty", difficulty, "--time", "0")
        check(re.fullmatch(f"[0-9a-f]{{{HEADER_DIGITS}}}\n", answer.out), f"mine {profile} puts out a header alone", answer)
        check("found nonce" in answer.err and "\x1b" not in answer.err, "the summary goes to standard error", answer)
        verified = run("verify", "--profile", profile, answer.out.strip())
        check(verified.code == OK and verified.out.startswith("valid\n"), f"verify accepts what mine found, {profile}", verified)
        check(verified.err == "", "a valid header leaves standard error empty", verified)
        for word in ["hash", "bloom", "step", "r = 0.", "work", "times what difficulty"]:
            check(word in verified.out, f"verify says {word!r}", verified)
        check(run("verify", "-", "--profile", profile, stdin=answer.out.replace("\n", "\r\n")).code == OK,
              "verify reads a line that ends as on Windows")
        check(run("verify", "-", "--profile", profile, stdin=answer.out.strip()).code == OK,
              "verify reads a line that the input's end ends")


def flipped(header, bit):
    data = bytearray.fromhex(header)
    data[bit // 8] ^= 1 << bit % 8
    return data.hex()


def refusals(header):
    for bit in range(0, 8 * len(header) // 2, 17):
        answer = run("verify", flipped(header, bit), "--profile", "tiny")
        is_refused = answer.code == NEGATIVE and re.fullmatch(r"refused: (HDR|WRK|POC)-\d [A-Z].*\. .+\n", answer.err)
        check(is_refused and answer.out == "", f"with bit {bit} flipped verify refuses with a rule, on one line", answer)
    cases = [("HDR-1", 0, "version 0"), ("HDR-2", 95 * 8, "bloom step"), ("HDR-3", 99 * 8 + 7, "coherence"),
             ("POC-2", 92 * 8, "bloom step"), ("POC-3", 96 * 8, "r = "), ("POC-4", 100 * 8, "degrees"),
             ("POC-5", 104 * 8, "digest")]
    for rule, bit, words in cases:
        answer = run("verify", flipped(header, bit), "--profile", "tiny")
        expect_complaint(answer, NEGATIVE, [f"refused: {rule} ", words, "header: ", "computed: "], f"bit {bit} breaks {rule}")
    no_difficulty = header[:152] + "00" * 8 + header[168:]
    check("refused: WRK-1 " in run("verify", no_difficulty, "--profile", "tiny").err, "difficulty 0 breaks WRK-1")
    too_difficult = header[:152] + "ff" * 8 + header[168:]
    check("refused: WRK-2 " in run("verify", too_difficult, "--profile", "tiny").err, "too much difficulty breaks WRK-2")
    answer = run("verify", header, "--profile", "testnet")
    check(answer.code == NEGATIVE and answer.err.startswith("refused: "), "another profile refuses the header", answer)


def inspecting(header):
    answer = run("inspect", header, "--profile", "tiny")
    check(answer.code == OK and answer.err == "", "inspect shows a header", answer)
    shown = re.findall(r"^ +(\d+) +(\d+)  (\w+) ", answer.out, re.M)
    check([name for *_, name in shown] == FIELDS, "inspect lists the ten fields in order", answer)
    ends = [int(offset) + int(length) for offset, length, _ in shown]
    check([int(offset) for offset, _, _ in shown] == [0] + ends[:-1] and ends[-1:] == [136], "their offsets join", answer)
    check("1970-01-01 00:00:00 UTC" in answer.out and "degrees" in answer.out and "r = 0." in answer.out,
          "inspect says what values mean", answer)
    check(len(re.findall(r"^  [A-Z]{3}-\d+  ok ", answer.out, re.M)) == 10, "all ten checks are ok", answer)

    answer = run("inspect", flipped(header, 95 * 8), "--profile", "tiny")
    check(answer.code == OK, "inspect shows a header that verify refuses", answer)
    verdicts = re.findall(r"^  ([A-Z]{3}-\d+)  (ok|refused|not reached)", answer.out, re.M)
    check([verdict for _, verdict in verdicts] == ["ok", "refused"] + ["not reached"] * 8,
          "checks after the first refusal are not reached", answer)

    # Between fields, inside of a number, inside of a hash before and behind its first line, and at the beginning.
    for digits, field_count, place, rule, note in [
            (200, 8, 100, "COD-1", None), (199, 8, 99, "COD-3", "3 of 4 bytes"), (99, 3, 49, "COD-3", "13 of 32 bytes"),
            (112, 3, 56, "COD-1", "20 of 32 bytes"), (0, 0, 0, "COD-1", None)]:
        answer = run("inspect", header[:digits], "--profile", "tiny")
        expect_complaint(answer, DATA, rule, f"inspect of {digits} digits")
        check(f"{place}  ^ here: {rule}" in answer.out, "it points at the place", answer)
        shown = re.findall(r"^ +\d+ +(\d+)  (\w+) +([0-9a-f]+)(?: {2,}(\S.*))?$", answer.out, re.M)
        check([name for _, name, *_ in shown] == FIELDS[:field_count], "it shows fields as far as the bytes go", answer)
        check(all(len(hexadecimal) == 2 * min(int(length), 16) for length, _, hexadecimal, _ in shown),
              "their digits stand apart from what is said of them", answer)
        check([meaning for *_, meaning in shown if " of " in meaning] == ([note] if note else []),
              "it says how much of the last one is there", answer)
    answer = run("inspect", header + "00", "--profile", "tiny")
    expect_complaint(answer, DATA, "COD-2", "inspect of a byte too many")
    check("136  ^ here: COD-2" in answer.out, "it points behind the header", answer)


def json_output():
    # With one thread, what is tried is what has to be.
    answer = run("mine", "--profile", "tiny", "--time", "7", "--json", "--threads", "1")
    check(answer.code == OK and answer.err == "" and answer.out.count("\n") == 1, "--json puts out one line", answer)
    found = json.loads(answer.out)
    check(found["found"] is True and list(found["fields"]) == FIELDS, "the object has all fields", found)
    check(found["fields"]["time_s"] == 7 and found["attempts"] == found["nonce_next"], "and what the search did", found)
    check(run("verify", found["header"], "--profile", "tiny").code == OK, "its header is valid")
    for threads in "2", "3", "40":
        other = json.loads(run("mine", "--profile", "tiny", "--time", "7", "--json", "--threads", threads).out)
        check([other[key] for key in ("header", "nonce_next")] == [found[key] for key in ("header", "nonce_next")],
              f"{threads} threads find the same", other)
        check(other["attempts"] >= found["attempts"], "and may try more", other)
    arguments = ["mine", "--time", "1", "--difficulty", "40", "--json", "--threads", "1"]
    blooms = {when: json.loads(run(*arguments, "--attempts", "20000", "--give-up", when).out)
              for when in ("never", "seldom", "often")}
    check(blooms["never"]["attempts"] <= blooms["seldom"]["attempts"] <= blooms["often"]["attempts"],
          "who gives more up, finds later", blooms)
    for instructions in "portable", "":
        same = run(*arguments, env={**os.environ, "BLOOMCOIN_INSTRUCTIONS": instructions})
        check(json.loads(same.out)["header"] == blooms["seldom"]["header"], "instructions do not change the answer", same)
    answer = run("mine", "--profile", "tiny", "--difficulty", str(2**64 - 1), "--nonce", str(2**64 - 2),
                 "--attempts", "3", "--json")
    nothing = json.loads(answer.out)
    check(answer.code == NEGATIVE and nothing["found"] is False and "header" not in nothing, "so if nothing is found", answer)
    check(nothing["nonce_next"] == 1, "nonces go on at zero after the last", nothing)
    check(nothing["fields"]["difficulty"] == str(2**64 - 1), "what a double cannot hold is a text", nothing)


def resuming():
    arguments = ["--profile", "tiny", "--difficulty", "12", "--time", "5", "--previous", "ab" * 32]
    whole = run("mine", *arguments)
    found_at = int(re.search(r"found nonce (\d+)", whole.err).group(1))
    nonce, pieces, answer = "0", 0, None
    for pieces in range(1, 500):
        answer = run("mine", *arguments, "--nonce", nonce, "--attempts", "5")
        if answer.code == OK:
            break
        check(answer.code == NEGATIVE and answer.out == "", "nothing found is exit 1 and an empty output", answer)
        command = re.search(r"resume with: bloomcoin (mine .*) --nonce (\d+)$", answer.err, re.M)
        nonce = command.group(2)
        check("--time 5" in command.group(1) and "ab" * 32 in command.group(1), "the command keeps the header", answer)
    check(pieces == found_at // 5 + 1 and answer.out == whole.out, "pieces find the header that one search finds", answer)


# --- evolve ------------------------------------------------------------------------------


def tables(folder):
    for profile, steps in [("tiny", 64), ("mainnet", 1000)]:
        found = json.loads(run("mine", "--profile", profile, "--difficulty", "1", "--time", "0", "--json").out)
        answer = run("evolve", "--profile", profile, "--header", found["header"], "--csv", "-")
        rows = list(csv.DictReader(io.StringIO(answer.out)))
        check(answer.code == OK and len(rows) == steps, f"the table has {steps} rows, {profile}", answer.err)
        check(list(rows[0]) == ["step", "r", "coherence_q30", "mean_phase_turn", "coherent"], "and these columns", rows[0])
        coherent = [float(row["r"]) > LENS for row in rows]
        check(coherent == [row["coherent"] == "1" for row in rows], "r is above the lens where the table says so")
        runs = (step for step in range(6, steps) if all(coherent[step - 6:step + 1]))
        bloom = found["fields"]["bloom_step"]
        check(next(runs, None) == bloom, "the first run of seven ends where mine says", bloom)
        check(int(rows[bloom]["coherence_q30"]) == found["fields"]["coherence"], "with the coherence that mine says")
        turn = found["fields"]["mean_phase"] / 2**32
        check(abs(float(rows[bloom]["mean_phase_turn"]) - turn) < 1e-9, "and its mean phase")

        nonce = run("evolve", "--profile", profile, "--nonce", str(found["fields"]["nonce"]), "--difficulty", "1", "--csv", "-")
        check(nonce.out == answer.out, "a nonce is the same as the header that it is in")
    longer = run("evolve", "--profile", "tiny", "--nonce", "3", "--steps", "100", "--csv", "-").out
    check(longer.count("\n") == 101, "--steps goes beyond an attempt")
    check(longer.startswith(run("evolve", "--profile", "tiny", "--nonce", "3", "--steps", "1", "--csv", "-").out),
          "and fewer are the beginning of it")


def charts():
    answer = run("evolve", "--profile", "mainnet", "--nonce", "91")
    lines = answer.out.splitlines()
    check(answer.code == OK and max(map(len, lines)) <= 80, "the chart is no wider than a terminal", answer)
    check("√3/2" in answer.out and "▲" in answer.out and "█" in answer.out, "it marks the lens and the bloom", answer)
    check(re.match(r"bloom at step \d+, r = 0\.8\d+; greatest r = ", lines[-1]), "it ends with a summary", lines[-1])
    for nonce in range(30):
        answer = run("evolve", "--profile", "tiny", "--nonce", str(nonce), "--steps", str(1 + nonce))
        check(answer.code == OK, "it draws any number of steps", answer)
    answer = run("evolve", "--seed", "00" * 32, "--profile", "secure")
    check(answer.code == OK, "a seed is enough", answer)


def figures(folder):
    path = os.path.join(folder, "figure.svg")
    for arguments, has_bloom in [(["--nonce", "91"], True), (["--nonce", "0", "--profile", "tiny", "--steps", "1"], False),
                                 (["--nonce", "91", "--steps", "5000"], True)]:
        answer = run("evolve", *arguments, "--svg", path)
        check(answer.code == OK, "evolve writes a figure", answer)
        root = ElementTree.parse(path).getroot()
        kinds = [element.get("class", "") for element in root.iter()]
        check(root.tag == "{http://www.w3.org/2000/svg}svg", "it is SVG", root.tag)
        check(kinds.count("curve") == 1 and kinds.count("lens") == 1 and kinds.count("background") == 1,
              "with a curve, the lens and a background", kinds)
        check(kinds.count("snapshot") == 3 and kinds.count("mean-field") == 3, "three circles with arrows", kinds)
        dots = 5 if "tiny" in arguments else 63
        check(kinds.count("phase") == 3 * dots, "a dot for each oscillator", kinds.count("phase"))
        check(kinds.count("bloom-run") == kinds.count("bloom") == int(has_bloom), "the bloom if there is one", kinds)
        text = open(path, encoding="utf-8").read()
        check("script" not in text and "href" not in text and len(text) < 200_000, "self-contained, not large", len(text))
        check("lens √3/2" in text, "the lens has a label")
        step = re.search(r"bloom at step (\d+)", text)
        check(not has_bloom or f">step {step[1]}<" in text, "a circle for the bloom", step)
    check(run("evolve", "--nonce", "91", "--steps", "5000", "--svg", "-").out == text, "to standard output it is the same")


def files(folder):
    path = os.path.join(folder, "r.csv")
    check(run("evolve", "--profile", "tiny", "--nonce", "3", "--csv", path).code == OK, "evolve writes a table")
    mask = os.umask(0)
    os.umask(mask)
    check(stat.S_IMODE(os.stat(path).st_mode) == 0o666 & ~mask, "with a new file's permissions")
    link = os.path.join(folder, "link.csv")
    os.symlink(path, link)
    before = open(path).read()
    check(run("evolve", "--profile", "tiny", "--nonce", "4", "--csv", link).code == OK, "and through a link")
    check(os.path.islink(link) and open(path).read() != before, "which stays a link")
    check(sorted(os.listdir(folder)) == sorted({"figure.svg", "r.csv", "link.csv"}), "nothing else is left behind",
          os.listdir(folder))

    missing = os.path.join(folder, "no", "such", "r.csv")
    evolve = ["evolve", "--profile", "tiny", "--nonce", "3"]
    expect_complaint(run(*evolve, "--csv", missing), CANT_CREATE, ["cannot create", "No such file"], "a folder that is not there")
    expect_complaint(run(*evolve, "--svg", folder), CANT_CREATE, "directory", "a path that is a folder")
    expect_complaint(run(*evolve, "--svg", ""), CANT_CREATE, "cannot create", "an empty path")
    expect_complaint(run(*evolve, "--csv", "/dev/full"), IO, "cannot write", "a full device")
    check(stat.S_ISCHR(os.stat("/dev/full").st_mode), "a device is not replaced")
    if os.geteuid() != 0:
        os.chmod(path, 0o444)
        expect_complaint(run(*evolve, "--csv", path), CANT_CREATE, "cannot replace", "a read-only file")
    with open("/dev/full", "wb") as full:
        done = subprocess.run([PROGRAM, *evolve, "--csv", "-"], stdout=full, stderr=subprocess.PIPE, timeout=60)
    expect_complaint(Answer(done.returncode, b"", done.stderr), IO, "standard output", "a full standard output")


# --- what may come from outside ----------------------------------------------------------


def bad_data(header):
    for command in ["verify", "inspect"]:
        cases = [("", "got 0: COD-1"), (header[:-1], "expected 272 hexadecimal digits (136 bytes), got 271: COD-3"),
                 (header[:-2], "got 270: COD-1"), (header + "00", "got 274: COD-2"), (header + "0", "got 273: COD-3"),
                 (header.upper(), "COD-4"), ("0x" + header[2:], 'got "x" as the 2. of 272 characters: COD-4'),
                 (header[:-2] + "g0", "COD-4"), (" " + header[1:], "COD-4"), ("\x1b[31m\x07", "COD-"),
                 ("é" * 136, "COD-4"), ("00" * 50_000, "got 100000: COD-2"), ("%s%n" * 4, "COD-4")]
        for text, words in cases:
            expect_complaint(run(command, "--profile", "tiny", "--", text), DATA, words, f"{command} of {text[:20]!r}")
    for text in ["", "00", "0" * 63, "0" * 66, "z" * 64]:
        expect_complaint(run("mine", "--previous", text), DATA, ["--previous", "expected 64"], f"--previous {text!r}")
        expect_complaint(run("mine", "--merkle-root", text), DATA, "--merkle-root", f"--merkle-root {text!r}")
        expect_complaint(run("evolve", "--seed", text), DATA, "--seed", f"--seed {text!r}")
        expect_complaint(run("evolve", "--header", text), DATA, "expected 272", f"--header {text!r}")


def bad_standard_input(header):
    for command in ["verify", "inspect"]:
        expect_complaint(run(command, "-"), DATA, "got nothing", "an empty input")
        expect_complaint(run(command, "-", stdin=os.urandom(3000).replace(b"\n", b"")), DATA, "COD-", "binary garbage")
        expect_complaint(run(command, "-", stdin=b"\0" * 272), DATA, r"\x00", "zero bytes")
        expect_complaint(run(command, "-", stdin=b"0" * 10_000_000), DATA, "at most 4096", "a line of 10 MB")
        expect_complaint(run(command, "-", stdin=b"0" * 10_000_000 + b"\n"), DATA, "at most 4096", "and with an end")
        expect_complaint(run(command, "-", stdin=b"\n" + header.encode()), DATA, "got 0", "an empty line")
        done = subprocess.run(["sh", "-c", f'"{PROGRAM}" {command} - <&-'], capture_output=True, timeout=60)
        expect_complaint(Answer(done.returncode, done.stdout, done.stderr), DATA, "cannot be read", "a closed input")
        done = subprocess.run(["sh", "-c", f'"{PROGRAM}" {command} - </'], capture_output=True, timeout=60)
        expect_complaint(Answer(done.returncode, done.stdout, done.stderr), DATA, "directory", "a folder as input")
    check(run("verify", "-", "--profile", "tiny", stdin=header + "\nmore lines\n").code == OK, "only one line is read")


def bad_command_lines(header):
    names = "mainnet, testnet, fast, secure, tiny"
    for command in [["mine"], ["verify", header], ["inspect", header], ["evolve", "--nonce", "1"]]:
        for name in ["", "Mainnet", "mainnet ", "x" * 1000, "\x1b[2J\n"]:
            expect_complaint(run(*command, "--profile", name), USAGE, names, f"{command[0]} with profile {name[:12]!r}")
        expect_complaint(run(*command, "--nonsense"), USAGE, "--nonsense", f"{command[0]} with an unknown option")
        expect_complaint(run(*command, "surplus\nline"), USAGE, f"bloomcoin {command[0]} --help", f"{command[0]} with too much")
        expect_complaint(run(*command, "--profile"), USAGE, "--profile", f"{command[0]} without the profile's name")
    for option in ["--difficulty", "--nonce", "--time", "--attempts"]:
        for number in ["-1", "-0", "+1", "", " 1", "1 ", "1x", "0x10", "1e3", "1.5", str(2**64), "9" * 400, "\n1", "NaN"]:
            expect_complaint(run("mine", option, number), USAGE, [option, "expected a whole number"], f"{option} {number[:24]!r}")
    for arguments in [["mine", "--difficulty", "0"], ["mine", "--attempts", "0"], ["evolve", "--nonce", "1", "--steps", "0"],
                      ["evolve", "--nonce", "1", "--steps", "1000001"], ["evolve", "--nonce", "-5"]]:
        expect_complaint(run(*arguments), USAGE, "expected a whole number", " ".join(arguments))
    for number in ["0", "1025", "x", ""]:
        expect_complaint(run("mine", "--threads", number), USAGE, "--threads", f"--threads {number!r}")
    expect_complaint(run("mine", "--give-up", "Never"), USAGE, "expected never, seldom or often", "another patience")
    expect_complaint(run("mine", env={**os.environ, "BLOOMCOIN_INSTRUCTIONS": "abacus"}), USAGE, "portable",
                     "instructions that nobody has")
    both = ["evolve", "--nonce", "1", "--seed", "00" * 32]
    expect_complaint(run("evolve"), USAGE, "exactly one of", "evolve of nothing")
    expect_complaint(run(*both), USAGE, "got 2", "evolve of two things")
    expect_complaint(run("evolve", "--seed", "00" * 32, "--difficulty", "1"), USAGE, "--nonce", "a field without a nonce")
    expect_complaint(run("evolve", "--nonce", "1", "--csv", "-", "--svg", "-"), USAGE, "different", "two into one output")
    expect_complaint(run(), USAGE, "--help", "no command")
    expect_complaint(run("Mine"), USAGE, "--help", "an unknown command")
    expect_complaint(run("verify"), USAGE, "HEADER", "no header")
    expect_complaint(run("mine", "--json=3"), USAGE, "json", "a flag with a value")
    expect_complaint(run("mine", "--nonce", "1", "--nonce", "2"), USAGE, "--nonce", "an option twice")


# --- for people --------------------------------------------------------------------------


def on_a_terminal():
    """Progress on a terminal, and a clean end when it is interrupted."""
    code, out, text = interrupted_at("ETA by luck", ["mine", "--difficulty", str(2**63), "--time", "9"])
    check(re.search(r"\d tried, [\d,]+/s, [\d,]+ blooms?; ETA by luck .*; \d+ % sooner", text), "progress on a terminal", text)
    check(code == INTERRUPTED and out == b"", "an interrupt ends the search", (code, out))
    check("\x1b[Kinterrupted after" in text and "resume with: bloomcoin mine" in text and "--time 9" in text,
          "and says how to go on", text[-300:])


def main():
    mining_and_verifying()
    header = mined("--profile", "tiny", "--difficulty", "1", "--time", "0")
    refusals(header)
    inspecting(header)
    json_output()
    resuming()
    with tempfile.TemporaryDirectory() as folder:
        tables(folder)
        charts()
        figures(folder)
        files(folder)
    bad_data(header)
    bad_standard_input(header)
    bad_command_lines(header)
    check(re.fullmatch(r"bloomcoin \d+\.\d+\.\d+\n", run("--version").out), "--version says which")
    with tempfile.TemporaryDirectory() as folder:
        help_and_its_examples(folder, [[], ["mine"], ["verify"], ["inspect"], ["evolve"]])
    on_a_terminal()
    return report()


if __name__ == "__main__":
    sys.exit(main())
