"""Data quality: what was read, quarantined and matched, and the list to put right."""

import polars as pl
import streamlit as st

from workforce.ui.selection import read_table

chosen = st.session_state.chosen
balance = read_table(chosen.snapshot, "raw.balance")
findings = read_table(chosen.snapshot, "raw.findings")
workers = read_table(chosen.snapshot, "marts.dim_professionals")
st.title("Data quality")
st.markdown(
    f"**{balance['lines'].sum():,}** lines read: **{balance['accepted'].sum():,}** accepted, "
    f"**{balance['quarantined'].sum():,}** quarantined, **{balance['blank'].sum():,}** blank."
)
st.dataframe(balance, hide_index=True, alt="Lines read, accepted, quarantined and blank by file")
st.subheader("What to put right")
counts = findings.group_by("severity", "table", "message", "fix").len("rows").sort("rows", descending=True)
st.dataframe(counts, hide_index=True, alt="Findings by kind")
st.download_button(
    "Download the fix list",
    findings.with_columns(
        pl.when(pl.col("value").str.contains(r"^[=+\-@\t\r]")).then("'" + pl.col("value")).otherwise(pl.col("value")).alias("value")
    ).write_csv().encode(),
    "fix-list.csv",
    "text/csv",
    on_click="ignore",
)  # fmt: skip
st.subheader("Workers matched between HR and the case system")
matched = (
    workers.group_by(pl.col("matched_by").fill_null("not matched")).len("workers").sort("workers", descending=True)
)
st.dataframe(matched, hide_index=True, alt="Workers by how they were matched")
