"""Proves that what only matching shows is told as findings, beside those of the contracts."""

from pathlib import Path
from typing import Any

import pytest
from three_months import CONFIG, computed, involvement, tables, write

from workforce import cli
from workforce.contracts import AFTER_MATCHING
from workforce.contracts.matching_rules import MATCHING_RULES


@pytest.fixture(scope="module")
def given() -> dict[str, list[Any]]:
    """Return the small authority with one thing wrong of every kind."""
    made = tables()
    made["hr_assignments"][1] |= {"team": "Nort"}
    made["hr_assignments"][2] |= {"fte": "0", "position_ref": None}
    made["hr_assignments"][0] |= {"team": None, "position_ref": None}
    made["agency_assignments"][0] |= {"org_role": None, "post_title": None, "fte": 0.01}
    made["hr_absences"].append(made["hr_absences"][0] | {"person_ref": "E404"})
    made["recruitment_applications"][2] |= {"requisition_ref": "R404"}
    made["worker_matches"] = [{"professional_id": "PR404", "person_ref": "E405"}]
    made["ssd_professionals"].append({"prof_professional_id": "PR-OUT", "prof_staff_id": "ST-OUT"})
    made["ssd_involvements"] += [
        involvement(4, "PR-UNKNOWN", "C3", "2024-01-10", None, invo_professional_team="T9"),
        involvement(5, "PR-G1", "C4", "2024-01-10", None),
        involvement(6, "=PR-OUT()", "C5", "2024-01-10", None, invo_professional_role_id="IRO"),
    ]
    made["ssd_cin_episodes"] += [made["ssd_cin_episodes"][0] | {"cine_referral_id": "C4", "cine_person_id": "C4"}]
    return made


@pytest.fixture(scope="module")
def findings(given: dict[str, list[Any]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[tuple]]:
    """Return (file, line, column, value) of each finding by rule."""
    config = CONFIG + "[control_totals]\nheadcount = 9\n"
    connection = computed(tmp_path_factory.mktemp("extracts"), given, config=config)
    found: dict[str, set[tuple]] = {}
    for rule, *rest in connection.sql('select rule, file, line, "column", value from marts.fct_findings').fetchall():
        found.setdefault(rule, set()).add(tuple(rest))
    return found


WANTED = [
    ("unmatched_team", ("hr_assignments.csv", 3, "team", "Nort (rows: 1)")),
    ("unmatched_team", ("ssd_involvements.csv", None, "invo_professional_team", "t9 (rows: 1)")),
    ("blank_team", ("hr_assignments.csv", 2, "team", "(rows: 1)")),
    ("unknown_role", ("agency_assignments.csv", 2, "org_role", "(rows: 1)")),
    ("unknown_person", ("hr_absences.csv", 3, "person_ref", "E404")),
    ("unknown_requisition", ("recruitment_applications.csv", 4, "requisition_ref", "R404")),
    ("unknown_match", ("worker_matches.csv", 2, "person_ref", "E405")),
    ("unknown_match", ("worker_matches.csv", 2, "professional_id", "PR404")),
    ("not_in_professionals", ("ssd_involvements.csv", None, "invo_professional_id", "ids: 1, rows: 1")),
    ("holder_not_matched", ("ssd_involvements.csv", None, "invo_professional_id", "PR-UNKNOWN (cases: 1)")),
    ("holder_without_fte", ("ssd_involvements.csv", None, "invo_professional_id", "PR-W2 (cases: 1)")),
    ("extreme_caseload", ("ssd_involvements.csv", None, "invo_professional_id", "PR-G1 (cases: 1, FTE: 0.01)")),
    ("few_position_refs", ("hr_assignments.csv", None, "position_ref", None)),
    ("control_total", ("authority.toml", None, "headcount", "given 9.0, counted 3.0")),
    ("fte_out_of_range", ("hr_assignments.csv", 4, "fte", "0")),
]


@pytest.mark.parametrize(("rule", "found"), WANTED)
def test_what_is_found(findings: dict[str, set[tuple]], rule: str, found: tuple) -> None:
    assert found in findings[rule]


def test_nothing_else_is_found_of_these_kinds(findings: dict[str, set[tuple]]) -> None:
    wanted = {rule for rule, _ in WANTED}
    of_matching = {rule.id for rule in MATCHING_RULES}
    assert of_matching - wanted == {"holder_without_post"}
    for rule in of_matching:
        assert findings.get(rule, set()) == {found for name, found in WANTED if name == rule}


def test_a_holder_matched_to_hr_without_a_post_in_scope(tmp_path: Path) -> None:
    made = tables()
    made["hr_assignments"][2] |= {"org_role": None, "post_title": "Family Support Worker"}
    connection = computed(tmp_path, made, config=CONFIG + '[org_roles]\n"Family Support Worker" = "out_of_scope"\n')
    found = connection.sql("select value from marts.fct_findings where rule = 'holder_without_post'").fetchall()
    assert found == [("PR-W2 (cases: 1)",)]


def test_a_clean_authority_has_no_findings(tmp_path: Path) -> None:
    found = computed(tmp_path, tables()).sql("select rule, count(*) from marts.fct_findings group by all").fetchall()
    # A worker newly qualified since 2020, an agency worker since 2020, a child of nobody, and no registration numbers.
    assert dict(found) == {
        "agency_over_two_years": 1, "child_without_involvement": 1, "newly_qualified_for_years": 1,
        "registration_missing": 4,
    }  # fmt: skip


def test_the_build_tells_them(given: dict[str, list[Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "extracts", given)
    assert cli.main(["build", "--extracts", str(tmp_path / "extracts"), "--store", str(tmp_path / "store")]) == 0
    assert "PR-UNKNOWN (cases: 1)" in capsys.readouterr().out


def test_every_rule_says_what_to_do() -> None:
    assert all(rule.message.endswith(".") and rule.fix.endswith(".") for rule in AFTER_MATCHING.values())
