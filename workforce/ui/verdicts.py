"""What Claim check answers: the verdict on a claim, and everything that stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode, urlsplit

import polars as pl
import streamlit as st

from workforce import claims
from workforce.catalogue import MEASURES
from workforce.claims import CANNOT, DIRECTIONS, FAILS, HOLDS, PARTS, Claim, Verdict
from workforce.series import Reading, fraction, long_date, shown
from workforce.ui.behind import follow
from workforce.ui.cards import define, listed
from workforce.ui.claims import WHO
from workforce.ui.measures import line
from workforce.ui.selection import Selection, authority_series, read_series, reading, series
from workforce.ui.words import capitalised, escaped

MARKS = {HOLDS: "✔", FAILS: "✘", CANNOT: "?"}


def read_claim(chosen: Selection, claim: Claim) -> Reading:
    """Return the reading that the claim is about."""
    if claim.part:
        return read_series(chosen, series(chosen, claim.measure).part(*PARTS[claim.part]))
    return reading(chosen, claim.measure)


def show_verdict(claim: Claim, found: Reading, verdict: Verdict) -> None:
    """Draw the verdict with its sign and word, the claim in our words, why, and both figures."""
    with st.container(border=True):
        st.subheader(f"{MARKS[verdict.word]} {capitalised(verdict.word.lower())}", anchor=False)
        st.markdown(f"**{escaped(claims.restated(claim))}**")
        st.markdown(escaped(verdict.reason))
        if verdict.differences:
            st.warning(escaped(" ".join(verdict.differences)), icon=":material/compare_arrows:")
        if rows := figures(claim, found):
            listed(pl.DataFrame(rows), "Both figures of the claim with numerator and denominator")
        st.caption(escaped(found.sentence))


def figures(claim: Claim, found: Reading) -> list[dict[str, str]]:
    """Return a row for each month of the claim that is shown."""
    measure = found.series.measure
    return [
        {"As at": long_date(cell["as_at"]), "Figure": shown(measure, cell),
         "Counted from": fraction(measure, cell) if cell["value"] is not None else "–"}
        for cell in cells(claim, found)
    ]  # fmt: skip


def cells(claim: Claim, found: Reading) -> list[dict]:
    """Return the cells of the claim's months that are shown, the earlier first."""
    asked: Sequence[date | None] = (claim.earlier, claim.later)
    return [cell for month in asked if month and (cell := found.at(month))]


def show_charts(chosen: Selection, claim: Claim, found: Reading) -> None:
    """Draw the measure with the claim's months picked out, and the monthly figure that judges a 12-month one."""
    line(chosen, found, authority_series(chosen, claim.measure), picked=cells(claim, found))
    beside = found.companion
    if beside and found.series.measure.window == "12 months":
        st.caption("A 12-month figure is judged by its monthly figure:")
        line(chosen, beside, authority_series(chosen, beside.series.measure.id), picked=cells(claim, beside))


def show_definition(claim: Claim) -> None:
    """Draw the measure's definition and what to bear in mind."""
    with st.container(border=True):
        st.subheader("What is counted, and what to bear in mind", anchor=False)
        define(MEASURES[claim.measure])


def show_rows(chosen: Selection, claim: Claim, found: Reading) -> None:
    """Draw the unit rows behind the later figure, under pseudonyms and without a download."""
    with st.container(border=True):
        st.subheader(f"The rows behind the figure of {claim.later:%B %Y}", anchor=False)
        now = found.at(claim.later)
        if now is None or now["value"] is None:
            st.markdown("There is no figure, so no rows stand behind it.")
            return
        part = PARTS[claim.part] if claim.part else None
        follow(chosen, claim.measure, claim.later, part, f"claim-{claim.measure}")
        st.markdown(f"All rows of the authority, with their ids, for whoever may see them: `{command(claim, chosen)}`")


def command(claim: Claim, chosen: Selection) -> str:
    """Return the command that prints every unit row of the later figure."""
    return f"workforce rows {claim.measure} --as-of {chosen.as_at}"


def share(chosen: Selection, claim: Claim) -> None:
    """Draw the address that shows the same claim again."""
    with st.container(border=True):
        st.subheader("Share this check", anchor=False)
        st.code(
            address(chosen, claim, st.context.url or "", st.session_state.get("claim") or ""),
            language=None,
            wrap_lines=True,
        )
        st.caption("It opens the same claim on the snapshot then in use, for whoever can reach this dashboard.")


def address(chosen: Selection, claim: Claim, page: str, text: str) -> str:
    """Return the page's address with every part of the claim named as the lists show it."""
    parts = {
        "measure": MEASURES[claim.measure].title, "direction": DIRECTIONS[claim.direction],
        "since": f"{claim.earlier:%B %Y}" if claim.earlier else "", "who": WHO[claim.part] if claim.part else "",
        "month": long_date(chosen.as_at), "claim": text,
        "service": (chosen.service or "") if chosen.level != "authority" else "",
        "team": chosen.area if chosen.level == "team" else "",
    }  # fmt: skip
    where = urlsplit(page)._replace(query="", fragment="").geturl() or "claim_check"
    return f"{where}?{urlencode({name: value for name, value in parts.items() if value})}"
