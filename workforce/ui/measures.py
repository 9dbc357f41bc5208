"""A measure over time on a page, as one card."""

from __future__ import annotations

from datetime import date

from workforce import charts
from workforce.comparison import absent, credit
from workforce.narrative import alt_line, composition, headline, nothing_to_show, subtitle
from workforce.series import Series, long_date, with_unit
from workforce.ui.cards import Card, draw, sentence
from workforce.ui.selection import Selection, authority_series, compared, events, series, targets
from workforce.ui.words import palette


def panel(chosen: Selection, measure: str, *, note: str = "") -> None:
    """Draw one measure of the chosen area over time, or the sentence that says why there is nothing."""
    line(chosen, series(chosen, measure), authority_series(chosen, measure), note=note)


def part_panel(chosen: Selection, measure: str, breakdown: str, category: str, *, note: str = "") -> None:
    """Draw one category of a measure over time, such as the leadership team."""
    found = series(chosen, measure).part(breakdown, category)
    line(chosen, found, authority_series(chosen, measure), note=note)


def line(chosen: Selection, found: Series, whole: Series, *, note: str = "") -> None:
    """Draw a series as a card with a line, its events, targets and published figures."""
    reason = nothing_to_show(found, chosen.as_at, whole)
    if reason:
        sentence(reason)
        return
    measure, since = found.measure, found.until(chosen.as_at)["as_at"][0]
    set_for = [] if found.category else targets(chosen, measure.id)
    beside = [] if found.category else compared(chosen, measure.id, since)
    marked = [event for event in events(chosen) if event[1] >= since]
    figure = charts.over_time(
        found, chosen.as_at, palette(), [(number, day) for number, day, _ in marked], beside,
        [(day, value) for day, value, _ in set_for],
    )  # fmt: skip
    now = found.at(chosen.as_at)
    notes = [note, target_words(found, set_for), credit(beside), absent(beside, chosen.peers)]
    draw(chosen, Card(
        key=f"{measure.id}{'-' + found.category if found.category else ''}", measures=(measure,),
        headline=headline(found, chosen.as_at), subtitle=subtitle(found, chosen.as_at),
        figures=composition(measure, now) if now and now["n"] is not None else "", figure=figure,
        alt=alt_line(found, chosen.as_at), key_words=event_key(marked), notes=[words for words in notes if words],
        cells=[
            *found.until(chosen.as_at).reverse().to_dicts(),
            *(row for each in beside for row in each.cells(measure.id)),
        ],
    ))  # fmt: skip


def event_key(marked: list[tuple[int, date, str]]) -> str:
    """Return the key of the circled numbers on the chart."""
    return " · ".join(f"{charts.circled(number)} {day:%b %Y}: {title}" for number, day, title in marked)


def target_words(found: Series, set_for: list[tuple[date, float, str | None]]) -> str:
    """Return the target in force, since when and whose it is."""
    if not set_for:
        return ""
    day, value, owner = set_for[-1]
    whose = f", owner: {owner}" if owner else ""
    return f"Target {with_unit(found.measure, value)} since {long_date(day)}{whose}."
