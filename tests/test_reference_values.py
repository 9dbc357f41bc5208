"""Proves the reference values: each number of the reference files comes out of the real build, or the real function."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from small_authority import NAME, Row, SmallAuthority, cube

from workforce import series, warehouse

REFERENCE = Path(__file__).parents[2] / "shared" / "reference-values"
pytestmark = pytest.mark.skipif(not REFERENCE.exists(), reason="the reference values are not beside the project")
AS_AT = date(2025, 3, 31)
ROLES = {"case_holder": "5", "senior_practitioner": "4", "first_line_manager": "3", "qualified_without_cases": "6"}


def reference(name: str) -> Any:
    """Return one reference file of JSON."""
    return json.loads((REFERENCE / name).read_text(encoding="utf-8"))


def reference_rows(name: str) -> list[Row]:
    """Return the rows of one reference file of CSV."""
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@contextmanager
def built(
    tables: Mapping[str, Iterable[Row]], measures: Iterable[str], as_at: date = AS_AT, **settings: Any
) -> Iterator:
    """Yield the cells of an authority with these rows at one as-at date."""
    dates = {"name": NAME, "first_month": as_at.replace(day=1), "extract_date": as_at}
    small = SmallAuthority({name: list(rows) for name, rows in tables.items()}, {"authority": dates, **settings})
    with TemporaryDirectory() as folder:
        connection = cube(small.write(Path(folder)), small.read(), measures)
        try:
            yield connection
        finally:
            connection.close()


def cell(connection: Any, measure: str, level: str = "authority", area: str = NAME) -> dict[str, Any]:
    """Return the one cell of a measure and area that is of no breakdown."""
    return warehouse.cells(connection, [measure], level, area)[measure].filter(breakdown="").row(0, named=True)


def one_decimal(value: float) -> float:
    """Return the value as it is given out."""
    return float(series.rounded(value))


def children(held: Mapping[str, int], start: str = "2024-01-10") -> dict[str, list[Row]]:
    """Return the referrals and rows of so many children for each worker; without a worker for the id ''."""
    ids = [(f"C{worker}-{number}", worker) for worker, cases in held.items() for number in range(cases)]
    return {
        "ssd_cin_episodes": [{"cine_person_id": child, "cine_referral_date": start} for child, _ in ids],
        "ssd_involvements": [
            {"invo_person_id": child, "invo_professional_id": worker, "invo_involvement_start_date": start}
            for child, worker in ids
            if worker
        ],
    }


MIX = reference("workforce_worked_examples.json")["caseload_and_mix"] if REFERENCE.exists() else {}


@pytest.fixture(scope="module")
def mix() -> Iterator:
    """Yield the cells of the authority of the worked example on mix and caseload."""
    workers = MIX["inputs"]["workers"]
    posts = [
        {
            "person_ref": worker["worker"], "team": worker["team"], "org_role": ROLES[worker["role"]],
            "fte": "" if worker["fte"] is None else str(worker["fte"]), "position_ref": f"P-{worker['worker']}",
        }
        for worker in workers
    ]  # fmt: skip
    agency = {worker["worker"] for worker in workers if worker["agency"]}
    employed = [post for post in posts if post["person_ref"] not in agency]
    filled = [{"position_ref": post["position_ref"], "budgeted_fte": post["fte"] or "0"} for post in employed]
    held = {worker["worker"]: worker["cases"] for worker in workers}
    measures = [
        "in_post_fte", "agency_fte", "agency_rate", "permanent_share", "in_post_headcount", "agency_headcount",
        "agency_rate_headcount", "vacancy_rate", "agency_cover_rate", "vacancies_covered", "average_caseload",
        "median_cases_per_fte", "over_limit_share", "cases_held", "unallocated_children", "directly_employed_share",
    ]  # fmt: skip
    tables = {
        "hr_assignments": employed,
        "agency_assignments": [
            {**post, "covers_vacancy": "true"} for post in posts if post["person_ref"] in agency
        ],
        "hr_positions": [*filled, {"position_ref": "P-V", "budgeted_fte": str(MIX["inputs"]["vacancies_fte"])}],
        **children({**held, "": MIX["inputs"]["unallocated_children"]}),
    }  # fmt: skip
    limit = {"limit_per_fte": MIX["inputs"]["threshold_cases_per_fte"]}
    with built(tables, measures, caseload=limit, services={"Care": ["T1", "T2"], "Safeguarding": ["North"]}) as cells:
        yield cells


@pytest.mark.parametrize(
    ("measure", "part", "name"),
    [
        ("in_post_fte", "value", "permanent_fte"),
        ("agency_fte", "value", "agency_fte"),
        ("agency_rate", "value", "agency_rate_fte_pct"),
        ("permanent_share", "value", "permanent_share_fte_pct"),
        ("directly_employed_share", "value", "permanent_share_fte_pct"),
        ("in_post_headcount", "value", "permanent_headcount"),
        ("agency_headcount", "value", "agency_headcount"),
        ("agency_rate_headcount", "value", "agency_rate_headcount_pct"),
        ("vacancy_rate", "value", "vacancy_rate_fte_pct"),
        ("agency_cover_rate", "value", "agency_cover_rate_pct"),
        ("vacancies_covered", "value", "vacancies_covered_pct"),
        ("average_caseload", "numerator", "dfe_cases"),
        ("average_caseload", "denominator", "dfe_case_holder_fte"),
        ("average_caseload", "value", "dfe_average_caseload"),
        ("median_cases_per_fte", "value", "median_cases_per_fte"),
        ("over_limit_share", "numerator", "holders_over_threshold"),
        ("over_limit_share", "denominator", "holders_measured"),
        ("over_limit_share", "value", "share_over_threshold_pct"),
    ],
)  # fmt: skip
def test_mix_and_caseload(mix: Any, measure: str, part: str, name: str) -> None:
    assert one_decimal(cell(mix, measure)[part]) == MIX["expected"][name]


def test_caseload_of_teams_exclusions_and_unallocated_children(mix: Any) -> None:
    expected = MIX["expected"]
    for team, value in expected["team_average_caseload"].items():
        assert one_decimal(cell(mix, "average_caseload", "team", team)["value"]) == value
    held = cell(mix, "cases_held")["value"]
    assert held - cell(mix, "average_caseload")["numerator"] == expected["excluded_cases_no_fte"]
    assert cell(mix, "unallocated_children")["value"] == MIX["inputs"]["unallocated_children"]
    holders = warehouse.frame(mix, "marts/fct_cases_month", {})["worker_id"].n_unique() - 1
    assert held / holders == expected["mean_per_holder_head"]


def test_turnover_net_flow_and_sickness() -> None:
    example = reference("workforce_worked_examples.json")["turnover_and_sickness"]
    given, expected = example["inputs"], example["expected"]
    early = given["leavers"] - given["starters"] + 1
    staff = [
        {"person_ref": f"P{n}", "end_date": "2024-09-30" if n < early else ""}
        for n in range(given["opening_headcount"])
    ]
    staff += [
        {
            "person_ref": f"S{n}",
            "start_date": "2024-06-03",
            "end_date": "2024-12-31" if n < given["leavers"] - early else "",
        }
        for n in range(given["starters"])
    ]
    fte = str(given["in_post_fte_end"] / given["closing_headcount"])
    tables = {
        "hr_assignments": [{**row, "fte": fte} for row in staff],
        "hr_absences": [{"person_ref": "P11", "start_date": "2024-06-03", "end_date": "2025-02-07",
                         "working_days_lost": str(given["working_days_lost_sickness"])}],
    }  # fmt: skip
    measures = ["turnover_rate_headcount", "starters_12m", "leavers_12m", "sickness_absence_rate", "in_post_headcount"]
    with built(tables, measures) as cells:
        assert cell(cells, "in_post_headcount")["value"] == given["closing_headcount"]
        assert one_decimal(cell(cells, "turnover_rate_headcount")["value"]) == expected["dfe_turnover_headcount_pct"]
        net = cell(cells, "starters_12m")["value"] - cell(cells, "leavers_12m")["value"]
        assert (
            net == expected["net_flow"] == reference("recruitment_worked_example.json")["flow"]["expected"]["net_flow"]
        )
        assert one_decimal(cell(cells, "sickness_absence_rate")["value"]) == expected["dfe_sickness_absence_pct"]


@pytest.mark.parametrize(
    ("measure", "as_at", "name"),
    [
        ("average_daily_caseload", date(2024, 6, 30), "average_daily"),
        ("average_caseload", date(2024, 6, 30), "point_in_time_last_day"),
        ("average_caseload", date(2024, 6, 1), "point_in_time_first_day"),
    ],
)
def test_caseload_through_a_month_and_on_one_day(measure: str, as_at: date, name: str) -> None:
    expected = reference("workforce_worked_examples.json")["caseload_other"]["average_daily_caseload"]["expected"]
    early, late = children({"W1": 10}), children({"W1": 14}, start="2024-06-11")
    later = {"ssd_cin_episodes": late["ssd_cin_episodes"][10:], "ssd_involvements": late["ssd_involvements"][10:]}
    tables = {name: early[name] + later[name] for name in early}
    with built({"hr_assignments": [{"person_ref": "W1"}], **tables}, [measure], as_at) as cells:
        assert round(cell(cells, measure)["value"], 3) == expected[name]


def test_retention_of_starters() -> None:
    example = reference("retention_worked_examples.json")["retention_12m"]
    staff = [
        {"person_ref": one["id"], "start_date": one["start"], "end_date": one["last_day"]}
        for one in example["starters"]
    ]
    with built({"hr_assignments": staff}, ["starter_retention_12m"]) as cells:
        found = cell(cells, "starter_retention_12m")
        units = warehouse.frame(cells, "measures/starter_retention_12m", {})
    expected = example["expected"]
    assert (found["value"], found["denominator"]) == (expected["rate_pct"], expected["cohort"])
    kept = {flag: {unit[4:].split("|")[0] for unit in units.filter(numerator=flag)["unit"]} for flag in (1.0, 0.0)}
    assert kept == {1.0: set(expected["retained"]), 0.0: set(expected["not_retained"])}


def test_stability_index() -> None:
    example = reference("retention_worked_examples.json")["stability_index"]
    then, still, now = example["inputs"].values()
    staff = [{"person_ref": f"P{n}", "end_date": "" if n < still else "2024-11-29"} for n in range(then)]
    staff += [{"person_ref": f"S{n}", "start_date": "2024-09-02"} for n in range(now - still)]
    with built({"hr_assignments": staff}, ["stability_index"]) as cells:
        assert cell(cells, "stability_index")["value"] == example["expected"]["stability_index_pct"]


@pytest.fixture(scope="module")
def recruiting() -> Iterator:
    """Yield the cells of the recruitment example, its hires in HR and one of them from an agency."""
    rows = reference("recruitment_worked_example.json")["requisitions"]
    hired = [row for row in rows if row["offer_accepted"]]
    started = [row for row in hired if row["start"] <= AS_AT.isoformat()]
    tables = {
        "recruitment_requisitions": [
            {"requisition_ref": row["id"], "approved_date": row["approved"], "advert_open_date": row["advertised"],
             "cancelled_date": row["cancelled"]} for row in rows
        ],
        "recruitment_applications": [
            {"requisition_ref": row["id"], "applied_date": row["hired_candidate_applied"],
             "offered_date": row["offer_accepted"], "accepted_date": row["offer_accepted"]} for row in hired
        ],
        "hr_assignments": [{"person_ref": row["id"], "start_date": row["start"]} for row in started],
        "agency_assignments": [
            {"person_ref": row["id"], "start_date": "2024-01-08", "end_date": "2025-03-30"}
            for row in started if row["source"] == "agency_conversion"
        ],
    }  # fmt: skip
    measures = ["time_to_fill", "time_to_hire", "requisition_age", "open_requisitions", "fill_rate",
                "agency_conversions", "starters_12m"]  # fmt: skip
    with built(tables, measures) as cells:
        yield cells


def test_recruitment_medians_rates_and_counts(recruiting: Any) -> None:
    expected = reference("recruitment_worked_example.json")["expected"]
    names = {
        "time_to_fill": "median_time_to_fill", "time_to_hire": "median_time_to_hire",
        "requisition_age": "median_open_age", "fill_rate": "fill_rate_of_closed_pct",
        "agency_conversions": "agency_conversions", "starters_12m": "starters_in_window",
    }  # fmt: skip
    assert {name: cell(recruiting, name)["value"] for name in names} == {m: expected[n] for m, n in names.items()}
    bands = warehouse.cells(recruiting, ["open_requisitions"], "authority", NAME)["open_requisitions"].filter(
        breakdown="age_band"
    )
    counted = dict(bands.select(pl.col("category").str.replace("–", "-"), "value").iter_rows())
    assert counted == {band: n for band, n in expected["age_bands"].items() if n}


@pytest.mark.parametrize(
    ("measure", "name"),
    [
        ("time_to_fill", "time_to_fill_days"),
        ("time_to_hire", "time_to_hire_days"),
        ("requisition_age", "open_ages_days"),
    ],
)
def test_the_days_behind_the_medians(recruiting: Any, measure: str, name: str) -> None:
    expected = reference("recruitment_worked_example.json")["expected"]
    units = warehouse.frame(recruiting, f"measures/{measure}", {}).sort("unit")
    days = units["numerator"].to_list()
    listed = expected[name]
    assert days == list(listed.values() if isinstance(listed, dict) else listed)
    if measure == "time_to_fill":
        assert units["numerator"].mean() == expected["mean_time_to_fill"]


def test_offer_acceptance_of_the_funnel() -> None:
    funnel = reference("recruitment_worked_example.json")["funnel"]
    given = funnel["inputs"]
    offers = [{"offered_date": "2025-01-06", "accepted_date": "2025-01-08"} for _ in range(given["accepted"])]
    offers += [{"offered_date": "2025-01-06", "declined_date": "2025-01-08"} for _ in range(given["declined"])]
    tables = {
        "recruitment_requisitions": [{"requisition_ref": f"R{n}", "approved_date": "2024-11-04"} for n in range(6)],
        "recruitment_applications": [{"requisition_ref": f"R{n}", **offer} for n, offer in enumerate(offers)],
    }
    with built(tables, ["offer_acceptance"]) as cells:
        found = cell(cells, "offer_acceptance")
    assert found["denominator"] == given["offers"]
    assert one_decimal(found["value"]) == funnel["expected"]["offer_acceptance_pct"]
