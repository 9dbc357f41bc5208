"""The SSDA903 return beside the case system: for how many children the two give the same number of workers."""

from __future__ import annotations

import polars as pl
import streamlit as st

from workforce.ui.cards import listed
from workforce.ui.selection import Selection, read_query, read_table
from workforce.ui.words import capitalised
from workforce.wording import numbered

SAME = "the same"
CHILD = {
    "child": "Child", "workers_in_return": "Workers in the return",
    "workers_in_case_system": "Workers in the case system", "verdict": "How they compare",
}  # fmt: skip


def return_beside_case_system(chosen: Selection) -> None:
    """Draw how the return's workers and the case system's agree, by year, and the children where they differ most.

    Nothing is drawn where one of the two was not sent.
    """
    if "sw_episodes" not in read_table(chosen.snapshot, "raw.balance")["table"]:
        return
    counted = read_query(chosen.snapshot, "return_verdicts", chosen.as_at)
    if counted.is_empty():
        return
    latest = int(counted["year"][0])
    now = counted.filter(pl.col("year") == latest)
    same = int(now.filter(pl.col("verdict") == SAME)["children"].sum())
    total = numbered(int(now["children"].sum()), "child", "children")
    with st.container(border=True):
        st.subheader(f"For {same:,} of {total} the SSDA903 return and the case system agree on the number of workers")
        st.caption(
            f"Different social workers in the year to 31 March {latest} of each child looked after on that day, whole "
            "authority. Ends of periods count one day apart: the return's last day is the worker's, the case system's "
            "the next worker's. Children are told apart by their id, so one that is spelled differently is in one only."
        )
        listed(by_year(counted), "Children by year and by how the return and the case system compare")
        differing(chosen)


def by_year(counted: pl.DataFrame) -> pl.DataFrame:
    """Return one row a year with the children of each verdict in a column of its own."""
    wide = counted.with_columns(pl.col("verdict").map_elements(capitalised, pl.String)).pivot(
        "verdict", index="year", values="children"
    )
    years = pl.concat_str(pl.lit("to 31 March "), pl.col("year").cast(pl.String)).alias("Year")
    return wide.fill_null(0).sort("year", descending=True).select(years, pl.exclude("year"))


def differing(chosen: Selection) -> None:
    """Draw the children where the two differ most, under pseudonyms; there is no download."""
    rows = read_query(chosen.snapshot, "return_differences", chosen.as_at)
    if rows.is_empty():
        return
    named = rows.with_columns(
        pl.col("verdict").map_elements(capitalised, pl.String),
        pl.col("workers_in_return", "workers_in_case_system").cast(pl.String).fill_null("not there"),
    )
    listed(named.select(list(CHILD)).rename(CHILD), "Children on whom the two differ most, under pseudonyms")
    st.caption(
        "At most 20 children, those that differ most first. Internal only: rows about children are not for reports "
        "outside the service. 'workforce reconcile-903' prints every child with its id."
    )
