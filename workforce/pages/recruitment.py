"""Recruitment: what is vacant, what is being recruited to, who comes, who goes and who stays."""

import streamlit as st

from workforce.ui.headlines import tiles
from workforce.ui.hiring import flow_sentence, oldest_posts, open_message, pipeline_message, same_months
from workforce.ui.measures import panel
from workforce.ui.selection import together
from workforce.ui.splits import by_part

WIDE = 400
STAGE = "by the furthest stage a candidate still in the running has reached"

chosen = together(
    st.session_state.chosen,
    "vacancy_rate", "open_requisitions", "requisition_age", "starters", "leavers", "net_flow", "starters_12m",
    "leavers_12m", "agency_conversions", "starter_retention_12m", "time_to_fill", "time_to_hire",
    "offer_acceptance", "fill_rate",
)  # fmt: skip
st.title("Recruitment")
st.markdown(f"**{flow_sentence(chosen)}**")
tiles(chosen, ["starters_12m", "leavers_12m", "vacancy_rate", "time_to_fill"])

st.header("Vacancies and the pipeline", anchor=False)
panel(chosen, "vacancy_rate")
with st.grid(2, min_column_width=WIDE):
    by_part(chosen, "open_requisitions", "stage", STAGE, pipeline_message(chosen))
    by_part(chosen, "open_requisitions", "age_band", "by the time since approval", open_message(chosen))
now, before = st.tabs(["The oldest open posts", "How old over time"])
with now:
    oldest_posts(chosen)
with before:
    panel(chosen, "requisition_age")

st.header("Who comes and who goes", anchor=False)
monthly, yearly = st.tabs(["Month by month", "Over 12 months"])
with monthly, st.grid(2, min_column_width=WIDE):
    for measure in ("starters", "leavers", "net_flow"):
        same_months(chosen, measure)
with yearly, st.grid(2, min_column_width=WIDE):
    for measure in ("starters_12m", "leavers_12m", "agency_conversions", "starter_retention_12m"):
        panel(chosen, measure)

st.header("How long it takes and how it ends", anchor=False)
filling, ending = st.tabs(["How long it takes", "How it ends"])
with filling, st.grid(2, min_column_width=WIDE):
    panel(chosen, "time_to_fill")
    panel(chosen, "time_to_hire")
with ending, st.grid(2, min_column_width=WIDE):
    panel(chosen, "offer_acceptance")
    panel(chosen, "fill_rate")
