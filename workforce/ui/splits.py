"""A measure split at one date: by area, by role, by band, or in layers over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from workforce import charts, funnel
from workforce.catalogue import MEASURES, Measure
from workforce.narrative import alt_bars, headline
from workforce.series import (
    NAMES,
    ORDERED,
    Cell,
    Series,
    amount,
    band_order,
    behind,
    category_name,
    fraction,
    long_date,
    lowered,
    rounded,
    shown,
    subject,
)
from workforce.ui.cards import Card, draw, sentence
from workforce.ui.measures import event_key
from workforce.ui.selection import Selection, authority, authority_series, read_areas, read_series, series, teams
from workforce.ui.words import palette

FEW = 10
MOST = 25
OUTSIDE = "outside the range expected"


@dataclass(frozen=True)
class Split:
    """What is split, by what, in the words of the page, and inside which area."""

    measure: str
    by: str
    words: str
    where: str
    message: str = ""


def by_area(chosen: Selection, measure: str, level: str) -> None:
    """Draw a measure's services, or its teams, as sorted bars beside the authority's figure."""
    cells = read_areas(chosen.snapshot, measure, chosen.as_at).filter(pl.col("level") == level)
    if level == "team" and chosen.service:
        inside = teams(chosen).filter(pl.col("service") == chosen.service)["team"]
        cells = cells.filter(pl.col("area").is_in(inside.to_list()))
    mine = chosen.area if chosen.level == level else chosen.service
    held = in_range(MEASURES[measure], cells.to_dicts(), authority_series(chosen, measure).at(chosen.as_at))
    bars = bars_of(measure, [(cell["area"], cell) for cell in held], mine)
    where = (chosen.service if level == "team" else None) or authority(chosen.snapshot)
    ranked(chosen, Split(measure, level, f"by {level}", where), bars, held)


def in_range(measure: Measure, cells: Sequence[Cell], whole: Cell | None) -> list[Cell]:
    """Return the cells with the range expected for each area's size, where there is one for the measure."""
    if whole is None or whole["value"] is None:
        return list(cells)
    found = []
    for cell in cells:
        around = funnel.expected(measure, whole["value"], cell["n"], cell["denominator"])
        ends = {"expected_lower": around.lower, "expected_upper": around.upper} if around else {}
        found.append(cell | ends if cell["value"] is not None else cell)
    return found


def by_part(chosen: Selection, measure: str, breakdown: str, words: str, message: str = "") -> None:
    """Draw a measure's categories as bars: roles or case statuses longest first, stages and bands in their order."""
    cells = series(chosen, measure).at_parts(breakdown, chosen.as_at)
    if breakdown in ORDERED:
        places = {category: place for place, category in enumerate(NAMES[breakdown])}
        cells = sorted(cells, key=lambda cell: places.get(cell["category"], len(places)))
    bars = bars_of(measure, [(category_name(breakdown, cell["category"]), cell) for cell in cells], None)
    ranked(chosen, Split(measure, breakdown, words, chosen.area, message), bars, cells)


def bars_of(measure: str, named: Sequence[tuple[str, Cell]], mine: str | None) -> list[charts.Bar]:
    """Return a bar for each cell that has a value, in the order of the cells."""
    return [
        charts.Bar(
            name, cell["value"], words_at_end(measure, cell), name == mine, range_drawn(measure, cell), remark(cell)
        )
        for name, cell in named
        if cell["value"] is not None and cell["n"] != 0
    ]


def words_at_end(measure: str, cell: Cell) -> str:
    """Return a bar's figure, with what it is counted from when that is not the figure itself."""
    found = MEASURES[measure]
    return shown(found, cell) if found.kind == "count" else f"{shown(found, cell)} ({fraction(found, cell)})"


def remark(cell: Cell) -> str:
    """Return what is written at a bar that lies outside the range expected; nothing at the others."""
    around = range_of(cell)
    return "" if around is None or around.holds(cell["value"]) else OUTSIDE


def range_of(cell: Cell) -> funnel.Range | None:
    """Return the range expected that a cell carries, if it carries one."""
    return funnel.Range(cell["expected_lower"], cell["expected_upper"]) if "expected_lower" in cell else None


def range_drawn(measure: str, cell: Cell) -> tuple[float, float] | None:
    """Return the ends of the range expected as a bar chart draws them; a share reaches to the whole at most."""
    around = range_of(cell)
    return around.drawn(100.0 if MEASURES[measure].unit == "percent" else None) if around else None


def ranked(chosen: Selection, split: Split, bars: list[charts.Bar], cells: Sequence[Cell]) -> None:
    """Draw the card of some bars, or say in a sentence that there are none."""
    found, day = MEASURES[split.measure], long_date(chosen.as_at)
    supplied = authority_series(chosen, split.measure)
    if not supplied.is_supplied():
        sentence(f"{found.title}, {split.words}: not supplied.")
        return
    if not bars:
        mine = series(chosen, split.measure).at(chosen.as_at)
        none = found.kind == "count" and mine is not None and mine["value"] == 0
        sentence(f"{found.title}, {split.words}: {'none' if none else 'no value'} for {split.where} at {day}.")
        return
    in_order = split.by in ORDERED
    bars = bars if in_order else sorted(bars, key=lambda bar: (-bar.value, bar.name))
    whole = supplied.at(chosen.as_at)
    is_rate = found.kind != "count" and whole is not None and whole["value"] is not None
    reference = whole["value"] if whole and is_rate else None
    marked = f"The mark across each bar is the authority, {shown(found, whole)}." if whole and is_rate else ""
    ranges = funnel.how(found) if any(bar.expected for bar in bars) else ""
    draw(chosen, Card(
        key=f"{split.measure}-by-{split.by}", measures=(found,),
        headline=split.message or ranked_headline(subject(found), bars, whole if found.kind == "count" else None),
        subtitle=f"{found.definition} {split.where}, {split.words}, as at {day}.",
        figures="", figure=charts.ranked(bars[:MOST], palette(), reference, in_order),
        alt=alt_bars(f"{subject(found).lower()} {split.words}", [(bar.name, bar.words) for bar in bars]),
        notes=[note for note in (marked, ranges, small_note(cells), left_out(bars)) if note], cells=cells,
    ))  # fmt: skip


def ranked_headline(what: str, bars: list[charts.Bar], whole: Cell | None) -> str:
    """Return the message of sorted bars: the largest part of a count, or where a rate is highest and lowest."""
    first, last = max(bars, key=lambda bar: bar.value), min(bars, key=lambda bar: bar.value)
    if whole is not None and whole["value"] is not None:
        return f"{what}: largest group {lowered(first.name)}, {first.words}"
    if len(bars) == 1:
        return f"{what}: {first.name} {first.words}"
    if first.value == last.value:
        return f"{what} the same everywhere: {first.words}"
    return f"{what} highest: {first.name}; lowest: {last.name}"


def small_note(cells: Sequence[Cell]) -> str:
    """Return the sentence that warns of figures counted from fewer than ten."""
    few = [
        category_name(cell["breakdown"], cell["category"]) if cell["category"] else cell["area"]
        for cell in cells
        if cell["value"] is not None and cell["denominator"] is not None and 0 < (cell["n"] or 0) < FEW
    ]
    return f"Counted from fewer than {FEW}, so one person makes a large difference: {', '.join(few)}." if few else ""


def left_out(bars: list[charts.Bar]) -> str:
    """Return the sentence that says how many bars are only in the table."""
    return f"The {MOST} highest of {len(bars)} are drawn; the numbers hold all." if len(bars) > MOST else ""


def by_band(chosen: Selection, measure: str, what: str) -> None:
    """Draw how many people fall in each band of a measure that is a median."""
    found = series(chosen, measure)
    if not found.is_supplied():
        sentence(f"{what}: not supplied.")
        return
    cells = sorted(found.at_parts("band", chosen.as_at), key=lambda cell: band_order(cell["category"]))
    total = sum(cell["n"] or 0 for cell in cells)
    if not total:
        sentence(f"{what}: no value for {chosen.area} at {long_date(chosen.as_at)}.")
        return
    bands = [(category_name("band", cell["category"]), float(cell["n"]), f"{cell['n']:,}") for cell in cells]
    fullest = max(cells, key=lambda cell: cell["n"])
    noun, fullest_band = behind(found.measure, total), lowered(category_name("band", fullest["category"]))
    draw(chosen, Card(
        key=f"{measure}-by-band", measures=(found.measure,),
        headline=f"{fullest['n']:,} of {total:,} {noun} at {fullest_band} {found.measure.unit}",
        subtitle=f"{what}: number of {noun} in each band of {found.measure.unit}; {chosen.area}, "
                 f"as at {long_date(chosen.as_at)}.",
        figures=f"The median is {found.words(chosen.as_at)}; counted from {total:,} {noun}.",
        figure=charts.columns(bands, palette()), cells=cells,
        alt=alt_bars(what.lower(), [(band, words) for band, _, words in bands]),
    ))  # fmt: skip


def mix(chosen: Selection, employed: str, agency: str) -> None:
    """Draw people or FTE over time in layers: permanent, fixed term, contract not known, agency."""
    own, hired = series(chosen, employed), series(chosen, agency)
    if not own.has_values(chosen.as_at):
        sentence(f"{own.measure.title}: no value for {chosen.area} in any month to {long_date(chosen.as_at)}.")
        return
    kinds = [own.part("contract", kind) for kind in ("permanent", "fixed_term", "unknown")]
    layers = [(part.category, part) for part in kinds]
    if hired.has_values(chosen.as_at):
        layers.append(("Agency", hired))
    permanent = read_series(chosen, kinds[0])
    unit = "FTE" if own.measure.unit == "FTE" else "people"
    cells = pl.concat([own.parts.filter(pl.col("breakdown") == "contract"), hired.points])
    draw(chosen, Card(
        key=f"{employed}-mix", measures=(own.measure, hired.measure),
        headline=headline(permanent, f"Permanent {unit}"),
        subtitle=f"Everyone doing the work by contract, vacancies left out. {chosen.area}; {unit}, at the close of "
                 f"each month, to {long_date(chosen.as_at)}.",
        figures=mix_words(layers, chosen, unit), cells=newest_first(cells, chosen),
        key_words=event_key(permanent),
        notes=() if hired.is_supplied() else ("Agency workers are not supplied, so they are not in the picture.",),
        figure=charts.stacked(layers, chosen.as_at, palette(), permanent.events),
        alt=permanent.alt,
    ))  # fmt: skip


def layers_of(chosen: Selection, measures: Mapping[str, str]) -> list[tuple[str, Series]]:
    """Return the measures that have values, each under its name in the chart."""
    found = [(name, series(chosen, measure)) for measure, name in measures.items()]
    return [(name, each) for name, each in found if each.has_values(chosen.as_at)]


def mix_words(layers: Sequence[tuple[str, Series]], chosen: Selection, unit: str) -> str:
    """Return the layers of the as-at date in figures."""
    cells = [(name, each.at(chosen.as_at)) for name, each in layers]
    parts = [f"{name.lower()} {amount_of(cell, unit)}" for name, cell in cells if cell and cell["value"]]
    return f"In {unit}: {', '.join(parts)}." if parts else f"Nobody to count at {long_date(chosen.as_at)}."


def amount_of(cell: Cell, unit: str) -> str:
    """Return a stock in figures: FTE to one decimal, people whole."""
    value = cell["value"] or 0.0
    return rounded(value) if unit == "FTE" else amount(value)


def newest_first(cells: pl.DataFrame, chosen: Selection) -> list[Cell]:
    """Return the cells up to the as-at date, newest first."""
    return cells.filter(pl.col("as_at") <= chosen.as_at).sort("as_at", descending=True, maintain_order=True).to_dicts()
