"""Proves risk ahead by a second reading of the definition, and that it is given for teams and never for a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from drawn_pages import draw

from workforce import risk, snapshots, warehouse

pytestmark = pytest.mark.usefixtures("fresh", "told_in_full")
MONTHS = [date(2020, 10, 1), date(2023, 3, 1), date(2024, 9, 1)]


@pytest.fixture
def snapshot(store: Path) -> Iterator[Any]:
    """Return the sample's snapshot, open for reading."""
    connection = warehouse.open_snapshot(snapshots.current(store))
    yield connection
    connection.close()


def survived(spells: list[tuple[int, int, bool]], time: int) -> float:
    """Return S(t) from the definition, beginning where five are at risk."""
    share, begun = 1.0, False
    for moment in sorted({end for _, end, left in spells if left and end <= time}):
        at_risk = sum(entry < moment <= end for entry, end, _ in spells)
        begun = begun or at_risk >= 5
        if begun:
            share *= 1 - sum(left and end == moment for _, end, left in spells) / at_risk
    return share


def by_hand(snapshot: Any, month: date, team: str, first: date) -> tuple[int, float, int]:
    """Return a team's cases, those expected to change hands, and those judged, from the runs as they stand."""
    ((as_at,),) = snapshot.execute("select as_at from marts.dim_months where month = ?", [month]).fetchall()
    held = snapshot.execute(
        "select kind, cases, tenure_days from marts.fct_holder_tenures_month where month = ? and team = ?",
        [month, team],
    ).fetchall()
    cases = expected = judged = 0.0
    for kind, count, tenure in held:
        runs = snapshot.execute(
            "select run_start, run_end from marts.fct_employment_runs where kind = ? and run_start <= ?", [kind, as_at]
        ).fetchall()
        spells = [
            (max(0, (first - start).days), (min(end or as_at, as_at) - start).days + 1, bool(end and end <= as_at))
            for start, end in runs
            if end is None or end >= first
        ]
        known = max(time for _, time, _ in spells if sum(entry < time <= end for entry, end, _ in spells) >= 5)
        cases += count
        if tenure + 182 <= known:
            judged += count
            expected += count * (1 - survived(spells, tenure + 182) / survived(spells, tenure))
    return int(cases), expected, int(judged)


@pytest.mark.parametrize("month", MONTHS)
def test_a_team_s_expected_changes_are_its_cases_times_the_chance_of_their_holder_leaving(
    snapshot: Any, month: date
) -> None:
    ((first,),) = snapshot.sql("select min(month) from marts.dim_months").fetchall()
    rows = snapshot.sql("select * from cube.risk_ahead").pl().filter(month=month)
    assert rows.height >= 8
    for row in rows.head(3).iter_rows(named=True):
        cases, expected, judged = by_hand(snapshot, month, row["team"], first)
        assert (row["cases"], row["cases_judged"]) == (cases, judged)
        assert (row["expected_cases"] or 0) == pytest.approx(expected, abs=1e-9)


def test_what_came_later_does_not_change_what_was_said(snapshot: Any) -> None:
    months, runs, holders = (warehouse.built(snapshot, f"marts.{name}") for name in risk.TABLES)
    day = date(2022, 6, 30)
    early = months.filter(pl.col("as_at") <= day)
    known = runs.filter(pl.col("run_start") <= day).with_columns(
        pl.when(pl.col("run_end") <= day).then("run_end").alias("run_end")
    )
    then = risk.by_team(early, known, holders.filter(pl.col("month").is_in(early["month"].implode())))
    assert then.equals(risk.by_team(months, runs, holders).filter(pl.col("month").is_in(early["month"].implode())))


def test_nobody_holding_a_case_gives_no_row() -> None:
    months = pl.DataFrame({"month": [MONTHS[0]], "as_at": [date(2020, 10, 31)]})
    runs = pl.DataFrame(schema={"kind": pl.String, "run_start": pl.Date, "run_end": pl.Date})
    holders = pl.DataFrame(
        schema={"month": pl.Date, "worker_id": pl.String, "kind": pl.String, "team": pl.String, "service": pl.String,
                "cases": pl.Int64, "tenure_days": pl.Int64}
    )  # fmt: skip
    assert risk.by_team(months, runs, holders).schema == pl.Schema(risk.SCHEMA)


def test_the_page_names_teams_with_five_case_holders_only(
    store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, snapshot: Any
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    drawn = draw("way_to_the_target", {"month": "2021-03-31"}, files)
    rows = snapshot.sql("select * from cube.risk_ahead where month = '2021-03-01'").pl()
    table = next(each.value for each in drawn.app.table if "Case holders" in each.value.columns)
    shown = rows.filter(pl.col("holders") >= 5, pl.col("expected_cases").is_not_null())
    assert 0 < shown.height < rows.height
    assert sorted(name.replace("\\", "") for name in table["Team"]) == sorted(shown["team"])
    assert not any("risk" in name for name in drawn.files)


def test_posts_expected_to_be_left_are_added_up_beside_the_children(snapshot: Any) -> None:
    rows = snapshot.sql("select * from cube.risk_ahead where expected_cases is not null").pl()
    assert rows.filter(pl.col("expected_leavers") > pl.col("posts_judged")).is_empty()
    assert rows.filter(pl.col("posts_judged") > pl.col("holders")).is_empty()
    months = pl.DataFrame({"month": [date(2024, 1, 1), date(2024, 9, 1)],
                           "as_at": [date(2024, 1, 31), date(2024, 9, 30)]})  # fmt: skip
    starts = [date(2024, 1, 1)] * 10
    ends = [date(2024, 3, 1)] * 5 + [None] * 5
    runs = pl.DataFrame({"kind": "employed", "run_start": starts, "run_end": ends})
    held = pl.DataFrame({"month": [date(2024, 9, 1)] * 2, "worker_id": ["W1", "W2"], "kind": "employed",
                         "team": "Elm", "service": "Help", "cases": [10, 20], "tenure_days": [10, 10]})  # fmt: skip
    (team,) = risk.by_team(months, runs, held).to_dicts()
    assert (team["expected_leavers"], team["posts_judged"]) == (pytest.approx(1.0), 2)
    assert team["expected_cases"] == pytest.approx(15.0)
