"""Recruitment: what is vacant, what is being recruited to, how candidates fare, who comes, who goes and who stays."""

import streamlit as st

from workforce.ui.candidates import endings, funnel, longest_waiting, now_waiting, still_to_start
from workforce.ui.filling import beside_vacancies, with_open_posts
from workforce.ui.headlines import tiles
from workforce.ui.hiring import flow_sentence, oldest_posts, open_message, pending_note, pipeline_message, same_months
from workforce.ui.joining import hire_sources, since_april
from workforce.ui.measures import panel
from workforce.ui.selection import together
from workforce.ui.splits import by_part

WIDE = 400
STAGE = "by the furthest stage a candidate still in the running has reached"

chosen = together(
    st.session_state.chosen,
    "vacancy_rate", "open_requisitions", "requisition_age", "starters", "leavers", "net_flow", "starters_12m",
    "leavers_12m", "agency_conversions", "starter_retention_12m", "time_to_fill", "time_to_hire",
    "offer_acceptance", "fill_rate", "application_funnel", "candidate_wait_days", "acceptance_to_start",
    "fill_rate_of_opened", "time_to_start", "hires_started", "offers_pending",
)  # fmt: skip
st.title("Recruitment")
st.markdown(f"**{flow_sentence(chosen)}**")
tiles(chosen, ["starters_12m", "leavers_12m", "vacancy_rate", "time_to_fill"])

st.header("Vacancies and open posts", anchor=False)
rate, beside, posts, ages = st.tabs(["Vacancy rate", "Vacancies and requisitions", "Open posts", "How old over time"])
with rate:
    panel(chosen, "vacancy_rate")
with beside:
    beside_vacancies(chosen)
with posts:
    with st.grid(2, min_column_width=WIDE):
        by_part(chosen, "open_requisitions", "stage", STAGE, pipeline_message(chosen))
        by_part(chosen, "open_requisitions", "age_band", "by the time since approval", open_message(chosen))
    oldest_posts(chosen)
with ages:
    panel(chosen, "requisition_age")

st.header("From application to first day", anchor=False)
stages, now, ended, coming = st.tabs(["Stage by stage", "Candidates now", "How the rest ended", "Still to start"])
with stages:
    funnel(chosen)
with now:
    now_waiting(chosen)
    longest_waiting(chosen)
with ended:
    endings(chosen)
with coming:
    still_to_start(chosen)

st.header("How long it takes and how it ends", anchor=False)
filling, lasting, ending = st.tabs(["Time to fill", "Other times", "How it ends"])
with filling, st.grid(2, min_column_width=WIDE):
    with_open_posts(chosen)
    panel(chosen, "time_to_fill")
with lasting, st.grid(2, min_column_width=WIDE):
    for measure in ("time_to_hire", "time_to_start"):
        panel(chosen, measure)
with ending, st.grid(2, min_column_width=WIDE):
    panel(chosen, "offer_acceptance", note=pending_note(chosen))
    for measure in ("acceptance_to_start", "fill_rate", "fill_rate_of_opened"):
        panel(chosen, measure)

st.header("Who comes and who goes", anchor=False)
april, sources, monthly, yearly = st.tabs(["Since April", "Where hires come from", "Month by month", "Over 12 months"])
with april, st.grid(2, min_column_width=WIDE):
    for measure in ("starters", "leavers"):
        since_april(chosen, measure)
with sources:
    hire_sources(chosen)
with monthly, st.grid(2, min_column_width=WIDE):
    for measure in ("starters", "leavers", "net_flow"):
        same_months(chosen, measure)
with yearly, st.grid(2, min_column_width=WIDE):
    for measure in ("starters_12m", "leavers_12m", "agency_conversions", "starter_retention_12m"):
        panel(chosen, measure)
