"""Proves the limits and rules of process control by published values, and by a second reading on random series."""

from __future__ import annotations

import csv
import json
import random
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import spc_oracle
from command_line import refused, rows

from workforce import spc

REFERENCE = Path(__file__).parents[2] / "shared" / "reference-values"
beside = pytest.mark.skipif(not REFERENCE.exists(), reason="the reference values are not beside the project")
PRINTED = {
    "mean": "mean",
    "lpl": "lower",
    "upl": "upper",
    "lower_2sigma": "lower_2sigma",
    "upper_2sigma": "upper_2sigma",
}


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a reference table."""
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def vectors() -> dict[str, Any]:
    """Return the reference rule vectors."""
    return json.loads((REFERENCE / "spc_rule_vectors.json").read_text(encoding="utf-8"))


@beside
def test_the_published_limits_and_flags_come_out() -> None:
    series = {name: list(found) for name, found in groupby(table("spc_series.csv"), lambda row: row["dataset_id"])}
    for case in table("spc_limits.csv"):
        multiplier = 3 / 1.128 if case["dataset_id"] == "PBI_I" else spc.MULTIPLIER
        rules = spc.variant("r", screen=case["screen_outliers"] == "1", direction="increase", multiplier=multiplier)
        points = series[case["dataset_id"]]
        chart = spc.judge([float(row["value"]) for row in points], rules)
        for printed, ours in PRINTED.items():
            places = len(case[printed].partition(".")[2])
            assert round(getattr(chart.points[0].limits, ours), places) == float(case[printed]), (case, printed)
        assert [(p.flag_rule, p.point_type) for p in chart.points] == [
            (row["flag_rule"], row["point_type"]) for row in points
        ]


@beside
def test_the_rule_vectors_come_out() -> None:
    given = vectors()
    for case in given["shift_seven"]:
        assert [abs(side) for side in spc.shifts(case["relative"], 7)] == case["expected_member"], case
    for case in given["trend_seven"]:
        assert [abs(side) for side in spc.trends(case["values"], 7)] == case["expected_member"], case
    for case in given["two_in_three"]:
        near = [each * side for each, side in zip(case["near"], case["relative"], strict=True)]
        assert [abs(side) for side in spc.two_in_three(near, case["relative"])] == case["expected_member"], case
    for case in given["assurance"]:
        point = spc.Point(1, spc.Limits(2, case["lpl"], case["upl"], 0, 0), "common_cause", "common_cause")
        rules = spc.Rules(direction=case["direction"], target=case["target"])
        assert spc.assurance([point], rules) == case["expected"], case


def test_two_in_three_by_variant() -> None:
    limits = spc.Limits(0, -3, 3, -2, 2)
    values = [0.5, 2.5, 3.5, 0.4]
    assert spc.flags_of(values, limits, spc.variant("nhs"))[1] == "two_in_three_high"
    assert spc.flags_of(values, limits, spc.variant("r"))[1] == "common_cause"


def test_a_gap_parts_runs_and_moving_ranges() -> None:
    values: list[float | None] = [1, 2, 3, 4, None, 5, 6, 7]
    chart = spc.judge(values, spc.Rules())
    assert (chart.points[0].limits.mean, chart.points[0].limits.upper) == (4, 4 + 2.66)
    assert [point.flag_rule for point in chart.points] == [
        "below_lpl", "two_in_three_low", "common_cause", "common_cause", None,
        "common_cause", "two_in_three_high", "above_upl",
    ]  # fmt: skip


def test_no_limits_under_five_points_and_trial_limits_under_twelve() -> None:
    assert spc.judge([1, 2, 3, 4], spc.Rules()).variation is None
    assert spc.judge([1, 2, 1, 2, 1], spc.Rules()).points[0].limits.trial
    assert not spc.judge([1, 2] * 6, spc.Rules()).points[0].limits.trial


def test_a_rebase_starts_new_limits_and_assurance_reads_the_latest() -> None:
    values = [10, 11] * 6 + [30, 31] * 6
    plain, rebased = (
        spc.judge(values, spc.Rules()),
        spc.judge(values, spc.Rules(direction="increase", target=20, rebase=(12,))),
    )
    assert {point.flag_rule for point in rebased.points} == {"common_cause"}
    assert "common_cause" not in {plain.points[0].flag_rule, plain.points[-1].flag_rule}
    assert rebased.assurance == "consistent_pass"


def drawn(draw: random.Random) -> tuple[list[float | None], spc_oracle.Asked]:
    """Return a series of few decimals, so that ties with the mean and between neighbours happen, and what is asked."""
    places, drift, spread = draw.choice([0, 0, 1, 1, 2]), draw.choice([0, 0, 0.2, 0.4, -0.3]), draw.choice([0, 0.3, 2])
    count = draw.randint(0, 60)
    steps = draw.choice([0, 0, 3, -4])
    values: list[float | None] = [
        round(20.1 + drift * place + (steps if place > count / 2 else 0) + draw.gauss(0, spread), places)
        for place in range(count)
    ]
    if draw.random() < 0.2:
        values = sorted(value for value in values if value is not None)[:: draw.choice([1, -1])]
    if draw.random() < 0.3:
        values = [None if draw.random() < draw.choice([0.05, 0.5]) else value for value in values]
    known = [value for value in values if value is not None]
    return values, spc_oracle.Asked(
        better=draw.choice([1, -1, 0]), screen=draw.random() < 0.3, trend=draw.choice([5, 6, 7, 7, 9]),
        target=draw.choice([None, 20.0, 20.1, *known[:1], round(draw.gauss(20, 8), 1)]),
        beyond_three_counts=draw.random() < 0.7, fix_after=draw.choice([None, None, None, 4, 5, 12, 20]),
        rebase=tuple(draw.sample(range(max(count, 1)), min(count, draw.choice([0, 0, 1, 2])))),
    )  # fmt: skip


def rules_of(asked: spc_oracle.Asked) -> spc.Rules:
    """Return what was asked in the words of the product."""
    return spc.Rules(
        direction={1: "increase", -1: "decrease", 0: "neutral"}[asked.better], target=asked.target,
        screen=asked.screen, trend=asked.trend, beyond_limits_count=asked.beyond_three_counts,
        fix_after=asked.fix_after, rebase=asked.rebase,
    )  # fmt: skip


def test_a_second_implementation_agrees_on_random_series() -> None:
    draw, met = random.Random(4), set()
    for _ in range(2000):
        values, asked = drawn(draw)
        chart, expected = spc.judge(values, rules_of(asked)), spc_oracle.rows(values, asked)
        said = (values, asked)
        assert [each.flag_rule for each in chart.points] == [each["flag"] for each in expected], said
        assert [each.point_type for each in chart.points] == [each["type"] for each in expected], said
        for held, theirs in {each.limits: row for each, row in zip(chart.points, expected, strict=True)}.items():
            lines = (held.mean, held.lower, held.upper, held.lower_2sigma, held.upper_2sigma)
            assert lines == (
                pytest.approx([float(each) for each in theirs["limits"]]) if theirs["limits"] else (None,) * 5
            )
            assert held.trial == theirs.get("trial", False), said
        assert chart.variation == spc_oracle.variation(expected, asked.better), said
        assert chart.assurance == spc_oracle.assurance(expected, asked), said
        met |= {chart.variation, chart.assurance, *(each.flag_rule for each in chart.points)}
    assert len(met - {None}) == 7 + 3 + 8


def test_months_that_do_not_vary_carry_no_signal() -> None:
    for value in (70.1, 0.1, 33.3, 100 / 3, 44.4):
        chart = spc.judge([value] * 24, spc.Rules(direction="increase", target=value))
        assert {point.flag_rule for point in chart.points} == {"common_cause"}, value
        assert chart.assurance == "inconsistent"


def test_the_command_prints_one_row_a_point(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "own.csv"
    lines = [f"A,2024-{month:02},{value}" for month, value in enumerate([5, 6, 5, 6, 5, "", 30, 6], 1)]
    file.write_text("\n".join(["series,point,value", *lines, "=B,1,2"]) + "\n", encoding="utf-8")
    found = rows(capsys, "spc", file, "--direction", "decrease", "--target", "100")
    assert list(found[0]) == ["series", "point", "value", "mean", "lpl", "upl", "lower_2sigma", "upper_2sigma",
                              "flag_rule", "point_type", "variation", "assurance"]  # fmt: skip
    assert [row["value"] for row in found if row["series"] == "A"][5] == ""
    assert {row["assurance"] for row in found if row["series"] == "A"} == {"consistent_pass"}
    assert (found[-1]["series"], found[-1]["mean"]) == ("'=B", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("series,point\nA,1\n", 'no column "value"'),
        ("series,point,value\nA,1,3\nA,2,many\n", 'line 3, value: "many" is not a number'),
        ("series,point,value\nA,1,inf\n", "is not a number"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.csv"
    file.write_text(text, encoding="utf-8")
    assert said in refused(capsys, "spc", file)


def test_an_unknown_point_to_rebase_at_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "own.csv"
    file.write_text("series,point,value\nA,1,3\nA,2,4\n", encoding="utf-8")
    assert 'no point is called "9"' in refused(capsys, "spc", file, "--rebase", "9")
