"""Where a team's headline carries a signal of concern, as the build has judged every series."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from workforce.catalogue import MEASURES
from workforce.series import long_date
from workforce.ui.selection import Selection, read_table, teams
from workforce.ui.state import icon
from workforce.ui.words import escaped
from workforce.wording import numbered

LISTED = 8


def concerns(chosen: Selection, measures: Sequence[str]) -> None:
    """Draw the sentence of each of these measures whose latest month is a concern, team by team.

    The build judges every series at the extract date, so nothing is drawn for an earlier one, nor for a single team.
    """
    states = read_table(chosen.snapshot, "cube.states")
    if chosen.level == "team" or states.is_empty() or chosen.as_at != states["as_at"].max():
        return
    places = teams(chosen)
    inside = places if chosen.level == "authority" else places.filter(pl.col("service") == chosen.service)
    mine = judged(states, inside["team"].to_list(), [judged_by(measure) for measure in measures])
    found = mine.filter(pl.col("variation").str.starts_with("concern"))
    with st.container(border=True):
        st.subheader(headline(found), anchor=False)
        for area, rows in found.head(LISTED).group_by("area", maintain_order=True):
            said = "  \n".join(f":small[{icon('concern')} {escaped(words)}]" for words in rows["sentence"])
            st.markdown(f"**{escaped(str(area[0]))}**  \n{said}")
        st.caption(escaped(
            f"{numbered(mine.height, 'headline')} of teams judged, each against its own past, as at "
            f"{long_date(chosen.as_at)}. {more(found)}A small team moves easily: read the numbers in brackets."
        ))  # fmt: skip


def judged_by(measure: str) -> str:
    """Return the measure by which one is judged: a 12-month figure by its monthly companion, where it has one."""
    found = MEASURES[measure]
    return found.companion if found.window == "12 months" and found.companion else measure


def judged(states: pl.DataFrame, places: Sequence[str], measures: Sequence[str]) -> pl.DataFrame:
    """Return the teams' series of these measures that are judged, by team and measure."""
    mine = states.filter(
        pl.col("level") == "team", pl.col("area").is_in(places), pl.col("measure").is_in(measures),
        pl.col("variation").is_not_null(),
    )  # fmt: skip
    return mine.sort("area", "measure")


def headline(found: pl.DataFrame) -> str:
    """Return how many teams carry a concern."""
    if found.is_empty():
        return "No team's headline carries a signal of concern"
    return f"{numbered(found['area'].n_unique(), 'team')} with a signal of concern"


def more(found: pl.DataFrame) -> str:
    """Return how many concerns are not listed; empty when all are."""
    return f"{found.height - LISTED:,} more are not listed. " if found.height > LISTED else ""
