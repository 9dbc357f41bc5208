"""forecast: the months ahead of an area on current or chosen flows, and how far off such forecasts were."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from typing import Any

import polars as pl

from workforce.cli.measures import known_area, opened, snapshot_months
from workforce.cli.printing import write
from workforce.errors import WorkforceError


def print_forecast(options: argparse.Namespace) -> None:
    """Print a row a month ahead, or with --back-test a row for each forecast of the past beside what came."""
    from workforce import outlook

    connection = opened(options.store)
    _, as_at = snapshot_months(connection, options.as_of)[-1]
    area = known_area(connection, options.level, options.area)
    flows, known = (rows(connection, name, as_at, options.level, area) for name in ("staff_flows", "known_moves"))
    facts = outlook.facts_of(flows, known, cells(connection, options.level, area), as_at, area)
    if facts is not None and not facts.is_supplied:
        raise WorkforceError(outlook.refusal(facts))
    tests = outlook.back_test(flows, known)
    if options.back_test:
        judged = [asdict(each) | {"off": each.off} for each in tests]
        return write(pl.DataFrame(judged, schema=JUDGED, orient="row"), options.format)
    if facts is None or outlook.refusal(facts):
        raise WorkforceError(outlook.refusal(facts))
    found = outlook.outlook(facts, options.target, scenario(options))
    print(outlook.sentence(found), outlook.trust(tests), file=sys.stderr)
    write(pl.DataFrame([row(*pair) for pair in zip(found.months, found.forecast.months, strict=True)]), options.format)


def scenario(options: argparse.Namespace) -> Any:
    """Return what was changed."""
    from workforce.outlook import Scenario

    return Scenario(
        options.hires, options.leavers, options.conversions, options.posts, options.children, not options.without_known
    )


def rows(connection: Any, name: str, as_at: Any, level: str, area: str) -> pl.DataFrame:
    """Return the area's rows that the page of the same name reads."""
    from workforce import warehouse

    return warehouse.frame(connection, f"pages/{name}", {"as_at": as_at, "level": level, "area": area})


def cells(connection: Any, level: str, area: str) -> dict[str, pl.DataFrame]:
    """Return the cells that the months ahead are carried from."""
    from workforce import outlook, warehouse

    found: dict[str, pl.DataFrame] = warehouse.cells(connection, list(outlook.MEASURES), level, area)
    return found


def row(ahead: Any, month: Any) -> dict[str, Any]:
    """Return one month ahead, unrounded."""
    return asdict(ahead) | asdict(month.stock)


JUDGED = {
    "said_on": pl.Date, "as_at": pl.Date, "ahead": pl.Int64, "said": pl.Float64, "lower": pl.Float64,
    "upper": pl.Float64, "came": pl.Float64, "off": pl.Float64,
}  # fmt: skip
