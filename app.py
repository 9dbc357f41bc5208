"""The frame: page list, shared filters, freshness banner."""

import streamlit as st

from workforce.errors import WorkforceError
from workforce.ui.banner import banner
from workforce.ui.selection import choose

st.set_page_config(page_title="Workforce stability and caseload", page_icon="📊", layout="wide")
files = st.Page("workforce/pages/your_files.py", title="Your files")
pages = [
    st.Page("workforce/pages/overview.py", title="Overview", default=True),
    st.Page("workforce/pages/claim_check.py", title="Claim check"),
    st.Page("workforce/pages/permanent_and_agency.py", title="Permanent and agency"),
    st.Page("workforce/pages/agency.py", title="Agency"),
    st.Page("workforce/pages/leadership_and_oversight.py", title="Leadership and oversight"),
    st.Page("workforce/pages/caseloads.py", title="Caseloads"),
    st.Page("workforce/pages/worker_changes.py", title="Worker changes"),
    st.Page("workforce/pages/recruitment.py", title="Recruitment"),
    st.Page("workforce/pages/retention.py", title="Retention"),
    st.Page("workforce/pages/way_to_the_target.py", title="Way to the target"),
    st.Page("workforce/pages/data_quality.py", title="Data quality"),
    files,
    st.Page("workforce/pages/definitions.py", title="Definitions"),
]
page = st.navigation(pages, expanded=True)
try:
    st.session_state.chosen = choose()
except WorkforceError as error:
    # Before the first build there is nothing to show, but reports can be mapped already.
    if page.url_path == files.url_path:
        page.run()
    else:
        st.error(str(error))
        st.page_link(files, label="Map your own reports first: Your files")
    st.stop()
st.sidebar.caption("One local user on this computer, who may see every page. Nothing is sent to the internet.")
banner(st.session_state.chosen)
page.run()
