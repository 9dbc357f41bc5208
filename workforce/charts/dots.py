"""Areas on one scale: a sorted row each, its dot and its figure, the one in question a filled diamond."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from workforce.charts.frame import TEXT, framed, plain
from workforce.charts.palette import Palette

ROW = 27
LONGEST = 22
OWN, MARK, OTHER = "own", "mark", "other"
SHAPES = {OWN: "diamond", MARK: "square", OTHER: "circle"}


@dataclass(frozen=True)
class Dot:
    """One row: its name, its value, its words, and whether it is the authority's own, a whole or one of the others."""

    name: str
    value: float
    words: str
    kind: str = OTHER


def dots(rows: Sequence[Dot], palette: Palette, highest_first: bool = False) -> go.Figure:
    """Return the rows sorted by value from zero, equal ones by name, the lowest on top unless asked otherwise."""
    sign = -1 if highest_first else 1
    ordered = sorted(rows, key=lambda row: (sign * row.value, row.name))
    colours = {OWN: palette.focus, MARK: palette.text, OTHER: palette.other}
    figure = go.Figure(
        go.Scatter(
            x=[row.value for row in ordered], y=list(range(len(ordered))), mode="markers+text", cliponaxis=False,
            marker={
                "color": [colours[row.kind] for row in ordered], "symbol": [SHAPES[row.kind] for row in ordered],
                "size": [13 if row.kind == OWN else 9 for row in ordered], "opacity": 1, "line": {"width": 0},
            },
            text=[f"  {weighed(row.words, row)}" for row in ordered], textposition="middle right",
            textfont={"color": palette.text, "size": TEXT},
            hovertext=[plain(f"{row.name}: {row.words}") for row in ordered], hoverinfo="text",
        )
    )  # fmt: skip
    framed(figure, palette, height=24 + ROW * max(len(ordered), 1))
    figure.update_layout(margin={"l": 8, "r": 8, "t": 8, "b": 8})
    highest = max((row.value for row in ordered), default=0.0) or 1.0
    figure.update_xaxes(visible=False, range=[-0.04 * highest, highest * 1.35])
    figure.update_yaxes(
        range=[len(ordered) - 0.4, -0.6], tickvals=list(range(len(ordered))), automargin=True, ticklabelstandoff=4,
        ticktext=[weighed(shortened(row.name), row) for row in ordered], tickfont={"color": palette.text, "size": TEXT},
    )  # fmt: skip
    return figure


def weighed(words: str, row: Dot) -> str:
    """Return the words so that Plotly draws them as written, bold for the authority's own."""
    return f"<b>{plain(words)}</b>" if row.kind == OWN else plain(words)


def shortened(name: str) -> str:
    """Return a name cut to what a telephone's width allows."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
