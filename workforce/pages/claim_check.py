"""Claim check: whether what is said of a measure holds, does not hold or cannot be said, and why."""

import streamlit as st

from workforce.claims import check
from workforce.ui.claims import pick, say_how_it_was_read, type_in
from workforce.ui.verdicts import read_claim, share, show_charts, show_definition, show_rows, show_verdict

chosen = st.session_state.chosen
st.title("Claim check")
st.caption("Before it is said to a board: does it hold, does it not, or can it not be said?")
type_in(chosen)
claim = pick(chosen)
say_how_it_was_read(chosen, claim)
found = read_claim(chosen, claim)
show_verdict(claim, found, check(claim, found))
show_charts(chosen, claim, found)
show_definition(claim)
show_rows(chosen, claim, found)
share(chosen, claim)
