"""Overview: the director's sentence, the headlines then and now, what moved and when things happened."""

import streamlit as st

from workforce import charts
from workforce.narrative import director, movement, movements, spoken, unsaid
from workforce.series import long_date
from workforce.ui.headlines import headlines, table, tile
from workforce.ui.measures import panel
from workforce.ui.selection import events, judgement
from workforce.ui.words import escaped

MOVED = 6

chosen = st.session_state.chosen
listed = headlines(chosen)
known = {each.series.measure.id: each.series for each in listed if not each.series.category}
st.title("Overview")
st.caption(f"{escaped(chosen.area)}, as at {long_date(chosen.as_at)}.")
clauses = director(known, chosen.as_at, judgement(chosen))
if clauses:
    with st.container(border=True):
        st.markdown(spoken(clauses))
        if without := unsaid(known, chosen.as_at):
            st.caption(escaped(without))

with st.grid(4, min_column_width=210):
    for each in listed:
        tile(chosen, each)

with st.container(border=True):
    st.subheader("Then and now", anchor=False)
    table(chosen, listed, "headlines", "Each headline now, at the judgement and a year ago")

left, right = st.columns([3, 2])
with left, st.container(border=True, height="stretch"):
    st.subheader("What moved on a year ago", anchor=False)
    moved = movements((each.series for each in listed), chosen.as_at)
    st.markdown(
        "\n".join(f"- {movement(each)}" for each in moved[:MOVED]) or "Nothing moved, or a year ago has no figure."
    )
    st.caption("Largest movements first. Whether a movement is more than chance is not judged here.")
with right, st.container(border=True, height="stretch"):
    st.subheader("Dated events", anchor=False)
    dated = events(chosen)
    st.markdown(
        "\n".join(f"- {charts.circled(number)} {long_date(day)}: {escaped(title)}" for number, day, title in dated)
        or "No dated events are recorded up to this date."
    )

for pair in (("permanent_share", "average_caseload"), ("three_plus_workers", "starters_12m")):
    for column, measure in zip(st.columns(2), pair, strict=True):
        with column:
            panel(chosen, measure)
