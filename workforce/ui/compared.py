"""How we compare: one measure beside England, the region and other authorities, as one card."""

from __future__ import annotations

import polars as pl
import streamlit as st

from workforce import charts, exports, standing
from workforce.catalogue import MEASURES
from workforce.charts.dots import MARK, OTHER, OWN
from workforce.series import clipped, long_date, lowered, subject, with_unit
from workforce.standing import Standing, Whose
from workforce.ui.banner import source_line
from workforce.ui.cards import define, listed, sentence, stamp
from workforce.ui.comparing import neighbours_way
from workforce.ui.selection import Selection, authority, authority_series, read_published, setting
from workforce.ui.words import escaped, palette

ROW, TALLEST = 35, 12


def compare(chosen: Selection, measure: str) -> None:
    """Draw how the whole authority compares in a published measure on the latest published day up to the as-at date."""
    found = found_for(chosen, measure)
    title = subject(MEASURES[measure])
    if found is None:
        sentence(f"{title}: no figure is published for a day up to {long_date(chosen.as_at)}.")
        return
    way = neighbours_way()
    with st.container(border=True, height="stretch"):
        st.subheader(escaped(f"How we compare: {lowered(title)}"), anchor=False)
        st.caption(escaped(
            f"{found.measure.definition} {found.whose.name} as a whole and other areas, on {long_date(found.day)} "
            "only: a month is never compared with another day's figure."
        ))  # fmt: skip
        st.markdown(escaped(standing.sentence(found, way)))
        draw_dots(found, way)
        listed(pl.DataFrame(standing.table(found, way)), f"Where we stand: {title}")
        st.caption(escaped(" ".join([*standing.footnotes(found), source_line(chosen)])))
        reconcile(found)
        offered(chosen, found)


def found_for(chosen: Selection, measure: str) -> Standing | None:
    """Return the comparison for the latest year whose day is not after the as-at date, or None without one."""
    figures = read_published()
    year = standing.latest_year(figures, MEASURES[measure], chosen.as_at)
    if year is None:
        return None
    whose = Whose(
        authority(chosen.snapshot), setting(chosen, "authority.code"), setting(chosen, "authority.region_code")
    )
    return standing.stand(figures, authority_series(chosen, measure), year, whose)


def draw_dots(found: Standing, way: str) -> None:
    """Draw the figures on one scale, or nothing where nobody has one."""
    rows = dots_of(found, way)
    if not rows:
        return
    highest = found.measure.better == "higher"
    order = "Highest on top" if highest else "Lowest on top"
    st.plotly_chart(
        charts.dots(rows, palette(), highest), key=f"chart-compare-{found.measure.id}", theme=None,
        config=charts.CONFIG, alt=alt(found, rows),
    )  # fmt: skip
    st.caption(f"◆ us · ■ England, the region and the neighbours' {way} · ● neighbours. {order}.")


def dots_of(found: Standing, way: str) -> list[charts.Dot]:
    """Return our figures, the wholes and the neighbours that have a figure."""
    measure = found.measure
    near = found.group(standing.NEIGHBOURS)
    published, dashboard = found.own, found.alike
    mine: list[tuple[str, float | None]] = [("published", published.value if published else None)]
    mine += [("this dashboard", dashboard["value"] if dashboard else None)]
    wholes = [(each.name, each.value) for each in (found.england, found.region) if each]
    wholes += [(f"Neighbours' {way}", standing.middle(near, way))] if near else []
    others = [(each.name, each.value) for each in near.members] if near else []
    named = [(f"Us, {what}", value, OWN) for what, value in mine]
    named += [(name, value, MARK) for name, value in wholes] + [(name, value, OTHER) for name, value in others]
    known = [(name, value, kind) for name, value, kind in named if value is not None]
    return [charts.Dot(name, value, with_unit(measure, value), kind) for name, value, kind in known]


def alt(found: Standing, rows: list[charts.Dot]) -> str:
    """Return one sentence of at most 125 characters for readers who cannot see the dots."""
    own = next((row.words for row in rows if row.kind == OWN), "no figure")
    low, high = (pick(rows, key=lambda row: row.value) for pick in (min, max))
    what = subject(found.measure).lower()
    return clipped(f"Dots of {what}: us {own}; from {low.name} {low.words} to {high.name} {high.words}.")


def reconcile(found: Standing) -> None:
    """Draw our figure beside the published one with the difference by term, or why that cannot be."""
    rows = standing.terms(found)
    if not rows:
        st.caption(escaped(standing.reconciled(found)))
        return
    with st.expander("Our figure and the published one"):
        st.markdown(escaped(standing.reconciled(found)))
        listed(pl.DataFrame(rows), "The difference between our figure and the published one, by term")


def offered(chosen: Selection, found: Standing) -> None:
    """Draw every area's figure, the download and the definition in one row."""
    key = f"compare-{found.measure.id}"
    columns = [*exports.COLUMNS, *standing.MORE]
    added = stamp(chosen)
    rows = [[*(row[column] for column in columns), *added.values()] for row in standing.records(found, outside=True)]
    with st.container(horizontal=True, gap="small"):
        with st.popover("Numbers", width="content"):
            frame = every_area(found)
            st.dataframe(
                frame, hide_index=True, alt=f"Every area's figure: {found.measure.title}", width=720,
                height=ROW * (min(frame.height, TALLEST) + 1) + 3,
            )  # fmt: skip
        st.download_button(
            "CSV", exports.written([*columns, *added], rows),
            exports.file_name(key, found.whose.name, f"{found.day:%Y-%m-%d}"), "text/csv", key=f"csv-{key}",
            on_click="ignore", help="Small numbers are replaced by c in the file, because it leaves the service.",
        )  # fmt: skip
        with st.popover("Definition", width="content"):
            define(found.measure)
            st.markdown(standing.RULE)


def every_area(found: Standing) -> pl.DataFrame:
    """Return every area's figure, best first, those with a symbol last."""
    groups = {group.kind: {each.code for each in group.members} for group in found.groups}
    every = found.group(standing.ENGLAND)
    members = [*(each for each in (found.own, found.england, found.region) if each), *(every.members if every else ())]
    sign = -1 if found.measure.better == "higher" else 1
    ordered = sorted(members, key=lambda each: (each.value is None, sign * (each.value or 0), each.name))
    rows = [
        {
            "Area": each.name,
            "Figure": standing.figure(found, each),
            "Neighbour": "yes" if each.code in groups.get(standing.NEIGHBOURS, ()) else "",
            "Region": "yes" if each.code in groups.get(standing.REGION, ()) else "",
            "Edition": each.vintage,
        }
        for each in ordered
    ]
    return pl.DataFrame(rows, schema=["Area", "Figure", "Neighbour", "Region", "Edition"], orient="row")
