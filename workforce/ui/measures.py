"""A measure on a page: headline, numerator and denominator, chart, table, download, definition."""

from __future__ import annotations

import csv
import io

import polars as pl
import streamlit as st

from workforce import charts
from workforce.series import Series, fraction, shown
from workforce.ui.selection import Selection, read_table, series


def panel(chosen: Selection, measure: str) -> None:
    """Draw one measure in a bordered card."""
    found = series(chosen, measure)
    now = found.at(chosen.as_at)
    with st.container(border=True):
        st.subheader(headline(chosen, found))
        st.caption(f"{found.measure.question} {chosen.area}, as at {chosen.as_at:%-d %B %Y}.")
        if now is None or now["status"] == "not_supplied":
            st.info("Not supplied: the extracts hold no table that this number is counted from.")
            return
        st.markdown(f"**{shown(found.measure, now)}** — {fraction(found.measure, now)}")
        events = read_table(chosen.snapshot, "raw.settings_events").sort("date")
        st.plotly_chart(
            charts.over_time(found, events, chosen.as_at), key=f"chart-{measure}", config=charts.CONFIG,
            alt=charts.alt_text(found, chosen.as_at),
        )  # fmt: skip
        below(found, chosen, measure)


def headline(chosen: Selection, found: Series) -> str:
    """Return the title that says the figure, and the figure a year before."""
    before = chosen.as_at.replace(year=chosen.as_at.year - 1, day=28)
    earlier = found.points.filter(pl.col("month") == before.replace(day=1))
    now = found.words(chosen.as_at)
    if earlier.is_empty() or earlier["value"][0] is None:
        return f"{found.measure.title}: {now}"
    return f"{found.measure.title}: {now}, {shown(found.measure, earlier.row(0, named=True))} a year before"


def below(found: Series, chosen: Selection, measure: str) -> None:
    """Draw the table, its download and the definition."""
    columns = ["as_at", "numerator", "denominator", "value", "n", "status"]
    outside = found.points.filter(pl.col("as_at") <= chosen.as_at).sort("as_at", descending=True)
    with st.expander("Numbers as a table"):
        st.dataframe(outside.select(columns), hide_index=True, alt=f"{found.measure.title} by month")
        st.download_button(
            "Download CSV", as_csv(outside), f"{measure}.csv", "text/csv", key=f"csv-{measure}", on_click="ignore"
        )
        st.caption("The download leaves the service, so small numbers in it are replaced by c.")
    with st.expander("Definition"):
        st.markdown(found.measure.definition)
        for caveat in found.measure.caveats:
            st.markdown(f"- {caveat}")


def as_csv(points: pl.DataFrame) -> bytes:
    """Return the numbers as they may leave the service: suppressed cells hold c and nothing else."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["measure", "area", "as_at", "numerator", "denominator", "value", "n", "status"])
    for row in points.iter_rows(named=True):
        hidden = row["outside_status"] == "c"
        numbers = ["c" if hidden else row[name] for name in ("numerator", "denominator", "value", "n")]
        writer.writerow([row["measure"], row["area"], row["as_at"], *numbers, row["outside_status"]])
    return text.getvalue().encode()
