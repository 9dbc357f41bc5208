"""The findings of the last refresh in plain words, grouped by who can put them right, and the fix list."""

from __future__ import annotations

from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from workforce import exports, warehouse
from workforce.ui.quality import CASES, EFFECTS, HR, NOTHING, PLACES, SETTINGS
from workforce.ui.selection import Selection, connection, read_table
from workforce.ui.words import escaped
from workforce.wording import numbered

VIEWS = ("For HR and managers", "For the data team")
USED = "Row used, though a check of the return fails"
LISTED = ["file", "line", "column", "value", "rule", "severity", "fix"]
CASE_TABLES = ("ssd_", "sw_episodes", "episodes")
STAFF_TABLES = ("census_", "hr_", "agency_", "recruitment_", "supervisions", "worker_matches")


def place(row: dict[str, str | None]) -> str:
    """Return where a finding is put right, from its severity, its fix and its table."""
    fix, table = row["fix"] or "", row["table"] or ""
    if fix.startswith("Nothing to do"):
        return NOTHING
    if "authority.toml" in fix:
        return SETTINGS
    if table.startswith(CASE_TABLES):
        return CASES
    if table.startswith(STAFF_TABLES):
        return HR
    return SETTINGS if row["severity"] != "info" else NOTHING


def placed(kinds: pl.DataFrame) -> pl.DataFrame:
    """Return the kinds of finding with the place where each is put right, worst first."""
    places = [place(row) for row in kinds.iter_rows(named=True)]
    ranks = {severity: rank for rank, severity in enumerate(EFFECTS)}
    return (
        kinds.with_columns(
            pl.Series("place", places, pl.String),
            pl.col("severity").replace_strict(ranks, default=len(ranks), return_dtype=pl.Int64).alias("rank"),
        )
        .sort("rank", "left_out", "rows", "table", "column", descending=[False, True, True, False, False])
        .drop("rank")
    )


def fix_list(snapshot: Any) -> bytes:
    """Return every finding of an open snapshot that somebody can put right as CSV: where, what and what to do."""
    findings = warehouse.table(snapshot, "marts.fct_findings")
    open_ones = findings.filter(~pl.col("fix").fill_null("").str.starts_with("Nothing to do"))
    return exports.rows_csv(open_ones.select(LISTED).rename({"fix": "what_to_do"}))


def chosen_view() -> str:
    """Draw the choice of view, which the address carries, and return it."""
    return str(
        st.segmented_control("Show", VIEWS, default=VIEWS[0], required=True, key="findings", bind="query-params")
    )


def by_effect(kinds: pl.DataFrame, effects: pl.DataFrame) -> pl.DataFrame:
    """Return the kinds in their order, but first those whose rule moves a headline most, for its size."""
    moved = effects.group_by("rule").agg(
        ((pl.col("as_accepted") - pl.col("published")) / pl.col("published")).abs().fill_nan(0).max().alias("moved")
    )
    joined = kinds.join(moved, on="rule", how="left", maintain_order="left")
    return joined.sort(pl.col("moved").fill_null(0), descending=True, maintain_order=True)


def fixes(chosen: Selection) -> None:
    """Draw the findings by who puts them right, those first that change the measures most."""
    kinds = by_effect(
        placed(read_table(chosen.snapshot, "marts.fct_finding_kinds")), read_table(chosen.snapshot, "quality.effects")
    )
    todo = kinds.filter(pl.col("place") != NOTHING)
    if todo.is_empty():
        st.subheader("There is nothing to put right")
    else:
        st.subheader(f"{numbered(int(todo['rows'].sum()), 'finding')} to put right, of {numbered(todo.height, 'kind')}")
    for where, words in PLACES.items():
        some = kinds.filter(pl.col("place") == where)
        with st.container(border=True):
            st.markdown(f"**{where}: {some['rows'].sum():,}**")
            if some.is_empty():
                st.caption("None.")
                continue
            st.caption(words)
            st.markdown("\n".join(readable(kind) for kind in some.iter_rows(named=True)))


def download(chosen: Selection) -> None:
    """Draw the download of the fix list, where anything is to be put right."""
    kinds = placed(read_table(chosen.snapshot, "marts.fct_finding_kinds"))
    if kinds.filter(pl.col("place") != NOTHING).is_empty():
        return
    # The list is read and written only when it is asked for: it grows with the extracts, the page does not.
    st.download_button(
        "Download the fix list", partial(fix_list, connection(chosen.snapshot)), "fix-list.csv", "text/csv",
        type="primary", on_click="ignore",
    )  # fmt: skip
    st.caption("File, line, column, value, rule, severity and what to do. It holds ids, so keep it in the authority.")


def readable(kind: dict[str, Any]) -> str:
    """Return one kind of finding as a list item: where and how often, what is wrong, its effect, why, what to do."""
    effect = EFFECTS.get(kind["severity"], kind["severity"])
    if kind["severity"] == "error" and not kind["left_out"]:
        effect = USED
    where = escaped(f"{kind['table']}: {kind['rows']:,}.")
    why = f" {escaped(kind['why'])}" if kind["why"] else ""
    fix = (
        escaped(kind["fix"]) if kind["fix"].startswith("Nothing to do") else f"To put it right: {escaped(kind['fix'])}"
    )
    return f"- **{where}** {escaped(kind['message'])} *{effect}.*{why} {fix}"
