"""Every series as it reads at the extract date, computed once at the build."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from workforce.catalogue import MEASURES
from workforce.series import Context, Reading, Series, read

KEY = ("measure", "level", "area")
SCHEMA = {
    "measure": pl.String, "level": pl.String, "area": pl.String, "as_at": pl.Date, "numerator": pl.Float64,
    "denominator": pl.Float64, "value": pl.Float64, "n": pl.Int64, "status": pl.String, "variation": pl.String,
    "assurance": pl.String, "since": pl.Date, "mean": pl.Float64, "lpl": pl.Float64, "upl": pl.Float64,
    "is_trial": pl.Boolean, "flag_rule": pl.String, "target": pl.Float64, "unjudged": pl.String,
    "sentence": pl.String,
}  # fmt: skip


def of_areas(cells: pl.DataFrame, context: Context, as_at: date) -> pl.DataFrame:
    """Return one row a measure, level and area: its figure, state, limits, target and sentence at the date.

    `cells` are the undivided cells of the cube with their `as_at` and `is_partial`, oldest month first.
    """
    found = {
        (measure, level, area): Series(MEASURES[measure], area, rows, rows.clear())
        for (measure, level, area), rows in cells.partition_by(KEY, as_dict=True, maintain_order=True).items()
    }
    rows = []
    for (measure, level, area), series in found.items():
        companion = found.get((MEASURES[measure].companion or "", level, area))
        rows.append(state(read(series, as_at, context, companion=companion), level))
    return pl.DataFrame(rows, schema=SCHEMA)


def state(reading: Reading, level: str) -> dict[str, Any]:
    """Return one reading as a row."""
    limits, latest, now = reading.limits, reading.latest, reading.now or {}
    return {
        "measure": reading.series.measure.id, "level": level, "area": reading.series.area, "as_at": reading.as_at,
        "variation": reading.variation, "assurance": reading.assurance, "since": reading.since, "mean": limits.mean,
        "lpl": limits.lower, "upl": limits.upper, "is_trial": limits.trial if limits.mean is not None else None,
        "flag_rule": latest.judged.flag_rule if latest else None,
        "target": reading.target.value if reading.target else None, "unjudged": reading.unjudged or None,
        "sentence": reading.sentence,
    } | {name: now.get(name) for name in ("numerator", "denominator", "value", "n", "status")}  # fmt: skip
