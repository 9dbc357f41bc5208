"""The findings of the last refresh in plain words, grouped by who can put them right, and the fix list."""

from __future__ import annotations

from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from workforce import exports, warehouse
from workforce.ui.quality import CASES, EFFECTS, HR, NOTHING, ON_PURPOSE, PLACES, SETTINGS
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


def heading(chosen: Selection) -> None:
    """Draw how much there is to put right."""
    todo = placed(read_table(chosen.snapshot, "marts.fct_finding_kinds")).filter(pl.col("place") != NOTHING)
    if todo.is_empty():
        st.subheader("There is nothing to put right")
        return
    st.subheader(f"{numbered(int(todo['rows'].sum()), 'finding')} to put right, of {numbered(todo.height, 'kind')}")


def fixes(chosen: Selection) -> None:
    """Draw the findings by who puts them right, those first that change the measures most."""
    kinds = by_effect(
        placed(read_table(chosen.snapshot, "marts.fct_finding_kinds")), read_table(chosen.snapshot, "quality.effects")
    )
    files = files_of(read_table(chosen.snapshot, "raw.balance"))
    for where, words in PLACES.items():
        some = kinds.filter(pl.col("place") == where)
        if some.is_empty():
            continue
        title = f"{where}: {some['rows'].sum():,}"
        box = st.expander(title) if where == NOTHING else st.container(border=True)
        with box:
            if where != NOTHING:
                st.markdown(f"**{title}**")
            st.caption(words)
            for kind in together(some).iter_rows(named=True):
                # Side by side where there is room, one below the other on a phone.
                for place_of, words_of in zip(st.columns([4, 3, 3]), parts(kind, files), strict=True):
                    place_of.markdown(words_of)


def download(chosen: Selection) -> None:
    """Draw the download of the fix list, where anything is to be put right."""
    kinds = placed(read_table(chosen.snapshot, "marts.fct_finding_kinds"))
    if kinds.filter(pl.col("place") != NOTHING).is_empty():
        return
    # The list is read and written only when it is asked for: it grows with the extracts, the page does not.
    st.download_button(
        "Download the fix list", partial(fix_list, connection(chosen.snapshot)), "fix-list.csv", "text/csv",
        on_click="ignore",
    )  # fmt: skip
    st.caption(
        "Every finding with its file, line, column, value and what to do, as a list to pass on. It holds ids, so keep "
        "it in the authority."
    )


def files_of(balance: pl.DataFrame) -> dict[str, str]:
    """Return the files that each table was read from, as text."""
    found = balance.group_by("table").agg(pl.col("file").unique(maintain_order=True).str.join(", "))
    return dict(found.iter_rows())


def together(kinds: pl.DataFrame) -> pl.DataFrame:
    """Return the kinds with all columns that are not read of a table as one."""
    is_unread = pl.col("rule") == "extra_column"
    unread = kinds.filter(is_unread).group_by("table", maintain_order=True).agg(
        pl.exclude("rows", "message").first(), pl.col("rows").sum(),
        pl.concat_str(pl.lit("Columns that are not read: "), pl.col("column").sort().str.join(", "), pl.lit("."))
        .alias("message"),
    )  # fmt: skip
    return pl.concat([kinds.filter(~is_unread), unread.select(kinds.columns)])


def parts(kind: dict[str, Any], files: dict[str, str]) -> tuple[str, str, str]:
    """Return one kind of finding in Markdown: where, how often and what; what it does to the figures; what to do."""
    column, fix = kind["column"], kind["fix"]
    where = escaped(f"{files.get(kind['table'], kind['table'])}, {numbered(kind['rows'], 'finding')}:")
    why = f" {escaped(kind['why'])}" if kind["why"] else ""
    label = "" if fix.startswith("Nothing to do") else "**To put it right:** "
    return (
        f"**{where}** {readable(kind['message'], column)}", f"**{effect(kind)}.**{why}",
        f"{label}{readable(fix, column)}",
    )  # fmt: skip


def effect(kind: dict[str, Any]) -> str:
    """Return what becomes of the rows of a kind of finding."""
    if kind["severity"] == "error" and not kind["left_out"]:
        return USED
    if kind["severity"] == "info" and kind["left_out"]:
        return "Left out on purpose" if kind["message"].startswith(ON_PURPOSE) else "Copy left out"
    return escaped(EFFECTS.get(kind["severity"], kind["severity"]))


def readable(text: str, column: str | None) -> str:
    """Return text as Markdown that shows it as it is spelled, a file's own name of a column without ours beside it."""
    return escaped(text.replace(f'" ({column})', '"'))
