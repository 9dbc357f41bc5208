"""The published snapshot and the reader's choice of month, service and team."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st

from workforce import snapshots, warehouse
from workforce.catalogue import MEASURES
from workforce.comparison import Peer, Published, published
from workforce.series import TABLES, Context, Reading, Series, long_date, of_cells, of_tables, read
from workforce.ui.comparing import changed, choose_peers, read_figures
from workforce.ui.words import escaped

EVERYONE = ""


@dataclass(frozen=True)
class Selection:
    """What the reader looks at: an as-at date and one area; `service` is the one the area is in, when it is.

    `measures` are those that the page shows: the cells of all of them come in one read.
    """

    snapshot: str
    as_at: date
    level: str
    area: str
    service: str | None = None
    peers: tuple[Peer, ...] = ()
    measures: tuple[str, ...] = ()


def store() -> Path:
    """Return the folder of the snapshots and of the imported published figures."""
    return Path(os.environ.get("WORKFORCE_STORE", "data/snapshots"))


def snapshot_path() -> str:
    """Return the path of the published snapshot."""
    return str(snapshots.current(store()))


@st.cache_resource(max_entries=3)
def connection(path: str) -> Any:
    """Return the open, locked snapshot; readers take a cursor each."""
    return warehouse.open_snapshot(Path(path))


@st.cache_data(max_entries=500)
def read_table(path: str, name: str) -> pl.DataFrame:
    """Return one small table of the snapshot."""
    return warehouse.table(connection(path), name)


@st.cache_resource(max_entries=100)
def read_cells(path: str, measures: tuple[str, ...], level: str, area: str) -> dict[str, pl.DataFrame]:
    """Return each measure's cells of one area; shared between readers, so never changed."""
    return warehouse.cells(connection(path), measures, level, area)


@st.cache_data(max_entries=500)
def read_areas(path: str, measure: str, as_at: date) -> pl.DataFrame:
    """Return one measure's undivided cells of every service and team at one date."""
    return warehouse.areas(connection(path), measure, as_at)


@st.cache_data(max_entries=500)
def read_query(path: str, name: str, as_at: date, level: str = "", area: str = "") -> pl.DataFrame:
    """Return the rows of one detail query of the pages; only values reach it, never text of SQL."""
    return warehouse.frame(connection(path), f"pages/{name}", {"as_at": as_at, "level": level, "area": area})


def read_published() -> pl.DataFrame:
    """Return the published figures known here: those that come with the project and those imported."""
    return read_figures(str(store()), changed(store()))


def together(chosen: Selection, *measures: str) -> Selection:
    """Return the selection for a page that shows these measures: their cells come in one read.

    The monthly companions that 12-month measures are judged by come with them.
    """
    companions = (companion for measure in measures if (companion := MEASURES[measure].companion))
    return replace(chosen, measures=tuple(dict.fromkeys((*measures, *companions))))


def series(chosen: Selection, measure: str) -> Series:
    """Return the series of a measure for the chosen area."""
    return series_of(chosen, measure, chosen.level, chosen.area)


def authority_series(chosen: Selection, measure: str) -> Series:
    """Return the series of a measure for the whole authority."""
    return series_of(chosen, measure, "authority", authority(chosen.snapshot))


def series_of(chosen: Selection, measure: str, level: str, area: str) -> Series:
    """Return the series of a measure for one area, read together with the page's other measures."""
    measures = chosen.measures if measure in chosen.measures else (measure,)
    return of_cells(MEASURES[measure], area, read_cells(chosen.snapshot, measures, level, area)[measure])


def setting(chosen: Selection, key: str) -> str | None:
    """Return one setting as recorded in the snapshot."""
    return recorded(chosen.snapshot, key)


def recorded(path: str, key: str) -> str | None:
    """Return one setting of a snapshot."""
    found = read_table(path, "raw.settings").filter(pl.col("key") == key)["value"]
    return found[0] if found.len() else None


def authority(path: str) -> str:
    """Return the authority's name."""
    return recorded(path, "authority.name") or "The authority"


@st.cache_resource(max_entries=3)
def read_context(path: str) -> Context:
    """Return the events, targets, rebases and chart settings that a snapshot holds."""
    return of_tables({name: read_table(path, f"raw.{name}") for name in TABLES})


def reading(chosen: Selection, measure: str, *, rebase: bool = True) -> Reading:
    """Return a measure of the chosen area as it reads at the as-at date."""
    companion = MEASURES[measure].companion
    beside = series(chosen, companion) if companion else None
    return read_series(chosen, series(chosen, measure), companion=beside, rebase=rebase)


def read_series(chosen: Selection, found: Series, *, companion: Series | None = None, rebase: bool = True) -> Reading:
    """Return a series, or a part of one, as it reads at the as-at date."""
    first = found.until(chosen.as_at)["as_at"]
    beside = [] if found.category or first.is_empty() else compared(chosen, found.measure.id, first[0])
    return read(
        found, chosen.as_at, read_context(chosen.snapshot), companion=companion, comparison=beside, rebase=rebase
    )


def compared(chosen: Selection, measure: str, since: date) -> list[Published]:
    """Return the published figures of whom the reader compares with, between a date and the as-at date."""
    return published(read_published(), measure, chosen.peers, since, chosen.as_at)


def teams(chosen: Selection) -> pl.DataFrame:
    """Return one row a team with its service."""
    return listed_teams(chosen.snapshot)


def listed_teams(path: str) -> pl.DataFrame:
    """Return one row a team of the snapshot, with its service."""
    return read_table(path, "marts.dim_teams").select("team", "service").sort("team", "service")


def choose() -> Selection:
    """Draw the shared filters; they live in the address and survive a page change and a refresh."""
    path = snapshot_path()
    months = read_table(path, "marts.dim_months").sort("month", descending=True)["as_at"].to_list()
    places = listed_teams(path)
    dates = [day.isoformat() for day in months]
    services = places["service"].drop_nulls().unique().sort().to_list()
    asked = {key: st.query_params.get(key) for key in ("month", "service", "team")}
    # The address carries what the list shows, "30 June 2023"; a link written by hand may say 2023-06-30.
    if asked["month"] and asked["month"] in dates and "month" not in st.session_state:
        st.session_state.month = asked["month"]
        asked["month"] = spelled(asked["month"])
    as_at = filtered("As at", "month", dates, spelled)
    service, service_shown = narrowed("Service", "service", services)
    inside = places if service == EVERYONE else places.filter(pl.col("service") == service)
    held = st.session_state.get("team", EVERYONE)
    if held not in [EVERYONE, *inside["team"]]:
        asked["team"] = held
    team, team_shown = narrowed("Team", "team", inside["team"].to_list())
    tell_what_was_dropped(asked, {"month": spelled(as_at), "service": service_shown, "team": team_shown}, service)
    beside = choose_peers(store(), recorded(path, "authority.region_code"), recorded(path, "authority.code"))
    return replace(selection(path, date.fromisoformat(as_at), service, team, places), peers=beside)


def filtered(label: str, key: str, options: list[str], words: Any = str) -> str:
    """Draw one filter that the address carries, and return what is chosen."""
    return st.sidebar.selectbox(label, options, key=key, bind="query-params", format_func=words)


def narrowed(label: str, key: str, names: list[str]) -> tuple[str, str]:
    """Draw one filter of names that may be left at everyone; return the choice and how the list shows it."""
    everyone = for_everyone(names)
    words = lambda name: name or everyone  # noqa: E731
    chosen = filtered(label, key, [EVERYONE, *names], words)
    return chosen, words(chosen)


def for_everyone(names: Iterable[str]) -> str:
    """Return what the list calls everyone: "All", in brackets where a team or service goes by that name.

    The address carries what the list shows, so no name may be shown as everyone is.
    """
    taken, label = {name.casefold() for name in names}, "All"
    while label.casefold() in taken:
        label = f"({label})"
    return label


def selection(path: str, as_at: date, service: str, team: str, places: pl.DataFrame) -> Selection:
    """Return the narrowest area that the filters name."""
    if team != EVERYONE:
        its_service = places.filter(pl.col("team") == team)["service"].to_list()[0]
        return Selection(path, as_at, "team", team, its_service)
    if service != EVERYONE:
        return Selection(path, as_at, "service", service, service)
    return Selection(path, as_at, "authority", authority(path))


def spelled(day: str) -> str:
    """Return an ISO date as a reader writes it."""
    return long_date(date.fromisoformat(day))


def tell_what_was_dropped(asked: dict[str, str | None], shown: dict[str, str], service: str) -> None:
    """Say in one sentence which filter of the address does not exist here, and what is shown instead."""
    for key, value in asked.items():
        if value in (None, "", shown[key]):
            continue
        where = f" in {escaped(service)}" if key == "team" and service != EVERYONE else " in this snapshot"
        st.sidebar.info(f"The {key} asked for is not{where}; showing {escaped(shown[key])}.")
