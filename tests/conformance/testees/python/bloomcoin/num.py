"""spec/num.md: integers, roots, angles, the exponential."""
import math

U32 = 0xFFFFFFFF

SQRT5 = math.isqrt(5 << 120)  # [NUM-9]
PHI = ((1 << 60) + SQRT5) >> 1
PI = 3622009729038561421


def mulr(a, b):
    """[NUM-3]"""
    return (a * b + 0x4000) >> 15


def shift_round(x, bits):
    """[NUM-4]"""
    return (x + (1 << (bits - 1))) >> bits


def isqrt(n):
    """[NUM-5]"""
    return math.isqrt(n)


def divide_round(a, b):
    """[NUM-7]"""
    return (2 * a + b) // (2 * b)


def lucas(n):
    """[NUM-8]"""
    current, following = 2, 1
    for _ in range(n):
        current, following = following, current + following
    return current


def _sine(turn):
    """[NUM-10]"""
    folded = turn
    if (turn >> 15) & 1 != (turn >> 14) & 1:
        folded ^= 0x7FFF
    x = folded - 0x10000 if folded & 0x8000 else folded
    y = 2 * x + 1
    z = mulr(y, y)
    p = -72
    for coefficient in (1303, -10583, 25736):
        p = mulr(p, z) + coefficient
    return mulr(y, p)


SINES = [_sine(turn) for turn in range(0x10000)]
COSINES = SINES[0x4000:] + SINES[:0x4000]  # [NUM-11]

_ARCTANGENTS = (
    137438953472, 81134951838, 42869480287, 21761217566,
    10922836750, 5466743129, 2734038620, 1367102738,
    683561799, 341782203, 170891265, 85445653,
    42722829, 21361415, 10680707, 5340354,
    2670177, 1335088, 667544, 333772,
    166886, 83443, 41722, 20861,
    10430, 5215, 2608, 1304,
    652, 326, 163, 81,
)


def angle_of(x, y):
    """[NUM-12]"""
    if x == 0 and y == 0:
        return 0
    start = 0
    if x < 0:
        x, y, start = -x, -y, 1 << 31
    while 2 * max(abs(x), abs(y)) < 1 << 60:
        x, y = 2 * x, 2 * y
    angle = 0
    for i, arctangent in enumerate(_ARCTANGENTS):
        if y > 0:
            x, y, angle = x + (y >> i), y - (x >> i), angle + arctangent
        else:
            x, y, angle = x - (y >> i), y + (x >> i), angle - arctangent
    return (start + shift_round(angle, 8)) & U32


def exp_neg(x):
    """[NUM-13]"""
    one = 1 << 31
    quarter = x >> 1
    e = one
    for n in range(13, 0, -1):
        e = one - quarter * e // (n * one)
    for _ in range(2):
        e = (e * e) >> 31
    return (e + 1) >> 1
