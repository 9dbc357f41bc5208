"""Proves the official census measures by the reference values, by hand-made returns, and against HR on the same day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from census_returns import agency, employed, leaver, returned
from small_authority import SmallAuthority, link_needed
from test_census_files import judged, put
from test_reference_values import REFERENCE, reference, reference_rows

from workforce import build, contracts, extracts, warehouse
from workforce.catalogue import MEASURES

REFERENCES = pytest.mark.skipif(not REFERENCE.exists(), reason="the reference values are not beside the project")
RATES = {
    "turnover_rate": "turnover_rate_fte", "turnover_rate_headcount": "turnover_rate_headcount",
    "agency_rate": "agency_rate_fte", "agency_rate_headcount": "agency_rate_headcount",
    "agency_cover_rate": "agency_cover_rate_fte", "vacancy_rate": "vacancy_rate_fte",
    "vacancies_covered": "vacancy_agency_cover_rate_fte", "average_caseload": "caseload_fte",
    "sickness_absence_rate": "absence_rate_fte",
}  # fmt: skip
ROLES = {
    "senior_practitioner": "4", "case_holder": "5", "first_line_manager": "3", "qualified_without_cases": "6",
}  # fmt: skip
Row = dict[str, Any]


def counted(accepted: dict[str, pl.DataFrame], folder: Path) -> dict[tuple[int, str], Row]:
    """Return every row of the mart by year and measure."""
    connection = warehouse.create(":memory:", {name: accepted[name] for name in contracts.CENSUS_TABLES})
    link_needed(folder / "queries", set(), "marts.fct_census_year")
    warehouse.build_layers(connection, {}, folder / "queries")
    rows = connection.sql("select * from marts.fct_census_year").pl().to_dicts()
    connection.close()
    return {(row["census_year"], row["measure"]): row for row in rows}


def measures(folder: Path, *workers: Row, year: int = 2024, items: Row | None = None) -> dict[str, Row]:
    """Return the measures of one return by id."""
    fresh = folder / str(len(list(folder.iterdir())))
    fresh.mkdir()
    put(fresh, returned(year, workers, items))
    return {name: row for (_, name), row in counted(judged(fresh).accepted, fresh).items()}


def shown(row: Row) -> tuple[float | None, str]:
    return None if row["value"] is None else round(row["value"], 6), row["status"]


@REFERENCES
def test_the_worked_example_of_mix_and_caseload(tmp_path: Path) -> None:
    example = reference("workforce_worked_examples.json")["caseload_and_mix"]
    given, expected = example["inputs"], example["expected"]
    workers = []
    for number, worker in enumerate(given["workers"], start=1):
        fte = "" if worker["fte"] is None else str(worker["fte"])
        held = {"FTE30": fte, "FTE": "", "OrgRole": ROLES[worker["role"]], "Cases30": str(worker["cases"])}
        workers.append(agency(number, **held) if worker["agency"] else employed(2025, number, **held))
    items = {
        "NumberOfVacancies": str(given["vacancies_fte"]), "NoAgencyFTE": str(given["agency_covering_vacancies_fte"]),
    }  # fmt: skip
    found = measures(tmp_path, *workers, year=2025, items=items)
    for measure, name in {
        "in_post_fte": "permanent_fte", "agency_fte": "agency_fte", "in_post_headcount": "permanent_headcount",
        "agency_headcount": "agency_headcount", "agency_rate": "agency_rate_fte_pct", "cases": "dfe_cases",
        "directly_employed_share": "permanent_share_fte_pct", "agency_rate_headcount": "agency_rate_headcount_pct",
        "vacancy_rate": "vacancy_rate_fte_pct", "agency_cover_rate": "agency_cover_rate_pct",
        "vacancies_covered": "vacancies_covered_pct", "case_holders_fte": "dfe_case_holder_fte",
        "average_caseload": "dfe_average_caseload", "cases_without_fte": "excluded_cases_no_fte",
    }.items():  # fmt: skip
        assert found[measure]["value"] == pytest.approx(expected[name], abs=0.0501), measure
    assert found["cases"]["value"] == 71 and found["cases_without_fte"]["value"] == 19


@REFERENCES
def test_the_worked_example_of_turnover_and_sickness(tmp_path: Path) -> None:
    example = reference("workforce_worked_examples.json")["turnover_and_sickness"]
    given, expected = example["inputs"], example["expected"]
    fte = [given["in_post_fte_end"] / given["closing_headcount"]] * given["closing_headcount"]
    stayed = [
        employed(2025, number, FTE30=f"{each:.6f}", WorkingDaysLost="0") for number, each in enumerate(fte, start=1)
    ]
    for worker in stayed[: given["starters"]]:
        worker["RoleStartDate"] = "2025-01-06"
    stayed[0]["WorkingDaysLost"] = str(given["working_days_lost_sickness"] - 5)
    left = [leaver(2025, number, WorkingDaysLost="1") for number in range(90, 90 + given["leavers"])]
    found = measures(tmp_path, *stayed, *left, year=2025)
    assert found["turnover_rate_headcount"]["value"] == expected["dfe_turnover_headcount_pct"]
    assert found["starters_headcount"]["value"] == given["starters"]
    assert found["sickness_absence_rate"]["value"] == pytest.approx(expected["dfe_sickness_absence_pct"], abs=0.05)
    assert found["sickness_absence_rate"]["numerator"] == given["working_days_lost_sickness"]


@pytest.mark.parametrize(("year", "days"), [(2023, 253), (2024, 254), (2025, 253), (2020, 254)])
def test_a_year_with_a_29_february_has_254_working_days(tmp_path: Path, year: int, days: int) -> None:
    found = measures(tmp_path, employed(year, WorkingDaysLost=str(days)), year=year)
    assert (found["sickness_absence_rate"]["denominator"], found["sickness_absence_rate"]["value"]) == (days, 100)


def even(total: float, rows: int) -> list[float]:
    """Return a total in as many equal parts, none for no rows."""
    return [total / rows] * rows


def region(row: Row) -> dict[str, pl.DataFrame]:
    """Return raw census tables that hold a published region's totals."""
    held = {name: float(row[name]) for name in row if name.endswith(("_fte", "_headcount", "cases"))}
    staff, hired, gone = (int(held[f"{name}_headcount"]) for name in ("inpost", "agency", "leavers"))
    holders = int(held["case_holders_fte"]) + 1
    shares = even(held["case_holders_fte"], holders)
    shares += even(held["inpost_fte"] - held["case_holders_fte"], staff - holders)
    columns: dict[str, list[Any]] = {
        "AgencyWorker": ["0"] * (staff + gone) + ["1"] * hired,
        "FTE30": shares + even(held["leavers_fte"], gone) + even(held["agency_fte"], hired),
        "Cases30": [held["cases"] - holders + 1, *[1.0] * (holders - 1)] + [0.0] * (staff - holders + gone + hired),
        "WorkingDaysLost": [held["working_days_lost_fte"]] + [0.0] * (staff + gone - 1) + [None] * hired,
    }
    workers = pl.DataFrame(columns).with_columns(
        pl.int_range(1, pl.len() + 1).alias("_line"), Year=pl.lit(float(row["time_period"])),
        RoleEndDate=pl.when(pl.int_range(pl.len()).is_between(staff, staff + gone - 1)).then(
            pl.date(int(row["time_period"]), 3, 31)
        ),
    ).with_columns(pl.col("_line").alias("_person"), SWENo=pl.format("SW{}", "_line"))  # fmt: skip
    own = pl.DataFrame(
        {"Year": [float(row["time_period"])], "NumberOfVacancies": [held["vacancy_fte"]],
         "NoAgencyFTE": [held["agency_cover_fte"]], "_line": [1]}
    )  # fmt: skip
    return {
        name: pl.concat([contracts.empty(name), frame], how="diagonal_relaxed")
        for name, frame in zip(contracts.CENSUS_TABLES, (workers, own), strict=True)
    }


@REFERENCES
@pytest.mark.parametrize("year", ["2024", "2025"])
def test_published_rates_of_the_regions_come_out_of_returns_with_their_totals(tmp_path: Path, year: str) -> None:
    rows = [
        row for row in reference_rows("csww_published_national_regional.csv")
        if row["time_period"] == year and row["geographic_level"] == "Regional"
    ]  # fmt: skip
    assert len(rows) >= 9
    checked = 0
    for place, row in enumerate(rows):
        found = counted(region(row), tmp_path / str(place))
        loose = (row["not_reproducible_from_rounded_totals"] or "").split("|")
        for measure, name in RATES.items():
            if name not in loose:
                # The totals themselves are published to one decimal.
                published = float(row[name])
                assert found[int(year), measure]["value"] == pytest.approx(published, abs=0.1), (row, measure)
                checked += 1
    assert checked > 75


def test_a_person_with_two_roles_is_one_head_and_agency_rows_are_never_joined(tmp_path: Path) -> None:
    both = [employed(2024, FTE30="0.5", OrgRole="4"), employed(2024, FTE30="0.5", Cases30="4")]
    found = measures(tmp_path, *both, employed(2024, 2), agency(), agency())
    assert (found["in_post_headcount"]["value"], found["in_post_fte"]["value"]) == (2, 2)
    assert (found["agency_headcount"]["value"], found["agency_fte"]["value"]) == (2, 2)


def test_leavers_of_the_year_count_once_a_leaving_date(tmp_path: Path) -> None:
    ended = agency(RoleEndDate="2024-03-31", LeaverDestination="9", ReasonLeave="8")
    found = measures(
        tmp_path, employed(2024), leaver(2024, 2), leaver(2024, 2), leaver(2024, 2, RoleEndDate="2024-09-30"),
        leaver(2024, 3, RoleEndDate="2023-09-30"), ended,
    )  # fmt: skip
    assert (found["leavers_headcount"]["value"], found["leavers_fte"]["value"]) == (2, 3)
    assert (found["in_post_headcount"]["value"], found["agency_headcount"]["value"]) == (1, 0)


def test_which_fte_is_used_is_counted(tmp_path: Path) -> None:
    found = measures(
        tmp_path, employed(2024, FTE30="0.5", FTE="1"), employed(2024, 2, FTE30="", FTE="0.8"),
        employed(2024, 3, FTE30="0"),
        leaver(2024, 4, FTE30="0.6", FTE="0"), leaver(2024, 5, FTE30="0", FTE="0.4"),
    )  # fmt: skip
    assert (found["in_post_fte"]["value"], found["leavers_fte"]["value"]) == (1.3, 1.0)
    assert found["in_post_headcount"]["value"] == 3
    used = {name: row["value"] for name, row in found.items() if name.startswith("rows_")}
    assert used == {
        "rows_in_post_by_fte30": 2, "rows_in_post_by_fte": 1, "rows_of_leavers_by_fte30": 1,
        "rows_of_leavers_by_fte": 1,
    }  # fmt: skip


def test_what_is_missing_or_nought_is_said(tmp_path: Path) -> None:
    found = measures(tmp_path, employed(2024, Cases30="0", WorkingDaysLost=""), items={"NumberOfVacancies": "0"})
    assert shown(found["agency_cover_rate"]) == (None, "x")
    assert shown(found["vacancy_rate"]) == (0, "ok")
    assert shown(found["average_caseload"]) == (None, "z")
    assert shown(found["sickness_absence_rate"]) == (None, "x")
    found = measures(tmp_path, employed(2024), items={"NumberOfVacancies": "0", "NoAgencyFTE": "0"})
    assert (shown(found["agency_cover_rate"]), shown(found["vacancies_covered"])) == ((None, "z"), (None, "z"))
    found = measures(tmp_path, agency(), items={"NumberOfVacancies": "1", "NoAgencyFTE": "2"})
    assert (shown(found["agency_cover_rate"]), shown(found["vacancies_covered"])) == ((200, "u"), (200, "u"))
    assert shown(found["turnover_rate"]) == (None, "z")
    found = measures(tmp_path, employed(2024), items={"NumberOfVacancies": "0.0001"})
    assert found["vacancy_rate"]["status"] == "low"
    found = measures(tmp_path)
    assert shown(found["in_post_headcount"]) == (None, "not_supplied")
    assert shown(found["vacant_fte"]) == (4, "ok")


def hr(person: str, number: str, **changes: str) -> dict[str, str]:
    return {"person_ref": person, "swe_number": number, **changes}


AUTHORITY = SmallAuthority(
    {
        "hr_assignments": [
            hr("P1", "SW0000001"), hr("P2", "sw 0000002", fte="0.5"), hr("P3", "SW0000003", org_role="4"),
            hr("P4", "SW0000004"), hr("P5", "", end_date="2024-09-30"), hr("P6", "SW0000006", start_date="2024-10-01"),
        ],
        "agency_assignments": [hr("A1", "SW8000001")],
    },
    {"authority": {"name": "Wexmere Council"}},
)  # fmt: skip


def beside_hr(folder: Path, workers: list[Row], year: int = 2024, extract: str = "2024-12-31") -> list[Row]:
    """Return the reconciliation of a return with the small authority's HR."""
    AUTHORITY.write(folder)
    put(folder, returned(year, workers))
    settings = AUTHORITY.read()
    found = contracts.judge(extracts.read_folder(folder), settings)
    as_at = build.date.fromisoformat(extract)
    connection = warehouse.create(":memory:", build.raw_tables(found, settings, as_at))
    link_needed(folder / "queries", set(), "marts.fct_census_reconciliation")
    warehouse.build_layers(connection, build.parameters(settings, as_at), folder / "queries")
    rows = connection.sql("select * from marts.fct_census_reconciliation").pl().to_dicts()
    connection.close()
    return rows


PARTS = ("census", "hr", "difference", "only_in_census", "only_in_hr", "recorded_otherwise")


def test_census_and_hr_differ_by_terms_that_add_up(tmp_path: Path) -> None:
    workers = [
        employed(2024, 1), employed(2024, 2, FTE30="0.8"), employed(2024, 3), employed(2024, 9, FTE30="0.4"), agency(1),
    ]  # fmt: skip
    rows = beside_hr(tmp_path, workers)
    table = {(row["contract"], row["measure"], row["org_role"]): tuple(row[name] for name in PARTS) for row in rows}
    assert table["employed", "headcount", "all"] == (4, 4, 0, 1, -1, 0)
    assert table["employed", "fte", "all"] == pytest.approx((3.2, 3.5, -0.3, 0.4, -1, 0.3))
    assert table["employed", "headcount", "5"] == (4, 3, 1, 1, -1, 1)
    assert table["employed", "headcount", "4"] == (0, 1, -1, 0, 0, -1)
    assert table["agency", "headcount", "all"] == (1, 1, 0, 0, 0, 0)
    for census, held, difference, *parts in table.values():
        assert difference == pytest.approx(census - held) and difference == pytest.approx(sum(parts))
    for contract in ("employed", "agency"):
        for measure in ("headcount", "fte"):
            roles = [row for key, row in table.items() if key[:2] == (contract, measure) and key[2] != "all"]
            total = [sum(column) for column in zip(*roles, strict=True)]
            assert total == pytest.approx(table[contract, measure, "all"])


@pytest.mark.parametrize(("year", "extract"), [(2019, "2024-12-31"), (2024, "2024-08-31")])
def test_a_day_that_hr_does_not_cover_is_not_compared(tmp_path: Path, year: int, extract: str) -> None:
    rows = beside_hr(tmp_path, [employed(year, 1)], year, extract)
    assert rows and {row["status"] for row in rows} == {"x"}
    assert {row["hr"] for row in rows} == {row["difference"] for row in rows} == {None}


def test_the_census_leaves_extract_date_and_measures_alone(tmp_path: Path) -> None:
    AUTHORITY.write(tmp_path)
    settings = AUTHORITY.read()
    before = build.latest_date(contracts.judge(extracts.read_folder(tmp_path), settings).accepted)
    put(tmp_path, returned(2025, [employed(2025)]))
    accepted = contracts.judge(extracts.read_folder(tmp_path), settings).accepted
    assert build.latest_date(accepted) == before
    assert not [measure.id for measure in MEASURES.values() if set(measure.sources) & set(contracts.CENSUS_TABLES)]
