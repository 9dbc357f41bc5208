"""Proves that the command prints a series as the pages read it, and outside the service nothing that gives it away."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from command_line import refused, rows
from small_series import reading, series

from workforce import cli, snapshots, warehouse
from workforce.catalogue import MEASURES
from workforce.cli.series import printed

TEAM = ("--level", "team", "--area", "Safeguarding Rowan")
COLUMNS = ["month", "as_at", "numerator", "denominator", "value", "n", "status", "mean", "lpl", "upl", "lower_2sigma",
           "upper_2sigma", "flag_rule", "point_type", "is_trial", "target"]  # fmt: skip
STEP = [30.0, 31.0] * 6 + [69.0, 70.0] * 6


def told(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> dict[str, Any]:
    """Return the JSON object that the command prints."""
    capsys.readouterr()
    assert cli.main(["series", *(str(each) for each in arguments), "--format", "json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("area", [(), TEAM], ids=["authority", "team"])
def test_rows_are_the_cells_and_the_state_is_the_one_the_build_kept(
    area: tuple[str, ...], store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    connection = warehouse.open_snapshot(snapshots.current(store))
    states = warehouse.table(connection, "cube.states")
    connection.close()
    for measure in ("permanent_share", "turnover_rate_headcount", "leavers"):
        found = told(capsys, measure, *area, "--store", store)
        listed = rows(capsys, "series", measure, *area, "--store", store)
        cells = rows(capsys, "measures", "--measure", measure, "--level", found["level"], "--store", store)
        assert list(listed[0]) == COLUMNS
        assert [[row[name] for name in ("month", "value", "n")] for row in listed] == [
            [cell[name] for name in ("month", "value", "n")] for cell in cells if cell["area"] == found["area"]
        ]
        means = [each["mean"] for each in found["points"]]
        assert [row["mean"] for row in listed] == ["" if mean is None else str(mean) for mean in means]
        (kept,) = states.filter(
            (pl.col("measure") == measure) & (pl.col("level") == found["level"]) & (pl.col("area") == found["area"])
        ).to_dicts()
        assert [found[name] for name in ("variation", "assurance", "unjudged", "sentence")] == [
            kept[name] for name in ("variation", "assurance", "unjudged", "sentence")
        ]


def test_an_earlier_date_ends_the_series_there(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "series", "agency_rate", "--as-of", "2024-03-31", "--store", store)
    assert found[-1]["as_at"] == "2024-03-31"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["permanent_shares"], "not a measure; the nearest is permanent_share"),
        (["permanent_share", "--level", "team"], "--area is missing: --level team needs the name of a team"),
        (["permanent_share", *TEAM[:3], "Rowan"], "no team of this snapshot is called that; the nearest is"),
        (["permanent_share", "--area", "Elsewhere"], "no authority of this snapshot is called that"),
        (["permanent_share", "--as-of", "2031-01-31"], "the nearest is 2024-09-30"),
    ],
)
def test_what_is_not_there_is_refused_in_a_sentence(
    arguments: list[str], said: str, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in refused(capsys, "series", *arguments, "--store", store)


def test_outside_nothing_gives_a_withheld_month_away() -> None:
    found = series("permanent_share", STEP)
    withheld = found.points.with_columns(
        outside_status=pl.when(pl.col("value") == 31.0).then(pl.lit("c")).otherwise("outside_status")
    )
    hidden = reading(type(found)(found.measure, found.area, withheld, found.parts))
    text = printed(hidden, "outside", "json")
    given = json.loads(text)
    assert [point["value"] for point in given["points"]][:4] == [30.0, "c", 30.0, "c"]
    assert {point[name] for point in given["points"] for name in ("mean", "upl", "flag_rule", "is_trial")} == {None}
    assert [given[name] for name in ("variation", "since", "sentence", "alt", "rebases")] == [None] * 5
    assert "may not leave the service" in given["unjudged"]
    assert "31" not in text.replace("-31", "") and "50." not in text
    lines = printed(hidden, "outside", "csv").splitlines()
    assert lines[2] == "2022-11-01,2022-11-30,c,c,c,c,c" + "," * 9
    assert json.loads(printed(hidden, "internal", "json"))["sentence"] == hidden.sentence


def test_outside_a_withheld_month_of_the_companion_hides_what_it_says() -> None:
    months = series("leavers", [9.0, 8.0] * 6 + [2.0, 3.0] * 6, outside_status="c")
    found = reading(series("turnover_rate_headcount", [20.0] * 12 + [12.0] * 12), companion=months)
    given = json.loads(printed(found, "outside", "json"))
    assert (given["points"][-1]["value"], given["companion"], given["sentence"]) == (12.0, None, None)


def test_outside_a_series_without_withheld_months_is_whole() -> None:
    found = reading(series("permanent_share", STEP))
    assert printed(found, "outside", "json") == printed(found, "internal", "json")


def test_both_forms_have_every_measure() -> None:
    for measure in MEASURES:
        found = reading(series(measure, [1.0, None, *STEP]))
        assert len(json.loads(printed(found, "internal", "json"))["points"]) == 26
        assert len(printed(found, "internal", "csv").splitlines()) == 27
