"""Risk ahead: the teams whose case holders, if they leave as others have, would move most children."""

from __future__ import annotations

import polars as pl
import streamlit as st

from workforce.series import long_date, rounded
from workforce.ui.banner import source_line
from workforce.ui.cards import listed, sentence
from workforce.ui.selection import Selection, authority_series, read_query, setting
from workforce.ui.words import escaped
from workforce.wording import numbered

DEFINITION = (
    "Children expected to change worker: for each case holder of the team the cases held, times the chance of leaving "
    "in the next 6 months (182 days), added up over the team.",
    "The chance is 1 − S(t + 6 months) ÷ S(t): t is the time in post so far, S the tenure curve by Kaplan and Meier "
    "of everybody employed, or of every agency worker, as known on the day.",
    "A holder whose time in post lies beyond what the curve knows is left out of children and posts alike.",
    "Leaving is leaving employment here; moves within the service, absence and planned transfers are not in it.",
)


def risk_ahead(chosen: Selection) -> None:
    """Draw the teams by the children expected to change worker in six months; never a person."""
    rows = read_query(chosen.snapshot, "risk_ahead", chosen.as_at, chosen.level, chosen.area)
    if not authority_series(chosen, "average_caseload").is_supplied() or rows.is_empty():
        sentence(f"Risk ahead: no case holder in HR for {chosen.area} at {long_date(chosen.as_at)}.")
        return
    fewest = int(setting(chosen, "disclosure.threshold") or 5)
    shown = rows.filter(pl.col("holders") >= fewest, pl.col("expected_cases").is_not_null())
    hidden = rows.height - shown.height
    if shown.is_empty():
        sentence(
            f"Risk ahead: no team of {chosen.area} has {fewest} case holders with a tenure that others' history "
            f"reaches at {long_date(chosen.as_at)}, so none is shown."
        )
        return
    top = shown.row(0, named=True)
    with st.container(border=True):
        st.subheader(
            escaped(
                f"{top['team']}: about {rounded(top['expected_cases'], 0)} of {top['cases_judged']:,} children stand "
                f"to change worker within 6 months, as about {rounded(top['expected_leavers'])} of "
                f"{top['posts_judged']} posts are left"
            ),
            anchor=False,
        )
        st.markdown(escaped(
            "The teams with the posts whose loss would move most children. It adds up chances over a team; it says "
            "nothing of any one person, and moves within the service are not in it."
        ))  # fmt: skip
        listed(table(shown), "Teams by the children expected to change worker within six months")
        note = f"{numbered(hidden, 'team is', 'teams are')} not shown, with fewer than {fewest} case holders. "
        st.caption(escaped(
            f"{note if hidden else ''}Internal only. {chosen.area}, as at {long_date(chosen.as_at)}. "
            f"{source_line(chosen)}"
        ))  # fmt: skip
        with st.popover("Definition", width="content"):
            st.markdown("\n".join(f"- {each}" for each in DEFINITION))


def table(shown: pl.DataFrame) -> pl.DataFrame:
    """Return the teams as a reader's table, most children first."""
    per_post = pl.col("cases_judged") / pl.col("posts_judged")
    share = 100 * pl.col("expected_cases") / pl.col("cases_judged")
    return shown.select(
        pl.col("team").alias("Team"),
        pl.col("expected_cases").round(0).cast(pl.Int64).alias("Children expected to change worker"),
        pl.col("cases_judged").alias("Of children held"),
        share.map_elements(lambda value: f"{rounded(value, 0)}%", pl.String).alias("Share"),
        pl.col("expected_leavers").map_elements(rounded, pl.String).alias("Posts expected to be left"),
        pl.col("holders").alias("Case holders"),
        per_post.map_elements(rounded, pl.String).alias("Children a post"),
    )
