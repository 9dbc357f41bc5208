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
JUDGED = ("mean", "lpl", "upl", "flag_rule", "point_type")
SERIES = ("measure", "level", "area", "breakdown", "category")
FIGURES = ("numerator", "denominator", "value", "n")
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
Cell = Mapping[str, Any]
Cells = pl.DataFrame | Iterable[Cell]


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
    Limits, rules and targets stand beside the cells that carry them, as far as `may_leave` lets them.
    """
    found = cells.to_dicts() if isinstance(cells, pl.DataFrame) else list(cells)
    added = dict(stamp or {})
    rows = (
        [*(outside(cell)[column] for column in COLUMNS), *(cell.get(column) for column in (*JUDGED, "target")),
         *added.values()]
        for cell in may_leave(found)
    )  # fmt: skip
    return written([*COLUMNS, *JUDGED, "target", *added], rows)


def may_leave(cells: Iterable[Cell]) -> list[Cell]:
    """Return the cells with mean, limits and flags left out of every series that holds a withheld cell.

    A mean and a moving range are made of all the months judged: beside the other months they would give a hidden
    figure away, and a flag would say where it lies. Pass every month that the limits were made from.
    """
    found = list(cells)
    hidden = {series_of(cell) for cell in found if cell["outside_status"] == "c"}
    blank = dict.fromkeys(JUDGED)
    return [dict(cell) | blank if series_of(cell) in hidden else cell for cell in found]


def series_of(cell: Cell) -> tuple[object, ...]:
    """Return what tells the series of a cell from every other."""
    return tuple(cell[name] for name in SERIES)


def outside(cell: Cell) -> dict[str, Any]:
    """Return a cell under its outside verdict, with its measure's title and unit."""
    measure = MEASURES[cell["measure"]]
    known = dict(cell) | {"title": measure.title, "unit": measure.unit, "status": cell["outside_status"]}
    return known | dict.fromkeys(FIGURES, "c") if known["status"] == "c" else known


def file_name(*parts: str) -> str:
    """Return a file name made of the parts: the measure, the area and the date."""
    return "_".join(re.sub(r"[^a-z0-9_]+", "-", part.lower()).strip("-") for part in parts) + ".csv"
