"""Definitions: every measure in words, the glossary, the symbols, the settings and rules in force, and the sources."""

import streamlit as st

from workforce.ui.agency_rules import rules_in_force
from workforce.ui.catalogue import glossary, in_force, measures, published, symbols

TABS = ["Measures", "Glossary", "Symbols", "Settings in force", "Agency rules", "Published sources"]

st.title("Definitions")
st.markdown("**Every number has one definition, here and wherever it is shown.**")
words = st.text_input("Search the measures and the glossary", key="search", max_chars=100)
measured, worded, symbolised, set_to, ruled, sourced = st.tabs(TABS)
with measured:
    if not measures(words):
        st.info("No measure matches. Try fewer or shorter words, or look in the glossary.")
with worded:
    if not glossary(words):
        st.info("No term matches. Try fewer or shorter words.")
with symbolised:
    symbols()
with set_to:
    in_force(st.session_state.chosen)
with ruled:
    rules_in_force(st.session_state.chosen)
with sourced:
    published()
