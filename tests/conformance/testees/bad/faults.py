"""The faults: each turns the right answer to a case into another one, in one way that somebody's implementation does.

They come in kinds. *Blind* ones do not look at the question. *Value* faults say something else, in the right form;
*form* faults say the right thing in another form; *reason* faults refuse rightly for another rule; *verdict* faults
accept what must be refused or the reverse; *evasive* ones do not answer; *line* faults spoil the line that holds a
right answer; and *process* faults are of the program that speaks. A fault leaves alone what it does not apply to.
"""
import base64
import dataclasses
import json
import struct
import zlib
from collections.abc import Callable

import rounding
from book import right_answer


@dataclasses.dataclass(frozen=True)
class Fault:
    kind: str
    sentence: str
    change: Callable


FAULTS = {}


def fault(kind, sentence):
    """Registers a function by its name: of the book and a case to an answer, or, for lines, of a line to bytes."""
    def add(function):
        FAULTS[function.__name__.strip("_").replace("_", "-")] = Fault(kind, sentence, function)
        return function
    return add


def mapped(book, value, integer, text=lambda key, t: t, array=lambda a: a, keys=lambda d: d, key=""):
    """A value with its parts replaced, the innermost first: integers (decimal texts, too), texts, arrays, objects."""
    def inner(item, name):
        return mapped(book, item, integer, text, array, keys, name)
    if isinstance(value, dict):
        return keys({name: inner(item, name) for name, item in value.items()})
    if isinstance(value, list):
        return array([inner(item, key) for item in value])
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return integer(value)
    if key in book.integer_keys:
        return str(integer(int(value)))
    return text(key, value)


def same(value):
    return value


def out_fault(kind, sentence):
    """A fault of values that are accepted: registers a function of the book and of `out`; refusals stay right."""
    def add(function):
        def change(book, case):
            return {"out": function(book, case["out"])} if "out" in case else right_answer(case)
        FAULTS[function.__name__.replace("_", "-")] = Fault(kind, sentence, change)
        return function
    return add


# ---- blind

@fault("blind", "no fault at all")
def none(book, case):
    return right_answer(case)


@fault("blind", "accepts everything: what must be refused gets the answer of the case that it was made from")
def accept_all(book, case):
    return right_answer(book.by_id[case["sibling"]] if "rule" in case else case)


@fault("blind", "refuses everything, with COD-1")
def reject_all(book, case):
    return {"rule": "COD-1"}


@fault("blind", "answers everything with the same value")
def constant(book, case):
    return {"out": {"value": 0}}


@fault("blind", "answers with what it was asked")
def echo(book, case):
    return {"out": case["in"]}


# ---- value

def bytes_only(book, change):
    return lambda key, text: change(text) if key in book.bytes_keys else text


@out_fault("value", "every integer is one more in its last place")
def off_by_one(book, out):
    return mapped(book, out, lambda n: n + 1)


@out_fault("value", "every integer is one less in its last place")
def one_too_few(book, out):
    return mapped(book, out, lambda n: n - 1)


def swapped(n):
    size = 4 if -2**31 <= n < 2**32 else 8
    return int.from_bytes((n % 256**size).to_bytes(size, "little"), "big")


@out_fault("value", "bytes and integers come in the other order of bytes")
def wrong_endian(book, out):
    return mapped(book, out, swapped, bytes_only(book, lambda t: bytes.fromhex(t)[::-1].hex()))


def places(value):
    """The paths to all numbers, and to all texts that are not empty."""
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from ((key, *path) for path in places(item))
    elif value and isinstance(value, str) or type(value) is int:
        yield ()


def changed_at(value, path, change):
    if not path:
        return change(value)
    return {**value, path[0]: changed_at(value[path[0]], path[1:], change)} if isinstance(value, dict) else \
        value[:path[0]] + [changed_at(value[path[0]], path[1:], change)] + value[path[0] + 1:]


def with_digit_flipped(value, place):
    """With one bit of one place flipped: of a number this bit, of a text the lowest one of this digit."""
    if isinstance(value, int):
        return value ^ 1 << place % 31
    place %= len(value)
    digit = value[place]
    flipped = f"{int(digit, 16) ^ 1:x}" if digit in "0123456789abcdef" else chr(ord(digit) ^ 1)
    return value[:place] + flipped + value[place + 1:]


@fault("value", "one bit of one place, which depends on the id, is flipped")
def bit_flip(book, case):
    if "rule" in case or not (paths := list(places(case["out"]))):
        return right_answer(case)
    place = zlib.crc32(case["id"].encode())
    path = paths[place % len(paths)]
    return {"out": changed_at(case["out"], path, lambda value: with_digit_flipped(value, place))}


@out_fault("value", "all is right but for the last bit of the last part")
def last_bit(book, out):
    paths = list(places(out))
    if not paths:
        return out
    return changed_at(out, paths[-1], lambda value: with_digit_flipped(value, 0 if type(value) is int else -1))


@out_fault("value", "bytes and arrays have one element too many, zero or the last one again")
def too_long(book, out):
    return mapped(book, out, same, bytes_only(book, lambda t: t + "00"), lambda a: a + (a[-1:] or [0]))


@out_fault("value", "bytes and arrays lack their last element")
def too_short(book, out):
    return mapped(book, out, same, bytes_only(book, lambda t: t[:-2]), lambda a: a[:-1])


@out_fault("value", "arrays come in the reverse order")
def reversed_arrays(book, out):
    return mapped(book, out, same, array=lambda a: a[::-1])


@out_fault("value", "integers are read as signed ones of 32 bits")
def signed_32(book, out):
    return mapped(book, out, lambda n: (n + 2**31) % 2**32 - 2**31)


@out_fault("value", "integers are cut to 31 bits and have no sign")
def unsigned_31(book, out):
    return mapped(book, out, lambda n: n % 2**31)


@out_fault("value", "integers go through a binary64, so that those beyond 2^53 are rounded")
def through_doubles(book, out):
    return mapped(book, out, lambda n: int(float(n)))


@out_fault("value", "integers go through a binary32, so that those beyond 2^24 are rounded")
def through_floats(book, out):
    return mapped(book, out, lambda n: int(struct.unpack("f", struct.pack("f", n))[0]))


@out_fault("value", "negative integers lose their sign")
def no_sign(book, out):
    return mapped(book, out, abs)


def negated(value):
    """What is true is false, what is missing is there, and the reverse."""
    if isinstance(value, dict):
        return {key: negated(item) for key, item in value.items()}
    if isinstance(value, list):
        return [negated(item) for item in value]
    return not value if isinstance(value, bool) else {} if value is None else value


@out_fault("value", "what is true is false, what is missing is there, and the reverse")
def inverted(book, out):
    return negated(out)


@fault("value", "the state of the case before is left over: the same operation's last answer is given again")
def stale(book, case):
    before = book.previous[case["id"]]
    return right_answer(before if before and "out" in before and "out" in case else case)


@fault("value", "answers as for another case of the operation, one whose value differs")
def mistaken(book, case):
    if "rule" in case:
        return right_answer(case)
    outs = book.outs[case["op"]]
    return {"out": outs[(outs.index(case["out"]) + 1) % len(outs)]}


def rounds(mode):
    def change(book, case):
        return rounding.answer(book.constants.get(case["profile"]), case, mode) or right_answer(case)
    return change


for name in rounding.MODES:
    FAULTS[f"rounding-{name}"] = Fault("value", f"what is rounded is rounded in the mode {name}", rounds(name))


# ---- form

def numbers_only(value, change):
    """Changes JSON numbers and leaves texts alone, those of decimal digits too."""
    if isinstance(value, dict):
        return {key: numbers_only(item, change) for key, item in value.items()}
    if isinstance(value, list):
        return [numbers_only(item, change) for item in value]
    return change(value) if isinstance(value, int) and not isinstance(value, bool) else value


@out_fault("form", "numbers are written with a fraction: 8.0")
def floats(book, out):
    return numbers_only(out, float)


@out_fault("form", "numbers are written as texts: \"8\"")
def texts_for_numbers(book, out):
    return numbers_only(out, str)


def decimal_texts(book, value, change, key=""):
    """Changes texts of decimal digits only."""
    if isinstance(value, dict):
        return {name: decimal_texts(book, item, change, name) for name, item in value.items()}
    if isinstance(value, list):
        return [decimal_texts(book, item, change, key) for item in value]
    return change(value) if isinstance(value, str) and key in book.integer_keys else value


@out_fault("form", "integers of 64 bits are written as numbers: 8 for \"8\"")
def numbers_for_texts(book, out):
    return decimal_texts(book, out, int)


@out_fault("form", "integers of 64 bits are written with a leading zero: \"08\"")
def leading_zeros(book, out):
    return decimal_texts(book, out, lambda t: t.replace("-", "-0") if t.startswith("-") else "0" + t)


@out_fault("form", "integers of 64 bits are written in hexadecimal")
def hexadecimal_integers(book, out):
    return decimal_texts(book, out, lambda t: hex(int(t)))


@out_fault("form", "bytes are written with upper-case digits")
def upper_case(book, out):
    return mapped(book, out, same, bytes_only(book, str.upper))


@out_fault("form", "bytes are written with 0x before them")
def prefixed_hex(book, out):
    return mapped(book, out, same, bytes_only(book, lambda t: "0x" + t))


@out_fault("form", "bytes are written in Base64")
def base_64(book, out):
    return mapped(book, out, same, bytes_only(book, lambda t: base64.b64encode(bytes.fromhex(t)).decode()))


@out_fault("form", "bytes are written as arrays of numbers")
def arrays_for_bytes(book, out):
    return mapped(book, out, same, bytes_only(book, lambda t: list(bytes.fromhex(t))))


@out_fault("form", "there is a key more than was asked for")
def extra_key(book, out):
    return {**out, "valid": True}


@out_fault("form", "the first key is missing")
def missing_key(book, out):
    return {key: out[key] for key in sorted(out)[1:]}


@out_fault("form", "what is empty, zero, false or null is left out")
def omitted_empties(book, out):
    return mapped(book, out, same, keys=lambda d: {key: item for key, item in d.items() if item or item == {}})


@out_fault("form", "what is zero or empty is null")
def null_for_empty(book, out):
    return {key: item or None for key, item in out.items()}


@out_fault("form", "keys are in camel case")
def camel_case(book, out):
    def renamed(key):
        first, *rest = key.split("_")
        return first + "".join(map(str.capitalize, rest))
    return mapped(book, out, same, keys=lambda d: {renamed(key): item for key, item in d.items()})


@out_fault("form", "the value stands in an object more")
def wrapped(book, out):
    return {"result": out}


@fault("form", "a refusal's id is in lower case")
def lower_case_rule(book, case):
    return {"rule": case["rule"].lower()} if "rule" in case else right_answer(case)


# ---- reason

@fault("reason", "refuses rightly, but always with the next rule of the list")
def wrong_reason(book, case):
    if "rule" not in case:
        return right_answer(case)
    return {"rule": book.all_rules[(book.all_rules.index(case["rule"]) + 1) % len(book.all_rules)]}


@fault("reason", "two checks of each operation stand in the wrong order, so that their reasons are interchanged")
def swapped_checks(book, case):
    if "rule" not in case:
        return right_answer(case)
    rules = book.rules[case["op"]]
    other = rules.index(case["rule"]) ^ 1
    return {"rule": rules[min(other, len(rules) - 1)]}


@fault("reason", "every refusal of an operation has the same reason, that of its first one")
def one_reason(book, case):
    return {"rule": book.rules[case["op"]][0]} if "rule" in case else right_answer(case)


@fault("reason", "refuses for the reason that was right for the case before")
def stale_reason(book, case):
    before = book.previous[case["id"]]
    return right_answer(before if before and "rule" in before and "rule" in case else case)


# ---- verdict

@fault("verdict", "is too strict: refuses an accepted case for the reason of one that was made from it")
def too_strict(book, case):
    refused = book.refused_sibling.get(case["id"])
    return {"rule": refused["rule"]} if refused else right_answer(case)


@fault("verdict", "says why it refuses in a value, in place of refusing")
def error_as_value(book, case):
    return {"out": {"error": case["rule"]}} if "rule" in case else right_answer(case)


@fault("verdict", "answers a refusal with nothing")
def silent_acceptance(book, case):
    return {"out": {}} if "rule" in case else right_answer(case)


# ---- evasive

@fault("evasive", "lists everything in its greeting and then declines it")
def lying_unsupported(book, case):
    return {"unsupported": "not today"}


@fault("evasive", "declines where a refusal is due")
def evasive_refusals(book, case):
    return {"unsupported": case["rule"]} if "rule" in case else right_answer(case)


# ---- line: what strikes now and then, since the runner starts a broken testee anew each time

def compact(answer):
    return json.dumps(answer, separators=(",", ":"))


def spoils(sentence):
    """Registers a function of a line to what is written in place of it; None where it cannot be spoilt."""
    def add(function):
        FAULTS[function.__name__.replace("_", "-")] = Fault("line", sentence, function)
        return function
    return add


def has(line, old, new):
    return line.replace(old, new, 1).encode() if old in line else None


@spoils("half a line")
def truncated(line):
    return line[:len(line) // 2].encode()


@spoils("another id")
def wrong_id(line):
    return has(line, '{"id":"', '{"id":"x')


@spoils("the id in upper case")
def upper_case_id(line):
    identity = json.loads(line)["id"]
    return has(line, identity, identity.upper())


@spoils("no id")
def missing_id(line):
    return compact({key: value for key, value in json.loads(line).items() if key != "id"}).encode()


@spoils("`out` twice, the right one last")
def two_outs(line):
    return has(line, '"out":', '"out":{"value":7},"out":')


@spoils("a key of `out` twice, the right one last")
def two_values(line):
    return has(line, '"out":{"', '"out":{"' + next(iter(json.loads(line).get("out", {})), "") + '":7,"')


@spoils("both a value and a refusal")
def both_answers(line):
    return has(line, '"out":', '"rule":"COD-1","out":')


@spoils("a further key beside the answer")
def beside_the_answer(line):
    return (line[:-1] + ',"note":"done"}').encode()


@spoils("NaN for a number")
def not_a_number(line):
    return has(line, '":0,', '":NaN,') or has(line, '":0}', '":NaN}')


@spoils("-0 for 0")
def signed_zero(line):
    return has(line, '":0,', '":-0,') or has(line, '":0}', '":-0}')


@spoils("text that is not UTF-8")
def not_utf_8(line):
    return line[:-2].encode() + b'\xff"}' if line.endswith('"}') else None


@spoils("a byte order mark")
def byte_order_mark(line):
    return ("\ufeff" + line).encode()


@spoils("a zero byte, and more after it")
def zero_byte(line):
    return line.encode() + b"\0 and more"


@spoils("quotes as Python's repr writes them")
def single_quotes(line):
    return line.replace('"', "'").encode()


@spoils("a comma after the last key")
def trailing_comma(line):
    return (line[:-1] + ",}").encode()


@spoils("an array around the answer")
def in_an_array(line):
    return f"[{line}]".encode()


@spoils("the answer over many lines")
def many_lines(line):
    return json.dumps(json.loads(line), indent=2).encode()


@spoils("a remark on its standard output before the answer")
def chatter(line):
    return b"looking that up\n" + line.encode()


@spoils("each answer twice")
def twice(line):
    return f"{line}\n{line}".encode()


# ---- process: bad.py knows how they behave

for name, sentence in (("crash", "ends by a signal"),
                       ("leaves", "ends with status 0"),
                       ("hang", "stops answering"),
                       ("half-a-line", "writes half a line and waits"),
                       ("late", "answers a question after the next one came"),
                       ("shy", "lists nothing in its greeting"),
                       ("mute", "greets with no protocol")):
    FAULTS[name] = Fault("process", sentence, None)
