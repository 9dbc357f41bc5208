"""One number as it may leave the service: rounding, rates, differences and small groups (MEASURES 7.2)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

LEAST_BASE = 10


def rounded(value: float, places: int = 1) -> float | str:
    """Return the value rounded half up, or "low" when it rounds to zero without being zero."""
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return "low" if exact == 0 and value != 0 else float(exact)


def to_ten(value: float) -> float | str:
    """Return the value to the nearest ten, half up, or "low" when it rounds to zero without being zero."""
    return rounded(value, -1)


def rate(numerator: int, denominator: int, threshold: int = 5) -> float | str:
    """Return a percentage to one decimal as it may leave the service: "z" without a base, "c" when withheld."""
    if denominator == 0:
        return "z"
    small = any(1 <= part < threshold for part in (numerator, denominator - numerator))
    return "c" if small or denominator < LEAST_BASE else rounded(100 * numerator / denominator)


def may_both_leave(larger: int, smaller: int, threshold: int = 5) -> bool:
    """Return whether two overlapping counts may both be given out: their difference is itself a count."""
    return not 1 <= abs(larger - smaller) < threshold


def is_homogeneous(numerator: int, total: int) -> bool:
    """Return whether a count says the same of every member of a group too small to hide one (flag, not withhold)."""
    return 0 < total < LEAST_BASE and numerator == total
