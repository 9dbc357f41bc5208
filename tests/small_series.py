"""Series made by hand for the tests of sentences and charts."""

from datetime import date
from typing import Any

import polars as pl

from workforce.catalogue import MEASURES
from workforce.series import Context, Reading, Series, month_end, of_cells, read

AREA = "Wexmere Council (fictional)"
SCHEMA = {
    "measure": pl.String, "month": pl.Date, "level": pl.String, "area": pl.String, "breakdown": pl.String,
    "category": pl.String, "numerator": pl.Float64, "denominator": pl.Float64, "value": pl.Float64, "n": pl.Int64,
    "status": pl.String, "outside_status": pl.String, "as_at": pl.Date, "is_partial": pl.Boolean,
}  # fmt: skip


def cell(measure: str, month: date, value: float | None, **more: object) -> dict:
    """Return one cell; a value of None is not applicable."""
    status = "ok" if value is not None else "z"
    known = {
        "measure": measure, "month": month, "level": "authority", "area": AREA, "breakdown": "", "category": "",
        "numerator": value, "denominator": 100.0, "value": value, "n": 100, "status": status,
        "outside_status": status, "as_at": month_end(month), "is_partial": False,
    }  # fmt: skip
    return known | more


def months(count: int, last: date = date(2024, 9, 1)) -> list[date]:
    """Return that many months, the last one last."""
    ends = last.year * 12 + last.month - 1
    return [date((ends - back) // 12, (ends - back) % 12 + 1, 1) for back in reversed(range(count))]


def series(measure: str, values: list[float | None], parts: list[dict] | None = None, **more: object) -> Series:
    """Return a series with these values, the last in September 2024."""
    cells = [cell(measure, month, value, **more) for month, value in zip(months(len(values)), values, strict=True)]
    return of_cells(MEASURES[measure], AREA, pl.DataFrame([*cells, *(parts or [])], schema=SCHEMA))


def reading(found: Series, as_at: date = date(2024, 9, 30), **more: Any) -> Reading:
    """Return a series as it reads at a date, in the context that these keywords give."""
    beside = {name: more.pop(name) for name in ("companion", "comparison", "rebase") if name in more}
    return read(found, as_at, Context(**more), **beside)
