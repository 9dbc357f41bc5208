"""Overview: the director's sentence, the headlines then and now, what really moved and when things happened."""

import streamlit as st

from workforce import charts
from workforce.narrative import director, signals, spoken, state, steady, unsaid
from workforce.series import long_date, lowered
from workforce.ui.concerns import concerns
from workforce.ui.headlines import HEADLINES, TILE_WIDTH, headlines, table, tile
from workforce.ui.measures import panel
from workforce.ui.selection import read_context, together
from workforce.ui.state import icon
from workforce.ui.words import escaped

chosen = together(st.session_state.chosen, *HEADLINES)
listed = headlines(chosen)
known = {each.reading.series.measure.id: each.reading for each in listed if not each.reading.series.category}
st.title("Overview")
clauses = director(known)
with st.container(gap="xsmall"):
    whose = f"**{escaped(chosen.area)}, as at {long_date(chosen.as_at)}.**"
    st.markdown(f"{whose} {spoken(clauses)}" if clauses else whose)
    if clauses and (without := unsaid(known)):
        st.caption(escaped(without))
    with st.container(border=True, gap="xsmall"):
        st.markdown("**What moved beyond month-to-month variation**, concerns first")
        readings = [each.reading for each in listed]
        moved = [f"{icon(state(each))} {escaped(each.sentence)}" for each in signals(readings)]
        names = ", ".join(lowered(each.name) for each in listed if steady([each.reading]))
        same = [escaped(f"No more than the usual variation: {names}.")] if names else []
        st.markdown("  \n".join(f":small[{words}]" for words in [*moved, *same]) or "No headline carries a signal.")
    with st.grid(4, min_column_width=TILE_WIDTH, gap="xsmall"):
        for each in listed:
            tile(chosen, each)

with st.container(border=True):
    st.subheader("Then and now", anchor=False)
    table(chosen, listed, "headlines", "Each headline now, at the judgement and a year ago")

concerns(chosen, HEADLINES)

with st.container(border=True):
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
