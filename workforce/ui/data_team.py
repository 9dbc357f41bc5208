"""The findings for the data team: what became of every rule, each finding with its place, and the trend."""

from __future__ import annotations

from math import ceil

import polars as pl
import streamlit as st

from workforce import charts, warehouse
from workforce.series import long_date
from workforce.ui.selection import Selection, connection, read_table
from workforce.ui.words import palette
from workforce.wording import numbered

PAGE, RUNS = 50, 8
ALL = ""
OUTCOMES = {
    "failed": "failed", "errored": "could not be evaluated", "passed": "passed", "skipped": "skipped, not supplied",
}  # fmt: skip
NAMES = {
    "rule": "Rule", "severity": "Severity", "file": "File", "line": "Line", "column": "Column", "value": "Value",
    "first_seen": "First seen", "runs_failing": "Builds failing", "quarantined": "Left out",
}  # fmt: skip


@st.cache_data(max_entries=200)
def read_findings(path: str, rule: str, skipped: int) -> pl.DataFrame:
    """Return one page of the findings of a rule, of all rules where it is blank."""
    return warehouse.frame(connection(path), "pages/findings_listed", {"rule": rule, "skipped": skipped})


def rules(chosen: Selection) -> None:
    """Draw what became of every rule; what was not evaluated is never among those that passed."""
    found = read_table(chosen.snapshot, "quality.outcomes")
    counts = dict(found.group_by("outcome").len().iter_rows())
    with st.container(border=True):
        st.subheader(f"{counts.get('failed', 0)} of {numbered(found.height, 'rule')} failed")
        st.markdown(", ".join(f"**{counts.get(each, 0)}** {words}" for each, words in OUTCOMES.items()) + ".")
        told = read_table(chosen.snapshot, "raw.rules").select("rule", "severity", "owner", "why")
        ranks = {each: rank for rank, each in enumerate(OUTCOMES)}
        order = pl.col("outcome").replace_strict(ranks, default=len(ranks), return_dtype=pl.Int64)
        table = found.join(told, on="rule", how="left").sort(order, "rule").select(
            pl.col("rule").alias("Rule"), pl.col("outcome").replace(OUTCOMES).alias("Outcome"),
            pl.col("checked").alias("Rows checked"), pl.col("failed").alias("Findings"),
            pl.col("severity").alias("Severity"),
            pl.col("owner").replace("", "whoever owns the table").alias("Owner"), pl.col("why").alias("Why it matters"),
            pl.col("reason").alias("Why it was not evaluated"),
        )  # fmt: skip
        st.dataframe(table, hide_index=True, height=320, alt="Every rule with its outcome, rows checked and findings")


def findings(chosen: Selection) -> None:
    """Draw the findings of a rule, a page at a time, with the number in each of the last builds."""
    kinds = read_table(chosen.snapshot, "marts.fct_finding_kinds")
    counts = dict(kinds.group_by("rule").agg(pl.col("rows").sum()).sort("rule").iter_rows())
    rule = st.selectbox(
        "Rule", [ALL, *counts], key="rule", bind="query-params",
        format_func=lambda name: f"{name} ({counts[name]:,})" if name else "All rules",
    )  # fmt: skip
    total = counts[rule] if rule else sum(counts.values())
    with st.container(border=True):
        st.subheader(numbered(total, "finding"))
        if not total:
            return
        pages = ceil(total / PAGE)
        page = st.pagination(pages, key=f"findings-{rule}") if pages > 1 else 1
        rows = read_findings(chosen.snapshot, rule, (page - 1) * PAGE)
        st.caption(f"Page {page} of {pages}, {PAGE} findings a page. Values that are ids stand in the fix list only.")
        st.dataframe(
            rows.rename(NAMES), hide_index=True, alt="Findings with file, line, column and value",
            column_config={"First seen": st.column_config.DateColumn(format="D MMM YYYY")},
        )  # fmt: skip
    trend(chosen, rule)


def trend(chosen: Selection, rule: str) -> None:
    """Draw the number of findings in each of the last builds."""
    history = read_table(chosen.snapshot, "quality.history")
    some = history if rule == ALL else history.filter(pl.col("rule") == rule)
    builds = (
        some.group_by("run", "extract_date").agg(pl.col("failed").sum(), pl.col("failed").is_null().all().alias("none"))
        .sort("run").tail(RUNS)
    )  # fmt: skip
    with st.container(border=True):
        st.subheader(f"Findings in the last {numbered(builds.height, 'build')}")
        st.caption("By the extract date of each build; a build in which the rule was not evaluated has no column.")
        bands = [
            (f"{row['extract_date']:%d %b %Y} build {row['run']}", row["failed"], f"{row['failed']:,}")
            for row in builds.filter(~pl.col("none")).iter_rows(named=True)
        ]
        if not bands:
            st.caption("The rule was not evaluated in any of them.")
            return
        told = "; ".join(f"{long_date(r['extract_date'])}: {r['failed']}" for r in builds.iter_rows(named=True))
        st.plotly_chart(
            charts.columns(bands, palette()), key="chart-findings-by-build", theme=None, config=charts.CONFIG,
            alt=f"Findings by build. {told}.",
        )  # fmt: skip
