"""The plain-English sentence of a reading, its state in words, and its alt text.

A rise or a fall is claimed only where the latest month carries a signal of process control; everything else is told as
figures side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce.series.words import (
    Cell,
    clipped,
    fraction,
    long_date,
    lowered,
    shown,
    subject,
    with_unit,
)

if TYPE_CHECKING:
    from workforce.series.reading import Reading

VARIATION = {
    "common_cause": "Month-to-month variation only", "improvement_high": "Improvement, higher",
    "improvement_low": "Improvement, lower", "concern_high": "Concern, higher", "concern_low": "Concern, lower",
    "neutral_high": "Higher than before", "neutral_low": "Lower than before",
}  # fmt: skip
ASSURANCE = {
    "consistent_pass": "Target consistently met", "consistent_fail": "Target consistently missed",
    "inconsistent": "Target met in some months only",
}  # fmt: skip
NOT_JUDGED = "Not judged"
RULES = {
    "common_cause": "usual variation", "above_upl": "above the upper limit", "below_lpl": "below the lower limit",
    "trend_rising": "part of a steady rise", "trend_falling": "part of a steady fall",
    "two_in_three_high": "two of three months near the upper limit or beyond",
    "two_in_three_low": "two of three months near the lower limit or beyond",
    "shift_high": "part of a run above the mean", "shift_low": "part of a run below the mean",
}  # fmt: skip


def variation_words(reading: Reading) -> str:
    """Return the state of the latest month in words."""
    return VARIATION[reading.variation] if reading.variation else NOT_JUDGED


def assurance_words(reading: Reading) -> str:
    """Return whether the target can be relied on, in words; empty where that is not judged."""
    return ASSURANCE.get(reading.assurance or "", "")


def sentence(reading: Reading) -> str:
    """Return the figure, the earlier figure, what process control says and the target, as one sentence."""
    now = reading.now
    if now is None or now["value"] is None:
        return f"{name(reading)}: {lacking(reading)}."
    parts = [figure(reading, now) + compared(reading, now), movement(reading), target(reading)]
    return "; ".join(part for part in parts if part) + "."


def name(reading: Reading) -> str:
    """Return what the figure is, with its category when it has one."""
    series = reading.series
    what = subject(series.measure)
    return f"{series.category}: {lowered(what)}" if series.category else what


def lacking(reading: Reading) -> str:
    """Return why there is no figure, and the last one known."""
    known = [each.cell for each in reading.points if each.cell["value"] is not None]
    if not known:
        return reading.words
    last = known[-1]
    return f"no value now, {shown(reading.series.measure, last)} in {last['as_at']:%B %Y}"


def figure(reading: Reading, now: Cell) -> str:
    """Return the measure, its value and the counts behind it."""
    measure = reading.series.measure
    behind = "" if measure.kind == "count" else fraction(measure, now)
    part = f" in the part month to {long_date(reading.as_at)}" if now["is_partial"] else ""
    what = name(reading)
    link = ":" if is_plural(what) or measure.kind == "count" else " is"
    return f"{what}{link} {shown(measure, now)}{f' ({behind})' if behind else ''}{part}"


def is_plural(what: str) -> bool:
    """Return whether "is" would read badly after the name."""
    first = what.split()[0]
    return first in ("People", "Children", "Newly") or (first.endswith("s") and not first.endswith("ss"))


def compared(reading: Reading, now: Cell) -> str:
    """Return the earlier figure: up or down from it only where that may be claimed."""
    if reading.reference is None:
        return ""
    when, then = reading.reference
    measure = reading.series.measure
    before = shown(measure, then)
    if before == shown(measure, now):
        return f"; it was the same {when}"
    claimed = reading.claims(then["as_at"])
    if claimed:
        return f", {'up' if claimed > 0 else 'down'} from {before} {when}"
    return f"; it was {before} {when}"


def movement(reading: Reading) -> str:
    """Return what process control says of the latest months; a 12-month figure speaks through its monthly companion."""
    companion = reading.companion
    if companion and not companion.unjudged and reading.series.measure.window == "12 months":
        by = lowered(subject(companion.series.measure))
        return f"judged by the month ({by}), {signal(companion)}"
    if reading.unjudged:
        return f"whether it has moved cannot be said, because {reading.unjudged}"
    return signal(reading)


def signal(reading: Reading) -> str:
    """Return the latest signal and since when, or that the months vary as usual."""
    latest = reading.latest
    trial = f" (trial limits, from {reading.months_judged} months)" if reading.limits.trial else ""
    if latest is None or not reading.signed or reading.since is None:
        return f"it varies from month to month no more than usual{trial}"
    month = f"{reading.since:%B %Y}"
    is_trend = (latest.judged.flag_rule or "").startswith("trend")
    level = TREND[reading.signed] if is_trend else LEVEL[reading.signed]
    if reading.since == latest.cell["as_at"]:
        side = "above" if reading.signed > 0 else "below"
        said = f"the figure for {month} is {side} what month-to-month variation explains"
    else:
        said = f"the {level} since {month} is more than month-to-month variation"
    verdict = {"improvement": ", an improvement", "concern": ", a concern"}
    return said + verdict.get(latest.judged.point_type or "", "") + trial


TREND = {1: "rise", -1: "fall"}
LEVEL = {1: "higher level", -1: "lower level"}


def target(reading: Reading) -> str:
    """Return how the target in force is met, or nothing without one."""
    set_for, now = reading.target, reading.now
    if set_for is None or now is None:
        return ""
    measure = reading.series.measure
    said = f"the target of {with_unit(measure, set_for.value)}"
    if reading.assurance:
        return f"{said} is {METS[reading.assurance]}"
    if measure.better == "neither":
        return f"the target is {with_unit(measure, set_for.value)}"
    higher = measure.better == "higher"
    met = now["value"] >= set_for.value if higher else now["value"] <= set_for.value
    return f"{said} is {'met' if met else 'not met'} at {long_date(reading.as_at)}"


METS = {
    "consistent_pass": "consistently met", "consistent_fail": "consistently missed",
    "inconsistent": "not yet consistently met",
}  # fmt: skip


def alt(reading: Reading) -> str:
    """Return one sentence of at most 125 characters for readers who cannot see the line."""
    series = reading.series
    known = [each.cell for each in reading.points if each.cell["value"] is not None]
    what = " ".join(word for word in (series.category, subject(series.measure).lower()) if word)
    if not known:
        return clipped(f"Line chart of {what}: no values to show.")
    first, last = known[0], known[-1]
    state = f"; {variation_words(reading).lower()}" if reading.variation else ""
    begin, end = shown(series.measure, first), shown(series.measure, last)
    return clipped(f"Line chart of {what}: {begin} in {first['as_at']:%b %Y}, {end} in {last['as_at']:%b %Y}{state}.")
