"""Proves that the picture of how long something lasts draws steps, limits and the numbers at risk under them."""

import pytest

from workforce.charts import DARK, DAY_STEPS, LIGHT, MOST_LINES, Lasting, Palette, lasting, ticks

STAYS = Lasting(
    "Permanent", [(3.0, 0.9), (20.0, 0.4)], 36.0, [(0, 50), (12, 31), (24, 9)], [(3.0, 0.8, 0.95), (20.0, 0.3, 0.5)]
)
LATE = Lasting("A & B", [(9.0, 0.5)], 30.0, [(12, 6)], begins=6.0)


@pytest.mark.parametrize(
    ("longest", "expected"),
    [(5, [0, 1, 2, 3, 4, 5]), (40, [0, 12, 24, 36]), (144, [0, 24, 48, 72, 96, 120, 144]), (2000, None), (0, [0])],
)
def test_the_axis_names_no_more_times_than_a_telephone_shows(longest: float, expected: list[int] | None) -> None:
    found = ticks(longest)
    assert len(found) <= 7 and found[0] == 0 and found[-1] <= longest
    assert expected is None or found == expected
    assert ticks(95, DAY_STEPS) == [0, 30, 60, 90]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_a_line_is_level_between_steps_and_begins_where_it_is_known(palette: Palette) -> None:
    figure = lasting([STAYS, LATE], palette, "Months in post", [0, 12, 24, 36])
    lines = [trace for trace in figure.data if trace.name != "Limits"]
    assert [(list(line.x), list(line.y), line.line.shape) for line in lines] == [
        ([0.0, 3.0, 20.0, 36.0], [100.0, 90.0, 40.0, 40.0], "hv"),
        ([6.0, 9.0, 30.0], [100.0, 50.0, 50.0], "hv"),
    ]
    assert len({line.line.dash for line in lines}) == len({line.line.color for line in lines}) == 2
    limits = [list(trace.y) for trace in figure.data if trace.name == "Limits"]
    assert limits == [[95.0, 50.0, 50.0], [80.0, 30.0, 30.0]]


def test_the_numbers_at_risk_stand_under_their_time_and_names_are_drawn_as_written() -> None:
    figure = lasting([STAYS, LATE], LIGHT, "Months in post", [0, 12, 24, 36])
    notes = figure.layout.annotations
    numbers = [(note.x, note.text, note.yshift) for note in notes if note.xref == "x"]
    assert [(x, text) for x, text, _ in numbers] == [(0, "50"), (12, "31"), (24, "9"), (12, "6")]
    assert numbers[0][2] == numbers[2][2] > numbers[3][2]
    assert "At risk: A &amp; B" in [note.text for note in notes]
    assert figure.layout.margin.b >= -numbers[3][2] + 17


def test_no_more_lines_are_drawn_than_can_be_told_apart() -> None:
    figure = lasting([LATE] * (MOST_LINES + 2), LIGHT, "Days", [0, 30])
    assert len(figure.data) == MOST_LINES
