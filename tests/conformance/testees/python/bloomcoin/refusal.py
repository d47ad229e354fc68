"""What spec/base.md calls a refusal. [BAS-2]"""


class Refusal(Exception):
    """An input that a rule refuses; args[0] is the rule id."""
