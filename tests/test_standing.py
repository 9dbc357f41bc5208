"""Proves places among published figures: ties, symbols, joint returns, changed areas, missing and replaced figures."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some
from published_files import OWN, REGION, authority, indicators, neighbours, rates, stability
from small_series import AREA, cell, months, series

from workforce import benchmarks
from workforce.benchmarks import SYMBOLS
from workforce.catalogue import MEASURES
from workforce.standing import (
    NEIGHBOURS,
    Group,
    Member,
    Standing,
    Whose,
    counted,
    footnotes,
    has_counterpart,
    latest_year,
    middle,
    ordinal,
    place,
    quarter_words,
    records,
    sentence,
    stand,
    table,
)

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
WHOSE = Whose(AREA, OWN, REGION)
TEN = {"Ash": 10.0, "Elm": 12.5, "Oak": 12.5, "Fir": 15.0, "Yew": 20.0, "Bay": "c", "Box": "low", "Fig": "u",
       "Ivy": "x", "Nut": "z"}  # fmt: skip
CODES = [str(901 + rank) for rank in range(10)]


def group(own: float | None, *values: float | str, better: str = "lower") -> Group:
    """Return a group of others with these figures or symbols."""
    held = [
        Member(str(at), f"Place {at}", *((None, each) if isinstance(each, str) else (each, None)), "2025")
        for at, each in enumerate(values)
    ]
    return Group(NEIGHBOURS, "Statistical neighbours", tuple(held), own, better)


def compared(store: Path, *files: Path, own: float | None = 15.04, year: int = 2024, whose: Whose = WHOSE) -> Standing:
    """Return how a series with this value now stands beside the files' figures."""
    if files:
        benchmarks.import_files(store, files)
    return stand(benchmarks.published(store), series("agency_rate", [own]), year, whose)


@pytest.mark.parametrize(
    ("own", "better", "words"),
    [
        (9.0, "lower", "lowest of 6; lower is better"),
        (10.0, "lower", "lowest of 6, level with 1 other; lower is better"),
        (12.5, "lower", "2nd lowest of 6, level with 2 others; lower is better"),
        (15.0, "lower", "4th lowest of 6, level with 1 other; lower is better"),
        (99.0, "lower", "highest of 6; lower is better"),
        (99.0, "higher", "highest of 6; higher is better"),
        (12.5, "higher", "3rd highest of 6, level with 2 others; higher is better"),
        (1.0, "higher", "lowest of 6; higher is better"),
        (14.0, "neither", "4th lowest of 6; neither way is better"),
    ],
)
def test_a_place_is_counted_from_the_good_end_and_equal_figures_share_it(own: float, better: str, words: str) -> None:
    assert place(group(own, 10.0, 12.5, 12.5, 15.0, 20.0, better=better)) == words


@given(some.lists(some.integers(0, 8), min_size=1, max_size=30), some.sampled_from(["lower", "higher"]))
def test_the_place_is_one_more_than_those_who_are_better(values: list[int], better: str) -> None:
    own, others = float(values[0]), [float(each) for each in values]
    found = group(own, *others, better=better)
    ahead = sum(each < own if better == "lower" else each > own for each in others)
    assert found.rank == ahead + 1 and found.of == len(others) + 1
    assert found.quarter is None if found.of < 4 else 1 <= (found.quarter or 0) <= 4
    assert (found.rank == 1) == (own == (min(others) if better == "lower" else max(others)))


def test_quarters_are_quarters_of_the_places() -> None:
    values = [float(each) for each in range(1, 12)]
    assert [group(own - 0.5, *values).quarter for own in (1, 3, 4, 6, 7, 9, 10, 12)] == [1, 1, 2, 2, 3, 3, 4, 4]
    assert quarter_words(group(0.0, *values)) == "best quarter"
    assert quarter_words(group(0.0, *values, better="higher")) == "worst quarter"
    assert quarter_words(group(0.0, *values, better="neither")) == "lowest quarter"
    assert quarter_words(group(0.0, 1.0, 2.0)) == ""


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_symbol_is_never_a_number(symbol: str) -> None:
    found = group(5.0, 4.0, symbol, 6.0)
    assert (found.rank, found.of, found.median, found.mean) == (2, 3, 5.0, 5.0)
    assert counted(found) == f"2 of 3 have a figure; 1 {symbol} ({SYMBOLS[symbol]})"


def test_every_symbol_keeps_its_own_words() -> None:
    found = group(5.0, *SYMBOLS)
    assert (found.rank, found.of, found.median, found.mean) == (None, 1, None, None)
    assert list(found.symbols) == list(SYMBOLS) and len(set(SYMBOLS.values())) == len(SYMBOLS)
    assert place(found) == ""


def test_median_and_mean_differ_and_the_median_is_the_default() -> None:
    found = group(5.0, 1.0, 2.0, 9.0)
    assert (middle(found, "median"), middle(found, "mean")) == (2.0, 4.0)


def test_ordinals() -> None:
    assert [ordinal(each) for each in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th",
    ]  # fmt: skip


def test_our_own_figure_takes_the_place_it_would_have_when_none_of_ours_is_published(tmp_path: Path) -> None:
    found = compared(tmp_path, indicators(tmp_path, rates(TEN)), neighbours(tmp_path, CODES))
    near = found.group(NEIGHBOURS)
    assert near and (near.rank, near.of, near.level_with) == (4, 6, 1)
    assert near.median == 12.5 and near.mean == 14.0
    said = sentence(found)
    assert said == (
        "England published 16.2% for 30 September 2024 and the neighbours' median is 12.5% (of 5); at 15.0% that day "
        "by this dashboard, Wexmere Council (fictional) would be 4th lowest of 6, level with 1 other among its "
        "neighbours (lower is better)."
    )
    assert "mean is 14.0% (of 5)" in sentence(found, "mean")
    notes = " ".join(footnotes(found))
    assert "The places are those our own figure of 30 September 2024 would have" in notes
    assert "no figure for code X99 in 2024" in notes
    for name, words in {"Bay": "confidential (c)", "Box": "but is not zero (low)", "Ivy": "unavailable (x)"}.items():
        assert f"{name}: " in notes and words in notes
    assert "2024 edition, for 30 September 2024" in notes or "2024 and 2025 edition" in notes


def test_our_published_figure_goes_before_our_own(tmp_path: Path) -> None:
    rows = [*rates(TEN), authority(OWN, "Wexmere", agency_rate_fte=11.0)]
    found = compared(tmp_path, indicators(tmp_path, rows), neighbours(tmp_path, CODES))
    assert found.placed == 11.0 and found.is_published
    assert "Wexmere Council (fictional) published 11.0%, 2nd lowest of 6 among its neighbours" in sentence(found)
    assert all(each.code != OWN for group in found.groups for each in group.members)


@pytest.mark.parametrize("symbol", ["c", "x", "z", "u", "low"])
def test_a_symbol_of_our_own_gives_way_to_our_own_figure_and_is_said(tmp_path: Path, symbol: str) -> None:
    rows = [*rates(TEN), authority(OWN, "Wexmere", agency_rate_fte=symbol)]
    found = compared(tmp_path, indicators(tmp_path, rows))
    assert found.placed == 15.0 and not found.is_published
    assert f"ours is published as {SYMBOLS[symbol]} ({symbol})" in " ".join(footnotes(found))
    assert {"Whom": f"{AREA}, published", "Figure": f"{SYMBOLS[symbol]} ({symbol})", "Our place": ""} in table(found)


def test_without_our_figure_of_that_day_there_is_no_place_and_no_other_month_stands_in(tmp_path: Path) -> None:
    benchmarks.import_files(tmp_path, [indicators(tmp_path, rates(TEN)), neighbours(tmp_path, CODES)])
    late = series("agency_rate", [15.0]).points.with_columns(as_at=pl.date(2024, 10, 31), month=pl.date(2024, 10, 1))
    part = series("agency_rate", [15.0], is_partial=True)
    for own in (series("agency_rate", [None]), type(part)(part.measure, AREA, late, late.clear()), part):
        found = stand(benchmarks.published(tmp_path), own, 2024, WHOSE)
        assert found.placed is None and {group.rank for group in found.groups} == {None}
        assert "has no figure for that day, and one of another month is not compared" in sentence(found)


def test_a_joint_return_counts_once_and_never_as_its_own_neighbour(tmp_path: Path) -> None:
    rows = [*rates({"Ash": 10.0, "Elm": 12.0}), authority("951 / 952", "North Oak / South Oak", agency_rate_fte=20.0)]
    near = ["951", "952", *CODES[:2], *CODES[:6]]
    found = compared(tmp_path, indicators(tmp_path, rows), neighbours(tmp_path, near))
    held = found.group(NEIGHBOURS)
    assert held and sorted(each.code for each in held.members) == ["901", "902", "951 / 952"]
    assert held.median == 12.0 and held.mean == 14.0
    assert "North Oak / South Oak made one return and count once." in found.notes
    benchmarks.import_files(tmp_path, [neighbours(tmp_path, ["952", *CODES[:2], *CODES[:7]], "951")])
    mine = compared(tmp_path, whose=Whose("North Oak", "951", REGION))
    assert mine.own and mine.own.value == 20.0
    assert not any(each.is_joint for group in mine.groups for each in group.members)
    assert any("joint return of North Oak / South Oak" in note for note in mine.notes)
    assert "A neighbour in our own joint return is left out." in mine.notes


def test_a_changed_authority_is_not_joined_across_the_change(tmp_path: Path) -> None:
    rows = [
        *rates({"Ash": 10.0, "Elm": 12.0}),
        authority("961", "New Fir", 2023, agency_rate_fte=30.0),
        authority("960", "Old Fir", 2022, agency_rate_fte=40.0),
        authority("901", "Ash", 2023, agency_rate_fte=11.0, new_la_code="E0777"),
    ]
    files = indicators(tmp_path, rows), neighbours(tmp_path, ["961", *CODES[:2], *CODES[:7]])
    found = compared(tmp_path, *files)
    assert "New Fir is a neighbour with figures for 2023 only; years on either side of a change of area are not" in (
        " ".join(found.notes)
    )
    assert any(note.startswith("Ash changed (E0777 in 2023, E0901 in 2024)") for note in found.notes)
    near = found.group(NEIGHBOURS)
    assert near and {each.name for each in near.members} == {"Ash", "Elm"}
    ours = compared(tmp_path, whose=Whose("New Fir", "961", REGION))
    assert ours.own is None
    assert any(note.startswith("Our code 961 has figures for 2023 only") for note in ours.notes)


def test_without_authorities_or_neighbours_the_card_says_which_file_to_import(tmp_path: Path) -> None:
    bare = " ".join(footnotes(compared(tmp_path)))
    assert "workforce indicators file with 'workforce benchmarks import FILE'" in bare
    some_held = compared(tmp_path, indicators(tmp_path, rates(TEN)))
    assert some_held.group(NEIGHBOURS) is None
    assert "No statistical neighbours are held" in " ".join(footnotes(some_held))
    assert "and East Midlands 15.3% for 30 September 2024" in sentence(some_held)
    assert "in its region" in sentence(some_held)


def test_a_later_edition_replaces_and_the_edition_in_use_is_named(tmp_path: Path) -> None:
    first = compared(tmp_path, indicators(tmp_path, rates({"Ash": 10.0})))
    later = [*rates({"Ash": 30.0}), authority("901", "Ash", 2026, agency_rate_fte=9.0)]
    revised = compared(tmp_path, indicators(tmp_path, later, "later.csv"))
    (before,), (after,) = (each.groups[-1].members for each in (first, revised))
    assert (before.value, before.vintage, after.value, after.vintage) == (10.0, "2024", 30.0, "2026")
    assert revised.vintages == ("2025", "2026") and "2025 and 2026 edition" in " ".join(footnotes(revised))
    older = compared(tmp_path, indicators(tmp_path, rates({"Ash": 1.0}), "older.csv"))
    assert older.groups[-1].members[0].value == 30.0


def test_stability_is_placed_by_children_looked_after_on_31_march(tmp_path: Path) -> None:
    month = months(1)[0].replace(month=3)
    part = cell("three_plus_workers", month, 30.0, breakdown="case_status", category="looked after")
    own = series("three_plus_workers", [20.0] * 12, [part])
    rows = [("901", "Ash", 52, 200, 26), ("902", "Elm", "x", "x", "x")]
    benchmarks.import_files(tmp_path, [stability(tmp_path, rows)])
    found = stand(benchmarks.published(tmp_path), own, 2024, WHOSE)
    assert str(found.day) == "2024-03-31" and found.placed == 30.0
    assert "at 30.0% of its children looked after that day" in sentence(found)
    without = stand(benchmarks.published(tmp_path), series("three_plus_workers", [20.0] * 12), 2024, WHOSE)
    assert without.placed is None


def test_the_latest_year_is_never_after_the_date() -> None:
    figures, measure = benchmarks.bundled(), MEASURES["agency_rate"]
    last = series("agency_rate", [1.0]).points["as_at"][0]
    assert latest_year(figures, measure, last) == 2024
    assert latest_year(figures, measure, last.replace(day=29)) == 2023
    assert latest_year(figures, measure, last.replace(year=2001)) is None
    assert not has_counterpart(MEASURES["open_cases"])


def test_what_is_withheld_outside_leaves_neither_figure_nor_place(tmp_path: Path) -> None:
    mine = authority(OWN, "Wexmere", agency_rate_fte=11.0, agency_fte=1, inpost_fte=8)
    benchmarks.import_files(tmp_path, [indicators(tmp_path, [*rates(TEN), mine])])
    found = stand(benchmarks.published(tmp_path), series("agency_rate", [15.0], outside_status="c"), 2024, WHOSE)
    (own,) = [row for row in records(found, outside=True) if row["row"] == "own"]
    assert {own[name] for name in ("numerator", "denominator", "value", "n", "status")} == {"c"}
    assert own["words"] is None and own["rank_england"] is None
    assert not any(row["row"] in ("term", "difference") for row in records(found, outside=True))
    inside = records(found)
    assert [row["value"] for row in inside if row["row"] == "own"] == [15.0]
    assert any(row["row"] == "term" for row in inside)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the published sample files are not beside the project")
def test_real_figures_give_every_authority_a_place_and_both_middles(tmp_path: Path) -> None:
    files = [SAMPLES / "dfe-csww-indicators" / "csww_indicators_2017_to_2025.csv",
             SAMPLES / "dfe-statistical-neighbours" / "sn_model_2025_wide.csv"]  # fmt: skip
    benchmarks.import_files(tmp_path, files)
    figures = benchmarks.published(tmp_path)
    own = series("agency_rate", [24.26])
    rows = figures.filter(
        (pl.col("measure") == "agency_rate") & (pl.col("year") == 2024) & (pl.col("level") == "authority")
    )
    for code, name, value in rows.select("area_code", "area_name", "value").iter_rows():
        found = stand(figures, own, 2024, Whose(name, code.split(" / ")[0]))
        every, near = found.groups[-1], found.group(NEIGHBOURS)
        assert found.own and found.own.code == code and len(every.members) == rows.height - 1
        if value is not None:
            assert every.rank == 1 + (rows["value"] < value).sum() and every.of == rows["value"].count()
        assert near and 8 <= len(near.members) <= 10 and near.median is not None and near.mean is not None
        assert sum(len(names) for names in every.symbols.values()) == len(every.members) - len(every.values)
