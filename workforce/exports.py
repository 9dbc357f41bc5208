"""Numbers as they may leave the service: small ones replaced, text never a live spreadsheet formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from workforce.catalogue import MEASURES

COLUMNS = ("measure", "title", "unit", "level", "area", "breakdown", "category", "as_at", "numerator", "denominator",
           "value", "n", "status")  # fmt: skip
FIGURES = ("numerator", "denominator", "value", "n")
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
Cells = pl.DataFrame | Iterable[Mapping[str, Any]]


def safe(value: object) -> object:
    """Return the value; text that a spreadsheet would run gets an apostrophe in front, numbers stay as they are."""
    if isinstance(value, str) and value.startswith(LIVE) and not NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def written(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Return rows as CSV, each text made safe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe(value) for value in row] for row in rows)
    return text.getvalue().encode()


def rows_csv(rows: pl.DataFrame) -> bytes:
    """Return a frame as CSV, each text made safe."""
    return written(rows.columns, rows.iter_rows())


def cells_csv(cells: Cells, stamp: Mapping[str, str] | None = None) -> bytes:
    """Return cells of the cube as CSV for outside the service: a suppressed cell holds c and no number.

    Every line names its measure, area and date, and what `stamp` adds, so that a copied line still says what it is.
    """
    found = cells.iter_rows(named=True) if isinstance(cells, pl.DataFrame) else cells
    added = dict(stamp or {})
    rows = ([*(outside(cell)[column] for column in COLUMNS), *added.values()] for cell in found)
    return written([*COLUMNS, *added], rows)


def outside(cell: Mapping[str, Any]) -> dict[str, Any]:
    """Return a cell under its outside verdict, with its measure's title and unit."""
    measure = MEASURES[cell["measure"]]
    known = dict(cell) | {"title": measure.title, "unit": measure.unit, "status": cell["outside_status"]}
    return known | dict.fromkeys(FIGURES, "c") if known["status"] == "c" else known


def file_name(*parts: str) -> str:
    """Return a file name made of the parts: the measure, the area and the date."""
    return "_".join(re.sub(r"[^a-z0-9_]+", "-", part.lower()).strip("-") for part in parts) + ".csv"
