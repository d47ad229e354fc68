"""spec/crypto.md: Ed25519 in plain integers, verified strictly.

Not for secrets that matter: nothing here takes constant time.
"""
from functools import lru_cache
from hashlib import sha512

from .codec import le
from .refusal import refuse_if

P = 2**255 - 19                                                       # CRY-8
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
D2 = 2 * D % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
_Y8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022
SMALL_ORDER_Y = frozenset((0, 1, P - 1, _Y8, P - _Y8))                # CRY-9

# A point (x, y) is X, Y, Z, T with x = X/Z, y = Y/Z and x y = T/Z.
NEUTRAL = (0, 1, 1, 0)


def add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    m = (y1 - x1) * (y2 - x2) % P
    n = (y1 + x1) * (y2 + x2) % P
    c = t1 * t2 * D2 % P
    d = 2 * z1 * z2
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def double(a):
    x, y, z, _ = a
    xx, yy = x * x % P, y * y % P
    h = xx + yy
    e = h - (x + y) * (x + y) % P
    g = xx - yy
    f = 2 * z * z % P + g
    return e * f % P, g * h % P, f * g % P, e * h % P


def negate(a):
    x, y, z, t = a
    return P - x, y, z, P - t


def same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def multiples(point):
    """0, 1, … 15 times the point."""
    out = [NEUTRAL]
    for _ in range(15):
        out.append(add(out[-1], point))
    return out


def weighted_sum(*terms):
    """The sum of k times a point over terms (k, multiples of the point), k below 2^256."""
    total = NEUTRAL
    for shift in range(252, -1, -4):
        if total is not NEUTRAL:
            total = double(double(double(double(total))))
        for k, table in terms:
            digit = k >> shift & 15
            if digit:
                total = add(total, table[digit])
    return total


def x_of(y, odd):
    """The x of the point with this y whose lowest bit is `odd`, or None. [CRY-9]"""
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * v**3 * pow(u * v**7, (P - 5) // 8, P) % P
    if v * x * x % P != u:
        x = x * ROOT_OF_MINUS_ONE % P
        if v * x * x % P != u:
            return None
    if x == 0 and odd:
        return None
    return P - x if x & 1 != odd else x


def decode_point(b):
    """The point of a canonical encoding, or None. [CRY-9]"""
    number = int.from_bytes(b, "little")
    y, odd = number & ((1 << 255) - 1), number >> 255
    x = x_of(y, odd) if y < P else None
    return None if x is None else (x, y, 1, x * y % P)


def encode_point(point):
    """[CRY-9]"""
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return le(y | (x & 1) << 255, 32)


def is_small_order(point):
    """Of a point just decoded. [CRY-9]"""
    return point[1] in SMALL_ORDER_Y


_BASE_Y = 4 * pow(5, -1, P) % P
BASE = (x_of(_BASE_Y, 0), _BASE_Y, 1, x_of(_BASE_Y, 0) * _BASE_Y % P)
BASE_MULTIPLES = multiples(BASE)


def hash_number(*parts):
    return int.from_bytes(sha512(b"".join(parts)).digest(), "little")


def expand(secret):
    """The scalar and the prefix of a secret key. [CRY-8]"""
    h = sha512(secret).digest()
    scalar = int.from_bytes(h[:32], "little") & ((1 << 254) - 8) | 1 << 254
    return scalar, h[32:]


def public_key(secret):
    """[CRY-8]"""
    return encode_point(weighted_sum((expand(secret)[0], BASE_MULTIPLES)))


def sign(secret, message):
    """[CRY-8]"""
    scalar, prefix = expand(secret)
    r = hash_number(prefix, message) % L
    first = encode_point(weighted_sum((r, BASE_MULTIPLES)))
    k = hash_number(first, public_key(secret), message) % L
    return first + le((r + k * scalar) % L, 32)


@lru_cache(maxsize=4096)
def broken_rule(key, message, signature):
    """The first rule that the signature breaks, or None. [CRY-10]"""
    s = int.from_bytes(signature[32:], "little")
    if s >= L:
        return "SIG-1"
    a = decode_point(key)
    if a is None:
        return "SIG-2"
    r = decode_point(signature[:32])
    if r is None:
        return "SIG-3"
    if is_small_order(a):
        return "SIG-4"
    if is_small_order(r):
        return "SIG-5"
    k = hash_number(signature[:32], key, message) % L
    difference = weighted_sum((s, BASE_MULTIPLES), (k, multiples(negate(a))))
    return None if same(difference, r) else "SIG-6"


def verify(key, message, signature):
    """[CRY-10]"""
    rule = broken_rule(key, message, signature)
    refuse_if(rule is not None, rule)
