"""Streamlit pieces shared by the pages, and the only caches."""
