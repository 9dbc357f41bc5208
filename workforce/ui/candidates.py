"""From application to first day: the funnel, where candidates are now, how the rest ended, who is still to start."""

from __future__ import annotations

from datetime import date

import polars as pl
import streamlit as st

from workforce import charts, pipeline
from workforce.narrative import alt_bars, nothing_to_show
from workforce.pipeline import Stage
from workforce.series import amount, category_name, long_date, lowered, rounded, shown
from workforce.ui.cards import Card, draw, extras, listed, sentence
from workforce.ui.hiring import ROLES
from workforce.ui.selection import Selection, authority_series, read_query, series
from workforce.ui.words import capitalised, escaped, palette
from workforce.wording import numbered

ENDS = {
    "in progress": "In progress", "rejected": "Not taken forward", "withdrawn": "Withdrew", "declined": "Declined",
    "left open": "Left open",
}  # fmt: skip
WAITS = {
    "requisition_ref": "Requisition", "waited_days": "Days waited", "stage": "Stage", "team": "Team",
    "org_role": "Role", "since_date": "Since",
}  # fmt: skip
COMING = {
    "requisition_ref": "Requisition", "start_date": "First day", "since_date": "Accepted", "team": "Team",
    "org_role": "Role", "fte": "FTE",
}  # fmt: skip
LONGEST = 10
NO_DAY = "start date not given"


def read_funnel(chosen: Selection) -> tuple[Stage, ...] | None:
    """Return the stages of the year's applications; None, after a sentence that says why, where there are none."""
    found = series(chosen, "application_funnel")
    now = found.at(chosen.as_at)
    reason = nothing_to_show(found, chosen.as_at, authority_series(chosen, "application_funnel"))
    if reason or now is None or not now["value"]:
        none = f"{found.measure.title}: none for {chosen.area} in the 12 months to {long_date(chosen.as_at)}."
        sentence(reason or none)
        return None
    crossed = found.at_parts("furthest_outcome", chosen.as_at)
    return pipeline.funnel({tuple(cell["category"].split("/")): round(cell["value"]) for cell in crossed})


def funnel(chosen: Selection) -> None:
    """Draw how many of the year's applications reached each stage, and under it where the others ended."""
    stages = read_funnel(chosen)
    if stages is None:
        return
    measure = series(chosen, "application_funnel").measure
    bars = [charts.Bar(category_name("furthest", each.name), each.reached, reached(each)) for each in stages]
    accepted = pipeline.share(stages, "accepted", "applied")
    applied = numbered(stages[0].reached, "application")
    led = next(each.reached for each in stages if each.name == "accepted")
    percent = "" if accepted is None else f" ({rounded(accepted)}%)"
    draw(chosen, Card(
        key="application_funnel-stages", measures=(measure,),
        headline=f"Of {applied} in 12 months, {led:,} led to an acceptance{percent}",
        subtitle=f"The same applications, made in the 12 months to {long_date(chosen.as_at)}, followed through every "
                 f"stage as known on that day. {chosen.area}; applications that reached each stage, in brackets "
                 "their share of those that reached the stage before.",
        figures=decline_words(stages), figure=charts.ranked(bars, palette(), in_order=True),
        alt=alt_bars("applications by stage reached", [(bar.name, bar.words) for bar in bars]),
        notes=(
            "The newest applications have had little time, so the later stages read low.",
            "The chart counts an application at every stage it reached, the numbers once, at the furthest.",
        ),
        cells=series(chosen, "application_funnel").at_parts("furthest", chosen.as_at),
    ))  # fmt: skip


def reached(stage: Stage) -> str:
    """Return a stage in figures: how many reached it, what share of the stage before, how many are at it still."""
    share = "" if stage.conversion is None else f" ({rounded(stage.conversion)}%)"
    now = f"; {stage.in_progress:,} in progress" if stage.in_progress else ""
    return f"{stage.reached:,}{share}{now}"


def decline_words(stages: tuple[Stage, ...]) -> str:
    """Return how many withdrew and declined, with the stages at which they did."""
    withdrew, declined = (by_stage(stages, outcome) for outcome in ("withdrawn", "declined"))
    parts = [
        f"{sum(found.values()):,} {verb} ({', '.join(f'{n:,} {at(name)}' for name, n in found.items())})"
        for verb, found in (("withdrew", withdrew), ("declined", declined))
        if found
    ]
    return f"{capitalised(' and '.join(parts))}." if parts else "Nobody withdrew or declined."


def by_stage(stages: tuple[Stage, ...], outcome: str) -> dict[str, int]:
    """Return how many ended so at each stage, stages without any left out."""
    return {each.name: each.outcomes[outcome] for each in stages if each.outcomes.get(outcome)}


def at(stage: str) -> str:
    """Return when a candidate at a stage stopped, in words."""
    after = {"offer made": "being offered the post", "accepted": "accepting", "applied": "applying"}
    return f"after {after.get(stage, f'being {stage}')}"


def endings(chosen: Selection) -> None:
    """Draw a table of where the year's applications stopped and how; the download withholds small numbers."""
    stages = read_funnel(chosen)
    if stages is None:
        return
    rows = [
        {"Furthest stage": category_name("furthest", each.name)}
        | {title: each.outcomes.get(outcome, 0) for outcome, title in ENDS.items()}
        for each in stages
        if each.name != "started"
    ]
    table = pl.DataFrame(rows)
    ended = {title: int(table[title].sum()) for title in ENDS.values()}
    with st.container(border=True):
        st.subheader(
            f"{ended['Withdrew']:,} withdrew, {ended['Declined']:,} declined, "
            f"{ended['In progress']:,} still in progress", anchor=False,
        )  # fmt: skip
        st.caption(escaped(
            f"Applications made in the 12 months to {long_date(chosen.as_at)} that have not led to a first day, by the "
            f"furthest stage reached. Left open: no outcome is recorded, though the post is filled or cancelled. "
            f"{chosen.area}."
        ))  # fmt: skip
        listed(table, "Applications by the furthest stage reached and what became of them")
        found = series(chosen, "application_funnel")
        ends = found.at_parts("furthest_outcome", chosen.as_at)
        extras(chosen, "application_funnel-endings", (found.measure,), ends)


def now_waiting(chosen: Selection) -> None:
    """Draw how many candidates are at each stage and how long they have been there."""
    found = series(chosen, "candidate_wait_days")
    reason = nothing_to_show(found, chosen.as_at, authority_series(chosen, "candidate_wait_days"))
    now = found.at(chosen.as_at)
    if reason or now is None or not now["n"]:
        sentence(reason or f"No candidate is in the running: {chosen.area}, as at {long_date(chosen.as_at)}.")
        return
    cells = {cell["category"]: cell for cell in found.at_parts("stage", chosen.as_at)}
    held = [cells[name] for name in pipeline.STAGES if name in cells]
    bars = [
        charts.Bar(
            category_name("stage", cell["category"]), cell["n"],
            f"{cell['n']:,}, median {shown(found.measure, cell)}",
        )
        for cell in held
    ]  # fmt: skip
    before = [cell for cell in held if cell["category"] != "accepted"] or held
    slowest = max(before, key=lambda cell: cell["value"])
    stage = lowered(category_name("stage", slowest["category"]))
    draw(chosen, Card(
        key="candidate_wait_days-by-stage", measures=(found.measure,),
        headline=f"{numbered(now['n'], 'candidate')} in the running; the longest median wait is "
                 f"{shown(found.measure, slowest)} ({stage})",
        subtitle=f"Candidates by the stage they are at, and the median number of days since they reached it. "
                 f"{chosen.area}, as at {long_date(chosen.as_at)}.",
        figures="", figure=charts.ranked(bars, palette(), in_order=True),
        alt=alt_bars("candidates by stage", [(bar.name, bar.words) for bar in bars]), cells=held,
    ))  # fmt: skip


def candidates(chosen: Selection) -> pl.DataFrame:
    """Return the candidates who have waited longest, by place, and all who have accepted and are still to start."""
    return read_query(chosen.snapshot, "candidates", chosen.as_at, chosen.level, chosen.area)


def longest_waiting(chosen: Selection) -> None:
    """Draw the candidates who have waited longest by their requisition, never by who they are; no download."""
    if not authority_series(chosen, "candidate_wait_days").is_supplied():
        return
    rows = candidates(chosen).filter(pl.col("place") <= LONGEST)
    if rows.is_empty():
        return
    with st.container(border=True):
        days = numbered(rows["waited_days"][0], "day")
        st.subheader(f"The longest wait at one stage is {days}", anchor=False)
        st.caption(escaped(
            f"The {numbered(rows.height, 'candidate')} longest at the present stage, one line each, by requisition. "
            f"{chosen.area}, as at {long_date(chosen.as_at)}. Internal only."
        ))  # fmt: skip
        named = rows.with_columns(
            role_names(), days_spelled("since_date"),
            pl.col("stage").map_elements(lambda stage: category_name("stage", stage), pl.String),
        )  # fmt: skip
        listed(named.select(list(WAITS)).rename(WAITS), "The candidates who have waited longest")


def still_to_start(chosen: Selection) -> None:
    """Draw the accepted offers whose first day is still to come, with their dates; there is no download."""
    if not authority_series(chosen, "acceptance_to_start").is_supplied():
        sentence("Accepted and still to start: not supplied. The extracts do not hold what this list is made from.")
        return
    rows = candidates(chosen).filter(stage="accepted").sort("start_date", "since_date", nulls_last=True)
    if rows.is_empty():
        sentence(f"Nobody has accepted and is still to start: {chosen.area}, as at {long_date(chosen.as_at)}.")
        return
    dated = rows["start_date"].drop_nulls()
    with st.container(border=True):
        st.subheader(starting(rows.height, dated.to_list()), anchor=False)
        fte = f"{amount(float(rows['fte'].sum() or 0))} FTE. " if rows["fte"].null_count() < rows.height else ""
        st.caption(escaped(
            f"Accepted offers that stand, without a first day up to {long_date(chosen.as_at)}; without a start date, "
            f"those accepted in the 12 months. {fte}{chosen.area}. Internal only."
        ))  # fmt: skip
        named = rows.with_columns(
            role_names(), days_spelled("since_date"), days_spelled("start_date").fill_null(NO_DAY),
            pl.col("fte").map_elements(amount, pl.String),
        )  # fmt: skip
        listed(named.select(list(COMING)).rename(COMING), "Accepted offers still to start")


def starting(count: int, days: list[date]) -> str:
    """Return how many are still to start, and the first and last of their days."""
    people = numbered(count, "accepted offer is", "accepted offers are")
    if not days:
        return f"{people} still to start, no start date given"
    first, last = min(days), max(days)
    when = f"on {long_date(first)}" if first == last else f"{long_date(first)} to {long_date(last)}"
    missing = f", {count - len(days):,} without a date" if len(days) < count else ""
    return f"{people} still to start: {when}{missing}"


def role_names() -> pl.Expr:
    """Return the role of each row in words, nothing where it is not known."""
    return pl.col("org_role").map_elements(lambda role: ROLES.get(role, ""), pl.String)


def days_spelled(column: str) -> pl.Expr:
    """Return a column of dates as a reader writes them, kept on one line."""
    return pl.col(column).map_elements(lambda day: long_date(day).replace(" ", "\u00a0"), pl.String)
