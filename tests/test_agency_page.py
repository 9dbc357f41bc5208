"""Proves that Agency shows every failed check and no unassessed one as passed, who goes soon, and what they cost."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from drawn_pages import Drawn, draw
from streamlit.testing.v1 import AppTest
from three_months import CONFIG, computed, post, tables, without, write

from workforce import agency_rules, cli, contracts, snapshots, warehouse
from workforce.agency_checks import FIELDS, agency_checks
from workforce.agency_rules import FAILED, NOT_ASSESSABLE, PASSED, Assignment
from workforce.settings import Settings, parse
from workforce.ui.agency_rules import ASKED, asked, bound_words

LAST = date(2024, 9, 30)
RULES = """[agency_rules]
in_force = 2024-08-01
transition_end = 2024-09-15
[[price_caps]]
role = "social worker"
hourly = 40
[employed_hourly]
"5" = 30
"""
GOOD = {
    "agency_role": "Social Worker", "hourly_price": "40", "price_cap_exception_approved": None,
    "post_qualifying_months": "36", "uk_registered": "true", "reference_obtained": "true", "notice_days": "28",
    "substantive_notice_days": None, "substantive_left_date": "2023-01-31", "substantive_left_same_region": "true",
    "substantive_left_reason": "<b>resigned</b>", "is_project_team": "false", "workers_named_and_approved": None,
    "costs_disaggregated": None, "authority_controls_practice": None, "planned_end_date": None,
    "notice_given_date": None,
}  # fmt: skip
SAMPLE = pytest.mark.usefixtures("fresh", "told_in_full")


def agency(*workers: dict[str, Any]) -> dict[str, Any]:
    """Return the small authority with these agency workers in North, who began in August 2024 if not told otherwise."""
    given = tables()
    (plain,) = given["agency_assignments"]
    given["agency_assignments"] = [
        plain | GOOD | {"assignment_ref": f"G-{number}", "start_date": "2024-08-05"} | worker
        for number, worker in enumerate(workers)
    ]
    return given


def worker(ref: str, **changes: Any) -> dict[str, Any]:
    """Return what differs for one agency worker."""
    return {"person_ref": ref, "staff_number": f"ST-{ref}", **changes}


def typed(*rows: dict[str, Any]) -> pl.DataFrame:
    """Return assignments as the contract types them."""
    blank = dict.fromkeys(contracts.SPECS["agency_assignments"].columns)
    return pl.DataFrame([blank | row for row in rows], infer_schema_length=None)


CASE = {
    "assignment_ref": "A1", "start_date": date(2025, 11, 3), "agency_role": " Social Worker", "hourly_price": 43.0,
    "post_qualifying_months": 30.0, "uk_registered": True, "reference_obtained": False, "notice_days": 14.0,
    "substantive_left_date": date(2025, 10, 1), "substantive_left_same_region": True, "is_project_team": True,
    "workers_named_and_approved": True, "costs_disaggregated": False, "authority_controls_practice": True,
}  # fmt: skip
CAPS = parse({"price_caps": [
    {"role": "social worker", "hourly": 42}, {"role": "social worker", "hourly": 44, "from": date(2026, 4, 1)},
]})  # fmt: skip


def test_the_verdicts_are_those_of_the_command_s_code() -> None:
    checks = agency_checks(typed(CASE), set(CASE), CAPS)
    own = {field: CASE.get(column) for column, field in FIELDS.items()}
    case = Assignment(CASE["start_date"], cap=42.0, **own)
    expected = agency_rules.checked(case, CASE["start_date"], CAPS.agency_rules)
    first = checks.filter(pl.col("from_date") == date(2024, 10, 31))
    assert dict(first.select("rule", "verdict").iter_rows()) == expected == dict.fromkeys(agency_rules.RULES, FAILED)
    assert first.select("recorded", "asks").null_count().row(0) == (0, 0)
    told = dict(first.select("rule", "asks").iter_rows())
    assert told["COOL_OFF"].startswith("begin on 1 January 2026 or later")
    assert told["NOTICE"] == "at least 28 days"


def test_a_price_is_held_against_the_cap_of_the_day() -> None:
    checks = agency_checks(typed(CASE), set(CASE), CAPS).filter(rule="PRICE_CAP")
    assert checks.select("from_date", "until_date", "verdict").rows() == [
        (date(2024, 10, 31), date(2026, 4, 1), FAILED), (date(2026, 4, 1), None, PASSED),
    ]  # fmt: skip
    assert checks["asks"][0] == "at most £42.00 an hour, or recorded approval"


@pytest.mark.parametrize(
    ("changes", "supplied", "rule", "why"),
    [
        ({"hourly_price": None}, None, "PRICE_CAP", "hourly_price is blank"),
        ({"agency_role": "Team manager"}, None, "PRICE_CAP", "no price cap is set for team manager"),
        ({"substantive_left_date": None}, {"start_date"}, "COOL_OFF", "substantive_left_date is not supplied"),
        ({"substantive_left_date": None}, None, "COOL_OFF", "substantive_left_date is blank"),
        ({"is_project_team": None}, None, "PROJECT_TEAM", "is_project_team is blank"),
        ({"costs_disaggregated": None}, None, "PROJECT_TEAM", "costs_disaggregated is blank"),
        ({"notice_days": None}, {"start_date"}, "NOTICE", "notice_days is not supplied"),
    ],
)
def test_what_is_missing_is_named_and_never_passes(
    changes: dict[str, Any], supplied: set[str] | None, rule: str, why: str
) -> None:
    checks = agency_checks(typed(CASE | changes), supplied or set(CASE), CAPS).filter(rule=rule)
    assert set(checks["verdict"]) == {NOT_ASSESSABLE}
    assert checks["missing"][0].split(", ")[0] == why


def test_a_blank_leaving_date_passes_where_others_have_one() -> None:
    other = CASE | {"assignment_ref": "A2", "substantive_left_date": None}
    checks = agency_checks(typed(CASE, other), set(CASE), Settings()).filter(rule="COOL_OFF")
    assert checks["verdict"].to_list() == [FAILED, PASSED]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the layers of a small authority with six agency workers."""
    given = agency(
        worker("G1", planned_end_date="2024-12-29", hourly_price="42.5"),
        worker("G2", planned_end_date="2024-12-30", notice_days=None),
        worker("G3", end_date="2024-10-31"),
        worker("G4", start_date="2024-06-03", reference_obtained="false", fte=0.5),
        worker("G5", planned_end_date="2024-10-01", agency_role=None, hourly_price="0"),
        worker("G6", end_date="2024-09-30"),
    )
    given["ssd_professionals"].append({"prof_professional_id": "PR-G3", "prof_staff_id": "ST-G3"})
    given["ssd_involvements"] = [
        row | {"invo_professional_id": "PR-G3"} if row["invo_person_id"] == "C1" else row
        for row in given["ssd_involvements"]
    ]
    return computed(tmp_path_factory.mktemp("agency"), given, config=CONFIG + RULES)


def test_who_goes_in_ninety_days_and_the_cases_they_hold(small: Any) -> None:
    found = "select month, person_ref, days_left, cases from marts.fct_agency_ending_month join marts.dim_people using (worker_id) order by 1, 2"  # noqa: E501
    rows = small.sql(found).fetchall()
    assert [row[1:] for row in rows if row[0] == date(2024, 9, 1)] == [("G1", 90, 0), ("G3", 31, 1), ("G5", 1, 0)]
    # a recorded end that nobody had given notice of was not known a month before
    assert [row[1:] for row in rows if row[0] == date(2024, 8, 1)] == [("G5", 31, 0)]


def test_each_verdict_counts_once_and_a_legacy_assignment_waits(small: Any) -> None:
    verdicts = small.sql("select * exclude (as_at) from marts.fct_agency_verdicts_month where level = 'team'").pl()
    columns = ["failed", "passed", "not_assessable", "not_yet_bound"]
    price = verdicts.filter(rule="PRICE_CAP").sort("month")
    assert price.select(columns).rows() == [(1, 3, 1, 1), (1, 3, 1, 0)]
    reference = verdicts.filter(rule="REFERENCE").sort("month")
    assert reference.select(columns).rows() == [(0, 5, 0, 1), (1, 4, 0, 0)]
    assert verdicts.select(pl.sum_horizontal(columns)).to_series().unique().sort().to_list() == [5, 6]
    notice = verdicts.filter(rule="NOTICE").sort("month")
    assert notice.select("not_assessable", "missing").rows() == [(1, "notice_days is blank")] * 2


def test_an_agency_worker_of_the_hr_file_alone_is_never_passed(tmp_path: Path) -> None:
    given = agency(worker("G1"))
    given["hr_assignments"] = [*given["hr_assignments"], post("H1", 5, contract_type="agency")]
    connection = computed(tmp_path, given, config=CONFIG + RULES)
    found = connection.sql(
        "select distinct verdict, missing from marts.fct_agency_checks_month "
        "where month = '2024-09-01' and post_id like 'hr:%'"
    ).fetchall()
    assert found == [(NOT_ASSESSABLE, "the assignment is in the HR file only")]


def test_agency_cost_and_the_employed_equivalent_are_price_by_hours_by_fte(small: Any) -> None:
    (row,) = small.sql(
        "select * from marts.fct_agency_costs_month where month = '2024-09-01' and level = 'authority'"
    ).pl().to_dicts()  # fmt: skip
    hours = 37 * 52 / 12
    assert (row["assignments"], row["priced"], row["compared"], row["fte"]) == (5, 4, 4, 3.5)
    assert row["agency_cost"] == row["compared_cost"] == pytest.approx(hours * (42.5 + 40 + 40 + 40 * 0.5))
    assert row["employed_cost"] == pytest.approx(hours * 30 * 3.5)


def drawn_of(folder: Path, given: dict[str, Any], config: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the words of Agency for a folder of its own."""
    store = folder / "store"
    assert cli.main(["build", "--extracts", str(write(folder, given, config)), "--store", str(store)]) == 0
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    return draw("agency", {}, {}).words


@SAMPLE
def test_a_column_that_was_not_sent_is_named_on_the_page(
    tmp_path: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = agency(worker("G1"))
    given["agency_assignments"] = without(given["agency_assignments"], "hourly_price", "planned_end_date")
    words = drawn_of(tmp_path, given, CONFIG + RULES, monkeypatch)
    assert "What agency workers cost: not supplied. It needs hourly\\_price in agency\\_assignments." in words
    assert "Planned ends are not supplied." in words
    assert "No failure found in 1 assignment that the rules bind" in words


def rules_table(app: AppTest) -> dict[str, dict[str, Any]]:
    """Return the table of verdicts by rule."""
    (table,) = [each.value for each in app.table if "Failed" in each.value.columns]
    return {row["Rule"]: row for row in table.to_dict("records")}


@SAMPLE
@pytest.mark.parametrize("filters", [{}, {"team": "Children in Care Hazel"}, {"month": "2024-05-31"}], ids=str)
def test_every_failure_is_listed_and_nothing_about_people_is_offered(
    store: Path, filters: dict[str, str], files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    drawn: Drawn = draw("agency", filters, files)
    verdicts = rules_table(drawn.app)
    lists = [each.value for each in drawn.app.table if "The rule asks" in each.value.columns]
    assert sum(len(each) for each in lists) == sum(row["Failed"] for row in verdicts.values()) > 0
    assert {each.label for each in drawn.app.expander if "failure" in each.label} == {
        f"{rule}: {row['Failed']} failure{'' if row['Failed'] == 1 else 's'}"
        for rule, row in verdicts.items()
        if row["Failed"]
    }
    assert "not legal advice" in drawn.words
    assert not any("worker" in content.decode().splitlines()[0].split(",") for content in drawn.files.values())


@SAMPLE
def test_before_the_rules_are_in_force_nothing_is_checked(
    store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    drawn = draw("agency", {"month": "2024-03-31"}, files)
    assert "The rules did not yet bind at 31 March 2024" in drawn.words
    assert not any("Failed" in each.value.columns for each in drawn.app.table)


def test_the_list_of_failures_is_the_measure_s_numerator(store: Path) -> None:
    connection = warehouse.open_snapshot(snapshots.current(store))
    listed = dict(connection.sql(
        "select month, count(distinct post_id) from marts.fct_agency_failures_month group by month"
    ).fetchall())  # fmt: skip
    cells = warehouse.cells(connection, ["agency_rule_failures"], "authority", "Wexmere Council (fictional)")
    whole = cells["agency_rule_failures"].filter(pl.col("breakdown") == "", pl.col("numerator") > 0)
    assert dict(whole.select("month", "numerator").iter_rows()) == listed
    assert max(listed.values()) >= 20
    connection.close()


def test_the_rules_are_told_with_their_thresholds_and_caps() -> None:
    given = {"experience_months": "36", "cool_off_months": "3", "notice_days": "28",
             "price_caps": "; ".join(cap.words for cap in CAPS.price_caps)}  # fmt: skip
    assert {*ASKED} == {*agency_rules.RULES}
    assert "social worker £42.00 an hour; social worker £44.00 an hour from 1 April 2026" in asked("PRICE_CAP", given)
    assert "At least 36 months" in asked("EXPERIENCE", given) and "within 3 months" in asked("COOL_OFF", given)
    assert "At least 28 days" in asked("NOTICE", given)
    assert "Caps: none set." in asked("PRICE_CAP", given | {"price_caps": None})
    assert bound_words("2024-10-31", "2025-10-01") == (
        "In force from 31 October 2024; assignments that began before are bound from 1 October 2025."
    )


@SAMPLE
def test_the_page_says_cost_over_time_and_who_was_recognised_across_references(
    store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    drawn = draw("agency", {}, files)
    words = drawn.words
    assert "41 agency workers, who cost about £264,111 a month; 14 assignments end in 90 days, with 170 cases." in words
    assert "Agency cost a month: £264,111; £484,514 a year ago" in words
    assert "138.7% (£264,111 ÷ £190,460)" in words
    assert "264,111 pounds a month for agency workers present ÷ 190,460 pounds a month for employees" in words
    assert "found by registration number under two references" in words
    assert "In force from 1 April 2024; assignments that began before are bound from 1 August 2024." in words
    by_role = next(content for name, content in drawn.files.items() if name.startswith("agency-cost-by-role"))
    few = [line for line in by_role.decode().splitlines() if ",role,6," in line]
    assert few and all(",c," in line and "19806" not in line for line in few)


def test_each_conversion_says_how_it_was_recognised(tmp_path: Path) -> None:
    given = tables()
    agency_row, hr_row = given["agency_assignments"][0], given["hr_assignments"][0]
    given["agency_assignments"] = [
        agency_row | {"person_ref": ref, "assignment_ref": f"A-{ref}", "swe_number": number, "staff_number": None,
                      "start_date": "2024-01-08", "end_date": "2024-08-30"}
        for ref, number in (("X1", "SW9900001"), ("X2", None))
    ]  # fmt: skip
    given["hr_assignments"] += [
        hr_row | {"person_ref": ref, "assignment_ref": f"H-{ref}", "swe_number": number, "staff_number": None,
                  "start_date": "2024-09-02", "end_date": None}
        for ref, number in (("Y1", "SW9900001"), ("X2", None))
    ]  # fmt: skip
    connection = computed(tmp_path, given, "agency_conversions")
    found = connection.sql(
        "select category, numerator from cube.cells where measure = 'agency_conversions' and breakdown = 'matched' "
        "and level = 'authority' and month = date '2024-09-01' order by 1"
    ).fetchall()
    assert found == [("registration number", 1), ("staff reference", 1)]
