"""spec/codec.md: binary32, a u32 here, with integers alone. [COD-11]"""
from .num import M32, PI, divide_round, shift_round
from .refusal import refuse_if

ONE, EIGHT, INFINITE = 127 << 23, 130 << 23, 255 << 23
PER_RADIAN = divide_round(1 << 99, PI)                                # COD-15: 2^40 / 2π
RADIANS = shift_round(PI, 31)                                         # COD-17: 2π * 2^28


def magnitude(x):
    """x without its sign; magnitudes compare as the numbers that they stand for. [COD-11]"""
    return x & 0x7FFFFFFF


def parts(x):
    """m with its sign, and q: the number is m * 2^q. [COD-11]"""
    e, m = magnitude(x) >> 23, x & 0x7FFFFF
    if e:
        m += 1 << 23
    return -m if x >> 31 else m, max(e, 1) - 150


def check_finite(x):
    """[COD-12]"""
    refuse_if(magnitude(x) >= INFINITE, "COD-12")


def fixed(x, n):
    """[COD-13]"""
    m, q = parts(x)
    q += n
    return m << q if q >= 0 else shift_round(m, -q)


def round_even(v, n):
    """v / 2^n to the nearest integer, of two the even one."""
    down, rest = v >> n, v & ((1 << n) - 1)
    half = 1 << n >> 1
    return down + (rest > half or rest == half and down & 1)


def binary32(v, n):
    """[COD-14]"""
    if v == 0:
        return 0
    excess = v.bit_length() - 24
    m = round_even(v, excess) if excess > 0 else v << -excess
    return (excess - n + 149 << 23) + m                               # the leading bit of m counts e up by one


def turn(x):
    """[COD-15]"""
    check_finite(x)
    refuse_if(magnitude(x) >= EIGHT, "COD-16")
    m, q = parts(x)
    return shift_round(m * PER_RADIAN, 8 - q) & M32


def radians(t):
    """[COD-17]"""
    return binary32(t * RADIANS, 60)
