"""Proves each rule of the workforce census by a worker that keeps it and one that breaks it, and what is stored."""

from pathlib import Path

import polars as pl
import pytest
from census_returns import agency, authority_items, employed, flattened, leaver, returned
from test_census_files import judged, put

from workforce.contracts import RULES, Judged
from workforce.contracts.census_rules import CENSUS_RULES, OF_DEPARTMENT

Found = set[tuple[str, str, str | None]]
DUE = {
    "PersonBirthDate": 2024, "GenderCurrent": 2023, "Sex": 2024, "Ethnicity": 2024, "QualInst": 2024,
    "StepUpGrad": 2024, "FrontlineGrad": 2024, "OrgRole": 2024, "FTE30": 2024, "WorkingDaysLost": 2024,
}  # fmt: skip
CODED = {
    "QualLevel": "4", "StepUpGrad": "2", "FrontlineGrad": "Y", "OrgRole": "7", "StartOrigin": "11",
    "Absat30Sept": "2", "CFKSSstatus": "5",
}  # fmt: skip
SECRETS = {"PersonBirthDate": "1948-01-02", "Sex": "X", "Ethnicity": "MARTIAN"}


def found(result: Judged, table: str = "census_workers") -> Found:
    """Return rule, column and value of every finding on the table."""
    return set(result.findings.filter(pl.col("table") == table).select("rule", "column", "value").rows())


def told(folder: Path, *workers: dict[str, str], year: int = 2024) -> Found:
    put(folder, returned(year, workers))
    return found(judged(folder))


@pytest.mark.parametrize(("column", "year"), DUE.items())
def test_an_employed_worker_must_have_it_and_an_agency_worker_need_not(tmp_path: Path, column: str, year: int) -> None:
    assert told(tmp_path, employed(year), agency(), year=year) == set()
    assert told(tmp_path, employed(year, **{column: ""}), year=year) == {("census_missing_value", column, None)}


@pytest.mark.parametrize(("column", "year"), [("QualInst", 2025), ("Sex", 2023), ("GenderCurrent", 2024)])
def test_what_the_layout_of_the_year_lacks_is_not_asked_for(tmp_path: Path, column: str, year: int) -> None:
    assert column not in employed(year)
    assert told(tmp_path, employed(year), year=year) == set()


def test_start_date_and_origin_are_both_there_or_neither(tmp_path: Path) -> None:
    assert told(tmp_path, agency(RoleStartDate="2023-11-06", StartOrigin="4"), agency(2)) == set()
    assert told(tmp_path, agency(RoleStartDate="2023-11-06")) == {("census_start_and_origin", "StartOrigin", None)}
    assert told(tmp_path, agency(StartOrigin="4")) == {("census_start_and_origin", "RoleStartDate", None)}
    assert told(tmp_path, employed(2024, StartOrigin="")) == {("census_missing_value", "StartOrigin", None)}


@pytest.mark.parametrize("column", ["RoleEndDate", "LeaverDestination", "ReasonLeave"])
def test_a_leaver_has_all_three_and_nobody_else_has_one(tmp_path: Path, column: str) -> None:
    assert told(tmp_path, leaver(2024), employed(2024, 2)) == set()
    assert told(tmp_path, leaver(2024, Cases30="0", **{column: ""})) == {("census_leaver_fields", column, None)}
    three = {name: leaver(2024)[name] for name in ("RoleEndDate", "LeaverDestination", "ReasonLeave")}
    rest = {("census_leaver_fields", other, None) for other in three if other != column}
    assert told(tmp_path, employed(2024, **{column: three[column]})) - {("census_leaver_fte", "FTE", "1")} == rest


def test_a_leaver_with_fte_is_a_warning(tmp_path: Path) -> None:
    assert told(tmp_path, leaver(2024, FTE="0")) == set()
    assert told(tmp_path, leaver(2024, FTE="0.6")) == {("census_leaver_fte", "FTE", "0.6")}


@pytest.mark.parametrize("column", ["FTE", "FTE30"])
def test_fte_is_from_0_to_1_else_unknown(tmp_path: Path, column: str) -> None:
    for value in ("0", "0.512345", "1"):
        assert told(tmp_path, employed(2024, **{column: value})) == set()
    for value in ("1.000001", "-0.1", "37"):
        put(tmp_path, returned(2024, [employed(2024, **{column: value})]))
        result = judged(tmp_path)
        assert found(result) == {("census_fte_out_of_range", column, value)}
        assert result.accepted["census_workers"][column].to_list() == [None]


@pytest.mark.parametrize(("column", "value"), CODED.items())
def test_a_code_outside_the_list_is_an_error_and_unknown(tmp_path: Path, column: str, value: str) -> None:
    put(tmp_path, returned(2024, [employed(2024, **{column: value})]))
    result = judged(tmp_path)
    assert found(result) == {("census_unknown_code", column, value)}
    assert result.findings.filter(pl.col("column") == column)["severity"].to_list() == ["error"]
    assert result.accepted["census_workers"][column].to_list() == [None]


@pytest.mark.parametrize(
    ("year", "changes", "column"),
    [(2023, {"Sex": "F"}, "Sex"), (2024, {"GenderCurrent": "2"}, "GenderCurrent"),
     (2025, {"QualInst": "Somewhere"}, "QualInst"), (2025, {"CFKSSstatus": "1"}, "CFKSSstatus")],
)  # fmt: skip
def test_an_element_of_another_years_layout_is_named(
    tmp_path: Path, year: int, changes: dict[str, str], column: str
) -> None:
    workers = [employed(year, number, **changes) for number in (1, 2)]
    assert told(tmp_path, *workers, year=year) == {("census_wrong_layout", column, "2")}


def test_an_authority_item_of_another_years_layout_is_named(tmp_path: Path) -> None:
    put(tmp_path, returned(2024, [employed(2024)], authority_items(2025) | {"OtherAllowances": ""}))
    wrong = {column for rule, column, _ in found(judged(tmp_path), "census_authority") if rule == "census_wrong_layout"}
    assert wrong == set(authority_items(2025)) - set(authority_items(2024)) - {"OtherAllowances"}


def test_an_end_before_the_start_cannot_be_placed(tmp_path: Path) -> None:
    put(tmp_path, returned(2024, [leaver(2024, RoleStartDate="2024-05-01"), employed(2024, 2)]))
    result = judged(tmp_path)
    assert found(result) == {("end_before_start", "RoleEndDate", "2024-03-31")}
    assert result.accepted["census_workers"]["SWENo"].to_list() == ["SW0000002"]


@pytest.mark.parametrize("column", ["RoleStartDate", "RoleEndDate"])
def test_a_date_after_the_30_september_is_unknown(tmp_path: Path, column: str) -> None:
    assert told(tmp_path, leaver(2024, **{column: "2024-09-30", "RoleEndDate": "2024-09-30"})) == set()
    put(tmp_path, returned(2024, [leaver(2024, **{column: "2024-10-01"})]))
    result = judged(tmp_path)
    assert ("census_date_after", column, "2024-10-01") in found(result)
    assert result.accepted["census_workers"][column].to_list() == [None]


CASES = [
    (employed(2024, OrgRole="1", Cases30="0"), employed(2024, OrgRole="1"), "census_cases_of_role", "Cases30"),
    (employed(2024, OrgRole="4"), employed(2024, OrgRole="6"), "census_cases_of_role", "Cases30"),
    (employed(2024, Cases30="0"), employed(2024, Cases30=""), "census_cases_blank", "Cases30"),
    (
        employed(2024, Absat30Sept="1", ReasonAbsence="SIC"),
        employed(2024, Absat30Sept="1"),
        "census_absence_reason",
        "ReasonAbsence",
    ),
    (agency(), employed(2024, ContractWeeks="12.0"), "census_contract_weeks", "ContractWeeks"),
    (employed(2024, SWENo="SW1"), employed(2024, SWENo="12345"), "census_swe_number", "SWENo"),
    (employed(2024, SWENo="sw0000009"), employed(2024, SWENo="SW12345678901"), "census_swe_number", "SWENo"),
    (
        leaver(2024, RoleEndDate="2023-10-01"),
        leaver(2024, RoleEndDate="2023-09-30"),
        "census_left_before_year",
        "RoleEndDate",
    ),
]


@pytest.mark.parametrize(("kept", "broken", "rule", "column"), CASES)
def test_warnings_on_one_row(
    tmp_path: Path, kept: dict[str, str], broken: dict[str, str], rule: str, column: str
) -> None:
    assert told(tmp_path, kept) == set()
    assert told(tmp_path, broken) == {(rule, column, broken.get(column))}
    assert RULES[rule].severity == "warning"


def test_a_registration_number_that_is_missing_removes_nobody(tmp_path: Path) -> None:
    put(tmp_path, returned(2024, [employed(2024, SWENo=""), employed(2024, SWENo="")]))
    result = judged(tmp_path)
    assert found(result) == {("census_swe_number", "SWENo", None)}
    assert result.accepted["census_workers"]["_person"].n_unique() == 2


def test_posts_of_one_worker_above_full_time(tmp_path: Path) -> None:
    assert told(tmp_path, employed(2024, FTE30="0.6"), employed(2024, FTE30="0.4")) == set()
    assert told(tmp_path, employed(2024, FTE30="0.6"), leaver(2024)) == set()
    assert told(tmp_path, employed(2024), employed(2024, FTE30="0.2")) == {
        ("census_above_full_time", "SWENo", "SW0000001")
    }


def test_one_registration_number_with_two_birth_dates(tmp_path: Path) -> None:
    first, second = employed(2024, FTE30="0.5"), employed(2024, FTE30="0.5", PersonBirthDate="1980-03-01")
    assert told(tmp_path, first, first) == set()
    assert told(tmp_path, first, second) == {("census_two_birth_dates", "SWENo", "SW0000001")}


def test_a_return_without_workers_or_vacancies(tmp_path: Path) -> None:
    put(tmp_path, returned(2024, [], {"NoAgencyFTE": "0"}))
    result = judged(tmp_path)
    assert found(result) == {("census_no_workers", "", "")}
    assert found(result, "census_authority") == {("census_no_vacancies", "NumberOfVacancies", None)}


def test_the_authoritys_own_items(tmp_path: Path) -> None:
    items = {"NumberOfVacancies": "2", "NoAgencyFTE": "2", "NoAgencyHeadcount": "3"}
    put(tmp_path, returned(2024, [employed(2024)], items))
    assert found(judged(tmp_path), "census_authority") == set()
    wrong = returned(2024, [employed(2024)], items | {"NoAgencyFTE": "2.1"})
    put(tmp_path, wrong.replace("2024-09-30", "2024-10-01"))
    assert found(judged(tmp_path), "census_authority") == {
        ("census_cover_above_vacancies", "NoAgencyFTE", "2.1"),
        ("census_reference_date", "ReferenceDate", "2024-10-01"),
    }


def test_a_flattened_file_without_a_due_column_is_told_once(tmp_path: Path) -> None:
    rows = [employed(2024, number, PersonBirthDate="") for number in range(1, 6)]
    put(tmp_path, flattened(rows, 2024), "workers.csv")
    assert found(judged(tmp_path)) == {("census_missing_column", "PersonBirthDate", "")}
    put(tmp_path, flattened([agency()], 2024), "workers.csv")
    assert found(judged(tmp_path)) == set()


def test_a_row_that_is_neither_employed_nor_agency_cannot_be_placed(tmp_path: Path) -> None:
    put(tmp_path, returned(2024, [employed(2024, AgencyWorker=""), employed(2024, 2)]))
    result = judged(tmp_path)
    assert found(result) == {("missing_id", "AgencyWorker", None)}
    assert result.accepted["census_workers"].height == 1


def test_every_rule_of_the_census_is_proved_here() -> None:
    here = Path(__file__).read_text(encoding="utf-8")
    elsewhere = Path(__file__).with_name("test_census_files.py").read_text(encoding="utf-8")
    assert [rule.id for rule in CENSUS_RULES if f'"{rule.id}"' not in here + elsewhere] == []
    warnings = [rule.id for rule in OF_DEPARTMENT if rule.severity == "warning"]
    assert warnings == ["census_leaver_fte"]


def test_what_recognises_a_person_is_compared_and_never_kept(tmp_path: Path) -> None:
    rows = [
        employed(2024, FTE30="0.5"), employed(2024, FTE30="0.4"),
        employed(2024, FTE30="0.1", Ethnicity="CHNE"), employed(2024, 2, **SECRETS), agency(1), agency(1),
    ]  # fmt: skip
    put(tmp_path, returned(2024, rows))
    result = judged(tmp_path)
    kept = result.accepted["census_workers"]
    one, same, other, second, *hired = kept["_person"].to_list()
    assert one == same and len({one, other, second, *hired}) == 5
    private = {"PersonBirthDate", "Sex", "GenderCurrent", "Ethnicity", "QualInst"}
    assert not private & set(kept.columns)
    hidden = {"1980-02-29", "WBRI", "CHNE", "University of Wexmere", *SECRETS.values()}
    for frame in (kept, result.findings):
        held = {str(value) for row in frame.rows() for value in row}
        assert not hidden & held
    unknown = {column for rule, column, _ in found(result) if rule == "census_unknown_code"}
    assert unknown == {"Sex", "Ethnicity"}
