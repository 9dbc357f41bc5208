"""Your files: how a report of any shape is read, put right and saved."""

import streamlit as st

from workforce.ui.files import your_files

st.title("Your files")
your_files()
