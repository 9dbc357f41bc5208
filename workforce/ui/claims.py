"""What Claim check asks: a claim typed in plain words or picked from lists, which the address carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl
import streamlit as st

from workforce import claims
from workforce.catalogue import MEASURES
from workforce.claims import DIRECTIONS, EXAMPLES, PARTS, Claim, Known, Understood
from workforce.series import month_end, year_before
from workforce.ui.selection import (
    EVERYONE,
    Selection,
    authority,
    listed_teams,
    read_context,
    read_table,
)
from workforce.ui.words import escaped

WHO = {"": "Everyone", "leadership": "Leadership team"}
PICKS = ("measure", "direction", "who", "since")


@dataclass(frozen=True)
class Offered:
    """What may be picked: each picker's choices with the words that the list and the address show."""

    measure: dict[str, str]
    direction: dict[str, str]
    who: dict[str, str]
    since: dict[str, str]


def offered(chosen: Selection) -> Offered:
    """Return what may be picked at the as-at date; months are first days as ISO, newest first."""
    earlier = [month for month in shown_months(chosen.snapshot) if month < chosen.as_at.replace(day=1)]
    return Offered(
        {measure.id: measure.title for measure in MEASURES.values()}, dict(DIRECTIONS), WHO,
        {month.isoformat(): f"{month:%B %Y}" for month in reversed(earlier)},
    )  # fmt: skip


def shown_months(path: str) -> list[date]:
    """Return the first days of the months that the snapshot shows, oldest first."""
    return read_table(path, "marts.dim_months").sort("month")["month"].to_list()


def known(path: str, later: date) -> Known:
    """Return what a typed claim may name in this snapshot."""
    places = listed_teams(path)
    services = dict.fromkeys(places["service"].drop_nulls().to_list(), "service")
    areas = {authority(path): "authority"} | services | dict.fromkeys(places["team"].to_list(), "team")
    judged = read_context(path).judgement_date
    past = judged.replace(day=1) if judged and month_end(judged) < later else None
    return Known(shown_months(path), areas, later, past)


def usual_since(held: Known, later: date) -> str | None:
    """Return the month compared with where none is said: the judgement's, else a year before, else the first."""
    months = [month for month in held.months if month < later]
    wanted = [held.judged, year_before(later)]
    return next((month.isoformat() for month in [*wanted, *months] if month in months), None)


def take_up(path: str, later: date, text: str | None = None) -> None:
    """Set the pickers, and the filters that are named, to what the typed claim says, before anything is drawn."""
    state = st.session_state
    if text is not None:
        state.claim = text
    held = known(path, later)
    found = claims.understand(state.claim or "", held)
    if not (state.claim or "").strip():
        return
    if found.later:
        ends = read_table(path, "marts.dim_months")
        state.month = ends.filter(pl.col("month") == found.later)["as_at"].to_list()[0].isoformat()
    if found.area:
        state.service = found.area if found.level == "service" else EVERYONE
        state.team = found.area if found.level == "team" else EVERYONE
    fill(found, held)


def fill(found: Understood, held: Known) -> None:
    """Set the pickers to what was understood; the months compared are the usual ones where none is said."""
    state, later = st.session_state, found.later or held.later
    if found.measure:
        state.measure, state.who = found.measure, found.part
    if found.direction:
        state.direction = found.direction
    usual = usual_since(held, later)
    since = found.earlier.isoformat() if found.earlier and found.earlier < later else usual
    if since:
        state.since = since


def type_in(chosen: Selection) -> None:
    """Draw the box for a typed claim and the ready examples."""
    later = chosen.as_at.replace(day=1)
    if "claim" not in st.session_state and (asked := st.query_params.get("claim")):
        named = [name for name in PICKS if st.query_params.get(name)]
        if not named:
            fill(claims.understand(asked, known(chosen.snapshot, later)), known(chosen.snapshot, later))
    st.text_input(
        "Type a claim in plain words", key="claim", bind="query-params", max_chars=claims.LONGEST,
        placeholder="Permanent staff rose from 30% to 70% since October 2021", on_change=take_up,
        args=(chosen.snapshot, later),
    )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        for number, words in enumerate(EXAMPLES):
            st.button(words, key=f"example-{number}", on_click=take_up, args=(chosen.snapshot, later, words))


def pick(chosen: Selection) -> Claim:
    """Draw the pickers, which the address carries, and return the claim that they and the filters make."""
    lists, later = offered(chosen), chosen.as_at.replace(day=1)
    tell_what_is_unknown(lists)
    state = st.session_state
    if state.get("since") not in lists.since and st.query_params.get("since") not in lists.since.values():
        state.since = usual_since(known(chosen.snapshot, later), later)
    with st.grid(4, min_column_width=190):
        measure = picker("Measure", "measure", lists.measure)
        direction = picker("What it did", "direction", lists.direction)
        since = picker("Since", "since", lists.since)
        apart = PARTS["leadership"][0] in MEASURES[measure].breakdowns
        if not apart and state.get("who"):
            state.who = ""
        who = picker("Of whom", "who", lists.who, disabled=not apart)
    st.caption(
        f"Until {chosen.as_at:%B %Y}, for {escaped(chosen.area)}: As at, Service and Team are the filters at the side."
    )
    found = claims.understand(state.get("claim") or "", known(chosen.snapshot, later))
    said = found.said if (found.measure, found.part) == (measure, who) else ()
    earlier = date.fromisoformat(since) if since and direction != "target" else None
    return Claim(measure, direction, earlier, later, chosen.level, chosen.area, who, said)


def picker(label: str, key: str, choices: dict[str, str], *, disabled: bool = False) -> str:
    """Draw one picker that the address carries, and return what is picked; empty when there is nothing to pick."""
    picked = st.selectbox(
        label,
        list(choices),
        key=key,
        bind="query-params",
        disabled=disabled,
        format_func=lambda name: choices.get(name, name),
    )
    return picked or ""


def tell_what_is_unknown(lists: Offered) -> None:
    """Say which part of the address names nothing here, so that a link never quietly shows another claim."""
    for name in PICKS:
        asked = st.query_params.get(name)
        if asked and asked not in getattr(lists, name).values():
            st.info(escaped(f"The address asks for {asked[:60]}, which cannot be picked here; see the claim below."))


def say_how_it_was_read(chosen: Selection, claim: Claim) -> None:
    """Say what of the typed claim could not be read, and where the pickers and filters now hold something else."""
    text = (st.session_state.get("claim") or "").strip()
    if not text:
        return
    found = claims.understand(text, known(chosen.snapshot, claim.later))
    pairs = {
        "the measure": (found.measure, claim.measure), "what it did": (found.direction, claim.direction),
        "the earlier month": (found.earlier, claim.earlier), "the later month": (found.later, claim.later),
        "the area": (found.area, claim.area),
    }  # fmt: skip
    other = [name for name, (typed, picked) in pairs.items() if typed and typed != picked]
    st.caption(escaped(f"Read as: {claims.restated(claim)} Correct it with the lists above."))
    if found.unread:
        st.info(escaped(" ".join(found.unread)))
    if other:
        st.info(f"The lists now say something other than the words typed: {', '.join(other)}. The lists are checked.")
