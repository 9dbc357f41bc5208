"""How long people stay: Kaplan–Meier with late entry, Greenwood's errors and the median (MEASURES §5.1)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

NORMAL_95 = 1.959963984540054
EQUAL = 1e-9
FEWEST_OUTSIDE, SMALL = 10, 4

Values = Sequence[float] | Sequence[bool] | np.ndarray


@dataclass(frozen=True)
class Step:
    """One time at which somebody left: who was at risk just before it, and the share still there after it.

    Error and limits are None where nobody is left, as they then have no meaning.
    """

    time: float
    at_risk: int
    events: int
    survival: float
    error: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Curve:
    """The share still there over time; `begins` is the time before which too few were observed, 0 for none."""

    steps: tuple[Step, ...]
    people: int
    begins: float = 0.0
    ends: float = 0.0

    @property
    def median(self) -> float | None:
        """Return the first time at which half or fewer are still there, None where that is not reached."""
        return next((step.time for step in self.steps if step.survival <= 0.5 + EQUAL), None)

    @property
    def events(self) -> int:
        """Return how many left."""
        return sum(step.events for step in self.steps)

    def at(self, time: float) -> float:
        """Return the share still there at the close of a time, 1 before the first step."""
        return float(self.shares(np.array([time]))[0])

    def shares(self, times: np.ndarray) -> np.ndarray:
        """Return the share still there at the close of each time, 1 before the first step."""
        moments = np.array([step.time for step in self.steps])
        held = np.array([1.0, *(step.survival for step in self.steps)])
        return held[np.searchsorted(moments, times + EQUAL, "right")]

    def read(self, time: float) -> tuple[float, float | None, float | None]:
        """Return the share still there at the close of a time with its 95 % limits, None before anybody left."""
        past = [step for step in self.steps if step.time <= time + EQUAL]
        return (past[-1].survival, past[-1].lower, past[-1].upper) if past else (1.0, None, None)

    def chance_of_leaving(self, tenure: float, within: float) -> float | None:
        """Return the chance (0 to 1) that who is there at a tenure leaves within a time; None beyond what is known."""
        now = self.at(tenure)
        if now <= EQUAL or tenure < self.begins or tenure + within > self.ends:
            return None
        return 1 - self.at(tenure + within) / now


def curve(entry: Values, time: Values, left: Values, fewest: int = 1) -> Curve:
    """Return the curve of people who came under observation at `entry` and left, or were last seen, at `time`.

    At risk at t are those with entry < t ≤ time, so who leaves at t is counted before who is last seen at t, and who
    enters at t is not at risk at t. With `fewest` the curve begins at the first leaving with so many at risk, given
    that somebody was there until then, and ends where so many are never at risk again.
    """
    entries, times, gone = np.sort(np.asarray(entry, float)), np.asarray(time, float), np.asarray(left, bool)
    moments, events = np.unique(times[gone], return_counts=True)
    at_risk = np.searchsorted(entries, moments, "left") - np.searchsorted(np.sort(times), moments, "left")
    enough = np.flatnonzero(at_risk >= fewest)
    if not enough.size:
        return Curve((), len(times))
    kept = slice(enough[0], enough[-1] + 1)
    steps = steps_of(moments[kept].tolist(), at_risk[kept].tolist(), events[kept].tolist())
    begins = float(moments[enough[0]]) if enough[0] else 0.0
    return Curve(steps, len(times), begins, last_known(entries, times, fewest))


def at_whole_times(
    found: Curve, entry: Sequence[float], time: Sequence[float], left: Sequence[bool], step: int
) -> list[tuple[int, float | None, float | None, float | None]]:
    """Return time, share and 95 % limits in percent to one decimal at whole times: what may leave the service.

    Steps at single leavers would tell their days, so only every so many units are given, from the curve's beginning
    while ten or more are at risk. Nothing where one to four left, or one to four did not (MEASURES §7.2).
    """
    gone = sum(left)
    if 1 <= gone <= SMALL or 1 <= len(time) - gone <= SMALL:
        return []
    times = [at for at in range(0, math.floor(found.ends) + 1, step) if at >= found.begins]
    enough = [at for at, n in zip(times, at_risk(entry, time, times), strict=True) if n >= FEWEST_OUTSIDE]
    return [(at, *map(percent, found.read(at))) for at in enough]  # type: ignore[misc]


def percent(share: float | None) -> float | None:
    """Return a share in percent to one decimal."""
    return None if share is None else round(100 * share, 1)


def last_known(entries: np.ndarray, times: np.ndarray, fewest: int) -> float:
    """Return the latest time at which at least `fewest` are still under observation."""
    seen = np.sort(times)
    there = np.searchsorted(entries, seen, "left") - np.searchsorted(seen, seen, "left")
    return float(max(seen[there >= fewest], default=0.0))


def steps_of(moments: Sequence[float], at_risk: Sequence[int], events: Sequence[int]) -> tuple[Step, ...]:
    """Return the steps: S = Π(1 − d ÷ n), and the sum of d ÷ n(n − d) that Greenwood's error is made of."""
    pairs = list(zip(at_risk, events, strict=True))
    survival = accumulate(((n - d) / n for n, d in pairs), lambda before, kept: before * kept)
    spread = accumulate(d / (n * (n - d)) if n > d else math.inf for n, d in pairs)
    found = zip(moments, pairs, survival, spread, strict=True)
    return tuple(Step(moment, n, d, share, *limits(share, total)) for moment, (n, d), share, total in found)


def limits(share: float, spread: float) -> tuple[float | None, float | None, float | None]:
    """Return Greenwood's standard error and the 95 % limits on log(−log S)."""
    if share <= 0 or not math.isfinite(spread):
        return None, None, None
    width = NORMAL_95 * math.sqrt(spread) / abs(math.log(share))
    return share * math.sqrt(spread), share ** math.exp(width), share ** math.exp(-width)


def at_risk(entry: Sequence[float], time: Sequence[float], moments: Sequence[float]) -> list[int]:
    """Return how many are under observation just before each moment; at 0, those observed from the beginning."""
    entries, times = np.sort(np.asarray(entry, float)), np.sort(np.asarray(time, float))
    begun = [int(np.searchsorted(entries, moment, "left" if moment > 0 else "right")) for moment in moments]
    gone = np.searchsorted(times, np.asarray(moments, float), "left").tolist()
    return [before - after for before, after in zip(begun, gone, strict=True)]
