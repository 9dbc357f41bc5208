"""Proves that Leadership and oversight finds the restructure, reads its own cells, and says what is not supplied."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from drawn_pages import draw
from streamlit.testing.v1 import AppTest
from three_months import cell, computed, tables

from workforce import snapshots, warehouse
from workforce.disclosure.siblings import of_tiers
from workforce.series import rounded
from workforce.settings import Event
from workforce.ui.oversight import around, change_message, difference

pytestmark = pytest.mark.usefixtures("fresh", "told_in_full")
PAGE = "leadership_and_oversight"
MONTHS = [date(2023, 2, 28), date(2023, 3, 31), date(2023, 4, 30), date(2023, 5, 31)]
RESTRUCTURE = Event(date(2023, 4, 17), "Safeguarding restructure")


def test_the_months_around_a_restructure() -> None:
    assert around(RESTRUCTURE, MONTHS) == [date(2023, 3, 31), date(2023, 4, 30), date(2023, 5, 31)]
    assert around(RESTRUCTURE, MONTHS[:3]) == [date(2023, 3, 31), date(2023, 4, 30)]
    assert around(RESTRUCTURE, MONTHS[2:]) == []
    assert around(Event(date(2023, 4, 1), "Restructure"), MONTHS)[:2] == [date(2023, 3, 31), date(2023, 4, 30)]
    partial = [*MONTHS[:2], date(2023, 4, 20)]
    assert around(RESTRUCTURE, partial) == [date(2023, 3, 31), date(2023, 4, 20)]


def test_a_withheld_tier_withholds_the_figure_that_counts_everybody_of_it() -> None:
    cells = [
        ("agency_headcount", "tier", "leadership"), ("in_post_headcount", "tier", "practice"),
        ("manager_tenure_days", "", ""), ("supervision_in_timescale", "", ""), ("in_post_headcount", "role", "1"),
    ]  # fmt: skip
    rows = [(cell, *each, date(2024, 9, 1), "team", "North") for cell, each in enumerate(cells)]
    columns = ["cell", "measure", "breakdown", "category", "month", "level", "area"]
    found = of_tiers(pl.DataFrame(rows, schema=columns, orient="row"))
    assert sorted(found.rows()) == [(0, 2), (1, 3)]


def table(app: AppTest, column: str) -> list[dict[str, Any]]:
    """Return the rows of the one table that has a column whose name begins so."""
    (found,) = [each.value for each in app.table if any(name.startswith(column) for name in each.value.columns)]
    return found.to_dict("records")


def test_the_posts_before_and_after_are_the_cube_s(
    store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    drawn = draw(PAGE, {"service": "Children in Care"}, files)
    rows = table(drawn.app, "Before (")
    assert list(rows[0])[1:] == [
        "Before (31 March 2023)", "After (30 April 2023)", "Now (30 September 2024)", "Change"
    ]  # fmt: skip
    connection = warehouse.open_snapshot(snapshots.current(store))
    cells = warehouse.cells(connection, ["established_fte"], "service", "Children in Care")["established_fte"]
    tier = cells.filter(breakdown="tier", category="practice").sort("as_at")
    march, april = (tier.filter(as_at=day)["value"][0] for day in (date(2023, 3, 31), date(2023, 4, 30)))
    practitioners = next(row for row in rows if row["Tier"] == "Practitioners")
    assert april > march
    assert practitioners["Before (31 March 2023)"] == f"{march:.1f}"
    assert practitioners["After (30 April 2023)"] == f"{april:.1f}"
    assert "before the safeguarding restructure" in drawn.words
    connection.close()


def test_a_change_of_tiers_is_told_and_so_is_none() -> None:
    tier, whole = ("role", "2"), ("tier", "leadership")
    days = [date(2023, 3, 31), date(2023, 4, 30)]
    cells = {part: [{"value": 10.0}, {"value": 8.0}] for part in (tier, whole)}
    assert change_message(cells, RESTRUCTURE, days) == (
        "8.0 FTE of management posts, against 10.0 before the safeguarding restructure"
    )
    assert change_message({part: each[:1] * 2 for part, each in cells.items()}, RESTRUCTURE, days) == (
        "No tier has more or fewer posts than before the safeguarding restructure: 10.0 FTE of management posts"
    )
    swapped = cells | {whole: [{"value": 10.0}, {"value": 10.0}]}
    assert change_message(swapped, RESTRUCTURE, days) == (
        "10.0 FTE of management posts, as before the safeguarding restructure"
    )
    assert [difference(*pair) for pair in ((None, {"value": 1.5}), ({"value": 2.0}, None), (None, None))] == [
        "+1.5", "−2.0", "none"
    ]  # fmt: skip


def test_the_sample_s_restructure_takes_management_posts_away(
    store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    drawn = draw(PAGE, {}, files)
    assert "31.0 FTE of management posts, against 36.0 before the safeguarding restructure" in drawn.words
    changes = {row["Tier"]: row["Change"] for row in table(drawn.app, "Before (")}
    assert changes["Middle managers"] == "−2.0" and changes["First-line managers"] == "−3.0"
    assert changes["Senior managers"] == changes["Practitioners"] == "none"


def test_before_any_restructure_the_reader_picks_the_month(
    store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    drawn = draw(PAGE, {"month": "2023-03-31"}, files)
    assert drawn.app.selectbox(key="before").value == "2022-03-31"
    files.clear()
    drawn.app.selectbox(key="before").set_value("2020-12-31").run()
    assert not drawn.app.exception
    assert list(table(drawn.app, "Before (")[0])[1:] == ["Before (31 December 2020)", "Now (31 March 2023)", "Change"]


def test_every_team_s_supervision_stands_beside_its_caseload(
    store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    rows = table(draw(PAGE, {}, files).app, "Supervised in 31 days")
    connection = warehouse.open_snapshot(snapshots.current(store))
    known = {
        measure: warehouse.areas(connection, measure, date(2024, 9, 30)).filter(pl.col("value").is_not_null())
        for measure in ("supervision_in_timescale", "average_caseload")
    }
    shares = known["supervision_in_timescale"].filter(level="team").sort("value", "area")
    assert [row["Team"] for row in rows] == shares["area"].to_list()
    loads = dict(known["average_caseload"].filter(level="team").select("area", "value").iter_rows())
    for row in rows:
        load = loads.get(row["Team"])
        assert row["Average caseload"] == ("–" if load is None else rounded(load))
    connection.close()


def test_without_positions_and_supervisions_the_page_says_so(
    lean_store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(lean_store))
    words = draw(PAGE, {}, files).words
    assert "Posts by tier: not supplied." in words
    assert "Supervision beside caseload: not supplied." in words


@pytest.mark.parametrize(("first", "status"), [("2024-07-01", "ok"), ("2024-07-02", "x")])
def test_months_before_meetings_were_recorded_have_no_figure(tmp_path: Path, first: str, status: str) -> None:
    given = tables() | {"supervisions": [{"person_ref": "W1", "supervision_date": first}]}
    connection = computed(tmp_path, given, "supervision_in_timescale")
    assert cell(connection, "supervision_in_timescale", "2024-07-01")[1] == status
    assert cell(connection, "supervision_in_timescale", "2024-09-01") == (0, "ok")
