"""What the rows left out would change: the headline measures as published, and as if the rows counted."""

from __future__ import annotations

import polars as pl
import streamlit as st

from workforce.catalogue import MEASURES
from workforce.series import long_date, subject, with_unit
from workforce.ui.cards import listed
from workforce.ui.selection import Selection, read_table, setting
from workforce.ui.words import capitalised, escaped
from workforce.wording import numbered

UNCHANGED = "no change"
LEAST = 1e-9


def effects(chosen: Selection) -> None:
    """Draw each headline as published and as if the rows that a rule leaves out counted."""
    found = read_table(chosen.snapshot, "quality.effects")
    with st.container(border=True):
        st.subheader(opening(found))
        if found.is_empty():
            st.caption("An error leaves a row out of every measure until it is put right. There is none.")
            return
        day = setting(chosen, "extract_date") or ""
        st.caption(
            f"Whole authority, on {long_date(pl.Series([day]).str.to_date()[0])}: as published, and counted anew with "
            "the rows of each rule, as far as they can be placed."
        )
        for line in sentences(found):
            st.markdown(f"- {escaped(line)}")
        counted = found.filter(pl.col("as_accepted").is_not_null())
        if counted.height:
            listed(table(counted), "Headline measures as published and as if the rows left out counted")


def opening(found: pl.DataFrame) -> str:
    """Return the card's message: how many headlines the rows left out would change."""
    if found.is_empty():
        return "No row is left out because of an error"
    rows = int(found.unique(["rule", "rows"])["rows"].sum())
    if found["how"].str.contains("of this size").any():
        return f"{numbered(rows, 'row')} left out because of an error; what they would change is not worked out"
    moved = found.filter(is_moved())["measure"].n_unique()
    change = f"would change {moved} of {found['measure'].n_unique()} headlines" if moved else "would change no headline"
    return f"{numbered(rows, 'row')} left out because of an error {change}"


def is_moved() -> pl.Expr:
    """Return whether a headline differs when the rows count."""
    return (pl.col("as_accepted") - pl.col("published")).abs().fill_null(0) > LEAST


def sentences(found: pl.DataFrame) -> list[str]:
    """Return a sentence a rule: how many rows it leaves out, and how they were counted."""
    rules = found.unique(["rule", "rows", "counted", "how"], maintain_order=True)
    return [
        f"{named(row['rule'])}: {numbered(row['rows'], 'row')}, {row['how']}." for row in rules.iter_rows(named=True)
    ]  # fmt: skip


def table(counted: pl.DataFrame) -> pl.DataFrame:
    """Return one row a rule and headline, in words."""
    rows = [
        {
            "What is wrong": named(row["rule"]), "Headline": subject(MEASURES[row["measure"]]),
            "As published": words(row["measure"], row["published"]),
            "If the rows counted": words(row["measure"], row["as_accepted"]) if moved else UNCHANGED,
        }
        for row, moved in zip(counted.iter_rows(named=True), counted.select(is_moved()).to_series(), strict=True)
    ]  # fmt: skip
    return pl.DataFrame(rows)


def named(rule: str) -> str:
    """Return a rule's id as words."""
    return capitalised(rule.replace("_", " "))


def words(measure: str, value: float | None) -> str:
    """Return a headline's value as a reader sees it."""
    return "not available" if value is None else with_unit(MEASURES[measure], value)
