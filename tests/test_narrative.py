"""Proves that every sentence says what its series says, and no more."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from small_series import reading, series

from workforce.catalogue import MEASURES
from workforce.narrative import (
    alt_bars,
    composition,
    director,
    headline,
    nothing_to_show,
    signals,
    steady,
    unsaid,
    verdicts,
)
from workforce.series import subject
from workforce.series.sentence import assurance_words, variation_words
from workforce.series.words import ALT_LENGTH
from workforce.settings import Target

NOW = date(2024, 9, 30)
RISE = [30.0, 31.0] * 6 + [69.0, 70.0] * 6
FALL = [24.0, 23.0] * 6 + [16.0, 17.0] * 6
STILL = [40.0, 44.0] * 12


def known() -> dict:
    """Return the four readings of the director's sentence: two moved, one is not judged, one did not."""
    return {
        "permanent_share": reading(series("permanent_share", RISE)),
        "average_caseload": reading(series("average_caseload", FALL)),
        "three_plus_workers": reading(series("three_plus_workers", FALL)),
        "starters_12m": reading(series("starters_12m", [43.0] * 12 + [55.0] * 12), companion=series("starters", STILL)),
    }


def test_the_director_s_sentence_claims_only_what_process_control_bears_out() -> None:
    assert director(known()) == [
        "the permanent share rose from **31.0%** a year ago to **70.0%**",
        "the average caseload fell from **23.0** a year ago to **17.0**",
        "the share of children with three or more social workers in a year is **17.0%**, and was **23.0%** a year ago",
        "we recruited **55** people in 12 months, against **43** in the 12 before",
    ]


def test_the_sentence_starts_at_the_judgement_and_else_a_year_ago() -> None:
    share = series("permanent_share", RISE)
    judged = {"permanent_share": reading(share, judgement_date=date(2023, 8, 15))}
    later = {"permanent_share": reading(share, judgement_date=date(2024, 10, 5))}
    assert "from **30.0%** at the August 2023 judgement" in director(judged)[0]
    assert "a year ago" in director(later)[0]


def test_a_part_without_a_figure_is_left_out_and_named() -> None:
    without = reading(series("average_caseload", [None] * 13, status="not_supplied"))
    some_known = known() | {"average_caseload": without}
    assert not any("caseload" in clause for clause in director(some_known))
    assert unsaid(some_known) == "Left out of the sentence: average caseload (not supplied)."
    assert unsaid(known()) == ""


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (RISE, "Permanent share rose to 70.0%, from 31.0% a year ago"),
        (RISE[::-1], "Permanent share fell to 30.0%, from 69.0% a year ago"),
        ([50.0] * 13, "Permanent share: 50.0%, as a year ago"),
        ([*STILL, 44.0], "Permanent share: 44.0%; 40.0% a year ago"),
        ([None, *RISE[1:13]], "Permanent share: 69.0%"),
        ([*RISE[:-1], None], "Permanent share: no value now, 69.0% in August 2024"),
        ([None, None], "Permanent share: not applicable"),
    ],
)
def test_a_headline_claims_a_rise_only_with_a_signal(values: list, words: str) -> None:
    assert headline(reading(series("permanent_share", values))) == words


@pytest.mark.parametrize("measure", MEASURES)
def test_every_headline_is_short(measure: str) -> None:
    assert len(subject(MEASURES[measure]).split()) <= 6
    assert len(headline(reading(series(measure, [1.0] * 12 + [1234.5]))).split()) <= 14


def test_what_moved_has_concerns_first_and_leaves_out_what_did_not() -> None:
    worse = reading(series("vacancy_rate", RISE))
    better = reading(series("permanent_share", RISE))
    still = reading(series("agency_rate", STILL))
    by_month = reading(series("leavers_12m", [9.0] * 24), companion=series("leavers", FALL))
    assert signals([better, still, by_month, worse]) == [worse, better, by_month]
    assert steady([better, still, worse]) == [still]


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
    text = reading(series(measure, values)).alt
    assert 0 < len(text) <= ALT_LENGTH
    assert text.endswith((".", "…"))


def test_alt_text_of_bars_is_clipped_at_a_word() -> None:
    text = alt_bars("permanent share by team", [("Team " + "long " * 40, "70.0%"), ("Elm", "54.5%")])
    assert len(text) <= ALT_LENGTH and text.endswith("long…")


@given(some.lists(some.none() | some.floats(0, 100), min_size=1, max_size=30), some.floats(0, 100))
def test_the_state_beside_a_figure_is_that_of_its_reading(values: list, goal: float) -> None:
    target = Target("permanent_share", goal, date(2020, 1, 1))
    found = reading(series("permanent_share", values), targets=(target,))
    for is_short in (True, False):
        (state, words), *more = verdicts(found, is_short)
        assert (found.variation or "").startswith(state)
        assert words.startswith(variation_words(found))
        assert [said for kind, said in more if kind] == ([assurance_words(found)] if found.assurance else [])
        assert ("Trial limits" in str(more)) is found.limits.trial
        assert found.variation or is_short or found.unjudged in f"{words} {found.sentence}"


def test_a_12_month_figure_names_the_state_of_its_month() -> None:
    leavers = series("leavers", [9.0, 8.0] * 6 + [2.0, 3.0] * 6)
    found = reading(series("leavers_12m", [100.0] * 24), companion=leavers)
    assert verdicts(found) == [("improvement", "By the month, leavers: improvement, lower")]
    nobody = reading(series("turnover_rate_headcount", [100.0] * 23 + [None]), companion=leavers)
    assert verdicts(nobody) == [("", "Not judged")]
    alone = reading(series("leavers_12m", [100.0] * 24))
    assert verdicts(alone) == [("", "Not judged")]
    assert alone.unjudged in alone.sentence
