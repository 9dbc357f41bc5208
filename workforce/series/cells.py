"""One measure of one area over time: what a tile, a chart, a table and a sentence all read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from workforce.catalogue.measure import Measure
from workforce.series.words import Cell, category_name, shown


@dataclass(frozen=True, eq=False)
class Series:
    """The cells of one measure and area: `points` has one row a month, oldest first."""

    measure: Measure
    area: str
    points: pl.DataFrame
    parts: pl.DataFrame
    category: str = ""

    @property
    def level(self) -> str:
        """Return authority, service or team; authority when there are no cells."""
        return str(self.points["level"][0]) if self.points.height else "authority"

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


def of_cells(measure: Measure, area: str, cells: pl.DataFrame) -> Series:
    """Return the series of one area's cells."""
    whole = pl.col("breakdown") == ""
    return Series(measure, area, cells.filter(whole), cells.filter(~whole))
