"""Proves the range expected of an area against numbers worked by hand, and which figures have none."""

import pytest

from workforce import funnel
from workforce.catalogue import MEASURES
from workforce.charts import LIGHT, Bar, ranked
from workforce.ui.splits import OUTSIDE, bars_of, in_range


def test_half_of_36_people_lies_between_a_quarter_and_three_quarters() -> None:
    # 3 x sqrt(0.5 x 0.5 / 36) = 3 x 0.5 / 6 = 0.25
    assert funnel.of_share(0.5, 36) == funnel.Range(0.25, 0.75)


def test_sixteen_cases_per_fte_over_4_fte_lie_between_10_and_22() -> None:
    # 3 x sqrt(16 / 4) = 6
    assert funnel.of_count(16.0, 4.0) == funnel.Range(10.0, 22.0)


def test_a_share_in_per_cent_is_set_against_its_people_and_not_its_fte() -> None:
    # p = 0.8, n = 16: 3 x sqrt(0.8 x 0.2 / 16) = 0.3; the FTE of 9 would give 0.4
    found = funnel.expected(MEASURES["permanent_share"], 80.0, 16, 9.0)
    assert found is not None
    assert (found.lower, found.upper) == pytest.approx((50.0, 110.0))
    assert found.drawn(100.0) == pytest.approx((50.0, 100.0))
    assert found.holds(105.0), "the drawing is clipped, the test is not"


def test_the_edge_is_inside_and_beyond_it_is_outside() -> None:
    found = funnel.Range(0.25, 0.75)
    assert found.holds(0.25) and found.holds(0.75)
    assert not found.holds(0.2499) and not found.holds(0.7501)


def test_a_smaller_area_has_a_wider_range() -> None:
    small, large = funnel.of_share(0.3, 5), funnel.of_share(0.3, 50)
    assert small is not None and large is not None
    assert small.lower < large.lower < large.upper < small.upper


@pytest.mark.parametrize("measure", ["median_cases_per_fte", "continuity", "sickness_absence_rate", "in_post_fte",
                                     "weighted_caseload", "average_daily_caseload", "turnover_rate"])  # fmt: skip
def test_medians_days_weights_and_counts_have_no_range(measure: str) -> None:
    assert funnel.expected(MEASURES[measure], 10.0, 20, 20.0) is None
    assert funnel.how(MEASURES[measure]) == ""


def test_nobody_has_no_range() -> None:
    assert funnel.of_share(0.5, 0) is None
    assert funnel.of_count(16.0, 0.0) is None


def test_an_area_outside_says_so_at_its_bar_and_the_range_is_drawn() -> None:
    def area(name: str, cases: float) -> dict:
        return {"area": name, "value": cases / 4, "numerator": cases, "denominator": 4.0, "n": 4, "status": "ok"}

    whole = {"value": 16.0}
    cells = in_range(MEASURES["average_caseload"], [area("Elm", 88.0), area("Ash", 89.0)], whole)
    bars = bars_of("average_caseload", [(cell["area"], cell) for cell in cells], None)
    assert [bar.remark for bar in bars] == ["", OUTSIDE]
    assert bars[0].expected == (10.0, 22.0)
    assert [note.text for note in ranked(bars, LIGHT).layout.annotations].count(OUTSIDE) == 1
    ranges = [shape for shape in ranked(bars, LIGHT).layout.shapes if shape.name == "expected"]
    assert [(shape.x0, shape.x1) for shape in ranges] == [(10.0, 22.0)] * 2
    assert ranked(bars, LIGHT).layout.xaxis.range[1] >= 22.25
    assert not ranked([Bar("Elm", 1.0, "1")], LIGHT).layout.shapes
