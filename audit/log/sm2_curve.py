"""Points of the SM2 curve, for checking many signatures: what it works on is public.

A point is its Jacobian coordinates; the one at infinity has z = 0.
"""

from typing import Final

from gmssl.sm2 import default_ecc_table

NUMBER_BYTES: Final = 32
BITS: Final = 256
P, A, B, ORDER = (int(default_ecc_table[name], 16) for name in ("p", "a", "b", "n"))
GENERATOR: Final = bytes.fromhex(default_ecc_table["g"])
"""Both coordinates, one after the other, as every point is written."""
Point = tuple[int, int, int]
INFINITY: Final = (1, 1, 0)


def numbers(both: bytes) -> tuple[int, int]:
    """Two numbers that are written one after the other."""
    return int.from_bytes(both[:NUMBER_BYTES]), int.from_bytes(both[NUMBER_BYTES:])


def on_curve(written: bytes) -> bool:
    """Whether a written point is one of the curve."""
    x, y = numbers(written)
    return x < P and y < P and (y * y - x**3 - A * x - B) % P == 0


def first_of_sum(one: int, other: int, written: bytes) -> int | None:
    """The first coordinate of one generator and the other point together; None at infinity."""
    base, point = (*numbers(GENERATOR), 1), (*numbers(written), 1)
    chosen = (INFINITY, base, point, _add(base, point))
    found: Point = INFINITY
    for place in reversed(range(BITS)):
        found = _add(_double(found), chosen[(one >> place & 1) + 2 * (other >> place & 1)])
    x, _, z = found
    return x * pow(z * z, -1, P) % P if z else None


def _double(point: Point) -> Point:
    x, y, z = point
    square = y * y % P
    fourfold = 4 * x * square % P
    slope = 3 * (x - z * z) * (x + z * z) % P
    third = (slope * slope - 2 * fourfold) % P
    return third, (slope * (fourfold - third) - 8 * square * square) % P, 2 * y * z % P


def _add(one: Point, other: Point) -> Point:
    if not one[2] or not other[2]:
        return other if not one[2] else one
    first, second = one[2] * one[2] % P, other[2] * other[2] % P
    x, y = one[0] * second % P, one[1] * second * other[2] % P
    across = (other[0] * first - x) % P
    upwards = (other[1] * first * one[2] - y) % P
    if not across:
        return INFINITY if upwards else _double(one)
    square = across * across % P
    cube, along = square * across % P, x * square % P
    third = (upwards * upwards - cube - 2 * along) % P
    return third, (upwards * (along - third) - y * cube) % P, one[2] * other[2] * across % P
