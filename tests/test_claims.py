"""Proves when a claim holds, does not hold or cannot be said, and that no rise or fall holds on noise."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest
from small_series import AREA, cell, reading, series

from workforce.claims import CANNOT, FAILS, HOLDS, Claim, Said, check, restated
from workforce.series import Reading
from workforce.settings import ControlCharts, Rebase, Target

LATER = date(2024, 9, 1)
STEADY = [40.0, 44.0] * 12
RISEN = [30.0, 31.0] * 6 + [69.0, 70.0] * 6
FALLEN = RISEN[::-1]


def claim(direction: str, earlier: date | None = date(2022, 10, 1), **more: Any) -> Claim:
    """Return a claim about the permanent share up to September 2024."""
    return Claim(
        **({"measure": "permanent_share", "later": LATER, "level": "authority", "area": AREA} | more),
        direction=direction, earlier=earlier,
    )  # fmt: skip


def verdict(direction: str, values: list, earlier: date | None = date(2022, 10, 1), **more: Any) -> tuple[str, str]:
    """Return word and reason on a series with these values, the last in September 2024."""
    measure, said = more.pop("measure", "permanent_share"), more.pop("said", ())
    found = check(claim(direction, earlier, measure=measure, said=said), reading(series(measure, values), **more))
    return found.word, found.reason


@pytest.mark.parametrize(
    ("direction", "values", "word", "reason"),
    [
        ("rose", RISEN, HOLDS, "It rose from 30.0% to 70.0%; the higher level since October 2023 is more than"),
        ("fell", FALLEN, HOLDS, "It fell from 70.0% to 30.0%"),
        ("fell", RISEN, FAILS, "It was 30.0% in October 2022 and is 70.0% in September 2024: higher, not lower."),
        ("rose", FALLEN, FAILS, "lower, not higher."),
        ("rose", [*STEADY[:-1], 40.0], FAILS, "It is 40.0% in both months."),
        ("rose", STEADY, CANNOT, "but it is no more than month-to-month variation."),
        ("improved", RISEN, HOLDS, "It rose"),
        ("worsened", FALLEN, HOLDS, "It fell"),
        ("worsened", RISEN, FAILS, "higher, not lower"),
        ("same", STEADY, HOLDS, "no month from one to the other is more than month-to-month variation"),
        ("same", RISEN, FAILS, "the higher level since October 2023 is more than month-to-month variation"),
    ],
)
def test_a_movement_is_judged_by_its_figures_and_by_process_control(
    direction: str, values: list, word: str, reason: str
) -> None:
    said, why = verdict(direction, values)
    assert said == word
    assert reason in why


def test_a_signal_that_began_before_the_earlier_month_bears_nothing_out() -> None:
    values = [*RISEN[:-1], 71.0]
    word, reason = verdict("rose", values, date(2024, 1, 1))
    assert (word, "the signal began in October 2023, not after January 2024" in reason) == (CANNOT, True)
    assert verdict("same", values, date(2024, 1, 1))[0] == CANNOT


def test_a_signal_the_other_way_bears_nothing_out() -> None:
    word, reason = verdict("rose", [60.0, 61.0] * 6 + [10.0] + [31.0, 30.0] * 6, date(2023, 9, 1))
    assert (word, "the latest signal goes the other way" in reason) == (CANNOT, True)


def test_a_signal_between_the_months_keeps_no_change_from_being_said() -> None:
    word, reason = verdict("same", [40.0, 44.0] * 6 + [90.0] + [40.0, 44.0] * 6)
    assert (word, "September 2023 carries a signal" in reason) == (CANNOT, True)


def test_limits_that_started_anew_keep_no_change_from_being_said() -> None:
    rebases = (Rebase("permanent_share", date(2023, 10, 1), "Restructure", "Director"),)
    word, reason = verdict("same", RISEN, rebases=rebases)
    assert (word, "the limits started anew in October 2023" in reason) == (CANNOT, True)
    word, reason = verdict("rose", RISEN, rebases=rebases)
    assert (word, "by the limits that started anew in October 2023" in reason) == (CANNOT, True)


@pytest.mark.parametrize("direction", ["rose", "same"])
@pytest.mark.parametrize(
    ("measure", "values", "earlier", "reason"),
    [
        ("permanent_share", [30.0, 40.0, 50.0, 60.0], date(2024, 6, 1), "fewer than five months have a figure"),
        ("starters", [0.0, 1.0, 2.0] * 8, date(2022, 10, 1), "fewer than two a month"),
        ("continuity", RISEN, date(2022, 10, 1), "no monthly figure beside it"),
    ],
)
def test_what_is_not_judged_cannot_be_said(
    direction: str, measure: str, values: list, earlier: date, reason: str
) -> None:
    word, why = verdict(direction, values, earlier, measure=measure)
    assert (word, reason in why) == (CANNOT, True)


def test_a_12_month_figure_is_judged_by_its_monthly_companion() -> None:
    ask = claim("rose", measure="starters_12m")
    rising, steady = (series("starters", values) for values in ([2.0, 3.0] * 6 + [9.0, 10.0] * 6, [5.0, 6.0] * 12))
    whole = series("starters_12m", [float(30 + month) for month in range(24)])
    assert check(ask, reading(whole, companion=rising)).word == HOLDS
    found = check(ask, reading(whole, companion=steady))
    assert found.word == CANNOT
    assert "judged by the month, it is no more than month-to-month variation" in found.reason
    assert check(claim("same", measure="starters_12m"), reading(whole, companion=steady)).word == HOLDS
    rare = series("starters", [0.0, 1.0] * 12)
    assert "fewer than two a month" in check(ask, reading(whole, companion=rare)).reason


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("z", "There was nobody to count in October 2022."),
        ("c", "The figure for October 2022 is suppressed."),
        ("not_supplied", "It is not supplied: the extracts do not hold what it is counted from."),
        ("x", "There is no figure for October 2022: what it is counted from was blank, or not yet recorded."),
        ("u", "The figure for October 2022 is low reliability."),
    ],
)
@pytest.mark.parametrize("direction", ["rose", "fell", "same", "improved"])
def test_a_month_without_a_figure_cannot_be_said_and_says_why(status: str, reason: str, direction: str) -> None:
    parts = [cell("permanent_share", date(2022, 10, 1), None, status=status)]
    whole = series("permanent_share", RISEN[1:], parts)
    found = check(claim(direction), reading(replace(whole, points=whole.points.sort("month"))))
    assert (found.word, found.reason) == (CANNOT, reason)


@pytest.mark.parametrize(
    ("earlier", "later", "reason"),
    [
        (date(2019, 1, 1), LATER, "January 2019 is not shown in this snapshot."),
        (date(2022, 10, 1), date(2031, 3, 1), "March 2031 is not shown in this snapshot."),
        (None, LATER, "No earlier month is given to compare with."),
        (LATER, LATER, "The earlier month must lie before the later one."),
    ],
)
def test_a_month_that_is_not_shown_cannot_be_said(earlier: date | None, later: date, reason: str) -> None:
    found = check(claim("rose", earlier, later=later), reading(series("permanent_share", RISEN)))
    assert (found.word, found.reason) == (CANNOT, reason)


def test_a_part_month_cannot_be_said() -> None:
    whole = series("permanent_share", RISEN)
    is_last = pl.col("month") == LATER
    cut = whole.points.with_columns(
        is_last.alias("is_partial"),
        pl.when(is_last).then(date(2024, 9, 12)).otherwise(pl.col("as_at")).alias("as_at"),
    )
    found = check(claim("rose"), reading(replace(whole, points=cut), date(2024, 9, 12)))
    assert found.word == CANNOT
    assert "September 2024 is a part month, which ends on 12 September 2024" in found.reason


def test_neither_way_is_better_where_the_catalogue_says_neither() -> None:
    found = check(claim("improved", measure="open_cases"), reading(series("open_cases", RISEN)))
    assert (found.word, "Neither a higher nor a lower figure is better" in found.reason) == (CANNOT, True)


@pytest.mark.parametrize(
    ("target", "measure", "word", "reason"),
    [
        (50.0, "permanent_share", HOLDS, "met in that month; not consistently"),
        (5.0, "permanent_share", HOLDS, "is consistently met."),
        (
            80.0,
            "permanent_share",
            FAILS,
            "It is 70.0% in September 2024, and the target of 80.0% in force since 1 January",
        ),
        (75.0, "agency_rate", HOLDS, "is consistently met"),
        (60.0, "agency_rate", FAILS, "missed"),
        (60.0, "open_cases", CANNOT, "no good direction"),
    ],
)
def test_a_target_is_met_by_the_figure_and_consistently_by_the_limits(
    target: float, measure: str, word: str, reason: str
) -> None:
    values = [50.0 + month % 2 for month in range(23)] + [70.0] if measure == "permanent_share" else RISEN
    found = verdict("target", values, None, measure=measure, targets=(Target(measure, target, date(2024, 1, 1)),))
    assert found[0] == word
    assert reason in found[1]


def test_a_target_is_the_one_in_force_at_the_later_month() -> None:
    targets = (Target("permanent_share", 60.0, date(2023, 1, 1)), Target("permanent_share", 80.0, date(2024, 10, 1)))
    assert verdict("target", RISEN, None, targets=targets)[0] == HOLDS
    assert verdict("target", RISEN, None, targets=targets[1:]) == (
        CANNOT, "No target is in force for it in September 2024.",
    )  # fmt: skip
    few = (Target("permanent_share", 60.0, date(2023, 1, 1)),)
    assert "whether consistently is not judged" in verdict("target", RISEN[-4:], None, targets=few)[1]


def said(earlier: float, later: float, relation: str = "is", places: int = 0) -> tuple[Said, ...]:
    """Return the two figures of a claim."""
    return (Said("earlier", "is", earlier, places), Said("later", relation, later, places))


def test_a_figure_near_ours_is_named_and_decides_nothing() -> None:
    ask = claim("rose", said=said(30.0, 70.0))
    assert restated(ask).startswith("Permanent share rose from 30% to 70% between October 2022 and September 2024")
    values = [30.5, *RISEN[1:]]
    found = check(ask, reading(series("permanent_share", values)))
    assert found.word == HOLDS
    assert found.differences == ("You said 30%; it was 30.5% at 31 October 2022.",)


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        (said(30.0, 90.0), "You said 90%; it is 70.0% at 30 September 2024."),
        (said(28.9, 70.0, places=1), "You said 28.9%; it was 30.0% at 31 October 2022."),
        (said(30.0, 70.0, "above"), "You said above 70%; it is 70.0%"),
        (said(30.0, 70.0, "below"), "You said below 70%; it is 70.0%"),
        (said(30.0, 100.0, "least"), "You said at least 100%; it is 70.0%"),
    ],
)
def test_a_figure_that_ours_contradicts_makes_the_claim_false(figures: tuple[Said, ...], reason: str) -> None:
    word, why = verdict("rose", RISEN, said=figures)
    assert word == FAILS
    assert reason in why and "Without the figures said, the claim holds: it rose" in why


def test_the_evidence_is_both_figures_and_the_sentence() -> None:
    found = check(claim("rose"), reading(series("permanent_share", RISEN)))
    assert found.evidence[:2] == (
        "31 October 2022: 30.0% (30 of 100 FTE).",
        "30 September 2024: 70.0% (70 of 100 FTE).",
    )
    assert found.evidence[2].startswith("Permanent share is 70.0%")


MEASURES = ("permanent_share", "agency_rate", "starters", "continuity", "open_cases", "starters_12m")


def random_reading(dice: random.Random) -> tuple[str, Reading]:
    """Return a measure with a series of random length, gaps, drift and steps, judged by either setting."""
    measure, length = dice.choice(MEASURES), dice.randint(1, 30)
    drift, step = dice.choice([0, 0, dice.gauss(0, 1)]), dice.choice([0, 0, dice.gauss(0, 15)])
    begins = dice.randrange(length)

    def values() -> list[float | None]:
        drawn = [40 + drift * month + (step if month >= begins else 0) + dice.gauss(0, 4) for month in range(length)]
        return [None if dice.random() < 0.05 else round(max(value, 0), dice.choice([0, 1])) for value in drawn]

    beside = series("starters", values()) if measure == "starters_12m" and dice.random() < 0.8 else None
    charts = ControlCharts(variant=dice.choice(["nhs", "r"]))
    return measure, reading(series(measure, values()), companion=beside, control_charts=charts)


def test_no_rise_or_fall_holds_on_common_cause_or_unjudged() -> None:
    dice, held = random.Random(20240930), 0
    for _ in range(1000):
        measure, found = random_reading(dice)
        for point in dice.sample(found.points, min(6, len(found.points))):
            asked = {
                each: check(claim(each, point.cell["month"], measure=measure), found).word
                for each in ("rose", "fell", "same")
            }
            judge = found.companion if found.series.measure.window == "12 months" else found
            moved = [each for each in ("rose", "fell") if asked[each] == HOLDS]
            if judge is None or judge.unjudged or judge.variation == "common_cause":
                assert moved == []
            if moved:
                held += 1
                assert asked[{"rose": "fell", "fell": "rose"}[moved[0]]] == FAILS
                assert asked["same"] == FAILS
    assert held > 100
