"""What Worker changes shows beside the measures: the split of changes, children without a worker, most changes."""

from __future__ import annotations

import polars as pl
import streamlit as st

from workforce import charts
from workforce.series import amount, clipped, long_date, rounded, shown, year_before
from workforce.ui.cards import Card, draw, listed, sentence
from workforce.ui.measures import event_key
from workforce.ui.selection import Selection, read_query, reading, series
from workforce.ui.splits import layers_of, newest_first
from workforce.ui.words import capitalised, escaped, palette
from workforce.wording import numbered

PARTS = {"planned_changes": "Planned", "unplanned_changes": "Unplanned", "unclassified_changes": "No reason"}
# In this order, as a narrow screen shows the first columns and the rest by scrolling the table; words stand where it
# cuts, because a number that is cut reads as another number.
CHILD = {
    "child": "Child",
    "changes": "Changes",
    "distinct_workers": "Workers",
    "unallocated_days": "Days without a worker",
    "team": "Team",
    "case_status": "Case status",
    "current_spell_days": "Days with the current worker",
}


def opening(chosen: Selection) -> str:
    """Return the page's message: three or more workers, now and a year before."""
    found = reading(chosen, "three_plus_workers")
    now, then = found.now, found.at(year_before(chosen.as_at))
    if now is None or now["value"] is None:
        if now and now["status"] == "not_supplied":
            return of_the_return(chosen)
        return f"No child open on {long_date(chosen.as_at)} had a named worker in the year."
    compared = ""
    if then and then["value"] is not None:
        earlier = shown(found.series.measure, then)
        word = {1: "up from", -1: "down from", 0: "against"}[found.claims(year_before(chosen.as_at))]
        compared = ", the same as a year before" if earlier == found.words else f", {word} {earlier} a year before"
    return (
        f"{found.words} of children had three or more workers in the 12 months to {long_date(chosen.as_at)}{compared}."
    )


def of_the_return(chosen: Selection) -> str:
    """Return the message where only the SSDA903 return can tell of changes of worker."""
    found = reading(chosen, "looked_after_three_plus")
    if found.now is None or found.now["value"] is None:
        return "The extracts do not hold what changes of worker are counted from."
    return (
        f"{found.words} of children looked after had three or more workers in the 12 months to "
        f"{long_date(chosen.as_at)}, by the SSDA903 return."
    )


def without_worker(chosen: Selection) -> None:
    """Draw the children with no named worker as a count of their own, red when there are any."""
    now = series(chosen, "unallocated_children").at(chosen.as_at)
    if now is None or now["value"] is None:
        return
    parts = series(chosen, "open_cases").at_parts("workers", chosen.as_at)
    never = sum(cell["value"] or 0 for cell in parts if cell["category"] == "0")
    with st.container(border=True):
        some = f":red[{people(now['value'])} no named worker]"
        st.subheader(some if now["value"] else "Every open child has a named worker", anchor=False)
        held = "held by nobody" if now["value"] else "each held by a named worker"
        st.caption(
            f"Children open at the close of {long_date(chosen.as_at)}, {held}; {amount(never)} of the open children "
            "had no named worker at any time in the 12 months. They are counted here and never as having no changes."
        )


def workers_message(chosen: Selection) -> str:
    """Return how many children had three or more workers, and how many none; nothing without open children."""
    cells = series(chosen, "open_cases").at_parts("workers", chosen.as_at)
    total = sum(cell["value"] or 0 for cell in cells)
    three = sum(cell["value"] or 0 for cell in cells if cell["category"][:1] in "345")
    children = numbered(total, "open child", "open children")
    return f"{amount(three)} of {children} had three or more workers" if total else ""


def people(number: float) -> str:
    """Return a number of children with its verb."""
    return numbered(number, "child has", "children have")


def split(chosen: Selection) -> None:
    """Draw changes over time in layers, planned, unplanned and without a usable reason, and say the share without."""
    found = {measure: series(chosen, measure) for measure in ("worker_changes", *PARTS)}
    now = {measure: cell for measure, each in found.items() if (cell := each.at(chosen.as_at))}
    whole, layers = now.get("worker_changes"), layers_of(chosen, PARTS)
    if whole is None or not whole["value"] or not layers:
        sentence(
            f"Planned and unplanned changes: {chosen.area} had no change of worker in the 12 months to "
            f"{long_date(chosen.as_at)}."
        )
        return
    total, unknown = whole["value"], now["unclassified_changes"]["value"] or 0
    unplanned = now["unplanned_changes"]["value"]
    message = "No reason of change was supplied" if unplanned is None else (
        f"{amount(unplanned)} of {numbered(total, 'change was', 'changes were')} not planned"
    )  # fmt: skip
    whole_reading = reading(chosen, "worker_changes")
    draw(chosen, Card(
        key="changes-by-kind", measures=tuple(each.measure for each in found.values()), headline=message,
        subtitle=f"Changes of named worker by their recorded reason, over children open at the close. {chosen.area}; "
                 f"changes, in the 12 months to each month end, to {long_date(chosen.as_at)}.",
        figures=f"{amount(unknown)} of {numbered(total, 'change')} ({rounded(100 * unknown / total)}%) "
                f"{'has' if unknown == 1 else 'have'} no usable reason: neither planned nor unplanned.",
        figure=charts.stacked(layers, chosen.as_at, palette(), whole_reading.events),
        alt=clipped(f"Layers of changes of worker: {message}, {amount(unknown)} without a usable reason."),
        key_words=event_key(whole_reading), cells=newest_first(pl.concat([each.points for _, each in layers]), chosen),
    ))  # fmt: skip


def most_changes(chosen: Selection) -> None:
    """Draw the children with the most changes under short pseudonyms; there is no download."""
    rows = read_query(chosen.snapshot, "children_most_changes", chosen.as_at, chosen.level, chosen.area)
    if rows.is_empty():
        sentence(f"No child had a change of worker: {chosen.area}, 12 months to {long_date(chosen.as_at)}.")
        return
    with st.container(border=True):
        top = rows.row(0, named=True)
        changes, workers = numbered(top["changes"], "change"), numbered(top["distinct_workers"], "worker")
        st.subheader(f"The most for one child: {changes}, {workers}", anchor=False)
        st.caption(escaped(
            f"The {numbered(rows.height, 'open child', 'open children')} with the most changes. {chosen.area}; "
            f"12 months to {long_date(chosen.as_at)}. "
            "Internal only: rows about children are not for reports outside the service."
        ))  # fmt: skip
        named = rows.with_columns(pl.col("case_status").map_elements(capitalised, pl.String))
        listed(named.select(list(CHILD)).rename(CHILD), "Children with the most changes of worker, under pseudonyms")
        st.caption(
            "The pseudonyms stay the same while this snapshot is in use and change with the next one. Where the last "
            "column is empty, nobody holds the child now."
        )
