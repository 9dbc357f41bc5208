"""Overview: the director's sentence, the headlines then and now, what really moved and when things happened."""

import streamlit as st

from workforce import charts
from workforce.narrative import DIRECTOR, director, signals, spoken, steady, unsaid
from workforce.series import long_date, lowered
from workforce.ui.headlines import HEADLINES, headlines, table, tile
from workforce.ui.measures import panel
from workforce.ui.selection import read_context, together
from workforce.ui.words import escaped

chosen = together(st.session_state.chosen, *HEADLINES)
listed = headlines(chosen)
known = {each.reading.series.measure.id: each.reading for each in listed if not each.reading.series.category}
st.title("Overview")
st.caption(f"{escaped(chosen.area)}, as at {long_date(chosen.as_at)}.")
clauses = director(known)
if clauses:
    with st.container(border=True):
        st.markdown(spoken(clauses))
        st.markdown("\n".join(f"- {escaped(known[name].sentence)}" for name in DIRECTOR if name in known))
        if without := unsaid(known):
            st.caption(escaped(without))

with st.grid(4, min_column_width=210):
    for each in listed:
        tile(each)

with st.container(border=True):
    st.subheader("Then and now", anchor=False)
    table(chosen, listed, "headlines", "Each headline now, at the judgement and a year ago")

left, right = st.columns([3, 2])
with left, st.container(border=True, height="stretch"):
    st.subheader("What moved beyond month-to-month variation", anchor=False)
    readings = [each.reading for each in listed]
    moved = [escaped(each.sentence) for each in signals(readings)]
    st.markdown("\n".join(f"- {words}" for words in moved) or "No headline carries a signal.")
    names = ", ".join(lowered(each.name) for each in listed if any(each.reading is one for one in steady(readings)))
    st.caption(escaped(f"Concerns first. No more than the usual variation: {names}." if names else "Concerns first."))
with right, st.container(border=True, height="stretch"):
    st.subheader("Dated events", anchor=False)
    dated = [event for event in read_context(chosen.snapshot).numbered() if event[1].date <= chosen.as_at]
    st.markdown(
        "\n".join(f"- {charts.circled(number)} {long_date(day.date)}: {escaped(day.title)}" for number, day in dated)
        or "No dated events are recorded up to this date."
    )

for pair in (("permanent_share", "average_caseload"), ("three_plus_workers", "starters_12m")):
    for column, measure in zip(st.columns(2), pair, strict=True):
        with column:
            panel(chosen, measure)
