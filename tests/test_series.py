"""Proves that a shown figure is the cell rounded half up, and that a missing part is never a false zero."""

from datetime import date

import pytest
from small_series import cell, months, series

from workforce.catalogue import MEASURES
from workforce.series import amount, band_order, behind, fraction, month_end, rounded, shown

NOW = date(2024, 9, 30)


@pytest.mark.parametrize(
    ("value", "text"), [(0.25, "0.3"), (2.5, "2.5"), (0.05, "0.1"), (-0.25, "-0.3"), (1234.0, "1,234.0")]
)
def test_figures_round_half_up(value: float, text: str) -> None:
    assert rounded(value) == text


def test_a_sum_of_fractions_that_is_whole_is_shown_whole() -> None:
    assert amount(sum([0.1] * 10)) == "1"
    assert amount(162.4) == "162.4"


@pytest.mark.parametrize(
    ("measure", "given", "words"),
    [
        ("permanent_share", {"value": 70.197}, "70.2%"),
        ("agency_fte", {"value": 39.4}, "39.4"),
        ("open_cases", {"value": 1669.0}, "1,669"),
        ("agency_tenure_days", {"value": 649.5}, "649.5 days"),
        ("agency_tenure_days", {"value": 1.0}, "1 day"),
        ("permanent_share", {"value": None, "status": "z"}, "not applicable"),
        ("permanent_share", {"value": None, "status": "not_supplied"}, "not supplied"),
        ("sickness_absence_rate", {"value": 0.01, "status": "low"}, "low (rounds to 0)"),
    ],
)
def test_a_cell_is_shown_with_its_unit_or_its_reason(measure: str, given: dict, words: str) -> None:
    assert shown(MEASURES[measure], {"status": "ok"} | given) == words


@pytest.mark.parametrize(
    ("measure", "numerator", "denominator", "words"),
    [
        ("permanent_share", 114.0, 162.4, "114 of 162.4 FTE"),
        ("average_caseload", 1667.0, 96.2, "1,667 cases ÷ 96.2 FTE"),
        ("monthly_worker_changes", 1.0, 2.2, "1 change ÷ 2.2 child-years"),
        ("changes_per_leaver", 12.0, 1.0, "12 changes ÷ 1 leaver"),
        ("three_plus_workers", 321.0, 1668.0, "321 of 1,668 children"),
        ("over_limit_share", 0.0, 1.0, "0 of 1 case holder"),
    ],
)
def test_a_rate_shows_what_it_is_counted_from(measure: str, numerator: float, denominator: float, words: str) -> None:
    assert fraction(MEASURES[measure], {"numerator": numerator, "denominator": denominator, "n": 9}) == words


def test_one_person_is_not_people() -> None:
    assert (behind(MEASURES["permanent_share"], 1), behind(MEASURES["permanent_share"], 2)) == ("person", "people")


def test_a_missing_category_is_zero_only_where_the_count_is_split() -> None:
    last = months(1)[0]
    part = cell("agency_headcount", last, 6.0, breakdown="tier", category="leadership")
    split = series("agency_headcount", [41.0, 41.0], [part])
    assert split.part("tier", "practice").at(NOW)["value"] == 0
    assert split.part("tier", "leadership").at(NOW)["value"] == 6
    before = split.part("tier", "leadership").points.row(0, named=True)
    assert (before["value"], before["status"]) == (None, "x")
    assert split.part("tier", "leadership").points["is_filled"].to_list() == [True, False]
    assert series("agency_headcount", [0.0]).part("tier", "leadership").at(NOW)["value"] == 0


def test_a_part_of_what_is_not_supplied_is_not_supplied() -> None:
    found = series("agency_headcount", [None], status="not_supplied", outside_status="not_supplied")
    assert found.part("tier", "leadership").words(NOW) == "not supplied"
    assert not found.is_supplied()


def test_bands_stand_in_the_order_of_their_lower_ends() -> None:
    bands = ["30 or more", "5 to under 10", "under 5", "10 to under 15", "not recorded"]
    assert sorted(bands, key=band_order) == ["under 5", "5 to under 10", "10 to under 15", "30 or more", "not recorded"]


def test_month_end_of_a_leap_february() -> None:
    assert month_end(date(2024, 2, 1)) == date(2024, 2, 29)
