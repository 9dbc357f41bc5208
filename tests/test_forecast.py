"""Proves the way to a target: the reference example, guards, known events, and the band by a plain second reading."""

from __future__ import annotations

import json
import random
from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest

from workforce import forecast
from workforce.forecast import Flows, Stock

REFERENCE = Path(__file__).parents[2] / "shared" / "reference-values" / "retention_worked_examples.json"
NOW = Stock(80.0, 20.0)
STEADY = Flows(2.0, 1.2, 0.3, 0.5)


def history(seed: int) -> list[Flows]:
    """Return twelve months of restless flows."""
    chance = random.Random(seed)
    return [
        Flows(*(chance.randint(0, 4) / 2 for _ in range(3)), chance.randint(-2, 4) / 2, chance.randint(0, 2))
        for _ in range(12)
    ]


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference values are not beside the project")
@pytest.mark.parametrize("name", ["forecast", "forecast_never"])
def test_the_reference_example_comes_out(name: str) -> None:
    case = json.loads(REFERENCE.read_text(encoding="utf-8"))[name]
    given = case["inputs"]
    flows = Flows(
        *(given[f"{flow}_per_month"] for flow in ("starters", "leavers", "conversions", "other_agency_exits"))
    )
    stocks = forecast.path(Stock(given["permanent_fte"], given["agency_fte"]), flows)
    assert forecast.months_to(given["target_permanent_share_pct"], stocks) == case["expected"]["months_to_target"]
    if name == "forecast":
        assert round(stocks[12].share or 0, 2) == case["expected"]["share_after_12_pct"]
        assert round(stocks[13].share or 0, 2) == case["expected"]["share_after_13_pct"]


def test_steady_flows_have_a_band_without_width() -> None:
    found = forecast.ahead(NOW, [STEADY] * 12, 90.0)
    assert found.reached == found.earliest == found.latest == 13
    assert found.chance == 100
    for month, stock in zip(found.months, forecast.path(NOW, STEADY), strict=True):
        assert month.lower == pytest.approx(stock.share) == month.upper


def test_the_third_stock_stays_as_it_is_and_lowers_the_share() -> None:
    stocks = forecast.path(Stock(80, 20, 25), STEADY)
    assert stocks[0].share == 64
    assert {stock.other for stock in stocks} == {25}


def test_a_target_already_met_is_reached_now_and_one_out_of_reach_never() -> None:
    assert forecast.ahead(NOW, [STEADY] * 12, 80.0).reached == 0
    never = forecast.ahead(NOW, [Flows(1.0, 1.5, 0.2, -0.2)] * 12, 90.0)
    assert (never.reached, never.earliest, never.latest, never.chance) == (None, None, None, 0)


def test_fewer_than_twelve_months_and_more_than_24_ahead_are_refused() -> None:
    with pytest.raises(ValueError, match="11 months of flows, 12 needed"):
        forecast.ahead(NOW, [STEADY] * 11)
    with pytest.raises(ValueError, match="25 months ahead, at most 24"):
        forecast.path(NOW, STEADY, 25)


def test_only_the_last_twelve_months_count() -> None:
    found = forecast.mean([Flows(99, 99, 99, 99, 99)] * 5 + [STEADY] * 12)
    assert astuple(found) == pytest.approx(astuple(STEADY))


def test_what_is_known_of_a_month_is_counted_first_and_the_average_fills_up() -> None:
    known = [Flows(starters=5.0), Flows(leavers=0.5), Flows(agency_exits=4.0)]
    first, second, third, fourth = forecast.path(NOW, STEADY, 4, known)[1:]
    assert first.permanent == pytest.approx(80 + 5 - 1.2 + 0.3)
    assert second.permanent == pytest.approx(first.permanent + 1.1)
    assert third.agency == pytest.approx(second.agency - 4.3)
    assert fourth.agency == pytest.approx(third.agency - 0.8)


def test_agency_staff_never_fall_below_nobody() -> None:
    assert forecast.path(Stock(80, 1), STEADY, 5)[-1].agency == 0


def test_no_more_agency_staff_convert_than_are_left() -> None:
    one, two, three = forecast.path(Stock(80, 0.5), Flows(conversions=0.3), 3)[1:]
    assert (one.permanent, one.agency) == (pytest.approx(80.3), pytest.approx(0.2))
    assert (two.permanent, two.agency) == (pytest.approx(80.5), 0)
    assert (three.permanent, three.agency) == (pytest.approx(80.5), 0)
    found = forecast.ahead(Stock(80, 0.5, 10), [Flows(conversions=0.3)] * 12)
    assert found.months[24].lower == found.months[24].upper == pytest.approx(100 * 80.5 / 90.5)


def test_the_band_holds_four_fifths_of_runs_drawn_one_by_one() -> None:
    months = history(3)
    now = Stock(160, 60)
    found = forecast.ahead(now, months)
    chance, shares = random.Random(1), []
    for _ in range(4000):
        stock = now
        for _ in range(12):
            stock = forecast.after(stock, chance.choice(months))
        shares.append(stock.share)
    lower, upper = np.quantile(np.array(shares), [0.1, 0.9])
    assert found.months[12].lower == pytest.approx(lower, abs=0.6)
    assert found.months[12].upper == pytest.approx(upper, abs=0.6)
    inside = sum(found.months[12].lower <= share <= found.months[12].upper for share in shares)
    assert 0.74 < inside / len(shares) < 0.86


def test_the_band_is_the_same_every_time() -> None:
    assert forecast.ahead(NOW, history(4), 85.0) == forecast.ahead(NOW, history(4), 85.0)


def test_chosen_flows_move_every_month_of_history_by_the_difference() -> None:
    months = [Flows(3.0, 1.0, 0.5, 0.5), Flows(5.0, 1.0, 0.5, 0.5)] * 6
    chosen = Flows(6.0, 1.0, 0.5, 0.5)
    found = forecast.ahead(NOW, months, chosen=chosen)
    assert found.months[1].stock == forecast.after(NOW, chosen)
    moved = forecast.moved(months, chosen)
    assert {flows.starters for flows in moved} == {5.0, 7.0}
    assert forecast.mean(moved) == chosen


def test_nobody_at_all_has_no_share() -> None:
    found = forecast.ahead(Stock(0, 0), [Flows()] * 12, 50.0)
    assert [month.stock.share for month in found.months] == [None] * 25
    assert (found.reached, found.chance) == (None, 0)
