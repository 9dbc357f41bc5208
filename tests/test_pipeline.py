"""Proves the hiring funnel, the time to fill with open posts counted, and vacancies beside requisitions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some
from small_authority import NAME, Row, SmallAuthority, link_needed

from workforce import build, contracts, extracts, pipeline, series, survival, unmapped, warehouse
from workforce.pipeline import STAGES, funnel, share
from workforce.ui import filling, joining
from workforce.ui.hiring import oldest_message

REFERENCE = Path(__file__).parents[2] / "shared" / "reference-values" / "recruitment_worked_example.json"
DATES = ("applied_date", "shortlisted_date", "interviewed_date", "offered_date", "accepted_date", "start_date")
MARTS = (
    "marts.fct_applications_month", "marts.fct_candidates_month",
    "marts.fct_oldest_posts_month", "marts.fct_requisitions_watched_month", "marts.fct_vacancies_recruited_month",
)  # fmt: skip


def layered(tables: dict[str, list[Row]], folder: Path, as_at: date, **settings: Any) -> Any:
    """Return a database with the marts of the recruitment lists; the caller closes it."""
    dates = {"name": NAME, "first_month": as_at.replace(day=1), "extract_date": as_at}
    small = SmallAuthority(tables, {"authority": dates, **settings})
    given = small.read()
    judged = contracts.judge(extracts.read_folder(small.write(folder)), given)
    unmapped.refuse(judged.accepted, given)
    connection = warehouse.create(":memory:", build.raw_tables(judged, given, as_at))
    link_needed(folder / "queries", set(), *MARTS)
    warehouse.build_layers(connection, build.parameters(given, as_at), folder / "queries")
    return connection


def rows(connection: Any, query: str, as_at: date, level: str = "authority", area: str = "") -> list[dict[str, Any]]:
    """Return the rows of one query of the pages."""
    return warehouse.frame(connection, f"pages/{query}", {"as_at": as_at, "level": level, "area": area}).to_dicts()


def applications(given: dict[str, int], day: str = "2025-01-06") -> list[Row]:
    """Return applications of which so many reached each stage; those who declined were offered the post."""
    reached = dict(
        zip(DATES, ("applications", "shortlisted", "interviewed", "offers", "accepted", "started"), strict=True)
    )
    made = [
        {"requisition_ref": f"R{n}", **{column: day for column, name in reached.items() if n < given[name]}}
        for n in range(given["applications"])
    ]
    for row in made[given["accepted"] : given["accepted"] + given["declined"]]:
        row["declined_date"] = day
    return made


def stages(tables: dict[str, list[Row]], folder: Path, as_at: date) -> tuple[pipeline.Stage, ...]:
    """Return the funnel of an authority's applications, counted by the mart that the measure reads."""
    connection = layered(tables, folder, as_at)
    counted = connection.sql(
        "select stage, outcome, count(*) from marts.fct_applications_month where is_in_cohort group by all"
    ).fetchall()
    connection.close()
    return funnel({(stage, outcome): number for stage, outcome, number in counted})


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference values are not beside the project")
def test_the_reference_funnel(tmp_path: Path) -> None:
    example = json.loads(REFERENCE.read_text(encoding="utf-8"))["funnel"]
    made = applications(example["inputs"])
    tables = {
        "recruitment_requisitions": [
            {"requisition_ref": f"R{n}", "approved_date": "2024-11-04"} for n in range(len(made))
        ],
        "recruitment_applications": made,
    }
    found = stages(tables, tmp_path, date(2025, 3, 31))
    percent = {each.name: each.conversion for each in found}
    told = {
        "application_to_shortlist_pct": percent["shortlisted"], "shortlist_to_interview_pct": percent["interviewed"],
        "interview_to_offer_pct": percent["offer made"], "offer_acceptance_pct": percent["accepted"],
        "application_to_acceptance_pct": share(found, "accepted", "applied"),
        "acceptance_to_start_pct": percent["started"],
    }  # fmt: skip
    assert {name: float(series.rounded(value)) for name, value in told.items()} == example["expected"]
    assert {name: n for each in found for name, n in each.outcomes.items() if name == "declined"} == {
        "declined": example["inputs"]["declined"]
    }


def test_a_funnel_of_forty_percent() -> None:
    found = funnel({
        ("applied", "rejected"): 33, ("applied", "in progress"): 3, ("shortlisted", "withdrawn"): 6,
        ("interviewed", "rejected"): 12, ("offer made", "declined"): 2, ("accepted", "in progress"): 1,
        ("started", "started"): 3,
    })  # fmt: skip
    assert [each.reached for each in found] == [60, 24, 18, 6, 4, 3]
    assert [each.conversion for each in found[1:]] == pytest.approx([40, 75, 100 / 3, 200 / 3, 75])
    assert found[0].conversion is None and [each.in_progress for each in found] == [3, 0, 0, 0, 1, 0]
    assert share(found, "accepted", "applied") == pytest.approx(100 * 4 / 60)


@given(some.dictionaries(some.tuples(some.sampled_from(STAGES), some.sampled_from("abc")), some.integers(0, 50)))
def test_no_stage_holds_more_than_the_one_before_and_the_first_holds_all(stopped: dict) -> None:
    found = funnel(stopped)
    reached = [each.reached for each in found]
    assert reached == sorted(reached, reverse=True) and reached[0] == sum(stopped.values())
    assert all(each.conversion is None or 0 <= each.conversion <= 100 for each in found)
    assert sum(sum(each.outcomes.values()) for each in found) == reached[0]


AS_AT = date(2024, 6, 30)


@pytest.fixture(scope="module")
def hiring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Yield the lists of an authority with five requisitions, one of each kind that matters."""
    tables: dict[str, list[Row]] = {
        "hr_assignments": [{"person_ref": f"P{n}", "position_ref": f"POS{n}"} for n in range(1, 4)],
        "hr_positions": [
            {"position_ref": f"POS{n}", "budgeted_fte": "1", "is_frozen": "true" if n == 7 else "false"}
            for n in range(1, 9)
        ],
        "recruitment_requisitions": [
            {"requisition_ref": ref, "position_ref": position, "approved_date": "2024-05-01", "fte": fte, "team": team}
            for ref, position, fte, team in [
                ("R1", "POS4", "1", "North"), ("R2", "POS1", "1", "North"), ("R3", "", "", "South"),
                ("R4", "POS99", "0.5", "East"), ("R5", "POS5", "1", "North"), ("R6", "POS4", "1", "North"),
            ]
        ],
        "recruitment_applications": [
            {"requisition_ref": "R5", "applied_date": "2024-05-10", "accepted_date": "2024-06-01",
             "start_date": "2024-09-02"},
            {"requisition_ref": "R1", "applied_date": "2024-05-11", "shortlisted_date": "2024-06-20"},
            {"requisition_ref": "R4", "applied_date": "2024-05-21"},
            *({"requisition_ref": "R2", "applied_date": f"2024-06-{day:02d}"} for day in range(1, 13)),
        ],
    }  # fmt: skip
    connection = layered(tables, tmp_path_factory.mktemp("hiring"), AS_AT)
    yield connection
    connection.close()


def test_vacancies_and_requisitions_are_set_side_by_side_and_never_added(hiring: Any) -> None:
    told = {
        (row["side"], row["part"]): (row["posts"], row["fte"]) for row in rows(hiring, "vacancies_recruited", AS_AT)
    }
    assert told == {
        ("vacancies", "open requisition"): (1, 1.0), ("vacancies", "offer accepted"): (1, 1.0),
        ("vacancies", "frozen"): (1, 1.0), ("vacancies", "no requisition"): (2, 2.0),
        ("requisitions", "position vacant"): (2, 2.0), ("requisitions", "position filled"): (1, 1.0),
        ("requisitions", "no position given"): (1, 0.0), ("requisitions", "position unknown"): (1, 0.5),
    }  # fmt: skip
    (south,) = rows(hiring, "vacancies_recruited", AS_AT, "team", "South")
    assert (south["part"], south["posts"], south["without_fte"]) == ("no position given", 1, 1)
    assert rows(hiring, "vacancies_recruited", AS_AT, "team", "West") == []


def test_the_words_on_vacancies_say_what_cannot_be_matched(hiring: Any) -> None:
    found = warehouse.frame(hiring, "pages/vacancies_recruited", {"as_at": AS_AT, "level": "authority", "area": ""})
    vacant, asked = found.filter(side="vacancies"), found.filter(side="requisitions")
    assert filling.beside_message(vacant, asked) == (
        "3.0 of 5.0 vacant FTE have no requisition; 1 open requisition is for a post still held"
    )
    assert filling.notes(asked) == [
        "1 open requisition has no position reference, so it cannot be matched to a vacancy.",
        "1 open requisition has no FTE: it counts among the posts, not in the FTE.",
    ]


def test_the_candidates_who_have_waited_longest_come_first_by_requisition(hiring: Any) -> None:
    found = rows(hiring, "candidates", AS_AT)
    assert [(row["requisition_ref"], row["stage"], row["waited_days"]) for row in found[:3]] == [
        ("R4", "applied", 40), ("R2", "applied", 29), ("R5", "accepted", 29),
    ]  # fmt: skip
    assert len(found) == 10 and "application_ref" not in found[0]
    assert [row["waited_days"] for row in rows(hiring, "candidates", AS_AT, "service", "Care")] == [40]


def test_who_has_accepted_is_listed_with_the_first_day(hiring: Any) -> None:
    (found,) = [row for row in rows(hiring, "candidates", AS_AT) if row["stage"] == "accepted"]
    assert (found["requisition_ref"], found["since_date"], found["start_date"], found["fte"]) == (
        "R5", date(2024, 6, 1), date(2024, 9, 2), 1.0,
    )  # fmt: skip
    assert rows(hiring, "candidates", AS_AT, "team", "South") == []


POSTS = [
    ("2024-11-01", "2024-12-20", ""), ("2024-12-02", "2025-01-31", ""), ("2025-01-06", "2025-03-03", ""),
    ("2024-10-01", "", ""), ("2025-02-17", "", ""), ("2024-09-02", "", "2024-12-16"), ("2024-12-16", "2025-02-14", ""),
    ("2025-03-03", "", ""),
]  # fmt: skip


def watched(posts: list[tuple[str, str, str]], folder: Path, as_at: date) -> list[tuple[float, float, bool]]:
    """Return (entry, last day, filled) of posts given as (approved, accepted, cancelled)."""
    tables: dict[str, list[Row]] = {
        "recruitment_requisitions": [
            {"requisition_ref": f"R{n}", "approved_date": approved, "cancelled_date": cancelled}
            for n, (approved, _, cancelled) in enumerate(posts)
        ],
        "recruitment_applications": [
            {"requisition_ref": f"R{n}", "accepted_date": accepted} for n, (_, accepted, _) in enumerate(posts)
        ],
    }
    connection = layered(tables, folder, as_at)
    found = [tuple(row.values()) for row in rows(connection, "requisitions_watched", as_at)]
    connection.close()
    return found


def reference_posts() -> list[tuple[str, str, str]]:
    """Return the posts of the reference file."""
    given = json.loads(REFERENCE.read_text(encoding="utf-8"))["requisitions"]
    return [(row["approved"], row["offer_accepted"], row["cancelled"]) for row in given]


@pytest.mark.parametrize("source", ["own", "reference"])
def test_time_to_fill_with_the_posts_still_open(source: str, tmp_path: Path) -> None:
    if source == "reference" and not REFERENCE.exists():
        pytest.skip("the reference values are not beside the project")
    posts = POSTS if source == "own" else reference_posts()
    found = survival.curve(*zip(*watched(posts, tmp_path, date(2025, 3, 31)), strict=True))
    told = [(step.time, step.at_risk, step.events, round(step.survival, 10)) for step in found.steps]
    assert told == [(49, 6, 1, round(5 / 6, 10)), (56, 5, 1, round(2 / 3, 10)), (60, 4, 2, round(1 / 3, 10))]
    assert found.median == 60
    assert filling.fill_message(found, 58.0) == (
        "With open posts counted, half are filled within 60 days; 58 counting filled posts only"
    )


def test_a_post_approved_before_the_year_joins_late_and_one_closed_before_it_is_out(tmp_path: Path) -> None:
    posts = [("2023-01-01", "", ""), ("2023-01-01", "2024-01-01", ""), ("2024-12-01", "2024-12-01", "")]
    found = watched(posts, tmp_path, date(2024, 12, 31))
    opened = (date(2024, 1, 1) - date(2023, 1, 1)).days
    assert sorted(found) == [(-1, 0, True), (opened - 1, 365, True), (opened - 1, 730, False)]
    curve = survival.curve(*zip(*found, strict=True))
    assert [(step.time, step.at_risk) for step in curve.steps] == [(0, 1), (365, 2)]


def test_numbers_at_risk_leave_out_who_joins_later_and_who_is_gone() -> None:
    assert survival.at_risk([0, 0, 5], [3, 8, 9], [0, 1, 3, 4, 6, 9]) == [2, 2, 2, 1, 2, 1]


def test_the_year_begins_in_april() -> None:
    assert joining.year_to_date(date(2024, 4, 30)) == [date(2024, 4, 1)]
    assert joining.year_to_date(date(2025, 2, 28))[::10] == [date(2024, 4, 1), date(2025, 2, 1)]
    months = joining.year_to_date(date(2025, 3, 31))
    assert len(months) == 12 and months[8] == date(2024, 12, 1)
    value = {month: float(place) for place, month in enumerate(months)}
    assert joining.added(value, months)[-1] == sum(range(12))
    assert joining.added({**value, months[2]: None}, months)[1:4] == [1, None, None]


def test_a_curve_that_never_falls_to_half_says_so() -> None:
    found = survival.curve([0] * 10, [10.0, *[90.0] * 9], [True, *[False] * 9])
    assert filling.fill_message(found, None) == "With open posts counted, fewer than half are filled within 10 days"


def test_the_oldest_open_post_is_named_by_role_team_and_position(hiring: Any) -> None:
    first = rows(hiring, "open_posts", AS_AT)[0]
    assert first["position_ref"] == "POS4"
    assert oldest_message({"org_role": 5, "team": "North", "position_ref": "POS4", "age_days": 60}) == (
        "The oldest open post is case holder in North (POS4): 60 days"
    )
    assert oldest_message({"org_role": None, "team": None, "position_ref": None, "age_days": 1}) == (
        "The oldest open post is role not recorded in team not matched: 1 day"
    )


def test_time_to_fill_leaves_the_service_by_whole_weeks() -> None:
    spells = [(0, 40 + day, True) for day in range(12)] + [(0, 90, False)] * 12
    watched = pl.DataFrame(spells, schema=["entry_days", "last_days", "is_filled"], orient="row")
    curve = survival.curve(*(watched[name].to_list() for name in watched.columns), filling.FEWEST)
    found = filling.outside(watched, curve)
    assert found["days_since_approval"].to_list() == [*range(0, 91, 7)]
    assert found["not_yet_filled_percent"].to_list()[-1] == 50.0
    few = watched.head(4).vstack(watched.tail(12))
    assert filling.outside(few, survival.curve(*(few[name].to_list() for name in few.columns), 5)).is_empty()
