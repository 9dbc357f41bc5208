"""Caseloads: each measure with its chart, table and definition."""

import streamlit as st

from workforce.ui.measures import panel

SHOWN = [
    "average_caseload",
    "average_daily_caseload",
    "median_cases_per_fte",
    "over_limit_share",
    "newly_qualified_over_limit",
    "open_cases",
    "cases_held",
    "unallocated_children",
    "cases_held_by_absent_workers",
]

st.title("Caseloads")
for measure in SHOWN:
    panel(st.session_state.chosen, measure)
