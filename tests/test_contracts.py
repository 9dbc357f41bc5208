"""Proves each contract rule by one row that breaks it, the balance, and that row order makes no difference."""

import datetime as dt
from typing import Any

import polars as pl
import pytest

from workforce.contracts import RULES, SPECS, Judged, judge
from workforce.contracts.source import SourceTable
from workforce.errors import Rejected
from workforce.settings import Settings, parse

HR = {
    "person_ref": "P1", "assignment_ref": "A1", "post_title": "Social worker", "team": "North", "org_role": "5",
    "contract_type": "Permanent", "fte": "0.8", "start_date": "2020-01-06", "end_date": None,
    "is_newly_qualified": "no",
}  # fmt: skip
INVOLVEMENT = {
    "invo_involvements_id": "I1", "invo_professional_id": "W1", "invo_professional_role_id": "CW",
    "invo_professional_team": "T1", "invo_person_id": "C1", "invo_involvement_start_date": "2023-01-10",
    "invo_involvement_end_date": None,
}  # fmt: skip
EPISODE = {
    "cine_referral_id": "R1",
    "cine_person_id": "C1",
    "cine_referral_date": "2023-01-10",
    "cine_close_date": None,
}
BASE: dict[str, list[dict[str, Any]]] = {
    "hr_assignments": [HR],
    "ssd_involvements": [INVOLVEMENT],
    "ssd_professionals": [{"prof_professional_id": "W1"}],
    "ssd_department": [{"dept_team_id": "T1", "dept_team_name": "North"}],
    "ssd_cin_episodes": [EPISODE],
}


def source(table: str, rows: list[dict[str, Any]], encoding: str = "utf-8") -> SourceTable:
    frame = pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.String))
    frame = frame.with_columns(pl.int_range(2, frame.height + 2, dtype=pl.Int64).alias("_line"))
    return SourceTable(table, f"{table}.csv", None, frame, frame.height, 0, encoding, "comma", [])


def judged(table: str, rows: list[dict[str, Any]], settings: Settings | None = None, encoding: str = "utf-8") -> Judged:
    tables = BASE | {table: rows}
    sources = [source(name, given, encoding if name == table else "utf-8") for name, given in tables.items()]
    return judge(sources, settings or Settings())


def many(count: int, **last: str | None) -> list[dict[str, Any]]:
    """Return so many involvements with decimal referral ids and no child, and one more with these values."""
    row = INVOLVEMENT | {"invo_person_id": None, "invo_referral_id": "1.0"}
    rows = [row | {"invo_involvements_id": f"I{number}"} for number in range(count)]
    return [*rows, row | {"invo_involvements_id": "LAST"} | last]


@pytest.mark.parametrize(("last", "is_told"), [("R1", False), ("2.00", True)])
def test_ids_are_decimals_only_where_every_one_is_however_many_come_first(last: str, is_told: bool) -> None:
    found = judged("ssd_involvements", many(1200, invo_referral_id=last)).findings
    assert ("decimal_id" in found["rule"]) is is_told


@pytest.mark.parametrize(("last", "is_taken"), [("C1", False), (None, True)])
def test_ids_are_taken_from_elsewhere_only_where_no_row_has_one(last: str | None, is_taken: bool) -> None:
    found = judged("ssd_involvements", many(1200, invo_person_id=last)).findings
    assert ("id_taken_from_elsewhere" in found["rule"]) is is_taken


QUARANTINES = [
    ("hr_assignments", HR, {"assignment_ref": None}, "missing_id"),
    ("hr_assignments", HR, {"start_date": "1900-01-01"}, "missing_start_date"),
    ("hr_assignments", HR, {"start_date": "soon"}, "unreadable_start_date"),
    ("hr_assignments", HR, {"end_date": "2019-12-31"}, "end_before_start"),
    ("ssd_involvements", INVOLVEMENT, {"invo_involvement_end_date": "2023-01-09"}, "end_before_start"),
    ("ssd_involvements", INVOLVEMENT, {"invo_person_id": "-1"}, "missing_id"),
]


@pytest.mark.parametrize(("table", "row", "change", "rule"), QUARANTINES)
def test_rows_that_cannot_be_placed(table: str, row: dict[str, Any], change: dict[str, Any], rule: str) -> None:
    key = SPECS[table].unique[0]
    result = judged(table, [row, row | {key: "X2"} | change])
    found = result.findings.filter(pl.col("quarantined"))
    assert found["rule"].to_list() == [rule]
    assert (found["line"].item(), found["severity"].item()) == (3, "error")
    assert result.accepted[table].height == 1
    if table == "ssd_involvements":
        assert found["start_date"].item() == dt.date(2023, 1, 10)


FLAGS = [
    ("fte", "0", "fte_out_of_range"), ("fte", "1.2", "fte_out_of_range"), ("fte", "full", "unreadable_number"),
    ("fte", None, "missing_fte"), ("contract_type", "casual", "unknown_contract_type"),
    ("contract_type", None, "unknown_contract_type"), ("org_role", "7", "unknown_code"),
    ("end_date", "31/02/2024", "unreadable_date"), ("is_newly_qualified", "perhaps", "unreadable_boolean"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "value", "rule"), FLAGS)
def test_bad_values_become_null_and_flag_the_row(column: str, value: str | None, rule: str) -> None:
    result = judged("hr_assignments", [HR, HR | {"assignment_ref": "A2", column: value}])
    row = result.accepted["hr_assignments"].row(1, named=True)
    assert row[column] is None
    assert row["_flags"] == rule
    found = result.findings.row(0, named=True)
    assert (found["rule"], found["value"], found["quarantined"], found["severity"]) == (rule, value, False, "warning")
    assert result.findings.height == 1


def test_other_value_rules() -> None:
    absence = {
        "person_ref": "P1",
        "start_date": "2024-01-01",
        "end_date": None,
        "reason": "sic",
        "working_days_lost": "-2",
    }
    result = judged("hr_absences", [absence])
    assert result.accepted["hr_absences"].row(0, named=True)["reason"] == "SIC"
    assert result.findings["rule"].to_list() == ["out_of_range"]
    stages = {
        "application_ref": "1",
        "requisition_ref": "R",
        "offered_date": "2024-03-01",
        "accepted_date": "2024-02-01",
    }
    result = judged("recruitment_applications", [stages])
    assert result.findings["rule"].to_list() == ["date_out_of_order"]


def test_standard_hours_turn_hours_into_fte() -> None:
    settings = parse({"reading": {"standard_hours": 37}})
    assert judged("hr_assignments", [HR | {"fte": "18.5"}], settings).accepted["hr_assignments"]["fte"].item() == 0.5


def test_contract_types_are_mapped_by_settings() -> None:
    settings = parse({"contract_types": {"Open  ended": "permanent"}})
    result = judged("hr_assignments", [HR | {"contract_type": "open ended"}], settings)
    assert result.accepted["hr_assignments"]["contract_type"].item() == "permanent"


def test_repeated_keys_keep_one_whatever_the_order() -> None:
    rows = [
        HR, HR, HR | {"start_date": "2021-02-01", "end_date": "2021-03-01"}, HR | {"start_date": "2021-02-01"},
        HR | {"start_date": "2021-02-01", "end_date": "2021-04-01", "team": "A"},
        HR | {"start_date": "2021-02-01", "end_date": "2021-04-01", "team": "B"},
    ]  # fmt: skip
    for order in (rows, rows[::-1]):
        result = judged("hr_assignments", order)
        kept = result.accepted["hr_assignments"].row(0, named=True)
        assert (kept["end_date"], kept["team"]) == (dt.date(2021, 4, 1), "B")
        assert set(result.findings["rule"]) == {"repeated_key"}
        assert result.balance.row(0)[2:6] == (6, 1, 5, 0)


def test_alike_rows_are_one_row() -> None:
    found = judged("ssd_involvements", [INVOLVEMENT, INVOLVEMENT]).findings
    assert found.select("rule", "severity", "child_id", "quarantined").rows() == [("duplicate", "info", "C1", True)]


def test_a_zero_length_involvement_is_accepted() -> None:
    row = INVOLVEMENT | {"invo_involvement_end_date": "2023-01-10 00:00:00"}
    assert judged("ssd_involvements", [row]).accepted["ssd_involvements"].height == 1


def test_dates_by_their_own_shape() -> None:
    rows = [HR, HR | {"assignment_ref": "A2", "start_date": "7/02/2020"}]
    result = judged("hr_assignments", rows)
    assert result.accepted["hr_assignments"]["start_date"].to_list() == [dt.date(2020, 1, 6), dt.date(2020, 2, 7)]
    assert result.findings["rule"].to_list() == ["mixed_date_shapes"]


def test_day_first_and_month_first_in_one_column_reject() -> None:
    rows = [HR | {"start_date": "13/01/2020"}, HR | {"assignment_ref": "A2", "start_date": "01/13/2020"}]
    with pytest.raises(Rejected, match=r"start_date.*month-first"):
        judged("hr_assignments", rows)


def test_serials_are_dates_in_workbooks_only() -> None:
    row = HR | {"start_date": "43836"}
    assert judged("hr_assignments", [row], encoding="xlsx").accepted["hr_assignments"]["start_date"].item() == dt.date(
        2020, 1, 6
    )
    assert judged("hr_assignments", [HR, row | {"assignment_ref": "A2"}]).findings["rule"].to_list() == [
        "unreadable_start_date"
    ]


def test_placeholders_are_null_and_counted() -> None:
    result = judged("hr_assignments", [HR | {"end_date": "9999-12-31", "staff_number": "-1"}])
    assert set(result.findings.select("rule", "value").rows()) == {("placeholder_date", "1"), ("placeholder_id", "1")}
    assert result.accepted["hr_assignments"]["end_date"].item() is None
    assert result.accepted["hr_assignments"]["_flags"].item() == ""


def test_ids_that_sit_elsewhere() -> None:
    row = {name: value for name, value in INVOLVEMENT.items() if name != "invo_person_id"} | {"invo_referral_id": "R1"}
    assert judged("ssd_involvements", [row]).accepted["ssd_involvements"]["invo_person_id"].item() == "C1"
    worker = {"prof_professional_id": None, "prof_staff_id": "W9"}
    assert judged("ssd_professionals", [worker]).accepted["ssd_professionals"]["prof_professional_id"].item() == "W9"


def test_structure_rejects() -> None:
    with pytest.raises(Rejected, match="hr_assignments"):
        judge([], Settings())
    with pytest.raises(Rejected, match="required column fte"):
        judged("hr_assignments", [{k: v for k, v in HR.items() if k != "fte"}])
    with pytest.raises(Rejected, match="holds no rows"):
        none = source("hr_assignments", [HR])
        bare = SourceTable("hr_assignments", "hr.csv", None, none.frame.clear(), 0, 0, "utf-8", "comma", [])
        judge([bare, *(source(n, r) for n, r in BASE.items() if n != "hr_assignments")], Settings())


def test_every_table_is_there_and_every_column_is_described() -> None:
    result = judged("hr_assignments", [HR])
    assert list(result.accepted) == list(SPECS)
    for name, spec in SPECS.items():
        private = {"_person": pl.Int64} if spec.private else {}
        assert result.accepted[name].schema == {
            **{column: kind for column, kind in spec.schema.items() if column not in spec.private},
            "_file": pl.String,
            "_line": pl.Int64,
            "_flags": pl.String,
            **private,
        }
        assert all(column.description for column in spec.fields.values())
    assert all(rule.message.endswith(".") and rule.fix.endswith(".") for rule in RULES.values())
