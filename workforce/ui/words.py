"""Text from the extracts made safe to show, and the colours of the reader's theme."""

from __future__ import annotations

import re

import streamlit as st

from workforce import charts


def escaped(text: str) -> str:
    """Return text as written: nothing in it becomes Markdown, a link, an image or maths."""
    marks = re.sub(r"([\\`*_{}\[\]<>#|$~&]|:(?=\S)|(?<=www)\.|^[-+=])", r"\\\1", text)
    return re.sub(r"^(\d+)([.)])(?=\s)", r"\1\\\2", marks)


def capitalised(text: str) -> str:
    """Return the text with a capital at its start."""
    return text[:1].upper() + text[1:]


def chosen_switch(key: str) -> bool:
    """Return whether a switch that is drawn further down is on; the address carries it until it is drawn."""
    return bool(st.session_state.get(key, st.query_params.get(key) == "true"))


def palette() -> charts.Palette:
    """Return the chart colours for the reader's light or dark theme."""
    return charts.DARK if st.context.theme.type == "dark" else charts.LIGHT
