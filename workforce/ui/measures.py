"""A measure over time on a page, as one card."""

from __future__ import annotations

from collections.abc import Sequence

from workforce import charts
from workforce.comparison import absent, credit
from workforce.narrative import composition, headline, nothing_to_show, rebased_words, subtitle
from workforce.series import Cell, Reading, Rebased, Series, long_date, with_unit
from workforce.ui.cards import Card, draw, sentence
from workforce.ui.selection import Selection, authority_series, read_series, reading, series
from workforce.ui.state import state_line
from workforce.ui.words import chosen_switch, palette

UNREBASED = "Show without the new limits"


def panel(chosen: Selection, measure: str, *, note: str = "") -> None:
    """Draw one measure of the chosen area over time, or the sentence that says why there is nothing."""
    found = reading(chosen, measure)
    rebases, key = found.rebases, f"unrebased-{measure}"
    choice = (key, UNREBASED) if any(each.start is not None for each in rebases) else None
    if choice and chosen_switch(key):
        found = reading(chosen, measure, rebase=False)
    line(chosen, found, authority_series(chosen, measure), note=note, rebases=rebases, choice=choice)


def part_panel(chosen: Selection, measure: str, breakdown: str, category: str, *, note: str = "") -> None:
    """Draw one category of a measure over time, such as the leadership team."""
    found = read_series(chosen, series(chosen, measure).part(breakdown, category))
    line(chosen, found, authority_series(chosen, measure), note=note)


def line(
    chosen: Selection,
    found: Reading,
    whole: Series,
    *,
    note: str = "",
    rebases: Sequence[Rebased] = (),
    choice: tuple[str, str] | None = None,
    picked: Sequence[Cell] = (),
) -> None:
    """Draw a reading as a card with its state, sentence, chart, events, targets and published figures.

    `rebases` are those asked for, told also where the reading is drawn without them; `choice` is the switch for that.
    The months of the cells `picked` are marked.
    """
    reason = nothing_to_show(found.series, chosen.as_at, whole)
    if reason:
        sentence(reason)
        return
    measure, category, now = found.series.measure, found.series.category, found.now
    counted = composition(measure, now) if now and now["n"] is not None and measure.kind != "count" else ""
    notes = [
        note, *rebased_words(rebases), target_words(found), credit(found.comparison),
        absent(found.comparison, chosen.peers),
    ]  # fmt: skip
    draw(chosen, Card(
        key=f"{measure.id}{'-' + category if category else ''}", measures=(measure,),
        headline=headline(found), state=state_line(found), figures=found.sentence,
        subtitle=" ".join(words for words in (subtitle(found.series, chosen.as_at), counted) if words), choice=choice,
        figure=charts.marked(charts.over_time(found, palette()), picked, palette()), alt=found.alt,
        key_words=" ".join(words for words in (charts.process_key(found), event_key(found)) if words),
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
