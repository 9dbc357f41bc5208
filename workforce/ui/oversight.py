"""What Leadership and oversight shows: each tier of managers, posts before and after a restructure, supervision."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import streamlit as st

from workforce.catalogue import MEASURES
from workforce.series import Cell, Series, category_name, long_date, rounded, shown
from workforce.settings import Event
from workforce.ui.banner import source_line
from workforce.ui.cards import extras, listed, sentence
from workforce.ui.headlines import with_counts
from workforce.ui.selection import Selection, authority_series, read_areas, read_context, series, teams
from workforce.ui.words import escaped

TIERS = ("1", "2", "3")
SHOWN = {
    "permanent_share": "Permanent (FTE)", "manager_tenure_days": "Median time in post",
    "in_post_headcount": "Employed", "agency_headcount": "Agency", "established_fte": "Posts (FTE)",
}  # fmt: skip
LEADING = [("role", tier) for tier in TIERS]
STRUCTURE = [*LEADING, ("tier", "leadership"), ("tier", "practice")]
UNCHANGED = "none"
SUPERVISED, CASELOAD = "supervision_in_timescale", "average_caseload"


def tiers(chosen: Selection) -> None:
    """Draw the permanence, time in post and numbers of senior, middle and first-line managers as one table."""
    found = {measure: series(chosen, measure) for measure in SHOWN}
    rows, cells = [], []
    for tier in TIERS:
        now = {measure: each.part("role", tier).at(chosen.as_at) for measure, each in found.items()}
        words = {SHOWN[measure]: in_cell(found[measure], cell) for measure, cell in now.items()}
        rows.append({"Tier": category_name("role", tier)} | words)
        cells += [cell for cell in now.values() if cell and cell["n"] is not None]
    with st.container(border=True):
        st.subheader(escaped(tenure_message(found["manager_tenure_days"], chosen.as_at)), anchor=False)
        st.caption(escaped(
            f"Managers by tier, each person in the most senior of the roles held; agency managers count in the "
            f"permanent share and the time in post. {chosen.area}, as at {long_date(chosen.as_at)}. "
            f"{source_line(chosen)}"
        ))  # fmt: skip
        listed(pl.DataFrame(rows), "Permanence, time in post and numbers of each tier of managers")
        extras(chosen, "managers-by-tier", tuple(MEASURES[measure] for measure in SHOWN), cells)


def in_cell(found: Series, cell: Cell | None) -> str:
    """Return a figure with what it is counted from; nobody to count is a dash."""
    return "–" if cell is None or cell["status"] == "z" else with_counts(found, cell)


def tenure_message(found: Series, as_at: date) -> str:
    """Return the median time in post of all managers and which tier is newest in post."""
    known = [cell for cell in found.at_parts("role", as_at) if cell["value"] is not None]
    now = found.at(as_at)
    if now is None or now["value"] is None:
        return f"Managers' time in post: {'not shown' if now is None else shown(found.measure, now)}"
    message = f"Managers have been in post {shown(found.measure, now)} (median)"
    if len(known) < 2:
        return message
    newest = min(known, key=lambda cell: (cell["value"], cell["category"]))
    return f"{message}; newest: {category_name('role', newest['category']).lower()}, {shown(found.measure, newest)}"


def restructure(chosen: Selection) -> None:
    """Draw the posts of each tier before and after a restructure, or between a month that the reader picks and now."""
    found = series(chosen, "established_fte")
    months = found.until(chosen.as_at).filter(pl.col("value").is_not_null())["as_at"].to_list()
    if not authority_series(chosen, "established_fte").is_supplied():
        sentence("Posts by tier: not supplied. The extracts do not hold the positions in the structure.")
        return
    if len(months) < 2:
        sentence(f"Posts by tier: fewer than two months to compare, {chosen.area}, to {long_date(chosen.as_at)}.")
        return
    event = latest_restructure(chosen)
    days = around(event, months) if event else []
    if not days:
        days = [picked(months), chosen.as_at]
    titles = [f"{word} ({long_date(day)})" for word, day in zip(headings(len(days)), days, strict=True)]
    cells = {part: [found.part(*part).at(day) for day in days] for part in STRUCTURE}
    with st.container(border=True):
        st.subheader(escaped(change_message(cells, event, days)), anchor=False)
        st.caption(escaped(
            f"{found.measure.definition} {chosen.area}. {event_words(event)}{source_line(chosen)}"
        ))  # fmt: skip
        rows = [
            {"Tier": category_name(*part)}
            | {title: fte(cell) for title, cell in zip(titles, listed_cells, strict=True)}
            | {"Change": difference(listed_cells[0], listed_cells[-1])}
            for part, listed_cells in cells.items()
        ]
        listed(pl.DataFrame(rows), "Posts in the structure by tier, before and after")
        held = [cell for listed_cells in cells.values() for cell in listed_cells if cell and not cell.get("is_filled")]
        extras(chosen, "posts-by-tier", (found.measure,), held)


def headings(count: int) -> list[str]:
    """Return what the columns are called: before, after and now, or before and now."""
    return ["Before", "After", "Now"] if count == 3 else ["Before", "Now"]


def latest_restructure(chosen: Selection) -> Event | None:
    """Return the latest event up to the as-at date whose title speaks of a restructure."""
    past = [event for event in read_context(chosen.snapshot).events if event.date <= chosen.as_at]
    named = [event for event in past if "restructur" in event.title.casefold()]
    return max(named, key=lambda event: event.date) if named else None


def around(event: Event, months: list[date]) -> list[date]:
    """Return the close before an event's month, that month's close and the last; none where the first is not shown."""
    before = event.date.replace(day=1) - timedelta(days=1)
    after = next((day for day in months if day >= event.date), None)
    if before not in months or after is None:
        return []
    return [before, after] if after == months[-1] else [before, after, months[-1]]


def picked(months: list[date]) -> date:
    """Draw the choice of a month to compare with, which the address carries, and return it."""
    options = [day.isoformat() for day in reversed(months[:-1])]
    chosen = st.selectbox(
        "Compare with", options, index=min(11, len(options) - 1), key="before", bind="query-params",
        format_func=lambda day: long_date(date.fromisoformat(day)),
    )  # fmt: skip
    return date.fromisoformat(chosen)


def event_words(event: Event | None) -> str:
    """Return which event the months lie around, or nothing where the reader picked."""
    return f"{event.title}: {long_date(event.date)}. " if event else ""


def change_message(cells: dict[tuple[str, str], list[Cell | None]], event: Event | None, days: list[date]) -> str:
    """Return how many leadership posts there were before and are now, or that no tier changed."""
    first, *_, last = [(cell or {}).get("value") or 0.0 for cell in cells["tier", "leadership"]]
    since = f"before the {event.title[:1].lower()}{event.title[1:]}" if event else f"at {long_date(days[0])}"
    same = abs(first - last) < 0.05
    now = f"{rounded(last)} FTE of management posts"
    if all(difference(each[0], each[-1]) == UNCHANGED for each in cells.values()):
        return f"No tier has more or fewer posts than {since}: {now}"
    return f"{now}, as {since}" if same else f"{now}, against {rounded(first)} {since}"


def difference(before: Cell | None, now: Cell | None) -> str:
    """Return by how much posts grew or shrank, or that they did not."""
    first, last = (cell["value"] if cell and cell["value"] is not None else 0.0 for cell in (before, now))
    apart = rounded(abs(last - first))
    return UNCHANGED if float(apart) == 0 else f"{'+' if last > first else '−'}{apart}"


def fte(cell: Cell | None) -> str:
    """Return an FTE to one decimal, a dash where there is none."""
    return "–" if cell is None or cell["value"] is None else rounded(cell["value"])


def beside_caseload(chosen: Selection) -> None:
    """Draw each team's supervision in timescale next to its average caseload, the least supervised first."""
    found = {measure: team_cells(chosen, measure) for measure in (SUPERVISED, CASELOAD)}
    known = [cell for cell in found[SUPERVISED].values() if cell["value"] is not None]
    if not authority_series(chosen, SUPERVISED).is_supplied():
        sentence("Supervision beside caseload: not supplied. It needs the table of supervisions.")
        return
    if not known:
        sentence(f"Supervision beside caseload: no team with a figure at {long_date(chosen.as_at)}.")
        return
    ordered = sorted(known, key=lambda cell: (cell["value"], cell["area"]))
    rows = [
        {"Team": cell["area"], "Supervised in 31 days": figure(SUPERVISED, cell),
         "Average caseload": figure(CASELOAD, found[CASELOAD].get(cell["area"]))}
        for cell in ordered
    ]  # fmt: skip
    lowest = ordered[0]
    where = chosen.service or "Every team"
    with st.container(border=True):
        st.subheader(escaped(f"Least supervised: {lowest['area']}, {figure(SUPERVISED, lowest)}"), anchor=False)
        st.caption(escaped(
            f"Workers supervised in the 31 days to the close, beside the cases that a full-time worker of the team "
            f"holds. {where}, as at {long_date(chosen.as_at)}. {source_line(chosen)}"
        ))  # fmt: skip
        listed(pl.DataFrame(rows), "Supervision in timescale and average caseload by team")
        both = [*ordered, *(found[CASELOAD][cell["area"]] for cell in ordered if cell["area"] in found[CASELOAD])]
        extras(chosen, "supervision-beside-caseload", (MEASURES[SUPERVISED], MEASURES[CASELOAD]), both)


def team_cells(chosen: Selection, measure: str) -> dict[str, Cell]:
    """Return a measure's cell of every team, of the chosen service's teams where one is chosen."""
    cells = read_areas(chosen.snapshot, measure, chosen.as_at).filter(pl.col("level") == "team")
    if chosen.service:
        inside = teams(chosen).filter(pl.col("service") == chosen.service)["team"]
        cells = cells.filter(pl.col("area").is_in(inside.to_list()))
    return {cell["area"]: cell for cell in cells.to_dicts()}


def figure(measure: str, cell: Cell | None) -> str:
    """Return a team's figure with what it is counted from, a dash where nobody is there to count."""
    if cell is None or cell["value"] is None:
        return "–"
    words = shown(MEASURES[measure], cell)
    return f"{words} ({cell['numerator']:g} of {cell['denominator']:g})" if measure == SUPERVISED else words
