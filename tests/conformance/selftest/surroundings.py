#!/usr/bin/env python3
"""Shows that the runner minds the files, streams and processes around it: surroundings.py RUNNER."""
import json
import os
import pathlib
import pty
import resource
import subprocess
import time

from report_runs import call, check, finish, runner, suite, work
from toy import fake

run = ("run", "--vectors", suite, "--jobs", "1", "--testee")

# ---- files

target, link = work / "target.json", work / "link.json"
target.write_text("old")
link.symlink_to(target)
done = call(*run, fake("good"), "--json", link)
check("through a link the file is replaced, not the link",
      done.returncode == 0 and link.is_symlink() and json.loads(target.read_text())["format"] == 3, done)

fifo = work / "fifo"
os.mkfifo(fifo)
with subprocess.Popen(["cat", fifo], stdout=subprocess.PIPE, text=True) as reader:
    done = call(*run, fake("good"), "--tap", fifo)
    text = reader.communicate(timeout=20)[0]
check("a pipe is written to and stays one", done.returncode == 0 and fifo.is_fifo() and text.startswith("TAP version 14"), done)
done = call(*run, fake("good"), "--badge", "/dev/stdout")
check("so does a device", done.returncode == 0 and "<svg" in done.stdout and pathlib.Path("/dev/stdout").is_symlink(), done)

marker = work / "asked"
for option, path, words in (("--html", "/does/not/exist.html", "/does/not/exist.html"), ("--html", str(work), "directory"),
                            ("--markdown", "-", "/dev/stdout")):
    done = call(*run, f"touch {marker}; {fake('good')}", option, path)
    check(f"a report that could not be written is refused before anything is asked: {option} {path}",
          done.returncode == 64 and words in done.stderr and not marker.exists(), done)
leftovers = list(work.glob("*.partial"))
check("nothing is left half written", not leftovers, leftovers)

# ---- streams


def on_a_terminal(*arguments):
    """What a terminal is shown."""
    main, side = pty.openpty()
    with subprocess.Popen([runner, *arguments], stdout=side, stderr=side, env={**os.environ, "TERM": "xterm"}) as program:
        os.close(side)
        shown = b""
        try:
            while chunk := os.read(main, 65536):
                shown += chunk
        except OSError:  # how Linux says that the other end is closed
            pass
        os.close(main)
    return program.returncode, shown.decode(errors="replace")


folder = work / "terminal"
status, shown = on_a_terminal(*run, fake("wrong-value"), "--reports", folder)
texts = {path.name: path.read_text() for path in folder.iterdir()}
check("a terminal is shown colours", status == 1 and "\x1b[31m" in shown, shown)
check("no form of a report has any", len(texts) == 6 and not any("\x1b" in text or "\ufffd" in text for text in texts.values()),
      [name for name, text in texts.items() if "\x1b" in text or "\ufffd" in text])

for arguments in (["list", "--vectors", suite], [*run, fake("good")]):
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([runner, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    check(f"lost output is told: {arguments[0]}", done.returncode == 70 and "standard output" in done.stderr, done)

# ---- processes


def with_few_files():
    resource.setrlimit(resource.RLIMIT_NOFILE, (24, 24))


done = subprocess.run([runner, *run[:3], "--jobs", "12", "--testee", fake("good")], capture_output=True, text=True, timeout=60,
                      preexec_fn=with_few_files)
check("what this machine lacks is not the testee's fault", done.returncode == 70 and "--jobs" in done.stderr and "broken" not in done.stdout, done)

done = call(*run, "exit 255")
check("a status is not taken for a signal that there is none of", "exit status 255" in done.stdout and "signal" not in done.stdout, done)
start = time.monotonic()
done = call(*run, "exec " + fake("leaves-its-group"))
check("a testee that leaves its group and does not end holds nobody up",
      done.returncode == 0 and time.monotonic() - start < 20, (done, time.monotonic() - start))

# ---- the command line

for arguments, words in (((), "expected one of run, explain"), (("rnu",), "got rnu"),
                         ((*run, " "), "--testee: expected a command"),
                         ((*run, fake("good"), "--filter", "op:toy.duble"), "the nearest is toy.double"),
                         ((*run, fake("good"), "--filter", "rule:COD-11"), "the nearest is COD-1")):
    done = call(*arguments)
    check(f"a wrong call is told what there is: {words}", done.returncode == 64 and words in done.stderr, done)
done = call("run", "--vectors", work / "nowhere", "--testee", fake("good"))
check("a suite that is not there is told where to look", done.returncode == 65 and "--vectors" in done.stderr, done)

for variable, words in ((None, "bloomcoin-conformance explain toy.double.00 --testee '"), ("./mine explain ID", "\n  ./mine explain toy.double.00\n")):
    environment = {**os.environ, **({} if variable is None else {"BLOOMCOIN_EXPLAIN": variable})}
    done = subprocess.run([runner, *run, fake("wrong-value")], capture_output=True, text=True, env=environment, timeout=60)
    check(f"advice names what a person calls: {words.strip()}", words in done.stdout, done)

finish()
