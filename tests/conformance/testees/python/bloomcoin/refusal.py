"""spec/base.md: an input is refused with the one rule that it breaks first. [BAS-2]"""


class Refusal(Exception):
    """Carries the id of the broken rule."""

    def __init__(self, rule):
        super().__init__(rule)
        self.rule = rule
