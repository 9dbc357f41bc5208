"""Proves every rule by the smallest row that breaks it and the same row put right, and what a rule must say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from census_returns import agency, authority_items, employed, flattened, leaver, returned
from rule_cases import BESIDE, Case
from small_authority import PLAIN, SmallAuthority, link_needed
from test_census_files import judged as census_judged
from test_census_files import put
from test_contracts import BASE, HR, INVOLVEMENT, source

from workforce import build, contracts, extracts, quality, warehouse
from workforce.contracts import EVERY_RULE, SPECS, census_checks, judge, owner_of, sequence, ways
from workforce.contracts.census_rules import CENSUS_RULES
from workforce.contracts.drift_rules import DRIFT_RULES
from workforce.contracts.fix_rules import FIX_RULES
from workforce.contracts.matching_rules import MATCHING_RULES
from workforce.contracts.reading_rules import READING_RULES
from workforce.contracts.rule import CASES, DATA, RECRUITMENT, SETTINGS
from workforce.contracts.rule import HR as HR_SYSTEM
from workforce.settings import Settings

FRAMED = {"authority": {"extract_date": date(2024, 9, 30), "first_month": date(2024, 8, 1)}}
FAMILIES = [f"marts.{path.stem}" for path in sorted((warehouse.QUERIES / "marts").glob("fct_findings_*.sql"))]


def together(cases: Iterable[Case], side: str) -> dict[str, list[Any]]:
    """Return the rows of one side of all cases in one authority; a row that several cases share stands once."""
    made: dict[str, list[Any]] = {}
    for case in cases:
        for table, rows in getattr(case, side).items():
            made.setdefault(table, []).extend(row for row in rows if row not in made.get(table, []))
    return {table: [dict.fromkeys(SPECS[table].required_columns, "") | PLAIN.get(table, {}) | row for row in rows]
            for table, rows in made.items()}  # fmt: skip


def connected(folder: Path, small: SmallAuthority, previous: quality.Previous) -> Any:
    """Return a database with the findings of a small authority."""
    settings = small.read()
    judged = judge(extracts.read_folder(small.write(folder)), settings)
    as_at = build.framing_date(judged.accepted, settings, None)
    connection = warehouse.create(":memory:", build.raw_tables(judged, settings, as_at, previous))
    link_needed(folder / "queries", set(), "marts.fct_findings")
    warehouse.build_layers(connection, build.parameters(settings, as_at), folder / "queries")
    return connection


def found_in(folder: Path, tables: Mapping[str, Any]) -> dict[str, str]:
    """Return for each rule all that its findings name: their values, and the lines of the files they stand on."""
    connection = connected(folder, SmallAuthority(tables, FRAMED), quality.Previous())
    # Every case has its own names, so a finding is a case's where its record or value tells it.
    sql = " union all ".join(
        f"select rule, concat_ws(' ', record, value, line) as told from {name}" for name in FAMILIES
    )
    kept = "semi join raw.checkable using (rule)"
    rows = connection.sql(f"select rule, string_agg(told, '\n') from ({sql}) {kept} group by rule").fetchall()
    connection.close()
    return dict(rows)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return found_in(tmp_path_factory.mktemp("broken"), together(BESIDE.values(), "broken"))


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return found_in(tmp_path_factory.mktemp("mended"), together(BESIDE.values(), "mended"))


NAMED_OTHERWISE = {
    "registration_shared": "SW700001", "staff_number_shared": "S1", "worker_registration_shared": "SW800002",
    "worker_staff_number_shared": "ST1", "registrations_of_person": "SW700004", "posts_overlap": "2020-03-01",
    "requisition_filled_twice": "acceptances: 2", "team_name_shared": "team_name_shared",
}  # fmt: skip


@pytest.mark.parametrize("rule", BESIDE)
def test_a_row_beside_others_breaks_the_rule_and_put_right_keeps_it(
    rule: str, broken: dict[str, str], mended: dict[str, str]
) -> None:
    name = NAMED_OTHERWISE.get(rule, rule)
    assert name in broken.get(rule, "")
    assert name not in mended.get(rule, "")


POST = {"person_ref": "P2", "assignment_ref": "A2"}
ABSENT = {"person_ref": "P1", "start_date": "2024-01-08", "end_date": None, "reason": "SIC", "working_days_lost": "2"}
SW = {"child": "C1", "sw_id": "SW1234", "sw_decom": "2023-05-01", "sw_dec": None, "sw_reason": "FCONTA"}
APPLIED = {"application_ref": "1", "requisition_ref": "R", "offered_date": "2024-03-01", "accepted_date": "2024-03-01"}
# Rule: table, a row without a fault, then what breaks it and what puts it right.
OF_ROWS: dict[str, tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "missing_id": ("hr_assignments", HR, {**POST, "assignment_ref": None}, POST),
    "missing_start_date": ("hr_assignments", HR, {**POST, "start_date": None}, POST),
    "unreadable_start_date": ("hr_assignments", HR, {**POST, "start_date": "soon"}, POST),
    "end_before_start": ("hr_assignments", HR, {**POST, "end_date": "2020-01-05"}, {**POST, "end_date": "2020-01-06"}),
    "same_day": ("sw_episodes", SW, {"child": "C2", "sw_dec": "2023-05-01"}, {"child": "C2", "sw_dec": "2023-05-02"}),
    "duplicate": ("hr_assignments", HR, {}, POST),
    "repeated_by_join": ("ssd_involvements", INVOLVEMENT, {"invo_professional_team": "T2"},
                         {"invo_professional_team": "T2", "invo_involvements_id": "I2"}),
    "repeated_key": ("hr_assignments", HR, {"start_date": "2021-01-04"}, {**POST, "start_date": "2021-01-04"}),
    "unreadable_date": ("hr_assignments", HR, {**POST, "end_date": "31/02/2024"}, {**POST, "end_date": "29/02/2024"}),
    "unreadable_number": ("hr_assignments", HR, {**POST, "fte": "full"}, POST),
    "unreadable_boolean": ("hr_assignments", HR, {**POST, "is_newly_qualified": "perhaps"}, POST),
    "unknown_code": ("hr_assignments", HR, {**POST, "org_role": "7"}, {**POST, "org_role": "6"}),
    "unknown_contract_type": ("hr_assignments", HR, {**POST, "contract_type": None},
                              {**POST, "contract_type": "Fixed term"}),
    "fte_out_of_range": ("hr_assignments", HR, {**POST, "fte": "1.01"}, {**POST, "fte": "1"}),
    "missing_fte": ("hr_assignments", HR, {**POST, "fte": None}, POST),
    "out_of_range": ("hr_absences", ABSENT, {"working_days_lost": "-1"}, {"working_days_lost": "0"}),
    "date_out_of_order": ("recruitment_applications", APPLIED,
                          {"application_ref": "2", "accepted_date": "2024-02-29"}, {"application_ref": "2"}),
    "mixed_date_shapes": ("hr_assignments", HR, {**POST, "start_date": "07/01/2020"},
                          {**POST, "start_date": "2020-01-07"}),
    "placeholder_date": ("hr_assignments", HR, {**POST, "end_date": "9999-12-31"}, POST),
    "placeholder_id": ("hr_assignments", HR, {**POST, "staff_number": "-1"}, {**POST, "staff_number": "1"}),
    "unusable_worker_id": ("sw_episodes", SW, {"child": "C2", "sw_id": "XX"}, {"child": "C2", "sw_id": "XX9"}),
    "worker_id_prefix": ("sw_episodes", SW, {"child": "C2", "sw_id": "AB9"}, {"child": "C2", "sw_id": "SW9"}),
    "worker_gap": ("sw_episodes", {**SW, "sw_dec": "2023-06-01"},
                   {"sw_decom": "2023-06-09", "sw_dec": None, "sw_reason": "LEFTRL"},
                   {"sw_decom": "2023-06-08", "sw_dec": None, "sw_reason": "LEFTRL"}),
    "open_not_latest": ("sw_episodes", SW, {"sw_decom": "2023-06-09"}, {"child": "C2", "sw_decom": "2023-06-09"}),
    "reason_missing": ("sw_episodes", SW, {"child": "C2", "sw_reason": None},
                       {"child": "C2", "sw_reason": None, "sw_decom": "2023-03-31"}),
    "none_open_at_year_end": ("sw_episodes", SW, {"child": "C2", "sw_dec": "2024-03-25"},
                              {"child": "C2", "sw_dec": "2024-03-26"}),
}  # fmt: skip


def rules_of(table: str, rows: list[dict[str, Any]]) -> set[str]:
    """Return the rules that the rows of one table break, beside the plain other tables."""
    plain = {name: given for name, given in BASE.items() if name != table}
    full = [{**dict.fromkeys(key for row in rows for key in row), **row} for row in rows]
    return set(judge([*(source(n, r) for n, r in plain.items()), source(table, full)], Settings()).findings["rule"])


@pytest.mark.parametrize("rule", OF_ROWS)
def test_a_row_breaks_the_rule_and_put_right_keeps_it(rule: str) -> None:
    table, plain, wrong, right = OF_ROWS[rule]
    assert rule in rules_of(table, [plain, {**plain, **wrong}])
    assert rule not in rules_of(table, [plain, {**plain, **right}])


def test_ids_cast_to_decimals_and_ids_that_stand_elsewhere_are_told() -> None:
    cast = [{**INVOLVEMENT, "invo_person_id": "1234.0"}, {**INVOLVEMENT, "invo_involvements_id": "I2"}]
    assert "decimal_id" in rules_of("ssd_involvements", cast[:1])
    assert "decimal_id" not in rules_of("ssd_involvements", cast[1:])
    named = {"prof_professional_id": "W9", "prof_staff_id": "W9"}
    assert "id_taken_from_elsewhere" in rules_of("ssd_professionals", [named | {"prof_professional_id": None}])
    assert "id_taken_from_elsewhere" not in rules_of("ssd_professionals", [named])


TWICE = {"SWENo": "SW0000001", "FTE30": "0.6"}
# Rule: the workers that break it, and the same put right.
OF_CENSUS: dict[str, tuple[list[Any], list[Any]]] = {
    "census_missing_value": ([employed(2024, Ethnicity="")], [employed(2024)]),
    "census_start_and_origin": ([agency(RoleStartDate="2023-11-06")], [agency()]),
    "census_leaver_fields": ([leaver(2024, ReasonLeave="")], [leaver(2024)]),
    "census_fte_out_of_range": ([employed(2024, FTE30="1.1")], [employed(2024, FTE30="1")]),
    "census_unknown_code": ([employed(2024, OrgRole="7")], [employed(2024, OrgRole="4")]),
    "census_leaver_fte": ([leaver(2024, FTE="0.6")], [leaver(2024)]),
    "census_wrong_layout": ([employed(2024, GenderCurrent="2")], [employed(2024)]),
    "census_date_after": ([employed(2024, RoleStartDate="2024-10-01")], [employed(2024, RoleStartDate="2024-09-30")]),
    "census_two_birth_dates": (
        [employed(2024, **TWICE), employed(2024, **TWICE, PersonBirthDate="1981-02-28")],
        [employed(2024, **TWICE), employed(2024, 2, PersonBirthDate="1981-02-28")],
    ),
    "census_left_before_year": (
        [leaver(2024, RoleEndDate="2023-09-30")], [leaver(2024, RoleEndDate="2023-10-01")]
    ),
    "census_cases_of_role": ([employed(2024, OrgRole="2")], [employed(2024, OrgRole="2", Cases30="0")]),
    "census_cases_blank": ([employed(2024, Cases30="")], [employed(2024, Cases30="0")]),
    "census_absence_reason": (
        [employed(2024, Absat30Sept="1")], [employed(2024, Absat30Sept="1", ReasonAbsence="SIC")]
    ),
    "census_contract_weeks": ([employed(2024, ContractWeeks="26")], [agency()]),
    "census_above_full_time": (
        [employed(2024, **TWICE), employed(2024, **TWICE)], [employed(2024, **TWICE), employed(2024, FTE30="0.4")]
    ),
    "census_swe_number": ([employed(2024, SWENo="123")], [employed(2024)]),
}  # fmt: skip


@pytest.mark.parametrize("rule", OF_CENSUS)
def test_a_worker_breaks_the_rule_and_put_right_keeps_it(rule: str, tmp_path: Path) -> None:
    for workers, is_told in zip(OF_CENSUS[rule], (True, False), strict=True):
        put(tmp_path, returned(2024, workers))
        assert (rule in set(census_judged(tmp_path).findings["rule"])) is is_told


ONE = [employed(2024)]
GOOD = returned(2024, ONE)
WITHOUT_DATES = flattened([{k: v for k, v in employed(2024).items() if k != "PersonBirthDate"}], 2024)
OF_RETURNS = {
    "census_missing_column": (WITHOUT_DATES, flattened(ONE, 2024), "workers.csv"),
    "census_no_workers": (returned(2024, []), GOOD, "return.xml"),
    "census_reference_date": (GOOD.replace("2024-09-30</R", "2024-09-29</R"), GOOD, "return.xml"),
    "census_no_vacancies": (returned(2024, ONE, {"NoAgencyFTE": "1"}), GOOD, "return.xml"),
    "census_cover_above_vacancies": (
        returned(2024, ONE, {**authority_items(2024), "NoAgencyFTE": "5"}), GOOD, "return.xml"
    ),
    "census_repeated_element": (GOOD.replace("<OrgRole>", "<OrgRole>4</OrgRole>\n<OrgRole>", 1), GOOD, "return.xml"),
    "census_unknown_element": (GOOD.replace("<QualLevel>2</QualLevel>", "<Hobby>2</Hobby>"), GOOD, "return.xml"),
    "census_shared_line": (returned(2024, [*ONE, agency()]).replace("\n", ""), GOOD, "return.xml"),
}  # fmt: skip


@pytest.mark.parametrize("rule", OF_RETURNS)
def test_a_return_breaks_the_rule_and_put_right_keeps_it(rule: str, tmp_path: Path) -> None:
    *sides, name = OF_RETURNS[rule]
    for content, is_told in zip(sides, (True, False), strict=True):
        put(tmp_path, content, name)
        assert (rule in set(census_judged(tmp_path).findings["rule"])) is is_told


def test_a_test_between_rows_or_of_the_census_that_raises_is_kept_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sequence, "_rules", lambda: [("worker_gap", "sw_decom", pl.col("nowhere"))])
    episodes = judge([*(source(n, rows) for n, rows in BASE.items()), source("sw_episodes", [SW])], Settings())
    assert list(episodes.errors) == ["worker_gap"] and "nowhere" in episodes.errors["worker_gap"]
    monkeypatch.setattr(census_checks, "own", lambda: [("census_swe_number", "SWENo", pl.col("nowhere"))])
    put(tmp_path, GOOD)
    assert list(census_judged(tmp_path).errors) == ["census_swe_number"]


OF_TEXT = ("guarded_text", "converted_characters", "lines_above_header", "repeated_header")
OF_WORKBOOKS = ("hidden_columns", "hidden_sheet", "filtered_rows", "merged_cells")
# Proved with both sides where what they need is made: whole files, deployed shapes, and matching between systems.
ELSEWHERE = {
    "extra_column": "test_bad_input.py", "hidden_rows": "test_bad_input.py",
    "reason_of_end": "test_deployed_shapes.py",
    "left_out_by_mapping": "test_mapping.py", "superseded_row": "test_mapping.py",
    "mass_reallocation": "test_rule_history.py",
    **{rule.id: "test_fixes.py" for rule in FIX_RULES},
    "decimal_id": "test_rules.py", "id_taken_from_elsewhere": "test_rules.py",
    **{rule: "bad_inputs/text.py" for rule in OF_TEXT},
    **{rule: "bad_inputs/workbooks.py" for rule in OF_WORKBOOKS},
    **{rule.id: "bad_inputs/values.py" for rule in READING_RULES if rule.id not in (*OF_TEXT, *OF_WORKBOOKS)},
    **{rule.id: "test_findings_after_matching.py" for rule in MATCHING_RULES},
    **{rule.id: "test_rule_history.py" for rule in DRIFT_RULES},
}  # fmt: skip


def test_every_rule_is_proved_by_a_broken_and_a_mended_row() -> None:
    here = [*BESIDE, *OF_ROWS, *OF_CENSUS, *OF_RETURNS]
    assert len(here) == len(set(here))
    assert set(here) | set(ELSEWHERE) == set(EVERY_RULE)
    assert not set(here) & set(ELSEWHERE)
    for rule, file in ELSEWHERE.items():
        assert f'"{rule}"' in (Path(__file__).parent / file).read_text(encoding="utf-8"), (rule, file)


def test_there_are_enough_rules_and_each_says_all_it_must() -> None:
    assert len(EVERY_RULE) >= 150
    assert len(EVERY_RULE) == len(contracts.RULES) + len(contracts.AFTER_MATCHING)
    for rule in EVERY_RULE.values():
        assert rule.severity in {"error", "warning", "info"}, rule.id
        assert all(text.endswith(".") for text in (rule.message, rule.fix, rule.why)), rule.id
        assert owner_of(rule, "hr_absences") in {HR_SYSTEM, RECRUITMENT, CASES, SETTINGS, DATA}, rule.id
        assert ways(rule), rule.id
        assert not (rule.quarantines and rule.family), f"{rule.id} would leave out rows that the figures already hold"


def test_each_way_to_check_a_rule_names_columns_of_the_contracts() -> None:
    outside = {"control_totals.headcount", "control_totals.fte", "last_snapshot.rows"}
    named = {each for rule in EVERY_RULE.values() for way in ways(rule) for each in way} - outside
    known = {f"{spec.name}.{column}" for spec in contracts.SPECS.values() for column in spec.columns}
    assert named <= known


def test_who_owns_a_finding_follows_from_its_table_where_the_rule_does_not_say() -> None:
    owners = {table: owner_of(EVERY_RULE["missing_id"], table) for table in contracts.SPECS}
    assert owners["hr_absences"] == owners["census_workers"] == HR_SYSTEM
    assert owners["recruitment_applications"] == RECRUITMENT
    assert owners["ssd_cp_visits"] == owners["sw_episodes"] == CASES
    assert pl.Series(list(owners.values())).is_in([HR_SYSTEM, RECRUITMENT, CASES, DATA]).all()
    assert {rule.id for rule in CENSUS_RULES if owner_of(rule, "census_workers") != HR_SYSTEM} == set()
