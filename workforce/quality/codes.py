"""Which codes the extracts use, and how often: what the next refresh is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from workforce.contracts import SPECS, TableSpec

SCHEMA: dict[str, Any] = {
    "table": pl.String,
    "column": pl.String,
    "code": pl.String,
    "rows": pl.Int64,
    "share": pl.Float64,
}
# Coded by each case system in its own words, so no contract lists the codes.
SPELLED = ("invo_professional_role_id", "invo_worker_change_reason", "agency_role")


def code_mix(accepted: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return rows and share (0 to 1) of each code of each coded column that holds any; blank is the code ""."""
    found = [
        mixed(frame, table, column)
        for table, frame in accepted.items()
        if frame.height
        for column in coded(SPECS[table])
        if column in frame.columns and frame[column].null_count() < frame.height
    ]
    return pl.concat(found) if found else pl.DataFrame(schema=SCHEMA)


def coded(spec: TableSpec) -> Iterator[str]:
    """Yield the columns of a table that hold codes, private ones left out."""
    for name, field in spec.fields.items():
        listed = any("allowed_values" in check.statistics for check in field.checks)
        if (listed or name in SPELLED) and name not in spec.private:
            yield name


def mixed(frame: pl.DataFrame, table: str, column: str) -> pl.DataFrame:
    """Return rows and share of each code of one column."""
    counted = frame.group_by(pl.col(column).cast(pl.String).fill_null("").alias("code")).agg(pl.len().alias("rows"))
    return counted.select(
        pl.lit(table).alias("table"), pl.lit(column).alias("column"), "code", pl.col("rows").cast(pl.Int64),
        (pl.col("rows") / frame.height).alias("share"),
    ).sort("code")  # fmt: skip
