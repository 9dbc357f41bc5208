"""The rows behind a number under pseudonyms, and the lines of the files that each of them is counted from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import polars as pl
import streamlit as st

from workforce import lineage, unit_rows, warehouse
from workforce.catalogue import MEASURES, Measure
from workforce.series import category_name, long_date
from workforce.ui.selection import Selection, connection
from workforce.ui.words import capitalised, escaped
from workforce.wording import numbered

MOST = 200
COLUMNS = {
    "code": "Code", "team": "Team", "service": "Service", "numerator": "Numerator", "denominator": "Denominator",
}  # fmt: skip
PLACE = {"file": "File", "line": "Line", "table_name": "Table"}
Part = tuple[str, str] | None


@st.cache_data(max_entries=50)
def read_rows(path: str, measure: str, month: date, level: str, area: str, part: Part) -> tuple[pl.DataFrame, int]:
    """Return the first unit rows behind a figure with codes and ids, and how many there are; ids are never shown."""
    return unit_rows.behind(connection(path), warehouse.measure_sql(measure), month, level, area, part, MOST)


@st.cache_data(max_entries=200)
def read_sources(path: str, measure: str, month: date, unit: str) -> pl.DataFrame:
    """Return file, line and table of every row that a unit is counted from, without any id."""
    found = lineage.sources_of(connection(path), MEASURES[measure], month, unit)
    return found.select(*PLACE).unique(maintain_order=True)


def button(chosen: Selection, measures: Sequence[Measure], key: str, part: Part = None) -> None:
    """Draw the button that opens the rows behind a number."""
    if st.button("Rows", key=f"rows-{key}", type="tertiary", help="The rows behind this number, and their files"):
        shown(chosen, [measure.id for measure in measures], part)


@st.dialog("The rows behind this number", width="large")
def shown(chosen: Selection, measures: list[str], part: Part) -> None:
    """Draw the rows of one of the measures, over the page."""
    measure = measures[0]
    if len(measures) > 1:
        measure = st.selectbox("Number", measures, format_func=lambda each: MEASURES[each].title)
    st.markdown(f"**{MEASURES[measure].title}**, {escaped(chosen.area)}, as at {long_date(chosen.as_at)}")
    follow(chosen, measure, chosen.as_at.replace(day=1), part, "dialog")


def follow(chosen: Selection, measure: str, month: date, part: Part, key: str) -> None:
    """Draw the unit rows of a figure under pseudonyms, and the lines behind the one that is picked."""
    rows, total = read_rows(chosen.snapshot, measure, month, chosen.level, chosen.area, part)
    some = f"The first {rows.height:,} of {numbered(total, 'row')}" if total > rows.height else numbered(total, "row")
    st.caption(
        f"{some}. Internal only: the codes stand for children, workers and posts, stay the same while this "
        "snapshot is in use and change with the next one."
    )
    if not total:
        return
    st.dataframe(laid_out(rows), hide_index=True, height="content" if rows.height < 6 else 220,
                 alt=f"Unit rows behind {MEASURES[measure].title}")  # fmt: skip
    codes = rows["code"].unique(maintain_order=True).to_list()
    code = st.selectbox("Which lines is this row counted from?", codes, key=f"code-{key}-{measure}")
    unit = rows.filter(pl.col("code") == code)["unit"][0]
    lines = read_sources(chosen.snapshot, measure, month, unit)
    st.caption(
        f"{numbered(lines.height, 'line of the extracts tells', 'lines of the extracts tell')} of it in the days that "
        "the number looks at; put a wrong one right in the system that the file came from."
    )
    st.dataframe(lines.rename(PLACE), hide_index=True, alt=f"The lines that row {code} is counted from")


def laid_out(rows: pl.DataFrame) -> pl.DataFrame:
    """Return unit rows with a reader's headings and categories, without ids and columns that hold nothing."""
    kept = rows.select(name for name in rows.columns if name != "unit" and not rows[name].is_null().all())
    split = [name for name in kept.columns if name not in COLUMNS]
    named = [pl.col(name).map_elements(partial(category_name, name), pl.String) for name in split]
    return kept.with_columns(named).rename(
        {name: COLUMNS.get(name) or capitalised(name.replace("_", " ")) for name in kept.columns}
    )
