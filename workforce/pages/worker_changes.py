"""Worker changes: how steady a child's social worker is, and where it is not."""

import streamlit as st

from workforce.catalogue import MEASURES
from workforce.ui.causes import before_each_change, costliest_leavers
from workforce.ui.children import most_changes, opening, split, without_worker, workers_message
from workforce.ui.compared import compare
from workforce.ui.drift import by_plan, plan_lengths
from workforce.ui.headlines import tiles
from workforce.ui.measures import panel
from workforce.ui.selection import together
from workforce.ui.splits import by_area, by_part

COMPARED = ["three_plus_workers", "worker_changes_per_child_year", "unallocated_days", "continuity"]
WIDE = 400
WORKERS = "by how many workers each child has had in the 12 months"

chosen = together(
    st.session_state.chosen,
    *COMPARED, "unallocated_children", "open_cases", "worker_changes", "planned_changes", "unplanned_changes",
    "unclassified_changes", "looked_after_three_plus", "changes_by_cause", "changes_per_leaver", "plan_length_days",
)  # fmt: skip
st.title("Worker changes")
st.markdown(f"**{opening(chosen)}**")
tiles(chosen, COMPARED)
without_worker(chosen)
with st.grid(2, min_column_width=WIDE):
    panel(chosen, "three_plus_workers")
    by_part(chosen, "open_cases", "workers", WORKERS, workers_message(chosen))
    split(chosen)
    panel(chosen, "worker_changes_per_child_year")
    panel(chosen, "unallocated_days")
    panel(chosen, "continuity")
    compare(chosen, "three_plus_workers")

st.header("Children looked after, by the SSDA903 return", anchor=False)
panel(chosen, "looked_after_three_plus")

st.header("What happened before each change", anchor=False)
before_each_change(chosen)

st.header("What each leaver cost", anchor=False)
with st.grid(2, min_column_width=WIDE):
    panel(chosen, "changes_per_leaver")
    by_part(chosen, "changes_per_leaver", "contract", "by contract")
costliest_leavers(chosen)

st.header("Where it differs", anchor=False)
compared = st.selectbox(
    "Compare", COMPARED, key="compare", bind="query-params", format_func=lambda measure: MEASURES[measure].title
)
with st.grid(2, min_column_width=WIDE):
    by_area(chosen, compared, "team")
    by_part(chosen, compared, "case_status", "by case status")

st.header("Where plans have run longest", anchor=False)
with st.grid(2, min_column_width=WIDE):
    by_plan(chosen)
    plan_lengths(chosen)

st.header("Children with the most changes", anchor=False)
most_changes(chosen)
