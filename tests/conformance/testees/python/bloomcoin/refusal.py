"""What spec/base.md calls a refusal. [BAS-2]"""


class Refusal(Exception):
    """An input that a rule refuses; args[0] is the rule id."""

    @property
    def rule(self):
        return self.args[0]


def refuse_if(broken, rule):
    if broken:
        raise Refusal(rule)
