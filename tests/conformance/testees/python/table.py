"""What the tables of operations share: the table itself, and bytes as text."""
OPS = {}


def op(*names):
    """Registers a function of the profile and of `in` that gives `out`."""
    def add(f):
        for name in names:
            OPS[name] = f
        return f
    return add


def hx(b):
    return b.hex()


def un(text):
    return bytes.fromhex(text)
