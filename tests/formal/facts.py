"""The facts of spec/formal/: what a file says about itself, and the queries that its last part is made of.

A file is written by hand down to a line of its own, and from there by generate.py. spec/formal/README.md says what the
definitions are called. The first comment has the sentence, and fields `Rules:`, `Relied on:`, and if needed
`Constants:`, the file's names for names of constants.cpp, and `Values:`, of which function there `agrees` is a model,
and of what sort its arguments and its result are.
"""
import pathlib
import re
import sys
import textwrap

root = pathlib.Path(__file__).resolve().parents[2]
folder = root / "spec/formal"
marker = "; ---- From here on written by tests/formal/generate.py; not to be edited."


class Fact:
    def __init__(self, path):
        self.name = path.stem
        self.path = path
        self.text = path.read_text().partition(f"\n{marker}\n")[0].rstrip("\n") + "\n"
        head = re.match(r"(?:;.*\n)+", self.text).group().replace("\n; ", " ").replace("\n;", "\n").lstrip("; ")
        names = "Rules|Relied on|Constants|Values"
        fields = dict(re.findall(rf"({names}): (.*?)(?= (?:{names}):|\n|$)", head))
        self.sentence = head.split(" Rules:")[0]
        self.rules = re.findall(r"[A-Z]{3}-[0-9]+", fields["Rules"])
        self.headers = re.findall(r"[a-z]+/[a-z_0-9]+\.(?:hpp|inc)", fields["Relied on"])
        pairs = fields["Constants"].split(", ") if "Constants" in fields else []
        self.constants = dict(pair.split(" = ") for pair in pairs)
        self.values = fields.get("Values", "").split()
        self.parameters = {
            name: re.findall(r"\((\S+) Int\)", parameters) if self.constants else []
            for name, parameters in re.findall(r"^\(define-fun (\S+) \((.*?)\) Bool", self.text, re.M)
        }
        self.claims = [name for name in self.parameters if name.startswith("claim")]
        if not self.claims or len(self.claims) != self.text.count("define-fun claim"):
            sys.exit(f"{path}: expected claims, each with its parameters and Bool on the line of its define-fun")

    def written(self, profiles):
        """The whole file as it should be."""
        blocks = []
        for names, known in self.groups(profiles):
            if self.values:
                blocks.append(self.block(names, "values", self.call("given", known), self.agreement(known)))
            for claim in self.claims:
                suffix = claim.removeprefix("claim")
                given = self.call("given" + suffix if "given" + suffix in self.parameters else "given", known)
                example = self.call("example" + suffix, known) if "example" + suffix in self.parameters else None
                blocks.append(self.block(names, suffix.lstrip("-") or "claim", given, self.call(claim, known), example))
        return f"{self.text}\n{marker}\n" + "".join(blocks)

    def groups(self, profiles):
        """The profiles, those together of which the fact asks the same; and what it takes from the headers."""
        groups = {}
        for profile, known in profiles.items():
            constants = [known["constants"][name] for name in self.constants.values()]
            values = known["values"][self.values[0]] if self.values else []
            groups.setdefault(str((constants, values)), ([], known))[0].append(profile)
        return [("all" if len(names) == len(profiles) else "+".join(names), known) for names, known in groups.values()]

    def call(self, name, known):
        """The definition for the constants of one profile."""
        values = [number(known["constants"][self.constants[parameter]]) for parameter in self.parameters[name]]
        return f"({name} {' '.join(values)})" if values else name

    def agreement(self, known):
        """That the model gives what the function of the header gives."""
        function, *sorts = self.values
        constants = [number(known["constants"][name]) for name in self.constants.values()]
        rows = [
            f"(agrees {' '.join(constants + [number(value, sort) for value, sort in zip(row, sorts, strict=True)])})"
            for row in known["values"][function]
        ]
        return "(and\n" + textwrap.fill(" ".join(row.replace(" ", "~") for row in rows), 118, initial_indent="  ",
                                        subsequent_indent="  ", break_on_hyphens=False).replace("~", " ") + ")"

    @staticmethod
    def block(profiles, claim, given, claimed, example=None):
        """Whether what is given can be, and whether it can be without what is claimed."""
        can_be = "(set-info :status sat) (check-sat)\n"
        if example:
            can_be = f"(push 1) (assert {example})\n{can_be}(pop 1)\n"
        return (f'\n(echo "{profiles} {claim}")\n(push 1)\n(assert {given})\n{can_be}'
                f"(assert (not {claimed}))\n(set-info :status unsat) (check-sat)\n(pop 1)\n")


def number(value, sort="int"):
    if sort.startswith("bv"):
        return f"(_ bv{value} {sort[2:]})"
    return str(value) if value >= 0 else f"(- {-value})"


def facts():
    return [Fact(path) for path in sorted(folder.glob("*.smt2"))]


def table(every):
    """The page of the facts, and what it should be."""
    page = folder / "README.md"
    top, line, _ = page.read_text().partition("<!-- written by tests/formal/generate.py -->\n")
    rows = [f"| [{fact.name}]({fact.path.name}) | {fact.sentence} | {', '.join(fact.rules) or '-'} |\n"
            for fact in every]
    return page, top + line + "\n| fact | what it says | rules |\n| --- | --- | --- |\n" + "".join(rows)
