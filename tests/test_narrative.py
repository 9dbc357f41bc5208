"""Proves that every sentence says what its series says, and no more."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from small_series import series

from workforce.catalogue import MEASURES
from workforce.narrative import (
    ALT_LENGTH,
    alt_bars,
    alt_line,
    composition,
    director,
    headline,
    movement,
    movements,
    nothing_to_show,
    subject,
    unsaid,
)

NOW = date(2024, 9, 30)
JUDGED = date(2023, 10, 15)
RISE = [30.0] + [40.0] * 11 + [70.0]
FALL = [24.0] + [20.0] * 11 + [17.0]


def known() -> dict:
    """Return the four series of the director's sentence."""
    return {
        "permanent_share": series("permanent_share", RISE),
        "average_caseload": series("average_caseload", FALL),
        "three_plus_workers": series("three_plus_workers", FALL),
        "starters_12m": series("starters_12m", [43.0] + [50.0] * 11 + [55.0]),
    }


def test_the_director_s_sentence_is_computed() -> None:
    assert director(known(), NOW, date(2023, 9, 4)) == [
        "Permanent staff rose from **30.0%** (Sep 2023) to **70.0%** (Sep 2024)",
        "the average caseload fell from **24.0** to **17.0**",
        "children with three or more social workers in a year fell from **24.0%** to **17.0%**",
        "we recruited **55** people in 12 months, against **43** in the 12 before",
    ]


def test_the_sentence_starts_at_the_judgement_and_else_a_year_ago() -> None:
    assert "(Oct 2023)" in director(known(), NOW, JUDGED)[0]
    assert "(Sep 2023)" in director(known(), NOW, None)[0]
    assert "(Sep 2023)" in director(known(), NOW, date(2024, 10, 5))[0]


def test_a_part_without_a_figure_is_left_out_and_named() -> None:
    some_known = known() | {"average_caseload": series("average_caseload", [None] * 13, status="not_supplied")}
    assert not any("caseload" in clause for clause in director(some_known, NOW, JUDGED))
    assert unsaid(some_known, NOW) == "Left out of the sentence: average caseload (not supplied)."
    assert unsaid(known(), NOW) == ""


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (RISE, "Permanent share rose to 70.0%, from 30.0% a year ago"),
        (RISE[::-1], "Permanent share fell to 30.0%, from 70.0% a year ago"),
        ([50.0] * 13, "Permanent share unchanged on a year ago at 50.0%"),
        ([None, *RISE[1:]], "Permanent share: 70.0%"),
        ([*RISE[:-1], None], "Permanent share: no value now, 40.0% in August 2024"),
        ([None, None], "Permanent share: not applicable"),
    ],
)
def test_a_headline_says_the_figure_and_the_year_before(values: list, words: str) -> None:
    assert headline(series("permanent_share", values), NOW) == words


@pytest.mark.parametrize("measure", MEASURES)
def test_every_headline_is_short(measure: str) -> None:
    assert len(subject(MEASURES[measure]).split()) <= 6
    assert len(headline(series(measure, [1.0] * 12 + [1234.5]), NOW).split()) <= 14


def test_what_moved_is_ordered_by_size_with_small_numbers_last() -> None:
    large, small = series("average_caseload", FALL), series("unallocated_children", [1.0] * 12 + [9.0])
    largest, still = series("permanent_share", RISE), series("vacancy_rate", [20.0] * 13)
    found = movements([small, large, largest, still], NOW)
    assert [each.series.measure.id for each in found] == ["permanent_share", "average_caseload", "unallocated_children"]
    assert "few people" in movement(found[2]) and "few people" not in movement(found[0])


def test_a_movement_gives_its_counts_and_claims_nothing() -> None:
    (moved,) = movements([series("permanent_share", RISE)], NOW)
    assert movement(moved) == ("**Permanent share** moved up, from 30.0% (30 of 100 FTE) to 70.0% (70 of 100 FTE).")


def test_composition_names_both_parts() -> None:
    share = series("permanent_share", [70.0])
    assert composition(share.measure, share.at(NOW)) == (
        "70 FTE of permanent staff in post ÷ 100 FTE of agency workers and everyone in post; counted from 100 people."
    )
    gone = series("permanent_share", [None])
    assert composition(gone.measure, gone.at(NOW)) == "Nobody to count at 30 September 2024."
    cases = series("open_cases", [100.0])
    assert composition(cases.measure, cases.at(NOW)) == "100 children."


@pytest.mark.parametrize(
    ("status", "words"),
    [("not_supplied", "not supplied"), ("x", "blank in the extracts"), ("z", "nobody to count")],
)
def test_an_empty_chart_is_a_sentence_with_its_reason(status: str, words: str) -> None:
    found = series("permanent_share", [None] * 3, status=status)
    assert words in nothing_to_show(found, NOW, found)
    assert (
        nothing_to_show(
            series("permanent_share", [None, 5.0]), NOW, found if status == "z" else series("permanent_share", [5.0])
        )
        is None
    )


@given(
    some.sampled_from(sorted(MEASURES)),
    some.lists(some.one_of(some.none(), some.floats(0, 1e7)), min_size=1, max_size=30),
)
def test_alt_text_is_one_sentence_of_at_most_125_characters(measure: str, values: list) -> None:
    text = alt_line(series(measure, values), NOW)
    assert 0 < len(text) <= ALT_LENGTH
    assert text.endswith((".", "…"))


def test_alt_text_of_bars_is_clipped_at_a_word() -> None:
    text = alt_bars("permanent share by team", [("Team " + "long " * 40, "70.0%"), ("Elm", "54.5%")])
    assert len(text) <= ALT_LENGTH and text.endswith("long…")
