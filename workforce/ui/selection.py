"""The published snapshot and the reader's choice of month, service and team."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st

from workforce import snapshots, warehouse
from workforce.catalogue import MEASURES
from workforce.series import Series, of_cells

EVERYONE = "All"


@dataclass(frozen=True)
class Selection:
    """What the reader looks at: an as-at date and one area."""

    snapshot: str
    as_at: date
    level: str
    area: str


def snapshot_path() -> str:
    """Return the path of the published snapshot."""
    return str(snapshots.current(Path(os.environ.get("WORKFORCE_STORE", "data/snapshots"))))


@st.cache_resource(max_entries=3)
def connection(path: str) -> Any:
    """Return the open, locked snapshot; readers take a cursor each."""
    return warehouse.open_snapshot(Path(path))


@st.cache_data(max_entries=500)
def read_table(path: str, name: str) -> pl.DataFrame:
    """Return one small table of the snapshot."""
    return warehouse.table(connection(path), name)


@st.cache_data(max_entries=2000)
def read_cells(path: str, measure: str, level: str, area: str) -> pl.DataFrame:
    """Return one measure's cells of one area."""
    return warehouse.cells(connection(path), measure, level, area)


def series(chosen: Selection, measure: str) -> Series:
    """Return the series of a measure for the chosen area."""
    return of_cells(MEASURES[measure], chosen.area, read_cells(chosen.snapshot, measure, chosen.level, chosen.area))


def setting(chosen: Selection, key: str) -> str | None:
    """Return one setting as recorded in the snapshot."""
    found = read_table(chosen.snapshot, "raw.settings").filter(pl.col("key") == key)["value"]
    return found[0] if found.len() else None


def choose() -> Selection:
    """Draw the shared filters; they live in the address and survive a page change."""
    path = snapshot_path()
    months = read_table(path, "marts.dim_months").sort("month", descending=True)["as_at"].to_list()
    teams = read_table(path, "staging.stg_settings__teams").select("team", "service").unique()
    services = sorted(teams["service"].drop_nulls().unique().to_list())
    as_at = st.sidebar.selectbox(
        "As at", [day.isoformat() for day in months], key="month", bind="query-params",
        format_func=lambda day: f"{date.fromisoformat(day):%-d %B %Y}",
    )  # fmt: skip
    service = st.sidebar.selectbox("Service", [EVERYONE, *services], key="service", bind="query-params")
    inside = teams if service == EVERYONE else teams.filter(pl.col("service") == service)
    names = sorted(inside["team"].unique().to_list())
    team = st.sidebar.selectbox("Team", [EVERYONE, *names], key="team", bind="query-params")
    authority = read_table(path, "raw.settings").filter(pl.col("key") == "authority.name")["value"][0]
    level, area = ("team", team) if team != EVERYONE else ("service", service)
    if area == EVERYONE:
        level, area = "authority", authority
    return Selection(path, date.fromisoformat(as_at), level, area)
