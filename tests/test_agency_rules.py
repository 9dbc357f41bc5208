"""Proves the checks against the agency rules: the reference cases, every edge, and that unknown is never a pass."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from command_line import refused, rows

from workforce.agency_rules import FAILED, NOT_ASSESSABLE, PASSED, RULES, AgencyRules, Assignment, checked

REFERENCE = Path(__file__).parents[2] / "shared" / "reference-values" / "agency_rules_cases.csv"
AFTER = date(2025, 12, 31)
GOOD = Assignment(
    date(2025, 11, 3), hourly_price=40, cap=42, experience_months=48, is_uk_registered=True,
    is_reference_obtained=True, notice_days=28, substantive_notice_days=28, is_project_team=False,
)  # fmt: skip
LEFT: dict[str, Any] = {"left_post": date(2025, 9, 15), "left_same_region": True, "left_reason": "resigned"}
TEAM = {"is_project_team": True, "workers_approved": True, "costs_disaggregated": True}
EDGES: list[tuple[str, dict[str, Any], str]] = [
    ("PRICE_CAP", {"hourly_price": 42.0}, PASSED),
    ("PRICE_CAP", {"hourly_price": 42.01}, FAILED),
    ("PRICE_CAP", {"hourly_price": 42.01, "is_exception_approved": False}, FAILED),
    ("PRICE_CAP", {"hourly_price": 42.01, "is_exception_approved": True}, PASSED),
    ("PRICE_CAP", {"hourly_price": None}, NOT_ASSESSABLE),
    ("PRICE_CAP", {"cap": None}, NOT_ASSESSABLE),
    ("PRICE_CAP", {"cap": None, "is_exception_approved": True}, NOT_ASSESSABLE),
    ("EXPERIENCE", {"experience_months": 36}, PASSED),
    ("EXPERIENCE", {"experience_months": 35.9}, FAILED),
    ("EXPERIENCE", {"experience_months": None}, NOT_ASSESSABLE),
    ("EXPERIENCE", {"is_uk_registered": False}, FAILED),
    ("EXPERIENCE", {"is_uk_registered": None}, NOT_ASSESSABLE),
    ("EXPERIENCE", {"is_uk_registered": None, "experience_months": 12}, FAILED),
    ("COOL_OFF", LEFT, FAILED),
    ("COOL_OFF", LEFT | {"left_post": date(2025, 8, 3)}, PASSED),
    ("COOL_OFF", LEFT | {"left_post": date(2025, 8, 4)}, FAILED),
    ("COOL_OFF", LEFT | {"left_same_region": False}, PASSED),
    ("COOL_OFF", LEFT | {"left_same_region": None}, NOT_ASSESSABLE),
    ("COOL_OFF", LEFT | {"left_same_region": None, "left_post": date(2024, 1, 1)}, PASSED),
    ("COOL_OFF", LEFT | {"left_reason": "Redundancy "}, PASSED),
    ("COOL_OFF", LEFT | {"left_reason": None}, FAILED),
    ("NOTICE", {"notice_days": 27}, FAILED),
    ("NOTICE", {"notice_days": 14, "substantive_notice_days": 14}, PASSED),
    ("NOTICE", {"notice_days": 28, "substantive_notice_days": 84}, PASSED),
    ("NOTICE", {"notice_days": 14, "substantive_notice_days": None}, FAILED),
    ("NOTICE", {"notice_days": None}, NOT_ASSESSABLE),
    ("REFERENCE", {"is_reference_obtained": False}, FAILED),
    ("REFERENCE", {"is_reference_obtained": None}, NOT_ASSESSABLE),
    ("PROJECT_TEAM", TEAM | {"authority_controls_practice": True}, PASSED),
    ("PROJECT_TEAM", TEAM | {"authority_controls_practice": False}, FAILED),
    ("PROJECT_TEAM", TEAM | {"authority_controls_practice": None}, NOT_ASSESSABLE),
    ("PROJECT_TEAM", TEAM | {"workers_approved": False}, FAILED),
    ("PROJECT_TEAM", {"is_project_team": None}, NOT_ASSESSABLE),
]


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference values are not beside the project")
def test_the_reference_cases_come_out_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        expected = {row["case_id"]: row["expected_failures"] for row in csv.DictReader(file)}
    printed = rows(capsys, "agency-rules", REFERENCE)
    assert {row["case_id"]: row["failures"] for row in printed} == expected
    assert {row["case_id"] for row in printed if row["not_assessable"] == "PRICE_CAP"} >= {"A05", "A06", "A10"}


def test_a_good_assignment_passes_every_rule() -> None:
    assert checked(GOOD, AFTER, AgencyRules()) == dict.fromkeys(RULES, PASSED)


@pytest.mark.parametrize(("code", "changed", "expected"), EDGES)
def test_each_edge_changes_its_own_rule_only(code: str, changed: dict[str, Any], expected: str) -> None:
    found = checked(replace(GOOD, **changed), AFTER, AgencyRules())
    assert found == dict.fromkeys(RULES, PASSED) | {code: expected}


def test_nothing_recorded_is_never_a_pass_but_for_a_leaving_that_is_not_recorded() -> None:
    found = checked(Assignment(date(2025, 11, 3)), AFTER, AgencyRules())
    assert {code for code, verdict in found.items() if verdict == PASSED} == {"COOL_OFF"}
    assert FAILED not in found.values()


def test_every_failure_is_listed() -> None:
    failing = {"hourly_price": 50, "experience_months": 1, "notice_days": 1, "is_reference_obtained": False}
    bad = replace(GOOD, **LEFT | TEAM | failing | {"authority_controls_practice": False})
    assert checked(bad, AFTER, AgencyRules()) == dict.fromkeys(RULES, FAILED)


@pytest.mark.parametrize(
    ("is_legacy", "on", "is_assessed"),
    [
        (False, date(2024, 10, 30), False),
        (False, date(2024, 10, 31), True),
        (True, date(2025, 9, 30), False),
        (True, date(2025, 10, 1), True),
    ],
)
def test_rules_bind_new_assignments_from_the_start_and_legacy_ones_from_the_end_of_the_transition(
    is_legacy: bool, on: date, is_assessed: bool
) -> None:
    found = checked(replace(GOOD, is_legacy=is_legacy, hourly_price=50), on, AgencyRules())
    assert (found["PRICE_CAP"] == FAILED) is is_assessed
    assert is_assessed or set(found.values()) == {NOT_ASSESSABLE}


HEADER = (
    "case_id,assignment_start,evaluated_on,contract_type,hourly_price,cap_hourly,cap_exception_approved,"
    "left_substantive_on,left_same_region,left_reason,pqe_months_direct_la,uk_registered,reference_obtained,"
    "notice_days,substantive_notice_days,project_team,workers_named_and_approved,costs_disaggregated,"
    "la_controls_practice\n"
)
LINE = "B1,2025-11-03,2025-12-31,new,45,42,0,,,,12,1,1,28,28,0,,,\n"


def test_several_failures_of_a_case_are_separated_by_semicolons(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cases.csv").write_text(
        HEADER + LINE + LINE.replace("new,", "legacy,").replace("2025-12-31", "2025-09-30")
    )
    first, legacy = rows(capsys, "agency-rules", tmp_path / "cases.csv")
    assert first == {"case_id": "B1", "failures": "PRICE_CAP;EXPERIENCE", "not_assessable": ""}
    assert (legacy["failures"], legacy["not_assessable"]) == ("", ";".join(RULES))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2025-11-03", "03/11/2025", 'assignment_start: "03/11/2025" is not a date'),
        ("2025-11-03", "", "assignment_start: the cell is blank"),
        ("new", "other", 'contract_type: "other" is not new or legacy'),
        ("45", "-45", 'hourly_price: "-45" is not a number'),
        (",1,1,28", ",maybe,1,28", 'uk_registered: "maybe" is not 1 (yes) or 0 (no)'),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    (tmp_path / "cases.csv").write_text(HEADER + LINE.replace(old, new), encoding="utf-8")
    assert f"cases.csv line 2, {said}" in refused(capsys, "agency-rules", tmp_path / "cases.csv")
