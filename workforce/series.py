"""One measure of one area over time: what a tile, a chart, a table and a sentence all read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import polars as pl

from workforce.catalogue.measure import Measure

SYMBOLS = {
    "z": "not applicable", "c": "suppressed", "x": "not available", "u": "low reliability",
    "not_supplied": "not supplied",
}  # fmt: skip


@dataclass(frozen=True)
class Series:
    """The cells of one measure and area: `points` has one row a month, oldest first."""

    measure: Measure
    area: str
    points: pl.DataFrame
    parts: pl.DataFrame

    def at(self, as_at: date) -> dict[str, object] | None:
        """Return the cell at an as-at date, or None when the month is not shown."""
        found = self.points.filter(pl.col("as_at") == as_at)
        return found.row(0, named=True) if found.height else None

    def words(self, as_at: date) -> str:
        """Return the value at a date as a reader sees it, with its unit."""
        cell = self.at(as_at)
        return "not shown" if cell is None else shown(self.measure, cell)


def of_cells(measure: Measure, area: str, cells: pl.DataFrame) -> Series:
    """Return the series of one area's cells."""
    whole = pl.col("breakdown") == ""
    return Series(measure, area, cells.filter(whole), cells.filter(~whole))


def rounded(value: float, places: int = 1) -> str:
    """Return the value rounded half up, with thousands marked."""
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{exact:,}"


def amount(value: float) -> str:
    """Return a numerator or denominator: whole when it is whole, else to one decimal."""
    return rounded(value, 0 if float(value).is_integer() else 1)


def shown(measure: Measure, cell: dict) -> str:
    """Return one cell's value as a reader sees it."""
    if cell["status"] == "low":
        return "low (rounds to 0)"
    if cell["value"] is None:
        return SYMBOLS.get(cell["status"], cell["status"])
    whole = measure.kind == "count" and measure.unit != "FTE"
    text = rounded(cell["value"], 0 if whole else 1)
    return f"{text}%" if measure.unit == "percent" else text


def fraction(measure: Measure, cell: dict) -> str:
    """Return the numerator and denominator behind a cell, in words."""
    if measure.kind == "ratio" and cell["denominator"] is not None:
        return f"{amount(cell['numerator'])} of {amount(cell['denominator'])}; {cell['n']:,} counted"
    return f"{cell['n']:,} counted" if cell["n"] is not None else ""
