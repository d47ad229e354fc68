"""spec/chain.md: the difficulty that a height requires."""
from .kuramoto import eta
from .num import divide_round

COHERENCES = 10                                                       # DIF-2


def rebase(p, base, span):
    """The base that is set anew after a window of this span. [DIF-1]"""
    target = p.chain.retarget_window * p.chain.interval_target_s
    span = min(max(span, target // 2), 2 * target)
    return min(max(divide_round(base * target, span), 1), 1 << 62)


def base_at(p, height, base_before, time_at):
    """The base of a height, given that of the height before and the times of the heights before. [DIF-1]"""
    if height == 0:
        return p.difficulty
    window = p.chain.retarget_window
    if height == 1 or (height - 1) % window != 0:
        return base_before
    return rebase(p, base_before, time_at(height - 1) - time_at(height - 1 - window))


def required(base, coherences):
    """What a height above 0 requires, given the coherences of the last headers before it. [DIF-2]"""
    mean = sum(coherences) // len(coherences)
    return base + base * eta(mean) // (10 << 30)
