"""Proves the survival curve by published values, and by a second reading in exact fractions on random spells."""

from __future__ import annotations

import csv
import json
import random
from fractions import Fraction
from itertools import groupby
from pathlib import Path

import pytest
from command_line import refused, rows

from workforce import survival

REFERENCE = Path(__file__).parents[2] / "shared" / "reference-values"
beside = pytest.mark.skipif(not REFERENCE.exists(), reason="the reference values are not beside the project")
Spell = tuple[int, int, bool]
HEADER = "dataset,entry,time,event\n"


def table(name: str) -> dict[str, list[dict[str, str]]]:
    """Return the rows of a reference table by dataset."""
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return {key: list(found) for key, found in groupby(csv.DictReader(file), lambda row: row["dataset_id"])}


def curve(spells: list[Spell], fewest: int = 1) -> survival.Curve:
    """Return the curve of entry, time and whether the person left."""
    entry, time, left = zip(*spells, strict=True)
    return survival.curve(entry, time, left, fewest)


def by_hand(spells: list[Spell]) -> list[tuple[int, int, int, Fraction]]:
    """Return time, at risk, left and share still there, from the definition."""
    found, share = [], Fraction(1)
    for moment in sorted({time for _, time, left in spells if left}):
        at_risk = sum(entry < moment <= time for entry, time, _ in spells)
        events = sum(left and time == moment for _, time, left in spells)
        share *= 1 - Fraction(events, at_risk)
        found.append((moment, at_risk, events, share))
    return found


@beside
def test_the_published_curves_come_out_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    printed = rows(capsys, "survival", REFERENCE / "km_data.csv")
    medians = json.loads((REFERENCE / "km_summary.json").read_text(encoding="utf-8"))
    expected = [row for found in table("km_expected.csv").values() for row in found]
    assert len(printed) == len(expected)
    for ours, theirs in zip(printed, expected, strict=True):
        assert ours["dataset"] == theirs["dataset_id"] and float(ours["time"]) == float(theirs["time"])
        assert (ours["at_risk"], ours["events"]) == (theirs["at_risk"], theirs["events"])
        assert float(ours["median"]) == medians[ours["dataset"]]["median"]
        assert float(ours["survival"]) == pytest.approx(float(Fraction(theirs["survival_fraction"])), abs=1e-12)
        for name, column in (("se", "greenwood_se"), ("lower_95", "loglog_lower95"), ("upper_95", "loglog_upper95")):
            assert (ours[name] == "") == (theirs[column] == ""), ours
            assert theirs[column] == "" or float(ours[name]) == pytest.approx(float(theirs[column]), abs=1.5e-6)


def test_random_spells_agree_with_the_definition_in_fractions() -> None:
    chance = random.Random(5)
    for _ in range(300):
        spells = []
        for _ in range(chance.randint(1, 25)):
            entry = chance.choice([0, 0, chance.randint(0, 10)])
            spells.append((entry, entry + chance.randint(1, 12), chance.random() < 0.6))
        found = [(step.time, step.at_risk, step.events, step.survival) for step in curve(spells).steps]
        wanted = by_hand(spells)
        assert [each[:3] for each in found] == [each[:3] for each in wanted], spells
        assert [each[3] for each in found] == pytest.approx([float(each[3]) for each in wanted], abs=1e-12)
        half = [moment for moment, *_, share in wanted if share <= Fraction(1, 2)]
        assert curve(spells).median == (half[0] if half else None)


def test_staff_in_post_when_records_begin_enter_at_their_tenure_and_not_at_zero() -> None:
    known_from = [(12, 18, True), (12, 30, True), (12, 40, True)]
    begun = [(0, 3, True), (0, 6, True), (0, 7, False), (0, 8, False)]
    late = curve(begun + known_from)
    wrong = curve(begun + [(0, time, left) for _, time, left in known_from])
    assert late.at(18) < wrong.at(18)
    assert [step.at_risk for step in late.steps] == [4, 3, 3, 2, 1]


def test_a_curve_begins_and_ends_where_enough_are_at_risk() -> None:
    few_early = [(0, 1, True), (0, 2, True)]
    many = [(4, 5 + place, True) for place in range(6)]
    assert curve(few_early + many).at(2) == 0
    found = curve(few_early + many, fewest=5)
    assert (found.begins, [step.at_risk for step in found.steps]) == (5, [6, 5])
    assert found.at(6) == pytest.approx(4 / 6)
    assert curve(many[:4], fewest=5).steps == ()


def test_nothing_is_said_of_leaving_beyond_what_was_observed() -> None:
    found = curve([(0, 12, place < 5) for place in range(10)] + [(0, 18, False)] * 5, fewest=5)
    assert found.chance_of_leaving(6, 6) == pytest.approx(5 / 15)
    assert found.chance_of_leaving(12, 6) == 0
    assert found.chance_of_leaving(13, 6) is None
    assert found.median is None


def test_a_dataset_that_nobody_leaves_is_printed_without_events(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "spells.csv").write_text(HEADER + "a,0,4,0\na,0,9,0\nb,0,2.5,1\n", encoding="utf-8")
    nobody, somebody = rows(capsys, "survival", tmp_path / "spells.csv")
    assert (nobody["time"], nobody["events"], nobody["survival"], nobody["median"]) == ("9.0", "0", "", "not reached")
    assert (somebody["dataset"], somebody["survival"], somebody["se"], somebody["median"]) == ("b", "0.0", "", "2.5")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a,4,4,1", "line 2, time: 4 is not after the entry 4"),
        ("a,0,x,1", 'line 2, time: "x" is not a number'),
        ("a,0,inf,1", 'line 2, time: "inf" is not a number'),
        ("a,-1,3,1", 'line 2, entry: "-1" is not a number'),
        ("a,0,3,left", 'line 2, event: "left" is neither 1'),
        ("a,0,3,", 'line 2, event: "" is neither 1'),
        (",0,3,1", "line 2, dataset: the name is blank"),
    ],
)
def test_a_spell_that_cannot_be_used_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    (tmp_path / "spells.csv").write_text(HEADER + line + "\n", encoding="utf-8")
    assert said in refused(capsys, "survival", tmp_path / "spells.csv")


def test_a_missing_column_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "spells.csv").write_text("dataset,entry,time\na,0,3\n", encoding="utf-8")
    assert 'there is no column "event"' in refused(capsys, "survival", tmp_path / "spells.csv")
