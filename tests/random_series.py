"""Series drawn at random as authorities have them: gaps, part months, flat and tiny ones, steps, targets, rebases."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl
from small_series import AREA, SCHEMA, cell, months

from workforce.catalogue import MEASURES, Measure
from workforce.series import Context, Reading, Series, read
from workforce.settings import ControlCharts, Event, Rebase, Target

LAST = date(2024, 9, 1)


@dataclass(frozen=True)
class Drawn:
    """One series with everything that stands beside it, and the date it is read at."""

    series: Series
    companion: Series | None
    context: Context
    as_at: date

    def read(self) -> Reading:
        """Return the reading that pages, commands and the build take."""
        return read(self.series, self.as_at, self.context, companion=self.companion)


def values(draw: random.Random, measure: Measure, count: int) -> list[float | None]:
    """Return figures by month: flat, steady, drifting, stepped or few, in whole numbers where the measure counts."""
    level = draw.choice([0.0, 0.6, 3.0, 24.0, 70.1, 180.0])
    spread = draw.choice([0.0, 0.0, 0.02, 0.1]) * level + draw.choice([0, 0, 0.5])
    drift, step = draw.choice([0.0, 0.0, 0.0, 0.02, -0.03]) * level, draw.choice([0.0, 0.0, 0.4, -0.5]) * level
    cut = draw.choice([count // 2, draw.randrange(count)])
    drawn = [level + drift * at + (step if at >= cut else 0) + draw.gauss(0, spread) for at in range(count)]
    places = 0 if measure.kind == "count" and measure.unit != "FTE" else draw.choice([0, 1, 12])
    missing = draw.choice([0.0, 0.0, 0.1, 0.6])
    return [None if draw.random() < missing else abs(round(each, places)) for each in drawn]


def series(draw: random.Random, measure: Measure, count: int, is_partial: bool, hidden: float) -> Series:
    """Return a series of that many months to September 2024; a share of `hidden` months may not leave the service."""
    days = months(count, LAST)
    rows = []
    for month, value in zip(days, values(draw, measure, count), strict=True):
        n = draw.choice([1, 40, 900])
        top = None if value is None else value if measure.kind == "count" else value * n / measure.scale
        rows.append(cell(
            measure.id, month, value, numerator=top, denominator=float(n) if measure.kind == "ratio" else None, n=n,
            outside_status="c" if draw.random() < hidden else "ok" if value is not None else "z",
            is_partial=is_partial and month == days[-1],
        ))  # fmt: skip
    points = pl.DataFrame(rows, schema=SCHEMA)
    return Series(measure, AREA, points, points.clear())


def context(draw: random.Random, measures: list[str], count: int) -> Context:
    """Return targets, rebases, events, a judgement and the way charts are judged, as authority.toml may give them."""

    def day() -> date:
        return draw.choice([middle, date(2024, 9, 30) - timedelta(days=draw.randrange(31 * (count + 3)))])

    middle = months(count, LAST)[count // 2]
    some = [day() for _ in range(3)]
    return Context(
        tuple(Event(each, "Restructure") for each in some[: draw.randint(0, 3)]),
        tuple(Target(measures[0], round(draw.uniform(0, 100), 1), day()) for _ in range(draw.choice([0, 1, 2]))),
        tuple(Rebase(each, day(), "Restructure", "Director") for each in measures for _ in range(draw.choice([0, 2]))),
        ControlCharts(draw.choice(["nhs", "r"]), draw.choice([6, 7]), draw.choice([2.66, 3.0])),
        draw.choice([None, day()]),
    )  # fmt: skip


def drawn(draw: random.Random, hidden: float = 0.0) -> Drawn:
    """Return one random series of a random measure, with its monthly companion where the measure has one."""
    measure = draw.choice(list(MEASURES.values()))
    count, is_partial = draw.choice([1, 4, 6, 9, 14, 26, 40, 60]), draw.random() < 0.2
    found = series(draw, measure, count, is_partial, hidden)
    beside = [series(draw, MEASURES[each], count, is_partial, hidden) for each in [measure.companion] if each]
    asked = context(draw, [measure.id, *(each.measure.id for each in beside)], count)
    return Drawn(
        found, beside[0] if beside else None, asked, found.points["as_at"][-draw.choice([1, 1, 1, 1, count // 2 + 1])]
    )
