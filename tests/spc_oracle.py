"""A second process control, in exact fractions and by asking every window of every point (MEASURES §4 only).

Where the definition leaves a choice: a gap ends every run; a point in a rise and in a later fall belongs to the later
one; the first n points of `fix_after` are the first n months, gaps among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Line = list[Fraction | None]
NAMES = {
    ("outside", 1): "above_upl", ("outside", -1): "below_lpl", ("trend", 1): "trend_rising",
    ("trend", -1): "trend_falling", ("two", 1): "two_in_three_high", ("two", -1): "two_in_three_low",
    ("shift", 1): "shift_high", ("shift", -1): "shift_low",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What was asked of a series; `better` is 1, -1 or 0."""

    better: int = 0
    target: float | None = None
    screen: bool = False
    trend: int = 7
    beyond_three_counts: bool = True
    fix_after: int | None = None
    rebase: tuple[int, ...] = ()


def exact(number: float | None) -> Fraction | None:
    """Return the number as it is written in decimals."""
    return None if number is None else Fraction(repr(number))


def rows(values: list[float | None], asked: Asked) -> list[dict[str, Any]]:
    """Return one row a point: limits as exact fractions, flag and type."""
    line = [exact(value) for value in values]
    cuts = [0, *sorted({start for start in asked.rebase if 0 < start < len(line)}), len(line)]
    return [row for at in range(1, len(cuts)) for row in segment_rows(line[cuts[at - 1] : cuts[at]], asked)]


def limits(segment: Line, asked: Asked) -> tuple[Fraction, Fraction, int] | None:
    """Return the mean, the distance of the outer limits, and how many points they are made from; None without five."""
    base = segment if asked.fix_after is None else segment[: asked.fix_after]
    known = [value for value in base if value is not None]
    moves = []
    for place in range(1, len(base)):
        left, right = base[place - 1], base[place]
        if left is not None and right is not None:
            moves.append(max(left - right, right - left))
    if len(known) < 5 or not moves:
        return None
    centre, average = sum(known) / len(known), sum(moves) / len(moves)
    if asked.screen and average:
        moves = [move for move in moves if not move >= Fraction("3.267") * average]
    return centre, Fraction("2.66") * sum(moves) / len(moves), len(known)


def segment_rows(segment: Line, asked: Asked) -> list[dict[str, Any]]:
    """Return the points of one segment as they are judged."""
    held = limits(segment, asked)
    if held is None:
        return [{"limits": None, "flag": None, "type": None, "value": value} for value in segment]
    centre, far, count = held
    lines = (centre, centre - far, centre + far, centre - far * 2 / 3, centre + far * 2 / 3)
    found = []
    for value, flag in zip(segment, flagged(segment, centre, far, asked), strict=True):
        of_point = {"flag": flag, "type": meaning(flag, asked.better), "value": value}
        found.append({"limits": lines, "trial": count < 12} | of_point)
    return found


def flagged(segment: Line, centre: Fraction, far: Fraction, asked: Asked) -> list[str | None]:
    """Return the highest rule that holds at each known point."""
    away = [None if value is None else value - centre for value in segment]
    out = {side: [each is not None and each * side > far for each in away] for side in (1, -1)}
    close = {side: [each is not None and each * side > far * 2 / 3 for each in away] for side in (1, -1)}
    on = {side: [each is not None and each * side > 0 for each in away] for side in (1, -1)}
    if not asked.beyond_three_counts:
        close = {side: [near and not out[side][place] for place, near in enumerate(close[side])] for side in close}
    rising = {side: [None not in segment[at : at + 2] and (segment[at + 1] - segment[at]) * side > 0  # type: ignore[operator]
                     for at in range(len(segment) - 1)] for side in (1, -1)}  # fmt: skip
    flags: list[str | None] = []
    for place, value in enumerate(segment):
        held: dict[str, list[int]] = {"outside": [side for side in out if out[side][place]], "trend": [], "two": []}
        for window in windows(len(segment), place, asked.trend):
            held["trend"] = [side for side in rising if all(rising[side][at] for at in window[:-1])] or held["trend"]
        for side in close:
            threes = windows(len(segment), place, 3) if close[side][place] else []
            if any(all(on[side][at] for at in w) and sum(close[side][at] for at in w) > 1 for w in threes):
                held["two"] = [side]
        sevens = windows(len(segment), place, 7)
        held["shift"] = [side for side in on if any(all(on[side][at] for at in window) for window in sevens)]
        flag = next((NAMES[rule, sides[0]] for rule, sides in held.items() if sides), "common_cause")
        flags.append(None if value is None else flag)
    return flags


def windows(count: int, place: int, length: int) -> list[range]:
    """Return every run of neighbours of that length that holds the place, earliest first."""
    return [range(first, first + length) for first in range(count - length + 1) if first <= place < first + length]


def meaning(flag: str | None, better: int) -> str | None:
    """Return what a flag says of a point."""
    if flag in (None, "common_cause"):
        return flag
    up = flag in ("above_upl", "trend_rising", "two_in_three_high", "shift_high")
    if not better:
        return "neutral_high" if up else "neutral_low"
    return "improvement" if up == (better == 1) else "concern"


def variation(found: list[dict[str, Any]], better: int) -> str | None:
    """Return the state of the latest point that has a value."""
    kinds = [each["type"] for each in found if each["value"] is not None]
    if not kinds or kinds[-1] not in ("improvement", "concern"):
        return kinds[-1] if kinds else None
    return kinds[-1] + {("improvement", 1): "_high", ("improvement", -1): "_low",
                        ("concern", 1): "_low", ("concern", -1): "_high"}[kinds[-1], better]  # fmt: skip


def assurance(found: list[dict[str, Any]], asked: Asked) -> str | None:
    """Return how the target stands to the limits at the end."""
    target = exact(asked.target)
    if target is None or not asked.better or not found or not found[-1]["limits"]:
        return None
    _, lower, upper, _, _ = found[-1]["limits"]
    if target > upper:
        return "consistent_fail" if asked.better > 0 else "consistent_pass"
    if target < lower:
        return "consistent_pass" if asked.better > 0 else "consistent_fail"
    return "inconsistent"
