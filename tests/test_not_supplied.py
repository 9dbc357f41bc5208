"""Proves that what the extracts do not hold is called not supplied or not available, and never shown as 0."""

from collections.abc import Callable
from pathlib import Path

import pytest
from three_months import CONFIG, blanked, cell, computed, tables, without

from workforce.catalogue import MEASURES
from workforce.contracts import SPECS

SET = ("status_weights", "settings_employed_hourly")
NEEDS = sorted(
    (measure.id, *need.split("."))
    for measure in MEASURES.values()
    for need in measure.needs
    if "|" not in need and not need.startswith(SET)
)
COLUMNS = sorted({(table, column) for _, table, column in NEEDS})
WEIGHTED = CONFIG + '[status_weights]\n"looked after" = 2\n[employed_hourly]\n"5" = 30\n'


def test_every_need_is_a_column_of_a_contract() -> None:
    for measure in MEASURES.values():
        for column in (name for need in measure.needs for name in need.split("|")):
            table, name = column.split(".")
            assert table in SET or name in SPECS[table].columns, (measure.id, column)


MEETINGS = [{"person_ref": "W1", "supervisor_ref": "M1", "supervision_date": "2024-06-03", "kind": "case"}]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Return a maker of empty folders."""
    return lambda: tmp_path_factory.mktemp("extracts")


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_wholly_blank_column_makes_its_measures_not_available(
    folder: Callable[[], Path], table: str, column: str
) -> None:
    given = tables() | {"supervisions": MEETINGS}
    given["agency_assignments"] = [row | {"hourly_price": "40"} for row in given["agency_assignments"]]
    given[table] = blanked(given[table], column)
    measures = [measure for measure, *need in NEEDS if need == [table, column]]
    connection = computed(folder(), given, *measures, config=WEIGHTED)
    for measure in measures:
        for area in ("Wexmere Council (fictional)", "Safeguarding", "North"):
            assert cell(connection, measure, area=area) == (None, "x"), (measure, area)


@pytest.mark.parametrize(("table", "column"), [(t, c) for t, c in COLUMNS if c not in SPECS[t].required_columns])
def test_a_missing_column_makes_its_measures_not_supplied(folder: Callable[[], Path], table: str, column: str) -> None:
    given = tables()
    given[table] = without(given[table], column)
    measures = [measure for measure, *need in NEEDS if need == [table, column]]
    connection = computed(folder(), given, *measures, config=WEIGHTED)
    for measure in measures:
        for area in ("Wexmere Council (fictional)", "North"):
            assert cell(connection, measure, area=area) == (None, "not_supplied"), (measure, area)


def test_columns_that_stand_for_each_other(folder: Callable[[], Path]) -> None:
    given = tables()
    given["hr_assignments"] = without(given["hr_assignments"], "position_ref")
    assert cell(computed(folder(), given, "vacancy_rate"), "vacancy_rate")[1] == "ok"
    given["hr_positions"] = without(given["hr_positions"], "team")
    assert cell(computed(folder(), given, "vacancy_rate"), "vacancy_rate") == (None, "not_supplied")


@pytest.mark.parametrize(
    ("table", "measures"),
    [
        ("agency_assignments", ["permanent_share", "agency_rate", "agency_headcount", "agency_cover_rate"]),
        ("hr_positions", ["vacancy_rate", "vacant_fte", "vacancies_covered"]),
        ("hr_absences", ["sickness_absence_rate", "cases_held_by_absent_workers"]),
        ("recruitment_requisitions", ["open_requisitions", "fill_rate", "offers_pending"]),
        ("recruitment_applications", ["open_requisitions", "requisition_age", "time_to_fill"]),
    ],
)
def test_a_missing_table_makes_its_measures_not_supplied(
    folder: Callable[[], Path], table: str, measures: list[str]
) -> None:
    given = {name: rows for name, rows in tables().items() if name != table}
    connection = computed(folder(), given, *measures, "in_post_fte", "in_post_headcount")
    assert {cell(connection, measure) for measure in measures} == {(None, "not_supplied")}
    assert cell(connection, "in_post_fte") == (2.5, "ok")
    assert cell(connection, "in_post_headcount") == (3, "ok")


def test_agency_workers_may_be_rows_of_the_hr_file(folder: Callable[[], Path]) -> None:
    given = {name: rows for name, rows in tables().items() if name != "agency_assignments"}
    given["hr_assignments"] = [
        row | {"contract_type": "agency" if row["person_ref"] == "W2" else "permanent"}
        for row in given["hr_assignments"]
    ]
    connection = computed(folder(), given, "agency_rate", "agency_headcount", "agency_cover_rate")
    assert cell(connection, "agency_rate") == (20, "ok")
    assert cell(connection, "agency_headcount") == (1, "ok")
    assert cell(connection, "agency_cover_rate") == (None, "not_supplied")


def test_months_before_the_first_position_are_not_available(folder: Callable[[], Path]) -> None:
    connection = computed(folder(), tables(), "vacancy_rate", "vacancies_covered", "vacant_fte")
    for measure in ("vacancy_rate", "vacancies_covered", "vacant_fte"):
        assert cell(connection, measure, "2024-07-01") == (None, "x")
        assert cell(connection, measure, "2024-07-01", "North") == (None, "x")
        assert cell(connection, measure, "2024-08-01")[1] == "ok"


def test_a_position_without_a_first_day_was_always_in_the_structure(folder: Callable[[], Path]) -> None:
    given = tables()
    given["hr_positions"] = blanked(given["hr_positions"], "from_date")
    assert cell(computed(folder(), given, "vacant_fte"), "vacant_fte", "2024-07-01") == (0.9, "ok")


def test_nobody_left_and_nothing_recorded_yet_are_true_zeros(folder: Callable[[], Path]) -> None:
    given = tables()
    given["hr_assignments"] = blanked(given["hr_assignments"], "end_date")
    measures = ("leavers", "turnover_rate", "sickness_absence_rate", "open_requisitions")
    connection = computed(folder(), given, *measures)
    assert {cell(connection, measure, "2024-07-01") for measure in measures} == {(0, "ok")}


def test_an_empty_optional_table_says_that_there_was_nothing(folder: Callable[[], Path]) -> None:
    extracts = folder()
    given = tables()
    header = ",".join(given["hr_absences"][0])
    del given["hr_absences"]
    (extracts / "hr_absences.csv").write_text(header + "\n", encoding="utf-8")
    connection = computed(extracts, given, "sickness_absence_rate", config=CONFIG)
    assert cell(connection, "sickness_absence_rate") == (0, "ok")
