"""What programs of checks share: each check says how it went, and the program ends with what became of all of them."""
import sys

passed = failed = 0


def check(what, good, seen=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    print(("ok   " if good else "FAIL ") + what + ("" if good else f": {seen}"), flush=True)


def finish():
    """Says how the checks went, and ends the program."""
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
