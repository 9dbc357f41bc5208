"""Caseloads: how many children each worker holds, who holds too many, and who has no worker."""

import streamlit as st

from workforce.ui.compared import compare
from workforce.ui.measures import panel
from workforce.ui.selection import setting, together
from workforce.ui.splits import by_area, by_band, by_part

WIDE = 400

chosen = together(
    st.session_state.chosen,
    "average_caseload", "median_cases_per_fte", "over_limit_share", "newly_qualified_over_limit",
    "unallocated_children", "cases_held_by_absent_workers", "open_cases", "cases_held",
    "average_daily_caseload",
)  # fmt: skip
limit = setting(chosen, "caseload.limit_per_fte")
lower = setting(chosen, "caseload.newly_qualified_limit")
st.title("Caseloads")
panel(chosen, "average_caseload")
compare(chosen, "average_caseload")
with st.grid(2, min_column_width=WIDE):
    by_band(chosen, "median_cases_per_fte", "Case holders by cases per FTE")
    panel(chosen, "median_cases_per_fte")
    panel(chosen, "over_limit_share", note=f"The authority's limit is {float(limit or 0):g} cases per FTE.")
    panel(
        chosen, "newly_qualified_over_limit",
        note=f"The protected limit for newly qualified workers is {float(lower or 0):g} cases per FTE.",
    )  # fmt: skip

st.header("Where", anchor=False)
for tab, level in zip(st.tabs(["By team", "By service"]), ("team", "service"), strict=True):
    with tab, st.grid(2, min_column_width=WIDE):
        by_area(chosen, "average_caseload", level)
        by_area(chosen, "over_limit_share", level)

st.header("Children without a worker at work", anchor=False)
measures = ("unallocated_children", "cases_held_by_absent_workers")
for tab, measure in zip(st.tabs(["Unallocated", "Held by absent workers"]), measures, strict=True):
    with tab, st.grid(2, min_column_width=WIDE):
        panel(chosen, measure)
        by_part(chosen, measure, "case_status", "by case status")

st.header("All the work", anchor=False)
opened, held = st.tabs(["Open cases", "Cases held"])
with opened, st.grid(2, min_column_width=WIDE):
    panel(chosen, "open_cases")
    by_part(chosen, "open_cases", "case_status", "by case status")
with held, st.grid(2, min_column_width=WIDE):
    panel(chosen, "cases_held")
    panel(chosen, "average_daily_caseload")
