"""Proves that the terms between our figure and the published one add up exactly, and what they say."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from command_line import refused, rows
from hypothesis import given
from hypothesis import strategies as some
from published_files import OWN, authority, indicators, rates
from small_series import cell, months

from workforce import benchmarks, cli
from workforce.benchmarks import PARTS
from workforce.catalogue import MEASURES
from workforce.standing import Member, has_counterpart, reconcile
from workforce.standing.reconciliation import apportioned, reach

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
NAMES = ["Definition", "Numerator", "Denominator", "Rounding", "Not explained"]


def ours(measure: str, top: float, below: float, **more: object) -> dict:
    """Return our cell with these counts."""
    value = MEASURES[measure].scale * top / below
    return cell(measure, months(1)[0], value, numerator=top, denominator=below, **more)


def published(value: float | None, top: float | None, below: float | None, code: str = OWN) -> Member:
    """Return our published figure with these counts."""
    return Member(code, "Wexmere", value, None if value is not None else "x", "2024", numerator=top, denominator=below)


counts = some.floats(0.1, 5000).map(lambda each: round(each, 4))


@given(
    some.sampled_from(sorted(PARTS)), counts, counts, counts, counts,
    some.floats(0, 200).map(lambda each: round(each, 1)), some.booleans(),
)  # fmt: skip
def test_the_terms_add_up_exactly_on_any_counts(
    measure: str, top: float, below: float, their_top: float, their_below: float, rate: float, has_counts: bool
) -> None:
    theirs = published(rate, their_top if has_counts else None, their_below)
    own = ours(measure, top, below)
    part = ours(measure, top / 2, below / 3) if measure == "three_plus_workers" else own
    found = reconcile(MEASURES[measure], own, part, theirs)
    assert found is not None
    assert sum((term.amount for term in found.terms), Fraction(0)) == found.difference
    assert float(found.difference) == pytest.approx(own["value"] - rate)
    shown = found.shown()
    assert round(sum(value for _, value, _ in shown), 2) == pytest.approx(float(found.difference), abs=0.0050001)
    assert all(
        abs(value - float(term.amount)) < 0.01001 for (_, value, _), term in zip(shown, found.terms, strict=True)
    )


def test_each_term_says_what_it_is() -> None:
    own = ours("agency_rate", 39.4, 162.4)
    found = reconcile(MEASURES["agency_rate"], own, own, published(25.4, 41.2, 162.2))
    assert found is not None
    assert [term.name for term in found.terms] == NAMES
    amounts = {name: value for name, value, _ in found.shown()}
    assert amounts == {"Definition": 0, "Numerator": -1.11, "Denominator": -0.03, "Rounding": 0.0, "Not explained": 0}
    words = {term.name: term.words for term in found.terms}
    assert words["Numerator"] == "39.4 here, 41.2 published: FTE of agency workers."
    assert words["Definition"].startswith("Follows the Department for Education's children's social work workforce")
    assert "not measured apart" in words["Definition"]


def test_an_equal_figure_leaves_rounding_only() -> None:
    own = ours("agency_rate", 41.2, 162.2)
    found = reconcile(MEASURES["agency_rate"], own, own, published(25.4, 41.2, 162.2))
    assert found is not None
    assert [term.name for term in found.terms if term.amount] == ["Rounding"]
    assert abs(found.difference) < Fraction(1, 20)


def test_what_rounding_cannot_do_is_left_unexplained_by_name() -> None:
    own = ours("agency_rate", 41.2, 162.2)
    found = reconcile(MEASURES["agency_rate"], own, own, published(30.0, 41.2, 162.2))
    assert found is not None
    parts = {term.name: term.amount for term in found.terms}
    bound = reach(MEASURES["agency_rate"], (Fraction("41.2"), Fraction("162.2")))
    assert parts["Rounding"] == -bound and -Fraction(1, 5) < -bound < 0
    assert parts["Not explained"] == found.difference + bound < -4


def test_without_published_counts_nothing_is_claimed_of_them() -> None:
    own = ours("agency_rate", 41.2, 162.2)
    found = reconcile(MEASURES["agency_rate"], own, own, published(20.0, None, 162.2))
    assert found is not None
    assert [term.name for term in found.terms] == ["Definition", "Not explained"]
    assert found.terms[1].amount == found.difference
    assert "not given" in found.terms[1].words


def test_the_cohort_of_children_looked_after_is_a_difference_of_definition() -> None:
    own, part = ours("three_plus_workers", 363, 1711), ours("three_plus_workers", 171, 585, category="looked after")
    found = reconcile(MEASURES["three_plus_workers"], own, part, published(28.0, 168.0, 600.0))
    assert found is not None
    assert found.terms[0].amount == 100 * (Fraction(363, 1711) - Fraction(171, 585))
    assert "looked after only" in found.terms[0].words and "ours are 171 of 585" in found.terms[0].words


def test_a_joint_return_is_named_as_a_difference_of_definition() -> None:
    own = ours("agency_rate", 41.2, 162.2)
    found = reconcile(MEASURES["agency_rate"], own, own, published(20.0, 80.0, 400.0, "X99 / X98"))
    assert found is not None and "of a joint return" in found.terms[0].words


@pytest.mark.parametrize("other", [None, published(None, 1.0, 2.0)])
def test_without_a_published_value_there_is_nothing_to_reconcile(other: Member | None) -> None:
    own = ours("agency_rate", 41.2, 162.2)
    assert reconcile(MEASURES["agency_rate"], own, own, other) is None
    nobody = cell("agency_rate", months(1)[0], None, numerator=0.0, denominator=0.0)
    assert reconcile(MEASURES["agency_rate"], nobody, nobody, published(20.0, 1.0, 5.0)) is None


@given(some.lists(some.fractions(-500, 500), min_size=1, max_size=7))
def test_printed_terms_add_up_to_the_printed_difference(amounts: list[Fraction]) -> None:
    printed = apportioned(amounts)
    assert abs(sum(printed) - sum(amounts)) <= Fraction(1, 2)
    assert all(abs(each - amount) < 1 for each, amount in zip(printed, amounts, strict=True))


@pytest.mark.skipif(not SAMPLES.exists(), reason="the published sample files are not beside the project")
@pytest.mark.parametrize("measure", sorted(PARTS))
def test_published_rates_reconcile_with_their_own_published_counts(measure: str, tmp_path: Path) -> None:
    files = [SAMPLES / "dfe-csww-indicators" / "csww_indicators_2017_to_2025.csv",
             SAMPLES / "dfe-cla-social-worker-count" / "la_cla_swcount.csv"]  # fmt: skip
    benchmarks.import_files(tmp_path, files)
    held = benchmarks.published(tmp_path).filter(measure=measure, level="authority").drop_nulls("value")
    held = held.drop_nulls(["numerator", "denominator"])
    tried = missed = 0
    for row in held.filter(held["denominator"] > 0).iter_rows(named=True):
        own = ours(measure, row["numerator"], row["denominator"])
        found = reconcile(MEASURES[measure], own, own, published(row["value"], row["numerator"], row["denominator"]))
        assert found is not None and sum((term.amount for term in found.terms), Fraction(0)) == found.difference
        tried += 1
        missed += found.terms[-1].amount != 0
    assert tried > 100 and missed <= tried * 0.02


@pytest.fixture
def held(store: Path, tmp_path: Path) -> Path:
    """Return the sample's store with a made-up published row for the fictional authority."""
    made = tmp_path / "held"
    made.mkdir()
    for each in store.iterdir():
        (made / each.name).symlink_to(each)
    mine = authority(OWN, "Wexmere", agency_rate_fte=25.4, agency_fte=41.2, inpost_fte=121.0)
    benchmarks.import_files(made, [indicators(tmp_path, [*rates({"Ash": 10.0, "Elm": "c"}), mine])])
    return made


def test_the_command_prints_the_rows_and_the_terms(held: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "compare", "agency_rate", "--year", "2024", "--store", held)
    by_row = {row["row"]: row for row in found}
    assert {row["as_at"] for row in found} == {"2024-09-30"}
    assert float(by_row["own"]["value"]) == pytest.approx(24.261083743842363)
    assert (by_row["own"]["rank_region"], by_row["own"]["of_region"]) == ("2", "2")
    assert (by_row["published"]["value"], by_row["england"]["value"]) == ("25.4", "16.2")
    assert [row["status"] for row in found if row["area_code"] == "902"] == ["c"]
    terms = [row for row in found if row["row"] == "term"]
    assert [row["category"] for row in terms] == NAMES
    assert sum(float(row["value"]) for row in terms) == pytest.approx(float(by_row["difference"]["value"]), abs=1e-12)
    assert float(by_row["difference"]["value"]) == pytest.approx(24.261083743842363 - 25.4)
    same = rows(capsys, "compare", "agency_rate", "--store", held)
    assert same == found
    assert cli.main(["compare", "agency_rate", "--format", "json", "--store", str(held)]) == 0
    read = json.loads(capsys.readouterr().out)
    assert [row["row"] for row in read] == [row["row"] for row in found]


def test_the_fictional_authority_without_a_published_row_is_told_so(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["compare", "agency_rate", "--year", "2024", "--store", str(store)]) == 0
    told = capsys.readouterr()
    assert "Nothing is reconciled with our 24.3%: no authority's figures for 2024 are imported." in told.err
    assert "workforce benchmarks import" in told.err and ",term," not in told.out
    assert "no figure is published to compare with" in refused(capsys, "compare", "open_cases", "--store", store)
    assert "no figure of agency_rate is held" in refused(
        capsys, "compare", "agency_rate", "--year", "1999", "--store", store
    )


def test_only_measures_with_a_published_counterpart_are_compared() -> None:
    assert {measure for measure in MEASURES if has_counterpart(MEASURES[measure])} == set(PARTS)
    assert {MEASURES[measure].kind for measure in PARTS} == {"ratio"}
