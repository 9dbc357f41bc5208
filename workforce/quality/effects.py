"""What the rows left out would change: each headline measure as published, and as if a rule's rows counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from workforce import cube, warehouse
from workforce.catalogue import MEASURES
from workforce.contracts import CENSUS_TABLES, SPECS, Judged

HEADLINES = ("permanent_share", "average_caseload", "three_plus_workers", "vacancy_rate", "starters_12m")
EFFECTS = {
    "rule": pl.String, "rows": pl.Int64, "counted": pl.Int64, "how": pl.String, "measure": pl.String,
    "published": pl.Float64, "as_accepted": pl.Float64,
}  # fmt: skip
# How a row that was left out is counted all the same; any other rule's rows have no id or no date to count them by.
PLACED = {
    "end_before_start": "counted from the start, with the end unknown",
    "repeated_key": "counted beside the row that is kept",
    "same_day": "counted as it stands",
}
NOWHERE = "cannot be counted: without an id or a start date nobody can say whom or when the row is about"
TOO_MANY = "would be counted; with extracts of this size that is not worked out"
# No authority sends as many; above it each rule would take minutes.
MOST_LINES = 2_000_000
IN_NO_HEADLINE = "would be counted, but in none of these figures"
Tables = Callable[[Judged], dict[str, pl.DataFrame]]


def effects(
    judged: Judged, tables: Tables, parameters: Mapping[str, Any], place: Path, published: Mapping[str, float | None],
    authority: str,
) -> pl.DataFrame:  # fmt: skip
    """Return a row for each rule that left rows out and each headline: as published and as if the rows counted.

    Figures are of the whole authority at the extract date. They are counted anew from the extracts with those rows,
    `tables` making the raw tables; `place` is a file to count in, which stays behind. None where nothing was counted.
    """
    out = judged.findings.filter(pl.col("quarantined") & (pl.col("severity") == "error"))
    is_small = sum(frame.height for frame in judged.accepted.values()) <= MOST_LINES
    found = []
    for number, (rule, rows) in enumerate(sorted(out.group_by("rule").len().iter_rows())):
        accepted, counted = with_rows(judged, rule)
        how, values = (PLACED[rule] if counted else NOWHERE), {}
        if counted and not is_small:
            how = TOO_MANY
        elif counted and is_counted_in_headlines(judged, rule):
            values = recounted(tables(accepted), parameters, place.with_name(f"{place.name}-{number}"), authority)
        elif counted:
            how = IN_NO_HEADLINE
        found += [(rule, rows, counted, how, each, published.get(each), values.get(each)) for each in HEADLINES]
    return pl.DataFrame(found, schema=EFFECTS, orient="row")


def is_counted_in_headlines(judged: Judged, rule: str) -> bool:
    """Return whether some row that the rule left out is of a table that a headline is counted from."""
    return any(table not in CENSUS_TABLES for table, rows in judged.left_out.items() if rule in set(rows["_rule"]))


def with_rows(judged: Judged, rule: str) -> tuple[Judged, int]:
    """Return the extracts with the rows that a rule left out, as far as they can be placed, and how many those are."""
    accepted, counted = dict(judged.accepted), 0
    for table, left in judged.left_out.items():
        rows = placed(left.filter(pl.col("_rule") == rule).drop("_rule"), table, rule)
        if rows.height and table not in CENSUS_TABLES:
            accepted[table] = pl.concat([accepted[table], rows.select(accepted[table].columns)])
        counted += rows.height
    return replace(judged, accepted=accepted), counted


def placed(rows: pl.DataFrame, table: str, rule: str) -> pl.DataFrame:
    """Return the rows as they can be counted; none where they cannot."""
    spec = SPECS[table]
    if rule == "end_before_start" and spec.end:
        return rows.with_columns(pl.lit(None, pl.Date).alias(spec.end))
    if rule == "repeated_key" and len(spec.unique) == 1:
        own = pl.concat_str(spec.unique[0], pl.col("_line").cast(pl.String), separator="#")
        return rows.with_columns(own.alias(spec.unique[0]))
    return rows if rule == "same_day" else rows.clear()


def recounted(
    raw: Mapping[str, pl.DataFrame], parameters: Mapping[str, Any], place: Path, authority: str
) -> dict[str, float | None]:
    """Return the headlines at the extract date, counted from these raw tables in a file of their own."""
    connection = warehouse.create(place, raw)
    try:
        last = {**parameters, "first_month": parameters["extract_date"].replace(day=1)}
        warehouse.build_layers(connection, last, wanted=[*map(warehouse.measure_sql, HEADLINES)])
        cube.build_cells(connection, [MEASURES[measure] for measure in HEADLINES], authority)
        values = warehouse.frame(connection, "quality/headlines", {"extract_date": parameters["extract_date"]})
        return dict(values.iter_rows())
    finally:
        connection.close()
