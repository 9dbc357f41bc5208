"""Proves that a reading holds limits, rebases, targets and sentence as its months bear them out, and no more."""

from datetime import date

import pytest
from small_series import months, reading, series

from workforce.settings import ControlCharts, Event, Rebase, Target

NOW = date(2024, 9, 30)
STEP = [30.0, 31.0] * 6 + [69.0, 70.0] * 6
CHANGED = date(2023, 10, 1)


def signed(measure: str = "permanent_share", day: date = CHANGED) -> tuple[Rebase, ...]:
    """Return one rebase with its note and signature."""
    return (Rebase(measure, day, "Restructure", "Director"),)


def test_a_steady_series_is_judged_and_claims_nothing() -> None:
    found = reading(series("permanent_share", [40.0, 44.0] * 12 + [44.0]))
    assert (found.variation, found.signed, found.since) == ("common_cause", 0, None)
    assert found.sentence == (
        "Permanent share is 44.0% (44 of 100 FTE); it was 40.0% a year ago; it varies from month to month no more "
        "than usual."
    )


def test_a_shift_is_claimed_with_the_month_it_began() -> None:
    found = reading(series("permanent_share", STEP), targets=(Target("permanent_share", 75.0, date(2024, 1, 1)),))
    assert (found.variation, found.since) == ("improvement_high", date(2023, 10, 31))
    assert found.sentence == (
        "Permanent share is 70.0% (70 of 100 FTE), up from 31.0% a year ago; the higher level since October 2023 is "
        "more than month-to-month variation, an improvement; the target of 75.0% is consistently missed."
    )


def test_a_rise_since_a_month_after_the_signal_began_is_not_claimed() -> None:
    found = reading(series("permanent_share", STEP))
    assert found.claims(date(2023, 9, 1)) == 1
    assert found.claims(date(2023, 10, 1)) == 0


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([50.0] * 4, "fewer than five months"),
        ([50.0, None, 50.0, None, 51.0, None, 50.0, None, 50.0, None, 50.0], "fewer than five months"),
        ([50.0] * 12 + [None], "latest whole month has no figure"),
    ],
)
def test_too_little_is_not_judged_and_says_why(values: list, reason: str) -> None:
    found = reading(series("permanent_share", values))
    assert found.variation is None and reason in found.unjudged
    if found.now and found.now["value"] is not None:
        assert reason in found.sentence


def test_under_twelve_months_says_trial_limits() -> None:
    assert "(trial limits, from 8 months)" in reading(series("permanent_share", [40.0, 44.0] * 4)).sentence


def test_a_12_month_figure_has_no_limits_and_speaks_through_its_month() -> None:
    turnover = series("turnover_rate_headcount", [20.0] * 12 + [12.0] * 12)
    found = reading(turnover, companion=series("leavers", [9.0, 8.0] * 6 + [2.0, 3.0] * 6))
    assert found.limits.mean is None and found.variation is None
    assert found.sentence == (
        "Turnover by headcount is 12.0% (12 of 100 people), down from 20.0% a year ago; judged by the month "
        "(leavers), the lower level since October 2023 is more than month-to-month variation, an improvement."
    )


def test_a_part_month_enters_no_limit() -> None:
    values = [40.0, 44.0] * 12
    whole = series("permanent_share", [*values, 90.0])
    cut = whole.points.with_columns(is_partial=whole.points["as_at"] == NOW)
    found = reading(type(whole)(whole.measure, whole.area, cut, whole.parts))
    assert found.variation == "common_cause"
    assert found.limits.mean == 42.0
    assert "part month" in found.sentence


def test_a_target_is_a_step_and_never_rewrites_the_past() -> None:
    first = Target("permanent_share", 60.0, date(2023, 1, 1))
    later = Target("permanent_share", 80.0, date(2024, 4, 15))
    found = reading(series("permanent_share", STEP), targets=(later, first))
    steps = [(point.cell["as_at"], point.target) for point in found.points]
    assert steps[2] == (date(2022, 12, 31), None)
    assert steps[3] == (date(2023, 1, 31), 60.0)
    assert steps[-7:-4] == [(date(2024, 3, 31), 60.0), (date(2024, 4, 30), 80.0), (date(2024, 5, 31), 80.0)]


def test_a_rare_count_has_no_limits() -> None:
    found = reading(series("starters", [0.0, 1.0, 2.0] * 8))
    assert "fewer than two a month" in found.unjudged


def test_a_signed_change_that_a_shift_bears_out_starts_limits_anew() -> None:
    found = reading(series("permanent_share", STEP), rebases=signed())
    assert [each.start for each in found.rebases] == [12]
    assert (found.points[0].judged.limits.mean, found.limits.mean) == (30.5, 69.5)
    assert found.variation == "common_cause"
    plain = reading(series("permanent_share", STEP), rebases=signed(), rebase=False)
    assert plain.rebases == () and plain.limits.mean == 50.0


@pytest.mark.parametrize(
    ("measure", "values", "day", "reason"),
    [
        ("permanent_share", STEP, date(2024, 6, 1), "fewer than 7 months lie after it"),
        ("permanent_share", STEP, date(2022, 12, 1), "fewer than five months lie before it"),
        ("permanent_share", STEP, date(2021, 1, 1), "no month shown lies before it"),
        ("permanent_share", [40.0, 44.0] * 12, CHANGED, "do not all lie on one side"),
        ("agency_rate", STEP, CHANGED, "never start anew at a deterioration"),
    ],
)
def test_a_rebase_that_is_not_borne_out_is_refused_with_its_reason(
    measure: str, values: list, day: date, reason: str
) -> None:
    found = reading(series(measure, values), rebases=signed(measure, day))
    assert [each.start for each in found.rebases] == [None]
    assert reason in found.rebases[0].refused


def test_the_r_setting_screens_the_moving_ranges() -> None:
    values = [1.0, 2.0, 1.0, 2.0, 10.0] + [1.0, 2.0] * 7
    both = [
        reading(series("average_caseload", values), control_charts=ControlCharts(variant=name)).limits.upper
        for name in ("nhs", "r")
    ]
    assert both[0] > both[1]


def test_events_keep_their_number_and_only_those_in_the_months_shown_are_there() -> None:
    events = (Event(date(2010, 1, 1), "Long ago"), Event(date(2024, 3, 1), "Now"), Event(date(2030, 1, 1), "Later"))
    found = reading(series("permanent_share", STEP), events=events)
    assert [(number, event.title) for number, event in found.events] == [(2, "Now")]


def test_the_month_ends_of_the_points_are_those_of_the_series() -> None:
    found = reading(series("permanent_share", STEP))
    assert found.table()["month"].to_list() == months(24)
