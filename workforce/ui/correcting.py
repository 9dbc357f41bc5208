"""The fix loop on Data quality: the rows of each file to be corrected, and what cleared since the last build."""

from __future__ import annotations

from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from workforce import fix_sheets, warehouse
from workforce.ui.cards import listed
from workforce.ui.selection import Selection, connection, read_table
from workforce.ui.words import capitalised
from workforce.wording import numbered

NAMES = {"rule": "What is wrong", "before": "In the last build", "cleared": "Cleared", "remain": "Remain", "new": "New"}
HOW = """
Correct the cells of the file's own columns and leave the others as they are, then read the file back with:

```
workforce check --extracts DIR --fixes FOLDER
workforce build --extracts DIR --fixes FOLDER
```

`DIR` is the folder of your exports; `FOLDER` holds the fix files you corrected, and nothing else. The extracts
themselves are never changed: correct the rows in their own system too, or the next export brings them back. An
apostrophe in front of a value only keeps the spreadsheet from changing it. To leave a row out of every figure, write
why under *Leave out, with your reason*.
"""


def since_last(chosen: Selection, always: bool) -> None:
    """Draw what cleared, remains and is new since the last build; else than `always` only where fix files were read."""
    corrected, left_out = (rows_of(chosen, rule) for rule in ("corrected_row", "left_out_by_fix"))
    if not (corrected or left_out or always):
        return
    found = read_table(chosen.snapshot, "quality.since_last")
    if not (corrected or left_out or found.height):
        return
    with st.container(border=True):
        if found.height:
            st.subheader(sentence(found), anchor=False)
        if corrected or left_out:
            st.markdown(
                f"In this build **{corrected:,}** {'row was' if corrected == 1 else 'rows were'} corrected and "
                f"**{left_out:,}** left out by fix files. {'It is' if corrected + left_out == 1 else 'They are'} to be "
                "put right in their own systems too."
            )
        moved = found.filter((pl.col("cleared") > 0) | (pl.col("new") > 0))
        if moved.height:
            st.caption("Errors and warnings that are gone from the extracts, and those that came, by rule.")
            words = pl.col("rule").str.replace_all("_", " ").map_elements(capitalised, pl.String)
            listed(
                moved.with_columns(words).rename(NAMES),
                "Findings cleared, remaining and new since the last build, by rule",
            )


def rows_of(chosen: Selection, rule: str) -> int:
    """Return how many rows of the files a rule was about."""
    kinds = read_table(chosen.snapshot, "marts.fct_finding_kinds")
    return int(kinds.filter(pl.col("rule") == rule)["rows"].sum())


def sentence(found: pl.DataFrame) -> str:
    """Return what became of the last build's findings, in one sentence."""
    before, cleared, remain, new = (int(found[name].sum()) for name in ("before", "cleared", "remain", "new"))
    came = f"{numbered(new, 'is', 'are')} new" if new else "none is new"
    if not before:
        return f"The last build had no finding to put right; {came}"
    left = numbered(remain, "remains", "remain")
    return f"{cleared:,} of {numbered(before, 'finding')} cleared since the last build; {left}, {came}"


def fix_files(chosen: Selection) -> None:
    """Draw the choice of a file with rows that fail, the download of its fix file and how it is read back."""
    sheets = read_table(chosen.snapshot, "quality.fix_sheets")
    if sheets.is_empty():
        return
    with st.container(border=True):
        st.subheader("Correct the rows in a spreadsheet", anchor=False)
        st.caption(
            "A fix file holds the wrong rows of one of your files as they stand there, each with what is wrong and how "
            "to put it right. Corrected rows count from the next build on."
        )
        choice(chosen, sheets)


def choice(chosen: Selection, sheets: pl.DataFrame) -> None:
    """Draw the choice of a file, its download and how it is read back."""
    places = {label(row): (row["file"], row["sheet"]) for row in sheets.sort("file", "sheet").iter_rows(named=True)}
    picked = str(st.selectbox("File to correct", list(places), key="fix-file"))
    file, sheet = places[picked]
    # The rows are read and written only when they are asked for: they grow with the extracts, the page does not.
    st.download_button(
        "Download its fix file", partial(fix_file, connection(chosen.snapshot), file, sheet),
        fix_sheets.name_of(file, sheet), "text/csv", type="primary", on_click="ignore",
    )  # fmt: skip
    st.caption("Columns that are not read, such as names, stay out. It holds ids, so keep it in the authority.")
    with st.expander("How to read the corrections back"):
        st.markdown(HOW)


def label(row: dict[str, Any]) -> str:
    """Return a file or sheet with how many of its rows fail."""
    where = row["file"] + (f" sheet {row['sheet']}" if row["sheet"] else "")
    left_out = f", {row['left_out']:,} left out" if row["left_out"] else ""
    return f"{where}: {numbered(row['rows'], 'row')}{left_out}"


def fix_file(snapshot: Any, file: str, sheet: str) -> bytes:
    """Return the fix file of one file or sheet of an open snapshot."""
    listed_sheets, rows = (warehouse.table(snapshot, f"quality.{name}") for name in ("fix_sheets", "fix_rows"))
    return fix_sheets.written(fix_sheets.of_tables(listed_sheets, rows, file, sheet))
