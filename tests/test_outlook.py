"""Proves the way to the target: its flows agree with the cube, known events are found, choices and back-test hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from command_line import refused, rows
from drawn_pages import draw
from three_months import computed, post, tables

from workforce import outlook, snapshots, warehouse
from workforce.forecast import Flows, Stock
from workforce.outlook import Facts, Scenario

PAGE = "way_to_the_target"
LAST = date(2024, 9, 30)
HISTORY = tuple(Flows(2.0, 1.2, 0.3, 0.7, 0.2) for _ in range(12))
FACTS = Facts(LAST, "Wexmere", Stock(80, 20), 100, HISTORY, (), cases=900, holder_fte=60, vacant=25, children=1000)


@pytest.fixture
def snapshot(store: Path) -> Iterator[Any]:
    """Return the sample's snapshot, open for reading."""
    connection = warehouse.open_snapshot(snapshots.current(store))
    yield connection
    connection.close()


def flows(snapshot: Any) -> pl.DataFrame:
    """Return every row of the flows."""
    return snapshot.sql("select * from marts.fct_staff_flows_month order by level, area, month").pl()


def test_the_stocks_are_the_cube_s(snapshot: Any) -> None:
    mine = flows(snapshot)
    for level, area in (("authority", "Wexmere Council (fictional)"), ("team", "Safeguarding Rowan")):
        own = mine.filter(pl.col("level") == level, pl.col("area") == ("" if level == "authority" else area))
        cells = warehouse.cells(snapshot, ["in_post_fte", "agency_fte"], level, area)
        permanent = cells["in_post_fte"].filter(pl.col("category") == "permanent").select("month", "numerator")
        agency = cells["agency_fte"].filter(pl.col("breakdown") == "").select("month", "numerator")
        for name, found in (("permanent", permanent), ("agency", agency)):
            both = own.select("month", name).join(found, on="month", how="left").fill_null(0)
            assert both[name].to_list() == pytest.approx(both["numerator"].to_list()), (level, name)
            assert both.height == 60


def test_every_month_s_stock_is_the_last_one_s_plus_what_came_less_what_went(snapshot: Any) -> None:
    for rows_of in flows(snapshot).partition_by("level", "area"):
        for before, now in zip(rows_of.to_dicts(), rows_of.to_dicts()[1:], strict=False):
            came = now["starters"] - now["leavers"] + now["conversions"]
            assert now["permanent"] == pytest.approx(before["permanent"] + came), now
            moved = now["agency_starts"] - now["agency_exits"] - now["conversions"]
            assert now["agency"] == pytest.approx(before["agency"] + moved), now


def test_nothing_moves_in_the_first_month_shown_and_it_is_no_history(snapshot: Any) -> None:
    rows_of = flows(snapshot).filter(level="authority")
    assert rows_of["is_first"].to_list() == [True] + [False] * (rows_of.height - 1)
    facts = outlook.facts_of(rows_of, rows_of.clear().with_columns(months_ahead=0), cells_of(snapshot), LAST, "all")
    assert facts is not None and len(facts.history) == rows_of.height - 1


def cells_of(snapshot: Any) -> dict[str, pl.DataFrame]:
    """Return the authority's cells that an outlook is carried from."""
    return warehouse.cells(snapshot, list(outlook.MEASURES), "authority", "Wexmere Council (fictional)")


def test_a_conversion_is_neither_a_starter_nor_an_agency_exit(tmp_path: Path) -> None:
    given = tables()
    given["hr_assignments"] = [*given["hr_assignments"], post("G1", 5, assignment_ref="A-G1b", start_date="2024-09-10")]
    given["agency_assignments"] = [given["agency_assignments"][0] | {"end_date": "2024-09-09"}]
    connection = computed(tmp_path, given)
    found = connection.sql(
        "select starters, leavers, conversions, agency_exits, agency_starts from marts.fct_staff_flows_month "
        "where level = 'authority' order by month"
    ).fetchall()
    assert found[1:] == [(0, pytest.approx(0.6), 0, 0, 0), (0, 0, 1, 0, 0)]


def test_offers_notices_and_agreed_ends_are_known_from_the_day_they_were(tmp_path: Path) -> None:
    given = tables()
    given["recruitment_requisitions"] = [row | {"fte": 0.8} for row in given["recruitment_requisitions"]]
    given["recruitment_applications"] = [
        given["recruitment_applications"][0] | {"start_date": "2024-11-04", "withdrawn_date": None},
        given["recruitment_applications"][1] | {"start_date": "2024-11-04", "withdrawn_date": None},
        {"application_ref": "AP4", "requisition_ref": "R2", "is_internal": "false", "applied_date": "2024-08-12",
         "offered_date": "2024-08-20", "accepted_date": "2024-09-02", "declined_date": None,
         "start_date": "2024-12-02", "withdrawn_date": "2024-09-20"},
    ]  # fmt: skip
    notice = {"notice_given_date": "2024-08-20", "planned_end_date": "2024-10-31"}
    first, second, *rest = given["hr_assignments"]
    given["hr_assignments"] = [
        row | dict.fromkeys(notice) for row in (first, *rest)
    ] + [second | notice]  # fmt: skip
    given["agency_assignments"] = [given["agency_assignments"][0] | {"planned_end_date": "2024-12-15"}]
    connection = computed(tmp_path, given)
    found = connection.sql(
        "select month::varchar, months_ahead, starters, leavers, conversions, agency_exits "
        "from marts.fct_known_moves_month where level = 'team' order by month, months_ahead"
    ).fetchall()
    assert found == [
        ("2024-07-01", 5, 0, 0, 0, 1),
        ("2024-08-01", 2, 0, 1, 0, 0),
        ("2024-08-01", 3, 0.8, 0, 0, 0),
        ("2024-08-01", 4, 0, 0, 0, 1),
        ("2024-09-01", 1, 0, 1, 0, 0),
        ("2024-09-01", 2, 0.8, 0, 0, 0),
        ("2024-09-01", 3, 0, 0, 0, 1),
    ]


def test_months_without_anything_known_lie_between_those_with() -> None:
    known = pl.DataFrame(
        {"month": [LAST, LAST], "months_ahead": [1, 3], "starters": [1.0, 0.0], "leavers": [0.0, 2.0],
         "conversions": [0.0, 0.0], "agency_exits": [0.0, 0.0]}
    )  # fmt: skip
    flow_rows = pl.DataFrame(
        {"month": [LAST], "as_at": [LAST], "is_partial": [False], "is_first": [False], "permanent": [1.0],
         "agency": [0.0], "other": [0.0], "people": [1], **{each.name: [0.0] for each in fields(Flows)}}
    )  # fmt: skip
    cells = {
        name: pl.DataFrame(schema={"month": pl.Date, "breakdown": pl.String, "status": pl.String,
                                   "numerator": pl.Float64, "denominator": pl.Float64})
        for name in outlook.MEASURES
    }  # fmt: skip
    facts = outlook.facts_of(flow_rows, known, cells, LAST, "North")
    assert facts is not None
    assert facts.known == (Flows(starters=1.0), Flows(), Flows(leavers=2.0))
    assert outlook.refusal(facts) == "A forecast needs at least 20 people in post; North has 1."


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"history": HISTORY[:11]}, "needs 12 whole months of starters and leavers before it; there are 11."),
        ({"is_supplied": False}, "the extracts do not say who works through an agency."),
        ({"people": 19}, "needs at least 20 people in post; Wexmere has 19."),
        ({}, ""),
    ],
)
def test_too_little_to_go_by_is_refused_in_words(changed: dict[str, Any], said: str) -> None:
    assert outlook.refusal(Facts(**vars(FACTS) | changed)).endswith(said)
    assert outlook.refusal(None)


def test_choices_take_the_place_of_the_averages_and_the_rest_stays() -> None:
    found = outlook.outlook(FACTS, 90.0, Scenario(hires=4.0))
    assert found.average == Flows(*(pytest.approx(each) for each in (2.0, 1.2, 0.3, 0.7, 0.2)))
    assert (found.flows.starters, found.flows.leavers) == (4.0, found.average.leavers)
    assert found.usual.reached == 13 and found.forecast.reached is not None and found.forecast.reached < 13
    assert "months sooner than on current flows" in outlook.sentence(found)


def test_the_caseload_and_the_vacancy_rate_follow_the_staff() -> None:
    month = outlook.outlook(FACTS, None, Scenario(posts=5.0, children=1100.0)).months[1]
    staff = 80 + 2.0 - 1.2 + 0.3 + 20 - 0.3 - 0.7 + 0.2
    assert month.caseload == pytest.approx(900 * 1.1 / (60 * staff / 100))
    vacant = 25 + 5 - 1.1
    assert month.vacancy_rate == pytest.approx(100 * vacant / (vacant + 81.1))
    now = outlook.outlook(FACTS, None, Scenario(posts=5.0, children=1100.0)).months[0]
    assert (now.caseload, now.vacancy_rate) == (15.0, pytest.approx(100 * 25 / 105))


def test_what_is_not_supplied_is_not_carried_forward() -> None:
    facts = Facts(**vars(FACTS) | {"cases": None, "holder_fte": None, "vacant": None, "children": None})
    found = outlook.outlook(facts, 90.0, Scenario())
    assert {(each.caseload, each.vacancy_rate) for each in found.months} == {(None, None)}
    assert "not supplied" in " ".join(outlook.assumptions(found))


def test_what_is_known_can_be_left_out() -> None:
    facts = Facts(**vars(FACTS) | {"known": (Flows(starters=10.0),)})
    with_known, without = (outlook.outlook(facts, 90.0, Scenario(counts_known=yes)) for yes in (True, False))
    assert with_known.forecast.months[1].stock.permanent == pytest.approx(80 + 10 - 1.2 + 0.3)
    assert without.forecast.months[1].stock.permanent == pytest.approx(81.1)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (90.0, "On current flows the permanent share reaches 90.0% in October 2025, 13 months ahead."),
        (80.0, "The permanent share is 80.0%, at or above the target of 80.0%."),
        (99.9, "the target of 99.9% is not reached on current flows. 0% of the runs of past months reach it"),
        (None, "The permanent share goes from 80.0% to 99.3% in 24 months, and between 99.3% and 99.3% in 4 of 5"),
    ],
)
def test_the_sentence_says_when_or_that_it_does_not(target: float | None, said: str) -> None:
    assert said in outlook.sentence(outlook.outlook(FACTS, target, Scenario()))


def test_the_back_test_says_what_would_have_been_said(snapshot: Any) -> None:
    mine = flows(snapshot).filter(level="authority")
    known = snapshot.sql("select * from marts.fct_known_moves_month where level = 'authority'").pl()
    tests = outlook.back_test(mine, known)
    by_hand = mine.filter(pl.col("as_at") == date(2023, 3, 31))
    (test,) = (each for each in tests if each.said_on == date(2023, 3, 31) and each.ahead == 12)
    assert by_hand.height == 1 and test.as_at == date(2024, 3, 31)
    facts = outlook.facts_of(mine, known, cells_of(snapshot), date(2023, 3, 31), "all")
    assert facts is not None
    assert test.said == outlook.outlook(facts, None, Scenario()).months[12].share
    later = mine.filter(pl.col("as_at") == test.as_at).row(0, named=True)
    assert test.came == Stock(later["permanent"], later["agency"], later["other"]).share
    assert len(tests) == 42 + 36


def test_the_back_test_sees_nothing_of_what_came_after(snapshot: Any) -> None:
    mine = flows(snapshot).filter(level="authority").sort("month")
    none = snapshot.sql("select * from marts.fct_known_moves_month").pl().clear()
    whole = {(each.said_on, each.ahead): each.said for each in outlook.back_test(mine, none)}
    short = outlook.back_test(mine.head(40), none)
    assert short and all(whole[each.said_on, each.ahead] == each.said for each in short)


def test_the_summary_is_of_one_horizon() -> None:
    tests = [outlook.Judged(LAST, LAST, 6, said, 60, 75, 70.0) for said in (72.0, 66.0)]
    tests.append(outlook.Judged(LAST, LAST, 12, 0.0, 0, 1, 70.0))
    assert outlook.summary(tests, 6) == (2, 3.0, -1.0, 100)
    assert outlook.summary(tests, 12) == (1, 70.0, -70.0, 0)
    assert outlook.summary(tests, 9) is None


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ([True] * 8 + [False] * 2, "2 of 10 outcomes 6 months later fell outside this band, where 2 in 10 should: the "
                                   "band has held what it should."),
        ([True] * 5 + [False] * 5, "5 of 10 outcomes 6 months later fell outside this band, where 2 in 10 should: the "
                                   "band is too narrow, so expect more than it shows."),
        ([False] * 2, "2 of 2 outcomes 6 months later fell outside this band, where 2 in 10 should: too few to say "
                      "whether the band can be trusted."),
        ([], "No forecast of the past can be judged yet, so how far the band can be trusted is not known."),
    ],
)  # fmt: skip
def test_how_often_the_past_fell_outside_stands_beside_the_answer(inside: list[bool], said: str) -> None:
    tests = [outlook.Judged(LAST, LAST, 6, 70.0, 65, 75, 70.0 if each else 80.0) for each in inside]
    assert outlook.trust(tests).endswith(said)


def test_the_command_prints_what_the_page_shows(store: Path, capsys: pytest.CaptureFixture[str], snapshot: Any) -> None:
    printed = rows(capsys, "forecast", "--store", store, "--hires", "3", "--target", "85")
    assert [row["ahead"] for row in printed] == [str(month) for month in range(25)]
    query = {"as_at": LAST, "level": "authority", "area": "Wexmere Council (fictional)"}
    mine, known = (warehouse.frame(snapshot, f"pages/{name}", query) for name in ("staff_flows", "known_moves"))
    facts = outlook.facts_of(mine, known, cells_of(snapshot), LAST, "all")
    assert facts is not None
    found = outlook.outlook(facts, 85.0, Scenario(hires=3.0))
    assert [float(row["share"]) for row in printed] == [each.share for each in found.months]
    tests = rows(capsys, "forecast", "--store", store, "--back-test")
    assert len(tests) == len(outlook.back_test(mine, known))


@pytest.mark.usefixtures("fresh", "told_in_full")
def test_without_agency_workers_in_the_extracts_nothing_is_carried_forward(
    lean_store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "There is no permanent share to carry forward: the extracts do not say who works through an agency."
    monkeypatch.setenv("WORKFORCE_STORE", str(lean_store))
    drawn = draw(PAGE, {}, files)
    assert [each.value for each in drawn.app.info] == [said] and not drawn.files
    for more in ([], ["--back-test"]):
        assert said in refused(capsys, "forecast", "--store", lean_store, *more)


def test_too_few_people_are_refused_by_the_command(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = refused(capsys, "forecast", "--store", store, "--level", "team", "--area", "Practice Development Team")
    assert "needs at least 20 people in post" in words


def answer(app: Any) -> list[str]:
    """Return the sentence of the page and the one after it."""
    words = [each.value for each in app.markdown]
    place = next(place for place, text in enumerate(words) if "permanent share" in text)
    return words[place : place + 2]


@pytest.mark.usefixtures("fresh", "told_in_full")
def test_the_page_follows_the_address_and_gives_out_no_stocks(
    store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    drawn = draw(PAGE, {}, files)
    ahead, six, twelve = (list(csv.DictReader(io.StringIO(content.decode()))) for content in drawn.files.values())
    assert len(ahead) == 25 and not any("FTE" in name for name in ahead[0])
    assert (len(six), len(twelve)) == (42, 36)
    (before, trusted), share = answer(drawn.app), drawn.app.subheader[0].value
    assert "On current flows the permanent share reaches 75.0%" in before
    assert "fell outside this band, where 2 in 10 should: the band is too narrow" in trusted
    files.clear()
    drawn.app.number_input(key="hires").set_value(9.0).run()
    assert "With these choices" in answer(drawn.app)[0] != before
    assert drawn.app.subheader[0].value != share
    assert "hires=9" in drawn.app.code[0].value
