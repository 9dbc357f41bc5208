"""Definitions: every measure in words."""

import streamlit as st

from workforce.catalogue import MEASURES

st.title("Definitions")
for measure in MEASURES.values():
    with st.expander(measure.title):
        st.markdown(f"**{measure.question}**\n\n{measure.definition}")
        st.markdown(f"Numerator: {measure.numerator}\n\nDenominator: {measure.denominator or 'none'}")
        for caveat in measure.caveats:
            st.markdown(f"- {caveat}")
