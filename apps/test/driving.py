"""Drives the program `bloomcoin` as a shell would. What the tests beside this file share."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) == 2 else sys.exit(sys.modules["__main__"].__doc__)
OK, NEGATIVE, USAGE, DATA, CANT_CREATE, IO, BUSY, INTERRUPTED = 0, 1, 64, 65, 73, 74, 75, 130

passed = 0
failed = 0


def check(holds, sentence, evidence=""):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {sentence}\n        {str(evidence)[:600]}")
    return holds


def report():
    """The last line, and the exit code."""
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


class Answer:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out.decode("utf-8", "replace"), err.decode("utf-8", "replace")

    def __repr__(self):
        return f"exit {self.code}, out {self.out!r}, err {self.err!r}"


def run(*arguments, stdin=b"", **options):
    if isinstance(stdin, str):
        stdin = stdin.encode()
    done = subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, timeout=120, **options)
    return Answer(done.returncode, done.stdout, done.stderr)


def interrupted_at(words, arguments, **options):
    """Starts the program with a terminal as its standard error and interrupts it once that shows these words, or a minute
    has passed. Returns its exit code, its standard output and what the terminal was shown."""
    terminal, end = pty.openpty()
    process = subprocess.Popen([PROGRAM, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=end, **options)
    os.close(end)
    seen, deadline = b"", time.monotonic() + 60
    while words.encode() not in seen and select.select([terminal], [], [], max(deadline - time.monotonic(), 0))[0]:
        seen += os.read(terminal, 4096)
    process.send_signal(signal.SIGINT)
    try:
        while chunk := os.read(terminal, 4096):
            seen += chunk
    except OSError:  # how Linux says that the other end is closed
        pass
    out = process.communicate(timeout=60)[0]
    os.close(terminal)
    return process.returncode, out, seen.decode()


def expect_complaint(answer, code, words, sentence):
    """Exactly one line on standard error, the exit code, and these words in the line."""
    lines = answer.err.splitlines()
    is_plain = all(32 <= ord(character) < 127 for character in "".join(lines))
    check(answer.code == code, f"{sentence}: exit {code}", answer)
    check(len(lines) == 1 and answer.err.endswith("\n") and is_plain, f"{sentence}: one line of plain text", answer)
    check(len(answer.err) < 500, f"{sentence}: a line that can be read", answer)
    for word in [words] if isinstance(words, str) else words:
        check(word in answer.err, f"{sentence}: says {word!r}", answer)


def help_and_its_examples(folder, commands):
    """Each command has help that fits, and its examples work, in this empty folder and in this order."""
    environment = {**os.environ, "PATH": folder + os.pathsep + os.environ["PATH"]}
    os.symlink(PROGRAM, os.path.join(folder, "bloomcoin"))
    for command in commands:
        answer = run(*command, "--help")
        check(answer.code == OK and answer.err == "", f"{command} has help", answer)
        check(max(map(len, answer.out.splitlines())) <= 100, f"{command}'s help is not too wide", answer)
        examples = re.findall(r"^  (bloomcoin .+)$", answer.out.partition("Examples:")[2], re.M)
        check(len(examples) >= 2, f"{command}'s help has examples", answer)
        for example in examples:
            done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", example], cwd=folder, env=environment,
                                  stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
            check(done.returncode == OK and done.stdout, f"the example works: {example}", done)
