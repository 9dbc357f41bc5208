"""Risk ahead: the children a team stands to have a new worker for, from how long its case holders tend to stay.

The chance that a holder leaves within six months is 1 − S(t + 6 months) ÷ S(t), where t is the holder's tenure and S
the curve of everybody employed, or of every agency worker, as known on the day. It is added up by team and given for
teams only: it is never a score of a person.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from workforce import survival

TABLES = ("dim_months", "fct_employment_runs", "fct_holder_tenures_month")
DAYS_AHEAD = 182
FEWEST_AT_RISK = 5
SCHEMA = {
    "month": pl.Date, "team": pl.String, "service": pl.String, "holders": pl.Int64, "cases": pl.Int64,
    "expected_cases": pl.Float64, "cases_judged": pl.Int64, "expected_leavers": pl.Float64, "posts_judged": pl.Int64,
}  # fmt: skip


def by_team(months: pl.DataFrame, runs: pl.DataFrame, holders: pl.DataFrame) -> pl.DataFrame:
    """Return one row a month and team: case holders, their cases, and those expected to change hands in six months.

    The tables are those of TABLES. `cases_judged` are the cases of holders whose tenure the curve reaches;
    `expected_cases` is of those alone, and null where there is none. `expected_leavers` of `posts_judged` posts are
    expected to be left by their holders.
    """
    first = months["month"].min()
    judged = [
        with_chances(held, curve(runs.filter(pl.col("kind") == kind), first, as_at))
        for month, as_at in months.sort("month").select("month", "as_at").iter_rows()
        for (kind,), held in holders.filter(pl.col("month") == month).partition_by("kind", as_dict=True).items()
    ]
    if not judged:
        return pl.DataFrame(schema=SCHEMA)
    known = pl.col("chance").is_not_null()
    rows = pl.concat(judged).filter(pl.col("team").is_not_null()).group_by("month", "team", "service").agg(
        pl.col("worker_id").n_unique().cast(pl.Int64).alias("holders"),
        pl.col("cases").sum(),
        pl.when(known.any()).then((pl.col("cases") * pl.col("chance")).sum()).alias("expected_cases"),
        pl.col("cases").filter(known).sum().alias("cases_judged"),
        pl.when(known.any()).then(pl.col("chance").sum()).alias("expected_leavers"),
        pl.col("worker_id").filter(known).n_unique().alias("posts_judged"),
    )  # fmt: skip
    return rows.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items()).sort("month", "team")


def curve(runs: pl.DataFrame, first: object, as_at: date) -> survival.Curve:
    """Return how long people stay, in days, as known on a day; who was there on the first day enters at that tenure."""
    seen = runs.filter(
        pl.col("run_start") <= as_at, pl.col("run_end").is_null() | (pl.col("run_end") >= pl.lit(first))
    ).select(
        pl.max_horizontal(pl.lit(0), (pl.lit(first) - pl.col("run_start")).dt.total_days()).alias("entry"),
        (pl.min_horizontal(pl.col("run_end").fill_null(as_at), pl.lit(as_at)) - pl.col("run_start"))
        .dt.total_days()
        .add(1)
        .alias("time"),
        (pl.col("run_end") <= as_at).fill_null(False).alias("left"),
    )
    entry, time, left = (seen[name].to_numpy() for name in ("entry", "time", "left"))
    return survival.curve(entry, time, left, FEWEST_AT_RISK)


def with_chances(held: pl.DataFrame, found: survival.Curve) -> pl.DataFrame:
    """Return holders with the chance (0 to 1) that each leaves within six months, null beyond what is known."""
    tenure = held["tenure_days"].to_numpy().astype(float)
    now, later = found.shares(tenure), found.shares(tenure + DAYS_AHEAD)
    known = (now > survival.EQUAL) & (tenure >= found.begins) & (tenure + DAYS_AHEAD <= found.ends)
    chance = 1 - np.divide(later, now, out=np.ones_like(now), where=now > survival.EQUAL)
    return held.with_columns(pl.Series("chance", np.where(known, chance, np.nan)).fill_nan(None))
