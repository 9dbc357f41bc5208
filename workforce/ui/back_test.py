"""How far off forecasts of the past were: what would have been said at each month, beside what came."""

from __future__ import annotations

import polars as pl
import streamlit as st

from workforce import charts, exports, outlook
from workforce.series import rounded
from workforce.ui.banner import source_line
from workforce.ui.cards import sentence, stamp
from workforce.ui.outlook import flow_rows, moves
from workforce.ui.selection import Selection, series
from workforce.ui.words import escaped, palette


def past_forecasts(chosen: Selection) -> list[outlook.Judged]:
    """Return what would have been said at each month of history, beside what came."""
    return outlook.back_test(flow_rows(chosen), moves(chosen))


def how_far_off(chosen: Selection, tests: list[outlook.Judged]) -> None:
    """Draw what would have been said at each month of history, and how far off it was 6 and 12 months later."""
    if not tests:
        sentence("No forecast of the past can be judged yet: it takes 12 months of flows and 6 months after them.")
        return
    six, twelve = st.tabs(["6 months ahead", "12 months ahead"])
    for tab, ahead in ((six, 6), (twelve, 12)):
        with tab:
            one_horizon(chosen, [each for each in tests if each.ahead == ahead], ahead)


def one_horizon(chosen: Selection, tests: list[outlook.Judged], ahead: int) -> None:
    """Draw the forecasts of one horizon beside what came."""
    told = outlook.summary(tests, ahead)
    if told is None:
        sentence(f"No forecast {ahead} months ahead can be judged yet.")
        return
    count, off, bias, inside = told
    side = "too high" if bias > 0 else "too low"
    with st.container(border=True):
        st.subheader(
            escaped(f"{ahead} months ahead it was off by {rounded(off)} percentage points on average"), anchor=False
        )
        st.markdown(escaped(
            f"{count} forecasts of the past, each made of the 12 months before it: {rounded(abs(bias))} points {side} "
            f"on average; {rounded(inside, 0)}% of what came lay in the band that should hold 80%."
        ))  # fmt: skip
        flows = flow_rows(chosen).filter(~pl.col("is_partial"))
        came = flows.select(
            "as_at", 100 * pl.col("permanent") / (pl.col("permanent") + pl.col("agency") + pl.col("other"))
        ).rows()
        said = [(each.as_at, each.said, each.lower, each.upper) for each in tests]
        st.plotly_chart(
            charts.said(came, said, palette(), "%"), key=f"said-{ahead}", theme=None, config=charts.CONFIG,
            alt=f"Permanent share by month, and what was forecast for each month {ahead} months before it.",
        )  # fmt: skip
        st.caption(escaped(
            f"Line: what came. Diamonds with their band: what flows and known events would have said {ahead} months "
            f"before. {chosen.area}. {source_line(chosen)}"
        ))  # fmt: skip
        with st.container(horizontal=True, gap="small"):
            with st.popover("Numbers", width="content"):
                st.dataframe(judged_table(tests), hide_index=True, alt="Forecasts of the past beside what came")
            download_judged(chosen, tests, ahead)


def download_judged(chosen: Selection, tests: list[outlook.Judged], ahead: int) -> None:
    """Draw the download of the forecasts of the past; there is none where a month's share may not leave the service."""
    shares = series(chosen, "permanent_share").until(chosen.as_at)
    if "c" in shares["outside_status"]:
        st.caption("No download: the share of a month may not leave the service.")
        return
    rows = judged_table(tests).with_columns(pl.lit(value).alias(name) for name, value in stamp(chosen).items())
    st.download_button(
        "CSV", exports.rows_csv(rows),
        exports.file_name(f"forecasts_{ahead}_months_ahead", chosen.area, f"{chosen.as_at:%Y-%m-%d}"), "text/csv",
        key=f"csv-said-{ahead}", on_click="ignore",
    )  # fmt: skip


def judged_table(tests: list[outlook.Judged]) -> pl.DataFrame:
    """Return the forecasts of the past beside what came, newest first."""
    return pl.DataFrame(
        [
            {"Said on": each.said_on, "Of": each.as_at, "Said, %": each.said, "Band from": each.lower,
             "Band to": each.upper, "Came, %": each.came, "Off, points": each.off}
            for each in reversed(tests)
        ]
    ).with_columns(pl.selectors.float().round(1))  # fmt: skip
