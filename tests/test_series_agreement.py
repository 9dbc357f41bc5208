"""Proves on 1,000 random series that all that shows one agrees on figures, state, limits and target.

What shows a series: tile, chart, table, words, download, the command line and the states that the build keeps.
"""

from __future__ import annotations

import csv
import importlib
import io
import json
import random
from collections import Counter
from contextlib import nullcontext
from datetime import date
from types import SimpleNamespace
from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest
import random_series
import streamlit as st
from random_series import Drawn

from workforce import charts, exports, narrative, states
from workforce.cli.series import printed
from workforce.series import LIMITS, Reading, shown, with_unit
from workforce.series.sentence import NOT_JUDGED, VARIATION, assurance_words, variation_words
from workforce.ui import behind
from workforce.ui.cards import as_table
from workforce.ui.headlines import Headline, tile
from workforce.ui.selection import Selection

LOOKING = Selection("", date(2024, 9, 30), "authority", "Wexmere Council (fictional)")

SERIES = 1000
JUDGED = {"Mean": "mean", "Lower limit": "lpl", "Upper limit": "upl", "Target": "target"}
EDGES = (0.0, 100.0)


@pytest.fixture(scope="module")
def drawn() -> list[tuple[Drawn, Reading]]:
    """Return random series with their readings; in some of them, months that may not leave the service."""
    draw = random.Random(5)
    made = [random_series.drawn(draw, hidden=draw.choice([0.0, 0.1])) for _ in range(SERIES)]
    return [(each, each.read()) for each in made]


def cells(each: Drawn) -> list[dict[str, Any]]:
    """Return the cells that a series is made of, up to the date it is read at."""
    return each.series.points.filter(pl.col("as_at") <= each.as_at).to_dicts()


def test_the_draw_holds_every_kind(drawn: list[tuple[Drawn, Reading]]) -> None:
    found = [reading for _, reading in drawn]
    states_met = Counter(reading.variation for reading in found)
    assert len(states_met) == 8 and min(states_met.values()) >= 5, states_met
    assert {reading.assurance for reading in found} >= {"consistent_pass", "consistent_fail", "inconsistent"}
    assert sum(any(each.start is not None for each in reading.rebases) for reading in found) >= 10
    assert sum(len({point.target for point in reading.points}) > 2 for reading in found) >= 20


def test_table_and_command_line_have_every_month_with_its_limits(drawn: list[tuple[Drawn, Reading]]) -> None:
    for each, reading in drawn:
        rows = json.loads(printed(reading, "internal", "json"))["points"]
        lines = list(csv.DictReader(io.StringIO(printed(reading, "internal", "csv"))))
        table, held = reading.table().to_dicts(), cells(each)
        assert [row["value"] for row in rows] == [cell["value"] for cell in held]
        assert [number(line["value"]) for line in lines] == [cell["value"] for cell in held]
        for row, line, listed, point in zip(rows, lines, table, reading.points, strict=True):
            said = {name: listed[name] for name in LIMITS}
            assert {name: row[name] for name in LIMITS} == said
            assert {name: line[name] for name in LIMITS} == {k: "" if v is None else str(v) for k, v in said.items()}
            limits = point.judged.limits
            assert (said["mean"], said["lpl"], said["upl"]) == (limits.mean, limits.lower, limits.upper)


def number(text: str) -> float | None:
    """Return a number written in CSV, or None for a blank."""
    return float(text) if text else None


def test_what_readers_see_in_the_table_is_the_figure_in_words(drawn: list[tuple[Drawn, Reading]]) -> None:
    for each, reading in drawn:
        measure = each.series.measure
        seen = as_table([point.columns() for point in reading.points])
        for row, cell, point in zip(seen.to_dicts(), cells(each), reading.points, strict=True):
            assert row["As at"] == cell["as_at"]
            assert row["Value"].startswith(shown(measure, cell))
            for title, name in JUDGED.items():
                if title in row:
                    assert row[title] == pytest.approx(point.columns()[name], abs=0.0051)


def test_the_chart_draws_those_figures_limits_and_targets(
    drawn: list[tuple[Drawn, Reading]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.import_module("workforce.charts.over_time"), "go", SimpleNamespace(Figure=Traces))
    for each, reading in drawn:
        traces = charts.over_time(reading, charts.LIGHT).data
        assert list(traces[0].x) == [cell["as_at"] for cell in cells(each)]
        assert list(traces[0].y) == [cell["value"] for cell in cells(each)]
        for name, own in (("mean", "mean"), ("lower limit", "lower"), ("upper limit", "upper")):
            drawn_lines = {y for trace in traces if trace.name == name for y in trace.y}
            known = {getattr(point.judged.limits, own) for point in reading.points} - {None}
            # Drawn lines end at nothing and at the whole; the test of a point never does.
            assert drawn_lines <= known | set(EDGES), name
            assert known <= drawn_lines | {line for line in known if not 0 <= line <= EDGES[1]}
        for kind, mark in charts.MARKS.items():
            marked = {
                (x, y) for trace in traces if trace.name == mark.name for x, y in zip(trace.x, trace.y, strict=True)
            }
            assert marked == {
                (point.cell["as_at"], point.cell["value"])
                for point in reading.points
                if mark.symbol and (point.judged.point_type or "").startswith(kind)
            }
        steps = [dict(zip(trace.x, trace.y, strict=True)) for trace in traces if trace.line.dash == "dash"]
        assert [in_force(step, reading.as_at) for step in steps] == [each.value for each in reading.targets[-1:]]
        for point in reading.points:
            assert in_force(steps[0] if steps else {}, point.cell["as_at"]) == point.target


class Traces(go.Figure):
    """A figure that takes its lines and markers only: looks, labels and events take most of the time to draw."""

    def without(self, *_: Any, **__: Any) -> Traces:
        """Return the figure as it is."""
        return self

    update_layout = update_xaxes = update_yaxes = add_annotation = add_vline = without


def in_force(steps: dict[date, float], day: date) -> float | None:
    """Return the height of drawn steps on a day, None before the first."""
    return next((value for begins, value in reversed(steps.items()) if begins <= day), None)


def judge(reading: Reading) -> Reading:
    """Return the reading whose state is shown: that of the monthly companion for a 12-month figure."""
    beside = reading.companion
    return beside if beside and reading.series.measure.window == "12 months" else reading


def states_in(words: str) -> list[str]:
    """Return the states that a text names, in lower case."""
    return [state for state in map(str.lower, [*VARIATION.values(), NOT_JUDGED]) if state in words.lower()]


def test_words_say_the_figure_the_state_and_the_target(drawn: list[tuple[Drawn, Reading]]) -> None:
    for _, reading in drawn:
        measure, now = reading.series.measure, reading.now
        if now is None or now["value"] is None:
            continue
        value = shown(measure, now)
        assert value in reading.sentence and value in narrative.headline(reading)
        state = judge(reading).variation
        assert (narrative.signals([reading]) == [reading]) == (state not in (None, "common_cause"))
        assert (narrative.steady([reading]) == [reading]) == (state == "common_cause")
        assert (with_unit(measure, reading.target.value) in reading.sentence) if reading.target else True
        assert (assurance_words(reading) != "") == (reading.assurance is not None)
        assert states_in(reading.alt) == [variation_words(reading).lower()] * (reading.variation is not None)


def test_the_tile_shows_the_figure_the_state_and_the_target(
    drawn: list[tuple[Drawn, Reading]], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    metrics: list[str] = []
    monkeypatch.setattr(behind, "button", lambda *_: None)
    monkeypatch.setattr(st, "container", lambda **_: nullcontext())
    monkeypatch.setattr(st, "metric", lambda _, value, **__: metrics.append(value))
    for name in ("caption", "markdown"):
        monkeypatch.setattr(st, name, lambda words, **_: said.append(words))
    for each, reading in drawn:
        said.clear()
        tile(LOOKING, Headline("Any", reading))
        assert metrics[-1] == shown(each.series.measure, cells(each)[-1])
        if reading.now and reading.now["value"] is not None:
            assert states_in(" ".join(said)) == [variation_words(judge(reading)).lower()]
        if reading.target:
            assert f"target {with_unit(each.series.measure, reading.target.value)}" in " ".join(said)
    assert len(metrics) == SERIES


def test_the_download_has_the_figures_that_may_leave(drawn: list[tuple[Drawn, Reading]]) -> None:
    for each, reading in drawn:
        download = exports.cells_csv([point.columns() for point in reading.points]).decode()
        outside = json.loads(printed(reading, "outside", "json"))["points"]
        for row, point, cell in zip(csv.DictReader(io.StringIO(download)), outside, cells(each), strict=True):
            value = "c" if cell["outside_status"] == "c" else cell["value"]
            assert (row["value"], point["value"]) == ("" if value is None else str(value), value)
            assert row["status"] == point["status"] == cell["outside_status"]


def test_the_state_that_the_build_keeps_is_the_one_on_the_page(drawn: list[tuple[Drawn, Reading]]) -> None:
    for each, reading in drawn:
        beside = [each.companion.points] if each.companion else []
        kept = states.of_areas(pl.concat([each.series.points, *beside]), each.context, each.as_at)
        (row,) = kept.filter(pl.col("measure") == each.series.measure.id).to_dicts()
        said = json.loads(printed(reading, "internal", "json"))
        last = said["points"][-1]
        assert {name: row[name] for name in ("mean", "lpl", "upl", "value", "status")} == {
            name: last[name] for name in ("mean", "lpl", "upl", "value", "status")
        }
        names = ("variation", "assurance", "unjudged", "sentence")
        assert [row[name] for name in names] == [said[name] for name in names]
        assert row["since"] == (date.fromisoformat(said["since"]) if said["since"] else None)
        assert row["target"] == last["target"] == (said["target"] or {}).get("value")
        companion = said["companion"] and kept.filter(pl.col("measure") == said["companion"]["measure"]).to_dicts()[0]
        assert (companion or {}).get("variation") == (said["companion"] or {}).get("variation")
