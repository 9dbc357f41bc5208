"""What process control adds to a line: mean and limits, flagged months by shape and colour, where limits start anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import plotly.graph_objects as go

from workforce import spc
from workforce.charts.frame import TEXT
from workforce.charts.palette import Palette
from workforce.series import Point, Reading
from workforce.series.sentence import RULES


@dataclass(frozen=True)
class Mark:
    """How a kind of flagged month is drawn, and the same shape as a character for words beside the chart."""

    symbol: str
    sign: str
    name: str


MARKS = {
    "improvement": Mark("circle", "●", "improvement"), "concern": Mark("square", "■", "concern"),
    "neutral": Mark("cross", "✚", "higher or lower than usual"), "common_cause": Mark("", "○", "usual variation"),
}  # fmt: skip
BELOW_ZERO = {"net_flow"}
WHOLE = 100.0
LATEST, EARLIER = 11, 6


@dataclass(frozen=True)
class Segment:
    """The months between two places where limits start, with the limits as they are drawn."""

    start: date
    end: date
    limits: spc.Limits
    lower: float
    upper: float

    @property
    def dash(self) -> str:
        """Return how its lines are drawn: dotted while the limits are on trial."""
        return "dot" if self.limits.trial else "solid"


def kind(point_type: str | None) -> str:
    """Return improvement, concern, neutral or common_cause; empty where nothing is judged."""
    return (point_type or "").removesuffix("_high").removesuffix("_low")


def clipped(reading: Reading, limits: spc.Limits) -> tuple[float, float]:
    """Return the limits as they are drawn: never below nothing, nor above the whole for a part of it."""
    measure = reading.series.measure
    lowest = float("-inf") if measure.id in BELOW_ZERO else 0.0
    highest = WHOLE if measure.part_of_whole and measure.unit == "percent" else float("inf")
    return max(limits.lower or 0.0, lowest), min(limits.upper or 0.0, highest)


def segments(reading: Reading) -> list[Segment]:
    """Return the stretches of months that share limits, oldest first; none where the series is not judged."""
    points = reading.points
    if not points:
        return []
    starts = sorted({0, *(each.start for each in reading.rebases if each.start is not None)})
    return [
        Segment(edge(points, start), edge(points, end), limits, *clipped(reading, limits))
        for start, end in pairwise([*starts, len(points)])
        if (limits := points[start].judged.limits).mean is not None
    ]


def edge(points: Sequence[Point], place: int) -> date:
    """Return the day where a stretch begins or ends: halfway between two months, so that new limits are a step."""
    if place in (0, len(points)):
        return points[min(place, len(points) - 1)].cell["as_at"]
    before, after = (points[each].cell["as_at"] for each in (place - 1, place))
    return before + (after - before) / 2


def draw_limits(figure: go.Figure, found: list[Segment], palette: Palette) -> list[tuple[float, str, str]]:
    """Draw mean and limits as thin lines, those on trial dotted; return the names of the lines in force."""
    for each in found:
        for name, value in (("mean", each.limits.mean), ("lower limit", each.lower), ("upper limit", each.upper)):
            figure.add_scatter(
                x=[each.start, each.end], y=[value, value], mode="lines", name=name, cliponaxis=False, hoverinfo="skip",
                line={"width": 1, "dash": each.dash, "color": palette.muted if name == "mean" else palette.other},
                showlegend=False,
            )  # fmt: skip
    return in_force(found[-1], palette) if found else []


def in_force(last: Segment, palette: Palette) -> list[tuple[float, str, str]]:
    """Return height, name and colour of the lines that end at the latest month, from the top."""
    trial = "trial " if last.limits.trial else ""
    return [
        (last.upper, f"{trial}upper limit".capitalize(), palette.muted),
        (last.limits.mean or 0.0, "Mean", palette.muted),
        (last.lower, f"{trial}lower limit".capitalize(), palette.muted),
    ]


def draw_flags(figure: go.Figure, reading: Reading, palette: Palette) -> None:
    """Draw the months that a rule flags, each kind with its own shape and colour, and say the rule on the pointer."""
    colours = {"improvement": palette.improvement, "concern": palette.concern, "neutral": palette.neutral}
    for name, colour in colours.items():
        flagged = [each for each in reading.points if kind(each.judged.point_type) == name]
        if flagged:
            figure.add_scatter(
                x=[each.cell["as_at"] for each in flagged], y=[each.judged.value for each in flagged], mode="markers",
                name=MARKS[name].name, showlegend=False, cliponaxis=False,
                customdata=[RULES[each.judged.flag_rule or ""] for each in flagged],
                marker={
                    "size": [LATEST if each is reading.latest else EARLIER for each in flagged],
                    "symbol": MARKS[name].symbol, "color": colour, "opacity": 1, "line": {"width": 0},
                },
                hovertemplate="%{x|%-d %B %Y}: %{y:,.1f}, %{customdata}<extra></extra>",
            )  # fmt: skip


def mark_rebases(figure: go.Figure, reading: Reading, palette: Palette) -> None:
    """Mark where limits start anew with a line as high as the plot and a word at its foot."""
    places = [each.start for each in reading.rebases if each.start is not None]
    for place in places:
        day = edge(reading.points, place)
        is_early = place < len(reading.points) / 2
        figure.add_vline(x=day.isoformat(), line={"width": 1, "dash": "longdash", "color": palette.text})
        figure.add_annotation(
            x=day.isoformat(), y=0, yref="paper", yanchor="bottom", xanchor="left" if is_early else "right",
            xshift=3 if is_early else -3, text="New limits", showarrow=False,
            font={"size": TEXT - 2, "color": palette.text}, bgcolor=palette.ground,
        )  # fmt: skip


def process_key(reading: Reading) -> str:
    """Return the key of shapes and lines in words, naming only what is drawn; empty where nothing is judged."""
    found = segments(reading)
    if not found:
        return ""
    kinds = {kind(each.judged.point_type) for each in reading.points}
    shapes = [f"{mark.sign} {mark.name}" for name, mark in MARKS.items() if mark.symbol and name in kinds]
    trial = "; dotted: trial limits, from fewer than 12 months" if any(each.limits.trial for each in found) else ""
    lines = "thin lines: the mean and the limits of usual variation"
    words = "; ".join([*shapes, lines])
    return f"{words[:1].upper()}{words[1:]}{trial}."
