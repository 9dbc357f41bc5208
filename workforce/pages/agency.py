"""Agency: how agency workers are used, when they go, what they cost, and the checks against configured rules."""

import streamlit as st

from workforce.ui.agency import agency_sentence, cost, ending_soon, matched_message, rule_checks
from workforce.ui.headlines import tiles
from workforce.ui.measures import panel
from workforce.ui.selection import together
from workforce.ui.splits import by_band, by_part

WIDE = 400

chosen = together(
    st.session_state.chosen,
    "agency_headcount", "agency_fte", "agency_tenure_days", "agency_cover_rate", "vacancies_covered",
    "agency_conversions", "agency_conversion_rate", "agency_rule_failures", "agency_cost", "agency_cost_ratio",
)  # fmt: skip
st.title("Agency")
st.markdown(f"**{agency_sentence(chosen)}**")
tiles(chosen, ["agency_headcount", "agency_conversion_rate", "agency_rule_failures"])

st.header("Who goes soon", anchor=False)
ending_soon(chosen)

st.header("How agency workers are used", anchor=False)
covering, staying, joining = st.tabs(["Covering vacancies", "How long they stay", "Who joins us"])
with covering, st.grid(2, min_column_width=WIDE):
    panel(chosen, "agency_cover_rate")
    panel(chosen, "vacancies_covered")
    by_part(chosen, "agency_fte", "cover", "by whether they cover a vacancy")
with staying, st.grid(2, min_column_width=WIDE):
    by_band(chosen, "agency_tenure_days", "How long agency workers have stayed")
    panel(chosen, "agency_tenure_days")
with joining, st.grid(2, min_column_width=WIDE):
    panel(chosen, "agency_conversion_rate")
    panel(chosen, "agency_conversions")
    panel(chosen, "monthly_agency_conversions")
    by_part(chosen, "agency_conversions", "matched", "by how each was recognised", matched_message(chosen))

st.header("What they cost", anchor=False)
cost(chosen)
with st.grid(2, min_column_width=WIDE):
    panel(chosen, "agency_cost")
    panel(chosen, "agency_cost_ratio")

st.header("Checks against configured rules", anchor=False)
rule_checks(chosen)
panel(chosen, "agency_rule_failures")
