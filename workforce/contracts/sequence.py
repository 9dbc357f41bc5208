"""What a child's social worker episodes must be beside each other: in sequence, one open, each with its reason."""

from collections.abc import MutableMapping
from datetime import date, timedelta

import polars as pl

from workforce.contracts.evaluation import breaking
from workforce.contracts.findings import of_rows
from workforce.contracts.specs import TableSpec

BRIDGED_DAYS = 7
TOLERATED_DAYS = 5
REASONS_SINCE = date(2023, 4, 1)
NOBODY = r"^(SW|XX)?[0X]*$"
Found = tuple[str, str, pl.Expr]


def across(frame: pl.DataFrame, spec: TableSpec, errors: MutableMapping[str, str]) -> list[pl.DataFrame]:
    """A finding for each accepted row that does not fit the child's others; every row stays.

    Why a rule could not be evaluated is kept in `errors`.
    """
    if frame.is_empty():
        return []
    beside = frame.sort("child", "sw_decom", "sw_dec", "_line", nulls_last=True).with_columns(
        pl.col("sw_dec").shift(1).over("child").alias("_previous"),
        pl.col("sw_decom").shift(-1).over("child").alias("_next"),
        pl.col("sw_id").str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "").alias("_id"),
        _is_without_worker(frame),
    )
    found = []
    for rule, column, broken in _rules():
        rows = breaking(beside, rule, broken, errors)
        if rows.height:
            found.append(of_rows(rows, spec, rule, column, pl.col(column)))
    return found


def _rules() -> list[Found]:
    """Rule, column and test of everything that is judged between rows."""
    gap = (pl.col("sw_decom") - pl.col("_previous")).dt.total_days().abs()
    is_first_contact = pl.col("sw_reason").eq_missing(pl.lit("FCONTA"))
    return [
        ("unusable_worker_id", "sw_id", pl.col("_id").str.contains(NOBODY)),
        ("worker_id_prefix", "sw_id", ~pl.col("_id").str.contains(r"^(SW|XX)") & ~pl.col("_id").str.contains(NOBODY)),
        ("worker_gap", "sw_decom", (gap > BRIDGED_DAYS) & ~is_first_contact),
        ("open_not_latest", "sw_dec", pl.col("sw_dec").is_null() & pl.col("_next").is_not_null()),
        ("reason_missing", "sw_reason", pl.col("sw_reason").is_null() & (pl.col("sw_decom") >= REASONS_SINCE)),
        ("none_open_at_year_end", "sw_dec", pl.col("_is_without") & pl.col("_next").is_null()),
    ]


def _is_without_worker(frame: pl.DataFrame) -> pl.Expr:
    """True on every row of a child with a worker in the last whole year and none at its 31 March, within 5 days."""
    end = _last_year_end(frame)
    last = pl.col("sw_dec").fill_null(date.max).max().over("child")
    has_year = last >= date(end.year - 1, 4, 1)
    return (has_year & (last < end - timedelta(days=TOLERATED_DAYS))).alias("_is_without")


def _last_year_end(frame: pl.DataFrame) -> date:
    """The 31 March that closes the year of the latest start or end."""
    latest = max(day for name in ("sw_decom", "sw_dec") if isinstance(day := frame[name].max(), date))
    return date(latest.year + (latest.month > 3), 3, 31)
