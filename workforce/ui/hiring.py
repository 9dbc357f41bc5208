"""What Recruitment shows beside the measures: its message, the same months last year and the oldest open posts."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from workforce import charts
from workforce.narrative import composition, subtitle
from workforce.series import amount, clipped, long_date, lowered, shown, subject, year_before
from workforce.ui.cards import Card, draw, listed, sentence
from workforce.ui.selection import Selection, authority_series, read_query, series
from workforce.ui.words import capitalised, escaped, palette
from workforce.wording import numbered

ROLES = {
    1: "Senior manager",
    2: "Middle manager",
    3: "First-line manager",
    4: "Senior practitioner",
    5: "Case holder",
    6: "Qualified, without cases",
}
# In this order, as a narrow screen shows the first columns and the rest by scrolling the table.
POST = {
    "requisition_ref": "Requisition",
    "age_days": "Days open",
    "stage": "Furthest candidate",
    "team": "Team",
    "org_role": "Role",
    "approved_date": "Approved",
    "position_ref": "Position",
}


def flow_sentence(chosen: Selection) -> str:
    """Return the page's message: starters and leavers in 12 months, and in the 12 months before."""
    joined, left = (twelve(chosen, measure) for measure in ("starters_12m", "leavers_12m"))
    if not joined or not left:
        return "The extracts do not say who joined or left."
    until = f"in the 12 months to {long_date(chosen.as_at)}"
    people = numbered(joined[0], "person", "people")
    return f"{people} joined {until}{joined[1]}, and {amount(left[0])} left{left[1]}."


def twelve(chosen: Selection, measure: str) -> tuple[float, str] | None:
    """Return a 12-month count, and the count a year before in brackets when it is shown."""
    found = series(chosen, measure)
    now, then = found.at(chosen.as_at), found.in_month(year_before(chosen.as_at))
    if now is None or now["value"] is None:
        return None
    before = f" ({shown(found.measure, then)} the year before)" if then and then["value"] is not None else ""
    return now["value"], before


def pipeline_message(chosen: Selection) -> str:
    """Return how many open posts have nobody in the running, or nothing when no post is open."""
    found = series(chosen, "open_requisitions")
    now = found.at(chosen.as_at)
    if now is None or not now["value"]:
        return ""
    nobody = [cell for cell in found.at_parts("stage", chosen.as_at) if cell["category"] == "no candidate"]
    without = amount(nobody[0]["value"]) if nobody else "0"
    posts = numbered(now["value"], "open post has", "open posts have")
    return f"{without} of {posts} no candidate in the running"


def open_message(chosen: Selection) -> str:
    """Return how many open posts have been open longest, or nothing when no post is open."""
    found = series(chosen, "open_requisitions")
    now = found.at(chosen.as_at)
    if now is None or not now["value"]:
        return ""
    old = [cell for cell in found.at_parts("age_band", chosen.as_at) if cell["category"] == "91+"]
    waited = amount(old[0]["value"]) if old else "0"
    posts = numbered(now["value"], "open post has", "open posts have")
    return f"{waited} of {posts} waited 91 days or more"


def pending_note(chosen: Selection) -> str:
    """Return how many offers of the 12 months still wait for an answer, which offer acceptance leaves out."""
    now = series(chosen, "offers_pending").at(chosen.as_at)
    if now is None or now["value"] is None:
        return ""
    return f"{numbered(now['value'], 'offer waits', 'offers wait')} for an answer and stand outside the rate."


def same_months(chosen: Selection, measure: str) -> None:
    """Draw the last twelve months of a monthly measure over the same months of the year before."""
    found = series(chosen, measure)
    if not authority_series(chosen, measure).is_supplied():
        sentence(f"{found.measure.title}: not supplied. The extracts do not hold what this number is counted from.")
        return
    cells = found.until(chosen.as_at).tail(24)
    value = dict(cells.select("month", "value").iter_rows())
    months = sorted(value)[-12:]
    before = [value.get(year_before(month)) for month in months]
    now, then = found.at(chosen.as_at), found.in_month(year_before(chosen.as_at))
    both = now and then and now["value"] is not None and then["value"] is not None
    earlier = f", against {shown(found.measure, then)} in the same month last year" if then and both else ""
    message = f"{subject(found.measure)}: {found.words(chosen.as_at)} in {chosen.as_at:%B %Y}{earlier}"
    draw(chosen, Card(
        key=f"{measure}-two-years", measures=(found.measure,), headline=message,
        subtitle=subtitle(found, chosen.as_at),
        figures=composition(found.measure, now) if now and now["n"] is not None else "",
        figure=charts.two_years(months, [value[month] for month in months], before, palette()),
        alt=clipped(f"Line chart of {subject(found.measure).lower()} by month, this year and last: {message}."),
        cells=cells.reverse().to_dicts(),
    ))  # fmt: skip


def oldest_message(post: dict[str, Any]) -> str:
    """Return which post has been open longest, by its role, team and position, and for how long."""
    role, team = ROLES.get(post["org_role"], "Role not recorded"), post["team"] or "team not matched"
    position = f" ({post['position_ref']})" if post["position_ref"] else ""
    return f"The oldest open post is {lowered(role)} in {team}{position}: {numbered(post['age_days'], 'day')}"


def oldest_posts(chosen: Selection) -> None:
    """Draw the posts that have been open longest; rows about posts are not for outside, so there is no download."""
    if not authority_series(chosen, "open_requisitions").is_supplied():
        sentence("Open posts: not supplied. The extracts do not hold what this list is made from.")
        return
    rows = read_query(chosen.snapshot, "open_posts", chosen.as_at, chosen.level, chosen.area)
    if rows.is_empty():
        sentence(f"No post is open: {chosen.area}, as at {long_date(chosen.as_at)}.")
        return
    with st.container(border=True):
        st.subheader(escaped(oldest_message(rows.row(0, named=True))), anchor=False)
        st.caption(escaped(
            f"The {numbered(rows.height, 'post')} open longest since approval. {chosen.area}, as at "
            f"{long_date(chosen.as_at)}. Internal only."
        ))  # fmt: skip
        named = rows.with_columns(
            pl.col("org_role").map_elements(lambda role: ROLES.get(role, ""), pl.String),
            pl.col("approved_date").map_elements(lambda day: long_date(day).replace(" ", "\u00a0"), pl.String),
            pl.col("stage").map_elements(capitalised, pl.String),
        )
        listed(named.select(list(POST)).rename(POST), "The posts that have been open longest")
