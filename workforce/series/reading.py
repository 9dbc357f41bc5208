"""A series as it reads at one date: limits, state, target, events, sentence and alt text, computed once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from workforce import spc
from workforce.comparison import Published
from workforce.series import sentence as sentences
from workforce.series.cells import Series
from workforce.series.context import DIRECTION, Context
from workforce.series.rebasing import Rebased, rebased_at
from workforce.series.words import Cell, month_end, shown, year_before
from workforce.settings import Event, Target

RARE = 2
LIMITS = ("mean", "lpl", "upl", "lower_2sigma", "upper_2sigma", "flag_rule", "point_type", "is_trial", "target")
OVERLAP = "neighbouring months of a 12-month figure share most of their data"


@dataclass(frozen=True)
class Point:
    """One month: its cell, what the rules say of it, and the target then in force."""

    cell: Cell
    judged: spc.Point
    target: float | None

    @property
    def sign(self) -> int:
        """Return 1 where a rule flags the point as high or rising, -1 as low or falling, else 0."""
        return spc.sign_of(self.judged.flag_rule)

    def columns(self) -> Cell:
        """Return the cell with the columns that a control chart adds."""
        limits = self.judged.limits
        found = (
            limits.mean, limits.lower, limits.upper, limits.lower_2sigma, limits.upper_2sigma, self.judged.flag_rule,
            self.judged.point_type, limits.trial if limits.mean is not None else None, self.target,
        )  # fmt: skip
        return self.cell | dict(zip(LIMITS, found, strict=True))


@dataclass(frozen=True, eq=False)
class Reading:
    """One series at one as-at date: all that is shown of it. `points` is oldest first and ends at the date.

    `unjudged` says why there is no state, and is empty where there is one; `signed` is the direction of the latest
    signal (1 higher or rising, -1 lower or falling, 0 none) and `since` the month end at which it began.
    """

    series: Series
    as_at: date
    points: tuple[Point, ...]
    variation: str | None = None
    assurance: str | None = None
    unjudged: str = ""
    signed: int = 0
    since: date | None = None
    targets: tuple[Target, ...] = ()
    events: tuple[tuple[int, Event], ...] = ()
    rebases: tuple[Rebased, ...] = ()
    reference: tuple[str, Cell] | None = None
    comparison: tuple[Published, ...] = ()
    companion: Reading | None = None
    sentence: str = ""
    alt: str = ""

    @property
    def now(self) -> Cell | None:
        """Return the cell at the as-at date, or None when the month is not shown."""
        return self.points[-1].cell if self.points and self.points[-1].cell["as_at"] == self.as_at else None

    @property
    def words(self) -> str:
        """Return the value at the as-at date as a reader sees it, with its unit."""
        return "not shown" if self.now is None else shown(self.series.measure, self.now)

    @property
    def target(self) -> Target | None:
        """Return the target in force, when there is one."""
        return self.targets[-1] if self.targets else None

    @property
    def limits(self) -> spc.Limits:
        """Return the limits in force at the latest month."""
        return self.points[-1].judged.limits if self.points else spc.Limits()

    @property
    def latest(self) -> Point | None:
        """Return the latest whole month with a figure, which the state is about."""
        whole = (each for each in reversed(self.points) if not each.cell["is_partial"])
        return next((each for each in whole if each.cell["value"] is not None), None)

    @property
    def months_judged(self) -> int:
        """Return how many months with a figure the limits in force are made from."""
        limits = self.limits
        return sum(each.judged.limits == limits and each.judged.value is not None for each in self.points)

    def at(self, day: date) -> Cell | None:
        """Return the cell of the month that holds the day, when it is shown."""
        month = day.replace(day=1)
        return next((each.cell for each in self.points if each.cell["month"] == month), None)

    def table(self) -> pl.DataFrame:
        """Return one row a month: the cell, and mean, limits, rule, point type and target."""
        return pl.DataFrame([each.columns() for each in self.points], infer_schema_length=None)

    def claims(self, earlier: date) -> int:
        """Return 1 or -1 when a rise or fall since the month of `earlier` may be claimed, else 0.

        It may where the figures moved that way, the latest month carries a signal that way, and the signal began after
        that month. A 12-month figure is judged by its monthly companion's signal; a count of part of a month is never
        set against a whole one.
        """
        then, now = self.at(earlier), self.now
        if then is None or now is None or then["value"] is None or now["value"] is None:
            return 0
        measure = self.series.measure
        is_cut = now["is_partial"] and measure.kind == "count" and measure.window == "month"
        if is_cut or shown(measure, then) == shown(measure, now):
            return 0
        moved = 1 if now["value"] > then["value"] else -1
        sign, since = self.signed, self.since
        if self.companion and measure.window == "12 months":
            sign, since = self.companion.signed * self.same_way(), self.companion.since
        return moved if sign == moved and since is not None and since > then["as_at"] else 0

    def same_way(self) -> int:
        """Return -1 when the companion rises as the measure falls, else 1."""
        sides = [spc.SIDES[DIRECTION[each.series.measure.better]] for each in (self, self.companion) if each]
        return -1 if sides[0] * sides[-1] < 0 else 1


def read(
    series: Series,
    as_at: date,
    context: Context,
    *,
    companion: Series | None = None,
    comparison: Sequence[Published] = (),
    rebase: bool = True,
) -> Reading:
    """Return the series as it reads at a date; without `rebase`, every month is judged by one set of limits."""
    cells = [cell for cell in series.points.iter_rows(named=True) if cell["as_at"] <= as_at]
    targets = () if series.category else context.targets_of(series.measure.id, series.level, series.area, as_at)
    reading = Reading(
        series, as_at, unjudged_points(cells, targets), unjudged=why_unjudged(series, cells), targets=targets,
        events=events_since(context, cells, as_at), reference=reference(series, cells, context, as_at),
        comparison=tuple(comparison), companion=read(companion, as_at, context) if companion else None,
    )  # fmt: skip
    if not reading.unjudged:
        reading = judged(reading, context, rebase)
    return replace(reading, sentence=sentences.sentence(reading), alt=sentences.alt(reading))


def unjudged_points(cells: Sequence[Cell], targets: Sequence[Target]) -> tuple[Point, ...]:
    """Return every month without limits, with the target in force at its end."""
    blank = spc.Limits()
    return tuple(
        Point(cell, spc.Point(plotted(cell), blank, None, None), in_force(targets, cell["as_at"])) for cell in cells
    )


def plotted(cell: Cell) -> float | None:
    """Return the value that a control chart judges: none in a month cut short (RULINGS 36)."""
    return None if cell["is_partial"] else cell["value"]


def in_force(targets: Sequence[Target], day: date) -> float | None:
    """Return the target in force at the end of a day."""
    return next((each.value for each in reversed(targets) if each.from_date <= day), None)


def why_unjudged(series: Series, cells: Sequence[Cell]) -> str:
    """Return why a series carries no limits (MEASURES §4.6), or nothing when it does."""
    known = [value for cell in cells if (value := plotted(cell)) is not None]
    whole = [cell for cell in cells if not cell["is_partial"]]
    if series.measure.window == "12 months":
        return OVERLAP
    if not whole or whole[-1]["value"] is None:
        return "the latest whole month has no figure"
    if len(known) < spc.FEWEST:
        return "fewer than five months have a figure"
    if series.measure.kind == "count" and series.measure.unit != "FTE" and sum(map(abs, known)) / len(known) < RARE:
        return "there are fewer than two a month on average, too few for limits"
    return ""


def judged(reading: Reading, context: Context, rebase: bool) -> Reading:
    """Return the reading with its limits, rebases, state and signal."""
    series = reading.series
    values = [each.judged.value for each in reading.points]
    rules = context.rules(series.measure.better, reading.target.value if reading.target else None)
    asked = () if series.category else context.rebases_of(series.measure.id, series.level, series.area, reading.as_at)
    days = [each.cell["as_at"] for each in reading.points]
    rebases = rebased_at(values, days, asked, rules) if rebase else ()
    starts = tuple(each.start for each in rebases if each.start is not None)
    chart = spc.judge(values, replace(rules, rebase=starts))
    points = tuple(replace(point, judged=verdict) for point, verdict in zip(reading.points, chart.points, strict=True))
    if points[-1].judged.limits.mean is None:
        return replace(reading, unjudged="fewer than five months have a figure", rebases=rebases)
    signed, since = signal(points)
    return replace(
        reading, points=points, variation=chart.variation, assurance=chart.assurance, rebases=rebases, signed=signed,
        since=since,
    )  # fmt: skip


def signal(points: Sequence[Point]) -> tuple[int, date | None]:
    """Return the direction of the latest month's signal, and the month end at which its unbroken run began."""
    whole = [each for each in points if not each.cell["is_partial"]]
    sign, since = (whole[-1].sign if whole else 0), None
    for point in reversed(whole):
        if not sign or point.sign != sign:
            break
        since = point.cell["as_at"]
    return sign, since


def events_since(context: Context, cells: Sequence[Cell], as_at: date) -> tuple[tuple[int, Event], ...]:
    """Return the dated events inside the months shown, each with the number it has in the whole list."""
    first = cells[0]["as_at"].replace(day=1) if cells else as_at
    return tuple((number, event) for number, event in context.numbered() if first <= event.date <= as_at)


def reference(series: Series, cells: Sequence[Cell], context: Context, as_at: date) -> tuple[str, Cell] | None:
    """Return the earlier figure that a sentence compares with: at the judgement when it is past, else a year ago."""
    held = {cell["month"]: cell for cell in cells if cell["value"] is not None}
    asked = context.judgement_date
    if asked and month_end(asked) < as_at and asked.replace(day=1) in held:
        return f"at the {asked:%B %Y} judgement", held[asked.replace(day=1)]
    before = held.get(year_before(as_at))
    return ("a year ago", before) if before else None
