"""Leadership and oversight: who leads, for how long, over how many, and whether workers are supervised."""

import streamlit as st

from workforce.ui.headlines import leadership_table
from workforce.ui.measures import panel, part_panel
from workforce.ui.oversight import beside_caseload, restructure, tiers
from workforce.ui.selection import together
from workforce.ui.splits import by_area, by_band, by_part

WIDE = 400

chosen = together(
    st.session_state.chosen,
    "permanent_share", "in_post_headcount", "agency_headcount", "manager_tenure_days", "established_fte",
    "span_of_control", "workers_without_manager", "supervision_in_timescale",
)  # fmt: skip
st.title("Leadership and oversight")
tiers(chosen)

st.header("The leadership team", anchor=False)
leadership_table(chosen)
with st.grid(2, min_column_width=WIDE):
    part_panel(chosen, "permanent_share", "tier", "leadership")
    panel(chosen, "manager_tenure_days")

st.header("Posts by tier, before and after", anchor=False)
restructure(chosen)

st.header("Span of control", anchor=False)
spread, orphans = st.tabs(["People per manager", "Workers without a manager in post"])
with spread, st.grid(2, min_column_width=WIDE):
    by_band(chosen, "span_of_control", "People supervised by each first-line manager")
    by_area(chosen, "span_of_control", "team")
with orphans, st.grid(2, min_column_width=WIDE):
    by_area(chosen, "workers_without_manager", "team")
    by_part(chosen, "workers_without_manager", "manager", "by what HR records")
    panel(chosen, "workers_without_manager")

st.header("Supervision", anchor=False)
panel(chosen, "supervision_in_timescale")
beside_caseload(chosen)
