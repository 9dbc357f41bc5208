"""The agency rules as configured: what each asks, its thresholds, from when it binds, and where it comes from."""

from __future__ import annotations

from datetime import date

import polars as pl
import streamlit as st

from workforce.series import category_name, long_date
from workforce.ui.cards import listed
from workforce.ui.selection import Selection, setting
from workforce.ui.words import escaped

SOURCE = (
    "After the statutory guidance on agency workers in children's social work, in force from 31 October 2024 with a "
    "transition to 1 October 2025, as the department's support pages and reports of it give it. Confirm the text in "
    "force before calling a check compliance. Dates, thresholds and caps are set under [agency_rules] and "
    "[[price_caps]] in authority.toml."
)
ASKED = {
    "PRICE_CAP": "The hourly price is at most the cap of the role, or approval above it is recorded. Caps: "
                 "{price_caps}. The price of a role without a cap cannot be assessed.",
    "EXPERIENCE": "At least {experience_months} months of direct experience since qualifying, and registered in the "
                  "United Kingdom.",
    "COOL_OFF": "Not begun within {cool_off_months} months of leaving an employed post here or in the region, unless "
                "by redundancy or in probation.",
    "NOTICE": "At least {notice_days} days of notice, or that of the equivalent employed post where it is shorter.",
    "REFERENCE": "A practice-based reference was obtained.",
    "PROJECT_TEAM": "Of a project team: workers named and approved beforehand, costs split by worker, practice under "
                    "the authority's control.",
}  # fmt: skip


def rules_in_force(chosen: Selection) -> None:
    """Draw each rule with its thresholds, the days from which they bind, and the source."""
    st.markdown(escaped(bound_words(*(setting(chosen, f"agency_rules.{name}") for name in BOUND))))
    given = {name: setting(chosen, f"agency_rules.{name}") for name in THRESHOLDS}
    rules = [{"Rule": category_name("rule", rule), "What it asks": asked(rule, given)} for rule in ASKED]
    listed(pl.DataFrame(rules), "The agency rules as configured")
    st.caption(escaped(SOURCE))


BOUND = ("in_force", "transition_end")
THRESHOLDS = ("experience_months", "cool_off_months", "notice_days", "price_caps")


def bound_words(in_force: str | None, transition_end: str | None) -> str:
    """Return from when the rules bind an assignment."""
    since, until = (
        long_date(date.fromisoformat(day)) if day else "a day not set" for day in (in_force, transition_end)
    )
    return f"In force from {since}; assignments that began before are bound from {until}."


def asked(rule: str, given: dict[str, str | None]) -> str:
    """Return what a rule asks with the thresholds as set."""
    return ASKED[rule].format(**{name: value or "none set" for name, value in given.items()})
