"""Permanent and agency: each measure with its chart, table and definition."""

import streamlit as st

from workforce.ui.measures import panel

SHOWN = [
    "permanent_share",
    "directly_employed_share",
    "agency_rate",
    "agency_rate_headcount",
    "in_post_fte",
    "agency_fte",
    "vacancy_rate",
    "agency_cover_rate",
    "vacancies_covered",
    "agency_tenure_days",
    "turnover_rate",
    "sickness_absence_rate",
    "stability_index",
]

st.title("Permanent and agency")
for measure in SHOWN:
    panel(st.session_state.chosen, measure)
