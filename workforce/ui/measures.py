"""A measure over time on a page, as one card."""

from __future__ import annotations

from collections.abc import Sequence

from workforce import charts
from workforce.comparison import absent, credit
from workforce.narrative import composition, headline, nothing_to_show, subtitle
from workforce.series import Cell, Reading, Series, long_date, with_unit
from workforce.ui.cards import Card, draw, sentence
from workforce.ui.selection import Selection, authority_series, read_series, reading, series
from workforce.ui.words import palette


def panel(chosen: Selection, measure: str, *, note: str = "") -> None:
    """Draw one measure of the chosen area over time, or the sentence that says why there is nothing."""
    line(chosen, reading(chosen, measure), authority_series(chosen, measure), note=note)


def part_panel(chosen: Selection, measure: str, breakdown: str, category: str, *, note: str = "") -> None:
    """Draw one category of a measure over time, such as the leadership team."""
    found = read_series(chosen, series(chosen, measure).part(breakdown, category))
    line(chosen, found, authority_series(chosen, measure), note=note)


def line(chosen: Selection, found: Reading, whole: Series, *, note: str = "", picked: Sequence[Cell] = ()) -> None:
    """Draw a reading as a card with its line, events, targets and published figures, some months picked out."""
    reason = nothing_to_show(found.series, chosen.as_at, whole)
    if reason:
        sentence(reason)
        return
    measure, category, now = found.series.measure, found.series.category, found.now
    notes = [note, target_words(found), credit(found.comparison), absent(found.comparison, chosen.peers)]
    draw(chosen, Card(
        key=f"{measure.id}{'-' + category if category else ''}", measures=(measure,),
        headline=headline(found), subtitle=subtitle(found.series, chosen.as_at),
        figures=composition(measure, now) if now and now["n"] is not None else "",
        figure=charts.marked(charts.over_time(found, palette()), picked, palette()), alt=found.alt,
        key_words=event_key(found),
        notes=[words for words in notes if words],
        cells=[
            *(point.columns() for point in reversed(found.points)),
            *(row for each in found.comparison for row in each.cells(measure.id)),
        ],
    ))  # fmt: skip


def event_key(found: Reading) -> str:
    """Return the key of the circled numbers on the chart."""
    return " · ".join(f"{charts.circled(number)} {event.date:%b %Y}: {event.title}" for number, event in found.events)


def target_words(found: Reading) -> str:
    """Return the target in force, since when and whose it is."""
    set_for = found.target
    if set_for is None:
        return ""
    whose = f", owner: {set_for.owner}" if set_for.owner else ""
    return f"Target {with_unit(found.series.measure, set_for.value)} since {long_date(set_for.from_date)}{whose}."
