"""Areas or roles side by side: sorted horizontal bars, each with its figure and what it is counted from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from workforce.charts.frame import framed, plain
from workforce.charts.palette import Palette

ROW = 46


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its value, the words at its end, and whether it is the one in question."""

    name: str
    value: float
    words: str
    is_chosen: bool = False


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
    longest = max([bar.value for bar in bars] + ([reference] if reference else []), default=0.0) or 1.0
    figure.update_layout(margin={"l": 4, "r": 4, "t": 4, "b": 4})
    figure.update_xaxes(visible=False, range=[0, longest * 1.02])
    figure.update_yaxes(visible=False, range=[len(ordered) - 0.6, -0.75])
    return figure
