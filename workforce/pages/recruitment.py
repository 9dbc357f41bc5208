"""Recruitment: each measure with its chart, table and definition."""

import streamlit as st

from workforce.ui.measures import panel

SHOWN = [
    "open_requisitions",
    "requisition_age",
    "time_to_fill",
    "time_to_hire",
    "offer_acceptance",
    "fill_rate",
    "starters",
    "leavers",
    "net_flow",
    "starters_12m",
    "leavers_12m",
    "agency_conversions",
    "span_of_control",
]

st.title("Recruitment")
for measure in SHOWN:
    panel(st.session_state.chosen, measure)
