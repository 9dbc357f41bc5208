"""What Agency shows beside the measures: assignments about to end, what they cost, the checks with every failure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from workforce.catalogue import MEASURES
from workforce.series import Series, category_name, fraction, long_date, rounded
from workforce.ui.agency_rules import rules_in_force
from workforce.ui.banner import source_line
from workforce.ui.cards import extras, listed, sentence
from workforce.ui.hiring import ROLES
from workforce.ui.selection import Selection, authority_series, read_query, series, setting
from workforce.ui.words import capitalised, escaped
from workforce.wording import numbered

USUAL_HOURS = 37.0
COSTS = ("agency_cost", "agency_cost_ratio")
ADVICE = (
    "These are checks against the rules as configured in authority.toml, not legal advice. What cannot be assessed is "
    "never counted as passed."
)
ENDING = {"worker": "Worker", "cases": "Cases", "known_end": "Ends", "team": "Team", "person_role": "Role"}
ENDING_TEAMS = {
    "team": "Team", "team_workers": "Ending", "team_cases": "Cases they hold", "team_first_end": "First end",
}  # fmt: skip
FAILURE = {"worker": "Worker", "recorded": "Recorded", "asks": "The rule asks", "team": "Team", "person_role": "Role"}
VERDICTS = {
    "rule": "Rule", "failed": "Failed", "passed": "Passed", "not_assessable": "Cannot be assessed",
    "not_yet_bound": "Not yet bound", "missing": "Why not assessed",
}  # fmt: skip


def columns_sent(chosen: Selection) -> set[str]:
    """Return the columns of the agency file that were sent."""
    return set((setting(chosen, "supplied.agency_assignments") or "").split(","))


def total(rows: pl.DataFrame, column: str) -> Any:
    """Return the sum of a column, nothing recorded counting as 0."""
    return sum(value for value in rows[column].to_list() if value is not None)


def named(rows: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    """Return rows as a reader sees them: roles and dates in words, columns under their names."""
    words = [
        pl.col(name).map_elements(lambda day: long_date(day).replace(" ", "\u00a0"), pl.String)
        for name, kind in rows.schema.items()
        if kind == pl.Date
    ]
    if "person_role" in rows.columns:
        role = pl.col("person_role").map_elements(ROLES.get, pl.String)
        words.append(role.fill_null("Not recorded"))
    if "team" in rows.columns:
        words.append(pl.col("team").fill_null("Team not matched"))
    return rows.with_columns(words).select(list(names)).rename(dict(names))


def agency_sentence(chosen: Selection) -> str:
    """Return the page's message: how many agency workers there are, their cost, and how many go soon."""
    workers, cost = (series(chosen, name).at(chosen.as_at) for name in ("agency_headcount", "agency_cost"))
    if workers is None or workers["value"] is None:
        return "The extracts do not say who works through an agency."
    words = numbered(workers["value"], "agency worker", "agency workers")
    if cost and cost["value"]:
        words += f", who cost about {money(cost['value'])} a month"
    rows = read_query(chosen.snapshot, "agency_ending", chosen.as_at, chosen.level, chosen.area)
    if rows.is_empty():
        return f"{words}; no assignment is known to end in 90 days."
    cases = numbered(total(rows, "cases"), "case")
    return f"{words}; {numbered(rows.height, 'assignment ends', 'assignments end')} in 90 days, with {cases}."


def matched_message(chosen: Selection) -> str:
    """Return how many of the year's conversions only the registration number shows."""
    found = series(chosen, "agency_conversions")
    now = found.at(chosen.as_at)
    if now is None or not now["value"]:
        return ""
    parts = {cell["category"]: cell["value"] or 0 for cell in found.at_parts("matched", chosen.as_at)}
    across = rounded(parts.get("registration number", 0), 0)
    return f"{across} of {rounded(now['value'], 0)} found by registration number under two references"


def ending_soon(chosen: Selection) -> None:
    """Draw the agency workers whose assignment ends in the next 90 days, with the cases they hold; no download."""
    if not authority_series(chosen, "agency_headcount").is_supplied():
        sentence("Assignments that end soon: agency workers are not supplied.")
        return
    missing = "" if "planned_end_date" in columns_sent(chosen) else " Planned ends are not supplied."
    rows = read_query(chosen.snapshot, "agency_ending", chosen.as_at, chosen.level, chosen.area)
    if rows.is_empty():
        none = f"No agency assignment is known to end in the 90 days after {long_date(chosen.as_at)}: {chosen.area}."
        sentence(none + missing)
        return
    teams = rows.unique("team", keep="first").sort(["team_cases", "team"], descending=[True, False])
    workers, cases = rows.height, total(teams, "team_cases")
    verb = "assignment ends" if workers == 1 else "assignments end"
    with st.container(border=True):
        st.subheader(f"{workers} agency {verb} in 90 days, with {numbered(cases, 'case')}", anchor=False)
        st.caption(escaped(
            f"Agency workers whose last assignment in a team has a planned end, or an end that is recorded and was "
            f"known by then, in the 90 days after {long_date(chosen.as_at)}; the children each holds in it at the "
            f"close. {chosen.area}.{missing} {source_line(chosen)}"
        ))  # fmt: skip
        listed(named(teams, ENDING_TEAMS), "Assignments that end in 90 days by team, with the cases held")
        with st.expander(f"Each of them: {numbered(workers, 'worker')}, the next to end first"):
            st.caption("Internal only: rows about people are not for reports outside the service.")
            listed(named(rows, ENDING), "Agency workers whose assignment ends in 90 days, under pseudonyms")
            st.caption("The pseudonyms stay the same while this snapshot is in use and change with the next one.")


def cost(chosen: Selection) -> None:
    """Draw what the agency workers present cost a month, set against employees of the same roles: an estimate."""
    if "hourly_price" not in columns_sent(chosen):
        sentence("What agency workers cost: not supplied. It needs hourly_price in agency_assignments.")
        return
    rows = read_query(chosen.snapshot, "agency_costs", chosen.as_at, chosen.level, chosen.area)
    priced = total(rows, "priced")
    if not priced:
        where = f"{chosen.area}, as at {long_date(chosen.as_at)}"
        sentence(f"What agency workers cost: no assignment with a price and an FTE, {where}.")
        return
    hours = float(setting(chosen, "reading.standard_hours") or USUAL_HOURS)
    unpriced = total(rows, "assignments") - priced
    left_out = f" {unpriced} without a price or FTE left out." if unpriced else ""
    with st.container(border=True):
        st.subheader(escaped(cost_message(rows)), anchor=False)
        st.caption(escaped(
            f"An estimate for the {numbered(priced, 'agency assignment')} present at the close, {chosen.area}, as at "
            f"{long_date(chosen.as_at)}: hourly price × {rounded(hours)} hours a week × 52 ÷ 12 × FTE.{left_out} "
            f"{compared_words(rows)} {source_line(chosen)}"
        ))  # fmt: skip
        listed(cost_table(rows), "Agency cost a month by role, beside employees of the same role")
        by_role = [cell for name in COSTS for cell in series(chosen, name).at_parts("role", chosen.as_at)]
        extras(chosen, "agency-cost-by-role", tuple(MEASURES[name] for name in COSTS), by_role)


def cost_message(rows: pl.DataFrame) -> str:
    """Return what agency workers cost a month and how much more that is than employees, where that is known."""
    message = f"Agency workers cost about {money(total(rows, 'agency_cost'))} a month"
    compared = total(rows, "compared")
    if not compared:
        return message
    apart = difference(total(rows, "compared_cost"), total(rows, "employed_cost"))
    partly = compared < total(rows, "priced")
    return f"{message}; {compared} of them {apart} than employees" if partly else f"{message}, {apart} than employees"


def compared_words(rows: pl.DataFrame) -> str:
    """Return what the employed equivalent is made of, or that it is not supplied."""
    if not total(rows, "compared"):
        return "The employed equivalent is not supplied: set [employed_hourly] in authority.toml."
    without = total(rows, "priced") - total(rows, "compared")
    lacks = f" {numbered(without, 'assignment')} of a role without one stand outside the comparison." if without else ""
    return (
        "The employed equivalent is the same hours at the cost of an employee of the role, set under [employed_hourly] "
        f"in authority.toml.{lacks}"
    )


def cost_table(rows: pl.DataFrame) -> pl.DataFrame:
    """Return agency cost and employed equivalent by role, in pounds a month."""
    return pl.DataFrame([
        {
            "Role": category_name("role", row["role"]),
            "Agency, a month": money(row["agency_cost"]) if row["priced"] else "no price",
            "Employed, a month": money(row["employed_cost"]) if row["compared"] else "not supplied",
            "Difference": difference(row["compared_cost"], row["employed_cost"]) if row["compared"] else "",
            "Assignments": str(row["priced"]),
            "FTE": rounded(row["fte"] or 0.0),
        }
        for row in rows.iter_rows(named=True)
    ])  # fmt: skip


def difference(agency: float, employed: float) -> str:
    """Return how much more or less agency workers cost."""
    return f"{money(abs(agency - employed))} {'more' if agency >= employed else 'less'}"


def money(pounds: float | None) -> str:
    """Return pounds, whole."""
    return f"£{rounded(pounds or 0.0, 0)}"


def rule_checks(chosen: Selection) -> None:
    """Draw how many assignments fail, pass or cannot be assessed by each rule, and list every failure."""
    st.markdown(ADVICE)
    in_force = date.fromisoformat(setting(chosen, "agency_rules.in_force") or date.max.isoformat())
    if not authority_series(chosen, "agency_headcount").is_supplied():
        sentence("Checks against configured rules: agency workers are not supplied, so nothing is assessed.")
        return
    if chosen.as_at < in_force:
        since = f"as configured they are in force from {long_date(in_force)}"
        sentence(f"The rules did not yet bind at {long_date(chosen.as_at)}: {since}.")
        return
    rows = read_query(chosen.snapshot, "agency_verdicts", chosen.as_at, chosen.level, chosen.area)
    if rows.is_empty():
        sentence(f"No agency assignment was present: {chosen.area}, as at {long_date(chosen.as_at)}.")
        return
    with st.container(border=True):
        st.subheader(escaped(failing_message(series(chosen, "agency_rule_failures"), chosen.as_at)), anchor=False)
        st.caption(escaped(
            f"Agency assignments present at the close by what each rule says of them. {chosen.area}, as at "
            f"{long_date(chosen.as_at)}. {waiting(chosen, rows)}{source_line(chosen)}"
        ))  # fmt: skip
        listed(verdict_table(rows), "Assignments that fail, pass or cannot be assessed, by rule")
        found = series(chosen, "agency_rule_failures")
        extras(chosen, "agency-rule-failures-by-rule", (found.measure,), found.at_parts("rule", chosen.as_at))
        with st.popover("The rules", width="content"):
            rules_in_force(chosen)
        every_failure(chosen)


def failing_message(found: Series, as_at: date) -> str:
    """Return how many of the assignments bound by the rules fail at least one."""
    now = found.at(as_at)
    if now is None or now["value"] is None:
        return "No rule can be assessed" if now and now["status"] != "z" else "The rules bind no assignment yet"
    if not now["numerator"]:
        return f"No failure found in {numbered(now['denominator'], 'assignment')} that the rules bind"
    return f"{fraction(found.measure, now)} fail at least one rule"


def waiting(chosen: Selection, rows: pl.DataFrame) -> str:
    """Return how many assignments the rules do not bind yet, and until when; nothing when all are bound."""
    count = rows["not_yet_bound"].max()
    if not isinstance(count, int) or not count:
        return ""
    until = date.fromisoformat(setting(chosen, "agency_rules.transition_end") or date.max.isoformat())
    began = "assignment that began" if count == 1 else "assignments that began"
    verb = "is" if count == 1 else "are"
    return f"{count} {began} before the rules {verb} not bound until {long_date(until)}. "


def verdict_table(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the verdicts by rule under their names, without a column that says nothing."""
    order = {"rule": pl.col("rule").map_elements(lambda rule: category_name("rule", rule), pl.String)}
    shown = rows.with_columns(**order, missing=pl.col("missing").fill_null("").map_elements(capitalised, pl.String))
    kept = [name for name in VERDICTS if name != "not_yet_bound" or total(rows, "not_yet_bound")]
    kept = [name for name in kept if name != "missing" or rows["missing"].is_not_null().any()]
    return shown.select(kept).rename({name: VERDICTS[name] for name in kept})


def every_failure(chosen: Selection) -> None:
    """List every failure under its rule, what was recorded beside what the rule asks; there is no download."""
    rows = read_query(chosen.snapshot, "agency_failures", chosen.as_at, chosen.level, chosen.area)
    for (rule,), failing in rows.group_by("rule", maintain_order=True):
        name = category_name("rule", str(rule))
        with st.expander(f"{name}: {numbered(failing.height, 'failure')}"):
            listed(named(failing, FAILURE), f"Every failure of the rule {name.lower()}, under pseudonyms")
    if rows.height:
        st.caption(
            "Every failure is listed. Internal only: rows about people are not for reports outside the service. The "
            "pseudonyms stay the same while this snapshot is in use and change with the next one."
        )
