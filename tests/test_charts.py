"""Proves that charts keep gaps as gaps, labels apart, markers unjoined, text plain and colours legible."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some
from small_series import reading, series

from workforce.charts import (
    DARK,
    LIGHT,
    Bar,
    Dot,
    Group,
    Palette,
    Stream,
    columns,
    dots,
    flow,
    grouped,
    over_time,
    ranked,
    stacked,
    two_years,
)
from workforce.charts.dots import MARK, OWN
from workforce.charts.frame import apart, circled, plain
from workforce.comparison import Published
from workforce.settings import Event, Target
from workforce.ui.words import escaped

NOW = date(2024, 9, 30)
ENGLAND = Published("England", "england", (date(2023, 9, 30),), (17.9,), "2025", None, "the census")


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_marks_have_3_to_1_and_text_4_5_to_1_against_the_ground(palette: Palette) -> None:
    states = (palette.improvement, palette.concern, palette.neutral)
    for mark in (palette.focus, palette.other, palette.mark, *palette.compare, *palette.series, *states):
        assert contrast(mark, palette.ground) >= 3.0, mark
    for text in (palette.text, palette.muted):
        assert contrast(text, palette.ground) >= 4.5, text


def test_a_month_without_a_value_is_a_gap() -> None:
    line = over_time(reading(series("agency_rate", [20.0, None, 22.0, 23.0])), LIGHT).data[0]
    assert list(line.y) == [20.0, None, 22.0, 23.0]
    assert line.connectgaps is False
    assert [size > 0 for size in line.marker.size] == [True, False, False, False]


def test_the_last_value_of_a_closed_team_is_labelled_where_it_was() -> None:
    notes = over_time(reading(series("agency_rate", [20.0, 22.0, None])), LIGHT).layout.annotations
    assert [(note.text, note.x) for note in notes] == [("<b>22.0%</b>, Aug 2024", "2024-08-31")]


def test_nothing_after_the_as_at_date_is_drawn() -> None:
    line = over_time(reading(series("agency_rate", [20.0, 21.0, 22.0]), date(2024, 8, 31)), LIGHT).data[0]
    assert list(line.y) == [20.0, 21.0]


def test_published_figures_are_markers_on_their_own_day_and_never_a_line() -> None:
    figure = over_time(reading(series("agency_rate", [20.0] * 24), comparison=[ENGLAND]), LIGHT)
    (markers,) = [trace for trace in figure.data if trace.name == "England (published, 30 Sep)"]
    assert markers.mode == "markers"
    assert list(markers.x) == [date(2023, 9, 30)]
    assert figure.layout.showlegend
    assert "◆ <b>17.9%</b>" in [note.text for note in figure.layout.annotations]


def test_a_year_with_a_symbol_is_no_marker() -> None:
    days = (date(2022, 9, 30), date(2023, 9, 30))
    hidden = Published("Elm", "authority", days, (None, None), "2025", None, "the census", ("c", "x"))
    part = Published("Ash", "authority", days, (None, 9.0), "2025", None, "the census", ("c", None))
    figure = over_time(reading(series("agency_rate", [20.0] * 24), comparison=[hidden, part]), LIGHT)
    names = {trace.name: trace for trace in figure.data}
    assert "Elm (published, 30 Sep)" not in names
    assert list(names["Ash (published, 30 Sep)"].x) == [days[1]]


def test_three_peers_have_three_marks() -> None:
    peers = [Published(name, "authority", (NOW,), (9.0,), "2025", None, "x") for name in ("Ash", "Elm", "Oak")]
    beside = reading(series("agency_rate", [20.0]), comparison=peers)
    marks = [trace.marker for trace in over_time(beside, LIGHT).data[2:]]
    assert len({mark.symbol for mark in marks}) == len({mark.color for mark in marks}) == 3


def test_a_single_month_stands_at_the_end_of_a_year() -> None:
    axis = over_time(reading(series("agency_rate", [20.0])), LIGHT).layout.xaxis
    assert list(axis.range) == ["2023-10-01", "2024-09-30"]


def test_a_rate_s_axis_starts_at_zero_and_holds_the_target() -> None:
    target = Target("permanent_share", 75.0, date(2024, 8, 1))
    figure = over_time(reading(series("permanent_share", [40.0, 50.0]), targets=(target,)), LIGHT)
    low, top = figure.layout.yaxis.range
    assert low == 0 and top > 75
    assert "<b>Target 75.0%</b>" in [note.text for note in figure.layout.annotations]


def test_events_are_numbers_and_close_ones_stand_on_two_rows() -> None:
    events = tuple(Event(date(2024, month, 1), "An event") for month in (6, 7, 8))
    notes = over_time(reading(series("agency_rate", [20.0] * 12), events=events), LIGHT).layout.annotations
    rows = {note.text: note.yshift for note in notes if note.text in "①②③"}
    assert rows["①"] != rows["②"] != rows["③"]
    assert circled(21) == "(21)"


@given(some.lists(some.floats(0, 100), min_size=1, max_size=4))
def test_end_labels_never_touch(heights: list[float]) -> None:
    placed = apart(heights, 8.0, 100.0)
    ordered = sorted(placed)
    assert all(higher - lower >= 8.0 - 1e-9 for lower, higher in pairwise(ordered))
    assert ordered[0] >= 0 and ordered[-1] <= 100.0 + 1e-9


def test_bars_are_sorted_and_text_from_the_extracts_stays_text() -> None:
    figure = ranked([Bar("Elm", 1.0, "1"), Bar("<a href='x'>Ash</a>", 2.0, "2")], LIGHT, 1.5)
    assert list(figure.data[0].x) == [2.0, 1.0]
    assert figure.layout.annotations[0].text.startswith("&lt;a href='x'&gt;Ash")
    assert len(figure.layout.shapes) == 2
    assert plain("A & B") == "A &amp; B"


def test_bars_of_an_ordered_category_keep_their_order() -> None:
    bars = [Bar("Applied", 1.0, "1"), Bar("Interviewed", 2.0, "2")]
    assert list(ranked(bars, LIGHT, in_order=True).data[0].x) == [1.0, 2.0]


def test_the_year_before_is_dashed_and_a_negative_month_is_drawn() -> None:
    months = [date(2024, month, 1) for month in (7, 8, 9)]
    figure = two_years(months, [1.0, -2.0, 3.0], [None, 1.0, 2.0], DARK)
    dashes = {trace.name: trace.line.dash for trace in figure.data}
    assert dashes == {"Last year": "dash", "This year": "solid"}
    assert figure.layout.yaxis.range[0] < -2
    assert [note.text for note in figure.layout.annotations] == ["<b>Last year 2</b>", "<b>This year 3</b>"]


def test_only_the_chosen_bar_has_the_focus() -> None:
    colours = ranked([Bar("Elm", 1.0, "1", is_chosen=True), Bar("Ash", 2.0, "2")], LIGHT).data[0].marker.color
    assert list(colours) == [LIGHT.other, LIGHT.focus]


def test_bands_keep_their_order() -> None:
    figure = columns([("under 5", 4.0, "4"), ("5 to under 10", 1.0, "1")], DARK)
    assert [text.split("<br>")[0] for text in figure.data[0].x] == ["under 5", "5 to"]


def test_an_empty_layer_has_no_label() -> None:
    figure = stacked([("Permanent", series("agency_fte", [5.0])), ("Agency", series("agency_fte", [0.0]))], NOW, LIGHT)
    assert [note.text for note in figure.layout.annotations] == [
        '<span style="color:#12436D">■</span> <b>Permanent 5.0</b>'
    ]


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("![x](http://a)", r"!\[x\](http\://a)"), ("www.a.b", r"www\.a.b"), (":red[x]", r"\:red\[x\]"),
        ("$a$", r"\$a\$"), ("1. a", r"1\. a"), ("70.2% (a-b): c", "70.2% (a-b): c"),
    ],
)  # fmt: skip
def test_text_from_the_extracts_is_never_markdown(text: str, safe: str) -> None:
    assert escaped(text) == safe


def test_groups_over_bands_differ_in_shape_and_colour_keep_gaps_and_open_marks_of_few() -> None:
    few = (False, True, False)
    figure = grouped(
        ["a", "b", "c"], [Group("One", (1.0, 2.0, None), few), Group("Two", (3.0, 4.0, 5.0), few)], "%", DARK
    )
    assert [list(trace.marker.symbol) for trace in figure.data] == [
        ["circle", "circle-open", "circle"], ["diamond", "diamond-open", "diamond"],
    ]  # fmt: skip
    assert len({trace.marker.color for trace in figure.data}) == 2
    assert list(figure.data[0].y) == [1.0, 2.0, None] and figure.data[0].connectgaps is False
    assert [note.text for note in figure.layout.annotations] == ["● <b>One</b>", "◆ <b>Two</b>"]


STREAMS = [
    Stream("Left", "Recorded as unplanned", 20, 0), Stream("Left", "Recorded as planned", 4, 0),
    Stream("Still in post", "Recorded as unplanned", 6, 3), Stream("<b>Odd</b>", "No usable reason", 1, 1),
]  # fmt: skip
GROUPS = ["Recorded as planned", "Recorded as unplanned", "No usable reason", "Never"]


def test_a_flow_names_every_group_with_its_count_largest_first_and_text_stays_plain() -> None:
    figure = flow(STREAMS, GROUPS, LIGHT)
    words = [note.text.replace("<br>", " ") for note in figure.layout.annotations]
    assert words == [
        "Left <b>24</b>", "Still in post <b>6</b>", "&lt;b&gt;Odd&lt;/b&gt; <b>1</b>",
        "Recorded as planned <b>4</b>", "Recorded as unplanned <b>26</b>", "No usable reason <b>1</b>",
    ]  # fmt: skip
    assert all(note.font.color == LIGHT.text for note in figure.layout.annotations)


def test_the_bands_of_a_flow_fill_the_blocks_at_both_sides() -> None:
    figure = flow(STREAMS, GROUPS, DARK)
    wide = {band.text: abs(band.y[0] - band.y[-1]) for band in figure.data}
    counts = {"Left, recorded as unplanned: 20": 20, "Left, recorded as planned: 4": 4}
    scale = wide["Left, recorded as planned: 4"] / 4
    assert {name: wide[name] for name in counts} == pytest.approx(
        {name: scale * count for name, count in counts.items()}
    )
    heights = [block.y1 - block.y0 for block in figure.layout.shapes if block.y1 - block.y0 > 2]
    assert sorted(heights) == pytest.approx(sorted(scale * count for count in (24, 6, 1, 4, 26, 1)))
    assert sum(wide.values()) == pytest.approx(scale * 31)


def test_the_labels_of_a_flow_never_touch() -> None:
    streams = [Stream(f"Cause {number}", "Recorded as planned", 1 if number else 500, 0) for number in range(9)]
    notes = flow(streams, GROUPS, LIGHT).layout.annotations[:9]
    assert all(lower.y - higher.y >= 17 for higher, lower in pairwise(notes))


def test_dots_are_sorted_ours_is_told_by_shape_and_weight_and_names_stay_text() -> None:
    rows = [Dot("<b>Elm</b>", 5.0, "5.0%"), Dot("Us", 9.0, "9.0%", OWN), Dot("England", 7.0, "7.0%", MARK)]
    figure = dots(rows, LIGHT)
    assert list(figure.data[0].x) == [5.0, 7.0, 9.0]
    assert list(figure.data[0].marker.symbol) == ["circle", "square", "diamond"]
    assert list(figure.layout.yaxis.ticktext) == ["&lt;b&gt;Elm&lt;/b&gt;", "England", "<b>Us</b>"]
    assert figure.layout.xaxis.range[0] < 0 < 9 < figure.layout.xaxis.range[1]
    assert list(dots(rows, DARK, highest_first=True).data[0].x) == [9.0, 7.0, 5.0]
