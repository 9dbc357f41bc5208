"""compare: one measure beside the published figures of one year, and our figure reconciled with our published one."""

from __future__ import annotations

import argparse
import sys
from typing import Any

import polars as pl

from workforce.catalogue import MEASURES
from workforce.cli.measures import opened, refuse_unknown
from workforce.cli.printing import write
from workforce.errors import WorkforceError

COLUMNS = (
    "measure", "as_at", "row", "area", "area_code", "breakdown", "category", "numerator", "denominator", "value", "n",
    "status", "rank_neighbours", "of_neighbours", "quarter_neighbours", "rank_region", "of_region", "quarter_region",
    "rank_england", "of_england", "quarter_england", "direction", "vintage", "words",
)  # fmt: skip


def print_comparison(options: argparse.Namespace) -> None:
    """Print our figure with its places, the published ones and the terms of the reconciliation; values unrounded.

    What stands under the comparison on a page is told on standard error.
    """
    from workforce import benchmarks, standing

    refuse_unknown(options.measure)
    measure = MEASURES[options.measure]
    if not standing.has_counterpart(measure):
        raise WorkforceError(
            f"{measure.id}: no figure is published to compare with; these have one: {', '.join(benchmarks.PARTS)}."
        )
    connection = opened(options.store)
    figures = benchmarks.published(options.store)
    held = standing.years_of(figures, measure)
    series, whose, last = series_and_whose(connection, measure.id)
    year = options.year or standing.latest_year(figures, measure, last) or held[-1]
    if year not in held:
        raise WorkforceError(
            f"--year {year}: no figure of {measure.id} is held; these years are: {', '.join(map(str, held))}."
        )
    found = standing.stand(figures, series, year, whose)
    write(pl.DataFrame(standing.records(found), infer_schema_length=None).select(COLUMNS), options.format)
    print("\n".join([standing.reconciled(found), *standing.footnotes(found), standing.RULE]), file=sys.stderr)


def series_and_whose(connection: Any, measure: str) -> tuple[Any, Any, Any]:
    """Return the authority's series, whose it is by the snapshot's settings, and the last as-at date."""
    from workforce import warehouse
    from workforce.series import of_cells
    from workforce.standing import Whose

    kept = dict(warehouse.table(connection, "raw.settings").select("key", "value").iter_rows())
    name = kept["authority.name"]
    cells = warehouse.cells(connection, [measure], "authority", name)[measure]
    whose = Whose(name, kept.get("authority.code"), kept.get("authority.region_code"))
    last = warehouse.table(connection, "marts.dim_months")["as_at"].max()
    return of_cells(MEASURES[measure], name, cells), whose, last
