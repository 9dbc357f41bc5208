"""Data quality: what was read, what does not add up, what was repaired and what to put right."""

import streamlit as st

from workforce.ui.census import census
from workforce.ui.correcting import fix_files, since_last
from workforce.ui.data_team import findings, rules
from workforce.ui.effects import effects
from workforce.ui.findings import VIEWS, chosen_view, download, fixes, heading
from workforce.ui.quality import control_totals, left_out, lines_read, matching, opening, repairs
from workforce.ui.reconciliation import return_beside_case_system
from workforce.ui.selection import together
from workforce.ui.touched import touched

chosen = together(st.session_state.chosen, "in_post_headcount", "in_post_fte")
st.title("Data quality")
st.markdown(f"**{opening(chosen)}**")
control_totals(chosen)
census(chosen)
lines_read(chosen)
st.header("What to put right")
effects(chosen)
is_for_hr = chosen_view() == VIEWS[0]
since_last(chosen, always=not is_for_hr)
if is_for_hr:
    heading(chosen)
    fix_files(chosen)
    fixes(chosen)
else:
    rules(chosen)
    findings(chosen)
    fix_files(chosen)
download(chosen)
touched(chosen)
st.header("Workers, teams and cases")
matching(chosen)
left_out(chosen)
repairs(chosen)
return_beside_case_system(chosen)
