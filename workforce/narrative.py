"""The sentences: headlines, the director's sentence, what moved and alt text, from series only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from workforce.catalogue.measure import Measure
from workforce.series import (
    FEW,
    SINGULAR,
    Change,
    Series,
    amount,
    behind,
    change,
    fraction,
    long_date,
    month_end,
    shown,
    year_before,
)

ALT_LENGTH = 125

SUBJECTS = {
    "agency_rate": "Agency rate", "agency_rate_headcount": "Agency rate by headcount", "in_post_fte": "FTE in post",
    "in_post_headcount": "People in post", "agency_fte": "Agency FTE", "agency_headcount": "Agency workers",
    "agency_cover_rate": "Agency covering vacancies", "vacancies_covered": "Vacancies covered by agency",
    "turnover_rate": "Turnover", "turnover_rate_headcount": "Turnover by headcount",
    "sickness_absence_rate": "Sickness absence", "agency_tenure_days": "Median agency stay",
    "span_of_control": "People per manager", "cases_held_by_absent_workers": "Absent workers' cases",
    "median_cases_per_fte": "Median caseload", "over_limit_share": "Workers over the limit",
    "newly_qualified_over_limit": "Newly qualified over limit", "three_plus_workers": "Children with 3+ workers",
    "worker_changes_per_child_year": "Changes per child-year", "agency_conversions": "Agency-to-employee moves",
    "starter_retention_12m": "Starters kept a year", "requisition_age": "Median open time",
}  # fmt: skip

DIRECTOR = ("permanent_share", "average_caseload", "three_plus_workers", "starters_12m")
WINDOWS = {
    "close": "at the close of each month", "month": "in each month", "12 months": "in the 12 months to each month end",
}  # fmt: skip


def subject(measure: Measure) -> str:
    """Return the measure's name in four words or fewer."""
    return SUBJECTS.get(measure.id, measure.title)


def verb(moved: Change) -> str:
    """Return rose or fell."""
    return "rose" if moved.direction > 0 else "fell"


def headline(series: Series, as_at: date, name: str = "") -> str:
    """Return the message of a chart in about twelve words: the figure, and the figure a year before."""
    what = name or (
        f"{series.category}: {subject(series.measure).lower()}" if series.category else subject(series.measure)
    )
    now = series.at(as_at)
    if now is None or now["value"] is None:
        return f"{what}: {last_known(series, as_at) or series.words(as_at)}"
    moved = change(series, as_at, year_before(as_at))
    value = shown(series.measure, now)
    if moved is None:
        return f"{what}: {value}"
    if moved.direction == 0:
        return f"{what} unchanged on a year ago at {value}"
    return f"{what} {verb(moved)} to {value}, from {shown(series.measure, moved.then)} a year ago"


def last_known(series: Series, as_at: date) -> str:
    """Return the last figure before the date and its month, for a team that is no longer there; else empty."""
    known = series.until(as_at).filter(pl.col("value").is_not_null())
    if known.is_empty():
        return ""
    last = known.row(-1, named=True)
    return f"no value now, {shown(series.measure, last)} in {last['as_at']:%B %Y}"


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
        top, bottom = amount(cell["numerator"]), amount(cell["denominator"])
        parts = f"{top} {lowered(measure.numerator)} ÷ {bottom} {lowered(measure.denominator)}"
        return f"{parts}." if measure.counts == "people" else f"{parts}; {counted}."
    if measure.kind == "spread":
        return f"The median, {counted}."
    unit = SINGULAR.get(measure.unit, measure.unit) if cell["value"] == 1 else measure.unit
    whole = f"{shown(measure, dict(cell))} {unit}"
    return f"{whole}." if cell["n"] is None or cell["value"] == cell["n"] else f"{whole}; {counted}."


def lowered(words: str) -> str:
    """Return the words with a lower-case first letter, abbreviations left as they are."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


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


def director(series: Mapping[str, Series], as_at: date, judged: date | None) -> list[str]:
    """Return the director's sentence, a clause for each question, computed from the series alone."""
    start = judged if judged and month_end(judged) < as_at else year_before(as_at)
    clauses = [
        rising(series.get("permanent_share"), "Permanent staff", as_at, start, dated=True),
        rising(series.get("average_caseload"), "the average caseload", as_at, start),
        rising(series.get("three_plus_workers"), "children with three or more social workers in a year", as_at, start),
        recruited(series.get("starters_12m"), as_at),
    ]
    return [clause for clause in clauses if clause]


def spoken(clauses: list[str]) -> str:
    """Return the clauses as one sentence."""
    words = "; ".join(clauses)
    return f"{words[:1].upper()}{words[1:]}."


def unsaid(series: Mapping[str, Series], as_at: date) -> str:
    """Return the sentence that names the parts of the director's sentence without a figure; empty when all have one."""
    asked = [series[name] for name in DIRECTOR if name in series]
    absent = [each for each in asked if (cell := each.at(as_at)) is None or cell["value"] is None]
    listed = ", ".join(f"{lowered(subject(each.measure))} ({each.words(as_at)})" for each in absent)
    return f"Left out of the sentence: {listed}." if listed else ""


def rising(series: Series | None, who: str, as_at: date, start: date, dated: bool = False) -> str | None:
    """Return "who rose from A to B", or None without both figures."""
    moved = change(series, as_at, start) if series else None
    if moved is None:
        return None
    now, then = shown(moved.series.measure, moved.now), shown(moved.series.measure, moved.then)
    first, last = (f" ({start:%b %Y})", f" ({as_at:%b %Y})") if dated else ("", "")
    if moved.direction == 0:
        return f"{who} stood at **{now}**{last}, as {'then' if not dated else f'in {start:%b %Y}'}"
    return f"{who} {verb(moved)} from **{then}**{first} to **{now}**{last}"


def recruited(series: Series | None, as_at: date) -> str | None:
    """Return how many people started in the 12 months, against the 12 before."""
    moved = change(series, as_at, year_before(as_at)) if series else None
    if moved is None:
        return None
    now, then = shown(moved.series.measure, moved.now), shown(moved.series.measure, moved.then)
    return f"we recruited **{now}** people in 12 months, against **{then}** in the 12 before"


def movements(series: Iterable[Series], as_at: date) -> list[Change]:
    """Return what moved on a year ago, largest first, movements of small numbers last."""
    found = [change(each, as_at, year_before(as_at)) for each in series]
    moved = [each for each in found if each is not None and each.direction]
    return sorted(moved, key=lambda each: (each.is_small, -each.size))


def movement(moved: Change) -> str:
    """Return one movement in plain words with its counts; it claims no improvement."""
    measure = moved.series.measure
    name = f"{moved.series.category}: {subject(measure).lower()}" if moved.series.category else subject(measure)
    now, then = (f"{shown(measure, cell)}{bracketed(measure, cell)}" for cell in (moved.now, moved.then))
    words = f"**{name}** moved {'up' if moved.direction > 0 else 'down'}, from {then} to {now}"
    note = f"; small numbers, under {FEW}, so a few people can make this movement" if moved.is_small else ""
    return f"{words}{note}."


def bracketed(measure: Measure, cell: Mapping) -> str:
    """Return the counts behind a rate in brackets; a count needs none."""
    return "" if measure.kind == "count" else f" ({fraction(measure, dict(cell))})"


def alt_line(series: Series, as_at: date) -> str:
    """Return one sentence of at most 125 characters for readers who cannot see the line."""
    points = series.until(as_at).filter(pl.col("value").is_not_null())
    what = (
        f"{series.category} {subject(series.measure).lower()}" if series.category else subject(series.measure).lower()
    )
    if points.is_empty():
        return clipped(f"Line chart of {what}: no values to show.")
    first, last = points["as_at"][0], points["as_at"][-1]
    return clipped(
        f"Line chart of {what}: {series.words(first)} in {first:%b %Y}, {series.words(last)} in {last:%b %Y}."
    )


def alt_bars(what: str, bars: list[tuple[str, str]]) -> str:
    """Return one sentence of at most 125 characters that names the first and last of some bars."""
    if not bars:
        return clipped(f"Bar chart of {what}: no values to show.")
    (most, high), (least, low) = bars[0], bars[-1]
    return clipped(f"Bar chart of {what}: from {most} {high} to {least} {low}.")


def clipped(sentence: str) -> str:
    """Return the sentence cut at a word so that it is at most 125 characters."""
    if len(sentence) <= ALT_LENGTH:
        return sentence
    return sentence[: ALT_LENGTH - 1].rsplit(" ", 1)[0] + "…"
