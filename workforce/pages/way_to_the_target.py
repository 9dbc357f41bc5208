"""Way to the target: when the permanent share gets there on current flows, and what would bring it forward."""

import streamlit as st

from workforce import outlook
from workforce.ui.back_test import how_far_off, past_forecasts
from workforce.ui.outlook import answer, choose_scenario, choose_target, explain, months_ahead, read_facts
from workforce.ui.risk import risk_ahead
from workforce.ui.selection import together

chosen = together(st.session_state.chosen, *outlook.MEASURES)
st.title("Way to the target")
facts = read_facts(chosen)
if facts is None or outlook.refusal(facts):
    st.info(outlook.refusal(facts))
else:
    message = st.container()
    target = choose_target(chosen)
    with st.expander("What if? Change what comes, and see what follows", expanded=True):
        st.caption("A blank leaves the average of the last 12 months.")
        scenario = choose_scenario(facts)
    found = outlook.outlook(facts, target, scenario)
    tests = past_forecasts(chosen)
    with message:
        answer(found, tests)
    months_ahead(chosen, found)
    explain(found)
    st.header("How far off such forecasts were", anchor=False)
    how_far_off(chosen, tests)
st.header("Risk ahead", anchor=False)
risk_ahead(chosen)
