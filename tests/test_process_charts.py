"""Proves that a control chart draws what its reading says: limits, flags by shape, trial limits, new limits."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from small_series import reading, series

from workforce.charts import DARK, LIGHT, MARKS, Palette, over_time, process_key
from workforce.charts.over_time import SYMBOLS
from workforce.comparison import Published
from workforce.series import Reading
from workforce.settings import Rebase, Target

LINES = ("mean", "lower limit", "upper limit")
STEP = [30.0, 31.0] * 6 + [69.0, 70.0] * 6
REBASE = Rebase("permanent_share", date(2023, 10, 1), "Restructure", "Director")


def drawn(found: Reading, name: str, palette: Palette = LIGHT) -> list[Any]:
    """Return the traces of that name in the reading's chart."""
    return [trace for trace in over_time(found, palette).data if trace.name == name]


def labels(found: Reading) -> list[str]:
    """Return the texts beside and in the chart."""
    return [note.text for note in over_time(found, LIGHT).layout.annotations]


def test_a_judged_series_has_its_mean_and_limits_as_lines() -> None:
    found = reading(series("permanent_share", [40.0, 44.0] * 12))
    heights = [drawn(found, name)[0].y[0] for name in LINES]
    assert heights == [found.limits.mean, found.limits.lower, found.limits.upper]
    assert [drawn(found, name)[0].line.dash for name in LINES] == ["solid"] * 3
    assert {"Mean", "Lower limit", "Upper limit"} <= set(labels(found))


@pytest.mark.parametrize(("measure", "values"), [("permanent_share", [40.0] * 4), ("leavers_12m", [9.0, 4.0] * 12)])
def test_what_is_not_judged_has_its_line_only(measure: str, values: list[float]) -> None:
    found = reading(series(measure, values))
    assert found.unjudged
    assert not [trace for name in LINES for trace in drawn(found, name)]
    assert process_key(found) == ""
    assert over_time(found, LIGHT).data[0].line.color == LIGHT.focus


@pytest.mark.parametrize(
    ("measure", "values", "lower", "upper"),
    [
        ("agency_rate", [1.0, 9.0] * 12, 0.0, 5 + 2.66 * 8),
        ("permanent_share", [91.0, 99.0] * 12, 95 - 2.66 * 8, 100.0),
        ("average_caseload", [95.0, 99.0] * 12, 97 - 2.66 * 4, 97 + 2.66 * 4),
        ("net_flow", [1.0, 9.0] * 12, 5 - 2.66 * 8, 5 + 2.66 * 8),
    ],
)
def test_limits_are_clipped_in_the_drawing_and_never_in_the_test(
    measure: str, values: list[float], lower: float, upper: float
) -> None:
    found = reading(series(measure, values))
    assert drawn(found, "lower limit")[0].y[0] == pytest.approx(lower)
    assert drawn(found, "upper limit")[0].y[0] == pytest.approx(upper)
    middle, spread = sum(values) / len(values), 2.66 * (max(values) - min(values))
    assert found.limits.lower == pytest.approx(middle - spread)
    assert found.limits.upper == pytest.approx(middle + spread)
    low, top = over_time(found, LIGHT).layout.yaxis.range
    assert low <= lower and top >= upper


def test_the_axis_holds_the_target_and_the_limits() -> None:
    target = Target("agency_rate", 90.0, date(2024, 1, 1))
    low, top = over_time(reading(series("agency_rate", [1.0, 9.0] * 12), targets=(target,)), LIGHT).layout.yaxis.range
    assert low == 0 and top > 90


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize(
    ("measure", "kinds"),
    [("permanent_share", ("concern", "improvement")), ("agency_rate", ("improvement", "concern")),
     ("open_cases", ("neutral", "neutral"))],
)  # fmt: skip
def test_flagged_months_have_the_shape_and_colour_of_what_they_mean(
    measure: str, kinds: tuple[str, str], palette: Palette
) -> None:
    found = reading(series(measure, STEP))
    for kind, months in zip(kinds, (found.points[:12], found.points[12:]), strict=True):
        (marks,) = drawn(found, MARKS[kind].name, palette)
        assert {point.cell["as_at"] for point in months} <= set(marks.x)
        assert (marks.marker.symbol, marks.marker.color) == (MARKS[kind].symbol, getattr(palette, kind))
        assert MARKS[kind].sign in process_key(found)


def test_no_two_states_nor_a_peer_share_a_shape_or_a_colour() -> None:
    shapes = [mark.symbol for mark in MARKS.values() if mark.symbol]
    assert len({*shapes, *SYMBOLS, "circle-open"}) == len(shapes) + len(SYMBOLS) + 1
    assert len({mark.sign for mark in MARKS.values()}) == len(MARKS)
    assert len({LIGHT.improvement, LIGHT.concern, LIGHT.neutral}) == 3


def test_a_month_of_usual_variation_has_no_mark_and_a_gap_stays_a_gap() -> None:
    values = [40.0, 44.0] * 6 + [None] + [40.0, 44.0] * 6
    found = reading(series("permanent_share", values))
    assert not [trace for mark in MARKS.values() for trace in drawn(found, mark.name)]
    line = over_time(found, LIGHT).data[0]
    assert line.y[12] is None and not line.connectgaps


def test_the_rule_stands_at_each_flagged_month() -> None:
    (marks,) = drawn(reading(series("permanent_share", [40.0, 44.0] * 12 + [99.0])), "improvement")
    assert list(marks.customdata) == ["above the upper limit"]
    assert list(marks.y) == [99.0]


def test_trial_limits_are_dotted_and_named() -> None:
    found = reading(series("permanent_share", [40.0, 44.0] * 4))
    assert {drawn(found, name)[0].line.dash for name in LINES} == {"dot"}
    assert {"Trial upper limit", "Trial lower limit"} <= set(labels(found))
    assert "trial limits" in process_key(found)


def test_new_limits_are_a_step_with_a_mark_and_the_plain_view_has_none() -> None:
    found = reading(series("permanent_share", STEP), rebases=(REBASE,))
    before, after = drawn(found, "mean")
    assert (before.y[0], after.y[0]) == (30.5, 69.5)
    assert before.x[1] == after.x[0] and date(2023, 9, 30) < after.x[0] < date(2023, 10, 31)
    assert "New limits" in labels(found)
    plain = reading(series("permanent_share", STEP), rebases=(REBASE,), rebase=False)
    assert [trace.y[0] for trace in drawn(plain, "mean")] == [50.0]
    assert "New limits" not in labels(plain)


def test_a_short_time_axis_names_fewer_dates() -> None:
    counts = [
        over_time(reading(series("agency_rate", [20.0] * each)), LIGHT).layout.xaxis.nticks for each in (9, 30, 60)
    ]
    assert counts == [4, 5, 8]


def test_the_labels_at_the_end_never_touch() -> None:
    england = Published("England", "england", (date(2024, 9, 30),), (42.0,), "2025", None, "the census")
    target = Target("permanent_share", 42.5, date(2024, 1, 1))
    found = reading(series("permanent_share", [42.0, 43.0] * 12), comparison=[england], targets=(target,))
    figure = over_time(found, LIGHT)
    heights = sorted(note.y for note in figure.layout.annotations if note.xref == "paper")
    low, top = figure.layout.yaxis.range
    assert len(heights) == 6
    assert min(after - before for before, after in pairwise(heights)) >= (top - low) / 20
