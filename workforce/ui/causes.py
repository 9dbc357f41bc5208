"""What happened to the worker before each change, and what each leaver cost."""

from __future__ import annotations

import polars as pl
import streamlit as st

from workforce import charts
from workforce.narrative import nothing_to_show
from workforce.series import Cell, Series, amount, category_name, clipped, long_date, rounded, year_before
from workforce.ui.cards import Card, draw, listed, sentence
from workforce.ui.selection import Selection, authority_series, read_query, series
from workforce.ui.words import escaped, palette

MESSAGES = {
    "left": "followed an employee leaving", "agency_ended": "followed an agency worker leaving",
    "promoted": "followed a promotion out of case-holding", "moved_team": "followed a move to another team",
    "absent": "followed a worker going on absence", "returned": "were a worker coming back",
    "pathway": "were standard pathway transfers", "in_post": "came from a worker still in post",
    "unknown": "have no known cause",
}  # fmt: skip
SINGLE = {
    "returned": "was a worker coming back", "pathway": "was a standard pathway transfer",
    "unknown": "has no known cause",
}  # fmt: skip
COLOURS = {"left": 0, "agency_ended": 0, "promoted": 1, "moved_team": 1, "absent": 1, "returned": 1, "pathway": 2}
WENT = ("left", "agency_ended")
TARGETS = ("planned", "unplanned", "unclassified")
LEAVER = ["Worker", "Team", "Contract", "Last day", "Changes", "Children"]


def before_each_change(chosen: Selection) -> None:
    """Draw the changes of the year from what happened to the worker to the reason that was recorded."""
    found = series(chosen, "changes_by_cause")
    reason = nothing_to_show(found, chosen.as_at, authority_series(chosen, "changes_by_cause"))
    now = found.at(chosen.as_at)
    if reason or now is None or not now["value"]:
        none = f"{found.measure.title}: none for {chosen.area} in the 12 months to {long_date(chosen.as_at)}."
        sentence(reason or none)
        return
    causes, crossed = (found.at_parts(breakdown, chosen.as_at) for breakdown in ("cause", "cause_reason"))
    message = cause_message(now, causes)
    draw(chosen, Card(
        key="changes-by-cause", measures=(found.measure,), headline=message,
        subtitle=f"Changes of named worker by what HR shows of the previous worker around the change, and by the "
                 f"reason that was recorded. {chosen.area}; changes, in the 12 months to {long_date(chosen.as_at)}.",
        figures=went_words(found, chosen, causes),
        figure=charts.flow([stream(cell) for cell in crossed], target_names(), palette()),
        alt=clipped(f"Flow from cause to recorded reason: {message[:1].lower()}{message[1:]}."),
        notes=["A cause is what HR shows near the change; it is not proof of why the worker changed."],
        cells=[*by_size(causes), *by_size(crossed)],
    ))  # fmt: skip


def cause_message(now: Cell, causes: list[Cell]) -> str:
    """Return the largest cause among the changes of the year."""
    top = by_size(causes)[0]
    words, whole = MESSAGES[top["category"]], counted(now["value"])
    if top["value"] == 1:
        words = SINGLE.get(top["category"], words)
    if top["value"] == now["value"]:
        return f"{'The 1 change' if whole == '1 change' else f'All {whole}'} in the year {words}"
    return f"Of {whole} in the year, {amount(top['value'])} {words}"


def counted(changes: float) -> str:
    """Return a number of changes with its noun."""
    return "1 change" if changes == 1 else f"{amount(changes)} changes"


def by_size(cells: list[Cell]) -> list[Cell]:
    """Return the cells with the most changes first, changes without a known cause after all others."""
    return sorted(cells, key=lambda cell: (cell["category"].startswith("unknown"), -cell["value"], cell["category"]))


def went_words(found: Series, chosen: Selection, causes: list[Cell]) -> str:
    """Return how many changes followed somebody going, now and a year before, and how many have no known cause."""
    now = found.at(chosen.as_at) or {}
    gone, unknown = of(causes, WENT), of(causes, ("unknown",))
    words = f"{amount(gone)} of {counted(now['value'])} ({rounded(100 * gone / now['value'])}%) followed somebody going"
    before = found.in_month(year_before(chosen.as_at))
    if before and before["value"]:
        then = of(found.at_parts("cause", before["as_at"]), WENT)
        words += f", against {amount(then)} of {amount(before['value'])} in the 12 months before"
    return f"{words}. {amount(unknown)} without a known cause."


def of(causes: list[Cell], wanted: tuple[str, ...]) -> float:
    """Return the changes of some causes together."""
    return sum(cell["value"] for cell in causes if cell["category"] in wanted)


def stream(cell: Cell) -> charts.Stream:
    """Return one crossing of cause and recorded reason as a band."""
    cause, reason = cell["category"].split("/")
    name = category_name("cause", cause)
    return charts.Stream(name, category_name("reason_group", reason), cell["value"], COLOURS.get(cause, 3))


def target_names() -> list[str]:
    """Return the groups of recorded reasons, from the top of the picture."""
    return [category_name("reason_group", reason) for reason in TARGETS]


def costliest_leavers(chosen: Selection) -> None:
    """Draw the people whose going moved most children, under short pseudonyms; there is no download."""
    found = authority_series(chosen, "changes_per_leaver")
    if not found.is_supplied() or "x" in found.points["status"]:
        return
    rows = read_query(chosen.snapshot, "leavers_most_changes", chosen.as_at, chosen.level, chosen.area)
    if rows.is_empty():
        sentence(f"No change followed somebody going: {chosen.area}, 12 months to {long_date(chosen.as_at)}.")
        return
    top = rows.row(0, named=True)
    children = "child" if top["children"] == 1 else "children"
    who = "The person" if rows.height == 1 else f"The {rows.height} people"
    with st.container(border=True):
        st.subheader(f"The most after one person went: {top['children']} {children} changed worker", anchor=False)
        st.caption(escaped(
            f"{who} whose going was followed by the most changes. {chosen.area}; "
            f"last day in the 12 months to {long_date(chosen.as_at)}. Internal only: rows about people are not for "
            "reports outside the service."
        ))  # fmt: skip
        named = rows.with_columns(
            pl.col("contract").map_elements(lambda kind: category_name("contract", kind), pl.String),
            pl.col("last_day").map_elements(lambda day: long_date(day).replace(" ", "\u00a0"), pl.String),
        ).rename(dict(zip(rows.columns, LEAVER, strict=True)))
        listed(named, "People whose going was followed by the most changes of worker, under pseudonyms")
        st.caption("The pseudonyms stay the same while this snapshot is in use and change with the next one.")
