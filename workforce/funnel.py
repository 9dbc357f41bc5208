"""What range a figure of an area's size is expected in when areas are compared with each other (MEASURES §4.6).

Both formulas are those of control charts for attributes (NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.3): each
area is set against one centre, the figure of the whole, and the range is wider the fewer an area is counted from.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from workforce.catalogue.measure import Measure

SIGMAS = 3.0
COUNTS = {"average_caseload", "worker_changes_per_child_year"}
DAYS = {"continuity", "sickness_absence_rate"}


@dataclass(frozen=True)
class Range:
    """The range expected at an area's size, in the unit of the figure; it may lie outside what can be reached."""

    lower: float
    upper: float

    def holds(self, value: float) -> bool:
        """Return whether the value lies in the range; a value on its edge does."""
        return self.lower <= value <= self.upper

    def drawn(self, highest: float | None) -> tuple[float, float]:
        """Return the range as it is drawn: from nothing up to the highest that can be reached, when there is one."""
        return max(self.lower, 0.0), self.upper if highest is None else min(self.upper, highest)


def of_share(centre: float, people: float) -> Range | None:
    """Return p ± 3 √(p (1 − p) ÷ n) for a share p from 0 to 1 among n people (p-chart); None without people."""
    if people <= 0 or not 0 <= centre <= 1:
        return None
    spread = SIGMAS * sqrt(centre * (1 - centre) / people)
    return Range(centre - spread, centre + spread)


def of_count(centre: float, denominator: float) -> Range | None:
    """Return u ± 3 √(u ÷ d) for u counted per unit of the denominator d (u-chart); None without a denominator."""
    if denominator <= 0 or centre < 0:
        return None
    spread = SIGMAS * sqrt(centre / denominator)
    return Range(centre - spread, centre + spread)


def chart_of(measure: Measure) -> str:
    """Return "p" for a share of people or FTE, "u" for a count per denominator, and nothing where neither holds.

    A share of FTE is treated as a share of the people behind it, because one person moves together. Shares of days,
    medians, weighted counts and plain counts have no such range: their units are not counted one by one.
    """
    if measure.id in COUNTS:
        return "u"
    is_share = measure.kind == "ratio" and measure.part_of_whole and measure.unit == "percent"
    return "p" if is_share and measure.id not in DAYS else ""


def how(measure: Measure) -> str:
    """Return how the range comes about, as the sentence under a chart; nothing where there is none."""
    chart = chart_of(measure)
    if not chart:
        return ""
    by_people = (
        ", a share of FTE being treated as one of people" if measure.counts == "amounts" and chart == "p" else ""
    )
    return (
        "The thin line under each bar is the range expected around the authority's figure for an area of that size; "
        f"chance alone takes almost nobody out of it ({chart}-chart, three standard errors{by_people}). "
        "Small areas get a wide range."
    )


def expected(measure: Measure, centre: float, people: float | None, denominator: float | None) -> Range | None:
    """Return the range expected around the whole's figure for an area of this size, or None where there is none.

    `centre` and the range are in the unit of the measure: a share in per cent.
    """
    chart = chart_of(measure)
    if chart == "p":
        found = of_share(centre / measure.scale, people or 0)
        return Range(found.lower * measure.scale, found.upper * measure.scale) if found else None
    return of_count(centre, denominator or 0) if chart == "u" else None
