"""Writes a copy of the headers in which every mutant is present, each asleep until its number is called.

Clang's syntax tree says where operators, comparisons, constants, checks and casts stand; what was written becomes a
choice between itself and the ways to get it wrong (switch.hpp). One build then holds all mutants, and trying one
costs no compilation.
"""
import bisect
import collections
import dataclasses
import pathlib
import re
import sys

import clang.cindex
from clang.cindex import CursorKind, TranslationUnit

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "vectors"))
from trace import citation  # noqa: E402, tests/vectors/trace.py

# Headers of which no answer to a case can speak, and why. What they say is held against the others by the tests
# of properties.
not_specified = {
    "base/assume.hpp": "what the compiler is asked about the machine",
    "base/rules.hpp": "the sentences of the rules, which rules-are-traced compares with spec/",
    "crypto/stream_avx512.hpp": "another way to compute what crypto/stream.hpp says",
    "kuramoto/fast_stream.hpp": "another way to compute what crypto/stream.hpp says",
    "kuramoto/instructions.hpp": "which vector instructions the machine has",
    "kuramoto/kernels.hpp": "which of several ways to compute the same is taken",
    "kuramoto/kernels.inc": "another way to compute what kuramoto/step.hpp says",
    "kuramoto/lane_block.hpp": "another way to compute what kuramoto/step.hpp says",
    "kuramoto/lanes.hpp": "another way to compute what kuramoto/bloom.hpp says",
    "kuramoto/words_avx2.hpp": "words of another way to compute",
    "kuramoto/words_avx512.hpp": "words of another way to compute",
    "kuramoto/words_neon.hpp": "words of another way to compute",
    "kuramoto/words_portable.hpp": "words of another way to compute",
    "kuramoto/patience.hpp": "which attempts a miner gives up",
    "kuramoto/patience_tables.hpp": "which attempts a miner gives up",
    "chain/batch.hpp": "many headers at once, as chain/check.hpp says of each",
    "chain/search.hpp": "how a miner tries nonces",
}

arithmetic = {
    "+": ("Add", "Subtract"), "-": ("Subtract", "Add"), "*": ("Multiply", "Add"),
    "/": ("Divide", "Multiply", "DivideUp"), "%": ("Remainder", "Divide"),
    "&": ("And", "Or"), "|": ("Or", "And"), "^": ("Xor", "Or"),
    "<<": ("ShiftLeft", "ShiftRight"), ">>": ("ShiftRight", "ShiftLeft", "ShiftRightUnsigned"),
}
comparisons = {
    "<": ("Less", "LessEqual", "GreaterEqual"), "<=": ("LessEqual", "Less", "Greater"),
    ">": ("Greater", "GreaterEqual", "LessEqual"), ">=": ("GreaterEqual", "Greater", "Less"),
    "==": ("Equal", "Unequal"), "!=": ("Unequal", "Equal"),
}
compounds = {"+=": "-=", "-=": "+=", "*=": "+=", "/=": "*=", "%=": "/=", "&=": "|=", "|=": "&=", "^=": "|=",
             "<<=": ">>=", ">>=": "<<="}
spelled = {
    "Add": "+", "Subtract": "-", "Multiply": "*", "Divide": "/", "DivideUp": "/ rounded up", "Remainder": "%", "And": "&",
    "Or": "|", "Xor": "^", "ShiftLeft": "<<", "ShiftRight": ">>", "ShiftRightUnsigned": ">> without sign", "Less": "<",
    "LessEqual": "<=", "Greater": ">", "GreaterEqual": ">=", "Equal": "==", "Unequal": "!=",
}
integer_types = re.compile(r"^(std::)?(u?int\d+_t|size_t)$|^unsigned$|^(num::)?Turn$")
calls = "bloomcoin::mutants::"
declarations = (CursorKind.FUNCTION_DECL, CursorKind.FUNCTION_TEMPLATE, CursorKind.CXX_METHOD, CursorKind.CONSTRUCTOR,
                CursorKind.STRUCT_DECL, CursorKind.CLASS_DECL, CursorKind.CLASS_TEMPLATE, CursorKind.ENUM_DECL,
                CursorKind.VAR_DECL, CursorKind.UNEXPOSED_DECL)


@dataclasses.dataclass
class Mutant:
    number: int
    file: str
    line: int
    column: int
    kind: str      # operator, comparison, constant, condition, check, order, statement, cast, byte order, rule, logic
    change: str    # what becomes of what was written
    text: str      # the line it stands in
    rules: tuple   # those that the declaration around it cites
    edit: tuple    # the same mistake by hand: (start, end, what to write there), or None where that is not so simple
    occurrence: int = 1  # which of those that change the same in the same words of the file

    @property
    def key(self):
        """Names the mutant as long as its line stays the same."""
        which = "" if self.occurrence == 1 else f", place {self.occurrence}"
        return f"{self.file}: {self.text} [{self.change}{which}]"


def citations_in(text):
    return tuple(sorted({"".join(ids) for ids in citation.findall(text)}))


def refuses(text):
    return "Rule(" in text or ".rule()" in text


class Source:
    """A header's text and what is put into it."""

    def __init__(self, path, name):
        self.name = name
        self.bytes = path.read_bytes()
        self.edits = []  # (start, rank, order, end, text)
        self.lines = self.bytes.decode().splitlines()
        head, _, body = self.bytes.decode().partition("#pragma once")
        self.cited = citations_in(head) or citations_in(body)

    def wrap(self, start, end, before, after):
        """Outer wraps open before inner ones and close behind them; of two as large, the first is the outer one."""
        order = (end - start, -len(self.edits))
        self.edits.append((start, 1, (-order[0], -order[1]), start, before))
        self.edits.append((end, 0, order, end, after))

    def replace(self, start, end, text):
        self.edits.append((start, 2, (), end, text))

    def text(self, start, end):
        return self.bytes[start:end].decode()

    def text_of(self, cursor):
        return self.text(cursor.extent.start.offset, cursor.extent.end.offset)

    def result(self):
        out, at = [], 0
        for start, _, _, end, text in sorted(self.edits):
            out.append(self.bytes[at:start].decode())
            out.append(text)
            at = end
        out.append(self.bytes[at:].decode())
        return "".join(out)


class Instrumenter:
    def __init__(self, root, rules):
        self.root = root
        self.rules = rules
        self.sources = {}
        self.mutants = []
        self.macros = {}
        self.seen = set()
        self.is_consteval = False  # whether the function that is walked through runs in the compiler alone
        self.cited = ()  # the rules that the declaration that is walked through cites

    # ---- places ----

    def source_of(self, cursor):
        file = cursor.extent.start.file
        if file is None:
            return None
        path = pathlib.Path(file.name).resolve()
        if not path.is_relative_to(self.root / "bloomcoin"):
            return None
        name = str(path.relative_to(self.root / "bloomcoin"))
        if name in not_specified:
            return None
        if name not in self.sources:
            self.sources[name] = Source(path, name)
        return self.sources[name]

    def is_in_macro(self, source, cursor):
        ranges = self.macros.get(source.name, [])
        at = bisect.bisect_right(ranges, (cursor.extent.start.offset, 1 << 60)) - 1
        return at >= 0 and ranges[at][0] <= cursor.extent.start.offset < ranges[at][1]

    def add(self, source, cursor, kind, change, edit):
        start = cursor.extent.start
        number = len(self.mutants)
        text = source.lines[start.line - 1].strip()
        self.mutants.append(
            Mutant(number, source.name, start.line, start.column, kind, change, text, self.cited, edit))
        return number

    def choose(self, source, cursor, kind, right, wrongs):
        """The opening of a choice. Each way to get it wrong is (its name, what it changes, the edit), and these
        mutants are numbered in a row."""
        numbers = [self.add(source, cursor, kind, change, edit) for _, change, edit in wrongs]
        names = ", ".join(calls + name for name in (right, *(name for name, _, _ in wrongs)))
        return f"{calls}Choice<{numbers[0]}, {names}>::of("

    # ---- what is written ----

    def binary(self, source, cursor):
        # A call of an operator has the operator's name between its operands.
        operands = list(cursor.get_children())
        if len(operands) < 2:
            return
        left, right = operands[0], operands[-1]
        between = source.text(left.extent.end.offset, right.extent.start.offset)
        token = re.sub(r"//.*", "", between).strip()
        start = left.extent.end.offset + between.find(token)
        if token in ("&&", "||"):
            other = "||" if token == "&&" else "&&"
            number = self.add(source, cursor, "logic", f"{token} -> {other}", (start, start + 2, other))
            on = f"{calls}on<{number}>()"
            source.wrap(cursor.extent.start.offset, cursor.extent.end.offset, "(((static_cast<bool>(", f") != {on})) != {on})")
            source.replace(start, start + 2, f") != {on}) {token} (static_cast<bool>(")
            return
        table = {**arithmetic, **comparisons}
        if token not in table:
            return
        name, *wrongs = table[token]
        kind = "comparison" if token in comparisons else "operator"
        edits = [(start, start + len(token), spelled[wrong]) if " " not in spelled[wrong] else None for wrong in wrongs]
        changes = [f"{token} -> {spelled[wrong]}" for wrong in wrongs]
        opening = self.choose(source, cursor, kind, name, list(zip(wrongs, changes, edits)))
        source.wrap(cursor.extent.start.offset, cursor.extent.end.offset, opening, ")")
        source.replace(start, start + len(token), ",")

    def compound(self, source, cursor):
        left, right = list(cursor.get_children())
        between = source.text(left.extent.end.offset, right.extent.start.offset)
        token = between.strip()
        if token not in compounds:
            return
        other = compounds[token]
        start = left.extent.end.offset + between.find(token)
        number = self.add(source, cursor, "operator", f"{token} -> {other}", (start, start + len(token), other))
        target = source.text_of(left)
        value = source.text_of(right)
        source.wrap(cursor.extent.start.offset, cursor.extent.end.offset,
                    f"({calls}on<{number}>() ? ({target} {other} {value}) : (", "))")

    def literal(self, source, cursor):
        written = source.text_of(cursor)
        if not re.match(r"^[0-9]", written):
            return
        start, end = cursor.extent.start.offset, cursor.extent.end.offset
        wrongs = [("OneMore", f"{written} -> {written} + 1", (start, end, f"({written} + 1)"))]
        if int(re.sub(r"[uUlLzZ']", "", written), 0) > 0:
            wrongs.append(("OneLess", f"{written} -> {written} - 1", (start, end, f"({written} - 1)")))
        source.wrap(start, end, self.choose(source, cursor, "constant", "Itself", wrongs), ")")

    def truth(self, source, cursor):
        start, end = cursor.extent.start.offset, cursor.extent.end.offset
        written = source.text(start, end)
        if written not in ("true", "false"):
            return
        other = "false" if written == "true" else "true"
        wrong = ("Not", f"{written} -> {other}", (start, end, other))
        source.wrap(start, end, self.choose(source, cursor, "constant", "Itself", [wrong]), ")")

    def unary(self, source, cursor):
        start = cursor.extent.start.offset
        token = source.text(start, start + 1)
        names = {"!": ("Not", "AsCondition"), "-": ("Negated", "Itself"), "~": ("Complement", "Itself")}
        # Clang sees a "!" in what the language makes of "!=", and none is written there.
        if token not in names or source.text(start, start + 2) in ("--", "!="):
            return
        right, wrong = names[token]
        opening = self.choose(source, cursor, "operator", right, [(wrong, f"without {token}", (start, start + 1, ""))])
        source.wrap(start, cursor.extent.end.offset, opening, ")")
        source.replace(start, start + 1, "")

    def condition(self, source, cursor, change, kind, wrong):
        start, end = cursor.extent.start.offset, cursor.extent.end.offset
        edit = (start, end, "false" if wrong == "Never" else f"!({source.text(start, end)})")
        source.wrap(start, end, self.choose(source, cursor, kind, "AsCondition", [(wrong, change, edit)]), ")")

    def branch(self, source, cursor):
        if re.match(r"if\s+constexpr", source.text(cursor.extent.start.offset, cursor.extent.start.offset + 20)):
            return
        children = list(cursor.get_children())
        has_else = re.search(r"\belse\b", source.text(children[-2].extent.end.offset, children[-1].extent.start.offset))
        condition = children[-3] if has_else else children[-2]
        before = source.text(cursor.extent.start.offset, condition.extent.start.offset).rstrip()
        if not before.endswith((";", "if (")):  # it declares what it asks
            return
        if refuses(source.text_of(children[-1])):
            self.condition(source, condition, "the check is left out", "check", "Never")
        else:
            self.condition(source, condition, "never", "condition", "Never")

    def statements(self, source, cursor):
        children = list(cursor.get_children())
        for child, following in zip(children, children[1:] + [None]):
            is_expression = child.kind in (CursorKind.CALL_EXPR, CursorKind.COMPOUND_ASSIGNMENT_OPERATOR,
                                           CursorKind.BINARY_OPERATOR)
            if is_expression and not self.is_without_answer(child):
                number = self.add(source, child, "statement", "the statement is left out",
                                  (child.extent.start.offset, child.extent.end.offset, ""))
                source.wrap(child.extent.start.offset, child.extent.end.offset,
                            f"if ({calls}on<{number}>()) {{}} else ", "")
            if following is not None and self.is_refusal(source, child) and self.is_refusal(source, following):
                next_check = source.text_of(following)
                if not next_check.endswith("}"):
                    next_check += ";"
                number = self.add(source, child, "order", "the next check is made first",
                                  (child.extent.start.offset, child.extent.start.offset, next_check + " "))
                source.wrap(child.extent.start.offset, child.extent.end.offset,
                            f"if ({calls}on<{number}>()) {{ {next_check} }} ", "")

    def is_refusal(self, source, cursor):
        if cursor.kind != CursorKind.IF_STMT:
            return False
        text = source.text_of(cursor)
        return "return" in text and refuses(text) and "else" not in text

    def cast(self, source, cursor):
        start, end = cursor.extent.start.offset, cursor.extent.end.offset
        written = re.match(r"static_cast<([^<>]*)>\(", source.text(start, end))
        if not written or not integer_types.match(written.group(1)):
            return
        target = written.group(1)
        number = self.add(source, cursor, "cast", "the sign is taken for a digit, or a digit for the sign", None)
        source.replace(start, start + len(written.group(0)),
                       f"{calls}Choice<{number}, {calls}Cast<{target}>, {calls}CastOtherSign<{target}>>::of(")

    def byte_order(self, source, cursor):
        start, end = cursor.extent.start.offset, cursor.extent.end.offset
        others = {"std::endian::big": "std::endian::little", "std::endian::little": "std::endian::big"}
        if (other := others.get(source.text(start, end))) is None:
            return
        wrong = ("OtherByteOrder", "the other byte order", (start, end, other))
        source.wrap(start, end, self.choose(source, cursor, "byte order", "Itself", [wrong]), ")")

    def rule(self, source, cursor):
        start, end = cursor.extent.start.offset, cursor.extent.end.offset
        written = re.match(r'^((?:base::)?Rule)\("([A-Z]{3}-[0-9]+)"\)$', source.text(start, end))
        if not written or written.group(2) not in self.rules or (source.name, start) in self.seen:
            return
        self.seen.add((source.name, start))
        other = self.rules[(self.rules.index(written.group(2)) + 1) % len(self.rules)]
        wrong = f'{written.group(1)}("{other}")'
        number = self.add(source, cursor, "rule", f"{written.group(2)} -> {other}", (start, end, wrong))
        source.wrap(start, end, f"({calls}on<{number}>() ? {wrong} : ", ")")

    def local(self, source, cursor):
        """The compiler computes a local constant once for all where it can; a variable, every time anew."""
        start = cursor.extent.start.offset
        written = re.match(r"(const|constexpr) ([\w:<>]+) \w+ ?[={]", source.text(start, cursor.extent.end.offset))
        if written and "auto" not in written.group(2) and not self.is_consteval:
            source.replace(start, start + len(written.group(1)) + 1, "")

    # ---- the walk ----

    def visit(self, cursor):
        source = self.source_of(cursor)
        place = (cursor.kind, cursor.extent.start.offset, cursor.extent.end.offset)
        if source is not None and (source.name, *place) not in self.seen and not self.is_in_macro(source, cursor):
            self.seen.add((source.name, *place))
            self.mark(source, cursor)
        outside = self.is_consteval, self.cited
        if source is not None and cursor.kind in declarations:
            self.enter(source, cursor)
        for child in cursor.get_children():
            if not self.is_without_answer(child):
                self.visit(child)
        self.is_consteval, self.cited = outside

    def enter(self, source, cursor):
        start = cursor.extent.start
        text = source.text_of(cursor)
        self.is_consteval = self.is_consteval or "consteval" in text.partition("{")[0]
        above = start.line - 1
        while above > 0 and re.match(r"\s*///", source.lines[above - 1]):
            above -= 1
        cited = citations_in("\n".join(source.lines[above:start.line - 1]) + text)
        self.cited = cited or self.cited or source.cited

    def is_without_answer(self, cursor):
        """What no answer depends on: assertions and concepts, which say what must hold of the rest; how much memory is set
        aside; and what a record's fields are before they are given their values (those of a class have names in _)."""
        if cursor.kind == CursorKind.STATIC_ASSERT or cursor.spelling in ("relations_hold", "reserve"):
            return True
        patterns = {CursorKind.UNEXPOSED_DECL: r"\bconcept\b", CursorKind.CALL_EXPR: r"^[\w.]+\.reserve\(",
                    CursorKind.FIELD_DECL: r"^[\w:]+ \w*[a-z] = (\d+|true|false)$"}
        source = self.source_of(cursor)
        if source is None or cursor.kind not in patterns:
            return False
        text = source.text_of(cursor)
        return re.search(patterns[cursor.kind], text) is not None

    def mark(self, source, cursor):
        kind = cursor.kind
        if kind == CursorKind.DECL_STMT:
            self.local(source, cursor)
        elif kind == CursorKind.BINARY_OPERATOR:
            self.binary(source, cursor)
        elif kind == CursorKind.CALL_EXPR and cursor.spelling.startswith("operator"):
            self.binary(source, cursor)
        elif kind == CursorKind.COMPOUND_ASSIGNMENT_OPERATOR:
            self.compound(source, cursor)
        elif kind == CursorKind.INTEGER_LITERAL:
            self.literal(source, cursor)
        elif kind == CursorKind.CXX_BOOL_LITERAL_EXPR:
            self.truth(source, cursor)
        elif kind == CursorKind.UNARY_OPERATOR:
            self.unary(source, cursor)
        elif kind == CursorKind.IF_STMT:
            self.branch(source, cursor)
        elif kind == CursorKind.CONDITIONAL_OPERATOR:
            self.condition(source, next(cursor.get_children()), "the other way round", "condition", "Not")
        elif kind == CursorKind.COMPOUND_STMT:
            self.statements(source, cursor)
        elif kind == CursorKind.CXX_STATIC_CAST_EXPR:
            self.cast(source, cursor)
        elif kind == CursorKind.DECL_REF_EXPR:
            self.byte_order(source, cursor)
        if kind in (CursorKind.CXX_FUNCTIONAL_CAST_EXPR, CursorKind.CALL_EXPR):
            self.rule(source, cursor)

    def run(self, umbrella):
        index = clang.cindex.Index.create()
        unit = index.parse(str(umbrella), args=["-x", "c++", "-std=c++20", f"-I{self.root}"],
                           options=TranslationUnit.PARSE_DETAILED_PROCESSING_RECORD)
        problems = [problem for problem in unit.diagnostics if problem.severity >= clang.cindex.Diagnostic.Error]
        if problems:
            raise RuntimeError(f"Clang cannot read the headers: {problems[0]}")
        top = list(unit.cursor.get_children())
        for cursor in top:
            if cursor.kind == CursorKind.MACRO_INSTANTIATION and (source := self.source_of(cursor)) is not None:
                self.macros.setdefault(source.name, []).append((cursor.extent.start.offset, cursor.extent.end.offset))
        for ranges in self.macros.values():
            ranges.sort()
        for cursor in top:
            if cursor.kind == CursorKind.NAMESPACE and self.is_ours(cursor):
                self.visit(cursor)

    def is_ours(self, cursor):
        file = cursor.location.file
        return file is not None and pathlib.Path(file.name).resolve().is_relative_to(self.root / "bloomcoin")


def count_occurrences(mutants):
    seen = collections.Counter()
    for mutant in sorted(mutants, key=lambda mutant: (mutant.line, mutant.column, mutant.number)):
        words = mutant.file, mutant.text, mutant.change
        seen[words] += 1
        mutant.occurrence = seen[words]


def by_hand(root, mutant):
    """The header with this mistake alone."""
    text = (root / "bloomcoin" / mutant.file).read_bytes()
    start, end, wrong = mutant.edit
    return text[:start] + wrong.encode() + text[end:]


def write_if_new(place, text):
    """Compilers and their caches look at dates."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if not place.exists() or place.read_text() != text:
        place.write_text(text)


def instrument(root, target):
    """Writes the headers of `root` with all mutants to `target`. Returns the mutants."""
    table = (root / "bloomcoin/base/rules.hpp").read_text()
    rules = re.findall(r'RuleEntry{"([A-Z]{3}-[0-9]+)"', table)
    instrumenter = Instrumenter(root, rules)
    instrumenter.run(root / "bloomcoin/bloomcoin.hpp")
    for path in sorted((root / "bloomcoin").rglob("*")):
        if path.is_dir():
            continue
        name = str(path.relative_to(root / "bloomcoin"))
        text = instrumenter.sources[name].result() if name in instrumenter.sources else path.read_text()
        if name in instrumenter.sources:
            text = text.replace("#pragma once\n", "#pragma once\n#include <mutants/switch.hpp>\n", 1)
        write_if_new(target / "bloomcoin" / name, text)
    count_occurrences(instrumenter.mutants)
    write_if_new(target / "mutants/switch.hpp", (pathlib.Path(__file__).parent / "switch.hpp").read_text())
    return instrumenter.mutants

