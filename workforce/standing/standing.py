"""How the authority compares in one measure and year: its own figure, England, region, neighbours, and its places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import polars as pl

from workforce import benchmarks
from workforce.benchmarks import PARTS
from workforce.catalogue import Measure
from workforce.comparison import MARCH, SOURCE, WORKFORCE
from workforce.series import Cell, Series
from workforce.standing.groups import Group, Member, members
from workforce.standing.reconciliation import WHOLE_PERCENT, Reconciliation, reconcile

LONDON = {"E12000007": ("E12000007", "E13000001", "E13000002")}
LOOKED_AFTER = ("three_plus_workers",)
NOT_JOINED = "years on either side of a change of area are not joined"
NO_REGIONS = (
    "The stored figures do not say which region an authority is in; import the department's file again to be placed "
    "in the region."
)
NEIGHBOURS, REGION, ENGLAND = "neighbours", "region", "england"


@dataclass(frozen=True)
class Whose:
    """The authority compared: its name, its code in the department's files and its region's."""

    name: str
    code: str | None = None
    region_code: str | None = None


@dataclass(frozen=True)
class Standing:
    """One measure of one authority beside everyone's published figures for one year.

    `cell` is the dashboard's own for the very day of the published figures, None when that month is not shown; a figure
    of another month is never compared. `alike` is the dashboard's own by the published definition: of children looked
    after only, where that is whom the published figure is about. `own` is the authority's published figure. The places
    are worked out with the published figure, or, where there is none, with `alike` rounded as published figures are;
    `placed` is that value. `groups` holds neighbours, region and England, each only when somebody of it has a row.
    `years` are those for which authorities' figures are held, `model` the year of the neighbours' model.
    """

    measure: Measure
    year: int
    day: date
    whose: Whose
    cell: Cell | None
    alike: Cell | None
    own: Member | None
    england: Member | None
    region: Member | None
    groups: tuple[Group, ...]
    model: int | None
    years: tuple[int, ...]
    notes: tuple[str, ...] = ()
    reconciliation: Reconciliation | None = None

    @property
    def placed(self) -> float | None:
        """Return the value with which the authority is placed."""
        if self.own is not None and self.own.value is not None:
            return self.own.value
        return as_published(self.measure, self.alike)

    @property
    def is_published(self) -> bool:
        """Return whether the places are those of the authority's published figure."""
        return self.own is not None and self.own.value is not None

    @property
    def vintages(self) -> tuple[str, ...]:
        """Return the editions in use."""
        beside = [self.own, self.england, self.region, *(each for group in self.groups for each in group.members)]
        return tuple(sorted({each.vintage for each in beside if each is not None and each.vintage}))

    @property
    def source(self) -> str:
        """Return whose figures they are."""
        return SOURCE.get(self.measure.id, WORKFORCE)

    def group(self, kind: str) -> Group | None:
        """Return one group by its kind, or None when nobody of it has a row."""
        return next((group for group in self.groups if group.kind == kind), None)


def has_counterpart(measure: Measure) -> bool:
    """Return whether the department publishes the measure for authorities."""
    return measure.id in PARTS


def day_of(measure: Measure, year: int) -> date:
    """Return the day that a year's published figure is about."""
    return date(year, 3, 31) if measure.id in MARCH else date(year, 9, 30)


def years_of(figures: pl.DataFrame, measure: Measure) -> list[int]:
    """Return the years for which anybody's figure of the measure is held, oldest first."""
    return (
        figures.filter((pl.col("measure") == measure.id) & pl.col("year").is_not_null())["year"]
        .unique()
        .sort()
        .to_list()
    )


def latest_year(figures: pl.DataFrame, measure: Measure, as_at: date) -> int | None:
    """Return the latest year whose day is not after the date, or None when there is none."""
    return max((year for year in years_of(figures, measure) if day_of(measure, year) <= as_at), default=None)


def as_published(measure: Measure, cell: Cell | None) -> float | None:
    """Return our value rounded half up to the digits that are published, or None without a value."""
    if cell is None or cell["value"] is None:
        return None
    digits = Decimal("1") if measure.id in WHOLE_PERCENT else Decimal("0.1")
    return float(Decimal(repr(cell["value"])).quantize(digits, ROUND_HALF_UP))


def stand(figures: pl.DataFrame, series: Series, year: int, whose: Whose) -> Standing:
    """Return how the authority compares in a year; `series` is the measure's, for the whole authority."""
    measure = series.measure
    every = figures.filter(pl.col("measure") == measure.id)
    held = every.filter(pl.col("year") == year)
    listed = members(held.filter(pl.col("level") == "authority"))
    own = next((each for each in listed if whose.code and each.covers(whose.code)), None)
    cell = own_cell(series, day_of(measure, year))
    alike = by_their_definition(series, cell)
    region_code = whose.region_code or (own.region_code if own else None)
    near = benchmarks.neighbours(figures, whose.code or "")
    found = Standing(
        measure, year, day_of(measure, year), whose, cell, alike, own,
        one(held.filter(pl.col("level") == "england")),
        one(held.filter((pl.col("level") == "region") & (pl.col("area_code") == (region_code or "")))),
        (), next(iter(near["year"]), None), authority_years(every),
    )  # fmt: skip
    others = tuple(each for each in listed if each is not own)
    groups = grouped(found, others, near, region_code)
    return replace(
        found, groups=groups, notes=tuple(notes(found, groups, near, every)),
        reconciliation=reconcile(measure, cell, alike, own) if cell else None,
    )  # fmt: skip


def own_cell(series: Series, day: date) -> Cell | None:
    """Return our cell of the very day, or None when that month is not shown or was cut short."""
    cell = series.at(day)
    return None if cell is None or cell["is_partial"] else cell


def by_their_definition(series: Series, cell: Cell | None) -> Cell | None:
    """Return our cell of those whom the published figure is about, None when our cells do not hold them."""
    if cell is None or series.measure.id not in LOOKED_AFTER:
        return cell
    parts = series.at_parts("case_status", cell["as_at"])
    return next((part for part in parts if part["category"] == "looked after"), None)


def one(rows: pl.DataFrame) -> Member | None:
    """Return the only row's figure, or None without a row."""
    return next(iter(members(rows)), None)


def authority_years(every: pl.DataFrame) -> tuple[int, ...]:
    """Return the years for which authorities' figures are held."""
    return tuple(every.filter(pl.col("level") == "authority")["year"].unique().sort().to_list())


def grouped(
    found: Standing, others: tuple[Member, ...], near: pl.DataFrame, region_code: str | None
) -> tuple[Group, ...]:
    """Return the neighbours, the region's authorities and England's, those with nobody left out."""
    codes = near["code"].to_list()
    regions = LONDON.get(region_code or "", (region_code,))
    region = found.region.name if found.region else "the region"
    asked = (
        (NEIGHBOURS, "Statistical neighbours", [each for each in others if any(each.covers(code) for code in codes)]),
        (
            REGION,
            f"Authorities of {region}",
            [each for each in others if each.region_code and each.region_code in regions],
        ),
        (ENGLAND, "Authorities of England", list(others)),
    )
    return tuple(
        Group(kind, name, tuple(chosen), found.placed, found.measure.better) for kind, name, chosen in asked if chosen
    )


def notes(found: Standing, groups: tuple[Group, ...], near: pl.DataFrame, every: pl.DataFrame) -> list[str]:
    """Return what a reader must know of joint returns, changed authorities and what earlier imports left out."""
    beside = {each.code: each for group in groups if group.kind != ENGLAND for each in group.members}
    close = [each for group in groups if group.kind == NEIGHBOURS for each in group.members]
    said = [f"{each.name} made one return and count once." for each in beside.values() if each.is_joint]
    held = [*close, *([found.own] if found.own else [])]
    said += own_return(found, near, every)
    said += [changed for each in held if (changed := code_change(each, every))]
    said += [missing for row in near.to_dicts() if (missing := no_row(row, held, every))]
    lost = groups and not any(group.kind == REGION for group in groups)
    return [*said, NO_REGIONS] if lost and every["region_code"].null_count() == every.height else said


def own_return(found: Standing, near: pl.DataFrame, every: pl.DataFrame) -> list[str]:
    """Return the sentences on the authority's own joint return, or on its code's years when this one is not among."""
    own, code = found.own, found.whose.code
    if own is None:
        years = years_with(every, code) if code else []
        return [f"Our code {code} has figures for {span(years)} only; {NOT_JOINED}."] if years else []
    if not own.is_joint:
        return []
    said = [f"Our published figure is that of the joint return of {own.name}, so it covers more than our own does."]
    inside = any(each != code and own.covers(each) for each in near["code"])
    return [*said, "A neighbour in our own joint return is left out."] if inside else said


def code_change(each: Member, every: pl.DataFrame) -> str:
    """Return the sentence on an area that had, or has, another code in other years; empty where it never changed."""
    rows = every.filter((pl.col("area_code") == each.code) & pl.col("new_code").is_not_null()).sort("year")
    codes: dict[str, list[int]] = {}
    for row in rows.iter_rows(named=True):
        codes.setdefault(row["new_code"], []).append(row["year"])
    spans = ", ".join(f"{code} in {span(years)}" for code, years in codes.items())
    return f"{each.name} changed ({spans}); {NOT_JOINED}." if len(codes) > 1 else ""


def no_row(row: dict[str, Any], held: list[Member], every: pl.DataFrame) -> str:
    """Return the sentence on a neighbour without a row in the year; empty where it has one."""
    if any(each.covers(row["code"]) for each in held):
        return ""
    name = row["area_name"] or f"The authority with code {row['code']}"
    years = years_with(every, row["code"])
    if not years:
        return f"{name} is a neighbour, but no figure of it is held."
    return f"{name} is a neighbour with figures for {span(years)} only; {NOT_JOINED}."


def years_with(every: pl.DataFrame, code: str) -> list[int]:
    """Return the years in which an authority's code has a row, alone or in a joint return."""
    covered = pl.col("area_code").str.split(" / ").list.contains(code)
    return every.filter((pl.col("level") == "authority") & covered)["year"].unique().sort().to_list()


def span(years: list[int]) -> str:
    """Return some years as "2017 to 2024"."""
    return f"{years[0]} to {years[-1]}" if len(years) > 1 else str(years[0])
