"""Worker changes: each measure with its chart, table and definition."""

import streamlit as st

from workforce.ui.measures import panel

SHOWN = [
    "three_plus_workers",
    "worker_changes",
    "worker_changes_per_child_year",
    "planned_changes",
    "unplanned_changes",
    "unclassified_changes",
    "unallocated_days",
    "continuity",
]

st.title("Worker changes")
for measure in SHOWN:
    panel(st.session_state.chosen, measure)
