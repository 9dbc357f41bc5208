"""measures and rows: the numbers of the published snapshot, and what stands behind one."""

from __future__ import annotations

import argparse
import difflib
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from workforce.cli.printing import write
from workforce.errors import WorkforceError

COLUMNS = ["measure", "month", "level", "area", "numerator", "denominator", "value", "n", "status"]
CHANGES = ("worker_changes", "planned_changes", "unplanned_changes", "unclassified_changes")
CELLS = """
select *, $outside as outside from cube.cells
where breakdown = '' and level = $level and month >= $first and month <= $last
    and (len($ids) = 0 or measure in $ids)
order by measure, area, month
"""


def print_measures(options: argparse.Namespace) -> None:
    """Print one row a measure, month and area; `month` is the first of the month, `value` unrounded."""
    for asked in options.measure or []:
        refuse_unknown(asked)
    connection = opened(options.store)
    months = [month for month, _ in snapshot_months(connection, options.as_of)]
    shown = months[-options.months :] if options.months else (months[-1:] if options.as_of else months)
    cells = connection.sql(
        CELLS,
        params={"outside": options.audience == "outside", "level": options.level, "first": shown[0],
                "last": shown[-1], "ids": options.measure or []},
    ).pl()  # fmt: skip
    if options.audience == "outside":
        hidden = pl.col("outside_status") == "c"
        cells = cells.with_columns(
            pl.col("outside_status").alias("status"),
            *(
                pl.when(hidden).then(None).otherwise(pl.col(name)).alias(name)
                for name in ("numerator", "denominator", "value", "n")
            ),
        )
    write(cells.select(COLUMNS), options.format)


def print_rows(options: argparse.Namespace) -> None:
    """Print the unit rows of one month: for the changes of worker, one row a child."""
    from workforce import unit_rows, warehouse

    refuse_unknown(options.measure)
    connection = opened(options.store)
    month, as_at = snapshot_months(connection, options.as_of)[-1]
    refuse_unsupplied(connection, options.measure)
    if options.sources:
        from workforce.cli.lineage import print_sources

        print_sources(connection, options.measure, month, options.format)
        return
    if options.measure in CHANGES:
        parameters = {"first_as_at": as_at, "last_as_at": as_at, "is_cohort_only": False}
        write(child_rows(warehouse.child_years(connection, parameters)), options.format)
        return
    rows = warehouse.frame(connection, f"measures/{options.measure}", {}).drop(unit_rows.NUMBER, strict=False)
    write(rows.filter(pl.col("month") == month).sort("unit"), options.format)


def opened(store: Path) -> Any:
    """Return the published snapshot, open read-only."""
    from workforce import snapshots, warehouse

    path = snapshots.current(store)
    try:
        return warehouse.open_snapshot(path)
    except warehouse.FAILURES as error:
        raise WorkforceError(
            f"{path}: the snapshot cannot be opened ({str(error).splitlines()[0]}); "
            "run 'workforce build --extracts DIR' again."
        ) from None


def refuse_unknown(asked: str) -> None:
    """Raise WorkforceError for an id that is not in the catalogue, with the nearest that is."""
    from workforce.catalogue import MEASURES

    if asked not in MEASURES:
        near = difflib.get_close_matches(asked.lower(), MEASURES, 1, 0.0)[0]
        raise WorkforceError(f"{asked}: not a measure; the nearest is {near}, and queries/README.md lists them all.")


def known_area(connection: Any, level: str, asked: str | None) -> str:
    """Return the name of the area asked for, the authority's when none is; raise WorkforceError when there is none."""
    from workforce import warehouse

    settings, teams = (warehouse.table(connection, name) for name in ("raw.settings", "marts.dim_teams"))
    authority = settings.filter(pl.col("key") == "authority.name")["value"]
    held = authority if level == "authority" else teams[level]
    names = held.drop_nulls().unique().sort().to_list()
    if asked in names:
        return str(asked)
    if asked is None and level == "authority":
        return str(names[0])
    if not names:
        raise WorkforceError(f"--level {level}: this snapshot holds no {level}; leave --level out.")
    if asked is None:
        raise WorkforceError(f"--area is missing: --level {level} needs the name of a {level}, such as {names[0]}.")
    near = difflib.get_close_matches(asked, names, 1, 0.0)[0]
    raise WorkforceError(f"--area {asked}: no {level} of this snapshot is called that; the nearest is {near}.")


def refuse_unsupplied(connection: Any, asked: str) -> None:
    """Raise WorkforceError when the extracts did not hold what the measure is counted from."""
    from workforce import availability
    from workforce.catalogue import MEASURES

    measure = MEASURES[asked]
    if availability.withheld(connection, measure):
        wanted = [*measure.sources, *(need.replace("|", " or ") for need in measure.needs)]
        raise WorkforceError(
            f"{asked}: no rows stand behind it, because the extracts did not hold all of {', '.join(wanted)}; "
            "add what is missing and build again."
        )


def snapshot_months(connection: Any, as_of: date | None) -> list[tuple[date, date]]:
    """Return (month, as-at date) up to the asked date, oldest first."""
    months = connection.sql("select month, as_at from marts.dim_months order by month").fetchall()
    if as_of is None:
        return list(months)
    shown = [as_at for _, as_at in months]
    if as_of not in shown:
        near = min(shown, key=lambda as_at: abs((as_at - as_of).days))
        raise WorkforceError(
            f"--as-of {as_of}: neither a month end that this snapshot shows ({shown[0]} to {shown[-1]}) nor its "
            f"extract date; the nearest is {near}."
        )
    return [(month, as_at) for month, as_at in months if as_at <= as_of]


def child_rows(children: pl.DataFrame) -> pl.DataFrame:
    """Return one row a child, in the columns of the worker-change definition's worked cases."""
    return children.sort("child_id").select(
        pl.lit(None, pl.String).alias("case_id"), "child_id", pl.lit(None, pl.String).alias("title"),
        "distinct_workers", "changes", "changes_planned", "changes_unplanned", "changes_unclassified",
        pl.col("is_three_plus").cast(pl.Int64).alias("three_plus"),
        pl.col("current_professional_id").alias("current_worker"), "current_spell_days", "unallocated_days",
        "max_gap_days", "tolerated_gap_days", "allocated_days", "top_worker_days", "open_days", "cover_workers",
        "dq_flags", pl.col("is_in_cohort").cast(pl.Int64).alias("in_cohort"),
        pl.lit(None, pl.String).alias("reasoning"),
    )  # fmt: skip
