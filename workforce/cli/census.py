"""census: the official measures of each census year, and what HR holds beside them."""

from __future__ import annotations

import argparse

import polars as pl

from workforce.cli.measures import opened
from workforce.cli.printing import write
from workforce.errors import WorkforceError

YEAR = ["year", "measure", "numerator", "denominator", "value", "n", "status"]
BESIDE_HR = [
    "year", "measure", "contract", "org_role", "census", "hr", "difference", "only_in_census", "only_in_hr",
    "recorded_otherwise", "status",
]  # fmt: skip


def print_census(options: argparse.Namespace) -> None:
    """Print one row a census year and measure, or with `--beside-hr` one a year, contract and role.

    `value` is unrounded, rates in percent; the three parts of a difference add up to it.
    """
    from workforce import warehouse

    connection = opened(options.store)
    years = warehouse.table(connection, "marts.fct_census_year").rename({"census_year": "year"})
    refuse_unreturned(years["year"].unique().sort().to_list(), options.year)
    if options.beside_hr:
        rows = warehouse.table(connection, "marts.fct_census_reconciliation").rename({"census_year": "year"})
        found = rows.sort("year", "measure", "contract", "org_role", descending=[False, True, True, False])
        columns = BESIDE_HR
    else:
        found, columns = years.sort("year", "place"), YEAR
    wanted = pl.lit(True) if options.year is None else pl.col("year") == options.year
    write(found.filter(wanted).select(columns), options.format)


def refuse_unreturned(years: list[int], asked: int | None) -> None:
    """Raise WorkforceError when the snapshot holds no census, or not the one asked for."""
    if not years:
        raise WorkforceError(
            "The snapshot holds no workforce census; put the XML return beside the extracts and build again."
        )
    if asked is not None and asked not in years:
        held = ", ".join(map(str, years))
        raise WorkforceError(f"--year {asked}: not a census that this snapshot holds; it holds {held}.")
