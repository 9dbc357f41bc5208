"""tenure: how long an area's staff stay, from the snapshot."""

from __future__ import annotations

import argparse
from typing import Any

import polars as pl

from workforce.cli.measures import known_area, opened, snapshot_months
from workforce.cli.printing import write

COLUMNS = {"dataset": pl.String, "time": pl.Float64, "at_risk": pl.Int64, "events": pl.Int64, "survival": pl.Float64,
           "se": pl.Float64, "lower_95": pl.Float64, "upper_95": pl.Float64, "median": pl.String}  # fmt: skip


def print_tenure(options: argparse.Namespace) -> None:
    """Print a row for each month of service at which somebody left, for every contract, role or team with enough."""
    from workforce import tenure, warehouse

    connection = opened(options.store)
    _, as_at = snapshot_months(connection, options.as_of)[-1]
    asked = {"as_at": as_at, "level": options.level, "area": known_area(connection, options.level, options.area)}
    rows = warehouse.frame(connection, "pages/tenures", asked)
    groups = tenure.by_contract(rows) if options.by == "contract" else tenure.by_part(rows, options.by)
    found = [row for each in groups for row in steps(each)]
    write(pl.DataFrame(found, schema=COLUMNS, orient="row"), options.format)


def steps(group: Any) -> list[tuple[Any, ...]]:
    """Return one group's rows, none where too few were ever under observation together."""
    median = "not reached" if group.curve.median is None else repr(group.curve.median)
    return [
        (group.name, step.time, step.at_risk, step.events, step.survival, step.error, step.lower, step.upper, median)
        for step in group.curve.steps
    ]
