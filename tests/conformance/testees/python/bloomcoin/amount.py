"""spec/chain.md: amounts."""
REWARD = 685410196                                                    # AMT-2


def reward(p, height):
    """[AMT-2]"""
    halvings = height // p.chain.halving_interval
    return REWARD >> halvings if halvings < 64 else 0


def supply(p):
    """[AMT-3]"""
    return (2 * REWARD - REWARD.bit_count()) * p.chain.halving_interval
