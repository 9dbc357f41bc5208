"""Retention: who leaves, why and when, how long people stay, and what becomes of newly qualified workers."""

import streamlit as st

from workforce.ui.headlines import tiles
from workforce.ui.measures import panel
from workforce.ui.retention import (
    how_long,
    leaving_sentence,
    limit_note,
    protected_sentence,
    split_message,
    voluntary_note,
    when_in_the_year,
)
from workforce.ui.selection import together
from workforce.ui.splits import by_part

WIDE = 400

chosen = together(
    st.session_state.chosen,
    "starters_12m", "leavers", "leavers_12m", "voluntary_turnover_rate", "turnover_rate_headcount",
    "starter_retention_12m", "stability_index", "leavers_within_two_years", "newly_qualified",
    "newly_qualified_caseload", "newly_qualified_over_limit", "newly_qualified_supervised", "newly_qualified_retained",
)  # fmt: skip
st.title("Retention")
st.markdown(f"**{leaving_sentence(chosen)}**")
tiles(chosen, ["voluntary_turnover_rate", "starter_retention_12m", "stability_index", "leavers_within_two_years"])

st.header("How long people stay", anchor=False)
how_long(chosen)

st.header("Who comes and who leaves", anchor=False)
why, where, service, when, joining = st.tabs(
    ["Why they leave", "Where they go", "After how long", "When in the year", "Where starters come from"]
)
with why:
    by_part(chosen, "leavers_12m", "reason", "by reason", split_message(chosen, "leavers_12m", "reason", "The reason"))
with where:
    by_part(
        chosen, "leavers_12m", "destination", "by stated destination",
        split_message(chosen, "leavers_12m", "destination", "The destination"),
    )  # fmt: skip
with service:
    by_part(
        chosen, "leavers_12m", "service_band", "by length of service",
        split_message(chosen, "leavers_12m", "service_band", "The length of service"),
    )  # fmt: skip
with when:
    when_in_the_year(chosen)
with joining, st.grid(2, min_column_width=WIDE):
    by_part(
        chosen, "starters_12m", "origin", "by where they came from",
        split_message(chosen, "starters_12m", "origin", "The origin"),
    )  # fmt: skip
    panel(chosen, "starters_12m")

st.header("Turnover and stability", anchor=False)
leaving, staying, monthly = st.tabs(["Leaving", "Staying", "Month by month"])
with leaving, st.grid(2, min_column_width=WIDE):
    panel(chosen, "voluntary_turnover_rate", note=voluntary_note(chosen))
    panel(chosen, "turnover_rate_headcount")
    panel(chosen, "leavers_within_two_years")
with staying, st.grid(2, min_column_width=WIDE):
    panel(chosen, "starter_retention_12m")
    panel(chosen, "stability_index")

with monthly, st.grid(2, min_column_width=WIDE):
    panel(chosen, "resignations")
    panel(chosen, "early_leavers")

st.header("Newly qualified", anchor=False)
st.markdown(f"**{protected_sentence(chosen)}**")
cases, after = st.tabs(["In the supported year", "After it"])
with cases, st.grid(2, min_column_width=WIDE):
    panel(chosen, "newly_qualified")
    panel(chosen, "newly_qualified_caseload", note=limit_note(chosen))
    panel(chosen, "newly_qualified_over_limit")
    panel(chosen, "newly_qualified_supervised")
with after, st.grid(2, min_column_width=WIDE):
    panel(chosen, "newly_qualified_retained")
    panel(chosen, "newly_qualified_leavers")
