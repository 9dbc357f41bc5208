"""agency-rules: assignments of a file checked against the configured agency rules."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from workforce import agency_rules
from workforce.agency_rules import FAILED, NOT_ASSESSABLE, Assignment
from workforce.cli.printing import write
from workforce.errors import WorkforceError

TRUE, FALSE = {"1", "true", "yes", "y"}, {"0", "false", "no", "n"}
KINDS = {"new": False, "legacy": True}
SEPARATOR = ";"
Read = Callable[[str], Any]


def print_failures(options: argparse.Namespace) -> None:
    """Print one row a case: the rules that fail, and those that cannot be assessed, each separated by a semicolon."""
    found = [case(row, options.file.name) for row in read(options.file).iter_rows(named=True)]
    write(pl.DataFrame(found, schema=["case_id", "failures", "not_assessable"], orient="row"), "csv")


def case(row: dict[str, Any], file: str) -> tuple[str, str, str]:
    """Return the case and its failures and open questions, in the order of the rules."""
    given = {name: cell(row, name, kind, file) for name, kind in COLUMNS.items()}
    on, case_id = given.pop("evaluated_on"), given.pop("case_id")
    verdicts = agency_rules.checked(assignment(given), on, agency_rules.AgencyRules())
    failed, open_ones = (
        SEPARATOR.join(code for code, found in verdicts.items() if found == wanted)
        for wanted in (FAILED, NOT_ASSESSABLE)
    )
    return case_id, failed, open_ones


def assignment(given: dict[str, Any]) -> Assignment:
    """Return the assignment of a case; without a contract type it is legacy if it began before the rules."""
    legacy, start = given.pop("contract_type"), given.pop("assignment_start")
    began_before = start < agency_rules.AgencyRules().in_force
    named = {FIELDS[name]: value for name, value in given.items()}
    return Assignment(start, began_before if legacy is None else legacy, **named)


def cell(row: dict[str, Any], name: str, read_as: Read, file: str) -> Any:
    """Return a cell's value, None for a blank; raise the sentence that says which cell cannot be used."""
    text = (row[name] or "").strip()
    if not text:
        if name in DUE:
            raise WorkforceError(f"{file} line {row['_line']}, {name}: the cell is blank; every case needs it.")
        return None
    try:
        return read_as(text)
    except (ValueError, KeyError):
        words = WANTED[read_as]
        raise WorkforceError(f'{file} line {row["_line"]}, {name}: "{text}" is not {words}; correct it.') from None


def read(path: Path) -> pl.DataFrame:
    """Return the file's cases as text, with `_line`."""
    # It brings the contracts with it, a second and more, which no other command but check and build needs.
    from workforce.extracts.delimited import read_delimited

    frame, _, _ = read_delimited(path.read_bytes(), path.name, list(COLUMNS))
    for name in COLUMNS:
        if name not in frame.columns:
            raise WorkforceError(f'{path.name} line 1: there is no column "{name}"; the columns are {[*COLUMNS]}.')
    return frame.select(*COLUMNS, "_line")


def whether(text: str) -> bool:
    """Return the truth of a word; raise ValueError for any other."""
    word = text.lower()
    if word not in TRUE | FALSE:
        raise ValueError(word)
    return word in TRUE


def number(text: str) -> float:
    """Return a number of 0 or more; raise ValueError for any other."""
    value = float(text)
    if not math.isfinite(value) or value < 0:
        raise ValueError(text)
    return value


def is_legacy(text: str) -> bool:
    """Return whether an assignment is from before the rules; raise KeyError for an unknown word."""
    return KINDS[text.lower()]


COLUMNS: dict[str, Read] = {
    "case_id": str,
    "assignment_start": date.fromisoformat,
    "evaluated_on": date.fromisoformat,
    "contract_type": is_legacy,
    "hourly_price": number,
    "cap_hourly": number,
    "cap_exception_approved": whether,
    "left_substantive_on": date.fromisoformat,
    "left_same_region": whether,
    "left_reason": str,
    "pqe_months_direct_la": number,
    "uk_registered": whether,
    "reference_obtained": whether,
    "notice_days": number,
    "substantive_notice_days": number,
    "project_team": whether,
    "workers_named_and_approved": whether,
    "costs_disaggregated": whether,
    "la_controls_practice": whether,
}
DUE = ("case_id", "assignment_start", "evaluated_on")
WANTED: dict[Read, str] = {
    date.fromisoformat: "a date written as YYYY-MM-DD",
    number: "a number of 0 or more",
    whether: "1 (yes) or 0 (no)",
    is_legacy: "new or legacy",
}
FIELDS = {
    "hourly_price": "hourly_price",
    "cap_hourly": "cap",
    "cap_exception_approved": "is_exception_approved",
    "left_substantive_on": "left_post",
    "left_same_region": "left_same_region",
    "left_reason": "left_reason",
    "pqe_months_direct_la": "experience_months",
    "uk_registered": "is_uk_registered",
    "reference_obtained": "is_reference_obtained",
    "notice_days": "notice_days",
    "substantive_notice_days": "substantive_notice_days",
    "project_team": "is_project_team",
    "workers_named_and_approved": "workers_approved",
    "costs_disaggregated": "costs_disaggregated",
    "la_controls_practice": "authority_controls_practice",
}
