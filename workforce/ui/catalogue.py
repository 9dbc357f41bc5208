"""What Definitions shows: the measures, the glossary, the symbols, the settings in force and published sources."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import polars as pl
import streamlit as st

from workforce.catalogue import MEASURES
from workforce.catalogue.glossary import GLOSSARY, SYMBOLS
from workforce.catalogue.measure import Measure
from workforce.series import amount, long_date
from workforce.ui.hiring import ROLES
from workforce.ui.selection import Selection, read_table, teams
from workforce.ui.words import capitalised, escaped

MANIFEST = Path(__file__).parents[2] / "data" / "manifest.csv"
THEMES = {
    "mix": "Permanent and agency",
    "caseload": "Caseloads",
    "worker_changes": "Worker changes",
    "recruitment": "Recruitment",
}
WINDOWS = {"close": "at the close of the as-at date", "month": "the month", "12 months": "12 months to the as-at date"}
SETTINGS = {
    "authority.name": "Authority",
    "authority.code": "Authority code",
    "authority.judgement_date": "Date of the judgement",
    "extract_date": "Extract date",
    "caseload.limit_per_fte": "Caseload limit, cases per FTE",
    "caseload.newly_qualified_limit": "Limit for newly qualified workers, cases per FTE",
    "disclosure.threshold": "Smallest number given outside the service",
    "reading.reason_on": "The reason of a change is read on the row that",
    "control_totals.headcount": "Control total, headcount",
    "control_totals.fte": "Control total, FTE",
}


def matches(words: str, *texts: str) -> bool:
    """Return whether every word searched for is in the texts, whatever its case."""
    where = " ".join(texts).casefold()
    return all(word in where for word in words.casefold().split())


def measures(words: str) -> int:
    """Draw the measures that match the search, by page; return how many."""
    drawn = 0
    for theme, title in THEMES.items():
        found = [m for m in MEASURES.values() if m.theme == theme and matches(words, *searched(m))]
        if not found:
            continue
        st.subheader(title)
        for measure in found:
            describe(measure)
        drawn += len(found)
    return drawn


def searched(measure: Measure) -> tuple[str, ...]:
    """Return the texts of a measure that a search looks through."""
    parts = (measure.id, measure.title, measure.question, measure.definition, measure.numerator, measure.denominator)
    return (*parts, *measure.caveats)


def describe(measure: Measure) -> None:
    """Draw one measure in full."""
    with st.expander(measure.title):
        st.markdown(f"**{measure.question}**\n\n{measure.definition}")
        rows = {
            "Numerator": measure.numerator,
            "Denominator": measure.denominator,
            "Unit": measure.unit,
            "Window": WINDOWS[measure.window],
            "Better": measure.better,
            "Broken down by": ", ".join(each.replace("_", " ") for each in measure.breakdowns) or "nothing further",
            "Official status": measure.official,
            "Counted from": ", ".join(measure.sources),
            "Id": measure.id,
            "Author": measure.author,
            "Checked by": measure.checked_by or "not yet checked by the authority",
            "Reviewed on": long_date(measure.reviewed_on) if measure.reviewed_on else "not yet reviewed",
        }
        st.table(
            pl.DataFrame({"Part": list(rows), "Meaning": list(rows.values())}), border="horizontal", hide_index=True
        )
        st.markdown("Caveats\n\n" + "\n".join(f"- {caveat}" for caveat in measure.caveats))


def glossary(words: str) -> int:
    """Draw the terms that match the search; return how many."""
    found = {term: meaning for term, meaning in GLOSSARY.items() if matches(words, term, meaning)}
    if found:
        terms = pl.DataFrame({"Term": [capitalised(term) for term in found], "Meaning": list(found.values())})
        st.table(terms, border="horizontal", hide_index=True)
    return len(found)


def symbols() -> None:
    """Draw what a symbol in place of a number means."""
    table = pl.DataFrame({"Symbol": list(SYMBOLS), "Meaning": list(SYMBOLS.values())})
    st.table(table, border="horizontal", hide_index=True)


def in_force(chosen: Selection) -> None:
    """Draw the settings that the figures of this snapshot were counted with."""
    st.caption("As recorded in this snapshot; a change in authority.toml shows here after the next build.")
    recorded = dict(read_table(chosen.snapshot, "raw.settings").select("key", "value").iter_rows())
    values = {title: spelled(recorded.get(key)) for key, title in SETTINGS.items()}
    named = pl.DataFrame({"Setting": list(values), "Value": list(values.values())})
    st.dataframe(named, hide_index=True, alt="Settings in force")
    titles = setting_rows(chosen, "roles").sort("org_role", "title_key", nulls_last=True)
    in_scope = pl.col("org_role").replace_strict(ROLES, default="Out of scope", return_dtype=pl.String)
    mapped("Post titles", titles.select(pl.col("title_key").alias("Post title"), in_scope.alias("Role")))
    contracts = setting_rows(chosen, "contracts").rename({"contract_key": "As spelled", "contract_type": "Read as"})
    mapped("Contract types", contracts)
    roles = setting_rows(chosen, "involvement_roles").with_columns(pl.col("kind").str.replace_all("_", " "))
    mapped("Involvement roles", roles.rename({"role_key": "As spelled", "kind": "Read as"}))
    places = teams(chosen).sort("service", "team")
    mapped("Teams and services", places.rename({"team": "Team", "service": "Service"}))


def setting_rows(chosen: Selection, name: str) -> pl.DataFrame:
    """Return one table of the settings in force."""
    return read_table(chosen.snapshot, f"raw.settings_{name}")


def spelled(value: str | None) -> str:
    """Return a setting's value as a reader writes it."""
    if value is None:
        return "not given"
    try:
        return amount(float(value))
    except ValueError:
        return value


def mapped(title: str, rows: pl.DataFrame) -> None:
    """Draw one mapping of the settings."""
    with st.expander(title):
        if rows.is_empty():
            st.caption("None.")
            return
        st.dataframe(rows, hide_index=True, alt=f"{title} as the settings map them")


@cache
def manifest() -> list[dict[str, str]]:
    """Return the bundled published sources, with licence and attribution."""
    with MANIFEST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def published() -> None:
    """Draw the published sources with their vintage, licence and attribution."""
    for entry in manifest():
        with st.container(border=True):
            st.markdown(f"**{escaped(capitalised(entry['kind']))}**\n\n{escaped(entry['source'])}")
            st.caption(escaped(entry["attribution"]))
