"""How long something lasts: the share still there as steps, with the numbers at risk under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from workforce.charts.ahead import shaded
from workforce.charts.frame import BOTTOM, LINE, TEXT, TOP, end_labels, framed, plain
from workforce.charts.palette import Palette
from workforce.series import rounded
from workforce.survival import Curve

PLOT = 250
MOST_TICKS = 6
STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120)
DAY_STEPS = (7, 14, 30, 60, 90, 180, 360)
DASHES = ("solid", "dash", "dot", "dashdot")
MOST_LINES = len(DASHES)


@dataclass(frozen=True)
class Lasting:
    """One line: its name, the share (0 to 1) still there after each time from where it begins, and where it ends.

    `band` holds time, lower and upper limit; `at_risk` the number under observation at each time of the axis.
    """

    name: str
    steps: Sequence[tuple[float, float]]
    ends: float
    at_risk: Sequence[tuple[float, int]] = ()
    band: Sequence[tuple[float, float, float]] = ()
    begins: float = 0.0


def of_curve(name: str, curve: Curve, at_risk: Sequence[tuple[float, int]], is_banded: bool = True) -> Lasting:
    """Return a curve as a line, with its limits where they are asked for."""
    band = [
        (step.time, step.lower, step.upper)
        for step in curve.steps
        if is_banded and step.lower is not None and step.upper is not None
    ]
    return Lasting(name, [(step.time, step.survival) for step in curve.steps], curve.ends, at_risk, band, curve.begins)


def ticks(longest: float, steps: Sequence[int] = STEPS) -> list[int]:
    """Return the times that an axis up to `longest` names, from 0, a telephone's width of them at most."""
    step = next((each for each in steps if longest / each <= MOST_TICKS), None)
    if step is None:
        step = steps[-1] * -int(-longest // (steps[-1] * MOST_TICKS))
    return list(range(0, int(longest) + 1, step))


def lasting(lines: Sequence[Lasting], palette: Palette, label: str, times: Sequence[int], unit: str = "") -> go.Figure:
    """Return at most four lines over the times of the axis, `label` under it and a row of numbers a line below.

    The unit follows the time in what is shown on pointing, such as "months".
    """
    figure = go.Figure()
    shown = list(zip(lines[:MOST_LINES], palette.series, DASHES, strict=False))
    for line, colour, _ in shown:
        draw_limits(figure, line, colour)
    figure.add_hline(y=50, line={"color": palette.muted, "width": 1, "dash": "dot"})
    for line, colour, dash in shown:
        points = path(line)
        figure.add_scatter(
            x=[time for time, _ in points], y=[100 * share for _, share in points], mode="lines", name=plain(line.name),
            line={"shape": "hv", "color": colour, "width": 3, "dash": dash}, showlegend=False, cliponaxis=False,
            hovertemplate="%{x:.0f} " + unit + ": %{y:.0f}%<extra>" + plain(line.name) + "</extra>",
        )  # fmt: skip
    framed(figure, palette, PLOT + TOP + BOTTOM)
    labels = [(100 * path(line)[-1][1], f"{plain(line.name)} {rounded(100 * path(line)[-1][1], 0)}%", colour)
              for line, colour, _ in shown]  # fmt: skip
    end_labels(figure, labels, 100, PLOT + TOP + BOTTOM, quiet=[(50.0, "Half", palette.muted)])
    rows = numbers_at_risk(figure, [(line, colour) for line, colour, _ in shown if line.at_risk], label, palette)
    figure.update_layout(height=PLOT + 16 + BOTTOM + rows, margin={"t": 16, "b": BOTTOM + rows})
    figure.update_yaxes(range=[0, 100], dtick=25, ticksuffix="%")
    longest = max((line.ends for line, *_ in shown), default=1.0)
    figure.update_xaxes(range=[0, max(longest, *times, 1)], tickvals=list(times), showgrid=False, tickangle=0)
    return figure


def path(line: Lasting) -> list[tuple[float, float]]:
    """Return the corners of a line: all there where it begins, then each step, carried on to where it ends."""
    last = line.steps[-1][1] if line.steps else 1.0
    return [(line.begins, 1.0), *line.steps, (max(line.ends, line.begins), last)]


def draw_limits(figure: go.Figure, line: Lasting, colour: str) -> None:
    """Draw the limits of a line as a shaded area of steps under it."""
    if not line.band:
        return
    last = (max(line.ends, line.band[-1][0]), *line.band[-1][1:])
    steps = [*line.band, last]
    for column, fill in ((2, None), (1, "tonexty")):
        figure.add_scatter(
            x=[step[0] for step in steps], y=[100 * step[column] for step in steps], mode="lines", hoverinfo="skip",
            line={"width": 0, "shape": "hv"}, fill=fill, fillcolor=shaded(colour), showlegend=False, name="Limits",
        )  # fmt: skip


def numbers_at_risk(figure: go.Figure, lines: Sequence[tuple[Lasting, str]], label: str, palette: Palette) -> int:
    """Write the axis label and, for each line, its name and its numbers at risk; return the room taken in pixels."""
    below = BOTTOM
    note(figure, 0, below, f"<b>{plain(label)}</b>", palette.text)
    for line, colour in lines:
        below += LINE
        note(figure, 0, below, f"At risk: {plain(line.name)}", colour)
        below += LINE
        for time, people in line.at_risk:
            figure.add_annotation(
                x=time, xref="x", y=0, yref="paper", yshift=-below, yanchor="top", text=f"{people:,}",
                showarrow=False, font={"size": TEXT - 1, "color": palette.text},
            )  # fmt: skip
    return below + LINE - BOTTOM


def note(figure: go.Figure, x: float, below: int, text: str, colour: str) -> None:
    """Write a line of text under the plot, from its left edge."""
    figure.add_annotation(
        x=x, xref="paper", y=0, yref="paper", yshift=-below, yanchor="top", xanchor="left", text=text,
        showarrow=False, font={"size": TEXT - 1, "color": colour},
    )  # fmt: skip
