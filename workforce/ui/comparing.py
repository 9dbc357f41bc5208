"""The shared choice of whose published figures stand beside the authority's own."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import streamlit as st

from workforce import benchmarks
from workforce.comparison import NEIGHBOURS, Peer, peers, usual
from workforce.ui.words import escaped

MOST = 3
WAY = "neighbours_by"
WAYS = ("median", "mean")


@st.cache_data(max_entries=3)
def read_figures(store: str, changed: float) -> pl.DataFrame:
    """Return the published figures bundled and imported; `changed` is when the imported ones last did."""
    return benchmarks.published(Path(store))


@st.cache_data(max_entries=3)
def known_peers(store: str, changed: float, region: str | None, code: str | None) -> dict[str, Peer]:
    """Return by name whom figures are known for."""
    figures = read_figures(store, changed)
    near = benchmarks.neighbours(figures, code)["area_code"].to_list() if code else []
    return peers(figures, region, near)


def choose_peers(store: Path, region: str | None, code: str | None) -> tuple[Peer, ...]:
    """Draw the control, which the address carries like the filters, and return who is chosen."""
    known = known_peers(str(store), changed(store), region, code)
    names = st.sidebar.multiselect(
        "Compare with", list(known), usual(known), key="compare_with", bind="query-params", max_selections=MOST,
        placeholder="Nobody", help="Figures published once a year; they stand on charts that have them.",
    )  # fmt: skip
    if NEIGHBOURS in known:
        st.sidebar.radio(
            "Neighbours' figure", WAYS, key=WAY, bind="query-params", horizontal=True, format_func=str.capitalize,
            help="The department's dashboard gives the neighbours' median, its interactive tool their mean.",
        )  # fmt: skip
    if region and not any(peer.level == "region" for peer in known.values()):
        st.sidebar.caption(escaped(f"No figures are published for the region {region} of authority.toml."))
    return tuple(known[name] for name in names)


def neighbours_way() -> str:
    """Return whether the reader wants the neighbours' median, which is the default, or their mean."""
    return str(st.session_state.get(WAY) or WAYS[0])


def changed(store: Path) -> float:
    """Return when the imported figures last changed, 0 when none were imported."""
    held = store / benchmarks.IMPORTED
    return held.stat().st_mtime if held.is_file() else 0.0
