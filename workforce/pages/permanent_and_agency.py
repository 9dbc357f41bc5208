"""Permanent and agency: who does the work, where and on what contract."""

import streamlit as st

from workforce.ui.compared import compare
from workforce.ui.measures import panel
from workforce.ui.selection import together
from workforce.ui.splits import by_area, by_part, mix

CENSUS = "The workforce census does not publish a permanent share; the agency rate below is shown beside its figures."
WIDE = 400

chosen = together(
    st.session_state.chosen,
    "permanent_share", "agency_rate", "agency_rate_headcount", "in_post_fte", "in_post_headcount", "agency_fte",
    "agency_headcount", "vacancy_rate", "turnover_rate", "stability_index", "sickness_absence_rate",
)  # fmt: skip
st.title("Permanent and agency")
panel(chosen, "permanent_share", note=CENSUS)
time, people = st.tabs(["In FTE", "In people"])
for tab, rate, employed, agency in (
    (time, "agency_rate", "in_post_fte", "agency_fte"),
    (people, "agency_rate_headcount", "in_post_headcount", "agency_headcount"),
):
    with tab, st.grid(2, min_column_width=WIDE):
        panel(chosen, rate)
        mix(chosen, employed, agency)
        compare(chosen, rate)

st.header("Where", anchor=False)
team, service, role = st.tabs(["By team", "By service", "By role"])
with team:
    by_area(chosen, "permanent_share", "team")
with service:
    by_area(chosen, "permanent_share", "service")
with role:
    by_part(chosen, "permanent_share", "role", "by role")

st.header("Vacancies, turnover and sickness", anchor=False)
posts, leaving, absence = st.tabs(["Vacancies", "Turnover", "Sickness"])
with posts, st.grid(2, min_column_width=WIDE):
    panel(chosen, "vacancy_rate")
    compare(chosen, "vacancy_rate")
with leaving, st.grid(2, min_column_width=WIDE):
    panel(chosen, "turnover_rate")
    panel(chosen, "stability_index")
    compare(chosen, "turnover_rate")
with absence, st.grid(2, min_column_width=WIDE):
    panel(chosen, "sickness_absence_rate")
    compare(chosen, "sickness_absence_rate")
