"""spec/num.md: integers, roots, angles, the exponential."""
import math

M32 = 2**32 - 1
M64 = 2**64 - 1


def centre(b):                                                        # NUM-14
    return (b << 16) + (1 << 15)


def mulr(a, b):                                                       # NUM-3
    return (a * b + (1 << 14)) >> 15


def shift_round(x, n):                                                # NUM-4
    return (x + (1 << (n - 1))) >> n


isqrt = math.isqrt                                                    # NUM-5


def divide_round(a, b):                                               # NUM-7
    return (2 * a + b) // (2 * b)


def lucas(n):                                                         # NUM-8
    a, b = 2, 1
    for _ in range(n):
        a, b = b, a + b
    return a


SQRT5 = isqrt(5 << 120)                                               # NUM-9
PHI = ((1 << 60) + SQRT5) >> 1
PI = 3622009729038561421


def _sine(t):                                                         # NUM-10
    m = 0x7FFF if (t >> 15 & 1) != (t >> 14 & 1) else 0
    x = t ^ m
    if x >= 0x8000:
        x -= 0x10000
    y = 2 * x + 1
    z = mulr(y, y)
    p = -72
    p = mulr(p, z) + 1303
    p = mulr(p, z) - 10583
    p = mulr(p, z) + 25736
    return mulr(y, p)


SIN = [_sine(t) for t in range(65536)]
COS = SIN[0x4000:] + SIN[:0x4000]                                     # NUM-11
sin_of = SIN.__getitem__
cos_of = COS.__getitem__

ATAN = [137438953472, 81134951838, 42869480287, 21761217566, 10922836750, 5466743129, 2734038620, 1367102738,
        683561799, 341782203, 170891265, 85445653, 42722829, 21361415, 10680707, 5340354, 2670177, 1335088, 667544,
        333772, 166886, 83443, 41722, 20861, 10430, 5215, 2608, 1304, 652, 326, 163, 81]


def angle_of(x, y):                                                   # NUM-12
    if x == 0 and y == 0:
        return 0
    start = 0
    if x < 0:
        x, y, start = -x, -y, 1 << 31
    while abs(2 * x) < 1 << 60 and abs(2 * y) < 1 << 60:
        x, y = 2 * x, 2 * y
    angle = 0
    for i, a in enumerate(ATAN):
        if y > 0:
            x, y, angle = x + (y >> i), y - (x >> i), angle + a
        else:
            x, y, angle = x - (y >> i), y + (x >> i), angle - a
    return (start + shift_round(angle, 8)) & M32


def exp_neg(x):                                                       # NUM-13
    t = x >> 1
    e = 1 << 31
    for n in range(13, 0, -1):
        e = (1 << 31) - t * e // (n << 31)
    for _ in range(2):
        e = (e * e) >> 31
    return (e + 1) >> 1
