"""Which numbers a line of the extracts touches, asked by file and line."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from workforce import lineage
from workforce.catalogue import MEASURES
from workforce.ui.selection import Selection, connection, read_table
from workforce.ui.words import escaped
from workforce.wording import numbered

PAGES = {
    "mix": ("permanent_and_agency", "Permanent and agency"), "caseload": ("caseloads", "Caseloads"),
    "worker_changes": ("worker_changes", "Worker changes"), "recruitment": ("recruitment", "Recruitment"),
}  # fmt: skip
Found = tuple[str, list[dict[str, Any]], pl.DataFrame]


@st.cache_data(max_entries=100)
def read_touched(path: str, file: str, line: int) -> Found:
    """Return what became of a line, the findings on it, and the measures it touches with months and units counted."""
    became, found = lineage.standing(connection(path), file, line)
    rows = lineage.touched(connection(path), file, line)
    counted = rows.group_by("measure", maintain_order=True).agg(
        pl.col("first_month").min(), pl.col("last_month").max(), pl.len().alias("units")
    )
    return became, found, counted


def touched(chosen: Selection) -> None:
    """Draw the form that asks for a file and a line, and the numbers that the line touches."""
    with st.container(border=True):
        st.subheader("Which numbers does this line touch?", anchor=False)
        files = read_table(chosen.snapshot, "raw.balance").sort("file")
        with st.form("touched", border=False):
            file = st.selectbox("File", files["file"].unique(maintain_order=True).to_list())
            line = st.number_input("Line, the header being line 1", min_value=1, value=2, step=1)
            asked = st.form_submit_button("Show the numbers")
        if asked:
            answer(str(file), int(line), read_touched(chosen.snapshot, str(file), int(line)))


def answer(file: str, line: int, found: Found) -> None:
    """Draw what became of the line, and the numbers by the page that shows them."""
    became, findings, counted = found
    st.markdown(f"**{escaped(opening(file, line, became, counted.height))}**")
    for each in findings:
        st.markdown(f"- {escaped(each['rule'])}: {escaped(each['message'])} {escaped(each['fix'])}")
    for theme, (page, title) in PAGES.items():
        of_page = [row for row in counted.iter_rows(named=True) if MEASURES[row["measure"]].theme == theme]
        if of_page:
            st.page_link(f"workforce/pages/{page}.py", label=title, icon=":material/arrow_forward:")
            st.markdown("\n".join(map(told, of_page)))


def opening(file: str, line: int, became: str, numbers: int) -> str:
    """Return what became of a line, in one sentence."""
    if became == "unknown":
        return f"No row stands at line {line:,} of {file}: it is the header, blank, or beyond the end."
    if became == "quarantined":
        return f"Line {line:,} of {file} is quarantined and touches nothing until it is put right."
    if not numbers:
        return f"Line {line:,} of {file} is accepted, and no number is counted from it."
    return f"Line {line:,} of {file} touches {numbered(numbers, 'number')}."


def told(row: dict[str, Any]) -> str:
    """Return one number with the months and the rows of it that the line is counted in, as an item of a list."""
    first, last = f"{row['first_month']:%b %Y}", f"{row['last_month']:%b %Y}"
    months = first if first == last else f"{first} to {last}"
    return f"- {escaped(MEASURES[row['measure']].title)}: {numbered(row['units'], 'row')}, {months}"
