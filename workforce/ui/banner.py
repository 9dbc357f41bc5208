"""The top of every page: whose figures these are, how fresh they are, and who is reading."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import polars as pl
import streamlit as st

from workforce.series import long_date
from workforce.ui.selection import Selection, authority, read_table, setting
from workforce.ui.words import escaped


def banner(chosen: Selection) -> None:
    """Draw the authority's name and the freshness of the figures."""
    name = authority(chosen.snapshot)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{escaped(name)}** · children's social care workforce", width="content")
        if "fictional" in name.lower():
            st.badge("Fictional: no real person or place", color="violet")
    st.caption(freshness(chosen))
    if is_partial(chosen):
        st.warning(f"{chosen.as_at:%B %Y} is a part month: the extract ends on {long_date(chosen.as_at)}.")


def freshness(chosen: Selection) -> str:
    """Return the extract date, what is shown, and the snapshot it comes from."""
    extract = setting(chosen, "extract_date")
    dated = long_date(date.fromisoformat(extract)) if extract else "not known"
    return f"Extract of {dated} · {built(chosen)} · snapshot {snapshot_name(chosen)}"


def source_line(chosen: Selection) -> str:
    """Return the short freshness stamp that stands under a chart."""
    extract = setting(chosen, "extract_date")
    dated = f" of {long_date(date.fromisoformat(extract))}" if extract else ""
    return f"Source: the authority's own extracts{dated}."


def snapshot_name(chosen: Selection) -> str:
    """Return the snapshot's name: the extract date and the second it was built."""
    return Path(chosen.snapshot).stem[:23]


def built(chosen: Selection) -> str:
    """Return when the snapshot was built, from its name."""
    try:
        when = datetime.strptime(snapshot_name(chosen).split("-")[1], "%Y%m%d%H%M%S")
    except (IndexError, ValueError):
        return "built at an unknown time"
    return f"built {long_date(when)}, {when:%H:%M} UTC"


def is_partial(chosen: Selection) -> bool:
    """Return whether the extract cuts the chosen month short."""
    months = read_table(chosen.snapshot, "marts.dim_months").filter(pl.col("as_at") == chosen.as_at)
    return bool(months["is_partial"].any())
