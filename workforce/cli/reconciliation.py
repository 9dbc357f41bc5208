"""reconcile-903: the social workers of each child by the SSDA903 return, beside those of the case system."""

from __future__ import annotations

import argparse

import polars as pl

from workforce.cli.measures import opened
from workforce.cli.printing import write
from workforce.errors import WorkforceError
from workforce.wording import numbered

ROWS = """
select year, child_id, workers_in_return, workers_in_case_system, verdict
from marts.fct_return_differences
order by year, verdict = 'the same', verdict, child_id
"""


def print_differences(options: argparse.Namespace) -> None:
    """Print one row a child looked after on 31 March: different workers in the year by each, and how they compare."""
    found = opened(options.store).sql(ROWS).pl()
    if found.is_empty():
        raise WorkforceError(
            "There is nothing to set beside each other: the snapshot needs the SSDA903 social worker episodes, the "
            "ssd_ tables and a 31 March that both cover; add what is missing and build again."
        )
    years = found["year"].unique().sort().to_list()
    year = options.year or years[-1]
    if year not in years:
        shown = f"{numbered(len(years), 'year')} ({years[0]} to {years[-1]})"
        raise WorkforceError(f"--year {year}: the snapshot compares {shown}, each to 31 March; give one of them.")
    write(found.filter(pl.col("year") == year), options.format)
