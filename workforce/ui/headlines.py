"""The headlines as tiles and as one table: now, at the judgement, a year ago."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
import streamlit as st

from workforce.catalogue import MEASURES
from workforce.series import Cell, Reading, Series, fraction, month_end, shown, subject, with_unit, year_before
from workforce.ui import behind
from workforce.ui.cards import extras
from workforce.ui.selection import Selection, read_context, read_series, reading, series
from workforce.ui.state import state_line
from workforce.ui.words import escaped

TREND_MONTHS = 36
TILE_WIDTH = 190
HEADLINES = (
    "permanent_share", "agency_rate", "average_caseload", "three_plus_workers", "worker_changes_per_child_year",
    "vacancy_rate", "turnover_rate", "starters_12m", "leavers_12m", "unallocated_children", "over_limit_share",
)  # fmt: skip


@dataclass(frozen=True)
class Headline:
    """One headline: its name and its reading."""

    name: str
    reading: Reading


def headlines(chosen: Selection) -> list[Headline]:
    """Return the overview's headlines for the chosen area, the leadership team's permanence last."""
    found = [reading(chosen, measure) for measure in HEADLINES]
    leading = read_series(chosen, series(chosen, "permanent_share").part("tier", "leadership"))
    listed = [Headline(subject(each.series.measure), each) for each in found]
    return [*listed, Headline("Leaders who are permanent", leading)]


def moments(chosen: Selection) -> list[tuple[str, date]]:
    """Return (label, a day in the month) of now, the judgement when it is past, and a year ago."""
    judged = read_context(chosen.snapshot).judgement_date
    found = [("Now", chosen.as_at)]
    if judged and month_end(judged) <= chosen.as_at:
        found.append((f"At the judgement ({month_end(judged):%b %Y})", judged))
    before = year_before(chosen.as_at)
    return [*found, (f"A year ago ({before:%b %Y})", before)]


def tile(chosen: Selection, headline: Headline) -> None:
    """Draw one headline as a tile with its trend, its state and what it is counted from."""
    found = headline.reading
    measure, now = found.series.measure, found.now
    trend = [value for point in found.points[-TREND_MONTHS:] if (value := point.cell["value"]) is not None]
    with st.container(border=True, height="stretch", gap=None):
        st.metric(
            headline.name, in_words(found.series, now), chart_data=trend if len(trend) > 1 else None, chart_type="line"
        )
        has_parts = now and now["value"] is not None and measure.kind != "count"
        counted = fraction(measure, now) if now and has_parts else ""
        counts = " · ".join(words for words in (counted, target(found)) if words)
        lines = (state_line(found, is_short=True), f":gray[{counts}]" if counts else "")
        st.markdown("  \n".join(f":small[{words}]" for words in lines if words))
        if now and now["value"] is not None:
            part = (now["breakdown"], now["category"]) if now["breakdown"] else None
            behind.button(chosen, [measure], f"tile-{measure.id}-{found.series.category}", part)


def tiles(chosen: Selection, measures: Sequence[str]) -> None:
    """Draw a row of tiles, one a measure."""
    with st.grid(min(4, len(measures)), min_column_width=TILE_WIDTH):
        for measure in measures:
            tile(chosen, Headline(subject(MEASURES[measure]), reading(chosen, measure)))


def target(found: Reading) -> str:
    """Return the target in force, or nothing."""
    return f"target {with_unit(found.series.measure, found.target.value)}" if found.target else ""


def in_words(found: Series, cell: Cell | None) -> str:
    """Return a cell's value as a reader sees it, or a dash when the month is not shown."""
    return "–" if cell is None else shown(found.measure, cell)


def with_target(headline: Headline) -> str:
    """Return a headline's name with its target in brackets, safe to show."""
    set_for = target(headline.reading)
    return escaped(f"{headline.name} ({set_for})" if set_for else headline.name)


def with_counts(found: Series, cell: Cell | None) -> str:
    """Return a cell's value with its numerator and denominator in brackets."""
    if cell is None or cell["value"] is None or found.measure.kind == "count":
        return in_words(found, cell)
    return f"{in_words(found, cell)} ({fraction(found.measure, cell)})"


def table(chosen: Selection, listed: Sequence[Headline], key: str, alt: str) -> None:
    """Draw headlines as rows and moments as columns, with the download and the definitions."""
    columns = moments(chosen)
    rows = [
        {"Measure": with_target(each)}
        | {label: with_counts(each.reading.series, each.reading.at(day)) for label, day in columns}
        | {"State": state_line(each.reading, is_short=True)}
        for each in listed
    ]
    st.table(pl.DataFrame(rows), hide_index=True, border="horizontal", alt=alt)
    cells = [cell for each in listed for _, day in columns if (cell := each.reading.at(day)) and cell["n"] is not None]
    measures = {each.reading.series.measure.id: each.reading.series.measure for each in listed}
    extras(chosen, key, tuple(measures.values()), cells)


def leadership_table(chosen: Selection) -> None:
    """Draw the leadership team's permanence and numbers: senior, middle and first-line managers."""
    share, employed, agency = (
        read_series(chosen, series(chosen, measure).part("tier", "leadership"))
        for measure in ("permanent_share", "in_post_headcount", "agency_headcount")
    )
    st.caption("Senior, middle and first-line managers, each person in the most senior of their roles.")
    listed = [
        Headline("Permanent share (FTE)", share),
        Headline("Employed managers, people", employed),
        Headline("Agency managers, people", agency),
    ]
    with st.container(border=True):
        table(chosen, listed, "leadership", "The leadership team now, at the judgement and a year ago")
