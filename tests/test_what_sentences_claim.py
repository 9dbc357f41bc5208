"""Proves on 5,000 random series that no words claim a change that process control does not bear out."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator

import pytest
import random_series

from workforce import narrative
from workforce.series import Reading

SERIES = 5000
CLAIMS = re.compile(
    r"\b(up from|down from|rose|fell|rise|fall|higher|lower|improvement|concern|more than month-to-month variation"
    r"|above what|below what)\b",
    re.IGNORECASE,
)
COMPARES = re.compile(r"\b(up from|down from|rose|fell)\b")


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """Return random readings of every kind of measure."""
    draw = random.Random(3)
    return [random_series.drawn(draw).read() for _ in range(SERIES)]


def said(reading: Reading) -> Iterator[str]:
    """Yield everything that is said of a reading."""
    yield reading.sentence
    yield reading.alt
    yield narrative.headline(reading)
    yield narrative.clause(reading, "it") or ""
    yield from (words for _, words in narrative.verdicts(reading))
    yield from narrative.director({reading.series.measure.id: reading})


def judge(reading: Reading) -> Reading:
    """Return the reading whose state speaks: a 12-month figure's is its companion's, when that is judged."""
    beside = reading.companion
    return beside if reading.series.measure.window == "12 months" and beside and not beside.unjudged else reading


def test_nothing_claims_a_change_where_the_state_is_common_cause_or_not_judged(readings: list[Reading]) -> None:
    met: Counter[str] = Counter()
    for reading in readings:
        state = judge(reading).variation
        met[state or "not judged"] += 1
        if state in (None, "common_cause"):
            assert [words for words in said(reading) if CLAIMS.search(words)] == []
        elif reading.now and reading.now["value"] is not None:
            assert CLAIMS.search(reading.sentence), reading.sentence
    assert len(met) == 8 and min(met.values()) >= 20, met


def test_nothing_compares_a_count_of_part_of_a_month_with_a_whole_one_as_a_change(readings: list[Reading]) -> None:
    counts = [each for each in readings if (each.series.measure.kind, each.series.measure.window) == ("count", "month")]
    cut = [each for each in counts if each.now and each.now["is_partial"]]
    assert sum(bool(each.signed) for each in cut) > 5
    assert [words for each in cut for words in said(each) if COMPARES.search(words)] == []


def test_a_change_is_said_the_way_the_figures_went(readings: list[Reading]) -> None:
    compared = 0
    for reading in readings:
        for words in said(reading):
            if found := COMPARES.search(words):
                signed = judge(reading).signed * (1 if judge(reading) is reading else reading.same_way())
                assert signed == (1 if found[0] in ("up from", "rose") else -1), words
                compared += 1
    assert compared > 200


def test_every_sentence_from_under_twelve_months_says_trial_limits(readings: list[Reading]) -> None:
    trials = 0
    for reading in readings:
        judged = judge(reading)
        if judged.variation is None or reading.now is None or reading.now["value"] is None:
            assert "trial limits" not in reading.sentence
            continue
        starts = [0, *(each.start for each in judged.rebases if each.start is not None)]
        since = [each.cell for each in judged.points[starts[-1] :] if not each.cell["is_partial"]]
        known = sum(cell["value"] is not None for cell in since)
        assert (f"(trial limits, from {known} months)" in reading.sentence) == (known < 12), reading.sentence
        trials += known < 12
    assert trials > 50
