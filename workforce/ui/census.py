"""The card that sets the workforce census beside HR on its 30 September; nothing where no census was supplied."""

from __future__ import annotations

import polars as pl
import streamlit as st

from workforce.series import amount, category_name, long_date
from workforce.ui.cards import listed
from workforce.ui.selection import Selection, read_table
from workforce.ui.words import escaped
from workforce.wording import numbered

CONTRACTS = {"employed": "Employed", "agency": "Agency workers"}
FIGURES = {"headcount": "headcount", "fte": "FTE"}
PARTS = {
    "census": "Census", "hr": "HR", "difference": "Difference", "only_in_census": "Only in the census",
    "only_in_hr": "Only in HR", "recorded_otherwise": "In both, recorded otherwise",
}  # fmt: skip
TERMS = (
    "Workers are matched by registration number, so somebody without one stands as only in the census and only in HR. "
    "The last three columns add up to the difference; recorded otherwise is another contract, role or FTE. "
    "The census counts FTE30, or FTE where that is blank."
)


def census(chosen: Selection) -> None:
    """Draw headcount and FTE of the latest census beside HR, with what the difference is made of."""
    if "census_workers" not in read_table(chosen.snapshot, "raw.balance")["table"]:
        return
    rows = read_table(chosen.snapshot, "marts.fct_census_reconciliation")
    if rows.is_empty():
        return
    latest = rows.filter(pl.col("census_year") == pl.col("census_year").max())
    order = pl.col("contract") == "agency", pl.col("measure") == "fte", pl.col("org_role")
    latest = latest.sort(*order)
    whole = latest.filter(pl.col("org_role") == "all")
    with st.container(border=True):
        st.subheader(headline(whole))
        day = latest["as_at"].to_list()[0]
        st.caption(f"In post at the close of {long_date(day)}, whole authority. {TERMS}")
        listed(table(whole), "The census beside HR, by contract")
        with st.expander("By role"):
            listed(table(latest.filter(pl.col("org_role") != "all")), "The census beside HR, by contract and role")
        years = rows["census_year"].unique().sort().to_list()
        if len(years) > 1:
            st.caption(escaped(f"Censuses supplied: {', '.join(map(str, years))}. 'workforce census' prints them all."))


def headline(whole: pl.DataFrame) -> str:
    """Return the card's message: how far the employed headcount of census and HR are apart."""
    year = whole["census_year"].to_list()[0]
    found = whole.filter((pl.col("contract") == "employed") & (pl.col("measure") == "headcount")).to_dicts()
    if not found or found[0]["difference"] is None:
        return f"The {year} census cannot be compared: HR records nothing for its day"
    gap = int(found[0]["difference"])
    if gap == 0 and not found[0]["only_in_census"]:
        return f"The {year} census and HR hold the same people in post"
    if gap == 0:
        return f"The {year} census and HR hold as many people in post, but not the same ones"
    return f"The {year} census holds {numbered(abs(gap), 'person', 'people')} {'more' if gap > 0 else 'fewer'} than HR"


def table(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows as a reader's table."""
    return pl.DataFrame([reader_row(row) for row in rows.iter_rows(named=True)], infer_schema_length=None)


def reader_row(row: dict[str, object]) -> dict[str, str]:
    """Return one row in words; what HR cannot say is not available."""
    role = str(row["org_role"])
    who = CONTRACTS[str(row["contract"])]
    if role != "all":
        who += f", {(category_name('role', role) if role.isdecimal() else 'role not known').lower()}"
    figures = {
        title: "not available" if row[name] is None else signed(name, row[name]) for name, title in PARTS.items()
    }
    return {"Who": f"{who}, {FIGURES[str(row['measure'])]}", **figures}


def signed(name: str, value: object) -> str:
    """Return a figure, with its sign where it is part of a difference."""
    number = float(str(value))
    shown = amount(abs(number))
    if name in ("census", "hr") or shown in ("0", "0.0"):
        return shown
    return f"{'+' if number > 0 else '−'}{shown}"
