"""The sentences: headlines, the director's sentence, what moved and alt text, from series only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from workforce.catalogue.measure import Measure
from workforce.series import (
    SINGULAR,
    Reading,
    Rebased,
    Series,
    behind,
    clipped,
    long_date,
    lowered,
    shown,
    side_of,
    subject,
    year_before,
)
from workforce.series.sentence import NOT_JUDGED, assurance_words, lacking, variation_words

DIRECTOR = ("permanent_share", "average_caseload", "three_plus_workers", "starters_12m")
WINDOWS = {
    "close": "at the close of each month", "month": "in each month", "12 months": "in the 12 months to each month end",
}  # fmt: skip


def headline(reading: Reading, name: str = "") -> str:
    """Return the message of a chart in about twelve words: the figure, and the figure a year before.

    It says rose or fell only where the reading may claim it.
    """
    series, as_at, now = reading.series, reading.as_at, reading.now
    measure = series.measure
    what = name or (f"{series.category}: {subject(measure).lower()}" if series.category else subject(measure))
    if now is None or now["value"] is None:
        return f"{what}: {lacking(reading)}"
    then, value = reading.at(year_before(as_at)), shown(measure, now)
    if then is None or then["value"] is None:
        return f"{what}: {value}"
    before = shown(measure, then)
    if before == value:
        return f"{what}: {value}, as a year ago"
    claimed = reading.claims(year_before(as_at))
    if claimed:
        return f"{what} {'rose' if claimed > 0 else 'fell'} to {value}, from {before} a year ago"
    return f"{what}: {value}; {before} a year ago"


def verdicts(reading: Reading, is_short: bool = False) -> list[tuple[str, str]]:
    """Return what process control says, variation first, each as (state, words); the state is empty without one.

    A 12-month figure is judged by its monthly companion, which is named; where there is no figure, nothing is judged.
    The reason why nothing is judged is left out where it is short or where the reading's sentence gives it.
    """
    companion = reading.companion if reading.series.measure.window == "12 months" else None
    if companion and (reading.now is None or reading.now["value"] is None):
        return [("", NOT_JUDGED)]
    judged = companion or reading
    words = variation_words(judged)
    if companion:
        words = f"By the month, {lowered(subject(companion.series.measure))}: {lowered(words)}"
    if judged.unjudged and not is_short and judged.unjudged not in reading.sentence:
        words = f"{words}, because {judged.unjudged}"
    found = [((judged.variation or "").removesuffix("_high").removesuffix("_low"), words)]
    if reading.assurance:
        found.append((reading.assurance, assurance_words(reading)))
    if judged.limits.trial:
        found.append(("", f"Trial limits, from {judged.months_judged} months"))
    return found


def rebased_words(rebases: Iterable[Rebased]) -> list[str]:
    """Return a sentence for each rebase: what starts anew, when, why and who signed, or why it was refused."""
    found = []
    for each in rebases:
        asked = each.asked
        day, why = long_date(asked.date), f"{asked.note.rstrip('.')}, signed by {asked.signed_by.rstrip('.')}"
        refused = f"New limits from {day} were asked for ({why}) and refused, because {each.refused}."
        found.append(refused if each.refused else f"Mean and limits start anew on {day}: {why}.")
    return found


def subtitle(series: Series, as_at: date) -> str:
    """Return the statistical title: what, of whom, in what unit, as at when."""
    measure = series.measure
    who = f"{series.category}, {series.area}" if series.category else series.area
    unit = "per cent" if measure.unit == "percent" else measure.unit
    return f"{measure.definition} {who}; {unit}, {WINDOWS[measure.window]}, to {long_date(as_at)}."


def composition(measure: Measure, cell: Mapping) -> str:
    """Return the numerator and denominator in figures and words, and what they are counted from."""
    if cell["value"] is None:
        return f"Nobody to count at {long_date(cell['as_at'])}." if cell["status"] == "z" else ""
    counted = f"counted from {cell['n']:,} {behind(measure, cell['n'])}" if cell["n"] is not None else ""
    if measure.kind == "ratio" and cell["denominator"] is not None:
        top, bottom = (side_of(measure, cell[side]) for side in ("numerator", "denominator"))
        parts = f"{top} {lowered(measure.numerator)} ÷ {bottom} {lowered(measure.denominator)}"
        return f"{parts}." if measure.counts == "people" else f"{parts}; {counted}."
    if measure.kind == "spread":
        return f"The median, {counted}."
    unit = SINGULAR.get(measure.unit, measure.unit) if cell["value"] == 1 else measure.unit
    whole = f"{shown(measure, dict(cell))} {unit}"
    return f"{whole}." if cell["n"] is None or cell["value"] == cell["n"] else f"{whole}; {counted}."


def nothing_to_show(series: Series, as_at: date, authority: Series) -> str | None:
    """Return the one sentence that stands for an empty chart, or None when there is something to draw."""
    title = series.measure.title
    if not authority.is_supplied():
        return f"{title}: not supplied. The extracts do not hold what this number is counted from."
    if "x" in series.points["status"]:
        reason = "what it is counted from is blank in the extracts"
    else:
        reason = "there is nobody to count"
    if not series.has_values(as_at):
        return f"{title}: no value for {series.area} in any month to {long_date(as_at)}, because {reason}."
    return None


def director(readings: Mapping[str, Reading]) -> list[str]:
    """Return the director's sentence, a clause for each question, computed from the readings alone."""
    clauses = [
        clause(readings.get("permanent_share"), "the permanent share"),
        clause(readings.get("average_caseload"), "the average caseload"),
        clause(readings.get("three_plus_workers"), "the share of children with three or more social workers in a year"),
        recruited(readings.get("starters_12m")),
    ]
    return [each for each in clauses if each]


def spoken(clauses: list[str]) -> str:
    """Return the clauses as one sentence."""
    words = "; ".join(clauses)
    return f"{words[:1].upper()}{words[1:]}."


def unsaid(readings: Mapping[str, Reading]) -> str:
    """Return the sentence that names the parts of the director's sentence without a figure; empty when all have one."""
    asked = [readings[name] for name in DIRECTOR if name in readings]
    absent = [each for each in asked if each.now is None or each.now["value"] is None]
    listed = ", ".join(f"{lowered(subject(each.series.measure))} ({each.words})" for each in absent)
    return f"Left out of the sentence: {listed}." if listed else ""


def clause(reading: Reading | None, who: str) -> str | None:
    """Return "who rose from A to B" where that may be claimed, else both figures; None without both."""
    if reading is None or reading.reference is None or reading.now is None or reading.now["value"] is None:
        return None
    when, then = reading.reference
    before = shown(reading.series.measure, then)
    if before == reading.words:
        return f"{who} is **{reading.words}**, as {when}"
    claimed = reading.claims(then["as_at"])
    if claimed:
        return f"{who} {'rose' if claimed > 0 else 'fell'} from **{before}** {when} to **{reading.words}**"
    return f"{who} is **{reading.words}**, and was **{before}** {when}"


def recruited(reading: Reading | None) -> str | None:
    """Return how many people started in the 12 months, against the 12 before."""
    then = reading.at(year_before(reading.as_at)) if reading else None
    if reading is None or then is None or then["value"] is None or reading.now is None or reading.now["value"] is None:
        return None
    before = shown(reading.series.measure, then)
    return f"we recruited **{reading.words}** people in 12 months, against **{before}** in the 12 before"


def signals(readings: Iterable[Reading]) -> list[Reading]:
    """Return the readings whose latest month carries a signal: concerns first, then improvements, then the others.

    A 12-month figure is there by its monthly companion's signal.
    """
    order = {"concern": 0, "improvement": 1}
    moved = [each for each in readings if state(each) not in ("", "common_cause")]
    return sorted(moved, key=lambda each: order.get(state(each), 2))


def steady(readings: Iterable[Reading]) -> list[Reading]:
    """Return the readings that are judged and vary from month to month no more than usual."""
    return [each for each in readings if state(each) == "common_cause"]


def state(reading: Reading) -> str:
    """Return improvement, concern, neutral or common_cause; empty where nothing is judged."""
    return verdicts(reading)[0][0]


def alt_bars(what: str, bars: list[tuple[str, str]]) -> str:
    """Return one sentence of at most 125 characters that names the first and last of some bars."""
    if not bars:
        return clipped(f"Bar chart of {what}: no values to show.")
    (most, high), (least, low) = bars[0], bars[-1]
    return clipped(f"Bar chart of {what}: from {most} {high} to {least} {low}.")
