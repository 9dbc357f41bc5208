"""Areas or roles side by side: sorted horizontal bars, each with its figure and what it is counted from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from workforce.charts.frame import TEXT, framed, plain
from workforce.charts.palette import Palette

ROW = 46


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its value, its words, whether it is the one in question.

    `expected` are the ends of the range expected, as drawn, and `remark` what is written at the bar about it.
    """

    name: str
    value: float
    words: str
    is_chosen: bool = False
    expected: tuple[float, float] | None = None
    remark: str = ""


def ranked(bars: Sequence[Bar], palette: Palette, reference: float | None = None, in_order: bool = False) -> go.Figure:
    """Return the bars, longest on top or in the order given, with the whole's value marked across each if there is one.

    Name and figure stand above each bar, so that a narrow screen cuts neither.
    """
    ordered = list(bars) if in_order else sorted(bars, key=lambda bar: (-bar.value, bar.name))
    chosen = any(bar.is_chosen for bar in bars)
    figure = go.Figure(
        go.Bar(
            x=[bar.value for bar in ordered], y=list(range(len(ordered))), orientation="h", width=0.38,
            hoverinfo="skip",
            marker={"color": [palette.focus if bar.is_chosen or not chosen else palette.other for bar in ordered]},
        )
    )  # fmt: skip
    framed(figure, palette, height=20 + ROW * max(len(bars), 1))
    for place, bar in enumerate(ordered):
        figure.add_annotation(
            x=0, y=place - 0.42, text=f"{plain(bar.name)}  <b>{plain(bar.words)}</b>", showarrow=False, xanchor="left",
            font={"color": palette.text},
        )  # fmt: skip
        if reference is not None:
            figure.add_shape(
                type="line", x0=reference, x1=reference, y0=place - 0.24, y1=place + 0.24,
                line={"width": 3, "color": palette.mark},
            )  # fmt: skip
    ends = [bar.expected[1] for bar in bars if bar.expected]
    longest = max([bar.value for bar in bars] + ends + ([reference] if reference else []), default=0.0) or 1.0
    for place, bar in enumerate(ordered):
        if bar.expected:
            draw_range(figure, bar.expected, place, palette)
        if bar.remark:
            write_remark(figure, bar, place, palette, is_inside=bar.value > longest / 2)
    figure.update_layout(margin={"l": 4, "r": 4, "t": 4, "b": 4})
    figure.update_xaxes(visible=False, range=[0, longest * 1.02])
    figure.update_yaxes(visible=False, range=[len(ordered) - 0.6, -0.75])
    return figure


def draw_range(figure: go.Figure, expected: tuple[float, float], place: int, palette: Palette) -> None:
    """Draw the range expected as a thin line with its two ends, just under a bar."""
    low, high = expected
    line = {"width": 1.5, "color": palette.muted}
    figure.add_shape(type="line", name="expected", x0=low, x1=high, y0=place + 0.29, y1=place + 0.29, line=line)
    for end in expected:
        figure.add_shape(type="line", x0=end, x1=end, y0=place + 0.23, y1=place + 0.35, line=line)


def write_remark(figure: go.Figure, bar: Bar, place: int, palette: Palette, *, is_inside: bool) -> None:
    """Write a bar's remark on it, or beside its end where the bar is too short to hold it."""
    figure.add_annotation(
        x=0 if is_inside else bar.value, y=place, xanchor="left", xshift=6, text=plain(bar.remark), showarrow=False,
        font={"size": TEXT - 2, "color": palette.text}, bgcolor=palette.ground, borderpad=0, height=13,
    )  # fmt: skip
