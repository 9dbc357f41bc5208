"""How long posts take to fill with the open ones counted, and open requisitions beside vacant posts."""

from __future__ import annotations

import polars as pl
import streamlit as st

from workforce import charts, survival
from workforce.catalogue import MEASURES
from workforce.series import amount, clipped, long_date, rounded
from workforce.survival import Curve
from workforce.ui.banner import source_line
from workforce.ui.cards import define, download, listed, sentence
from workforce.ui.selection import Selection, authority_series, read_query, series
from workforce.ui.words import escaped, palette
from workforce.wording import numbered

FEWEST = 5
WEEKS = "Whole weeks while ten or more posts are at risk, as the file leaves the service."
VACANT = {
    "open requisition": "An open requisition", "offer accepted": "No open requisition, an offer accepted",
    "frozen": "No requisition, post frozen", "no requisition": "No requisition",
    "not matched": "Cannot be matched: known by team and role only",
}  # fmt: skip
RECRUITED = {
    "position vacant": "A vacant post", "position filled": "A post that somebody still holds",
    "position unknown": "A post that is not in the structure", "no position given": "No position reference given",
    "not matched": "Cannot be matched: vacancies are known by team and role only",
}  # fmt: skip


def with_open_posts(chosen: Selection) -> None:
    """Draw the share of posts still unfilled by days since approval, open posts included, beside the plain median."""
    if not authority_series(chosen, "time_to_fill").is_supplied():
        sentence("Time to fill with the posts still open: not supplied.")
        return
    rows = read_query(chosen.snapshot, "requisitions_watched", chosen.as_at, chosen.level, chosen.area)
    joined, last = rows["entry_days"].to_list(), rows["last_days"].to_list()
    curve = survival.curve(joined, last, rows["is_filled"].to_list(), FEWEST)
    if not curve.steps:
        sentence(
            f"Time to fill with the posts still open: no curve for {chosen.area} in the 12 months to "
            f"{long_date(chosen.as_at)}, because fewer than {FEWEST} posts were open together when one was filled."
        )
        return
    message = fill_message(curve, plain_median(chosen))
    times = charts.ticks(curve.ends, charts.DAY_STEPS)
    watched = list(zip(times, survival.at_risk(joined, last, times), strict=True))
    filled = int(rows["is_filled"].sum())
    with st.container(border=True):
        st.subheader(escaped(message), anchor=False)
        st.markdown(escaped(
            f"{numbered(rows.height, 'post')} open at any time in the 12 months: {filled:,} filled, "
            f"{rows.height - filled:,} still open or cancelled."
        ))  # fmt: skip
        st.caption(escaped(
            f"Share of posts not yet filled, by calendar days since approval (Kaplan and Meier). {chosen.area}, "
            f"12 months to {long_date(chosen.as_at)}. A post still open counts as unfilled up to today, a cancelled "
            "one up to its cancellation; one approved before the 12 months joins at its age when they began. Drawn "
            f"where at least {FEWEST} posts are at risk; the shade is the 95% limits. Internal only."
        ))  # fmt: skip
        figure = charts.lasting(
            [charts.of_curve("Posts", curve, watched)], palette(), "Days since approval", times, "days"
        )
        st.plotly_chart(
            figure, key="chart-fill-curve", theme=None, config=charts.CONFIG,
            alt=clipped(f"Step curve of posts not yet filled by days since approval: {message}."),
        )  # fmt: skip
        st.caption(escaped(source_line(chosen)))
        with st.container(horizontal=True, gap="small"):
            with st.popover("Numbers", width="content"):
                listed(steps(curve), "The steps of the curve")
            download(chosen, "time-to-fill-with-open-posts", outside(rows, curve), WEEKS)
            with st.popover("Definition", width="content"):
                define(MEASURES["time_to_fill"])


def outside(rows: pl.DataFrame, curve: Curve) -> pl.DataFrame:
    """Return what of the curve may leave the service: the share not yet filled at whole weeks."""
    entry, last, filled = (rows[name].to_list() for name in ("entry_days", "last_days", "is_filled"))
    found = survival.at_whole_times(curve, entry, last, filled, step=7)
    names = ("days_since_approval", "not_yet_filled_percent", "lower_95_percent", "upper_95_percent")
    return pl.DataFrame(found, schema=names, orient="row")


def plain_median(chosen: Selection) -> float | None:
    """Return the median time to fill of filled posts only, None without any."""
    now = series(chosen, "time_to_fill").at(chosen.as_at)
    return now["value"] if now else None


def fill_message(curve: Curve, plain: float | None) -> str:
    """Return the median with the open posts counted beside the plain one."""
    alone = "" if plain is None else f"; {amount(plain)} counting filled posts only"
    if curve.median is None:
        last = rounded(curve.steps[-1].time, 0)
        return f"With open posts counted, fewer than half are filled within {last} days{alone}"
    return f"With open posts counted, half are filled within {rounded(curve.median, 0)} days{alone}"


def steps(curve: Curve) -> pl.DataFrame:
    """Return the steps of the curve as a reader's table."""
    return pl.DataFrame(
        [
            {
                "Day": rounded(step.time, 0), "At risk": step.at_risk, "Filled": step.events,
                "Not yet filled": f"{rounded(100 * step.survival)}%",
            }
            for step in curve.steps
        ]
    )  # fmt: skip


def beside_vacancies(chosen: Selection) -> None:
    """Draw vacant posts beside open requisitions, each side parted by whether it has the other; never added."""
    missing = [
        title
        for measure, title in (("vacancy_rate", "vacant posts"), ("open_requisitions", "open requisitions"))
        if (now := authority_series(chosen, measure).at(chosen.as_at)) is None or now["value"] is None
    ]
    if missing:
        sentence(f"Vacant posts beside open requisitions: {' and '.join(missing)} not supplied for this month.")
        return
    rows = read_query(chosen.snapshot, "vacancies_recruited", chosen.as_at, chosen.level, chosen.area)
    vacant, asked = (rows.filter(side=side) for side in ("vacancies", "requisitions"))
    if rows.is_empty():
        sentence(f"No vacant post and no open requisition: {chosen.area}, as at {long_date(chosen.as_at)}.")
        return
    with st.container(border=True):
        st.subheader(escaped(beside_message(vacant, asked)), anchor=False)
        st.caption(escaped(
            f"A vacancy is working time in the structure that nobody employed fills; a requisition is leave to "
            f"recruit. They are matched post by post through the position reference and never added. {chosen.area}, "
            f"as at {long_date(chosen.as_at)}. Internal only."
        ))  # fmt: skip
        with st.grid(2, min_column_width=300):
            side(vacant, VACANT, "Vacant posts with")
            side(asked, RECRUITED, "Open requisitions for")
        for note in notes(asked):
            st.caption(escaped(note))
        st.caption(escaped(source_line(chosen)))
        with st.popover("Definition", width="content"):
            for measure in ("vacancy_rate", "open_requisitions"):
                define(MEASURES[measure])


def side(rows: pl.DataFrame, names: dict[str, str], title: str) -> None:
    """Draw one side as a short table with its total, or that it is empty."""
    with st.container():
        if rows.is_empty():
            st.markdown(f"{title}: none.")
            return
        held = {row["part"]: row for row in rows.iter_rows(named=True)}
        told = [{title: name, **figures(held[part])} for part, name in names.items() if part in held]
        whole = {"posts": int(total(rows, "posts")), "fte": total(rows, "fte")}
        listed(pl.DataFrame([*told, {title: "All", **figures(whole)}]), title)


def figures(row: dict) -> dict[str, str]:
    """Return the posts and the FTE of one line as they are shown."""
    return {"Posts": f"{row['posts']:,}", "FTE": rounded(row["fte"])}


def beside_message(vacant: pl.DataFrame, asked: pl.DataFrame) -> str:
    """Return how much vacant working time has nobody coming and no requisition, or that it cannot be matched."""
    whole = rounded(total(vacant, "fte"))
    posts = numbered(total(asked, "posts"), "open requisition")
    if not vacant.filter(part="not matched").is_empty():
        return f"{whole} FTE vacant and {posts}: they cannot be matched post by post"
    without = total(vacant.filter(pl.col("part").is_in(["no requisition", "frozen"])), "fte")
    held = numbered(
        total(asked.filter(part="position filled"), "posts"), "open requisition is", "open requisitions are"
    )
    return f"{rounded(without)} of {whole} vacant FTE have no requisition; {held} for a post still held"


def total(rows: pl.DataFrame, column: str) -> float:
    """Return the sum of a column, 0 without rows."""
    return float(rows[column].sum() or 0)


def notes(asked: pl.DataFrame) -> list[str]:
    """Return what is missing from the requisitions: their position references, their FTE."""
    unplaced = total(asked.filter(part="no position given"), "posts")
    unknown = total(asked, "without_fte")
    return [
        *([f"{having(unplaced)} no position reference, so {them(unplaced)} cannot be matched to a vacancy."]
          if unplaced else []),
        *([f"{having(unknown)} no FTE: {them(unknown)} {'counts' if unknown == 1 else 'count'} among the posts, not in "
           "the FTE."] if unknown else []),
    ]  # fmt: skip


def having(count: float) -> str:
    """Return a number of requisitions with its verb."""
    return numbered(count, "open requisition has", "open requisitions have")


def them(count: float) -> str:
    """Return the pronoun for so many requisitions."""
    return "it" if count == 1 else "they"
