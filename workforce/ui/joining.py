"""Starters and leavers since April against the year before, and where the year's hires came from."""

from __future__ import annotations

from datetime import date
from itertools import accumulate

import polars as pl

from workforce import charts
from workforce.narrative import alt_bars, nothing_to_show
from workforce.series import Cell, amount, category_name, clipped, long_date, lowered, shown, subject, year_before
from workforce.ui.cards import Card, draw, sentence
from workforce.ui.selection import Selection, authority_series, series
from workforce.ui.words import palette

APRIL = 4


def since_april(chosen: Selection, measure: str) -> None:
    """Draw a monthly count added up since 1 April over the same months of the year before."""
    found = series(chosen, measure)
    reason = nothing_to_show(found, chosen.as_at, authority_series(chosen, measure))
    if reason:
        sentence(reason)
        return
    cells = found.until(chosen.as_at)
    value = dict(cells.select("month", "value").iter_rows())
    months = year_to_date(chosen.as_at)
    this_year, last_year = added(value, months), added(value, [year_before(month) for month in months])
    message = f"{subject(found.measure)} since April: {said(this_year[-1])}"
    message += "" if last_year[-1] is None else f", against {said(last_year[-1])} in the same months last year"
    partial = cells.filter(pl.col("as_at") == chosen.as_at)["is_partial"].any()
    draw(chosen, Card(
        key=f"{measure}-since-april", measures=(found.measure,), headline=message,
        subtitle=f"{found.measure.definition} Added up from 1 April {months[0].year} to {long_date(chosen.as_at)}, "
                 f"and over the same months of the year before. {chosen.area}; {found.measure.unit}.",
        figures="", figure=charts.two_years(months, this_year, last_year, palette()),
        alt=clipped(f"Line chart of {subject(found.measure).lower()} added up since April: {message}."),
        notes=["This month is not over, while last year's is whole."] if partial else [],
        cells=cells.filter(pl.col("month").is_in([*months, *map(year_before, months)])).reverse().to_dicts(),
    ))  # fmt: skip


def year_to_date(as_at: date) -> list[date]:
    """Return the first days of the months from April to the month of the day."""
    first = date(as_at.year if as_at.month >= APRIL else as_at.year - 1, APRIL, 1)
    count = (as_at.year - first.year) * 12 + as_at.month - first.month + 1
    return [date(first.year + (APRIL + n - 1) // 12, (APRIL + n - 1) % 12 + 1, 1) for n in range(count)]


def added(value: dict[date, float | None], months: list[date]) -> list[float | None]:
    """Return the running total month by month; from a month without a figure on there is none."""
    return [*accumulate((value.get(month) for month in months), plus)]


def plus(total: float | None, more: float | None) -> float | None:
    """Return the sum, None where either is not known."""
    return None if total is None or more is None else total + more


def said(total: float | None) -> str:
    """Return a total as a reader sees it."""
    return "not known" if total is None else amount(total)


def hire_sources(chosen: Selection) -> None:
    """Draw where the hires of the 12 months came from, each with the same 12 months a year before."""
    found = series(chosen, "hires_started")
    now = found.at(chosen.as_at)
    reason = nothing_to_show(found, chosen.as_at, authority_series(chosen, "hires_started"))
    if reason or now is None or not now["value"]:
        none = f"{found.measure.title}: none for {chosen.area} in the 12 months to {long_date(chosen.as_at)}."
        sentence(reason or none)
        return
    before = found.in_month(year_before(chosen.as_at))
    cells = found.at_parts("hire_source", chosen.as_at)
    earlier = found.at_parts("hire_source", before["as_at"]) if before and before["value"] is not None else None
    bars = source_bars(cells, earlier)
    top = bars[0]
    year = f" ({shown(found.measure, before)} the year before)" if before and before["value"] is not None else ""
    draw(chosen, Card(
        key="hires_started-by-source", measures=(found.measure,),
        headline=f"{shown(found.measure, now)} hires started{year}; most came as {lowered(top.name)}",
        subtitle=f"{found.measure.definition} {chosen.area}; 12 months to {long_date(chosen.as_at)}, and in brackets "
                 "the 12 months to the same month of the year before.",
        figures="", figure=charts.ranked(bars, palette(), in_order=True),
        alt=alt_bars("hires by source", [(bar.name, bar.words) for bar in bars]),
        cells=[*cells, *(earlier or [])],
    ))  # fmt: skip


def source_bars(cells: list[Cell], earlier: list[Cell] | None) -> list[charts.Bar]:
    """Return a bar for each source of either year, the largest this year first."""
    this_year, last_year = ({cell["category"]: cell["value"] for cell in held} for held in (cells, earlier or []))
    names = sorted({*this_year, *last_year}, key=lambda name: (-this_year.get(name, 0), name))
    return [
        charts.Bar(
            category_name("hire_source", name), this_year.get(name, 0),
            amount(this_year.get(name, 0))
            + ("" if earlier is None else f" ({amount(last_year.get(name, 0))} the year before)"),
        )
        for name in names
    ]  # fmt: skip
