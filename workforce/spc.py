"""Statistical process control of one series: XmR limits, the four rules, variation and assurance (MEASURES §4)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

MULTIPLIER = 2.66
SCREEN_AT = 3.267
EQUAL = 1e-9
FEWEST = 5
SETTLED = 12
SIDES = {"increase": 1, "decrease": -1, "neutral": 0}

Values = Sequence[float | None]


@dataclass(frozen=True)
class Rules:
    """How a series is judged; the defaults are those of the NHS England tool."""

    direction: str = "neutral"
    target: float | None = None
    screen: bool = False
    shift: int = 7
    trend: int = 7
    multiplier: float = MULTIPLIER
    beyond_limits_count: bool = True
    fix_after: int | None = None
    rebase: tuple[int, ...] = ()

    @property
    def better(self) -> int:
        """Return 1 when higher is better, -1 when lower is, 0 when neither."""
        return SIDES[self.direction]


def variant(name: str, **chosen: object) -> Rules:
    """Return the rules of a variant: `nhs`, or `r`, which screens and counts only points between 2 and 3 sigma."""
    return replace(Rules(screen=name == "r", beyond_limits_count=name != "r"), **chosen)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Limits:
    """The limits of one segment, in the unit of the series; all None under five points."""

    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    lower_2sigma: float | None = None
    upper_2sigma: float | None = None
    trial: bool = False


@dataclass(frozen=True)
class Point:
    """One point of a series with its limits and what the rules say of it."""

    value: float | None
    limits: Limits
    flag_rule: str | None
    point_type: str | None


@dataclass(frozen=True)
class Chart:
    """A series judged: every point, the state of the latest, and the assurance of the latest limits."""

    points: tuple[Point, ...]
    variation: str | None
    assurance: str | None


def judge(values: Values, rules: Rules) -> Chart:
    """Return the series judged segment by segment; None is a gap and stays one."""
    starts = sorted({0, *(start for start in rules.rebase if 0 < start < len(values))})
    points: list[Point] = []
    for start, end in pairwise([*starts, len(values)]):
        points += judge_segment(values[start:end], rules)
    return Chart(tuple(points), variation(points, rules), assurance(points, rules))


def judge_segment(values: Values, rules: Rules) -> list[Point]:
    """Return the points of one segment between two rebases."""
    limits = limits_of(values, rules)
    flags = flags_of(values, limits, rules)
    return [
        Point(value, limits, flag, point_type(flag, rules.better)) for value, flag in zip(values, flags, strict=True)
    ]


def limits_of(values: Values, rules: Rules) -> Limits:
    """Return mean ± multiplier × mean moving range (MEASURES §4.1); no moving range crosses a gap."""
    base = values[: rules.fix_after] if rules.fix_after else values
    known = [value for value in base if value is not None]
    if len(known) < FEWEST:
        return Limits()
    moves = [abs(after - before) for before, after in pairwise(base) if before is not None and after is not None]
    if not moves:
        return Limits()
    spread = rules.multiplier * mean_move(moves, rules.screen)
    centre = sum(known) / len(known)
    inner = spread * 2 / 3
    return Limits(centre, centre - spread, centre + spread, centre - inner, centre + inner, len(known) < SETTLED)


def mean_move(moves: list[float], screen: bool) -> float:
    """Return the mean moving range, with moves of 3.267 times the mean or more dropped once when screening."""
    mean = sum(moves) / len(moves)
    kept = [move for move in moves if sign(move, SCREEN_AT * mean) < 0] if screen else moves
    return sum(kept) / len(kept) if kept else mean


def flags_of(values: Values, limits: Limits, rules: Rules) -> list[str | None]:
    """Return the rule that flags each point: outside, then trend, then two in three, then shift (MEASURES §4.2)."""
    if limits.mean is None:
        return [None] * len(values)
    sides = [sign(value, limits.mean) for value in values]
    outside = [outside_of(value, limits.lower, limits.upper) for value in values]
    near = [outside_of(value, limits.lower_2sigma, limits.upper_2sigma) for value in values]
    if not rules.beyond_limits_count:
        near = [0 if out else close for close, out in zip(near, outside, strict=True)]
    names = (
        (outside, "above_upl", "below_lpl"),
        (trends(values, rules.trend), "trend_rising", "trend_falling"),
        (two_in_three(near, sides), "two_in_three_high", "two_in_three_low"),
        (shifts(sides, rules.shift), "shift_high", "shift_low"),
    )
    return [None if value is None else first_flag(index, names) for index, value in enumerate(values)]


def first_flag(index: int, names: Sequence[tuple[list[int], str, str]]) -> str:
    """Return the first rule that holds at a point."""
    for signs, high, low in names:
        if signs[index]:
            return high if signs[index] > 0 else low
    return "common_cause"


def sign(value: float | None, line: float) -> int:
    """Return 1 above a line, -1 below it, 0 on it or at a gap.

    A value is on the line when only the rounding of binary fractions parts them: twelve months at 70.1 have a mean of
    70.10000000000001, and none of them lies below it.
    """
    if value is None or math.isclose(value, line, rel_tol=EQUAL, abs_tol=EQUAL):
        return 0
    return 1 if value > line else -1


def outside_of(value: float | None, lower: float | None, upper: float | None) -> int:
    """Return 1 strictly above the upper line, -1 strictly below the lower, else 0."""
    if value is None or lower is None or upper is None:
        return 0
    return max(sign(value, upper), 0) + min(sign(value, lower), 0)


def shifts(sides: Sequence[int], length: int) -> list[int]:
    """Return the side at every member of a run of `length` points on one side."""
    return members(len(sides), length, lambda start: same(sides[start : start + length]))


def trends(values: Values, length: int) -> list[int]:
    """Return the direction at every member of `length` points strictly rising or falling."""
    steps = [0 if before is None or after is None else sign(after, before) for before, after in pairwise(values)]
    return members(len(values), length, lambda start: same(steps[start : start + length - 1]))


def two_in_three(near: Sequence[int], sides: Sequence[int]) -> list[int]:
    """Return the side at points beyond two sigma, where two of three neighbours on one side are."""
    found = [0] * len(near)
    for start in range(len(near) - 2):
        window = range(start, start + 3)
        side = same(sides[start : start + 3])
        if side and sum(near[index] == side for index in window) >= 2:
            for index in window:
                found[index] = near[index] or found[index]
    return found


def members(count: int, length: int, holds: Callable[[int], int]) -> list[int]:
    """Return, for each point, the sign of a run of `length` points that it belongs to; the latest run wins."""
    found = [0] * count
    for start in range(count - length + 1):
        side = holds(start)
        if side:
            found[start : start + length] = [side] * length
    return found


def same(signs: Sequence[int]) -> int:
    """Return the common sign, or 0 when they differ."""
    return signs[0] if signs and all(each == signs[0] for each in signs) else 0


def point_type(flag: str | None, better: int) -> str | None:
    """Return what a flag means given the good direction (MEASURES §4.3)."""
    if flag is None or flag == "common_cause":
        return flag
    high = sign_of(flag) > 0
    if better == 0:
        return "neutral_high" if high else "neutral_low"
    return "improvement" if (better > 0) == high else "concern"


def sign_of(flag: str | None) -> int:
    """Return 1 for a rule that flags high or rising points, -1 for low or falling, 0 for none."""
    if flag is None or flag == "common_cause":
        return 0
    return 1 if flag.startswith("above") or flag.endswith(("_high", "_rising")) else -1


def variation(points: Sequence[Point], rules: Rules) -> str | None:
    """Return the state of the latest known point: common_cause, improvement_high and so on; None without limits."""
    latest = next((point for point in reversed(points) if point.value is not None), None)
    if latest is None or latest.point_type is None:
        return None
    if latest.point_type in ("improvement", "concern"):
        high = (latest.point_type == "improvement") == (rules.better > 0)
        return f"{latest.point_type}_{'high' if high else 'low'}"
    return latest.point_type


def assurance(points: Sequence[Point], rules: Rules) -> str | None:
    """Return consistent_pass, consistent_fail or inconsistent by the latest limits; None where there is no target."""
    limits = points[-1].limits if points else Limits()
    if rules.target is None or rules.better == 0 or limits.upper is None or limits.lower is None:
        return None
    side = outside_of(rules.target, limits.lower, limits.upper)
    if not side:
        return "inconsistent"
    return "consistent_fail" if side == rules.better else "consistent_pass"
