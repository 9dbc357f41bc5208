"""One measure of one area over time: what a tile, a chart, a table and a sentence all read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import polars as pl

from workforce.catalogue.measure import Measure

SYMBOLS = {
    "z": "not applicable", "c": "suppressed", "x": "not available", "u": "low reliability", ":": "not available",
    "not_supplied": "not supplied",
}  # fmt: skip

NAMES = {
    "role": {
        "1": "Senior managers", "2": "Middle managers", "3": "First-line managers", "4": "Senior practitioners",
        "5": "Case holders", "6": "Qualified without cases",
    },
    "tier": {"leadership": "Leadership team", "practice": "Practitioners"},
    "contract": {"permanent": "Permanent", "fixed_term": "Fixed term", "unknown": "Contract not known"},
    "cover": {"yes": "Covering a vacancy", "no": "Not covering a vacancy", "unknown": "Not recorded"},
    "reason": {
        "MAT": "Maternity or parental leave", "SIC": "Sickness", "OTH": "Other absence", "UNA": "Unauthorised absence",
        "UNP": "Unpaid leave", "PUB": "Public duties", "TRN": "Training",
    },
    "stage": {
        "no candidate": "No candidate in the running", "applied": "Applied", "shortlisted": "Shortlisted",
        "interviewed": "Interviewed", "offer made": "Offer made",
    },
    "age_band": {"0–30": "Up to 30 days", "31–60": "31 to 60 days", "61–90": "61 to 90 days", "91+": "91 days or more"},
    "workers": {
        "0": "No named worker", "1": "One worker", "2": "Two workers", "3": "Three workers", "4": "Four workers",
        "5 or more": "Five workers or more",
    },
}  # fmt: skip

ORDERED = ("stage", "age_band", "workers")

FEW = 20
Cell = dict[str, Any]


@dataclass(frozen=True)
class Series:
    """The cells of one measure and area: `points` has one row a month, oldest first."""

    measure: Measure
    area: str
    points: pl.DataFrame
    parts: pl.DataFrame
    category: str = ""

    def at(self, as_at: date) -> Cell | None:
        """Return the cell at an as-at date, or None when the month is not shown."""
        found = self.points.filter(pl.col("as_at") == as_at)
        return found.row(0, named=True) if found.height else None

    def in_month(self, day: date) -> Cell | None:
        """Return the cell of the month that holds the day, or None when the month is not shown."""
        found = self.points.filter(pl.col("month") == day.replace(day=1))
        return found.row(0, named=True) if found.height else None

    def until(self, as_at: date) -> pl.DataFrame:
        """Return the points up to an as-at date, oldest first."""
        return self.points.filter(pl.col("as_at") <= as_at).sort("as_at")

    def words(self, as_at: date) -> str:
        """Return the value at a date as a reader sees it, with its unit."""
        cell = self.at(as_at)
        return "not shown" if cell is None else shown(self.measure, cell)

    def categories(self, breakdown: str) -> list[str]:
        """Return the categories of a breakdown that has cells, in the order of their names."""
        return self.parts.filter(pl.col("breakdown") == breakdown)["category"].unique().sort().to_list()

    def part(self, breakdown: str, category: str) -> Series:
        """Return the series of one category.

        A month without its cell is zero for a count that is split that month, and otherwise has no value; such a
        month `is_filled`, and is no cell of the snapshot.
        """
        split = self.parts.filter(pl.col("breakdown") == breakdown)
        cells = split.filter(pl.col("category") == category).drop("measure", "level", "area", "as_at", "is_partial")
        spine = self.points.select(
            "measure", "month", "level", "area", "as_at", "is_partial", pl.col("value").alias("whole"),
            pl.col("status").alias("whole_status"), pl.col("month").is_in(split["month"].to_list()).alias("is_split"),
        )  # fmt: skip
        points = spine.join(cells, on="month", how="left", maintain_order="left")
        missing = pl.col("status").is_null()
        is_zero = missing & pl.lit(self.measure.kind == "count") & (pl.col("is_split") | (pl.col("whole") == 0))
        status = (
            pl.when(~missing).then(pl.col("status")).when(is_zero).then(pl.lit("ok"))
            .when(pl.col("whole").is_null()).then(pl.col("whole_status"))
            .when(pl.col("is_split")).then(pl.lit("z")).otherwise(pl.lit("x"))
        )  # fmt: skip
        points = points.with_columns(
            missing.alias("is_filled"),
            pl.lit(breakdown).alias("breakdown"), pl.lit(category).alias("category"), status.alias("status"),
            pl.when(missing).then(status).otherwise(pl.col("outside_status")).alias("outside_status"),
            *(pl.when(is_zero).then(0).otherwise(pl.col(name)).alias(name) for name in ("numerator", "value", "n")),
        ).drop("whole", "whole_status", "is_split")  # fmt: skip
        return Series(self.measure, self.area, points, self.parts.clear(), category_name(breakdown, category))

    def at_parts(self, breakdown: str, as_at: date) -> list[Cell]:
        """Return the cells of a breakdown at a date, one for each category."""
        found = self.parts.filter((pl.col("breakdown") == breakdown) & (pl.col("as_at") == as_at))
        return found.sort("category").to_dicts()

    def is_supplied(self) -> bool:
        """Return False when the extracts hold no table that the measure is counted from."""
        return not (self.points["status"] == "not_supplied").any()

    def has_values(self, as_at: date) -> bool:
        """Return whether any month up to the date has a value to draw."""
        return bool(self.until(as_at)["value"].is_not_null().any())


@dataclass(frozen=True)
class Change:
    """One series at two dates: what a sentence about a movement needs."""

    series: Series
    now: Cell
    then: Cell

    @property
    def direction(self) -> int:
        """Return 1, -1 or 0, judged on the figures as they are shown."""
        now, then = (shown(self.series.measure, cell) for cell in (self.now, self.then))
        return 0 if now == then else (1 if self.now["value"] > self.then["value"] else -1)

    @property
    def size(self) -> float:
        """Return the movement as a share of the larger figure, to order movements of unlike units."""
        largest = max(abs(self.now["value"]), abs(self.then["value"]))
        return abs(self.now["value"] - self.then["value"]) / largest if largest else 0.0

    @property
    def is_small(self) -> bool:
        """Return whether one or two people or children could make the movement."""
        cells = (self.now, self.then)
        if self.series.measure.kind == "count":
            return max(abs(cell["value"]) for cell in cells) < FEW
        return min(cell["n"] or 0 for cell in cells) < FEW


def change(series: Series, as_at: date, earlier: date) -> Change | None:
    """Return the movement from the month of `earlier` to `as_at`; None unless both have a value."""
    now, then = series.at(as_at), series.in_month(earlier)
    if now is None or then is None or now["value"] is None or then["value"] is None:
        return None
    return Change(series, now, then)


def year_before(as_at: date) -> date:
    """Return a day in the same month of the year before."""
    return as_at.replace(year=as_at.year - 1, day=1)


def long_date(day: date) -> str:
    """Return a date as a reader writes it, "30 September 2024", on every system."""
    return f"{day.day} {day:%B %Y}"


def month_end(day: date) -> date:
    """Return the last day of the month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def of_cells(measure: Measure, area: str, cells: pl.DataFrame) -> Series:
    """Return the series of one area's cells."""
    whole = pl.col("breakdown") == ""
    return Series(measure, area, cells.filter(whole), cells.filter(~whole))


def category_name(breakdown: str, category: str) -> str:
    """Return a category as a reader sees it."""
    words = re.sub(r"^(\d+)\+$", r"\1 or more", category)
    return NAMES.get(breakdown, {}).get(category) or words[:1].upper() + words[1:]


def band_order(category: str) -> tuple[float, str]:
    """Return a sort key that puts bands in the order of their lower ends, unknown ones last."""
    first = re.search(r"\d+", category)
    if first is None:
        return float("inf"), category
    lower = float(first.group())
    return (lower - 0.5 if re.match(r"under|fewer|less|<|up to", category.lower()) else lower), category


def rounded(value: float, places: int = 1) -> str:
    """Return the value rounded half up, with thousands marked."""
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{exact:,}"


def amount(value: float) -> str:
    """Return a numerator or denominator: whole when it is whole, else to one decimal."""
    return rounded(value, 0 if abs(value - round(value)) < 1e-9 else 1)


def shown(measure: Measure, cell: Cell) -> str:
    """Return one cell's value as a reader sees it."""
    if cell["status"] in ("low", "k"):
        return "low (rounds to 0)"
    if cell["value"] is None:
        return SYMBOLS.get(cell["status"], str(cell["status"]))
    return with_unit(measure, cell["value"])


def with_unit(measure: Measure, value: float) -> str:
    """Return a value of the measure rounded half up, with a percent sign or the word days."""
    if measure.kind == "spread" and measure.unit == "days":
        return f"{amount(value)} {'day' if value == 1 else 'days'}"
    whole = measure.kind == "count" and measure.unit != "FTE"
    text = rounded(value, 0 if whole else 1)
    return f"{text}%" if measure.unit == "percent" else text


def fraction(measure: Measure, cell: Cell) -> str:
    """Return the numerator and denominator behind a cell, in figures with their units."""
    if measure.kind == "ratio" and cell["denominator"] is not None:
        top, bottom = amount(cell["numerator"]), amount(cell["denominator"])
        if measure.id in QUOTIENTS:
            above, below = QUOTIENTS[measure.id]
            return f"{top} {above} ÷ {bottom} {below}"
        return f"{top} of {bottom} {whole_of(measure, cell)}"
    return f"{cell['n']:,} {behind(measure, cell['n'])}" if cell["n"] is not None else ""


def whole_of(measure: Measure, cell: Cell) -> str:
    """Return the unit of a share's denominator."""
    if measure.id in WHOLES:
        return WHOLES[measure.id]
    return "FTE" if measure.counts == "amounts" else behind(measure, round(cell["denominator"]))


def behind(measure: Measure, count: int) -> str:
    """Return the noun for the people, children or posts that a figure is counted from."""
    noun = BEHIND.get(measure.id) or ("children" if measure.unit == "children" else BEHIND[measure.theme])
    return SINGULAR.get(noun, noun) if count == 1 else noun


BEHIND = {
    "mix": "people", "caseload": "case holders", "worker_changes": "children", "recruitment": "people",
    "vacancy_rate": "people and vacant posts", "vacancies_covered": "agency workers and vacant posts",
    "span_of_control": "managers", "open_requisitions": "posts", "requisition_age": "open posts",
    "time_to_fill": "posts filled", "time_to_hire": "posts filled", "offer_acceptance": "offers decided",
    "fill_rate": "posts closed", "newly_qualified_over_limit": "newly qualified case holders",
}  # fmt: skip
QUOTIENTS = {
    "average_caseload": ("cases", "FTE"), "average_daily_caseload": ("case-days", "FTE-days"),
    "worker_changes_per_child_year": ("changes", "child-years"),
}  # fmt: skip
WHOLES = {"continuity": "days", "sickness_absence_rate": "working days"}
SINGULAR = {
    "people": "person", "case holders": "case holder", "children": "child", "posts": "post", "managers": "manager",
    "open posts": "open post", "posts filled": "post filled", "offers decided": "offer decided",
    "posts closed": "post closed", "changes": "change", "days": "day", "offers": "offer",
    "newly qualified case holders": "newly qualified case holder",
}  # fmt: skip
