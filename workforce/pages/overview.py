"""Overview: the headlines now, a year ago and at the judgement."""

from datetime import date

import polars as pl
import streamlit as st

from workforce.series import fraction, shown
from workforce.ui.selection import read_table, series, setting

HEADLINES = [
    "permanent_share",
    "average_caseload",
    "three_plus_workers",
    "starters_12m",
    "vacancy_rate",
    "turnover_rate",
]

chosen = st.session_state.chosen
judged = setting(chosen, "authority.judgement_date")
st.title("Overview")
st.caption(f"{chosen.area}, as at {chosen.as_at:%-d %B %Y}.")
for measure in HEADLINES:
    found = series(chosen, measure)
    with st.container(border=True):
        st.subheader(found.measure.title)
        columns = st.columns(3)
        year_ago = chosen.as_at.replace(year=chosen.as_at.year - 1, day=1)
        dates = {"Now": chosen.as_at.replace(day=1), "A year ago": year_ago}
        if judged:
            dates["At the judgement"] = date.fromisoformat(judged).replace(day=1)
        for column, (label, month) in zip(columns, dates.items(), strict=False):
            cell = found.points.filter(pl.col("month") == month)
            with column:
                if cell.is_empty():
                    st.metric(label, "not shown")
                    continue
                row = cell.row(0, named=True)
                st.metric(label, shown(found.measure, row))
                st.caption(fraction(found.measure, row))
st.subheader("Dated events")
st.dataframe(read_table(chosen.snapshot, "raw.settings_events").sort("date"), hide_index=True, alt="Dated events")
