"""What Retention shows beside the measures: how long people stay, why they leave, when, and the supported year."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Sequence
from datetime import date

import polars as pl
import streamlit as st

from workforce import charts, tenure
from workforce.series import amount, category_name, clipped, long_date, rounded
from workforce.tenure import Tenure
from workforce.ui.banner import source_line
from workforce.ui.cards import Card, download, draw, listed, sentence
from workforce.ui.selection import Selection, authority_series, read_query, read_table, series, setting
from workforce.ui.words import escaped, palette
from workforce.wording import numbered

MONTHS = tuple(month_name)[1:]
# The chi-squared statistic of twelve counts that chance exceeds once in twenty; five a month are needed for it.
BY_CHANCE, FEWEST_A_MONTH = 19.675, 5
UNSAID = {"reason": ("9", "10", "not recorded"), "destination": ("8", "9", "not recorded")}
RETIRED = "5"
WHOLE_MONTHS = "Whole months while ten or more people are under observation, as the file leaves the service."
LONGEST_NAME = 16
BANDED = 2


def leaving_sentence(chosen: Selection) -> str:
    """Return the page's message: who left in 12 months, how many of them by choice and how many soon."""
    left, rate = series(chosen, "leavers_12m").at(chosen.as_at), series(chosen, "voluntary_turnover_rate")
    if left is None or left["value"] is None:
        return "The extracts do not say who left."
    people = numbered(left["value"], "person", "people")
    words = f"{people} left in the 12 months to {long_date(chosen.as_at)}"
    chose, early = rate.at(chosen.as_at), series(chosen, "leavers_within_two_years").at(chosen.as_at)
    if chose and chose["value"] is not None:
        words += f"; {amount(chose['numerator'])} of them resigned"
    if early and early["value"] is not None:
        words += f"; {amount(early['numerator'])} had under two years' service"
    return f"{words}."


def voluntary_note(chosen: Selection) -> str:
    """Return what voluntary turnover is with retirements, and how many leavers have no known reason."""
    found = series(chosen, "voluntary_turnover_rate").at(chosen.as_at)
    if found is None or found["value"] is None or not found["denominator"]:
        return ""
    parts = {
        cell["category"]: cell["value"] or 0 for cell in series(chosen, "leavers_12m").at_parts("reason", chosen.as_at)
    }
    retired, unsaid = parts.get(RETIRED, 0), sum(parts.get(code, 0) for code in UNSAID["reason"])
    both = rounded(100 * (found["numerator"] + retired) / found["denominator"])
    words = f"With {numbered(retired, 'retirement')} it would be {both}%." if retired else "Nobody retired."
    if not unsaid:
        return f"{words} Every leaver has a known reason."
    return f"{words} {numbered(unsaid, 'leaver has', 'leavers have')} no known reason, so counted as neither."


def split_message(chosen: Selection, measure: str, breakdown: str, what: str) -> str:
    """Return the largest known part of the people who came or left, or how many are not known."""
    cells = series(chosen, measure).at_parts(breakdown, chosen.as_at)
    total = sum(cell["value"] or 0 for cell in cells)
    known = [
        cell for cell in cells if cell["value"] and cell["category"] not in UNSAID.get(breakdown, ("not recorded",))
    ]
    if not total:
        return ""
    if not known:
        return f"{what} of none of {numbered(total, 'person', 'people')} is known"
    most = max(known, key=lambda cell: cell["value"])
    name = category_name(breakdown, most["category"])
    return f"{name}: {amount(most['value'])} of {numbered(total, 'person', 'people')}"


def when_in_the_year(chosen: Selection) -> None:
    """Draw the leavers of every whole month of history by calendar month, and over how many years they are counted."""
    found = series(chosen, "leavers")
    if not authority_series(chosen, "leavers").is_supplied():
        sentence("When people leave: not supplied.")
        return
    cells = found.until(chosen.as_at).filter(~pl.col("is_partial"), pl.col("value").is_not_null())
    years = cells.height // 12
    cells = cells.tail(12 * years)
    if not years or not cells["value"].sum():
        sentence(
            f"When in the year people leave: nobody left {chosen.area} in a whole year to {long_date(chosen.as_at)}."
        )
        return
    last, total = cells["as_at"].to_list()[-1], float(cells["value"].sum())
    counts = dict(cells.group_by(pl.col("month").dt.month()).agg(pl.col("value").sum()).iter_rows())
    columns = [
        (name[:3], counts.get(place, 0.0), amount(counts.get(place, 0.0))) for place, name in enumerate(MONTHS, 1)
    ]
    most = max(zip(MONTHS, columns, strict=True), key=lambda each: each[1][1])
    people, span = numbered(total, "leaver"), numbered(years, "year")
    draw(chosen, Card(
        key="leavers-by-calendar-month", measures=(found.measure,),
        headline=f"Most left in {most[0]}: {most[1][2]} of {people} in {span}",
        subtitle=f"People whose last day was in each calendar month, {numbered(years, 'whole year')} to "
                 f"{long_date(last)} added up. {chosen.area}; people.",
        figures=evenness([value for _, value, _ in columns]),
        figure=charts.columns(columns, palette()), cells=cells.reverse().to_dicts(),
        alt=clipped(f"Leavers by calendar month over {span}: most in {most[0]}, {most[1][2]} of {people}."),
    ))  # fmt: skip


def evenness(counts: Sequence[float]) -> str:
    """Return what an even spread would be, and whether the calendar months differ more than chance makes them."""
    even = sum(counts) / len(counts)
    words = f"An even spread would be {rounded(even)} a calendar month"
    if even < FEWEST_A_MONTH:
        return f"{words}; too few left to tell a season from chance."
    apart = sum((count - even) ** 2 for count in counts) / even
    return f"{words}; the months differ {'more than' if apart > BY_CHANCE else 'no more than'} chance makes them."


@st.cache_resource(max_entries=200)
def tenures(path: str, as_at: date, level: str, area: str) -> dict[str, list[Tenure]]:
    """Return the curves of one area by contract, by role and by team; shared between readers, so never changed."""
    rows = read_query(path, "tenures", as_at, level, area)
    return {"contract": tenure.by_contract(rows)} | {part: tenure.by_part(rows, part) for part in ("role", "team")}


def how_long(chosen: Selection) -> None:
    """Draw how long people stay: permanent beside agency, and the permanent staff by role and by team."""
    found = tenures(chosen.snapshot, chosen.as_at, chosen.level, chosen.area)
    kinds, roles, teams = st.tabs(["Permanent and agency", "By role", "By team"])
    with kinds:
        lasting(chosen, found["contract"], "How long people stay, by contract", "contract")
    with roles:
        lasting(chosen, found["role"], "How long permanent staff stay, by role", "role")
    with teams:
        lasting(chosen, found["team"], "How long permanent staff stay, by team", "team")
    with st.expander("How this is worked out"):
        st.markdown("\n".join(f"- {escaped(each)}" for each in tenure.METHOD))


def lasting(chosen: Selection, groups: Sequence[Tenure], title: str, key: str) -> None:
    """Draw the curves of some groups with their numbers at risk; the download holds whole months of ten or more."""
    drawn = [each for each in groups if each.is_known][: charts.MOST_LINES]
    if not drawn:
        few = tenure.FEWEST if key == "contract" else tenure.SPLIT_FROM
        sentence(
            f"{title}: withheld for {chosen.area} at {long_date(chosen.as_at)}, as no group has {few} people to count."
        )
        return
    longest = max(each.curve.ends for each in drawn)
    times = charts.ticks(longest)
    message = tenure.headline(drawn) if key == "contract" else spread(drawn)
    with st.container(border=True):
        st.subheader(escaped(message), anchor=False)
        st.caption(escaped(
            f"{title}: share still here after each month of service, with the numbers under observation below. "
            f"{chosen.area}, from {long_date(begun(chosen))} to {long_date(chosen.as_at)}. Internal only."
        ))  # fmt: skip
        lines = [line(each, times, len(drawn)) for each in drawn]
        st.plotly_chart(
            charts.lasting(lines, palette(), "Months of service", times, "months"),
            key=f"tenure-{key}", theme=None, config=charts.CONFIG, alt=clipped(f"Step curves. {message}."),
        )  # fmt: skip
        remarks = [*tenure.notes(groups), left_out(groups, drawn), shaded(drawn), source_line(chosen)]
        st.caption(escaped(" ".join(words for words in remarks if words)))
        listed(tenure.table(groups), title)
        download(chosen, f"tenure-{key}", tenure.outside(groups), WHOLE_MONTHS)


def begun(chosen: Selection) -> date:
    """Return the day from which people are observed."""
    first: date = read_table(chosen.snapshot, "marts.dim_months")["month"].min()  # type: ignore[assignment]
    return first


def line(each: Tenure, times: Sequence[int], lines: int) -> charts.Lasting:
    """Return one group as the picture draws it, with limits where few lines are drawn."""
    curve = each.curve
    known = [time for time in times if curve.begins <= time <= curve.ends]
    name = each.name if len(each.name) <= LONGEST_NAME else f"{each.name[: LONGEST_NAME - 1].rstrip()}…"
    watched = list(zip(known, each.at_risk(known), strict=True))
    return charts.of_curve(name, curve, watched, lines <= BANDED)


def spread(drawn: Sequence[Tenure]) -> str:
    """Return where half have left soonest and where latest, in months, of the groups drawn."""
    reached = sorted((each.curve.median, each.name) for each in drawn if each.curve.median is not None)
    if not reached:
        return "In no group drawn have half of the permanent staff left"
    (soonest, first), (latest, last) = reached[0], reached[-1]
    if len(reached) == 1:
        return f"{first}: half of the permanent staff have left after {rounded(soonest, 0)} months"
    return f"Half have left after {rounded(soonest, 0)} months ({first}) to {rounded(latest, 0)} months ({last})"


def left_out(groups: Sequence[Tenure], drawn: Sequence[Tenure]) -> str:
    """Return how many groups stand in the table only."""
    more = sum(each.is_known for each in groups) - len(drawn)
    return f"The {len(drawn)} largest groups are drawn; {more} more are in the table." if more > 0 else ""


def shaded(drawn: Sequence[Tenure]) -> str:
    """Return what the shading is, where it is drawn."""
    return "The shading holds the 95% limits." if len(drawn) <= BANDED else ""


def protected_sentence(chosen: Selection) -> str:
    """Return who is in the supported year and how their caseloads stand against the protected limit."""
    people = series(chosen, "newly_qualified").at(chosen.as_at)
    if people is None or people["value"] is None:
        return "The extracts do not say who is in the supported year."
    words = f"{numbered(people['value'], 'worker is', 'workers are')} in the supported year"
    over = series(chosen, "newly_qualified_over_limit").at(chosen.as_at)
    limit = setting(chosen, "caseload.newly_qualified_limit")
    if over is None or over["value"] is None or limit is None:
        return f"{words}."
    holders, most = numbered(over["denominator"], "case holder"), f"{amount(float(limit))} cases per FTE"
    return f"{words}; {amount(over['numerator'])} of {holders} among them hold more than the protected {most}."


def limit_note(chosen: Selection) -> str:
    """Return the authority's own limit for newly qualified workers."""
    limit = setting(chosen, "caseload.newly_qualified_limit")
    return f"The protected limit is {amount(float(limit))} cases per FTE." if limit else ""
